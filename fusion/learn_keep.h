/* What changes of learned rows mean for the fused ones; for learn_keep.c and learn_given.c. */
#ifndef CN_FUSION_LEARN_KEEP_H
#define CN_FUSION_LEARN_KEEP_H

#include "base/hash.h"
#include "schema/store.h"

/* A digest of what the rows say about relations with one value, or not with one. */
int cn_learn_one_value(cn_store *store, cn_digest *digest, cairn_error *err);
/* Compares with what it was before; marks fused rows as out of date when it differs. */
int cn_learn_note_change(cn_store *store, const cn_digest *before, bool *needs_fusing,
                         cairn_error *err);

#endif
