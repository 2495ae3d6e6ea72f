/* Evidence cut into words and sentences, with its share of the question. */
#include "read_pages.h"

static const page TOWN[] = {
    {"Ostby Bridge (Ribe)", "The bridge has arches. It was designed by Karin Holt."},
    {"Karin Holt", "Karin Holt was born in Lund."},
};
static const char QUESTION[] = "Who designed the Ostby Bridge?";

static void sentences_are_cut_without_their_white_space(void **state)
{
    pages p;

    (void)state;
    read_pages(&p, QUESTION, TOWN, 2);
    assert_int_equal(p.read.items[0].n_sentences, 2);
    assert_int_equal(p.read.sentences[0].len, strlen("The bridge has arches."));
    assert_int_equal(p.read.sentences[1].at, strlen("The bridge has arches. "));
    assert_int_equal(p.read.sentences[2].passage, 1);
    assert_ptr_equal(cn_passages_sentence(&p.read, &p.read.items[0], 4), &p.read.sentences[1]);
    assert_ptr_equal(cn_passages_sentence(&p.read, &p.read.items[0], 3), &p.read.sentences[0]);
    pages_done(&p);
}

static void title_in_the_question_is_named_without_its_brackets(void **state)
{
    pages p;

    (void)state;
    read_pages(&p, QUESTION, TOWN, 2);
    assert_true(p.read.items[0].is_named);
    assert_int_equal(p.read.items[0].title.n, 2);
    assert_int_equal(p.read.items[0].named_at, 3);
    assert_int_equal(p.read.items[0].named_end, 5);
    assert_false(p.read.items[1].is_named);
    pages_done(&p);
}

static void sentence_with_the_verb_scores_higher(void **state)
{
    pages p;

    (void)state;
    read_pages(&p, QUESTION, TOWN, 2);
    assert_true(p.read.sentences[1].score > p.read.sentences[0].score);
    assert_true(p.read.sentences[0].score > p.read.sentences[2].score);
    pages_done(&p);
}

static void share_is_nothing_to_all(void **state)
{
    pages p;
    const double all = 1 - 1e-9;

    (void)state;
    read_pages(&p, QUESTION, TOWN, 2);
    assert_true(cn_passages_share(&p.read, 0) <= 0);
    assert_true(cn_passages_share(&p.read, UINT64_MAX) > all);
    assert_true(cn_passages_share(&p.read, p.read.items[1].mask) < all);
    pages_done(&p);
}

static void name_finds_the_passage_about_it(void **state)
{
    pages p;
    const cn_text *body;

    (void)state;
    read_pages(&p, QUESTION, TOWN, 2);
    body = &p.read.items[0].body;
    assert_ptr_equal(cn_passages_find(&p.read, body->words + 8, 2), &p.read.items[1]);
    assert_null(cn_passages_find(&p.read, body->words + 8, 1));
    assert_null(cn_passages_next(&p.read, &p.read.items[0]));
    pages_done(&p);
}

static void text_without_words_has_no_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_TEXTS_N; i++) {
        const page odd = {"", ODD_TEXTS[i]};
        pages p;

        read_pages(&p, ODD_TEXTS[i], &odd, 1);
        assert_int_equal(p.read.n_sentences, 0);
        assert_false(p.read.items[0].is_named);
        assert_true(cn_passages_share(&p.read, UINT64_MAX) <= 0);
        pages_done(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_cut_without_their_white_space),
        cmocka_unit_test(title_in_the_question_is_named_without_its_brackets),
        cmocka_unit_test(sentence_with_the_verb_scores_higher),
        cmocka_unit_test(share_is_nothing_to_all),
        cmocka_unit_test(name_finds_the_passage_about_it),
        cmocka_unit_test(text_without_words_has_no_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
