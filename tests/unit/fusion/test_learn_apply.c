/* Rules over a graph: what they propose, in which order. */
#include "fusion/learn_apply.h"
#include "unit/base/oom_walk.h"
#include "unit/fusion/graph_world.h"

/* 0 r0 1, 0 r0 2, 2 r1 3, 0 r1 3, 0 r2 4. */
static const cn_learn_triple triples[] = {{0, 0, 1}, {0, 0, 2}, {2, 1, 3}, {0, 1, 3}, {0, 2, 4}};
static const struct given {
    const char *line;
    double confidence;
} given[] = {{"\"r0\" implies \"r2\"", 0.5},
             {"x \"r2\" y if x \"r0\" z and z \"r1\" y", 0.9},
             {"\"r1\" implies \"r2\"", 0.5},
             {"\"unheard of\" implies \"r2\"", 0.9},
             {"\"r1\" is the inverse of \"r3\"", 0.8}};

static int ask(cn_horns *horns, cn_learn_graph *graph, uint32_t x, uint32_t half, size_t enough)
{
    cn_arena texts;
    cn_ruleset rules;
    int rc = CAIRN_OK;

    *horns = (cn_horns){.graph = NULL};
    *graph = (cn_learn_graph){.triples = NULL};
    cn_arena_init(&texts, 1 << 20);
    cn_ruleset_init(&rules);
    for (size_t i = 0; rc == CAIRN_OK && i < sizeof(given) / sizeof(given[0]); i++) {
        cn_rule rule;

        rc = cn_rule_parse(given[i].line, strlen(given[i].line), &texts, &rule, NULL);
        rule.confidence = given[i].confidence;
        if (rc == CAIRN_OK)
            rc = cn_ruleset_add(&rules, &rule, NULL);
    }
    if (rc == CAIRN_OK)
        rc = make_graph(graph, triples, 5, 5, 4, NULL);
    if (rc == CAIRN_OK)
        rc = cn_horns_init(horns, graph, &rules, NULL);
    if (rc == CAIRN_OK)
        rc = cn_horns_ask(horns, x, half, enough, NULL);
    cn_ruleset_done(&rules);
    cn_arena_done(&texts);
    return rc;
}

static void more_votes_of_surer_rules_come_first(void **state)
{
    cn_learn_graph graph;
    cn_horns horns;

    (void)state;
    assert_int_equal(ask(&horns, &graph, 0, 4, 100), CAIRN_OK);
    assert_int_equal(horns.n_found, 3);
    assert_int_equal(horns.found[0].entity, 3); /* by the path, and by r1 */
    assert_int_equal(horns.found[0].n_votes, 2);
    assert_int_equal(horns.found[1].entity, 1);
    assert_int_equal(horns.found[2].entity, 2);
    cn_horns_done(&horns);
    cn_learn_graph_done(&graph);
}

static void rules_are_read_from_both_ends(void **state)
{
    cn_learn_graph graph;
    cn_horns horns;

    (void)state;
    assert_int_equal(ask(&horns, &graph, 3, 5, 100), CAIRN_OK);
    assert_int_equal(horns.n_found, 2);
    assert_int_equal(horns.found[0].entity, 0);
    assert_int_equal(horns.found[1].entity, 2);
    cn_horns_done(&horns);
    cn_learn_graph_done(&graph);
    assert_int_equal(ask(&horns, &graph, 3, 6, 100), CAIRN_OK);
    assert_int_equal(horns.n_found, 2);
    cn_horns_done(&horns);
    cn_learn_graph_done(&graph);
}

static void enough_is_enough(void **state)
{
    cn_learn_graph graph;
    cn_horns horns;

    (void)state;
    assert_int_equal(ask(&horns, &graph, 0, 4, 1), CAIRN_OK);
    assert_int_equal(horns.n_found, 1);
    assert_int_equal(horns.found[0].entity, 3);
    cn_horns_done(&horns);
    cn_learn_graph_done(&graph);
}

static int work(void *user)
{
    cn_learn_graph graph;
    cn_horns horns;
    int rc = ask(&horns, &graph, 0, 4, 100);

    (void)user;
    cn_horns_done(&horns);
    cn_learn_graph_done(&graph);
    return rc;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    walk_failures(work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_votes_of_surer_rules_come_first),
        cmocka_unit_test(rules_are_read_from_both_ends),
        cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
