/* Steps that are none, and steps turned round. */
#include "planned.h"

static void what_says_nothing_is_no_step(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who met the man who left?", "Who met the man who left");
    planned_close(&p);
}

static void a_chain_is_turned_round_as_a_whole(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p,
                 "Otto Velling wrote for a magazine that was printed by a company based in what "
                 "town?",
                 "Otto Velling wrote for a magazine", "#1 that was printed by a company",
                 "#2 based in what town");
    planned_close(&p);
}

static void turned_steps_ask_for_what_they_tell(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Low Tide was sung by an actress born in what year?", &question);
    assert_int_equal(question.plan.n_steps, 2);
    assert_int_equal(question.plan.steps[0].asked, CN_ASKED_PERSON);
    assert_int_equal(question.plan.steps[1].asked, CN_ASKED_YEAR);
    assert_int_equal(question.plan.steps[1].needs[0], 0);
    cn_question_done(&question);
    planned_close(&p);
}

static void a_merged_step_gives_all_to_its_parent(void **state)
{
    cn_clauses clauses = {.n = 3};

    (void)state;
    clauses.steps[1].parent = 0;
    clauses.steps[2].parent = 1;
    clauses.step_of[0] = 1;
    clauses.step_of[1] = 2;
    cn_clauses_merge(&clauses, 2, 1);
    assert_true(clauses.steps[1].is_gone);
    assert_int_equal(clauses.steps[2].parent, 0);
    assert_int_equal(clauses.step_of[0], 0);
    assert_int_equal(clauses.step_of[1], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_says_nothing_is_no_step),
        cmocka_unit_test(a_chain_is_turned_round_as_a_whole),
        cmocka_unit_test(turned_steps_ask_for_what_they_tell),
        cmocka_unit_test(a_merged_step_gives_all_to_its_parent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
