/* A linear-chain conditional random field over the labels of recognizer_features.h, trained by
 * AdaGrad with an exact share of the L2 penalty per touch; sums and the exponential are written so
 * that every machine with IEEE 754 floats learns the same bits. */
#ifndef CN_TRAIN_NAMES_CRF_H
#define CN_TRAIN_NAMES_CRF_H

#include "base/status.h"
#include "ingest/recognizer_features.h"

enum { NAMES_STRIDE = 28 }; /* labels, padded for vectors */

/* The features of many tokens: token t has ids[first[t] .. first[t + 1]). */
typedef struct names_features {
    uint32_t *ids;
    size_t n_ids, cap_ids;
    size_t *first;
    size_t n_tokens, cap_tokens;
} names_features;

/* Tokens [token, token + n) of the features are one sentence. */
typedef struct names_sentence {
    uint32_t token, n;
    const uint8_t *gold; /* labels */
    const float *prior;  /* n x NAMES_STRIDE scores to begin with; NULL: none */
    const float *prior_moves;
} names_sentence;

typedef struct names_crf {
    float *weights;   /* n_features x NAMES_STRIDE */
    uint32_t *counts; /* of features in the training text; under the least: not used */
    uint32_t n_features, least;
    float moves[(CN_LABEL_COUNT + 1) * NAMES_STRIDE]; /* from a label, the last row: from before */
} names_crf;

typedef struct names_learning {
    unsigned epochs, least;
    float rate, penalty;
} names_learning;

void names_features_done(names_features *features);
int names_features_add(names_features *features, const uint32_t *ids, size_t n, cairn_error *err);

int names_crf_train(names_crf *crf, const names_features *features, uint32_t n_features,
                    const names_sentence *sentences, size_t n, const names_learning *how,
                    cairn_error *err);
/* Leaves the n features that matter most; the others have a count of 0. */
int names_crf_prune(names_crf *crf, uint32_t n, cairn_error *err);
/* The features in use, those that matter most first; caller frees with cn_free. */
int names_crf_order(const names_crf *crf, uint32_t **order, size_t *n, cairn_error *err);
void names_crf_done(names_crf *crf);

/* Adds the scores of each label of a token. */
void names_crf_score(const names_crf *crf, const uint32_t *ids, size_t n,
                     float scores[NAMES_STRIDE]);
/* The best labels for n tokens (at most CN_TREE_MAX) with these scores. margins: how much worse the
 * best sequence is that has another label there; may be NULL. */
void names_decode(const float *moves, const float *scores, size_t n, uint8_t *labels,
                  float *margins);

#endif
