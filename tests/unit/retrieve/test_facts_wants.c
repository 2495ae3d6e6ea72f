/* What phrases say as relations. */
#include "retrieve/facts_wants.h"

#include "told.h"

static cn_fact_phrase phrase(const char *text, float behind, float before)
{
    cn_fact_phrase p = {.len = strlen(text), .behind = behind, .before = before};

    memcpy(p.text, text, p.len + 1);
    return p;
}

static float wanted(const cn_fact_fits *fits, const char *relation, bool is_inverse)
{
    for (size_t i = 0; i < fits->n_wants; i++)
        if (fits->wants[i].relation == cn_hash_id(relation, strlen(relation)) &&
            fits->wants[i].is_inverse == is_inverse)
            return fits->wants[i].fit;
    return 0;
}

static bool ask(told *t, cn_fact_fits *fits, cn_asked what, cn_fact_phrase p)
{
    bool is_known = false;

    *fits = (cn_fact_fits){.view = &t->a.view};
    assert_int_equal(cn_fact_wants_ask(fits, what, &p, &is_known, NULL), CAIRN_OK);
    return is_known;
}

static void the_reading_decides_who_is_subject(void **state)
{
    cn_fact_fits fits;
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada", "Ada.");
    told_build(&t);
    assert_true(ask(&t, &fits, CN_ASKED_PERSON, phrase("wrote", 0.3F, 1)));
    assert_true(wanted(&fits, "written by", false) >= 1);
    assert_true(wanted(&fits, "written by", true) <= 0);
    assert_true(ask(&t, &fits, CN_ASKED_NAME, phrase("wrote", 1, 0.3F)));
    assert_true(wanted(&fits, "written by", true) >= 1);
    assert_false(ask(&t, &fits, CN_ASKED_NAME, phrase("glimmered beyond", 1, 0.3F)));
    assert_int_equal(fits.n_wants, 0);
    told_close(&t);
}

static void what_often_says_the_same_is_wanted_too(void **state)
{
    cn_fact_fits fits;
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada", "Ada.");
    told_build(&t);
    assert_true(ask(&t, &fits, CN_ASKED_DATE, phrase("released in", 1, 0.3F)));
    assert_true(wanted(&fits, "released on", false) > wanted(&fits, "published on", false));
    assert_true(wanted(&fits, "published on", false) > 0);
    assert_true(ask(&t, &fits, CN_ASKED_PERSON, phrase("mother", 1, 0.3F)));
    assert_true(fits.wants_mother);
    assert_true(wanted(&fits, "child of", false) > 0);
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reading_decides_who_is_subject),
        cmocka_unit_test(what_often_says_the_same_is_wanted_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
