/* Patterns: groups, names, flags, and texts made to run away. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/regex.h"

static cn_regex *compile(const char *pattern, const char *flags)
{
    cn_regex *regex = NULL;

    assert_int_equal(cn_regex_new(pattern, flags, &regex, NULL), CAIRN_OK);
    return regex;
}

static cn_match *new_match(void)
{
    cn_match *match = NULL;

    assert_int_equal(cn_match_new(&match, NULL), CAIRN_OK);
    return match;
}

static void groups_are_found_by_number_and_name(void **state)
{
    cn_regex *regex = compile("(?<year>\\d{4})(-(?<month>\\d\\d))?", NULL);
    cn_match *match = new_match();
    const char text[] = "in 1998 and 2001-07";

    (void)state;
    assert_int_equal(cn_regex_find(regex, match, text, strlen(text), 0), 1);
    assert_int_equal(cn_match_group(match, 0).first, 3);
    assert_int_equal(cn_match_named(regex, match, "year").len, 4);
    assert_true(cn_match_named(regex, match, "month").first == SIZE_MAX);
    assert_true(cn_match_group(match, 3).first == SIZE_MAX);
    assert_true(cn_match_group(match, 99).first == SIZE_MAX);
    assert_true(cn_match_named(regex, match, "day").first == SIZE_MAX);
    assert_int_equal(cn_regex_find(regex, match, text, strlen(text), 7), 1);
    assert_int_equal(cn_match_named(regex, match, "month").first, 17);
    assert_int_equal(cn_regex_find(regex, match, text, strlen(text), 13), 0);
    assert_true(cn_match_group(match, 0).first == SIZE_MAX);
    assert_int_equal(cn_regex_find(regex, match, text, 4, 9), 0);
    cn_match_free(match);
    cn_regex_free(regex);
}

static int finds(const char *pattern, const char *flags, const char *text, size_t len)
{
    cn_regex *regex = compile(pattern, flags);
    cn_match *match = new_match();
    int found = cn_regex_find(regex, match, text, len, 0);

    cn_match_free(match);
    cn_regex_free(regex);
    return found;
}

static void flags_change_the_meaning(void **state)
{
    (void)state;
    assert_int_equal(finds("abc", "", "ABC", 3), 0);
    assert_int_equal(finds("abc", "i", "ABC", 3), 1);
    assert_int_equal(finds("\xC3\xA9", "i", "\xC3\x89", 2), 1);
    assert_int_equal(finds("a b # c", "x", "ab", 2), 1);
    assert_int_equal(finds("^b$", NULL, "a\nb\nc", 5), 0);
    assert_int_equal(finds("^b$", "m", "a\nb\nc", 5), 1);
    assert_int_equal(finds("^\\w$", NULL, "\xC3\xA9", 2), 0);
    assert_int_equal(finds("^\\w$", "u", "\xC3\xA9", 2), 1);
    assert_int_equal(finds("^.$", NULL, "\xF0\x9F\x98\x80", 4), 1);
    assert_int_equal(finds("a.c", NULL, "a\0c", 3), 1);
    assert_int_equal(finds("x*", NULL, "", 0), 1);
}

static void bad_patterns_are_refused_with_their_place(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_regex *regex = (cn_regex *)&err;
    char many[200] = "";

    (void)state;
    assert_int_equal(cn_regex_new("ab(c", NULL, &regex, &err), CAIRN_EPARSE);
    assert_null(regex);
    assert_int_equal(err.detail, 4);
    assert_non_null(strstr(err.message, "missing closing parenthesis"));
    assert_int_equal(cn_regex_new("a", "iq", &regex, &err), CAIRN_EINVAL);
    for (int i = 0; i < 33; i++)
        memcpy(many + 3 * i, "(a)", 4);
    assert_int_equal(cn_regex_new(many, NULL, &regex, &err), CAIRN_EINVAL);
    many[3 * 32] = '\0';
    assert_int_equal(cn_regex_new(many, NULL, &regex, &err), CAIRN_OK);
    cn_regex_free(regex);
}

static void all_32_groups_are_told(void **state)
{
    char many[200] = "";
    cn_regex *regex;
    cn_match *match = new_match();

    (void)state;
    for (int i = 0; i < 32; i++)
        memcpy(many + 3 * i, "(a)", 4);
    regex = compile(many, NULL);
    assert_int_equal(cn_regex_find(regex, match, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 33, 0), 1);
    assert_int_equal(cn_match_group(match, 32).first, 31);
    cn_regex_free(regex);
    cn_match_free(match);
}

static void a_pattern_that_runs_away_is_stopped(void **state)
{
    char text[5001];

    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '!';
    assert_int_equal(finds("(a+)+$", NULL, text, sizeof(text)), 0);
    assert_int_equal(finds("(a|aa|(a(?1)?b)?)*$", NULL, text, sizeof(text)), 0);
}

static int compile_and_find(void *user)
{
    cn_regex *regex = NULL;
    cn_match *match = NULL;
    int rc = cn_regex_new("(?<a>[a-z]+) (b|c)*", "i", &regex, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = cn_match_new(&match, NULL);
    if (rc == CAIRN_OK)
        rc = cn_regex_find(regex, match, "x bc", 4, 0) == 1 ? CAIRN_OK : CAIRN_ENOMEM;
    cn_match_free(match);
    cn_regex_free(regex);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(compile_and_find, NULL);
    cn_regex_free(NULL);
    cn_match_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_found_by_number_and_name),
        cmocka_unit_test(flags_change_the_meaning),
        cmocka_unit_test(bad_patterns_are_refused_with_their_place),
        cmocka_unit_test(all_32_groups_are_told),
        cmocka_unit_test(a_pattern_that_runs_away_is_stopped),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
