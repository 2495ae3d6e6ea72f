/* Passages: sentences, classes of words, what stands between words, the title's words. */
#include "unit/ingest/sentence_fixture.h"

static void sentences_hold_their_words(void **state)
{
    static const char text[] = "Ada met Dr. Max.  He left!\n\n* * *\n\nLast one";
    static const char *const wanted[] = {"Ada met Dr. Max.", "He left!", "Last one"};
    fixture *f = *state;
    uint32_t word = 0;
    size_t n = 0;

    read_passage(f, "", text);
    for (size_t i = 0; i < f->passage.n_sentences; i++) {
        const cn_sentence *s = &f->passage.sentences[i];

        assert_int_equal(s->word, word); /* no word is left out or held twice */
        assert_true(s->end_word > s->word);
        word = s->end_word;
        assert_true(f->passage.words.items[s->word].first >= s->first);
        assert_true(cn_word_end(&f->passage.words.items[word - 1]) <= s->end);
        if (n < 3 && strncmp(text + s->first, wanted[n], strlen(wanted[n])) == 0)
            n++;
        assert_true(text[s->end - 1] != ' ' && text[s->end - 1] != '\n');
    }
    assert_int_equal(word, f->passage.words.n);
    assert_int_equal(n, 3);
}

static void text_without_words_has_no_sentence(void **state)
{
    fixture *f = *state;

    read_passage(f, "", "... !! -- \n\n ?");
    assert_int_equal(f->passage.n_sentences, 0);
    read_passage(f, "", "");
    assert_int_equal(f->passage.words.n + f->passage.n_sentences, 0);
}

static void words_have_their_lexicon_classes(void **state)
{
    fixture *f = *state;

    read_passage(f, "", "In March quxly drummers");
    assert_int_equal(f->passage.words.n, 4);
    assert_true(cn_passage_classes(&f->passage, 0) & CN_LEX_BEFORE_YEAR);
    assert_int_equal(cn_passage_classes(&f->passage, 1), CN_LEX_MONTH);
    assert_int_equal(cn_passage_classes(&f->passage, 2), 0);
}

static void gaps_tell_what_parts_two_words(void **state)
{
    static const struct {
        const char *text;
        cn_gap gap;
    } cases[] = {
        {"a b", CN_GAP_SPACE},
        {"a \n b", CN_GAP_SPACE},
        {"a\n\nb", CN_GAP_BREAK},
        {"a-b", CN_GAP_HYPHEN},
        {"a- b", CN_GAP_HYPHEN},
        {"a - b", CN_GAP_DASH},
        {"a -- b", CN_GAP_DASH},
        {"a\xE2\x80\x93"
         "b",
         CN_GAP_DASH},
        {"a\xE2\x80\x99"
         "b",
         CN_GAP_APOSTROPHE},
        {"a. b", CN_GAP_PERIOD},
        {"a . b", CN_GAP_BREAK},
        {"a & b", CN_GAP_AMPERSAND},
        {"a, b", CN_GAP_COMMA},
        {"a; b", CN_GAP_BREAK},
        {"a (b", CN_GAP_BREAK},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        read_passage(f, "", cases[i].text);
        assert_int_equal(f->passage.words.n, 2);
        assert_int_equal(cn_passage_gap(&f->passage, 0), cases[i].gap);
    }
}

static void wide_gaps_are_breaks(void **state)
{
    char text[80];
    fixture *f = *state;

    memset(text, ' ', sizeof(text));
    text[0] = 'a';
    memcpy(text + 65, "b", 2);
    read_passage(f, "", text);
    assert_int_equal(cn_passage_gap(&f->passage, 0), CN_GAP_SPACE);
    memcpy(text + 65, " b", 3);
    read_passage(f, "", text);
    assert_int_equal(cn_passage_gap(&f->passage, 0), CN_GAP_BREAK);
}

static void titles_lose_brackets_and_know_their_comma(void **state)
{
    fixture *f = *state;

    read_passage(f, "Paris, Texas (1984 film)", "x");
    assert_int_equal(f->passage.title.n, 2);
    assert_int_equal(f->passage.n_title, 1);
    read_passage(f, "(What's the Story)", "x"); /* all of it in brackets */
    assert_true(f->passage.title.n > 2);
    assert_int_equal(f->passage.n_title, f->passage.title.n);
    read_passage(f, "", "x");
    assert_int_equal(f->passage.title.n, 0);
}

static void titles_of_one_function_word_are_common(void **state)
{
    fixture *f = *state;

    read_passage(f, "Us", "x");
    assert_true(f->passage.title_is_common);
    read_passage(f, "However (song)", "x");
    assert_true(f->passage.title_is_common);
    read_passage(f, "Us Too", "x");
    assert_false(f->passage.title_is_common);
    read_passage(f, "Jaws", "x");
    assert_false(f->passage.title_is_common);
}

static void a_new_text_begins_without_items(void **state)
{
    fixture *f = *state;

    read_names(f, "He met Ada Marsh in Rome.");
    assert_int_equal(f->passage.n_items, 2);
    read_passage(f, "", "Nothing.");
    assert_int_equal(f->passage.n_items, 0);
    assert_int_equal(f->passage.n_sentences, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_hold_their_words),
        cmocka_unit_test(text_without_words_has_no_sentence),
        cmocka_unit_test(words_have_their_lexicon_classes),
        cmocka_unit_test(gaps_tell_what_parts_two_words),
        cmocka_unit_test(wide_gaps_are_breaks),
        cmocka_unit_test(titles_lose_brackets_and_know_their_comma),
        cmocka_unit_test(titles_of_one_function_word_are_common),
        cmocka_unit_test(a_new_text_begins_without_items),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
