/* How a token is written: its key does not see case or the kind of quotes, its flags do. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "ingest/tokens.h"

static cn_token look(const char *form)
{
    cn_token token = {.len = (uint16_t)strlen(form), .flags = CN_TOKEN_SPACE_BEFORE};

    cn_token_look(&token, form);
    return token;
}

static void expect_lower(const char *form, const char *expected)
{
    const cn_token token = look(form);
    char lower[64];
    const size_t len = cn_token_lower(&token, form, lower, sizeof(lower) - 1);

    lower[len] = '\0';
    assert_string_equal(lower, expected);
    assert_true(token.key == cn_token_key(expected, strlen(expected)));
}

static void the_key_does_not_see_case(void **state)
{
    (void)state;
    expect_lower("Hale", "hale");
    expect_lower("HALE", "hale");
    expect_lower("\xC3\x89milie", "\xC3\xA9milie");
    expect_lower("\xD0\x96\xD0\x90", "\xD0\xB6\xD0\xB0");
}

static void marks_written_in_several_ways_are_one(void **state)
{
    (void)state;
    expect_lower("``", "\"");
    expect_lower("''", "\"");
    expect_lower("\xE2\x80\x9C", "\"");
    expect_lower("-LRB-", "(");
    expect_lower("n\xE2\x80\x99t", "n't");
    expect_lower("\xE2\x80\xA6", "...");
}

static void a_buffer_that_is_small_cuts_whole_letters(void **state)
{
    const char *form = "a\xC3\xA9\xC3\xA9";
    const cn_token token = look(form);
    char lower[2];

    (void)state;
    assert_int_equal(cn_token_lower(&token, form, lower, 2), 1);
    assert_int_equal(cn_token_lower(&token, form, lower, 0), 0);
}

static void flags_tell_how_it_is_written(void **state)
{
    const unsigned ascii = CN_TOKEN_ASCII | CN_TOKEN_SPACE_BEFORE;

    (void)state;
    assert_int_equal(look("hale").flags, ascii);
    assert_int_equal(look("Hale").flags, ascii | CN_TOKEN_CAPITAL);
    assert_int_equal(look("I").flags, ascii | CN_TOKEN_CAPITAL);
    assert_int_equal(look("NASA").flags, ascii | CN_TOKEN_CAPITAL | CN_TOKEN_ALL_CAPS);
    assert_int_equal(look("3rd").flags, ascii | CN_TOKEN_DIGIT);
    assert_int_equal(look("--").flags, ascii | CN_TOKEN_MARK);
    assert_int_equal(look("\xE2\x80\x93").flags, CN_TOKEN_MARK | CN_TOKEN_SPACE_BEFORE);
    assert_int_equal(look("\xC3\x89milie").flags, CN_TOKEN_CAPITAL | CN_TOKEN_SPACE_BEFORE);
    assert_int_equal(look("\xC3\x89\xC3\x89").flags,
                     CN_TOKEN_CAPITAL | CN_TOKEN_ALL_CAPS | CN_TOKEN_SPACE_BEFORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_does_not_see_case),
        cmocka_unit_test(marks_written_in_several_ways_are_one),
        cmocka_unit_test(a_buffer_that_is_small_cuts_whole_letters),
        cmocka_unit_test(flags_tell_how_it_is_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
