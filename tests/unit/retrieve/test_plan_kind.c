/* Kinds of questions by their words, and ranges of words. */
#include "scanned.h"

#include "retrieve/plan_kind.h"

static cn_plan_kind kind_of(const char *text)
{
    cn_expect expect;
    cn_plan_kind kind;
    scanned s;

    scan(&s, text);
    cn_expect_read(&s.text, &expect);
    kind = cn_plan_kind_of(&s.text, &expect);
    scan_done(&s);
    return kind;
}

static void broad_questions_ask_for_a_summary(void **state)
{
    (void)state;
    assert_int_equal(kind_of("Summarise the letters"), CN_PLAN_SUMMARY);
    assert_int_equal(kind_of("Give an overview of the mills"), CN_PLAN_SUMMARY);
    assert_int_equal(kind_of("What is the name of the mill?"), CN_PLAN_SINGLE);
}

static void only_what_can_be_counted_is(void **state)
{
    (void)state;
    assert_int_equal(kind_of("How many children did she have?"), CN_PLAN_COUNT);
    assert_int_equal(kind_of("How many people live in Tolm?"), CN_PLAN_SINGLE);
    assert_int_equal(kind_of("How many metres is it?"), CN_PLAN_SINGLE);
}

static void lists_are_asked_in_the_plural(void **state)
{
    (void)state;
    assert_int_equal(kind_of("Which books did she write?"), CN_PLAN_LIST);
    assert_int_equal(kind_of("Who are the sons of Otto?"), CN_PLAN_LIST);
    assert_int_equal(kind_of("Name all mills"), CN_PLAN_LIST);
    assert_int_equal(kind_of("Which book did she write?"), CN_PLAN_SINGLE);
}

static void texts_without_words_are_single(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++)
        assert_int_equal(kind_of(ODD_TEXTS[i]), CN_PLAN_SINGLE);
}

static void ranges_are_runs_and_few(void **state)
{
    bool is_own[20] = {false};
    cn_step step = {.n_ranges = 0};
    scanned s;

    (void)state;
    scan(&s, "red of blue of green of grey of white of black of gold of pink of one of two of");
    for (size_t i = 0; i < 8; i++)
        is_own[i] = i != 1;
    cn_step_set_words(&s.text, is_own, &step);
    assert_int_equal(step.n_ranges, 2);
    assert_int_equal(step.ranges[1].first, 2);
    assert_int_equal(step.ranges[1].n, 6);
    for (size_t i = 0; i < 20; i++)
        is_own[i] = i % 2 == 0; /* ten ranges */
    cn_step_set_words(&s.text, is_own, &step);
    assert_int_equal(step.n_ranges, CN_STEP_RANGES_MAX);
    scan_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broad_questions_ask_for_a_summary),
        cmocka_unit_test(only_what_can_be_counted_is),
        cmocka_unit_test(lists_are_asked_in_the_plural),
        cmocka_unit_test(texts_without_words_are_single),
        cmocka_unit_test(ranges_are_runs_and_few),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
