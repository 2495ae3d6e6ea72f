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

/* ---- Time ---- */

/* What a caller would judge: a fit for each piece, by its text. */
typedef struct fits {
    const char *said, *known; /* piece, and whose key */
    cn_fit said_fit, known_fit;
    pages *p;
} fits;

static cn_fit said(void *user, size_t evidence, const char *sentence, size_t sentence_len,
                   size_t first, size_t len)
{
    const fits *f = user;

    assert_true(evidence < 2 && first + len <= sentence_len);
    if (f->said && strlen(f->said) == len && memcmp(sentence + first, f->said, len) == 0)
        return f->said_fit;
    return CN_FIT_OPEN;
}

static int known(void *user, int64_t key, cn_fit *fit, cairn_error *err)
{
    const fits *f = user;
    cn_words words = {0};

    *fit = CN_FIT_OPEN;
    if (!f->known)
        return CAIRN_OK;
    assert_int_equal(cn_tokenizer_scan(f->p->f.tokenizer, f->known, strlen(f->known), &words, err),
                     CAIRN_OK);
    if (cn_words_key(words.items, words.n) == key)
        *fit = f->known_fit;
    cn_words_done(&words);
    return CAIRN_OK;
}

static const page HEADS[] = {
    {"Ostby", "The head of Ostby is Karin Holt. The head of Ostby is Nils Berg."},
    {"Heron", "The ship sank near Lund in 1899."},
};

static void assert_timed_best(fits *f, const char *answer)
{
    cn_candidate best;
    cn_expect expect;
    pages p;

    read_pages(&p, "Who is the head of Ostby?", HEADS, 2);
    f->p = &p;
    p.read.timing = &(cn_timing){.said = said, .known = known, .user = f};
    cn_expect_read(&p.read.question, &expect);
    assert_int_equal(cn_candidate_best(&p.read, &expect, NULL, &best, NULL), CAIRN_OK);
    assert_piece(&p.read.items[best.sentence->passage], &best.piece, answer);
    pages_done(&p);
}

static void what_did_not_hold_is_not_taken(void **state)
{
    fits by_sentence = {.said = "Karin Holt", .said_fit = CN_FIT_NOT};
    fits by_graph = {.known = "Karin Holt", .known_fit = CN_FIT_NOT};
    fits neither = {.said = NULL};

    (void)state;
    assert_timed_best(&neither, "Karin Holt");
    assert_timed_best(&by_sentence, "Nils Berg");
    assert_timed_best(&by_graph, "Nils Berg");
}

static void what_is_past_or_sure_moves(void **state)
{
    fits past = {.said = "Karin Holt", .said_fit = CN_FIT_PAST};
    fits sure = {.known = "Nils Berg", .known_fit = CN_FIT_SURE};

    (void)state;
    assert_timed_best(&past, "Nils Berg");
    assert_timed_best(&sure, "Nils Berg");
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
        cmocka_unit_test(what_did_not_hold_is_not_taken),
        cmocka_unit_test(what_is_past_or_sure_moves),
        cmocka_unit_test(text_without_words_has_no_candidate),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
