/* What a build has to take in: the documents that come and those that go, and the counts of the
 * names and relations that they use.
 *
 * From scratch all documents of the view come, and none goes. */
#ifndef CN_FUSION_DELTA_H
#define CN_FUSION_DELTA_H

#include "fusion/keys.h"
#include "fusion/relations.h"

typedef struct cn_delta {
    cairn_id *arriving, *leaving; /* ascending; empty from scratch */
    size_t n_arriving, n_leaving, cap_arriving, cap_leaving;
    bool is_fresh;
} cn_delta;

/* Given a statement of a document that leaves, in the view that is there still. */
typedef int (*cn_leaving_fn)(void *user, const cn_statement_row *row, cairn_error *err);

void cn_delta_init(cn_delta *delta, bool is_fresh);
void cn_delta_done(cn_delta *delta);
/* Before the documents are settled. */
int cn_delta_load(cn_delta *delta, cn_store *store, cairn_error *err);
bool cn_delta_is_leaving(const cn_delta *delta, cairn_id document);

/* Counts what names and relations gain and lose, notes stated aliases and origins. Before the
 * documents are settled, unless from scratch: then after it. */
int cn_delta_count(const cn_delta *delta, cn_keys *keys, cn_relations *relations,
                   cn_leaving_fn leaving, void *user, cn_pace *pace, cairn_error *err);

/* What a text does not say of the world as it is; such statements stay raw and make no fact. */
bool cn_stated_is_asserted(const cn_statement_row *row);

#endif
