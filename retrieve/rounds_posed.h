/* A step of the plan posed as a question of its own: its words with the answers of earlier steps
 * written where they stand, and the pool's evidence read with these words. */
#ifndef CN_RETRIEVE_ROUNDS_POSED_H
#define CN_RETRIEVE_ROUNDS_POSED_H

#include "retrieve/expect.h"
#include "retrieve/pool.h"
#include "retrieve/value.h"

typedef struct cn_posed {
    cn_question question; /* without a plan: one step */
    cn_expect expect;
    /* The question's hits as they are in the pool, then what was added for this step, in the pool's
     * order; with scores for this step. */
    cn_evidence evidence[CN_POOL_MAX];
    size_t n_evidence;
    cn_passages passages;
    cn_words_range bound;                   /* words of the first answer written in; n 0: none */
    cn_query_term kept[CN_QUERY_TERMS_MAX]; /* the view's terms, put back when done */
    unsigned n_kept;
} cn_posed;

typedef struct cn_posing {
    const cn_question *question;
    int step;              /* of question->plan; -1: the question as it is */
    const cn_value *bound; /* answers of the step's needs */
    size_t n_bound;
    const cn_scored *found; /* what a search for the step found, best first; may be NULL */
    size_t n_found;
} cn_posing;

/* Text goes into the arena. done in any case. */
int cn_posed_read(cn_posed *posed, const cn_pool *pool, const cn_posing *posing, cn_arena *arena,
                  cairn_error *err);
void cn_posed_done(cn_posed *posed);

#endif
