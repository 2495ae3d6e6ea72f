/* Names and titles in running text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/names.h"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static void find(fixture *f, const char *title, const char *text)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
}

/* Are the items of text exactly those of the list "A|B|C"? */
static void assert_items(fixture *f, const char *title, const char *text, const char *wanted)
{
    char found[1024] = "";

    find(f, title, text);
    for (size_t i = 0; i < f->passage.n_items; i++) {
        if (i > 0)
            strcat(found, "|");
        strncat(found, text + f->passage.items[i].first, f->passage.items[i].len);
    }
    assert_string_equal(found, wanted);
}

static void capitals_make_names(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "Yesterday Ada Lovelace met Charles Babbage.",
                 "Ada Lovelace|Charles Babbage");
    assert_items(f, "", "he moved to New York City and Los Angeles", "New York City|Los Angeles");
    assert_items(f, "", "She joined NASA and the BBC.", "NASA|BBC");
    assert_items(f, "", "on board Apollo 11 and Boeing 747", "Apollo 11|Boeing 747");
}

static void connectors_hyphens_and_initials_join(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "by J. R. R. Tolkien at the University of Oxford",
                 "J. R. R. Tolkien|University of Oxford");
    assert_items(f, "", "met Ludwig van Beethoven, Vasco da Gama and Charles de Gaulle",
                 "Ludwig van Beethoven|Vasco da Gama|Charles de Gaulle");
    assert_items(f, "", "in St. Mary with Jean-Paul O'Neil and Procter & Gamble",
                 "St. Mary|Jean-Paul O'Neil|Procter & Gamble");
    assert_items(f, "", "the Center for Disease Control", "Center for Disease Control");
    assert_items(f, "", "at King's College with Alexander the Great",
                 "King's College|Alexander the Great");
    assert_items(f, "", "by Albert Carter, Jr. in the U.S. today", "Albert Carter, Jr.|U.S.");
}

static void nicknames_in_quotes_stay_inside(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "when Cristian \"Chiqui\" Flores met Max with \"Ivania\" there",
                 "Cristian \"Chiqui\" Flores|Max|Ivania");
}

static void possessives_and_words_of_courtesy_are_left_out(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "It is Ford's plant and Dr. Jane Smith met Mrs. Brown",
                 "Ford|Jane Smith|Brown");
    assert_items(f, "", "said President Barack Obama to the President", "Barack Obama");
    assert_int_equal(f->passage.items[0].type, CN_TYPE_PERSON);
}

static void openers_of_sentences_are_no_names(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "However it failed. Music helped. The music was loud.", "");
    assert_items(f, "", "In 1931 Guy left. After that, he came back with Guy.", "1931|Guy|Guy");
    assert_items(f, "", "Boston grew. People like Boston.", "Boston|Boston");
}

static void demonyms_before_nouns_are_adjectives(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "an American actor and a South Korean or Spanish and Italian film", "");
    assert_items(f, "", "the American Civil War in Spanish.", "American Civil War|Spanish");
}

static void quoted_titles_are_works(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "the album \"Katy Lied\" and\" What is God?\" came",
                 "Katy Lied|What is God");
    assert_int_equal(f->passage.items[0].type, CN_TYPE_WORK);
    assert_items(f, "", "the play 'The Deep Blue Sea' ran", "The Deep Blue Sea");
    assert_items(f, "", "He said \"we shall go to Paris\" and left for \"Rome\".", "Paris|Rome");
}

static void the_title_is_found_whole(void **state)
{
    fixture *f = *state;

    assert_items(f, "The Burning Red (album)", "The Burning Red is loud. I like The Burning Red",
                 "The Burning Red|The Burning Red");
    assert_true(f->passage.items[0].is_title);
    assert_items(f, "Boston", "the Boston Red Sox and Boston", "Boston Red Sox|Boston");
}

static void long_runs_of_capitals_are_headlines(void **state)
{
    fixture *f = *state;

    assert_items(f, "", "BIG NEWS TODAY IS THAT MANY WORDS CAN STAND IN ONE HEADLINE", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_make_names),
        cmocka_unit_test(connectors_hyphens_and_initials_join),
        cmocka_unit_test(nicknames_in_quotes_stay_inside),
        cmocka_unit_test(possessives_and_words_of_courtesy_are_left_out),
        cmocka_unit_test(openers_of_sentences_are_no_names),
        cmocka_unit_test(demonyms_before_nouns_are_adjectives),
        cmocka_unit_test(quoted_titles_are_works),
        cmocka_unit_test(the_title_is_found_whole),
        cmocka_unit_test(long_runs_of_capitals_are_headlines),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
