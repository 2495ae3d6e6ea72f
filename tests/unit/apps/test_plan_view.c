/* Plans as trees: what was asked, found, and where it ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/plan_view.h"

static void expect_drawing(const char *kind, const cairn_step *steps, size_t n, bool is_ascii,
                           const char *drawing)
{
    cn_buf out;

    cn_buf_init(&out, 65536);
    cli_plan_draw(&out, kind, steps, n, is_ascii);
    assert_int_equal(out.status, CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), drawing);
    cn_buf_done(&out);
}

static void a_chain_hangs_below_the_question(void **state)
{
    static const cairn_step steps[] = {
        {"the founder of Norvex", "Bob Ray", "sentence", 0.61, 1, 0, {0, 0}},
        {"Who is the wife of #1?", "Ann Lee", "fact", 0.83, 0, 7, {1, 0}},
    };

    (void)state;
    expect_drawing("bridge", steps, 2, false,
                   "bridge\n"
                   "└─ #2 Who is the wife of #1?\n"
                   "   = Ann Lee  (fact, 0.83) [1]\n"
                   "   └─ #1 the founder of Norvex\n"
                   "      = Bob Ray  (sentence, 0.61) [2]\n");
}

static void two_sides_are_two_branches(void **state)
{
    static const cairn_step steps[] = {
        {"when Teyle Bridge was opened", "1903", "fact", 0.9, 0, 7, {0, 0}},
        {"when Ulm Bridge was opened", "1899", "fact", 0.8, 1, 8, {0, 0}},
        {"which is older", "Ulm Bridge", "compared", 0.7, SIZE_MAX, 0, {1, 2}},
    };

    (void)state;
    expect_drawing("comparison", steps, 3, true,
                   "comparison\n"
                   "`- #3 which is older\n"
                   "   = Ulm Bridge  (compared, 0.70)\n"
                   "   |- #1 when Teyle Bridge was opened\n"
                   "   |  = 1903  (fact, 0.90) [1]\n"
                   "   `- #2 when Ulm Bridge was opened\n"
                   "      = 1899  (fact, 0.80) [2]\n");
}

static void a_chain_shows_where_it_stops(void **state)
{
    static const cairn_step steps[] = {
        {"the founder of Norvex", NULL, "", 0, SIZE_MAX, 0, {0, 0}},
        {"the wife of #1", NULL, "", 0, SIZE_MAX, 0, {1, 0}},
    };

    (void)state;
    expect_drawing("bridge", steps, 2, true,
                   "bridge\n"
                   "`- #2 the wife of #1\n"
                   "   not asked: #1 has no answer\n"
                   "   `- #1 the founder of Norvex\n"
                   "      nothing found: the chain stops here\n");
}

static void a_step_that_two_need_is_drawn_once_and_one_that_none_needs_too(void **state)
{
    static const cairn_step steps[] = {
        {"a", "x", "", 0.5, SIZE_MAX, 0, {0, 0}},
        {"b", "y", "", 0.5, SIZE_MAX, 0, {1, 0}},
        {"c", "z", "", 0.5, SIZE_MAX, 0, {0, 0}},
        {"d", "w", "", 0.5, SIZE_MAX, 0, {1, 2}},
    };

    (void)state;
    expect_drawing("bridge", steps, 4, true,
                   "bridge\n"
                   "`- #4 d\n"
                   "   = w  (0.50)\n"
                   "   |- #1 a\n"
                   "   |  = x  (0.50)\n"
                   "   `- #2 b\n"
                   "      = y  (0.50)\n"
                   "      `- #1 as above\n"
                   "`- #3 c\n"
                   "   = z  (0.50)\n");
}

static void circles_end_and_texts_are_cleaned(void **state)
{
    static const cairn_step steps[] = {
        {"a\x1b[31m\nb", "x\ry", "", 0.5, SIZE_MAX, 0, {1, 2}},
        {"c", "z", "", 0.5, SIZE_MAX, 0, {2, 9}},
    };

    (void)state;
    expect_drawing("bridge", steps, 2, true,
                   "bridge\n"
                   "`- #2 c\n"
                   "   = z  (0.50)\n"
                   "`- #1 a b\n"
                   "   = x y  (0.50)\n");
    expect_drawing("single", NULL, 0, true, "single\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_hangs_below_the_question),
        cmocka_unit_test(two_sides_are_two_branches),
        cmocka_unit_test(a_chain_shows_where_it_stops),
        cmocka_unit_test(a_step_that_two_need_is_drawn_once_and_one_that_none_needs_too),
        cmocka_unit_test(circles_end_and_texts_are_cleaned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
