/* The averaged perceptron (Collins 2002) over hashed features, in whole numbers: the weights that
 * ingest/linear.h reads. Rows may overlap, see there; features share cells in training as they do
 * in use, so that what is learned is what is run. The average is kept by the sum of each update
 * times the step it came at, so that a step costs nothing where nothing changes. */
#ifndef CN_TRAIN_PERCEPTRON_H
#define CN_TRAIN_PERCEPTRON_H

#include "ingest/linear.h"

typedef struct cn_perceptron {
    uint32_t n_rows, n_classes, stride;
    size_t n_cells;
    int32_t *weights; /* n_cells */
    int64_t *lag;     /* n_cells: sum of amount * step */
    int64_t step;     /* decisions seen, from 1 */
} cn_perceptron;

/* n_rows: a power of two. stride: 1..n_classes; the table has about n_rows * stride bytes. */
int cn_perceptron_init(cn_perceptron *perceptron, uint32_t n_rows, uint32_t n_classes,
                       uint32_t stride, cairn_error *err);
void cn_perceptron_done(cn_perceptron *perceptron);

static inline size_t cn_perceptron_cell(const cn_perceptron *perceptron, uint64_t hash,
                                        uint32_t class)
{
    return (size_t)(hash & (perceptron->n_rows - 1)) * perceptron->stride + class;
}

/* scores: n_classes sums of the weights of now, replaced. */
void cn_perceptron_scores(const cn_perceptron *perceptron, const uint64_t *hashes, size_t n,
                          int32_t *scores);
/* Adds amount to the weights of a class. */
void cn_perceptron_add(cn_perceptron *perceptron, const uint64_t *hashes, size_t n, uint32_t class,
                       int32_t amount);
/* +1 for right, -1 for wrong; nothing when they are the same. Call cn_perceptron_next() after each
 * decision, right or wrong. */
void cn_perceptron_update(cn_perceptron *perceptron, const uint64_t *hashes, size_t n,
                          uint32_t right, uint32_t wrong);
static inline void cn_perceptron_next(cn_perceptron *perceptron)
{
    perceptron->step++;
}

/* Adds the weights of one of the same shape: the sum votes as both together. The steps must be of
 * the same number, or the averages are of different weight. */
void cn_perceptron_join(cn_perceptron *sum, const cn_perceptron *other);

/* The averaged weights as bytes. */
typedef struct cn_packed {
    char rows_name[16], head_name[16];
    cn_linear_head head;
    int8_t *rows;
    size_t n_bytes;
} cn_packed;

/* name: at most 10 letters. Caller frees with cn_packed_done(). Training may go on after. */
int cn_perceptron_pack(const cn_perceptron *perceptron, const char *name, cn_packed *packed,
                       cairn_error *err);
void cn_packed_done(cn_packed *packed);
/* Fills parts[0] and parts[1], which borrow from packed, for cn_weights_write(). */
void cn_packed_parts(const cn_packed *packed, cn_weights_part parts[2]);
/* A classifier that borrows from packed: to evaluate without a file. */
cn_linear cn_packed_linear(const cn_packed *packed);

/* Shuffles 0..n-1 the same way on every run. *seed goes on. */
void cn_train_shuffle(uint32_t *order, size_t n, uint64_t *seed);
/* The next number of a seed: SplitMix64. */
uint64_t cn_train_random(uint64_t *seed);

#endif
