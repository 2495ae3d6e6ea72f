/* What an argument covers. */
#include "clause_fixture.h"

static void a_clause_set_off_is_no_part_of_its_noun(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f,
        "Ada PROPN 2 nsubj|left VERB 0 root|Skarn PROPN 2 obj|, PUNCT 7 punct|which PRON 7 nsubj|"
        "had AUX 7 aux|grown VERB 3 acl:relcl|. PUNCT 2 punct");
    assert_line(f, "Ada - left - Skarn");
}

static void a_clause_that_tells_which_one_is(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 4 det|town NOUN 2 obj|that PRON 6 nsubj|"
           "loved VERB 4 acl:relcl|her PRON 6 obj|. PUNCT 2 punct");
    assert_line(f, "Ada - left - the town that loved her");
    assert_line(f, "the town - loved - her");
}

static void the_core_has_no_article_and_no_clause(void **state)
{
    clause_fixture *f = *state;
    char core[64];

    find_clauses(
        f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 5 det|old ADJ 5 amod|town NOUN 2 obj|"
           "of ADP 7 case|Skarn PROPN 5 nmod|near ADP 10 case|the DET 10 det|sea NOUN 5 nmod");
    cn_clause_text(&f->tree, &f->found[0].object.core, core, sizeof core);
    assert_string_equal(core, "old town of Skarn");
    cn_clause_text(&f->tree, &f->found[0].object.full, core, sizeof core);
    assert_string_equal(core, "the old town of Skarn near the sea");
}

static void a_lone_quote_is_left_out(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|`` PUNCT 4 punct|Skarn PROPN 2 obj");
    assert_line(f, "Ada - left - Skarn");
}

static void what_follows_all_conjuncts_belongs_to_all(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 3 nsubj|is AUX 3 cop|owner NOUN 0 root|and CCONJ 5 cc|editor NOUN 3 conj|"
           "of ADP 8 case|the DET 8 det|paper NOUN 3 nmod");
    assert_line(f, "Ada - is - owner of the paper");
    assert_line(f, "Ada - is - editor of the paper");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clause_set_off_is_no_part_of_its_noun),
        cmocka_unit_test(a_clause_that_tells_which_one_is),
        cmocka_unit_test(the_core_has_no_article_and_no_clause),
        cmocka_unit_test(a_lone_quote_is_left_out),
        cmocka_unit_test(what_follows_all_conjuncts_belongs_to_all),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
