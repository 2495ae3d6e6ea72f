/* Is the number that is asked for said in so many words? "Its yard built nine bridges" is surer
 * than the bridges that facts name. */
#ifndef CN_RETRIEVE_TYPED_STATED_H
#define CN_RETRIEVE_TYPED_STATED_H

#include "retrieve/pool.h"

/* *is_stated: a passage has a number right before the noun of "how many NOUN". */
int cn_typed_is_stated(const cn_view *view, const cn_question *question, const cn_pool *pool,
                       bool *is_stated, cairn_error *err);

#endif
