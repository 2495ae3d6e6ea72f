/* Where a sentence ends: for the extractor and the reader alike, so that a citation and a
 * statement's receipt are cut at the same places. */
#ifndef CN_BASE_SENTENCE_H
#define CN_BASE_SENTENCE_H

#include <stddef.h>

/* The end of the sentence that begins at start, with the white space behind it; > start while
 * start < len. Abbreviations, initials and decimal points do not end one; a blank line does. Linear
 * in the bytes looked at. */
size_t cn_sentence_end(const char *text, size_t len, size_t start);

#endif
