/* What "is" says. */
#include "clause_fixture.h"

static void a_noun_and_its_conjuncts(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "Ada PROPN 4 nsubj|was AUX 4 cop|an DET 4 det|engineer NOUN 0 root|and CCONJ 6 cc|"
                 "poet NOUN 4 conj");
    assert_line(f, "Ada - was - an engineer");
    assert_line(f, "Ada - was - poet");
}

static void an_adjective_with_its_preposition(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 3 nsubj|was AUX 3 cop|responsible ADJ 0 root|for ADP 6 case|the DET 6 det|"
           "bridge NOUN 3 obl");
    assert_line(f, "Ada - was responsible for - the bridge");
    assert_int_equal(f->found[0].rule, CN_RULE_COPULA_ADJECTIVE);
}

static void a_place(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f,
                 "Skarn PROPN 5 nsubj|is AUX 5 cop|in ADP 5 case|the DET 5 det|north NOUN 0 root");
    assert_line(f, "Skarn - is in - the north");
    assert_int_equal(f->found[0].rule, CN_RULE_COPULA_PLACE);
}

static void what_is_inside_the_noun_is_said_too(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Skarn PROPN 4 nsubj|is AUX 4 cop|a DET 4 det|town NOUN 0 root|in ADP 6 case|"
                    "Ostrane PROPN 4 nmod");
    assert_line(f, "Skarn - is - a town in Ostrane");
    assert_line(f, "+Skarn - is town in - Ostrane");
}

static void whoever_is_head_of_something_is_what_that_has(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "The DET 2 det|capital NOUN 6 nsubj|of ADP 4 case|Ostrane PROPN 2 nmod|is AUX 6 cop|"
           "Skarn PROPN 0 root");
    assert_line(f, "The capital of Ostrane - is - Skarn");
    assert_line(f, "+Ostrane - has capital - Skarn");
}

static void what_is_said_of_the_noun_is_said_of_the_subject(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Dawn PROPN 4 nsubj|is AUX 4 cop|a DET 4 det|song NOUN 0 root|"
                    "written VERB 4 acl part|by ADP 7 case|Ada PROPN 5 obl:agent");
    assert_line(f, "Dawn - is - a song written by Ada");
    assert_line(f, "a song - is written by - Ada");
    assert_line(f, "+Dawn - is written by - Ada");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_noun_and_its_conjuncts),
        cmocka_unit_test(an_adjective_with_its_preposition),
        cmocka_unit_test(a_place),
        cmocka_unit_test(what_is_inside_the_noun_is_said_too),
        cmocka_unit_test(whoever_is_head_of_something_is_what_that_has),
        cmocka_unit_test(what_is_said_of_the_noun_is_said_of_the_subject),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
