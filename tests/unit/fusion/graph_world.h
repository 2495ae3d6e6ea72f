/* Small graphs in memory, for the tests of mining. */
#ifndef CN_TESTS_FUSION_GRAPH_WORLD_H
#define CN_TESTS_FUSION_GRAPH_WORLD_H

#include "base/mem.h"
#include "fusion/learn.h"
#include "unit/schema/fixture.h"

/* Copies triples; relations are called "r0", "r1", ... */
static inline int make_graph(cn_learn_graph *graph, const cn_learn_triple *triples, size_t n,
                             uint32_t n_entities, uint32_t n_relations, cairn_error *err)
{
    static const char *const names[] = {"r0", "r1", "r2", "r3"};
    cn_learn_triple *copy = cn_alloc(n * sizeof(*copy) + 1);
    int rc;

    *graph = (cn_learn_graph){.triples = NULL};
    if (!copy)
        return cn_fail_memory(err, n);
    if (n > 0)
        memcpy(copy, triples, n * sizeof(*copy));
    rc = cn_learn_graph_build(graph, copy, n, n_entities, n_relations, err);
    if (rc < 0)
        return rc;
    graph->names = cn_alloc(n_relations * sizeof(*graph->names));
    for (uint32_t i = 0; graph->names && i < n_relations; i++)
        graph->names[i] = names[i];
    return graph->names ? CAIRN_OK : cn_fail_memory(err, n_relations);
}

#endif
