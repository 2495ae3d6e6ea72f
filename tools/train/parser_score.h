/* How right trees are: attachment scores. */
#ifndef CN_TRAIN_PARSER_SCORE_H
#define CN_TRAIN_PARSER_SCORE_H

#include "tools/train/parser_data.h"

typedef struct cn_parse_score {
    size_t n_tokens, n_heads, n_labels; /* tokens; with the right head; and the right label */
    size_t n_universal;                 /* right but for the label's subtype */
} cn_parse_score;

void cn_parse_score_add(cn_parse_score *score, const cn_token *right, const cn_token *guess,
                        size_t n);
double cn_per_cent(size_t part, size_t whole);

#endif
