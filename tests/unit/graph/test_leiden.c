/* Communities of graphs whose best ones are known. igraph's are compared with in tests/peers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/mem.h"
#include "graph/leiden.h"

enum { NODES_MAX = 600, EDGES_MAX = 8000 };

typedef struct made_graph {
    cn_leiden_graph graph;
    uint64_t offsets[NODES_MAX + 2];
    uint32_t targets[2 * EDGES_MAX];
    float weights[2 * EDGES_MAX];
} made_graph;

static void make_graph(made_graph *made, uint32_t n_nodes, const uint16_t (*edges)[2], size_t n)
{
    memset(made, 0, sizeof *made);
    for (size_t i = 0; i < n; i++)
        for (unsigned end = 0; end < 2; end++)
            made->offsets[edges[i][end] + 1U]++;
    for (uint32_t v = 0; v < n_nodes; v++)
        made->offsets[v + 1] += made->offsets[v];
    for (size_t i = n; i > 0; i--)
        for (unsigned end = 0; end < 2; end++) {
            /* Filled from the back; offsets are moved on again below. */
            const uint64_t at = --made->offsets[edges[i - 1][end] + 1U];

            made->targets[at] = edges[i - 1][1 - end];
            made->weights[at] = 1;
        }
    memmove(made->offsets, made->offsets + 1, n_nodes * sizeof *made->offsets);
    made->offsets[n_nodes] = 2 * n;
    made->graph = (cn_leiden_graph){n_nodes, made->offsets, made->targets, made->weights};
}

static double run(const made_graph *made, const cn_leiden_options *options, uint32_t *community,
                  uint32_t *n)
{
    cairn_error err = CAIRN_ERROR_INIT;
    double quality = 0;

    if (cn_leiden_run(&made->graph, options, community, n, &err) < 0 ||
        cn_leiden_quality(&made->graph, options, community, &quality, &err) < 0)
        fail_msg("%s", err.message);
    return quality;
}

/* Zachary, "An information flow model for conflict and fission in small groups" (1977). */
static const uint16_t karate[][2] = {
    {0, 1},   {0, 2},   {0, 3},   {0, 4},   {0, 5},   {0, 6},   {0, 7},   {0, 8},   {0, 10},
    {0, 11},  {0, 12},  {0, 13},  {0, 17},  {0, 19},  {0, 21},  {0, 31},  {1, 2},   {1, 3},
    {1, 7},   {1, 13},  {1, 17},  {1, 19},  {1, 21},  {1, 30},  {2, 3},   {2, 7},   {2, 8},
    {2, 9},   {2, 13},  {2, 27},  {2, 28},  {2, 32},  {3, 7},   {3, 12},  {3, 13},  {4, 6},
    {4, 10},  {5, 6},   {5, 10},  {5, 16},  {6, 16},  {8, 30},  {8, 32},  {8, 33},  {9, 33},
    {13, 33}, {14, 32}, {14, 33}, {15, 32}, {15, 33}, {18, 32}, {18, 33}, {19, 33}, {20, 32},
    {20, 33}, {22, 32}, {22, 33}, {23, 25}, {23, 27}, {23, 29}, {23, 32}, {23, 33}, {24, 25},
    {24, 27}, {24, 31}, {25, 31}, {26, 29}, {26, 33}, {27, 33}, {28, 31}, {28, 33}, {29, 32},
    {29, 33}, {30, 32}, {30, 33}, {31, 32}, {31, 33}, {32, 33}};

static void the_karate_club_falls_into_its_best_four(void **state)
{
    cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    uint32_t community[34], n;
    static made_graph made;

    (void)state;
    make_graph(&made, 34, karate, sizeof karate / sizeof *karate);
    for (options.seed = 1; options.seed < 20; options.seed++)
        assert_true(run(&made, &options, community, &n) > 0.415);
    options.seed = 1;
    assert_true(run(&made, &options, community, &n) > 0.4197); /* 0.4198: the best there is */
    assert_int_equal(n, 4);
    assert_int_equal(community[0], 0); /* numbered by first nodes */
    assert_int_not_equal(community[0], community[33]);
}

/* k cliques of size s, each joined to the next by one edge. */
static size_t ring_of_cliques(uint16_t (*edges)[2], unsigned k, unsigned s)
{
    size_t n = 0;

    for (unsigned c = 0; c < k; c++) {
        for (unsigned a = 0; a < s; a++)
            for (unsigned b = a + 1; b < s; b++, n++) {
                edges[n][0] = (uint16_t)(c * s + a);
                edges[n][1] = (uint16_t)(c * s + b);
            }
        edges[n][0] = (uint16_t)(c * s);
        edges[n++][1] = (uint16_t)((c + 1) % k * s + 1);
    }
    return n;
}

static void cliques_in_a_ring_are_found_one_by_one(void **state)
{
    static uint16_t edges[EDGES_MAX][2];
    static made_graph made;
    static uint32_t community[NODES_MAX];
    cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    uint32_t n;

    (void)state;
    make_graph(&made, 50 * 4, (const uint16_t(*)[2])edges, ring_of_cliques(edges, 50, 4));
    options.kind = CN_LEIDEN_CPM;
    options.resolution = 0.1;
    run(&made, &options, community, &n);
    assert_int_equal(n, 50);
    for (unsigned v = 0; v < 50 * 4; v++)
        assert_int_equal(community[v], v / 4);
    /* Modularity at 1 puts neighbours together: its resolution limit; at 4 it does not. */
    options.kind = CN_LEIDEN_MODULARITY;
    options.resolution = 1;
    run(&made, &options, community, &n);
    assert_true(n < 50);
    options.resolution = 4;
    run(&made, &options, community, &n);
    assert_int_equal(n, 50);
}

/* All nodes of a community can be reached inside of it. */
static void check_connected(const made_graph *made, const uint32_t *community, uint32_t n)
{
    static uint32_t queue[NODES_MAX];
    static bool is_seen[NODES_MAX];
    uint32_t n_found = 0;

    memset(is_seen, 0, sizeof is_seen);
    for (uint32_t v = 0; v < made->graph.n; v++) {
        uint32_t first = 0, last = 0;

        if (is_seen[v])
            continue;
        n_found++;
        queue[last++] = v;
        is_seen[v] = true;
        while (first < last) {
            const uint32_t at = queue[first++];

            for (uint64_t i = made->offsets[at]; i < made->offsets[at + 1]; i++) {
                const uint32_t target = made->targets[i];

                if (is_seen[target] || community[target] != community[v])
                    continue;
                is_seen[target] = true;
                queue[last++] = target;
            }
        }
    }
    assert_int_equal(n_found, n);
}

static void communities_are_connected_and_the_same_on_every_run(void **state)
{
    static uint16_t edges[EDGES_MAX][2];
    static made_graph made;
    static uint32_t community[NODES_MAX], again[NODES_MAX];
    cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    uint32_t n, n_again;

    (void)state;
    for (unsigned seed = 0; seed < 20; seed++) {
        const unsigned n_nodes = 20 + 29 * seed, n_edges = n_nodes * (1 + seed % 5);

        for (unsigned i = 0; i < n_edges; i++) {
            edges[i][0] = (uint16_t)(cn_hash_mix(seed, 2 * i) % n_nodes);
            edges[i][1] = (uint16_t)(cn_hash_mix(seed, 2 * i + 1) % n_nodes);
            if (edges[i][0] == edges[i][1])
                edges[i][1] = (uint16_t)((edges[i][1] + 1U) % n_nodes);
        }
        make_graph(&made, n_nodes, (const uint16_t(*)[2])edges, n_edges);
        options.resolution = 1 + seed % 3;
        run(&made, &options, community, &n);
        run(&made, &options, again, &n_again);
        assert_int_equal(n, n_again);
        assert_memory_equal(community, again, n_nodes * sizeof *community);
        check_connected(&made, community, n);
    }
}

static void graphs_without_edges_or_nodes_are_fine(void **state)
{
    const cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    static made_graph made;
    uint32_t community[5], n;

    (void)state;
    make_graph(&made, 0, NULL, 0);
    assert_true(run(&made, &options, community, &n) == 0);
    assert_int_equal(n, 0);
    make_graph(&made, 5, NULL, 0);
    assert_true(run(&made, &options, community, &n) == 0);
    assert_int_equal(n, 5);
}

static void no_memory_is_an_error_at_any_point(void **state)
{
    const cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    uint32_t community[34], n;
    static made_graph made;
    int rc = CAIRN_ENOMEM;

    (void)state;
    make_graph(&made, 34, karate, sizeof karate / sizeof *karate);
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM && nth < 200; nth++) {
        cn_mem_fail_at(nth, true);
        rc = cn_leiden_run(&made.graph, &options, community, &n, NULL);
        cn_mem_fail_at(0, false);
    }
    assert_int_equal(rc, CAIRN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_karate_club_falls_into_its_best_four),
        cmocka_unit_test(cliques_in_a_ring_are_found_one_by_one),
        cmocka_unit_test(communities_are_connected_and_the_same_on_every_run),
        cmocka_unit_test(graphs_without_edges_or_nodes_are_fine),
        cmocka_unit_test(no_memory_is_an_error_at_any_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
