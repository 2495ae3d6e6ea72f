/* Facts as values. */
#include "retrieve/facts_value.h"

#include "told.h"

static double number_of(const char *text, int type)
{
    double number = -1;

    cn_fact_number(text, strlen(text), type, &number);
    return number;
}

static void dates_and_quantities_are_numbers(void **state)
{
    (void)state;
    assert_int_equal((int)number_of("3 May 1951", CN_TYPE_DATE), 19510503);
    assert_int_equal((int)number_of("May 1951", CN_TYPE_DATE), 19510500);
    assert_int_equal((int)number_of("1951", CN_TYPE_DATE), 19510000);
    assert_int_equal((int)number_of("24,310", CN_TYPE_QUANTITY), 24310);
    assert_int_equal((int)number_of("29", CN_TYPE_TEXT), 29);
    assert_int_equal((int)number_of("", CN_TYPE_DATE), 0);
    assert_int_equal((int)number_of("a while ago", CN_TYPE_TEXT), 0);
}

static void a_name_has_no_qualifier(void **state)
{
    cn_met_fact met = {.fit = 1, .weight = 1};
    bool is_believed = false;
    cn_value value;
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada Lisk", "Ada Lisk painted Heat.");
    told_thing(&t, "Heat (painting)", CN_TYPE_WORK);
    met.subject = fixture_key(&t.a.f, "Ada Lisk");
    met.id = told_put(&t, &(told_fact){.subject = "Ada Lisk",
                                       .relation = "painted",
                                       .object = "Heat (painting)",
                                       .object_type = CN_TYPE_WORK,
                                       .belief = 0.8});
    told_build(&t);
    told_ask(&t, "What did Ada Lisk paint?", CN_ASKED_NAME);
    assert_int_equal(cn_fact_value(&t.a.view, &t.question, CN_ASKED_NAME, &met, &t.arena, &value,
                                   &is_believed, NULL),
                     CAIRN_OK);
    assert_string_equal(value.text, "Heat");
    assert_true(value.entity != UINT32_MAX);
    assert_true(value.key != 0);
    assert_true(is_believed);
    assert_true(value.score > 0.5 && value.score < 1);
    told_close(&t);
}

static void the_wrong_kind_of_thing_has_no_score(void **state)
{
    cn_met_fact met = {.fit = 1, .weight = 1};
    bool is_believed;
    cn_value value;
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada Lisk", "Ada Lisk was born in 1871.");
    met.subject = fixture_key(&t.a.f, "Ada Lisk");
    met.id = told_put(&t, &(told_fact){.subject = "Ada Lisk",
                                       .relation = "born on",
                                       .object = "1871",
                                       .object_type = CN_TYPE_DATE,
                                       .belief = 0.8});
    told_build(&t);
    told_ask(&t, "Who bore Ada Lisk?", CN_ASKED_PERSON);
    assert_int_equal(cn_fact_value(&t.a.view, &t.question, CN_ASKED_PERSON, &met, &t.arena, &value,
                                   &is_believed, NULL),
                     CAIRN_OK);
    assert_true(value.score <= 0);
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_quantities_are_numbers),
        cmocka_unit_test(a_name_has_no_qualifier),
        cmocka_unit_test(the_wrong_kind_of_thing_has_no_score),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
