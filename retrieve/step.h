/* Evidence for one step of the plan, with the answers of the steps it needs in their places. */
#ifndef CN_RETRIEVE_STEP_H
#define CN_RETRIEVE_STEP_H

#include "retrieve/retrieve.h"
#include "retrieve/value.h"

/* out[limit]: chunk ordinals of the snapshot, best first, at most one per document. bound[n]: the
 * answers of the step's needs, in their order. Leaves view->scores as cn_retrieve() of the whole
 * question did: its terms and masks are what passages are read with. */
int cn_retrieve_step(const cn_view *view, const cn_question *question, unsigned step,
                     const cn_value *bound, size_t n, const cn_retrieve_options *options,
                     cn_scored *out, size_t *n_out, cairn_error *err);

#endif
