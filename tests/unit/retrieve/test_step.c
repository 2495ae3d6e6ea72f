/* Evidence for one step: its own words, the answers it needs, and nothing left behind. */
#include "asked.h"

#include "retrieve/step.h"

static void a_step_looks_for_its_answers_and_leaves_the_masks(void **state)
{
    static const char text[] = "Who is the owner of the mill beside Osk Fair?";
    static const cn_retrieve_options options = {5, true, true, false};
    const cn_value bound = {.text = "Grey Mill", .len = 9, .entity = UINT32_MAX};
    cn_query_term terms[CN_QUERY_TERMS_MAX];
    cn_question question;
    cn_scored found[5];
    cairn_id fair, mill;
    uint64_t mask;
    unsigned n_terms;
    size_t n;
    asked a;

    (void)state;
    asked_open(&a);
    fair = asked_page(&a, "Osk Fair", "A fair of lanterns beside a mill.");
    mill = asked_page(&a, "Grey Mill", "Its owner is away.");
    asked_build(&a);
    read_question(&a, text, &question);
    question.plan = (cn_plan){.kind = CN_PLAN_BRIDGE, .n_steps = 2};
    question.plan.steps[0] = (cn_step){.ranges = {{5, 5}}, .n_ranges = 1};
    question.plan.steps[1] = (cn_step){.ranges = {{0, 4}}, .n_ranges = 1, .n_needs = 1};
    cn_walk_read_words(&a.view, &question);
    n_terms = a.scores->n_terms;
    memcpy(terms, a.scores->terms, sizeof terms);
    mask = a.scores->mask[ordinal_of(&a, fair)];
    assert_int_equal(cn_retrieve_step(&a.view, &question, 1, &bound, 1, &options, found, &n, NULL),
                     CAIRN_OK);
    assert_true(n > 0);
    assert_int_equal(found[0].id, ordinal_of(&a, mill));
    assert_int_equal(a.scores->n_terms, n_terms);
    for (unsigned t = 0; t < n_terms; t++)
        assert_true(a.scores->terms[t].stem == terms[t].stem);
    assert_true(a.scores->mask[ordinal_of(&a, fair)] == mask);
    assert_int_equal(cn_retrieve_step(&a.view, &question, 0, NULL, 0, &options, found, &n, NULL),
                     CAIRN_OK);
    assert_true(n > 0 && found[0].id == ordinal_of(&a, fair));
    cn_question_done(&question);
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_looks_for_its_answers_and_leaves_the_masks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
