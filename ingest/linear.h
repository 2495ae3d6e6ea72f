/* A linear classifier over hashed features, quantised to bytes: a feature's hash picks a row, the
 * row has a weight for each class, the class with the greatest sum wins. Trained by
 * tools/train/perceptron.c; stored as sections of a weights file (weights.h).
 *
 * Rows begin `stride` bytes apart and may overlap (stride < n_classes): most features speak of two
 * or three classes only, so that rows shifted against each other share the bytes of a small table
 * better than rows side by side, and a row still is one or two cache lines. */
#ifndef CN_INGEST_LINEAR_H
#define CN_INGEST_LINEAR_H

#include "ingest/weights.h"

enum { CN_LINEAR_CLASSES_MAX = 256, CN_LINEAR_FEATURES_MAX = 250 };

typedef struct cn_linear {
    const int8_t *rows; /* (n_rows - 1) * stride + n_classes bytes, and 16 more that can be read;
                           in the mapped file */
    uint32_t n_rows;    /* a power of two */
    uint32_t n_classes;
    uint32_t stride; /* bytes from one row to the next */
    float scale;     /* a weight in the trainer's unit is byte * scale */
} cn_linear;

/* What the section "<name>.head" holds. */
typedef struct cn_linear_head {
    uint32_t n_rows, n_classes, stride;
    float scale;
} cn_linear_head;

/* Reads the sections "<name>.rows" and "<name>.head"; name has at most 10 letters. */
int cn_linear_open(cn_linear *linear, const cn_weights *weights, const char *name,
                   cairn_error *err);

/* hash must be well mixed: cn_hash_mix(). */
static inline const int8_t *cn_linear_row(const cn_linear *linear, uint64_t hash)
{
    return linear->rows + (size_t)(hash & (linear->n_rows - 1)) * linear->stride;
}

/* scores: n_classes sums, replaced. n: at most CN_LINEAR_FEATURES_MAX. */
void cn_linear_scores(const cn_linear *linear, const uint64_t *hashes, size_t n, int32_t *scores);

#endif
