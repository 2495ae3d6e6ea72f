/* Mining: support, cases and both directions of a rule, against graphs counted by hand. */
#include "unit/base/oom_walk.h"
#include "unit/fusion/family.h"
#include "unit/fusion/graph_world.h"

enum { CHAINS = 12, ENTITIES = 3 * CHAINS, TRIPLES = 3 * CHAINS };

/* x r0 z, z r1 y, and for all but `missing` chains x r2 y; of these the first has x r2 x' instead.
 */
static void fill_chains(cn_learn_triple *triples, uint32_t missing)
{
    for (uint32_t i = 0; i < CHAINS; i++) {
        const uint32_t x = 3 * i, z = x + 1, y = x + 2;

        triples[3 * i] = (cn_learn_triple){x, 0, z};
        triples[3 * i + 1] = (cn_learn_triple){z, 1, y};
        triples[3 * i + 2] = (cn_learn_triple){x, 2, i == 0 ? 3 * CHAINS - 1 : y};
        if (i >= CHAINS - missing)
            triples[3 * i + 2] = triples[3 * i];
    }
}

static void mine(const cn_learn_triple *triples, bool all_pairs, cn_ruleset *rules)
{
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    cn_learn_graph graph;

    options.min_support = 5;
    options.min_confidence = 0.1;
    options.all_pairs = all_pairs;
    cn_ruleset_init(rules);
    OK(make_graph(&graph, triples, TRIPLES, ENTITIES, 3, &last_error));
    OK(cn_learn_rules(&graph, &options, rules, &last_error));
    cn_learn_graph_done(&graph);
}

static void a_path_is_found_with_its_cases(void **state)
{
    cn_learn_triple triples[TRIPLES];
    cn_ruleset rules;

    (void)state;
    fill_chains(triples, 3);
    /* 12 paths; 8 of them with their r2, one with another, 3 without any: these are open, but the
     * last one's end is the object that the first one has. */
    mine(triples, false, &rules);
    check_rule(&rules, "x \"r2\" y if x \"r0\" z and z \"r1\" y", 8, 10);
    cn_ruleset_done(&rules);
    mine(triples, true, &rules);
    check_rule(&rules, "x \"r2\" y if x \"r0\" z and z \"r1\" y", 8, 12);
    cn_ruleset_done(&rules);
}

static void all_ways_round_are_rules_too(void **state)
{
    cn_learn_triple triples[TRIPLES];
    cn_ruleset rules;

    (void)state;
    fill_chains(triples, 0);
    mine(triples, true, &rules);
    /* 12 facts r2, of which one leads elsewhere. */
    check_rule(&rules, "x \"r0\" y if x \"r2\" z and y \"r1\" z", 11, 12);
    check_rule(&rules, "x \"r1\" y if z \"r0\" x and z \"r2\" y", 11, 12);
    cn_ruleset_done(&rules);
}

/* Two that are each other's r0 prove nothing by way of themselves. */
static void different_variables_are_different_entities(void **state)
{
    cn_learn_triple triples[TRIPLES];
    cn_ruleset rules;

    (void)state;
    for (uint32_t i = 0; i < TRIPLES; i++)
        triples[i] = (cn_learn_triple){i % CHAINS * 2 + i / CHAINS % 2, 0,
                                       i % CHAINS * 2 + 1 - i / CHAINS % 2};
    mine(triples, false, &rules);
    assert_int_equal(rules.n, 1);
    check_rule(&rules, "\"r0\" is symmetric", 24, 24);
    cn_ruleset_done(&rules);
}

static int work(void *user)
{
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    cn_learn_graph graph;
    cn_ruleset rules;
    int rc;

    options.min_support = 5;
    cn_ruleset_init(&rules);
    rc = make_graph(&graph, user, TRIPLES, ENTITIES, 3, NULL);
    if (rc == CAIRN_OK)
        rc = cn_learn_rules(&graph, &options, &rules, NULL);
    cn_learn_graph_done(&graph);
    cn_ruleset_done(&rules);
    return rc;
}

static void every_failing_allocation_is_survived(void **state)
{
    cn_learn_triple triples[TRIPLES];

    (void)state;
    fill_chains(triples, 0);
    walk_failures(work, triples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_found_with_its_cases),
        cmocka_unit_test(all_ways_round_are_rules_too),
        cmocka_unit_test(different_variables_are_different_entities),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
