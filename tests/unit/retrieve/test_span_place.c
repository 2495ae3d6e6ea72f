/* Places in trees. */
#include "retrieve/span_place.h"

#include "span_pages.h"

static const page WORKS[] = {
    {"Winter Bells", "Maja Kern wrote Winter Bells for Otto Brandt in Vienna."},
};

static void the_subject_fits_who_did_it(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "Who wrote Winter Bells?", WORKS, 1);
    spans_gather(&s);
    assert_true(features_of(&s, "Maja Kern")[CN_SF_role] == CN_ROLE_OF_SUBJECT);
    assert_true(features_of(&s, "Maja Kern")[CN_SF_role_fit] == 2);
    assert_true(features_of(&s, "Maja Kern")[CN_SF_governor_fit] == 1);
    assert_true(features_of(&s, "Vienna")[CN_SF_role_fit] < 2);
    spans_close(&s);
}

static void a_preposition_is_known(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "In which city did Maja Kern write Winter Bells?", WORKS, 1);
    spans_gather(&s);
    assert_true(features_of(&s, "Vienna")[CN_SF_case_fit] == 2);
    assert_true(features_of(&s, "Otto Brandt")[CN_SF_case_fit] == 1);
    spans_close(&s);
}

static void without_trees_there_is_no_place(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "Who wrote Winter Bells?", WORKS, 1);
    s.p.view.parse = NULL;
    spans_gather(&s);
    assert_true(features_of(&s, "Maja Kern")[CN_SF_role] == CN_ROLE_OF_NONE);
    assert_true(features_of(&s, "Maja Kern")[CN_SF_has_tree] == 0);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_subject_fits_who_did_it),
        cmocka_unit_test(a_preposition_is_known),
        cmocka_unit_test(without_trees_there_is_no_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
