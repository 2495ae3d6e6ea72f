/* What sort of question it is, by its own words; and the words of a step as ranges. */
#ifndef CN_RETRIEVE_PLAN_KIND_H
#define CN_RETRIEVE_PLAN_KIND_H

#include "retrieve/expect.h"
#include "retrieve/plan.h"

/* Never CN_PLAN_BRIDGE: that is for the steps to say. */
cn_plan_kind cn_plan_kind_of(const cn_text *text, const cn_expect *expect);
/* step's ranges: the runs of is_own[text->n]. Where there are more than a step holds, those of
 * function words alone are left out first. */
void cn_step_set_words(const cn_text *text, const bool *is_own, cn_step *step);

#endif
