/* Boosted regression trees over a listwise loss: every question is one softmax over its spans and
 * "none of these". */
#ifndef CN_TRAIN_READER_TREES_H
#define CN_TRAIN_READER_TREES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "retrieve/span_features.h"
#include "retrieve/span_model.h"

enum { READER_BINS = 64, READER_SETS = 16 };

/* Features as numbers of bins: feature f of a row is in bin b when b edges are at or below it. */
typedef struct reader_bins {
    float edges[CN_SPAN_FEATURES][READER_BINS - 1];
    unsigned n[CN_SPAN_FEATURES]; /* edges */
} reader_bins;

typedef struct reader_list { /* a question */
    size_t first, n;         /* rows */
    uint32_t group, set;
    bool is_answerable;
} reader_list;

typedef struct reader_rows {
    uint8_t *bins; /* n x CN_SPAN_FEATURES */
    float *overlap;
    uint32_t *answer; /* rows of one answer share it, within a question */
    float *score;     /* of the model so far */
    size_t n;
    reader_list *lists;
    size_t n_lists;
} reader_rows;

typedef struct reader_settings {
    unsigned depth, n_trees;
    double rate;                 /* what a tree adds of what it would */
    double ridge;                /* added to the curvature of a leaf */
    double least;                /* curvature that a leaf needs */
    unsigned kept;               /* best rows of a question that are learned from, */
    unsigned drawn;              /* and of the others, each for many */
    unsigned share;              /* of 100 features, those that a tree may use */
    unsigned lists;              /* of 100 questions, those that a tree learns from */
    double weights[READER_SETS]; /* of a question, by set; 0: it is only judged */
} reader_settings;

/* Learns from the lists that are not of fold `held` (of n_folds; n_folds 0: from all). Rows' scores
 * on entry rank the rows to learn from. False: out of memory. */
bool reader_learn(const reader_rows *rows, const reader_bins *bins, const reader_settings *settings,
                  unsigned held, unsigned n_folds, cn_reader_model *model);
/* Scores of rows [first, first + n). */
void reader_score(const reader_rows *rows, const reader_bins *bins, const cn_reader_model *model,
                  size_t first, size_t n, float *scores);

#endif
