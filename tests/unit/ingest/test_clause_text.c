/* Clauses as text. */
#include "clause_fixture.h"

static void the_normal_form_has_no_auxiliary_and_no_adverb(void **state)
{
    clause_fixture *f = *state;
    char normal[64];

    find_clauses(f, "It PRON 5 nsubj:pass|had AUX 5 aux|been AUX 5 aux:pass|first ADV 5 advmod|"
                    "published VERB 0 root part|in ADP 7 case|1903 NUM 5 obl");
    cn_clause_normal(NULL, &f->tree, &f->found[0], normal, sizeof normal);
    assert_string_equal(normal, "be published in");
}

static void a_text_that_does_not_fit_is_cut_at_a_token(void **state)
{
    clause_fixture *f = *state;
    char text[8];

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 4 det|bridge NOUN 2 obj");
    assert_int_equal(cn_clause_text(&f->tree, &f->found[0].object.full, text, sizeof text), 3);
    assert_string_equal(text, "the");
}

static void a_place_reaches_from_the_first_token_to_the_last(void **state)
{
    clause_fixture *f = *state;
    cn_found_place place;

    find_clauses(f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 4 det|bridge NOUN 2 obj");
    place = cn_clause_place(&f->tree, &f->found[0].object.full);
    assert_int_equal(place.first, 9);
    assert_int_equal(place.len, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_normal_form_has_no_auxiliary_and_no_adverb),
        cmocka_unit_test(a_text_that_does_not_fit_is_cut_at_a_token),
        cmocka_unit_test(a_place_reaches_from_the_first_token_to_the_last),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
