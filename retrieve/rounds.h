/* The plan, executed: its steps in order, each with a few values and the way each came, over a pool
 * of evidence that grows where a step needs what is not there. */
#ifndef CN_RETRIEVE_ROUNDS_H
#define CN_RETRIEVE_ROUNDS_H

#include "retrieve/pool.h"
#include "retrieve/value.h"

enum { CN_BEAM_MAX = 4, CN_SEARCHES_MAX = 5 };

typedef struct cn_answer_way {       /* a value of a step, and the values it builds on */
    cn_value value;                  /* its score is that of this step alone */
    double along;                    /* 0..1: of the whole chain up to here */
    uint8_t from[CN_STEP_NEEDS_MAX]; /* which value of each step it needs */
    unsigned n_agree;                /* ways that led to it */
} cn_answer_way;

typedef struct cn_answered {
    cn_answer_way ways[CN_BEAM_MAX]; /* best first */
    size_t n;
} cn_answered;

typedef struct cn_rounds {
    const cn_view *view;
    const cn_question *question;
    const cn_retrieve_options *options; /* of searches for a step; NULL: no searches */
    cn_pool *pool;
    cn_arena *arena;
    cn_answered steps[CN_STEPS_MAX];
    unsigned n_done; /* steps that have an answer; fewer than the plan's: the chain stopped */
    unsigned n_searches;
    bool is_run; /* cn_rounds_run() was called */
} cn_rounds;

/* Answers the plan's steps until one has no answer. */
int cn_rounds_run(cn_rounds *rounds, cairn_error *err);
/* Values of the whole question at once; its evidence may grow the pool. */
int cn_rounds_whole(cn_rounds *rounds, cn_answered *out, cairn_error *err);
/* Pulls what is about a name into the pool. */
int cn_rounds_pull(cn_rounds *rounds, int64_t key, cairn_error *err);
bool cn_value_same(const cn_value *a, const cn_value *b);
/* Adds a way to those that are kept: equal answers become one, surer than each. */
void cn_answered_add(cn_answered *answered, const cn_answer_way *way);

#endif
