/* A tree made ready for clauses, and sets of its tokens. */
#include "clause_fixture.h"

#include "ingest/clause_index.h"

static void what_lies_below_a_token_is_known(void **state)
{
    static cn_clause_words words;
    static cn_clause_index index;
    clause_fixture *f = *state;

    build_tree(f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 4 det|bridge NOUN 2 obj");
    cn_clause_words_init(&words);
    cn_clause_index_build(&index, &words, &f->tree);
    assert_int_equal(cn_token_set_count(&index.below[2]), 4);
    assert_int_equal(cn_token_set_count(&index.below[4]), 2);
    assert_int_equal(cn_clause_child(&index, 2, CN_DEP_OBJ), 4);
    assert_int_equal(cn_clause_child(&index, 2, CN_DEP_IOBJ), 0);
    assert_int_equal(index.order[0], 2);
}

static void a_cycle_is_left_out(void **state)
{
    static cn_clause_words words;
    static cn_clause_index index;
    clause_fixture *f = *state;

    build_tree(f, "Ada PROPN 0 root|a DET 3 det|b NOUN 2 obj");
    cn_clause_words_init(&words);
    cn_clause_index_build(&index, &words, &f->tree);
    assert_int_equal(index.n_order, 1);
}

static void a_set_gives_its_places_in_order(void **state)
{
    cn_token_set set = {{0}}, other = {{0}};

    (void)state;
    assert_true(cn_token_set_empty(&set));
    assert_int_equal(cn_token_set_next(&set, 1), 0);
    cn_token_set_add(&set, 3);
    cn_token_set_add(&set, 64);
    cn_token_set_add(&set, CN_TREE_MAX);
    assert_int_equal(cn_token_set_next(&set, 1), 3);
    assert_int_equal(cn_token_set_next(&set, 4), 64);
    assert_int_equal(cn_token_set_next(&set, 65), CN_TREE_MAX);
    assert_int_equal(cn_token_set_last(&set), CN_TREE_MAX);
    assert_int_equal(cn_token_set_count(&set), 3);
    cn_token_set_add(&other, 64);
    assert_true(cn_token_set_overlap(&set, &other));
    cn_token_set_minus(&set, &other);
    assert_false(cn_token_set_has(&set, 64));
    cn_token_set_join(&set, &other);
    assert_true(cn_token_set_has(&set, 64));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lies_below_a_token_is_known),
        cmocka_unit_test(a_cycle_is_left_out),
        cmocka_unit_test(a_set_gives_its_places_in_order),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
