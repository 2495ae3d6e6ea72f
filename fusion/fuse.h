/* Raw rows -> entities, aliases, facts, conflicts.
 *
 *   count      what names and relations gain and lose by the documents that come and go
 *   decide     which keys mean the same
 *   read       statements with the same subject, relation and object are one fact
 *   settle     facts that cannot all hold: which is believed, and why
 *
 * A build from scratch and one that follows a few documents run the same steps: the first finds the
 * fused tables empty and all documents coming. So both end in the same rows, and the second costs
 * in proportion to what its documents touch. */
#ifndef CN_FUSION_FUSE_H
#define CN_FUSION_FUSE_H

#include "fusion/relation_table.h"
#include "schema/store.h"

/* Of this code and its tables of weights: rows of another are made anew. */
#define CN_FUSE_VERSION 3

/* In the build's write transaction: settles the documents, brings counted and fused rows up to
 * date for the generation being built, drops names and relations that no row uses. Progress stage
 * CAIRN_STAGE_FUSE. From scratch memory is in proportion to distinct names and statements, else to
 * what is touched. table: borrowed. */
int cn_fuse(cn_store *store, const cn_relation_table *table, uint64_t generation,
            cairn_progress_fn progress, void *user, cairn_error *err);

#endif
