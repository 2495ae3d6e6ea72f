/* Steps written out as questions, with answers in the places of what they need. */
#include "rounds_fixture.h"

static const char QUESTION[] = "Where was the director of film The Grey Lantern born?";

static void plan_two_steps(round_store *s)
{
    s->question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE};
    rounds_step(s, 3, 6, CN_ASKED_PERSON);
    rounds_step(s, 0, 2, CN_ASKED_PLACE);
    s->question.plan.steps[1].ranges[1] = (cn_words_range){9, 1};
    s->question.plan.steps[1].n_ranges = 2;
}

static void answer_stands_where_its_words_stood(void **state)
{
    round_store s;
    cn_posed posed;
    cn_value bound;
    cn_posing posing;

    (void)state;
    rounds_open(&s, QUESTION, 2);
    plan_two_steps(&s);
    bound = value_of(&s, "Otto Velling");
    posing = (cn_posing){&s.question, 1, &bound, 1, NULL, 0};
    assert_int_equal(cn_posed_read(&posed, &s.pool, &posing, &s.arena, NULL), CAIRN_OK);
    assert_string_equal(posed.question.text, "Where was Otto Velling born");
    assert_int_equal(posed.bound.first, 2);
    assert_int_equal(posed.bound.n, 2);
    assert_int_equal(posed.expect.asked, CN_ASKED_PLACE);
    assert_true(posed.question.n_links > 0);
    assert_true(posed.passages.items[1].is_named);
    assert_true(posed.evidence[1].score > posed.evidence[0].score); /* it is about the answer */
    cn_posed_done(&posed);
    rounds_close(&s);
}

static void terms_of_the_question_are_put_back(void **state)
{
    round_store s;
    cn_posed posed;
    cn_posing posing;
    cn_query_term first;
    unsigned n;

    (void)state;
    rounds_open(&s, QUESTION, 2);
    plan_two_steps(&s);
    first = s.a.scores->terms[0];
    n = s.a.scores->n_terms;
    posing = (cn_posing){&s.question, 0, NULL, 0, NULL, 0};
    assert_int_equal(cn_posed_read(&posed, &s.pool, &posing, &s.arena, NULL), CAIRN_OK);
    assert_string_equal(posed.question.text, "Who is director of film The Grey Lantern");
    assert_true(s.a.scores->n_terms < n);
    cn_posed_done(&posed);
    assert_int_equal(s.a.scores->n_terms, n);
    assert_true(s.a.scores->terms[0].stem == first.stem);
    rounds_close(&s);
}

static void assert_posed(const char *text, cn_words_range words, cn_words_range noun,
                         const char *expected)
{
    round_store s;
    cn_posed posed;
    cn_posing posing;

    rounds_open(&s, text, 1);
    s.question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE};
    rounds_step(&s, words.first, words.n, CN_ASKED_NAME);
    s.question.plan.steps[0].noun = noun;
    rounds_step(&s, 0, 1, CN_ASKED_PLACE);
    posing = (cn_posing){&s.question, 0, NULL, 0, NULL, 0};
    assert_int_equal(cn_posed_read(&posed, &s.pool, &posing, &s.arena, NULL), CAIRN_OK);
    assert_string_equal(posed.question.text, expected);
    cn_posed_done(&posed);
    rounds_close(&s);
}

static void descriptions_are_posed_as_questions(void **state)
{
    (void)state;
    assert_posed("Where is the firm that built The Grey Lantern based?", (cn_words_range){2, 7},
                 (cn_words_range){3, 1}, "Which firm built The Grey Lantern");
    assert_posed("Who rules the town where Otto Velling was born?", (cn_words_range){2, 7},
                 (cn_words_range){3, 1}, "In which town Otto Velling was born");
    assert_posed("Otto Velling worked for an old studio based in what town?",
                 (cn_words_range){0, 7}, (cn_words_range){6, 1},
                 "Otto Velling worked for which old studio");
    assert_posed("Where was the performer of Ribe born?", (cn_words_range){2, 4},
                 (cn_words_range){3, 1}, "Who is the performer of Ribe");
}

static void whole_question_is_read_as_it_is(void **state)
{
    round_store s;
    cn_posed posed;
    cn_posing posing;

    (void)state;
    rounds_open(&s, QUESTION, 2);
    posing = (cn_posing){&s.question, -1, NULL, 0, NULL, 0};
    assert_int_equal(cn_posed_read(&posed, &s.pool, &posing, &s.arena, NULL), CAIRN_OK);
    assert_string_equal(posed.passages.question.text, QUESTION);
    assert_int_equal(posed.expect.asked, CN_ASKED_PLACE);
    cn_posed_done(&posed);
    rounds_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answer_stands_where_its_words_stood),
        cmocka_unit_test(terms_of_the_question_are_put_back),
        cmocka_unit_test(descriptions_are_posed_as_questions),
        cmocka_unit_test(whole_question_is_read_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
