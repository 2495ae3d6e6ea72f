/* One text cut into words, for the tests of what looks at words only. */
#ifndef CN_TESTS_RETRIEVE_SCANNED_H
#define CN_TESTS_RETRIEVE_SCANNED_H

#include "unit/graph/store_fixture.h"

#include "retrieve/spans.h"

/* Empty, only punctuation, only emoji. */
static const char *const ODD_TEXTS[] = {"", "?!...,;", "\xF0\x9F\x98\x80 \xF0\x9F\x98\x81", "\"",
                                        "(("};
enum { ODD_TEXTS_N = sizeof ODD_TEXTS / sizeof *ODD_TEXTS };

typedef struct scanned {
    cn_tokenizer *tokenizer;
    cn_words words;
    cn_text text;
} scanned;

static inline const cn_text *scan(scanned *s, const char *text)
{
    *s = (scanned){.tokenizer = NULL};
    assert_int_equal(cn_tokenizer_new(&s->tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_tokenizer_scan(s->tokenizer, text, strlen(text), &s->words, NULL),
                     CAIRN_OK);
    s->text = (cn_text){text, strlen(text), s->words.items, s->words.n};
    return &s->text;
}

static inline void scan_done(scanned *s)
{
    cn_words_done(&s->words);
    cn_tokenizer_free(s->tokenizer);
}

#endif
