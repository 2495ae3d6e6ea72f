/* Facts of relations with one value that differ: who wins, and why. */
#ifndef CN_FUSION_CONFLICTS_H
#define CN_FUSION_CONFLICTS_H

#include "fusion/facts.h"
#include "fusion/resolve.h"

typedef struct cn_conflict {
    cairn_id subject;
    int64_t relation;
    cairn_id winner;
    char reason[CN_REASON_LEN];
} cn_conflict;

typedef struct cn_conflicts {
    cn_conflict *items; /* by subject, relation */
    size_t n, cap;
} cn_conflicts;

void cn_conflicts_init(cn_conflicts *conflicts);
void cn_conflicts_done(cn_conflicts *conflicts);
/* Finds the conflicts and sets believed and belief of the facts in them. */
int cn_conflicts_find(cn_conflicts *conflicts, cn_facts *facts, const cn_entities *entities,
                      const cn_relations *relations, cn_resolve_fn resolve, cairn_error *err);
/* Puts the conflict rows: after the facts. */
int cn_conflicts_write(const cn_conflicts *conflicts, cn_store *store, cairn_error *err);

#endif
