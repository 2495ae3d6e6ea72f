/* The best labels for a sentence by the scores of its tokens and of moves between labels, in 16-bit
 * integers. */
#ifndef CN_INGEST_RECOGNIZER_DECODE_H
#define CN_INGEST_RECOGNIZER_DECODE_H

#include "ingest/recognizer_features.h"

enum {
    CN_LABEL_LANES = 32, /* labels, padded for vectors */
    CN_SCORE_NEVER = -20000,
    CN_SCORE_MAX = 4500 /* of a token's label; greater ones are cut */
};

/* moves[from][to]; row CN_LABEL_COUNT: from before the sentence. Those that cannot be are
 * CN_SCORE_NEVER. */
typedef int16_t cn_name_moves[CN_LABEL_COUNT + 1][CN_LABEL_LANES];

/* Moves, and the same from the other end: back[to][from]. */
typedef struct cn_name_chain {
    const int16_t (*moves)[CN_LABEL_LANES]; /* borrowed */
    cn_name_moves back;
} cn_name_chain;
void cn_name_chain_init(cn_name_chain *chain, const int16_t (*moves)[CN_LABEL_LANES]);

bool cn_name_move_allowed(int from, int to); /* to CN_LABEL_COUNT: behind the sentence */

/* The best labels for n tokens, at most CN_TREE_MAX. margins: how much less the best sequence with
 * another label for the token has; may be NULL. */
void cn_name_decode(const cn_name_chain *chain, const int16_t (*scores)[CN_LABEL_LANES], size_t n,
                    uint8_t *labels, int16_t *margins);

#endif
