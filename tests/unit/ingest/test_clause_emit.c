/* One clause per conjunct, and what follows from one. */
#include "clause_fixture.h"

static void each_subject_does_each_thing(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f,
        "Ada PROPN 4 nsubj|and CCONJ 3 cc|Tobias PROPN 1 conj|built VERB 0 root|boats NOUN 4 obj|"
        "and CCONJ 7 cc|bridges NOUN 5 conj");
    assert_line(f, "Ada - built - boats");
    assert_line(f, "Ada - built - bridges");
    assert_line(f, "Tobias - built - boats");
    assert_line(f, "Tobias - built - bridges");
    assert_int_equal(f->n, 4);
}

static void a_clause_is_written_once(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|Skarn PROPN 2 obj");
    assert_int_equal(f->n, 1);
}

static void a_name_with_of_is_not_taken_apart(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 4 det|University PROPN 2 obj|of ADP 6 case|"
           "Skarn PROPN 4 nmod");
    assert_line(f, "Ada - left - the University of Skarn");
    assert_int_equal(f->n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_subject_does_each_thing),
        cmocka_unit_test(a_clause_is_written_once),
        cmocka_unit_test(a_name_with_of_is_not_taken_apart),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
