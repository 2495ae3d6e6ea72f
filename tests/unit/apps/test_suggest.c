/* A slip of the fingers finds its word; another word does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/suggest.h"

static const char *suggest(const char *word)
{
    static const char *const known[] = {"index", "search", "ask", "rm", "stats", "show", "check"};
    cli_suggestion meant = {word, NULL, 0};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        cli_suggestion_offer(&meant, known[i]);
    return meant.nearest;
}

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(cli_edit_distance("", ""), 0);
    assert_int_equal(cli_edit_distance("", "abc"), 3);
    assert_int_equal(cli_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(cli_edit_distance("idnex", "index"), 1);
    assert_true(cli_edit_distance("a word of far more than thirty-one bytes", "x") > 31);
}

static void slips_find_their_word(void **state)
{
    (void)state;
    assert_string_equal(suggest("idnex"), "index");
    assert_string_equal(suggest("serach"), "search");
    assert_string_equal(suggest("stat"), "stats");
    assert_string_equal(suggest("sea"), "search");
    assert_string_equal(suggest("ak"), "ask");
}

static void other_words_find_none(void **state)
{
    (void)state;
    assert_null(suggest("fly"));
    assert_null(suggest(""));
    assert_null(suggest("x"));
    assert_null(suggest("summarise"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(slips_find_their_word),
        cmocka_unit_test(other_words_find_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
