/* Answers that are no single span: lists and counts of what facts state, superlatives, filters and
 * sums over tables and classes, and what is reckoned from two dates or two quantities. Only where
 * facts and rows bear it; anything else is left to the reader's other ways. */
#ifndef CN_RETRIEVE_TYPED_H
#define CN_RETRIEVE_TYPED_H

#include "retrieve/reader.h"

/* *is_answered: the reading has text, quotes, steps and confidence; else it is as it was, and the
 * pool may have grown. A question of no such kind costs a look at its words. */
int cn_typed_answer(const cn_view *view, const cn_question *question, cn_pool *pool,
                    cn_arena *arena, cn_reading *reading, bool *is_answered, cairn_error *err);

#endif
