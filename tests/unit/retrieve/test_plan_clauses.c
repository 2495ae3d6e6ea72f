/* Nested descriptions: which words belong to which step. */
#include "planned.h"

static void relative_clauses_are_steps(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who is the chairman of the company that bought Velling Mills?",
                 "the company that bought Velling Mills", "Who is the chairman of #1");
    ASSERT_STEPS(&p, "What is the seat of the county where Ostermoor is located?",
                 "the county where Ostermoor is located", "What is the seat of #1");
    ASSERT_STEPS(&p, "Who owns the magazine for which Otto Velling writes?",
                 "the magazine for which Otto Velling writes", "Who owns #1");
    ASSERT_STEPS(&p, "When was the state whose capital is Tolm founded?",
                 "the state whose capital is Tolm", "When was #1 founded");
    planned_close(&p);
}

static void a_clause_without_a_relative_word_is_a_step(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "What is the currency of the country Otto Velling is from?",
                 "the country Otto Velling is from", "What is the currency of #1");
    planned_close(&p);
}

static void participles_describe(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who is the star of the film directed by Otto Velling?",
                 "the film directed by Otto Velling", "Who is the star of #1");
    ASSERT_STEPS(&p, "What county shares a border with the county containing Ostermoor?",
                 "the county containing Ostermoor", "What county shares a border with #1");
    planned_close(&p);
}

static void the_verb_a_question_waits_for_ends_what_is_inside(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "What league does the team that Otto Velling is a member of play for?",
                 "the team that Otto Velling is a member of", "What league does #1 play for");
    ASSERT_STEPS(&p, "When was the office that was closed after the Tolm Uprising founded?",
                 "the office that was closed after the Tolm Uprising", "When was #1 founded");
    ASSERT_STEPS(&p, "When was the mill built in the town where Otto Velling died?",
                 "the town where Otto Velling died", "When was the mill built in #1");
    planned_close(&p);
}

static void roles_and_possessors_are_steps(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Where was the director of The Grey Lantern born?",
                 "the director of The Grey Lantern", "Where was #1 born");
    ASSERT_STEPS(&p, "Who was Maud Teller's mother's spouse?", "Maud Teller's mother",
                 "Who was #1's spouse");
    ASSERT_STEPS(&p, "Who sings Low Tide with the Grey Morning performer?",
                 "the Grey Morning performer", "Who sings Low Tide with #1");
    ASSERT_STEPS(&p, "Who is the father of the wife of Otto Velling?", "the wife of Otto Velling",
                 "Who is the father of #1");
    planned_close(&p);
}

static void superlatives_and_the_same_are_steps(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "What is the population of the largest city in Ostermoor?",
                 "the largest city in Ostermoor", "What is the population of #1");
    ASSERT_STEPS(&p, "What character comes from the same book as Otto Velling?",
                 "the same book as Otto Velling", "What character comes from #1");
    planned_close(&p);
}

static void a_part_in_a_work_is_none(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who is the spouse of the actress who played the old aunt in Low Tide?",
                 "the actress who played the old aunt in Low Tide", "Who is the spouse of #1");
    planned_close(&p);
}

static void a_clause_with_the_question_word_comes_last(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Velling Mills was bought by a company based in what city?",
                 "Velling Mills was bought by a company", "#1 based in what city");
    ASSERT_STEPS(&p, "Otto Velling is a painter who lived in what town?",
                 "Otto Velling is a painter who lived in what town");
    planned_close(&p);
}

static void a_clause_behind_the_verb_is_of_the_subject(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Where is the magazine printed that Otto Velling writes for?",
                 "the magazine that Otto Velling writes for", "Where is #1 printed");
    planned_close(&p);
}

static void a_step_may_need_two(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p,
                 "Where does the city where Otto Velling died rank among the towns of the state "
                 "where Maud Teller was born?",
                 "the city where Otto Velling died", "the state where Maud Teller was born",
                 "Where does #1 rank among the towns of #2");
    planned_close(&p);
}

static void steps_without_any_name_are_kept(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "In what year did the plant ecologist who assisted a blind chemist die?",
                 "the plant ecologist who assisted a blind chemist", "In what year did #1 die");
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relative_clauses_are_steps),
        cmocka_unit_test(a_clause_without_a_relative_word_is_a_step),
        cmocka_unit_test(participles_describe),
        cmocka_unit_test(the_verb_a_question_waits_for_ends_what_is_inside),
        cmocka_unit_test(roles_and_possessors_are_steps),
        cmocka_unit_test(superlatives_and_the_same_are_steps),
        cmocka_unit_test(a_part_in_a_work_is_none),
        cmocka_unit_test(a_clause_with_the_question_word_comes_last),
        cmocka_unit_test(a_clause_behind_the_verb_is_of_the_subject),
        cmocka_unit_test(a_step_may_need_two),
        cmocka_unit_test(steps_without_any_name_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
