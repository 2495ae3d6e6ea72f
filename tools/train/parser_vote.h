/* Several parsers' trees -> the tree with the most votes for its arcs (Sagae and Lavie 2006,
 * "Parser combination by reparsing"), projective, found by Eisner's algorithm (1996). */
#ifndef CN_TRAIN_PARSER_VOTE_H
#define CN_TRAIN_PARSER_VOTE_H

#include "base/status.h"
#include "base/tree.h"

typedef struct cn_votes cn_votes; /* scratch; one per thread */

int cn_votes_new(cn_votes **votes, cairn_error *err);
void cn_votes_free(cn_votes *votes);
/* Forgets all votes; a sentence of n tokens follows. */
void cn_votes_begin(cn_votes *votes, uint32_t n);
/* One parser's heads and labels. */
void cn_votes_add(cn_votes *votes, const cn_tree *tree);
/* Sets head and label of each token. Returns how many votes the arcs have, labels not counted. */
uint32_t cn_votes_end(cn_votes *votes, cn_tree *tree);

#endif
