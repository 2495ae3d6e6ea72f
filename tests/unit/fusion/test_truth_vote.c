/* Majority, latest, evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "tests/unit/fusion/truth_world.h"

static const int32_t NEVER = CN_TRUTH_NO_TIME;

static void majority_gives_shares(void **state)
{
    const said all[] = {
        {1, 1, 'a', NEVER, 0}, {2, 1, 'a', NEVER, 0}, {3, 1, 'a', NEVER, 0}, {4, 1, 'b', NEVER, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 4, 0);
    world_solve(&w, "majority");
    assert_true(fabs(world_value(&w, 1, 'a')->belief - 0.75) < 1e-5);
    assert_true(fabs(world_value(&w, 1, 'b')->belief - 0.25) < 1e-5);
    cn_truth_done(&w.truth);
}

static void confidence_decides_between_equals(void **state)
{
    const said all[] = {{1, 1, 'a', NEVER, 0}, {2, 1, 'b', NEVER, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 2, 0);
    w.truth.claims[0].confidence = 0.5;
    world_solve(&w, "majority");
    assert_int_equal(world_winner(&w, 1), 'b');
    cn_truth_done(&w.truth);
}

static void the_latest_claim_wins(void **state)
{
    const said all[] = {
        {1, 1, 'a', 100, 0}, {2, 1, 'a', 101, 0}, {3, 1, 'b', 200, 0}, {4, 1, 'a', NEVER, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 4, 0);
    world_solve(&w, "latest");
    assert_int_equal(world_winner(&w, 1), 'b');
    cn_truth_done(&w.truth);
}

static void claims_from_the_future_and_the_year_0_are_undated(void **state)
{
    const said all[] = {{1, 1, 'a', 100, 0}, {2, 1, 'b', 2932896, 0}, {3, 1, 'b', -719529, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 3, 0);
    world_solve(&w, "latest");
    assert_int_equal(world_winner(&w, 1), 'a');
    cn_truth_done(&w.truth);
}

static void evidence_combines_by_dempsters_rule(void **state)
{
    /* Masses 0.8, 0.8 for a and 0.8 for b: 0.96 * 0.2 and 0.04 * 0.8, and 0.04 * 0.2 for anything,
     * which is split. */
    const said all[] = {{1, 1, 'a', NEVER, 0}, {2, 1, 'a', NEVER, 0}, {3, 1, 'b', NEVER, 0}};
    const double a = 0.96 * 0.2, b = 0.04 * 0.8, any = 0.04 * 0.2;
    truth_world w;

    (void)state;
    world_fill(&w, all, 3, 0);
    for (unsigned i = 1; i <= 3; i++)
        w.truth.sources[w.sources[i]].prior = 0.8;
    world_solve(&w, "evidence");
    assert_true(fabs(world_value(&w, 1, 'a')->belief - (a + any / 2) / (a + b + any)) < 1e-9);
    assert_true(fabs(world_value(&w, 1, 'b')->belief - (b + any / 2) / (a + b + any)) < 1e-9);
    cn_truth_done(&w.truth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(majority_gives_shares),
        cmocka_unit_test(confidence_decides_between_equals),
        cmocka_unit_test(the_latest_claim_wins),
        cmocka_unit_test(claims_from_the_future_and_the_year_0_are_undated),
        cmocka_unit_test(evidence_combines_by_dempsters_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
