/* Plans made by hand, executed on a small store. */
#include "rounds_fixture.h"

static void answer_of_a_step_is_read_about_in_the_next(void **state)
{
    round_store s;

    (void)state;
    rounds_open(&s, "Where was the director of film The Grey Lantern born?", 1);
    s.question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE};
    rounds_step(&s, 3, 6, CN_ASKED_PERSON); /* director of film The Grey Lantern */
    s.question.plan.steps[0].ranges[0] = (cn_words_range){3, 6};
    rounds_step(&s, 0, 2, CN_ASKED_PLACE); /* Where was ... born */
    s.question.plan.steps[1].ranges[1] = (cn_words_range){9, 1};
    s.question.plan.steps[1].n_ranges = 2;
    assert_int_equal(cn_rounds_run(&s.rounds, NULL), CAIRN_OK);
    assert_int_equal(s.rounds.n_done, 2);
    assert_value(&s.rounds.steps[0].ways[0].value, "Otto Velling");
    assert_value(&s.rounds.steps[1].ways[0].value, "Ribe");
    assert_true(s.pool.n > 1); /* the second page came by the first answer */
    assert_true(s.rounds.steps[1].ways[0].along <= s.rounds.steps[0].ways[0].along);
    rounds_close(&s);
}

static void step_without_an_answer_stops_the_chain(void **state)
{
    round_store s;

    (void)state;
    rounds_open(&s, "When was the mayor of rained weather elected?", 0);
    s.question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE};
    rounds_step(&s, 3, 4, CN_ASKED_PERSON);
    rounds_step(&s, 0, 2, CN_ASKED_DATE);
    s.rounds.options = NULL;
    assert_int_equal(cn_rounds_run(&s.rounds, NULL), CAIRN_OK);
    assert_int_equal(s.rounds.n_done, 0);
    assert_int_equal(s.rounds.steps[1].n, 0);
    rounds_close(&s);
}

static void equal_answers_become_one_that_is_surer(void **state)
{
    cn_answered answered = {.n = 0};
    cn_answer_way way = {.along = 0.5, .n_agree = 1};
    round_store s;

    (void)state;
    rounds_open(&s, "Ribe", 1);
    way.value = value_of(&s, "Ribe");
    cn_answered_add(&answered, &way);
    way.value = value_of(&s, "Odense");
    way.along = 0.6;
    cn_answered_add(&answered, &way);
    assert_value(&answered.ways[0].value, "Odense");
    way.value = value_of(&s, "ribe");
    way.along = 0.5;
    cn_answered_add(&answered, &way);
    assert_int_equal(answered.n, 2);
    assert_value(&answered.ways[0].value, "Ribe");
    assert_int_equal(answered.ways[0].n_agree, 2);
    assert_true(answered.ways[0].along > 0.7 && answered.ways[0].along < 0.8);
    rounds_close(&s);
}

static void only_the_best_values_are_kept_in_order(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    cn_answered answered = {.n = 0};

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        const cn_answer_way way = {
            .value = {.text = names[i], .len = 1, .key = (int64_t)i + 1, .entity = UINT32_MAX},
            .along = i % 2 ? 0.1 * (double)i : 0.9 - 0.1 * (double)i,
            .n_agree = 1};

        cn_answered_add(&answered, &way);
    }
    assert_int_equal(answered.n, CN_BEAM_MAX);
    for (size_t i = 1; i < answered.n; i++)
        assert_true(answered.ways[i - 1].along >= answered.ways[i].along);
    assert_value(&answered.ways[0].value, "a");
}

static void whole_question_pulls_what_its_relations_lead_to(void **state)
{
    cn_answered whole = {.n = 0};
    round_store s;

    (void)state;
    rounds_open(&s, "Where was the director of film The Grey Lantern born?", 1);
    assert_int_equal(cn_rounds_whole(&s.rounds, &whole, NULL), CAIRN_OK);
    assert_true(whole.n > 0);
    assert_value(&whole.ways[0].value, "Ribe");
    rounds_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answer_of_a_step_is_read_about_in_the_next),
        cmocka_unit_test(step_without_an_answer_stops_the_chain),
        cmocka_unit_test(equal_answers_become_one_that_is_surer),
        cmocka_unit_test(only_the_best_values_are_kept_in_order),
        cmocka_unit_test(whole_question_pulls_what_its_relations_lead_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
