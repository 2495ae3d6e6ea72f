/* Word lists: one look-up gives a word all its classes, however it is spelt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ingest/lexicon.h"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static uint16_t place_of(fixture *f, const char *word)
{
    cn_words words = {.items = NULL};
    uint16_t place;

    assert_int_equal(cn_tokenizer_scan(f->tokenizer, word, strlen(word), &words, NULL), CAIRN_OK);
    assert_int_equal(words.n, 1);
    place = cn_lexicon_find(&f->lexicon, words.items[0].key);
    cn_words_done(&words);
    return place;
}

static uint32_t classes_of(fixture *f, const char *word)
{
    return f->lexicon.entries[place_of(f, word)].classes;
}

static void words_have_the_classes_of_all_their_lists(void **state)
{
    fixture *f = *state;

    assert_int_equal(classes_of(f, "october"), CN_LEX_MONTH);
    assert_int_equal(classes_of(f, "he") & (CN_LEX_HE | CN_LEX_IT), CN_LEX_HE);
    assert_int_equal(classes_of(f, "band"), CN_LEX_ORG_END | CN_LEX_IS_ORG | CN_LEX_OPENER);
    assert_int_equal(classes_of(f, "may"), CN_LEX_MONTH);
    assert_true(classes_of(f, "St.") & CN_LEX_DOTTED);
}

static void spellings_of_a_word_share_a_place(void **state)
{
    fixture *f = *state;

    assert_true(place_of(f, "march") != 0);
    assert_int_equal(place_of(f, "March"), place_of(f, "march"));
    assert_int_equal(place_of(f, "MARCH"), place_of(f, "march"));
    assert_int_equal(place_of(f, "M\xC3\xA1rch"), place_of(f, "march"));
    assert_int_not_equal(place_of(f, "marches"), place_of(f, "march")); /* not stemmed */
}

static void a_word_on_no_list_has_no_class(void **state)
{
    fixture *f = *state;

    assert_int_equal(place_of(f, "quxly"), 0);
    assert_int_equal(f->lexicon.entries[0].classes, 0);
    assert_true(f->lexicon.entries[0].rules == 0);
}

static void added_words_keep_what_they_had(void **state)
{
    fixture *f = *state;
    size_t n = f->lexicon.n;
    uint16_t place = place_of(f, "painter");

    assert_int_equal(
        cn_lexicon_add(&f->lexicon, f->tokenizer, "painter  frobber painter", CN_LEX_EPITHET, NULL),
        CAIRN_OK);
    assert_int_equal(f->lexicon.n, n + 1); /* frobber alone is new */
    assert_int_equal(place_of(f, "painter"), place);
    assert_int_equal(classes_of(f, "painter"), CN_LEX_IS_PERSON | CN_LEX_EPITHET);
    assert_int_equal(classes_of(f, "frobber"), CN_LEX_EPITHET);
    assert_int_equal(cn_lexicon_add_key(&f->lexicon, 12345, CN_LEX_MONTH, 7, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_add_key(&f->lexicon, 12345, CN_LEX_ERA, 0, NULL), CAIRN_OK);
    place = cn_lexicon_find(&f->lexicon, 12345);
    assert_int_equal(f->lexicon.entries[place].rules, 7);
    assert_int_equal(f->lexicon.entries[place].classes, CN_LEX_MONTH | CN_LEX_ERA);
    assert_int_equal(f->lexicon.entries[0].classes, 0);
}

static void lack_of_memory_is_survived(void **state)
{
    fixture *f = *state;
    int64_t live = cn_mem_live();
    int rc = CAIRN_ENOMEM;

    for (uint64_t n = 1; rc != CAIRN_OK; n++) {
        cn_lexicon lexicon;

        cn_mem_fail_at(n, false);
        rc = cn_lexicon_init(&lexicon, f->tokenizer, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        cn_lexicon_done(&lexicon);
        assert_int_equal(cn_mem_live(), live);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_the_classes_of_all_their_lists),
        cmocka_unit_test(spellings_of_a_word_share_a_place),
        cmocka_unit_test(a_word_on_no_list_has_no_class),
        cmocka_unit_test(added_words_keep_what_they_had),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
