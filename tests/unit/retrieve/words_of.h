/* Words of a test's text. */
#ifndef CN_TESTS_WORDS_OF_H
#define CN_TESTS_WORDS_OF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/words.h"

static cn_tokenizer *word_reader;

static inline int open_word_reader(void **state)
{
    (void)state;
    return cn_tokenizer_new(&word_reader, NULL);
}

static inline int close_word_reader(void **state)
{
    (void)state;
    cn_tokenizer_free(word_reader);
    return 0;
}

/* The first word of the text. */
static inline cn_word word_of(const char *text)
{
    cn_words words = {.n = 0};
    cn_word word;

    assert_int_equal(cn_tokenizer_scan(word_reader, text, strlen(text), &words, NULL), CAIRN_OK);
    assert_true(words.n > 0);
    word = words.items[0];
    cn_words_done(&words);
    return word;
}

#endif
