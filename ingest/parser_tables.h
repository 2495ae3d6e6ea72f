/* The parser's weights: two tables of hashed features, each slot with 16 bits of the hash, so that
 * a feature that was not kept (most are not) weighs nothing instead of what another one weighs. A
 * feature has two slots to be in, neighbours in one cache line.
 *
 *   "moves"   uint32 slots: bits 0-7 weight of LEFT, 8-15 of RIGHT, both against SHIFT, as int8;
 *             16-31 check
 *   "labels"  uint64 slots: three pairs of label (8 bits) and weight (int8), the heaviest of the
 *             feature; bits 48-63 check
 *   "about"   cn_parser_about
 *
 * One load a feature is what makes the parser fast: a sentence of 22 tokens asks for about 6,000
 * features. Weights are sums of bytes; there are no floats. */
#ifndef CN_INGEST_PARSER_TABLES_H
#define CN_INGEST_PARSER_TABLES_H

#include "ingest/parser_features.h"
#include "ingest/weights.h"

enum { CN_LABEL_SCORES = 64, CN_LABEL_PAIRS = 3 };

typedef struct cn_parser_about {
    uint32_t n_move_features, n_label_features; /* as the code's templates are */
    uint64_t labels;                            /* those seen in training, by bit */
} cn_parser_about;

typedef struct cn_parser_tables {
    const uint32_t *moves;
    const uint64_t *labels;
    uint32_t n_moves, n_labels; /* slots, even */
    cn_parser_about about;
} cn_parser_tables;

/* Borrows from weights. */
int cn_parser_tables_open(cn_parser_tables *tables, const cn_weights *weights, cairn_error *err);

/* What a slot must hold to be the feature's; never 0, which is an empty slot. */
static inline uint32_t cn_parser_check(uint64_t hash)
{
    return ((uint32_t)hash & 0xFFFF) | 1;
}

/* The first of the feature's two slots; the second is its neighbour, this ^ 1. */
static inline size_t cn_parser_slot(uint64_t hash, uint32_t n_slots)
{
    return (size_t)((hash >> 32) * n_slots >> 32);
}

/* scores: by cn_move, replaced. */
void cn_parser_move_scores(const cn_parser_tables *tables, const uint64_t *hashes, size_t n,
                           int32_t scores[CN_MOVE_COUNT]);
/* scores: by cn_dep, replaced. */
void cn_parser_label_scores(const cn_parser_tables *tables, const uint64_t *hashes, size_t n,
                            int32_t scores[CN_LABEL_SCORES]);
/* Parses greedily: from the first state to the end. */
void cn_parser_tables_run(const cn_parser_tables *tables, const cn_parser_sentence *sentence,
                          cn_parser_state *state);
/* The same for a tree (parser.c): head and label of each token are set. */
void cn_parser_tables_parse(const cn_parser_tables *tables, const cn_tagger *tagger, cn_tree *tree);

#endif
