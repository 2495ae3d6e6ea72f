/* Rules over a graph in memory: what they say of an entity and a relation, and how much. For
 * measuring: what is told to people comes from infer.h. */
#ifndef CN_FUSION_LEARN_APPLY_H
#define CN_FUSION_LEARN_APPLY_H

#include "fusion/learn_graph.h"
#include "fusion/rules.h"

/* head(x, y) if body[0](x, y), or body[0](x, z) and body[1](z, y); halves, see learn_graph.h. */
typedef struct cn_horn {
    uint32_t head, body[2]; /* body[1]: CN_HORN_NONE for a body of one */
    double confidence;
} cn_horn;
#define CN_HORN_NONE UINT32_MAX

enum { CN_HORN_VOTES = 6 };
/* An entity that rules propose. votes: the rules that do, as places among those of the head, most
 * confident first. */
typedef struct cn_horn_found {
    uint32_t entity;
    uint32_t n_votes;
    uint32_t votes[CN_HORN_VOTES];
} cn_horn_found;

typedef struct cn_horns {
    const cn_learn_graph *graph; /* borrowed */
    cn_horn *items;              /* by head, then confidence descending */
    size_t n, cap;
    size_t *first;    /* by half */
    uint32_t *stamps; /* per entity: round in which it was found, and where */
    uint32_t *places;
    uint32_t *reached; /* per entity: rule by which it was reached last */
    uint32_t round, reach;
    cn_horn_found *found; /* of the last question, best first */
    size_t n_found, cap_found;
} cn_horns;

/* Rules whose relations the graph does not have are left out. Freed with done, also after a
 * failure. */
int cn_horns_init(cn_horns *horns, const cn_learn_graph *graph, const cn_ruleset *rules,
                  cairn_error *err);
void cn_horns_done(cn_horns *horns);
/* Fills horns->found with y of half(x, y) that the graph does not hold: those of the most
 * confident rules first, ties broken by the next rule, then by entity. Rules are no longer
 * asked when `enough` are found. */
int cn_horns_ask(cn_horns *horns, uint32_t x, uint32_t half, size_t enough, cairn_error *err);

#endif
