/* Does what is asked exist at all? "Who is the wife of X" presumes that X has one; where neither
 * the sentence that the answer was read from nor its passage says anything of a wife, whatever was
 * found is no answer. The same for a name that no document has. */
#ifndef CN_RETRIEVE_TYPED_PREMISE_H
#define CN_RETRIEVE_TYPED_PREMISE_H

#include "retrieve/pool.h"
#include "retrieve/value.h"

/* How far the answer's sentence and passage say what the question takes for granted. Shares are by
 * weight (rarity in the store), 1 when there is nothing of the kind to say. */
typedef struct cn_premise {
    double asked_sentence; /* of words that are no names, those that its sentence or title says */
    double asked_passage;  /* or any sentence of its passage */
    double names_passage;  /* of words of names, those that passage or title says */
    double names_pool;     /* or any passage that was read */
    size_t missing;        /* the weightiest word that the passage lacks; SIZE_MAX: none */
    bool is_name_missing;  /* it belongs to a name */
} cn_premise;

int cn_premise_read(const cn_view *view, const cn_question *question, const cn_pool *pool,
                    const cn_value *answer, cn_premise *premise, cairn_error *err);

/* *reason: NULL when the answer may stand; else, in the arena, what is not said anywhere: `nothing
 * says who the wife of "X" is`, `no passage that could answer names "X"`. confidence: in the
 * answer; a sure one is not asked for as much. Only for questions of one step: what a longer one
 * names stands in passages that its answer was not read from. */
int cn_premise_check(const cn_view *view, const cn_question *question, const cn_pool *pool,
                     const cn_value *answer, double confidence, cn_arena *arena,
                     const char **reason, cairn_error *err);

#endif
