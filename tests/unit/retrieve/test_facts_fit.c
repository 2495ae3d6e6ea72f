/* Which relations a step asks for, in which direction. */
#include "retrieve/facts_fit.h"

#include "told.h"

typedef struct fitted {
    told t;
    cn_fact_names names;
    cn_fact_fits fits;
} fitted;

static void open_fitted(fitted *f)
{
    static const char *const relations[] = {
        "directed by", "child of", "father",     "married to",
        "born in",     "born on",  "population", "served as captain of",
        "country"};

    told_open(&f->t);
    asked_page(&f->t.a, "Blue Harbour", "Blue Harbour is a film.");
    asked_page(&f->t.a, "Maud Teller", "Maud Teller is a person.");
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        int64_t id;

        assert_int_equal(
            cn_relation_put(f->t.a.f.store, relations[i], strlen(relations[i]), &id, NULL),
            CAIRN_OK);
    }
    told_build(&f->t);
}

static double fit_of(fitted *f, const char *question, cn_asked what, const char *relation,
                     bool is_inverse)
{
    double fit = -1;

    told_ask(&f->t, question, what);
    cn_fact_names_find(&f->names, &f->t.a.view, &f->t.question, 0);
    assert_int_equal(cn_fact_fits_init(&f->fits, &f->t.a.view, &f->t.question, 0, &f->names, NULL),
                     CAIRN_OK);
    assert_int_equal(
        cn_fact_fit(&f->fits, cn_hash_id(relation, strlen(relation)), is_inverse, &fit, NULL),
        CAIRN_OK);
    cn_fact_fits_done(&f->fits);
    return fit;
}

static void the_side_of_the_words_tells_the_direction(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    assert_true(fit_of(&f, "Who directed Blue Harbour?", CN_ASKED_PERSON, "directed by", false) >
                0.9);
    assert_true(
        fit_of(&f, "Which film did Maud Teller direct?", CN_ASKED_NAME, "directed by", true) > 0.9);
    assert_true(fit_of(&f, "Who is the father of Maud Teller?", CN_ASKED_PERSON, "father", false) >
                0.9);
    assert_true(fit_of(&f, "Who is Maud Teller the father of?", CN_ASKED_PERSON, "father", true) >
                0.9);
    assert_true(fit_of(&f, "Who are Maud Teller's children?", CN_ASKED_PERSON, "child of", true) >
                0.9);
    told_close(&f.t);
}

static void what_is_symmetric_goes_both_ways(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    assert_true(fit_of(&f, "Who is Maud Teller's wife?", CN_ASKED_PERSON, "married to", false) >
                0.9);
    assert_true(fit_of(&f, "Who is Maud Teller's wife?", CN_ASKED_PERSON, "married to", true) >
                0.9);
    told_close(&f.t);
}

static void the_kind_of_answer_chooses_between_relations(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    assert_true(fit_of(&f, "Where was Maud Teller born?", CN_ASKED_PLACE, "born in", false) > 0.9);
    assert_true(fit_of(&f, "Where was Maud Teller born?", CN_ASKED_PLACE, "born on", false) < 0.7);
    assert_true(fit_of(&f, "When was Maud Teller born?", CN_ASKED_DATE, "born on", false) > 0.9);
    told_close(&f.t);
}

static void a_wider_relation_fits_less(void **state)
{
    double exact, wider;
    fitted f;

    (void)state;
    open_fitted(&f);
    exact = fit_of(&f, "Who is the father of Maud Teller?", CN_ASKED_PERSON, "father", false);
    wider = fit_of(&f, "Who is the father of Maud Teller?", CN_ASKED_PERSON, "child of", false);
    assert_true(wider > 0.5 && wider < exact);
    assert_true(f.fits.wants_father && !f.fits.wants_mother);
    told_close(&f.t);
}

static void a_noun_behind_which_is_the_relation(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    assert_true(fit_of(&f, "Which country is Maud Teller from?", CN_ASKED_PLACE, "country", false) >
                0.9);
    assert_true(f.fits.wants_country);
    told_close(&f.t);
}

static void words_in_common_are_enough(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    assert_true(fit_of(&f, "What did Maud Teller serve as captain of?", CN_ASKED_NAME,
                       "served as captain of", false) > 0.5);
    assert_true(fit_of(&f, "What did Maud Teller paint?", CN_ASKED_NAME, "served as captain of",
                       false) <= 0);
    told_close(&f.t);
}

static void types_agree_or_not(void **state)
{
    (void)state;
    assert_true(cn_fact_type_fit(CN_ASKED_PERSON, CN_TYPE_PERSON) >= 1);
    assert_true(cn_fact_type_fit(CN_ASKED_PERSON, CN_TYPE_DATE) <= 0);
    assert_true(cn_fact_type_fit(CN_ASKED_DATE, CN_TYPE_PLACE) <= 0);
    assert_true(cn_fact_type_fit(CN_ASKED_NUMBER, CN_TYPE_MONEY) >= 1);
    assert_true(cn_fact_type_fit(CN_ASKED_CHOICE, CN_TYPE_WORK) >= 1);
    assert_true(cn_fact_type_fit(CN_ASKED_NAME, 99) <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_side_of_the_words_tells_the_direction),
        cmocka_unit_test(what_is_symmetric_goes_both_ways),
        cmocka_unit_test(the_kind_of_answer_chooses_between_relations),
        cmocka_unit_test(a_wider_relation_fits_less),
        cmocka_unit_test(a_noun_behind_which_is_the_relation),
        cmocka_unit_test(words_in_common_are_enough),
        cmocka_unit_test(types_agree_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
