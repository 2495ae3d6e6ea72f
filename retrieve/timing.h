/* What time has to do with a question: which documents are left out, which candidates fit. The
 * caller judges (it knows valid times and origins), the finders and the reader ask. */
#ifndef CN_RETRIEVE_TIMING_H
#define CN_RETRIEVE_TIMING_H

#include "cairn.h"

typedef enum cn_fit {
    CN_FIT_NOT,  /* does not hold then: not used at all */
    CN_FIT_PAST, /* something else has taken its place, or it is over */
    CN_FIT_OPEN, /* nothing is known */
    CN_FIT_SURE  /* surely holds then */
} cn_fit;

/* Any of the functions may be NULL. */
typedef struct cn_timing {
    /* May the chunk's document be used? */
    int (*admits)(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err);
    /* By its sentence: what stands at text[first, first + len) of a sentence of the evidence with
     * that number. */
    cn_fit (*said)(void *user, size_t evidence, const char *sentence, size_t sentence_len,
                   size_t first, size_t len);
    /* By the graph: what the key means, to what the question names. */
    int (*known)(void *user, int64_t key, cn_fit *fit, cairn_error *err);
    /* By what is known of a fact: its valid times, see cn_fact_row. */
    cn_fit (*holds)(void *user, const char *valid);
    void *user;
    size_t first, len; /* bytes of the question that say the time; len 0: none do */
} cn_timing;

#endif
