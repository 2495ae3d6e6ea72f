/* Names with types, by the weights that are shipped. Examples are plain, so that a training with
 * other figures still passes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "ingest/recognizer.h"
#include "ingest/tokens.h"

#define MODELS CAIRN_SOURCE_DIR "/data/models/en/"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_trees trees;
    cn_tagger *tagger;
    cn_recognizer *recognizer;
    cn_recognition found;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    cairn_error err = {.message = ""};

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    cn_trees_init(&f.trees);
    cn_recognition_init(&f.found);
    if (cn_tagger_open(&f.tagger, MODELS "tagger.weights", &err) < 0 ||
        cn_recognizer_open(&f.recognizer, MODELS "names.weights", &err) < 0)
        fail_msg("%s", err.message);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_recognition_done(&f->found);
    cn_recognizer_close(f->recognizer);
    cn_tagger_close(f->tagger);
    cn_trees_done(&f->trees);
    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static int cut(fixture *f, const char *text, size_t len)
{
    int rc = cn_passage_set(&f->passage, f->tokenizer, text, len, "", NULL);

    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&f->trees, &f->passage, NULL);
    for (size_t i = 0; rc == CAIRN_OK && i < f->trees.n_trees; i++)
        cn_tagger_run(f->tagger, &f->trees.trees[i]);
    return rc;
}

static void read_names(fixture *f, const char *text)
{
    assert_int_equal(cut(f, text, strlen(text)), CAIRN_OK);
    assert_int_equal(cn_recognizer_run(f->recognizer, f->tagger, &f->trees, &f->found, NULL),
                     CAIRN_OK);
}

/* The type of the name spelt so, or -1. */
static int type_of(const fixture *f, const char *name)
{
    for (size_t i = 0; i < f->found.n; i++) {
        const cn_named *named = &f->found.names[i];
        const cn_token *first = &f->trees.trees[named->tree].tokens[named->token];
        const cn_token *last = first + named->n - 1;
        size_t len = last->first + last->len - first->first;

        if (len == strlen(name) && memcmp(f->passage.text + first->first, name, len) == 0)
            return named->type;
    }
    return -1;
}

static void persons_places_and_organisations_are_told_apart(void **state)
{
    fixture *f = *state;

    read_names(f, "Margaret Ellison was born in Toronto , Canada . She studied at the University "
                  "of Leeds and worked for the Royal Navy until 1946 .");
    assert_int_equal(type_of(f, "Margaret Ellison"), CN_TYPE_PERSON);
    assert_int_equal(type_of(f, "Toronto"), CN_TYPE_PLACE);
    assert_int_equal(type_of(f, "Canada"), CN_TYPE_PLACE);
    assert_int_equal(type_of(f, "University of Leeds"), CN_TYPE_ORGANISATION);
    assert_int_equal(type_of(f, "1946"), CN_TYPE_DATE);
}

static void text_as_it_is_written_reads_like_text_in_tokens(void **state)
{
    fixture *f = *state;

    read_names(f, "Margaret Ellison (born 12 May 1920 in Toronto, Canada) joined the Royal Navy.");
    assert_int_equal(type_of(f, "Margaret Ellison"), CN_TYPE_PERSON);
    assert_int_equal(type_of(f, "12 May 1920"), CN_TYPE_DATE);
    assert_int_equal(type_of(f, "Toronto"), CN_TYPE_PLACE);
}

static void wars_are_events_and_quoted_titles_works(void **state)
{
    fixture *f = *state;

    read_names(f, "During World War II she wrote the novel \" The Silent Harbour \" in Paris .");
    assert_int_equal(type_of(f, "World War II"), CN_TYPE_EVENT);
    assert_int_equal(type_of(f, "The Silent Harbour"), CN_TYPE_WORK);
}

static void sums_of_money_are_not_mere_quantities(void **state)
{
    fixture *f = *state;

    read_names(f, "The film earned $ 4.5 million in the United States .");
    assert_int_equal(type_of(f, "$ 4.5 million"), CN_TYPE_MONEY);
}

static void names_stand_in_order_and_do_not_overlap(void **state)
{
    fixture *f = *state;

    read_names(f, "The Duke of York , Anna Maria von Berg and John Smith of Texas met in London on "
                  "3 June 1901 . Smith left for New York .");
    assert_true(f->found.n >= 5);
    for (size_t i = 0; i < f->found.n; i++) {
        const cn_named *named = &f->found.names[i];

        assert_true(named->n > 0);
        assert_true(named->token + named->n <= f->trees.trees[named->tree].n);
        assert_true(named->confidence > 0 && named->confidence <= 1);
        if (i > 0 && named[-1].tree == named->tree)
            assert_true(named[-1].token + named[-1].n <= named->token);
    }
}

static void plain_sentences_have_no_names(void **state)
{
    fixture *f = *state;

    read_names(f, "she went home and slept until the rain had stopped .");
    assert_int_equal(f->found.n, 0);
    read_names(f, "");
    assert_int_equal(f->found.n, 0);
}

static void the_same_text_gives_the_same_names_after_others(void **state)
{
    static const char text[] = "Lord Byron met Percy Shelley near Geneva in 1816 .";
    fixture *f = *state;
    cn_named first[16];
    size_t n;

    read_names(f, text);
    n = f->found.n;
    assert_in_range(n, 3, 16);
    memcpy(first, f->found.names, n * sizeof(*first));
    read_names(f, "NASA and IBM met at the 1984 Summer Olympics in Los Angeles , California .");
    read_names(f, text);
    assert_int_equal(f->found.n, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(f->found.names[i].token, first[i].token);
        assert_int_equal(f->found.names[i].type, first[i].type);
        assert_true(f->found.names[i].confidence == first[i].confidence);
    }
}

static void any_text_is_survived(void **state)
{
    static const char *const pieces[] = {"\"",    "( ", "A ",     "1990 ", "\xC3\x89t\xC3\xA9 ",
                                         "of ",   ". ", "X-",     "''",    "\xE2\x80\x9C",
                                         "ABC. ", ", ", "$ 5 ",   "\n\n",  "\xD7\xA9\xD7\x9C ",
                                         "'s ",   "- ", "the U.S"};
    fixture *f = *state;
    uint32_t chance = 7;
    cn_buf text;

    cn_buf_init(&text, 1 << 20);
    for (int round = 0; round < 60; round++) {
        cn_buf_clear(&text);
        for (int i = 0; i < round * 20; i++) {
            chance = chance * 1664525u + 1013904223u;
            cn_buf_add_str(&text, pieces[(chance >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
        }
        read_names(f, cn_buf_str(&text));
    }
    cn_buf_done(&text);
}

static void memory_that_runs_out_is_reported(void **state)
{
    fixture *f = *state;
    cn_recognition found;
    int rc = CAIRN_ENOMEM;

    read_names(f, "Anna Berg met John Smith in London .");
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM && nth < 64; nth++) {
        cn_recognition_init(&found);
        cn_mem_fail_at(nth, true);
        rc = cn_recognizer_run(f->recognizer, f->tagger, &f->trees, &found, NULL);
        cn_mem_fail_at(0, false);
        if (rc == CAIRN_OK)
            assert_int_equal(found.n, f->found.n);
        cn_recognition_done(&found);
    }
    assert_int_equal(rc, CAIRN_OK);
}

static void weights_of_another_kind_are_refused(void **state)
{
    cn_recognizer *recognizer = NULL;
    cairn_error err = {.message = ""};

    (void)state;
    assert_int_equal(cn_recognizer_open(&recognizer, MODELS "tagger.weights", &err), CAIRN_EPARSE);
    assert_null(recognizer);
    assert_true(strlen(err.message) > 0);
    assert_int_equal(cn_recognizer_open(&recognizer, MODELS "no.weights", &err), CAIRN_ENOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_places_and_organisations_are_told_apart),
        cmocka_unit_test(text_as_it_is_written_reads_like_text_in_tokens),
        cmocka_unit_test(wars_are_events_and_quoted_titles_works),
        cmocka_unit_test(sums_of_money_are_not_mere_quantities),
        cmocka_unit_test(names_stand_in_order_and_do_not_overlap),
        cmocka_unit_test(plain_sentences_have_no_names),
        cmocka_unit_test(the_same_text_gives_the_same_names_after_others),
        cmocka_unit_test(any_text_is_survived),
        cmocka_unit_test(memory_that_runs_out_is_reported),
        cmocka_unit_test(weights_of_another_kind_are_refused)};

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
