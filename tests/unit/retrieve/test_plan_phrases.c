/* Which noun phrases are steps, and which are not. */
#include "planned.h"

static void only_what_is_meant_by_something_else_is_a_step(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who led the government of Ostermoor?", "Who led the government of Ostermoor");
    ASSERT_STEPS(&p, "What happened after the death of Otto Velling?",
                 "What happened after the death of Otto Velling");
    ASSERT_STEPS(&p, "Who met a member of Tolm Rovers?", "Who met a member of Tolm Rovers");
    ASSERT_STEPS(&p, "Who met the captain of Tolm Rovers?", "the captain of Tolm Rovers",
                 "Who met #1");
    planned_close(&p);
}

static void what_has_something_is_a_step(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who leads the school with the Velling Library?",
                 "the school with the Velling Library", "Who leads #1");
    planned_close(&p);
}

static void a_participle_before_the_verb_describes(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "The actor known for Low Tide won which prize?",
                 "The actor known for Low Tide", "#1 won which prize");
    ASSERT_STEPS(&p, "When was the film directed by Otto Velling released?",
                 "the film directed by Otto Velling", "When was #1 released");
    planned_close(&p);
}

static void the_last_participle_is_the_question_s(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "What is the edge of the plateau called?",
                 "What is the edge of the plateau called");
    ASSERT_STEPS(&p, "The mother of which emperor was a singer?",
                 "The mother of which emperor was a singer");
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_meant_by_something_else_is_a_step),
        cmocka_unit_test(what_has_something_is_a_step),
        cmocka_unit_test(a_participle_before_the_verb_describes),
        cmocka_unit_test(the_last_participle_is_the_question_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
