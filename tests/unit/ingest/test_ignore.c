/* .cairnignore: patterns and rules. */
#include "ingest/ignore.h"

#include "unit/ingest/collect.h"

static void patterns_match_as_in_gitignore(void **state)
{
    static const struct {
        const char *pattern, *name;
        bool matches;
    } cases[] = {
        {"a", "a", true},
        {"a", "b", false},
        {"*.tmp", "x.tmp", true},
        {"*.tmp", "x.tmp2", false},
        {"*", "", true},
        {"a*b*c", "a--b-bc", true},
        {"a*b*c", "a--b-b", false},
        {"?", "x", true},
        {"?", "/", false},
        {"*", "a/b", false},
        {"a/*", "a/b", true},
        {"a/*", "a/b/c", false},
        {"[a-c]", "b", true},
        {"[a-c]", "d", false},
        {"[!a-c]", "d", true},
        {"[^a]", "a", false},
        {"[]]", "]", true},
        {"[a", "[a", true},
        {"[a", "a", false},
        {"\\*", "*", true},
        {"\\*", "x", false},
        {"**", "a/b/c", true},
        {"**/c", "a/b/c", true},
        {"**/c", "c", true},
        {"**/c", "a/bc", false},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**/c", "a/c", true},
        {"a/**/c", "a/x/y/c", true},
        {"a/**/c", "a/xc", false},
        {"**/b/*", "a/b/c", true},
        {"**/b/*", "b/b/b/c", true},
        {"a**b", "a/x/b", true},
        {"\\", "\\", true},
        {"[\\]]", "]", true},
        {"x[/]y", "x/y", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (cn_ignore_glob(cases[i].pattern, cases[i].name) != cases[i].matches)
            fail_msg("%s on %s", cases[i].pattern, cases[i].name);
}

static void hostile_patterns_end_soon(void **state)
{
    static char pattern[2001], name[20001];

    (void)state;
    for (size_t i = 0; i < 2000; i++)
        pattern[i] = i % 2 ? 'a' : '*';
    memset(name, 'a', 20000);
    pattern[1999] = 'b';
    assert_false(cn_ignore_glob(pattern, name));
    memcpy(pattern, "**/", 3);
    assert_false(cn_ignore_glob(pattern, name));
}

static cn_ignore *with_rules(const char *dir, const char *text)
{
    cn_ignore *ignore = NULL;

    assert_int_equal(cn_ignore_new(&ignore, NULL), CAIRN_OK);
    assert_int_equal(cn_ignore_enter(ignore, dir, text, strlen(text), NULL), CAIRN_OK);
    return ignore;
}

static void rules_have_comments_negation_and_anchors(void **state)
{
    cn_ignore *ignore = with_rules("d", "# note\n\n*.tmp\n!keep.tmp\n/top\nsub/x\nlogs/\n"
                                        "\\#real\nspace \nkept\\ \r\n");

    (void)state;
    assert_true(cn_ignore_matches(ignore, "d/a.tmp", false));
    assert_true(cn_ignore_matches(ignore, "d/e/a.tmp", false));
    assert_false(cn_ignore_matches(ignore, "d/keep.tmp", false));
    assert_true(cn_ignore_matches(ignore, "d/top", false));
    assert_false(cn_ignore_matches(ignore, "d/e/top", false));
    assert_true(cn_ignore_matches(ignore, "d/sub/x", false));
    assert_false(cn_ignore_matches(ignore, "d/e/sub/x", false));
    assert_true(cn_ignore_matches(ignore, "d/logs", true));
    assert_true(cn_ignore_matches(ignore, "d/e/logs", true));
    assert_false(cn_ignore_matches(ignore, "d/logs", false));
    assert_true(cn_ignore_matches(ignore, "d/#real", false));
    assert_true(cn_ignore_matches(ignore, "d/space", false));
    assert_true(cn_ignore_matches(ignore, "d/kept ", false));
    cn_ignore_free(ignore);
}

static void deeper_rules_win_until_their_folder_is_left(void **state)
{
    cn_ignore *ignore = with_rules("", "*.md\n");
    size_t depth = cn_ignore_depth(ignore);

    (void)state;
    assert_int_equal(cn_ignore_enter(ignore, "e/", "!a.md", 5, NULL), CAIRN_OK);
    assert_false(cn_ignore_matches(ignore, "e/a.md", false));
    assert_true(cn_ignore_matches(ignore, "e/b.md", false));
    cn_ignore_leave(ignore, depth);
    assert_true(cn_ignore_matches(ignore, "e/a.md", false));
    cn_ignore_free(ignore);
}

static void lines_are_bounded(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_ignore *ignore = with_rules("", "x\n");
    int rc = CAIRN_OK;

    (void)state;
    for (size_t i = 0; rc == CAIRN_OK && i < CN_IGNORE_RULES_MAX; i++)
        rc = cn_ignore_enter(ignore, "", "x\n", 2, &err);
    assert_int_equal(rc, CAIRN_EINVAL);
    assert_string_equal(err.message, "more than 65536 lines in .cairnignore files");
    cn_ignore_free(ignore);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_in_gitignore),
        cmocka_unit_test(hostile_patterns_end_soon),
        cmocka_unit_test(rules_have_comments_negation_and_anchors),
        cmocka_unit_test(deeper_rules_win_until_their_folder_is_left),
        cmocka_unit_test(lines_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
