/* More evidence by the names in what is read: chunks that mention a name which stands, in a good
 * candidate, beside the words of the question, and that hold words still open. Names that many
 * chunks share are followed too: what a chunk must hold keeps them few. */
#ifndef CN_RETRIEVE_PATHS_H
#define CN_RETRIEVE_PATHS_H

#include "retrieve/evidence.h"

/* Offers chunks that the set does not have to `top`. */
int cn_paths_widen(const cn_evidence_set *set, cn_topk *top, cairn_error *err);
/* 1 for a name of one chunk, 0 for one of all. */
double cn_paths_rarity(const cn_snapshot *snapshot, uint64_t n_chunks);
/* Is it a name of the question? */
bool cn_paths_is_asked(const cn_question *question, uint32_t entity);

#endif
