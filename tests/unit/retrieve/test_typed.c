/* Typed answers: lists, counts, and what is reckoned. */
#include "retrieve/typed.h"

#include "typed_view.h"

#include "base/mem.h"

static bool answer(typed_town *town, const char *question, cn_plan_kind kind, cn_asked what,
                   cn_reading *reading)
{
    bool is_answered;

    told_ask(&town->t, question, what);
    town->t.question.plan.kind = kind;
    *reading = (cn_reading){.reason = "as it was"};
    assert_int_equal(cn_typed_answer(&town->t.a.view, &town->t.question, &town->pool,
                                     &town->t.arena, reading, &is_answered, NULL),
                     CAIRN_OK);
    return is_answered;
}

static void a_list_has_all_values_each_with_its_sentence(void **state)
{
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_true(
        answer(&town, "Which works did Ada Lisk design?", CN_PLAN_LIST, CN_ASKED_NAME, &reading));
    assert_non_null(strstr(reading.text, "Red Bridge"));
    assert_non_null(strstr(reading.text, "Old Bridge"));
    assert_non_null(strstr(reading.text, "Blue Tower"));
    assert_non_null(strstr(reading.text, " and "));
    assert_int_equal(reading.n_quotes, 3);
    assert_int_equal(reading.n_steps, 1);
    assert_int_equal(reading.steps[0].citation, 0);
    assert_string_equal(reading.reason, "");
    assert_true(reading.confidence > 0.5);
    typed_close(&town);
}

static void a_count_shows_what_it_counted(void **state)
{
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_true(answer(&town, "How many works did Ada Lisk design?", CN_PLAN_COUNT, CN_ASKED_NAME,
                       &reading));
    assert_string_equal(reading.text, "3");
    assert_int_equal(reading.n_steps, 2);
    assert_non_null(strstr(reading.steps[0].answer, "Blue Tower"));
    assert_string_equal(reading.steps[1].how, "counted");
    assert_int_equal(reading.steps[1].needs[0], 1);
    typed_close(&town);
}

static void an_age_cites_both_dates(void **state)
{
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_true(answer(&town, "How old was Ada Lisk when Karl Holt died?", CN_PLAN_SINGLE,
                       CN_ASKED_NUMBER, &reading));
    assert_string_equal(reading.text, "28"); /* her birthday was to come */
    assert_int_equal(reading.n_steps, 3);
    assert_string_equal(reading.steps[0].answer, "12 March 1871");
    assert_string_equal(reading.steps[1].answer, "2 January 1900");
    assert_int_equal(reading.n_quotes, 2);
    assert_int_equal(reading.steps[2].needs[1], 2);
    assert_true(answer(&town, "How old was Ada Lisk when she died?", CN_PLAN_SINGLE,
                       CN_ASKED_NUMBER, &reading));
    assert_string_equal(reading.text, "69");
    assert_true(
        answer(&town, "How old was Ada Lisk in 1891?", CN_PLAN_SINGLE, CN_ASKED_NUMBER, &reading));
    assert_string_equal(reading.text, "20");
    assert_int_equal(reading.n_steps, 2);
    typed_close(&town);
}

static void a_difference_keeps_its_unit(void **state)
{
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_true(answer(&town, "How much longer is the Red Bridge than the Old Bridge?",
                       CN_PLAN_SINGLE, CN_ASKED_NUMBER, &reading));
    assert_string_equal(reading.text, "11 metres");
    assert_true(answer(&town, "How many years after the death of Karl Holt did Ada Lisk die?",
                       CN_PLAN_SINGLE, CN_ASKED_NUMBER, &reading));
    assert_string_equal(reading.text, "40 years");
    typed_close(&town);
}

static void what_facts_do_not_bear_is_left(void **state)
{
    static const char *const others[] = {
        "How old was Karl Holt when he died?", /* no birth */
        "How old was Nils Berg when he died?", /* no such name */
        "How old was Ada Lisk in 1800?",       /* not born */
        "How much longer is the Blue Tower than the Old Bridge?",
        "Where was Ada Lisk born?",
        "Who designed the Red Bridge?",
    };
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (answer(&town, others[i], CN_PLAN_SINGLE, CN_ASKED_NUMBER, &reading))
            fail_msg("%s: %s", others[i], reading.text);
        assert_string_equal(reading.reason, "as it was");
    }
    assert_false(
        answer(&town, "Which towns did Ada Lisk found?", CN_PLAN_LIST, CN_ASKED_PLACE, &reading));
    typed_close(&town);
}

static void it_can_be_switched_off(void **state)
{
    cn_reading reading;
    typed_town town;

    (void)state;
    typed_open(&town);
    town.t.a.settings.values[CN_SET_USE_TYPED] = 0;
    assert_false(answer(&town, "How old was Ada Lisk when she died?", CN_PLAN_SINGLE,
                        CN_ASKED_NUMBER, &reading));
    town.t.a.settings.values[CN_SET_USE_TYPED] = 1;
    town.t.a.settings.values[CN_SET_USE_FACTS] = 0;
    assert_false(answer(&town, "How old was Ada Lisk when she died?", CN_PLAN_SINGLE,
                        CN_ASKED_NUMBER, &reading));
    typed_close(&town);
}

static void memory_that_ends_is_an_error(void **state)
{
    cn_reading reading = {0};
    typed_town town;

    (void)state;
    typed_open(&town);
    told_ask(&town.t, "How old was Ada Lisk when she died?", CN_ASKED_NUMBER);
    for (uint64_t nth = 1; nth < 300; nth++) {
        bool is_answered;
        int rc;

        cn_mem_fail_at(nth, false);
        rc = cn_typed_answer(&town.t.a.view, &town.t.question, &town.pool, &town.t.arena, &reading,
                             &is_answered, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || (rc < 0 && !is_answered));
    }
    typed_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_has_all_values_each_with_its_sentence),
        cmocka_unit_test(a_count_shows_what_it_counted),
        cmocka_unit_test(an_age_cites_both_dates),
        cmocka_unit_test(a_difference_keeps_its_unit),
        cmocka_unit_test(what_facts_do_not_bear_is_left),
        cmocka_unit_test(it_can_be_switched_off),
        cmocka_unit_test(memory_that_ends_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
