/* Problems and verdicts: every resolver finds the plain winner, results do not depend on order,
 * repetitions and copies count once, bad problems are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "tests/unit/fusion/truth_world.h"

static const int32_t NEVER = CN_TRUTH_NO_TIME;

static void every_resolver_believes_three_against_one(void **state)
{
    const said all[] = {
        {1, 1, 'a', NEVER, 0}, {2, 1, 'a', NEVER, 0}, {3, 1, 'a', NEVER, 0}, {4, 1, 'b', NEVER, 0}};
    size_t n;
    const cn_truth_resolver *resolvers = cn_truth_resolvers(&n);

    (void)state;
    assert_int_equal(n, 7);
    assert_string_equal(resolvers[0].name, "default");
    for (size_t i = 0; i < n; i++) {
        truth_world w;

        world_fill(&w, all, 4, 0);
        world_solve(&w, resolvers[i].name);
        assert_int_equal(world_winner(&w, 1), 'a');
        assert_true(world_value(&w, 1, 'a')->believed);
        assert_false(world_value(&w, 1, 'b')->believed);
        assert_true(world_value(&w, 1, 'a')->belief > world_value(&w, 1, 'b')->belief);
        assert_int_equal(strncmp(world_item(&w, 1)->reason, "3 sources against 1", 19), 0);
        assert_int_equal(world_item(&w, 1)->n_sources, 4);
        assert_int_equal(world_value(&w, 1, 'a')->support, 3);
        cn_truth_done(&w.truth);
    }
}

/* Sources 1 and 2 are right elsewhere, 3 and 4 are not. */
static const said mixed[] = {
    {1, 1, 'a', 100, 0},   {2, 1, 'a', 50, 0},    {5, 1, 'a', NEVER, 0}, {3, 1, 'b', 300, 0},
    {1, 2, 'c', 100, 0},   {2, 2, 'c', NEVER, 0}, {6, 2, 'c', 20, 0},    {4, 2, 'd', 10, 0},
    {1, 3, 'e', 5, 0},     {3, 3, 'f', 6, 0},     {2, 4, 'g', NEVER, 0}, {4, 4, 'h', 9, 0},
    {3, 5, 'i', NEVER, 0}, {4, 5, 'j', 1, 0},     {5, 5, 'i', 2, 9},     {6, 5, 'k', 3, 9},
};
enum { N_MIXED = sizeof(mixed) / sizeof(*mixed) };

static void results_do_not_depend_on_the_order_of_claims(void **state)
{
    size_t n;
    const cn_truth_resolver *resolvers = cn_truth_resolvers(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        truth_world first, w;

        world_fill(&first, mixed, N_MIXED, 0);
        world_link(&first, 5, 'i', 'k', 0.4, false, true);
        world_link(&first, 1, 'a', 'b', 0.2, false, false);
        world_solve(&first, resolvers[i].name);
        for (size_t turn = 1; turn < N_MIXED; turn++) {
            world_fill(&w, mixed, N_MIXED, turn);
            world_link(&w, 1, 'a', 'b', 0.2, false, false);
            world_link(&w, 5, 'i', 'k', 0.4, false, true);
            world_solve(&w, resolvers[i].name);
            for (size_t k = 0; k < N_MIXED; k++) {
                const said *s = &mixed[k];

                assert_true(world_value(&w, s->item, s->value)->belief ==
                            world_value(&first, s->item, s->value)->belief);
                assert_int_equal(world_winner(&w, s->item), world_winner(&first, s->item));
                assert_string_equal(world_item(&w, s->item)->reason,
                                    world_item(&first, s->item)->reason);
                assert_true(w.truth.sources[w.sources[s->source]].reliability ==
                            first.truth.sources[first.sources[s->source]].reliability);
            }
            cn_truth_done(&w.truth);
        }
        cn_truth_done(&first.truth);
    }
}

static void a_reliable_source_outweighs_an_unreliable_one(void **state)
{
    truth_world w;

    (void)state;
    world_fill(&w, mixed, N_MIXED, 0);
    world_solve(&w, "default");
    assert_int_equal(world_winner(&w, 3), 'e');
    assert_int_equal(world_winner(&w, 4), 'g');
    assert_non_null(
        strstr(world_item(&w, 3)->reason, "1 source against 1; the 1 is more reliable"));
    cn_truth_done(&w.truth);
}

static void ten_thousand_repetitions_count_once(void **state)
{
    truth_world w;

    (void)state;
    world_init(&w);
    for (int i = 0; i < 10000; i++)
        world_add(&w, &(said){1, 1, 'a', NEVER, 0}, false);
    world_add(&w, &(said){2, 1, 'b', NEVER, 0}, false);
    world_add(&w, &(said){3, 1, 'b', NEVER, 0}, false);
    world_solve(&w, "default");
    assert_int_equal(world_winner(&w, 1), 'b');
    assert_int_equal(world_value(&w, 1, 'a')->support, 1);
    cn_truth_done(&w.truth);
}

static void copies_of_one_text_count_once(void **state)
{
    const said all[] = {{1, 1, 'a', NEVER, 77},
                        {2, 1, 'a', NEVER, 77},
                        {3, 1, 'a', NEVER, 77},
                        {4, 1, 'b', NEVER, 1},
                        {5, 1, 'b', NEVER, 2}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 5, 0);
    world_solve(&w, "majority");
    assert_int_equal(world_winner(&w, 1), 'b');
    assert_string_equal(world_item(&w, 1)->reason, "2 sources against 1");
    assert_int_equal(world_item(&w, 1)->n_sources, 3);
    cn_truth_done(&w.truth);
}

static void what_the_winner_implies_is_believed_too(void **state)
{
    /* a: a day; b: its year; c: another day. */
    const said all[] = {{1, 1, 'a', NEVER, 0},
                        {2, 1, 'b', NEVER, 0},
                        {3, 1, 'b', NEVER, 0},
                        {4, 1, 'c', NEVER, 0},
                        {5, 1, 'c', NEVER, 0}};
    size_t n;
    const cn_truth_resolver *resolvers = cn_truth_resolvers(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        truth_world w;

        world_fill(&w, all, 5, 0);
        world_link(&w, 1, 'a', 'b', 1, true, false);
        world_link(&w, 1, 'b', 'a', 1, false, true);
        world_solve(&w, resolvers[i].name);
        if (world_winner(&w, 1) == 'a') {
            assert_true(world_value(&w, 1, 'b')->believed);
            assert_true(world_value(&w, 1, 'b')->belief >= world_value(&w, 1, 'a')->belief);
        }
        assert_int_not_equal(world_winner(&w, 1), 'b');
        if (i < 2)
            assert_int_equal(world_winner(&w, 1), 'a');
        cn_truth_done(&w.truth);
    }
}

static void several_values_may_hold(void **state)
{
    truth_world w;

    (void)state;
    world_init(&w);
    for (unsigned source = 1; source <= 4; source++) {
        world_add(&w, &(said){source, 1, 'a', NEVER, 0}, true);
        world_add(&w, &(said){source, 1, 'b', NEVER, 0}, true);
    }
    world_solve(&w, "default");
    assert_true(world_value(&w, 1, 'a')->believed);
    assert_true(world_value(&w, 1, 'b')->believed);
    assert_int_equal(strncmp(world_item(&w, 1)->reason, "several may hold", 16), 0);
    cn_truth_done(&w.truth);
}

static void values_beyond_the_ceiling_are_left_out_with_a_reason(void **state)
{
    enum { N = CN_TRUTH_VALUES_MAX + 500 };
    cn_truth truth = CN_TRUTH_INIT;
    uint32_t item, source, value;

    (void)state;
    assert_int_equal(cn_truth_add_item(&truth, 1, false, &item, NULL), CAIRN_OK);
    for (uint64_t i = 0; i < N; i++) {
        assert_int_equal(cn_truth_add_value(&truth, item, i, &value, NULL), CAIRN_OK);
        for (int k = 0; k < 1 + (i == N - 1); k++) {
            assert_int_equal(cn_truth_add_source(&truth, i * 2 + (unsigned)k,
                                                 CN_TRUTH_PRIOR_UNKNOWN, &source, NULL),
                             CAIRN_OK);
            assert_int_equal(
                cn_truth_add_claim(&truth, &(cn_truth_claim){source, value, 1, CN_TRUTH_NO_TIME, 0},
                                   NULL),
                CAIRN_OK);
        }
    }
    assert_int_equal(cn_truth_solve(&truth, NULL, NULL), CAIRN_OK);
    assert_int_equal(truth.items[item].winner, value);
    assert_int_equal(truth.items[item].n_capped, 500);
    assert_non_null(strstr(truth.items[item].reason, "500 values with fewer sources left out"));
    cn_truth_done(&truth);
}

static void a_known_reliability_is_kept(void **state)
{
    const said all[] = {{1, 1, 'a', NEVER, 0}, {2, 1, 'b', NEVER, 0}, {3, 1, 'b', NEVER, 0}};
    truth_world w;

    (void)state;
    world_fill(&w, all, 3, 0);
    w.truth.sources[w.sources[1]].prior = 0.95;
    w.truth.sources[w.sources[2]].prior = 0.3;
    w.truth.sources[w.sources[3]].prior = 0.3;
    world_solve(&w, "default");
    assert_int_equal(world_winner(&w, 1), 'a');
    assert_true(w.truth.sources[w.sources[1]].reliability == 0.95);
    assert_string_equal(world_item(&w, 1)->reason,
                        "1 source against 2; the 1 is more reliable (0.95 against 0.30)");
    cn_truth_done(&w.truth);
}

static void an_item_without_claims_has_no_winner(void **state)
{
    cn_truth truth = CN_TRUTH_INIT;
    uint32_t item;

    (void)state;
    assert_int_equal(cn_truth_solve(&truth, NULL, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_add_item(&truth, 1, false, &item, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_add_value(&truth, item, 4, NULL, NULL), CAIRN_OK);
    assert_int_equal(cn_truth_solve(&truth, NULL, NULL), CAIRN_OK);
    assert_int_equal(truth.items[0].winner, CN_TRUTH_NONE);
    assert_string_equal(truth.items[0].reason, "no source says anything");
    cn_truth_clear(&truth);
    assert_int_equal(truth.n_items, 0);
    cn_truth_done(&truth);
}

static void a_problem_that_breaks_its_contract_is_refused(void **state)
{
    cn_truth truth = CN_TRUTH_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    uint32_t item;

    (void)state;
    cn_truth_add_item(&truth, 1, false, &item, NULL);
    cn_truth_add_claim(&truth, &(cn_truth_claim){.source = 0, .value = 0}, NULL);
    assert_int_equal(cn_truth_solve(&truth, NULL, &err), CAIRN_EINVAL);
    cn_truth_clear(&truth);
    cn_truth_add_value(&truth, 3, 1, NULL, NULL);
    assert_int_equal(cn_truth_solve(&truth, NULL, &err), CAIRN_EINVAL);
    cn_truth_clear(&truth);
    cn_truth_add_link(&truth, &(cn_truth_link){.from = 0, .to = 1}, NULL);
    assert_int_equal(cn_truth_solve(&truth, NULL, &err), CAIRN_EINVAL);
    assert_null(cn_truth_find_resolver("guess"));
    cn_truth_done(&truth);
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    for (uint64_t nth = 1; nth < 60; nth++) {
        truth_world w;
        const int64_t live = cn_mem_live();
        int rc;

        world_fill(&w, mixed, N_MIXED, 0);
        cn_mem_fail_at(nth, true);
        rc = cn_truth_solve(&w.truth, NULL, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        cn_truth_done(&w.truth);
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_resolver_believes_three_against_one),
        cmocka_unit_test(results_do_not_depend_on_the_order_of_claims),
        cmocka_unit_test(a_reliable_source_outweighs_an_unreliable_one),
        cmocka_unit_test(ten_thousand_repetitions_count_once),
        cmocka_unit_test(copies_of_one_text_count_once),
        cmocka_unit_test(what_the_winner_implies_is_believed_too),
        cmocka_unit_test(several_values_may_hold),
        cmocka_unit_test(values_beyond_the_ceiling_are_left_out_with_a_reason),
        cmocka_unit_test(a_known_reliability_is_kept),
        cmocka_unit_test(an_item_without_claims_has_no_winner),
        cmocka_unit_test(a_problem_that_breaks_its_contract_is_refused),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
