/* Places in trees: clauses, subjects, roles; and trees that are no trees. */
#include "tests/unit/ingest/reference_fixture.h"

#include "base/mem.h"

typedef struct node {
    const char *form;
    uint16_t head;
    uint8_t label, upos;
} node;

/* A tree by hand; words one byte apart. */
static void build(fixture *f, const node *nodes, size_t n, cn_token *tokens, cn_tree *tree,
                  cn_trees *trees, cn_reference_scratch *scratch)
{
    for (size_t i = 0; i < n; i++)
        tokens[i] = (cn_token){.first = (uint32_t)i,
                               .len = 1,
                               .head = nodes[i].head,
                               .label = nodes[i].label,
                               .upos = nodes[i].upos};
    *tree = (cn_tree){.text = "abcdefghij", .tokens = tokens, .n = (uint32_t)n};
    *trees = (cn_trees){.tokens = tokens, .n_tokens = n, .trees = tree, .n_trees = 1};
    f->input = (cn_reference_input){.text = tree->text, .len = n, .trees = trees};
    memset(scratch, 0, sizeof(*scratch));
    scratch->model = f->references;
    scratch->input = &f->input;
    assert_int_equal(cn_reference_clauses_set(scratch, NULL), CAIRN_OK);
}

static void done(cn_reference_scratch *scratch)
{
    cn_resolution resolution = {.scratch = cn_alloc_zero(1, sizeof(*scratch))};

    *resolution.scratch = *scratch;
    cn_resolution_done(&resolution);
}

static void verb_without_subject_has_that_of_the_verb_it_is_joined_to(void **state)
{
    /* Ford came and left */
    const node nodes[] = {{"Ford", 2, CN_DEP_NSUBJ, CN_UPOS_PROPN},
                          {"came", 0, CN_DEP_ROOT, CN_UPOS_VERB},
                          {"and", 4, CN_DEP_CC, CN_UPOS_CCONJ},
                          {"left", 2, CN_DEP_CONJ, CN_UPOS_VERB}};
    cn_reference_scratch scratch;
    cn_token tokens[4];
    cn_tree tree;
    cn_trees trees;

    build(*state, nodes, 4, tokens, &tree, &trees, &scratch);
    assert_int_equal(scratch.clauses[0], 2);
    assert_int_equal(scratch.clauses[3], 4);
    assert_int_equal(cn_reference_subject(&scratch, 0, 4), 1);
    done(&scratch);
}

static void token_is_under_what_it_hangs_on(void **state)
{
    const node nodes[] = {{"Ford", 2, CN_DEP_NSUBJ, CN_UPOS_PROPN},
                          {"came", 0, CN_DEP_ROOT, CN_UPOS_VERB}};
    cn_reference_scratch scratch;
    cn_token tokens[2];
    cn_tree tree;
    cn_trees trees;

    build(*state, nodes, 2, tokens, &tree, &trees, &scratch);
    assert_true(cn_reference_dominates(&tree, 2, 1));
    assert_false(cn_reference_dominates(&tree, 1, 2));
    done(&scratch);
}

static void cycle_comes_to_an_end(void **state)
{
    const node nodes[] = {{"a", 2, CN_DEP_NSUBJ, CN_UPOS_NOUN},
                          {"b", 3, CN_DEP_CONJ, CN_UPOS_VERB},
                          {"c", 1, CN_DEP_ADVCL, CN_UPOS_VERB}};
    cn_reference_scratch scratch;
    cn_token tokens[3];
    cn_tree tree;
    cn_trees trees;

    build(*state, nodes, 3, tokens, &tree, &trees, &scratch);
    for (size_t i = 0; i < 3; i++)
        assert_in_range(scratch.clauses[i], 1, 3);
    assert_false(cn_reference_dominates(&tree, 9, 1));
    (void)cn_reference_subject(&scratch, 0, scratch.clauses[0]);
    done(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verb_without_subject_has_that_of_the_verb_it_is_joined_to),
        cmocka_unit_test(token_is_under_what_it_hangs_on),
        cmocka_unit_test(cycle_comes_to_an_end),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
