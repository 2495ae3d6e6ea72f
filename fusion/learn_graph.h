/* Facts between entities, in memory, for mining: each is an edge at both of its ends.
 *
 * An edge leads from an entity to another by a half: 2 * relation, or 2 * relation + 1 when it
 * leads from the object to the subject. half ^ 1 leads back. Entities and relations are places,
 * 0 and up, in the order of their ids.
 *
 * Invariants: no edge twice, none from an entity to itself; edges of an entity by half, then
 * other end, and once more by other end, then half. */
#ifndef CN_FUSION_LEARN_GRAPH_H
#define CN_FUSION_LEARN_GRAPH_H

#include "base/status.h"

typedef struct cn_learn_triple {
    uint32_t subject, relation, object;
} cn_learn_triple;

typedef struct cn_learn_edge {
    uint32_t half, other;
} cn_learn_edge;

typedef struct cn_learn_graph {
    uint32_t n_entities, n_relations;
    size_t n_triples;
    cn_learn_triple *triples; /* by relation, subject, object */
    size_t *first_triple;     /* n_relations + 1 */
    size_t *first_edge;       /* n_entities + 1, into both of: */
    cn_learn_edge *by_half, *by_other;
    const char **names; /* of relations; borrowed from who fills it in, freed with the graph */
} cn_learn_graph;

/* Takes the triples over: sorts them, drops those that are there twice and those from an entity to
 * itself. names may be NULL. Frees all with done, also after a failure. */
int cn_learn_graph_build(cn_learn_graph *graph, cn_learn_triple *triples, size_t n,
                         uint32_t n_entities, uint32_t n_relations, cairn_error *err);
void cn_learn_graph_done(cn_learn_graph *graph);
/* Edges of an entity by a half, by their other end. */
const cn_learn_edge *cn_learn_edges(const cn_learn_graph *graph, uint32_t entity, uint32_t half,
                                    size_t *n);
/* Edges between two entities, by half. */
const cn_learn_edge *cn_learn_between(const cn_learn_graph *graph, uint32_t from, uint32_t to,
                                      size_t *n);

#endif
