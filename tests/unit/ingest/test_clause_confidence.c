/* How likely a clause is right. */
#include "clause_fixture.h"

static void a_confidence_is_a_probability(void **state)
{
    clause_fixture *f = *state;

    find_clauses(
        f, "Ada PROPN 2 nsubj|founded VERB 0 root|a DET 4 det|school NOUN 2 obj|in ADP 6 case|"
           "Halvery PROPN 2 obl");
    assert_true(f->n > 0);
    for (size_t i = 0; i < f->n; i++)
        assert_true(f->found[i].confidence > 0 && f->found[i].confidence < 1);
}

static void a_plain_statement_is_surer_than_a_question(void **state)
{
    clause_fixture *f = *state;
    double plain;

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|Skarn PROPN 2 obj|. PUNCT 2 punct");
    plain = f->found[0].confidence;
    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|Skarn PROPN 2 obj|? PUNCT 2 punct");
    assert_true(f->found[0].confidence < plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confidence_is_a_probability),
        cmocka_unit_test(a_plain_statement_is_surer_than_a_question),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
