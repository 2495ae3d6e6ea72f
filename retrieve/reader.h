/* The reader: an answer without a model. It executes the question's plan over a pool of evidence
 * (rounds.h), compares sides where two are set against each other, weighs what comes out against
 * the best answer to the question as a whole; or abstains. */
#ifndef CN_RETRIEVE_READER_H
#define CN_RETRIEVE_READER_H

#include "retrieve/pool.h"

#define CN_QUOTES_MAX 8
typedef struct cn_quote {
    size_t evidence;   /* its place in the pool */
    size_t first, len; /* sentence in its text */
} cn_quote;

typedef struct cn_reading {
    const char *text;     /* in the arena; NULL: abstains */
    const char *reason;   /* static or in the arena; "" when it answers */
    const char *conflict; /* what else is stated of it, in the arena; "" when nothing is */
    double confidence;
    cn_quote quotes[CN_QUOTES_MAX]; /* the sentence with the answer first */
    size_t n_quotes;
    cn_plan_kind kind;
    cairn_step steps[CN_STEPS_MAX]; /* strings in the arena or static; citation: a quote */
    size_t n_steps;
} cn_reading;

/* pool: the ranked hits; grows by what the steps of the plan need. options: of the searches for
 * steps; NULL: none are made. */
int cn_reader_answer(const cn_view *view, const cn_question *question, cn_pool *pool,
                     const cn_retrieve_options *options, cn_arena *arena, cn_reading *reading,
                     cairn_error *err);

#endif
