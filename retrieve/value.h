/* What may be the answer of a step: the common currency of those who find answers (facts.h,
 * candidates.h) and of the reader, which joins them. */
#ifndef CN_RETRIEVE_VALUE_H
#define CN_RETRIEVE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "cairn.h"

typedef enum cn_value_how {
    CN_HOW_FACT,     /* a fact of the graph */
    CN_HOW_SENTENCE, /* a span of a sentence */
    CN_HOW_TITLE,    /* what a document is about */
    CN_HOW_COMPARED, /* the winner of a comparison */
    CN_HOW_COUNTED,
    CN_HOW_JUDGED /* yes or no */
} cn_value_how;

#define CN_VALUE_SIDES 4
typedef struct cn_value {
    const char *text; /* the shortest complete span; lives as long as the arena it was put in */
    size_t len;
    int64_t key;     /* cn_words_key() of its words; 0 for numbers, yes and no */
    uint32_t entity; /* ordinal in the snapshot, UINT32_MAX: none is known */
    double score;    /* 0..1: how likely it is the answer of its step, as the finder sees it */
    cn_value_how how;
    cairn_id chunk;    /* where it is said, 0: nowhere in particular */
    size_t first, n;   /* the sentence: bytes of the chunk's text */
    cairn_id fact;     /* 0: none */
    cairn_id conflict; /* the fact it is in conflict with, 0: none */
    cairn_id via; /* chunk of the sentence that leads to its fact, of a grandfather the one that
                   * names the father; 0: none */
    size_t via_first, via_n; /* that sentence: bytes of the chunk's text */
    double number; /* of a date year * 10000 + month * 100 + day; of a quantity itself; else 0 */
} cn_value;

#endif
