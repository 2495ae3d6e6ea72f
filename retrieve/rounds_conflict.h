/* What else is stated where an answer is disputed. */
#ifndef CN_RETRIEVE_ROUNDS_CONFLICT_H
#define CN_RETRIEVE_ROUNDS_CONFLICT_H

#include "retrieve/rounds.h"

/* The value of the fact that value->conflict names, in the arena; "" when there is none. bound[n]:
 * what the value's step was about. */
int cn_rounds_conflict(const cn_rounds *rounds, const cn_value *value, const cn_value *bound,
                       size_t n, const char **text, cairn_error *err);

#endif
