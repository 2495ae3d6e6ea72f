/* Do the answers of a chain hang together? What was read for a step must name what the step before
 * it found: in its passage, by its document's title or heading, or by a mention that was resolved
 * to it. By the sentence alone is too strict: "He was born in Ribe" cost hotpot 0.6 of F1. */
#ifndef CN_RETRIEVE_TYPED_PATH_H
#define CN_RETRIEVE_TYPED_PATH_H

#include "retrieve/pool.h"
#include "retrieve/value.h"

/* values[0..n): answers in the order of their steps, each about the one before it. *holds: every
 * pair is connected; a value without a chunk connects to nothing. */
int cn_path_holds(const cn_view *view, const cn_pool *pool, const cn_value *values, size_t n,
                  bool *holds, cairn_error *err);

#endif
