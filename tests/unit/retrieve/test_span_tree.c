/* Trees of a sentence as the span finder reads them. */
#include "retrieve/span_tree.h"

#include "read_pages.h"

/* "Ada wrote songs and plays": wrote is the root. */
static void make_tree(cn_token tokens[5], cn_tree *tree, cn_trees *trees)
{
    static const uint16_t heads[] = {2, 0, 2, 5, 3};
    static const uint8_t labels[] = {CN_DEP_NSUBJ, CN_DEP_ROOT, CN_DEP_OBJ, CN_DEP_CC, CN_DEP_CONJ};
    static const uint32_t firsts[] = {0, 4, 10, 16, 20};
    static const uint16_t lens[] = {3, 5, 5, 3, 5};

    for (int i = 0; i < 5; i++)
        tokens[i] =
            (cn_token){.first = firsts[i], .len = lens[i], .head = heads[i], .label = labels[i]};
    *tree = (cn_tree){.tokens = tokens, .n = 5};
    *trees = (cn_trees){.tokens = tokens, .n_tokens = 5, .trees = tree, .n_trees = 1};
}

static void read_tree(cn_span_tree *out)
{
    static const page items[] = {{"Ada", "Ada wrote songs and plays"}};
    cn_token tokens[5];
    cn_tree tree;
    cn_trees trees;
    pages p;

    read_pages(&p, "Who wrote songs?", items, 1);
    make_tree(tokens, &tree, &trees);
    cn_span_tree_read(out, &(cn_parsed){.trees = &trees}, &p.read.items[0].body, 0, 0, 5);
    for (int i = 0; i < out->n; i++)
        out->nodes[i].token = NULL; /* they end here */
    pages_done(&p);
}

static void a_node_governs_what_hangs_on_it(void **state)
{
    cn_span_tree tree;

    (void)state;
    read_tree(&tree);
    assert_int_equal(tree.n, 5);
    assert_int_equal(tree.nodes[1].left, 0);
    assert_int_equal(tree.nodes[1].right, 5);
    assert_int_equal(tree.nodes[2].left, 2);
    assert_int_equal(tree.nodes[2].right, 5);
    assert_int_equal(tree.nodes[4].first, 4);
    assert_int_equal(cn_span_tree_at(&tree, 2), 2);
    assert_int_equal(cn_span_tree_at(&tree, 99), -1);
}

static void the_head_of_a_span_is_its_highest_node(void **state)
{
    cn_span_tree tree;

    (void)state;
    read_tree(&tree);
    assert_int_equal(cn_span_tree_head(&tree, 2, 3), 2);
    assert_int_equal(cn_span_tree_head(&tree, 3, 2), 4);
    assert_int_equal(cn_span_tree_head(&tree, 0, 5), 1);
}

static void a_path_counts_edges_up_and_down(void **state)
{
    cn_span_tree tree;

    (void)state;
    read_tree(&tree);
    assert_int_equal(cn_span_tree_path(&tree, 0, 4, 9), 3);
    assert_int_equal(cn_span_tree_path(&tree, 4, 0, 9), 3);
    assert_int_equal(cn_span_tree_path(&tree, 0, 4, 2), 2);
    assert_int_equal(cn_span_tree_path(&tree, 3, 3, 9), 0);
}

static void a_conjunct_has_the_role_of_the_first(void **state)
{
    static const page items[] = {{"Ada", "Ada wrote songs and plays"}};
    cn_token tokens[5];
    cn_tree tree;
    cn_trees trees;
    cn_span_tree read;
    int node = 4;
    pages p;

    (void)state;
    read_pages(&p, "Who wrote songs?", items, 1);
    make_tree(tokens, &tree, &trees);
    cn_span_tree_read(&read, &(cn_parsed){.trees = &trees}, &p.read.items[0].body, 0, 0, 5);
    assert_int_equal(cn_span_tree_role(&read, &node), CN_ROLE_OF_OBJECT);
    assert_int_equal(node, 2);
    node = 0;
    assert_int_equal(cn_span_tree_role(&read, &node), CN_ROLE_OF_SUBJECT);
    pages_done(&p);
}

static void heads_in_a_ring_end(void **state)
{
    static const page items[] = {{"Ada", "Ada wrote"}};
    cn_token tokens[2] = {{.first = 0, .len = 3, .head = 2}, {.first = 4, .len = 5, .head = 1}};
    cn_tree tree = {.tokens = tokens, .n = 2};
    cn_trees trees = {.tokens = tokens, .n_tokens = 2, .trees = &tree, .n_trees = 1};
    cn_span_tree read;
    pages p;

    (void)state;
    read_pages(&p, "Who wrote?", items, 1);
    cn_span_tree_read(&read, &(cn_parsed){.trees = &trees}, &p.read.items[0].body, 0, 0, 2);
    assert_int_equal(read.n, 2);
    assert_true(cn_span_tree_path(&read, 0, 1, 9) <= 9);
    pages_done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_governs_what_hangs_on_it),
        cmocka_unit_test(the_head_of_a_span_is_its_highest_node),
        cmocka_unit_test(a_path_counts_edges_up_and_down),
        cmocka_unit_test(a_conjunct_has_the_role_of_the_first),
        cmocka_unit_test(heads_in_a_ring_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
