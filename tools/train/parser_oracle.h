/* The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013, "Training deterministic
 * parsers with non-deterministic oracles"): how many right arcs each move puts out of reach, from
 * any state, also one that mistakes have led to. Exact for projective trees; for others the move
 * that costs least is as good as any. */
#ifndef CN_TRAIN_PARSER_ORACLE_H
#define CN_TRAIN_PARSER_ORACLE_H

#include "ingest/parser_state.h"

/* The right tree; the root is place n + 1. */
typedef struct cn_gold {
    uint32_t n;
    uint16_t head[CN_TREE_MAX + 2];
    uint8_t label[CN_TREE_MAX + 2];
    /* Children of token i, in order: children[first[i]] up to children[first[i + 1]]. */
    uint16_t first[CN_TREE_MAX + 3];
    uint16_t children[CN_TREE_MAX + 1];
} cn_gold;

/* heads: 0 for the root, else 1-based; n of each. */
void cn_gold_set(cn_gold *gold, const uint16_t *heads, const uint8_t *labels, uint32_t n);
/* costs: of each move; those that are not possible are left alone. */
void cn_oracle_costs(const cn_gold *gold, const cn_parser_state *state, uint32_t possible,
                     uint32_t costs[CN_MOVE_COUNT]);

#endif
