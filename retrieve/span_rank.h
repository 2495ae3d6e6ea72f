/* Answers of a step from sentences: every span of the evidence that could be one, ranked by a
 * trained model over what its sentence, its place in the tree and its kind say. */
#ifndef CN_RETRIEVE_SPAN_RANK_H
#define CN_RETRIEVE_SPAN_RANK_H

#include "retrieve/passages.h"
#include "retrieve/value.h"

typedef struct cn_span_query {
    const cn_question *question;
    int step;              /* of the plan; -1: the whole question at once */
    const cn_value *bound; /* answers of the steps it needs */
    size_t n_bound;
} cn_span_query;

struct cn_span_pool;
typedef struct cn_span_watch {
    void (*see)(void *user, const cn_passages *passages, const cn_span_query *query,
                const struct cn_span_pool *pool);
    void *user;
} cn_span_watch;

/* out[max], best first, one for each distinct answer; strings in the arena. The score is
 * calibrated: of the values with 0.7 seven of ten are right. */
int cn_spans_rank(cn_passages *passages, const cn_span_query *query, cn_arena *arena, cn_value *out,
                  size_t max, size_t *n, cairn_error *err);

#endif
