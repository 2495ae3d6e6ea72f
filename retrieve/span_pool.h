/* All spans of a step's evidence with their features: what is ranked, and what the trainer reads.
 */
#ifndef CN_RETRIEVE_SPAN_POOL_H
#define CN_RETRIEVE_SPAN_POOL_H

#include "retrieve/span_features.h"

enum {
    CN_SPAN_SENTENCES_MAX = 24, /* that are parsed: 0.1 ms each */
    CN_SPAN_POOL_MAX = 1600
};

typedef struct cn_span_pool {
    cn_answer_span *spans;
    int64_t *keys;   /* of their words, small ones at the beginning left out */
    float *features; /* n x CN_SPAN_FEATURES */
    size_t n;
} cn_span_pool;

/* In passages->scratch. */
int cn_span_pool_read(cn_span_pool *pool, cn_passages *passages, const cn_span_query *query,
                      cairn_error *err);
/* The bytes of a span; borrowed from its passage. */
const char *cn_span_bytes(const cn_passages *passages, const cn_answer_span *span, size_t *len);

#endif
