/* The believed facts around an entity, with what follows from each of them alone. */
#ifndef CN_FUSION_INFER_NODE_H
#define CN_FUSION_INFER_NODE_H

#include "fusion/infer_rules.h"

enum { CN_INFER_EDGE_RULES = 2 /* of a body of one, one after the other */ };

/* A fact seen from one of its ends, or what one says by rules with a body of one. */
typedef struct cn_infer_edge {
    uint32_t half;
    uint32_t n_rules;
    cairn_id other;
    double confidence;
    cairn_id fact, subject; /* the premise */
    cairn_id object;
    uint32_t relation; /* of the premise: place */
    uint32_t rules[CN_INFER_EDGE_RULES];
} cn_infer_edge;

typedef struct cn_infer_node {
    cairn_id entity;
    cn_infer_edge *edges; /* by half, other end */
    size_t n, cap;
    bool is_cut; /* it has more facts than were looked at */
} cn_infer_node;

/* Fills node, which is zero; freed with done, also after a failure. */
int cn_infer_node_load(cn_infer_node *node, cn_infer_rules *rules, cn_store *store, cairn_id entity,
                       cairn_error *err);
void cn_infer_node_done(cn_infer_node *node);
/* Which of two edges tells more: the surer one; of equals the one by fewer rules, then by its fact
 * and the texts of its rules, so that nothing depends on the order in which rules were met. */
bool cn_infer_edge_is_better(const cn_infer_rules *rules, const cn_infer_edge *a,
                             const cn_infer_edge *b);
/* The edge by that half to that entity, or NULL. */
const cn_infer_edge *cn_infer_node_edge(const cn_infer_node *node, uint32_t half, cairn_id other);
/* Edges by one half. */
const cn_infer_edge *cn_infer_node_edges(const cn_infer_node *node, uint32_t half, size_t *n);

#endif
