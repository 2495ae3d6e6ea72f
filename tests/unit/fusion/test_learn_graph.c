/* The graph for mining: edges at both ends, each once, found by half and by other end. */
#include "fusion/learn_graph.h"
#include "unit/base/oom_walk.h"
#include "unit/fusion/graph_world.h"

/* (subject, relation, object), one of them twice, one to itself. */
static const cn_learn_triple triples[] = {{0, 0, 1}, {2, 1, 1}, {0, 0, 2}, {0, 0, 1},
                                          {1, 1, 1}, {1, 0, 0}, {0, 1, 1}};
enum { TRIPLES = sizeof(triples) / sizeof(triples[0]) };

static void an_edge_is_there_once_at_both_ends(void **state)
{
    cn_learn_graph graph;
    const cn_learn_edge *edges;
    size_t n;

    (void)state;
    OK(make_graph(&graph, triples, TRIPLES, 4, 2, &last_error));
    assert_int_equal(graph.n_triples, 5);
    edges = cn_learn_edges(&graph, 0, 0, &n);
    assert_int_equal(n, 2);
    assert_int_equal(edges[0].other, 1);
    assert_int_equal(edges[1].other, 2);
    edges = cn_learn_edges(&graph, 1, 1, &n);
    assert_int_equal(n, 1);
    assert_int_equal(edges[0].other, 0);
    cn_learn_edges(&graph, 1, 3, &n);
    assert_int_equal(n, 2);
    cn_learn_edges(&graph, 3, 0, &n);
    assert_int_equal(n, 0);
    cn_learn_graph_done(&graph);
}

static void edges_between_two_are_found(void **state)
{
    cn_learn_graph graph;
    const cn_learn_edge *edges;
    size_t n;

    (void)state;
    OK(make_graph(&graph, triples, TRIPLES, 4, 2, &last_error));
    edges = cn_learn_between(&graph, 0, 1, &n);
    assert_int_equal(n, 3);
    assert_int_equal(edges[0].half, 0);
    assert_int_equal(edges[1].half, 1);
    assert_int_equal(edges[2].half, 2);
    cn_learn_between(&graph, 1, 3, &n);
    assert_int_equal(n, 0);
    cn_learn_graph_done(&graph);
}

static void triples_stand_by_relation(void **state)
{
    cn_learn_graph graph;

    (void)state;
    OK(make_graph(&graph, triples, TRIPLES, 4, 2, &last_error));
    assert_int_equal(graph.first_triple[0], 0);
    assert_int_equal(graph.first_triple[1], 3);
    assert_int_equal(graph.first_triple[2], 5);
    cn_learn_graph_done(&graph);
}

static void an_empty_graph_has_no_edges(void **state)
{
    cn_learn_graph graph;
    size_t n;

    (void)state;
    OK(make_graph(&graph, NULL, 0, 1, 1, &last_error));
    cn_learn_edges(&graph, 0, 0, &n);
    assert_int_equal(n, 0);
    cn_learn_graph_done(&graph);
}

static int build(void *user)
{
    cn_learn_graph graph;
    int rc = make_graph(&graph, triples, TRIPLES, 4, 2, NULL);

    (void)user;
    cn_learn_graph_done(&graph);
    return rc;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    walk_failures(build, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_is_there_once_at_both_ends),
        cmocka_unit_test(edges_between_two_are_found),
        cmocka_unit_test(triples_stand_by_relation),
        cmocka_unit_test(an_empty_graph_has_no_edges),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
