/* Plans: kinds, the order of steps, what each needs and asks for, and its text. */
#include "planned.h"

#include "unit/base/oom_walk.h"

static void a_chain_is_answered_from_the_inside(void **state)
{
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "When did the city where the author of The Grey Lantern died get a mayor?",
                  &question);
    assert_int_equal(question.plan.kind, CN_PLAN_BRIDGE);
    assert_true(question.plan.is_from_tree);
    assert_int_equal(question.plan.n_steps, 3);
    assert_int_equal(question.plan.steps[0].n_needs, 0);
    assert_int_equal(question.plan.steps[1].n_needs, 1);
    assert_int_equal(question.plan.steps[1].needs[0], 0);
    assert_int_equal(question.plan.steps[2].needs[0], 1);
    assert_int_equal(question.plan.steps[0].asked, CN_ASKED_PERSON);
    assert_int_equal(question.plan.steps[1].asked, CN_ASKED_PLACE);
    assert_int_equal(question.plan.steps[2].asked, CN_ASKED_DATE);
    assert_true(question.plan.steps[0].is_named);
    assert_false(question.plan.steps[1].is_named);
    cn_question_done(&question);
    planned_close(&p);
}

static void every_word_is_of_one_step(void **state)
{
    static const char *const texts[] = {
        "Who is the chairman of the company that bought The Grey Lantern?",
        "What is the seat of the county sharing a border with the county where Tolm was founded?",
        "The mill of Tolm was drawn by a painter born in what year?",
    };
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    for (size_t t = 0; t < 3; t++) {
        unsigned taken[64] = {0};

        read_question(&p.a, texts[t], &question);
        for (unsigned s = 0; s < question.plan.n_steps; s++)
            for (unsigned r = 0; r < question.plan.steps[s].n_ranges; r++)
                for (size_t w = 0; w < question.plan.steps[s].ranges[r].n; w++)
                    taken[question.plan.steps[s].ranges[r].first + w]++;
        for (size_t w = 0; w < question.words.n; w++)
            assert_int_equal(taken[w], 1);
        cn_question_done(&question);
    }
    planned_close(&p);
}

static void the_noun_and_the_verb_of_a_step_are_known(void **state)
{
    cn_question question;
    const cn_step *step;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Who leads the company that bought The Grey Lantern?", &question);
    step = &question.plan.steps[0];
    assert_int_equal(question.plan.n_steps, 2);
    assert_int_equal(step->noun.first, 3); /* company */
    assert_int_equal(step->relation.first, 5);
    assert_int_equal(question.plan.steps[1].relation.first, 1);
    cn_question_done(&question);
    planned_close(&p);
}

static void one_name_and_one_relation_are_one_step(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_STEPS(&p, "Who was the first captain of the ferry Lady Orne?",
                 "Who was the first captain of the ferry Lady Orne");
    ASSERT_STEPS(&p, "Who wrote The Grey Lantern?", "Who wrote The Grey Lantern");
    ASSERT_STEPS(&p, "Who is Otto Velling's paternal grandmother?",
                 "Who is Otto Velling's paternal grandmother");
    ASSERT_STEPS(&p, "What is the population of Tolm?", "What is the population of Tolm");
    planned_close(&p);
}

static cn_plan_kind kind_of(planned *p, const char *text)
{
    cn_question question;
    cn_plan_kind kind;

    read_question(&p->a, text, &question);
    kind = question.plan.kind;
    cn_question_done(&question);
    return kind;
}

static void kinds_are_told_apart(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    assert_int_equal(kind_of(&p, "Who wrote The Grey Lantern?"), CN_PLAN_SINGLE);
    assert_int_equal(kind_of(&p, "How many films did Otto Velling direct?"), CN_PLAN_COUNT);
    assert_int_equal(kind_of(&p, "How many people live in Tolm?"), CN_PLAN_SINGLE);
    assert_int_equal(kind_of(&p, "Which films did Otto Velling direct?"), CN_PLAN_LIST);
    assert_int_equal(kind_of(&p, "What is the longest river in Tolm?"), CN_PLAN_SUPERLATIVE);
    assert_int_equal(kind_of(&p, "Is Otto Velling a painter?"), CN_PLAN_YES_NO);
    assert_int_equal(kind_of(&p, "What are the main themes?"), CN_PLAN_SUMMARY);
    assert_int_equal(kind_of(&p, "Tell me about the letters"), CN_PLAN_SUMMARY);
    assert_string_equal(cn_plan_kind_name(CN_PLAN_BRIDGE), "bridge");
    planned_close(&p);
}

static void without_a_parser_there_is_one_step(void **state)
{
    static const char text[] = "Who leads the company that bought The Grey Lantern?";
    cn_question question;
    planned p;

    (void)state;
    planned_open(&p);
    p.a.view.parse = NULL;
    read_question(&p.a, text, &question);
    assert_int_equal(question.plan.n_steps, 1);
    assert_false(question.plan.is_from_tree);
    assert_int_equal(question.plan.steps[0].ranges[0].n, question.words.n);
    cn_question_done(&question);
    planned_close(&p);
}

static void odd_questions_are_one_step(void **state)
{
    static const char *const texts[] = {
        "",
        "?!...",
        "who was the of",
        "SELECT * FROM chunk WHERE 1=1; DROP TABLE chunk",
        "\"unclosed NEAR/3 (a OR b*) NOT -c",
        "\xE5\x8C\x97\xE4\xBA\xAC\xE5\x9C\xA8\xE5\x93\xAA\xE9\x87\x8C",
        "Wer hat die M\xC3\xBChle von Tolm gebaut, die am Fluss steht?",
        "that that that that who who who which of which of of of",
        "of of of of of of of of of of of of of of of of of of of of of of of",
    };
    planned p;

    (void)state;
    planned_open(&p);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cn_question question;
        char out[64];

        read_question(&p.a, texts[i], &question);
        assert_in_range(question.plan.n_steps, 1, CN_STEPS_MAX);
        for (unsigned s = 0; s < question.plan.n_steps; s++)
            cn_plan_step_text(&question, s, out, sizeof out);
        cn_question_done(&question);
    }
    planned_close(&p);
}

static void deep_and_long_questions_are_bounded(void **state)
{
    enum { SIZE = 100000 };
    static char text[SIZE + 64];
    cn_question question;
    planned p;
    size_t len = 0;

    (void)state;
    planned_open(&p);
    for (unsigned i = 0; i < 25; i++)
        len += (size_t)snprintf(text + len, 64, "the man who met ");
    snprintf(text + len, 64, "Otto Velling");
    read_question(&p.a, text, &question);
    assert_in_range(question.plan.n_steps, 1, CN_STEPS_MAX);
    for (unsigned s = 0; s < question.plan.n_steps; s++) {
        assert_in_range(question.plan.steps[s].n_needs, 0, CN_STEP_NEEDS_MAX);
        for (unsigned i = 0; i < question.plan.steps[s].n_needs; i++)
            assert_true(question.plan.steps[s].needs[i] < s);
    }
    cn_question_done(&question);
    for (len = 0; len < SIZE;)
        len += (size_t)snprintf(text + len, 64, "the man who met Otto ");
    read_question(&p.a, text, &question);
    assert_int_equal(question.plan.n_steps, 1);
    cn_question_done(&question);
    planned_close(&p);
}

static void a_text_that_is_cut_stays_valid(void **state)
{
    cn_question question;
    planned p;
    char out[12];

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Who wrote \xC3\x84\xC3\x84\xC3\x84\xC3\x84?", &question);
    for (size_t size = 1; size <= sizeof out; size++) {
        cn_plan_step_text(&question, 0, out, size);
        assert_true(strlen(out) < size);
        assert_true(strlen(out) < 10 || strlen(out) % 2 == 0); /* whole characters */
    }
    cn_question_done(&question);
    planned_close(&p);
}

static int plan_some(void *user)
{
    static const char text[] = "Who leads the company that bought The Grey Lantern?";
    planned *p = user;
    cn_question question;
    int rc = cn_question_init(&question, &p->a.view, text, strlen(text), NULL);

    cn_question_done(&question);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    plan_some(&p); /* the parser keeps its scratch */
    walk_failures(plan_some, &p);
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_is_answered_from_the_inside),
        cmocka_unit_test(every_word_is_of_one_step),
        cmocka_unit_test(the_noun_and_the_verb_of_a_step_are_known),
        cmocka_unit_test(one_name_and_one_relation_are_one_step),
        cmocka_unit_test(kinds_are_told_apart),
        cmocka_unit_test(without_a_parser_there_is_one_step),
        cmocka_unit_test(odd_questions_are_one_step),
        cmocka_unit_test(deep_and_long_questions_are_bounded),
        cmocka_unit_test(a_text_that_is_cut_stays_valid),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
