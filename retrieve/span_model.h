/* The model that ranks spans: boosted regression trees over span_features.h, whose sum is a span's
 * score. A question's spans share one softmax with "none of these", whose score is 0, so that a
 * sum far below 0 everywhere says that the evidence has no answer. Trained by `cairn-train
 * reader`; see Friedman 2001 for the trees and Cao et al. 2007 for the listwise loss. */
#ifndef CN_RETRIEVE_SPAN_MODEL_H
#define CN_RETRIEVE_SPAN_MODEL_H

#include <stdint.h>

#include "base/status.h"

enum {
    CN_READER_DEPTH_MAX = 8,
    CN_READER_TREES_MAX = 2000,
    CN_READER_KNOTS = 21 /* of the calibration: chance at p = 0, 0.05, ... 1 */
};

typedef struct cn_reader_split {
    float below; /* left when the feature is below it, else right */
    uint16_t feature, unused;
} cn_reader_split;

/* Trees are complete and of one depth: node i has its children at 2i + 1 and 2i + 2. */
typedef struct cn_reader_model {
    unsigned depth, n_trees;
    cn_reader_split *splits; /* n_trees x ((1 << depth) - 1) */
    float *leaves;           /* n_trees x (1 << depth) */
    float chances[CN_READER_KNOTS];
} cn_reader_model;

/* CAIRN_ENOTFOUND when there is no such file, or one of another version; CAIRN_EINVAL for one that
 * is not what it should be. */
int cn_reader_model_open(cn_reader_model **model, const char *path, cairn_error *err);
void cn_reader_model_close(cn_reader_model *model);
int cn_reader_model_write(const cn_reader_model *model, const char *path, cairn_error *err);

/* Of a span, by the built-in weights when model is NULL. */
double cn_reader_model_score(const cn_reader_model *model, const float *features);
/* Of n spans, CN_SPAN_FEATURES apart: the same scores in a quarter of the time. */
void cn_reader_model_scores(const cn_reader_model *model, const float *features, size_t n,
                            double *scores);
/* How often answers with this share of the softmax are right. */
double cn_reader_model_chance(const cn_reader_model *model, double share);

#endif
