/* The key of a name: what its spellings have in common. One function, so that fusion, the graph and
 * the question agree on what a name is.
 *
 * The key is cn_words_key() over the folded words, without a leading article when a word is left:
 * "The Beatles", "the beatles" and "Beatles" are one. An article counts only before white space, so
 * that "A. Smith" and "A&E" keep their first word. */
#ifndef CN_SCHEMA_NAMEKEY_H
#define CN_SCHEMA_NAMEKEY_H

#include "base/words.h"

/* *key: 1..2^63-1, or 0 for a surface without words. surface must be valid UTF-8; scratch is
 * overwritten, freed by the caller with cn_words_done. One scan of the tokeniser. */
int cn_name_key(cn_tokenizer *tokenizer, const char *surface, size_t len, cn_words *scratch,
                int64_t *key, cairn_error *err);

#endif
