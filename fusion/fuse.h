/* Raw rows -> entities, aliases, facts, conflicts. Made anew from all raw rows of the view being
 * built (live and pending documents), so the result depends on them alone.
 *
 *   names        surfaces with equal keys (base/words.h) are one entity; its display name is the
 *                surface most often used as a title, then most often at all, then the first by
 * bytes aliases      a key without an entity that is about something, equal to the title of one
 * with its qualifier off ("Heat (film)", "Paris, Texas"), means that entity: a row with score 1/n
 * over the n candidates and the reason, so that it can be taken back facts        statements with
 * the same (subject entity, relation, object) are one; support is the number of documents that
 * state it conflicts    functional relations (born on, died on, founded, ... see relations.c) with
 * several objects: majority by support decides, then confidence, then the smaller id; losers are
 *                kept, marked not believed; belief is the share of support, smoothed */
#ifndef CN_FUSION_FUSE_H
#define CN_FUSION_FUSE_H

#include "schema/store.h"

/* In the build's write transaction: clears the fused rows, writes them again, drops names and
 * relations that no row uses. Progress stage CAIRN_STAGE_FUSE. Memory: in proportion to distinct
 * names and statements. */
int cn_fuse(cn_store *store, cairn_progress_fn progress, void *user, cairn_error *err);

#endif
