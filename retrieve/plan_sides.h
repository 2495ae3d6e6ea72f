/* Questions about two things: the same steps for each, then what compares them. */
#ifndef CN_RETRIEVE_PLAN_SIDES_H
#define CN_RETRIEVE_PLAN_SIDES_H

#include "retrieve/plan_clauses.h"

/* Makes the plan of a comparison of two names, or of a yes or no about both; false: it is neither,
 * and nothing was changed. */
bool cn_plan_sides(const cn_plan_tokens *tokens, const cn_clauses *clauses, cn_plan *plan);
/* Names are offered: "A or B", "A or 1984". */
bool cn_plan_has_options(const cn_plan_tokens *tokens);

#endif
