/* The best span for a question, when no chain of relations leads to one: every span of the wanted
 * kind in the best sentences, scored by its sentence, by what stands near it and by its kind. */
#ifndef CN_RETRIEVE_CANDIDATES_H
#define CN_RETRIEVE_CANDIDATES_H

#include "retrieve/expect.h"

typedef struct cn_candidate {
    const cn_sentence *sentence;
    cn_piece piece; /* in the passage's body; n 0: the passage's title */
    int64_t key;    /* of its words: two spellings of one answer */
    double score;
} cn_candidate;

/* focus: the passage that a chain of relations leads to, or NULL. *best: score 0 when there is
 * none. CAIRN_ENOMEM, or an error of the store. */
int cn_candidate_best(cn_passages *passages, const cn_expect *expect, const cn_passage *focus,
                      cn_candidate *best, cairn_error *err);

#endif
