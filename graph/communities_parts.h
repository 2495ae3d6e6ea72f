/* The seams inside the making of communities. Only graph/communities*.c include it.
 *
 *   communities_graph.c   snapshot -> graph
 *   communities_tree.c    graph -> nested communities, their members and centres
 *   communities_digest.c  text -> sentences of each
 *   communities.c         the file, and the order of these */
#ifndef CN_GRAPH_COMMUNITIES_PARTS_H
#define CN_GRAPH_COMMUNITIES_PARTS_H

#include "graph/communities.h"

typedef struct cn_community_tree {
    const cn_snapshot *snapshot;
    uint8_t *types; /* of entities */
    /* The graph. Nodes are chunks, then entities with more than one edge. */
    uint32_t n_nodes;
    uint32_t *entity_node; /* by entity; CN_COMMUNITY_NONE: no node */
    uint32_t *node_entity; /* by node - n_chunks */
    uint64_t *offsets;
    uint32_t *targets;
    float *weights;
    /* order: nodes, such that each community is a range of it; place: where each node stands. */
    uint32_t *order, *place;
    struct cn_community_range *ranges; /* by community */
    size_t cap_ranges;
    /* What the file has. */
    cn_community *items;
    uint32_t n;
    size_t cap;
    uint32_t *chunks, *entities;
    uint32_t n_chunks, n_entities;
    cn_community_top *tops;
    uint32_t n_tops;
    size_t cap_tops;
    cn_community_sentence *sentences;
    uint32_t n_sentences;
    size_t cap_sentences;
    uint32_t *of_chunk, *of_entity;
} cn_community_tree;

typedef struct cn_community_range {
    uint32_t first, n; /* in order */
    uint32_t n_chunks;
} cn_community_range;

/* Numbers the nodes and makes their edges; entity_node and node_entity have room already. */
int cn_community_graph_make(cn_community_tree *tree, cairn_error *err);
int cn_community_tree_make(cn_community_tree *tree, const cn_snapshot *snapshot, cn_store *store,
                           cairn_error *err);
void cn_community_tree_done(cn_community_tree *tree);
/* Weight of a node's edges to nodes in the range; all that it has. */
double cn_community_inside(const cn_community_tree *tree, const cn_community_range *range,
                           uint32_t node, double *all);

int cn_community_digests_make(cn_community_tree *tree, cn_store *store, cairn_error *err);

#endif
