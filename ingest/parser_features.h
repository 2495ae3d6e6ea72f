/* What the parser looks at, as hashes: in the manner of Zhang and Nivre (2011), "Transition-based
 * dependency parsing with rich non-local features", with word clusters. Shared by the parser and
 * its trainer; a change here needs new weights.
 *
 * A feature's hash is a sum of odd multiples of well mixed 64-bit numbers (atoms), and a number of
 * its template: no more mixing is needed, since the high bits are spread already. */
#ifndef CN_INGEST_PARSER_FEATURES_H
#define CN_INGEST_PARSER_FEATURES_H

#include "ingest/parser_state.h"
#include "ingest/tagger.h"

enum { CN_MOVE_FEATURES_MAX = 128, CN_LABEL_FEATURES_MAX = 96 };

/* A token as numbers. */
typedef struct cn_parser_atoms {
    uint64_t word;                   /* form in lower case */
    uint64_t tag;                    /* part of speech and word features */
    uint64_t both;                   /* word and tag */
    uint64_t pos;                    /* part of speech */
    uint64_t cluster, coarse, rough; /* the cluster, its group, a group of groups */
} cn_parser_atoms;

/* Of a sentence: place 0 is "none", n + 1 the root. */
typedef struct cn_parser_sentence {
    uint32_t n;
    cn_parser_atoms atoms[CN_TREE_MAX + 2];
} cn_parser_sentence;

void cn_parser_sentence_set(cn_parser_sentence *sentence, const cn_tagger *tagger,
                            const cn_tree *tree);
/* What the next move is decided by; returns how many. */
size_t cn_parser_move_features(const cn_parser_sentence *sentence, const cn_parser_state *state,
                               uint64_t *hashes);
/* What the label of the arc that `move` (LEFT or RIGHT) makes is decided by. */
size_t cn_parser_label_features(const cn_parser_sentence *sentence, const cn_parser_state *state,
                                cn_move move, uint64_t *hashes);

#endif
