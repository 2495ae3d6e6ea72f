/* The graph whose communities are found. */
#include "themes.h"

#include "graph/communities_parts.h"

static void make_tree(cn_community_tree *tree, themes *t)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_community_tree_make(tree, t->snapshot, t->f.store, &err) < 0)
        fail_msg("%s", err.message);
}

static void every_edge_stands_at_both_ends(void **state)
{
    cn_community_tree tree;
    themes t;

    (void)state;
    themes_open(&t);
    make_tree(&tree, &t);
    for (uint32_t v = 0; v < tree.n_nodes; v++)
        for (uint64_t i = tree.offsets[v]; i < tree.offsets[v + 1]; i++) {
            const uint32_t other = tree.targets[i];
            unsigned n = 0;

            for (uint64_t j = tree.offsets[other]; j < tree.offsets[other + 1]; j++)
                n += tree.targets[j] == v && tree.weights[j] == tree.weights[i];
            assert_int_equal(n, 1);
            assert_true(tree.weights[i] >= 1);
        }
    cn_community_tree_done(&tree);
    themes_close(&t);
}

/* What one chunk alone mentions, and no fact joins, follows that chunk without a node. */
static void only_what_joins_has_a_node(void **state)
{
    cn_community_tree tree;
    themes t;

    (void)state;
    themes_open(&t);
    make_tree(&tree, &t);
    for (uint32_t e = 0; e < t.snapshot->n_entities; e++) {
        const uint64_t n = t.snapshot->mentioned_offsets[e + 1] - t.snapshot->mentioned_offsets[e];

        assert_int_equal(tree.entity_node[e] != CN_COMMUNITY_NONE, n > 1);
        if (n > 1)
            assert_int_equal(tree.node_entity[tree.entity_node[e] - t.snapshot->n_chunks], e);
    }
    cn_community_tree_done(&tree);
    themes_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_edge_stands_at_both_ends),
        cmocka_unit_test(only_what_joins_has_a_node),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
