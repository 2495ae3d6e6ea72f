/* How alike two rows are: a table of features, each a level from 0 to 12, or missing.
 *
 * Which features there are is decided by the columns' data: names by words, spelling and soft
 * words both ways; descriptions by words and spelling; numbers by their ratio, years by their
 * distance; a choice of few values by which pairs of values go together. Over the whole row: the
 * words, and codes such as model numbers. Features of one column are one group. */
#ifndef CN_FUSION_MATCH_FEATURES_H
#define CN_FUSION_MATCH_FEATURES_H

#include "fusion/match_records.h"
#include "fusion/mixture.h"

typedef enum cn_match_look {
    CN_MATCH_ROW_WORDS, /* cosine over the whole row */
    CN_MATCH_ROW_CODES, /* the rarest code in common */
    CN_MATCH_WORDS,     /* cosine over the cell */
    CN_MATCH_SPELLING,  /* cosine of trigrams */
    CN_MATCH_COVERED,   /* soft share of the cells' words in each other: the lesser */
    CN_MATCH_COVERS,    /* the greater */
    CN_MATCH_CLOSE,     /* numbers */
    CN_MATCH_CHOICE     /* which values */
} cn_match_look;

typedef struct cn_match_feature {
    cn_match_look look;
    size_t column; /* SIZE_MAX: the row */
} cn_match_feature;

typedef struct cn_match_features {
    cn_match_feature items[CN_MIXTURE_FEATURES_MAX]; /* as in the mixture, in its order */
    size_t n;
} cn_match_features;

/* Decides the features and adds them to the mixture. */
int cn_match_features_choose(const cn_match_records *records, cn_match_features *features,
                             cn_mixture *mixture, cairn_error *err);
/* levels: features->n of them, `stride` apart. */
void cn_match_features_compare(const cn_match_records *records, const cn_match_features *features,
                               size_t left, size_t right, uint16_t *levels, size_t stride);

#endif
