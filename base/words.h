/* Text -> words: where each stands, its folded form, its stem, both as 64-bit hashes.
 * The one tokeniser of the text index, the name keys and the question, so that they agree.
 *
 * A word is a run of letters, digits and marks ("O'Neil's" -> o, neil, s; "St." -> st);
 * unspaced scripts are cut by ICU's dictionaries. Stemmed by libstemmer (english), for
 * words of ASCII letters only. A direct-mapped cache (word -> hashes) makes the
 * common case one hash and one compare; about 20 million words a second. */
#ifndef CN_BASE_WORDS_H
#define CN_BASE_WORDS_H

#include "base/status.h"

enum {
    CN_WORD_UPPER = 1,  /* first letter is upper or title case */
    CN_WORD_DIGIT = 2,  /* begins with a digit */
    CN_WORD_STOP = 4,   /* a function word, see words.c */
    CN_WORD_ALLCAPS = 8 /* two or more letters, all upper case */
};

typedef struct cn_word {
    uint64_t key;   /* hash of the folded form */
    uint64_t stem;  /* hash of the stem of the folded form */
    uint32_t first; /* byte offset in the text */
    uint16_t len;   /* bytes, a longer word is cut to 65535 */
    uint16_t flags;
} cn_word;

typedef struct cn_words {
    cn_word *items;
    size_t n;
    size_t cap;
} cn_words;

typedef struct cn_tokenizer cn_tokenizer; /* one per thread */

int cn_tokenizer_new(cn_tokenizer **tokenizer, cairn_error *err);
/* From now on stem is key: for those who compare names, since stemming takes half of the time of
 * a word not seen before. Before the first scan. */
void cn_tokenizer_skip_stems(cn_tokenizer *tokenizer);
void cn_tokenizer_free(cn_tokenizer *tokenizer);
/* Fills words (items reused, freed by cn_words_done). text must be valid UTF-8 and under 4 GiB. */
int cn_tokenizer_scan(cn_tokenizer *tokenizer, const char *text, size_t len, cn_words *words,
                      cairn_error *err);
void cn_words_done(cn_words *words);

/* The key of a sequence of words: what two spellings of a name have in common. 63 bits, never 0. */
int64_t cn_words_key(const cn_word *words, size_t n);

#endif
