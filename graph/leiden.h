/* Communities of a weighted, undirected graph: the Leiden algorithm (Traag, Waltman and van Eck,
 * "From Louvain to Leiden: guaranteeing well-connected communities", Scientific Reports 9, 2019).
 *
 * Rounds of: moving nodes to the community that gains most, with a queue of those whose neighbours
 * have moved; refining each community into parts that are well connected inside; aggregating the
 * parts to nodes of a smaller graph; the same on that, until nothing moves. Where the paper draws
 * the part that a node joins, the best is taken: ties and the order of visits are all that is left
 * to chance, and that comes from a seed, so that the same graph gives the same communities.
 *
 * Quality is modularity, or the constant Potts model (CPM), both with a resolution: more of it
 * gives more and smaller communities. Every community is connected.
 * Cost: some rounds over all edges, about 0.1 s for a million of them; memory: the graph once more
 * while it is aggregated, and 40 bytes a node. No recursion. */
#ifndef CN_GRAPH_LEIDEN_H
#define CN_GRAPH_LEIDEN_H

#include "base/status.h"

/* CSR: neighbours of v are targets[offsets[v], offsets[v + 1]). Each edge stands at both of its
 * ends with the same weight, above 0; no loops. Borrowed. */
typedef struct cn_leiden_graph {
    uint32_t n;
    const uint64_t *offsets;
    const uint32_t *targets;
    const float *weights;
} cn_leiden_graph;

typedef enum cn_leiden_quality_kind { CN_LEIDEN_MODULARITY, CN_LEIDEN_CPM } cn_leiden_quality_kind;

typedef struct cn_leiden_options {
    cn_leiden_quality_kind kind;
    double resolution;
    uint64_t seed;
    unsigned max_rounds; /* each starts from what the one before found; ends when nothing is won */
} cn_leiden_options;
#define CN_LEIDEN_OPTIONS_INIT                                                                     \
    {                                                                                              \
        CN_LEIDEN_MODULARITY, 1.0, 1, 8                                                            \
    }

/* community[n]: 0..*n_communities-1, numbered in the order of their first nodes. */
int cn_leiden_run(const cn_leiden_graph *graph, const cn_leiden_options *options,
                  uint32_t *community, uint32_t *n_communities, cairn_error *err);

/* Modularity (-0.5..1), or CPM's edges inside less those expected, of any communities numbered
 * below n. 0 for a graph without edges. CAIRN_ENOMEM */
int cn_leiden_quality(const cn_leiden_graph *graph, const cn_leiden_options *options,
                      const uint32_t *community, double *quality, cairn_error *err);

#endif
