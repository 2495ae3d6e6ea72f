/* What noun phrases say without a verb. */
#include "clause_fixture.h"

static void an_apposition_says_what_someone_is(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "Ada PROPN 6 nsubj|, PUNCT 4 punct|a DET 4 det|poet NOUN 1 appos|, PUNCT 4 punct|"
                 "left VERB 0 root|Skarn PROPN 6 obj");
    assert_line(f, "Ada - is - a poet");
    assert_line(f, "Ada - left - Skarn");
}

static void the_name_of_an_apposition_is_its_subject(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "His PRON 2 nmod:poss|wife NOUN 4 nsubj|Mary PROPN 2 appos|left VERB 0 root|"
                    "Skarn PROPN 4 obj");
    assert_line(f, "Mary - is - His wife");
    assert_line(f, "+Mary - is wife of - His");
}

static void an_owner_has_what_is_owned(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 3 nmod:poss|_'s PART 1 case|boat NOUN 4 nsubj|reached VERB 0 root|"
                    "Skarn PROPN 4 obj");
    assert_line(f, "Ada - has - boat");
    assert_line(f, "Ada's boat - reached - Skarn");
}

static void an_office_before_a_name(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ostrane PROPN 4 nmod:poss|_'s PART 1 case|mayor NOUN 4 nmod:desc|Ada PROPN 5 nsubj|"
           "left VERB 0 root|Skarn PROPN 5 obj");
    assert_line(f, "Ada - is - mayor");
    assert_line(f, "+Ada - is mayor of - Ostrane");
}

static void mr_is_no_office(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Mr. PROPN 2 nmod:desc|Renn PROPN 3 nsubj|left VERB 0 root|Skarn PROPN 3 obj");
    assert_int_equal(f->n, 1);
}

static void such_as_names_members(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "They PRON 2 nsubj|visited VERB 0 root|towns NOUN 2 obj|such ADJ 6 case|as ADP 4 fixed|"
           "Skarn PROPN 3 nmod|and CCONJ 8 cc|Halvery PROPN 6 conj");
    assert_line(f, "Skarn - is - towns");
    assert_line(f, "Halvery - is - towns");
    assert_non_null(clause_of_rule(f, CN_RULE_SORT));
}

static void and_other_names_the_sort(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "They PRON 2 nsubj|visited VERB 0 root|Skarn PROPN 2 obj|and CCONJ 6 cc|"
                    "other ADJ 6 amod|towns NOUN 3 conj");
    assert_line(f, "Skarn - is - towns");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_apposition_says_what_someone_is),
        cmocka_unit_test(the_name_of_an_apposition_is_its_subject),
        cmocka_unit_test(an_owner_has_what_is_owned),
        cmocka_unit_test(an_office_before_a_name),
        cmocka_unit_test(mr_is_no_office),
        cmocka_unit_test(such_as_names_members),
        cmocka_unit_test(and_other_names_the_sort),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
