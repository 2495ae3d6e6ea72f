/* The text of a cell -> numbered words, codes and trigrams. Private to match_records.c.
 *
 * Words are runs of letters and digits, folded; each character of a script without spaces is a
 * word. A code is what stands between blanks, without its marks, when it has a digit and looks
 * like no plain number: "F3H-982/10" -> f3h98210. */
#ifndef CN_FUSION_MATCH_WORDS_H
#define CN_FUSION_MATCH_WORDS_H

#include "fusion/match_records.h"

enum { CN_MATCH_GRAM_BITS = 20, CN_MATCH_GRAMS_MAX = 400 };

typedef struct cn_match_scan {
    cn_buf folded, word, code, fresh; /* scratch */
    uint32_t words[CN_MATCH_WORDS_MAX];
    size_t n_words;
    uint32_t codes[CN_MATCH_CODES_MAX];
    size_t n_codes;
    uint32_t grams[CN_MATCH_GRAMS_MAX]; /* hashed to CN_MATCH_GRAM_BITS */
    size_t n_grams;
    uint64_t content; /* hash of the words in their order */
} cn_match_scan;

void cn_match_scan_init(cn_match_scan *scan);
void cn_match_scan_done(cn_match_scan *scan);
int cn_match_scan_cell(cn_match_scan *scan, cn_match_records *records, const char *text, size_t len,
                       cairn_error *err);

#endif
