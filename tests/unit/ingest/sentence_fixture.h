/* A text's passage with its names, and the form of a sentence of it, for the tests that read them.
 */
#ifndef CN_TESTS_SENTENCE_FIXTURE_H
#define CN_TESTS_SENTENCE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/form.h"
#include "ingest/names.h"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_form form;
} fixture;

static inline int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    cn_form_init(&f.form);
    *state = &f;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    cn_form_done(&f->form);
    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static inline void read_passage(fixture *f, const char *title, const char *text)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
}

/* With its names. */
static inline void read_names(fixture *f, const char *text)
{
    read_passage(f, "", text);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
}

/* With the form of its first sentence. */
static inline void read_form(fixture *f, const char *text)
{
    read_names(f, text);
    assert_int_equal(cn_form_build(&f->form, &f->passage, &f->passage.sentences[0], false, NULL),
                     CAIRN_OK);
}

static inline size_t place_of(const fixture *f, const char *phrase)
{
    const char *found = strstr(f->form.text, phrase);

    assert_non_null(found);
    return (size_t)(found - f->form.text);
}

#endif
