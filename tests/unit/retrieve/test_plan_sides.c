/* Comparisons: the same steps for both, then what compares them. */
#include "planned.h"

static void each_side_has_its_steps(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Which film has the director who died earlier, The Grey Lantern or Low Tide?",
                 "director of The Grey Lantern", "#1 died", "director of Low Tide", "#3 died",
                 "Which film earlier #2 #4");
    ASSERT_STEPS(&p, "Who was born later, Otto Velling or Maud Teller?", "Otto Velling was born",
                 "Maud Teller was born", "Who later #1 #2");
    planned_close(&p);
}

static void yes_or_no_over_two_compares_what_they_share(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Are Otto Velling and Maud Teller from the same country?", &question);
    assert_int_equal(question.plan.kind, CN_PLAN_YES_NO);
    assert_int_equal(question.plan.n_steps, 3);
    assert_int_equal(question.plan.steps[0].asked, CN_ASKED_PLACE);
    assert_int_equal(question.plan.steps[2].asked, CN_ASKED_YES_NO);
    cn_question_done(&question);
    ASSERT_STEPS(&p, "Are the directors of The Grey Lantern and Low Tide from the same country?",
                 "directors of The Grey Lantern", "#1 from country", "directors of Low Tide",
                 "#3 from country", "same #2 #4");
    planned_close(&p);
}

static void what_holds_for_both_is_asked_of_each(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Are Otto Velling and Maud Teller both Danish painters?", &question);
    assert_int_equal(question.plan.n_steps, 3);
    assert_int_equal(question.plan.steps[0].asked, CN_ASKED_YES_NO);
    assert_int_equal(question.plan.steps[1].asked, CN_ASKED_YES_NO);
    cn_question_done(&question);
    planned_close(&p);
}

static void sides_are_the_words_of_the_two(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Which is taller, Mount Ost or Mount Vel?", &question);
    assert_int_equal(question.plan.kind, CN_PLAN_COMPARISON);
    assert_int_equal(question.plan.sides[0].first, 3);
    assert_int_equal(question.plan.sides[0].n, 2);
    assert_int_equal(question.plan.sides[1].first, 6);
    assert_int_equal(question.plan.sides[1].n, 2);
    assert_int_equal(question.plan.steps[0].asked, CN_ASKED_NUMBER);
    assert_int_equal(question.plan.steps[question.plan.n_steps - 1].asked, CN_ASKED_CHOICE);
    cn_question_done(&question);
    planned_close(&p);
}

static void options_for_something_else_are_no_sides(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Who directed The Grey Lantern, Otto Velling or Maud Teller?", &question);
    assert_int_equal(question.plan.kind, CN_PLAN_COMPARISON);
    assert_int_equal(question.plan.sides[0].n, 0);
    assert_int_equal(question.plan.steps[question.plan.n_steps - 1].asked, CN_ASKED_CHOICE);
    cn_question_done(&question);
    read_question(&p.a, "What town do Otto Velling and Maud Teller have in common?", &question);
    assert_int_equal(question.plan.sides[0].n, 0);
    cn_question_done(&question);
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_side_has_its_steps),
        cmocka_unit_test(yes_or_no_over_two_compares_what_they_share),
        cmocka_unit_test(what_holds_for_both_is_asked_of_each),
        cmocka_unit_test(sides_are_the_words_of_the_two),
        cmocka_unit_test(options_for_something_else_are_no_sides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
