/* The sorted problem: votes, edges, backers and rivals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fusion/truth_index.h"
#include "tests/unit/fusion/truth_world.h"

static const said all[] = {{1, 1, 'a', 10, 0},
                           {2, 1, 'b', 20, 0},
                           {1, 1, 'a', 30, 0},
                           {3, 1, 'c', 5, 0},
                           {3, 2, 'a', 5, 0}};

static void claims_become_votes_each_once(void **state)
{
    cn_truth_index index;
    truth_world w;

    (void)state;
    world_fill(&w, all, 5, 0);
    w.truth.today = 25;
    assert_int_equal(cn_truth_index_build(&index, &w.truth, NULL), CAIRN_OK);
    assert_int_equal(index.n_votes, 4);
    assert_int_equal(index.item_first[1], 3);
    assert_int_equal(cn_truth_votes_of(&index, 0), 1);
    /* Day 30 is after today, day 10 is not. */
    assert_int_equal(index.votes[0].day, 10);
    assert_int_equal(index.n_groups, 1);
    cn_truth_index_done(&index);
    cn_truth_done(&w.truth);
}

static void kin_are_no_rivals_and_back_each_other(void **state)
{
    cn_truth_index index;
    truth_world w;

    (void)state;
    world_fill(&w, all, 5, 0);
    world_link(&w, 1, 'a', 'b', 1, true, false);
    world_link(&w, 1, 'b', 'a', 0.5, false, true);
    world_link(&w, 1, 'c', 'a', 0.25, false, false);
    assert_int_equal(cn_truth_index_build(&index, &w.truth, NULL), CAIRN_OK);
    assert_true(index.is_rival[0]);
    assert_false(index.is_rival[1]);
    assert_int_equal(index.backer_first[1] - index.backer_first[0], 3);
    for (uint32_t i = index.backer_first[0]; i < index.backer_first[1]; i++) {
        const cn_truth_backer *backer = &index.backers[i];
        const uint32_t source = index.source_place[backer->source];

        if (source == w.sources[1])
            assert_int_equal(backer->tie, CN_TRUTH_SAYS);
        else if (source == w.sources[2])
            assert_int_equal(backer->tie, CN_TRUTH_KIN);
        else
            assert_true(backer->tie == CN_TRUTH_LIKE && backer->weight == 0.25);
    }
    cn_truth_index_done(&index);
    cn_truth_done(&w.truth);
}

static void days_nobody_can_mean_are_no_days(void **state)
{
    (void)state;
    assert_int_equal(cn_truth_plausible_day(0, INT32_MAX), 0);
    assert_int_equal(cn_truth_plausible_day(-719529, INT32_MAX), CN_TRUTH_NO_TIME); /* year 0 */
    assert_int_equal(cn_truth_plausible_day(2932896, INT32_MAX), CN_TRUTH_NO_TIME); /* year 9999 */
    assert_int_equal(cn_truth_plausible_day(101, 100), CN_TRUTH_NO_TIME);
    assert_int_equal(cn_truth_plausible_day(100, 100), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_become_votes_each_once),
        cmocka_unit_test(kin_are_no_rivals_and_back_each_other),
        cmocka_unit_test(days_nobody_can_mean_are_no_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
