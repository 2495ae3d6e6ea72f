/* The best span of the wanted kind. */
#include "retrieve/candidates.h"

#include "read_pages.h"

static const page TOWN[] = {
    {"Ostby Bridge", "The Ostby Bridge has 11 arches and was opened on 3 October 1887. It was "
                     "designed by Karin Holt."},
    {"Heron", "The ship sank near Lund in 1899."},
};

/* The best candidate is this span. */
static void assert_best(const char *question, const char *answer)
{
    pages p;
    cn_expect expect;
    cn_candidate best;

    read_pages(&p, question, TOWN, 2);
    cn_expect_read(&p.read.question, &expect);
    assert_int_equal(cn_candidate_best(&p.read, &expect, NULL, &best, NULL), CAIRN_OK);
    assert_true(best.score > 0);
    assert_piece(&p.read.items[best.sentence->passage], &best.piece, answer);
    pages_done(&p);
}

static void date_question_takes_a_date(void **state)
{
    (void)state;
    assert_best("When was the Ostby Bridge opened?", "3 October 1887");
}

static void year_question_takes_the_year_alone(void **state)
{
    (void)state;
    assert_best("In what year was the Ostby Bridge opened?", "1887");
}

static void number_question_passes_over_dates(void **state)
{
    (void)state;
    assert_best("How many arches does the Ostby Bridge have?", "11");
}

static void words_of_the_question_are_no_answer(void **state)
{
    (void)state;
    assert_best("Who designed the Ostby Bridge?", "Karin Holt");
}

static void text_without_words_has_no_candidate(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++) {
        const page odd = {"Odd", ODD_TEXTS[i]};
        cn_expect expect = {.asked = CN_ASKED_NAME};
        cn_candidate best;
        pages p;

        read_pages(&p, "Who designed it?", &odd, 1);
        assert_int_equal(cn_candidate_best(&p.read, &expect, NULL, &best, NULL), CAIRN_OK);
        assert_true(best.score <= 0 && !best.sentence);
        pages_done(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_question_takes_a_date),
        cmocka_unit_test(year_question_takes_the_year_alone),
        cmocka_unit_test(number_question_passes_over_dates),
        cmocka_unit_test(words_of_the_question_are_no_answer),
        cmocka_unit_test(text_without_words_has_no_candidate),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
