/* Training of linear classifiers; see perceptron.h.
 *
 * Bytes are made from the averages by one scale for the whole table. The greatest weights are a few
 * outliers, so that a scale which fits them would leave the rest few steps: the scale is the one of
 * a fixed ladder with the least squared error, and what is over is clipped. */
#include "tools/train/perceptron.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { PADDING = 16 }; /* bytes; see cn_linear.rows */

int cn_perceptron_init(cn_perceptron *perceptron, uint32_t n_rows, uint32_t n_classes,
                       uint32_t stride, cairn_error *err)
{
    *perceptron = (cn_perceptron){.n_rows = n_rows,
                                  .n_classes = n_classes,
                                  .stride = stride,
                                  .n_cells = (size_t)(n_rows - 1) * stride + n_classes,
                                  .step = 1};
    if (n_rows == 0 || (n_rows & (n_rows - 1)) != 0 || n_classes == 0 ||
        n_classes > CN_LINEAR_CLASSES_MAX || stride == 0 || stride > CN_LINEAR_CLASSES_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "no classifier has %u rows of %u classes by %u",
                       n_rows, n_classes, stride);
    perceptron->weights = cn_alloc_zero(perceptron->n_cells, sizeof(int32_t));
    perceptron->lag = cn_alloc_zero(perceptron->n_cells, sizeof(int64_t));
    if (!perceptron->weights || !perceptron->lag) {
        cn_perceptron_done(perceptron);
        return cn_fail_memory(err, perceptron->n_cells * sizeof(int64_t));
    }
    return CAIRN_OK;
}

void cn_perceptron_done(cn_perceptron *perceptron)
{
    cn_free(perceptron->weights);
    cn_free(perceptron->lag);
    perceptron->weights = NULL;
    perceptron->lag = NULL;
}

void cn_perceptron_scores(const cn_perceptron *perceptron, const uint64_t *hashes, size_t n,
                          int32_t *scores)
{
    memset(scores, 0, perceptron->n_classes * sizeof(scores[0]));
    for (size_t i = 0; i < n; i++) {
        const int32_t *row = perceptron->weights + cn_perceptron_cell(perceptron, hashes[i], 0);

        for (uint32_t c = 0; c < perceptron->n_classes; c++)
            scores[c] += row[c];
    }
}

void cn_perceptron_add(cn_perceptron *perceptron, const uint64_t *hashes, size_t n, uint32_t class,
                       int32_t amount)
{
    for (size_t i = 0; i < n; i++) {
        const size_t cell = cn_perceptron_cell(perceptron, hashes[i], class);

        perceptron->weights[cell] += amount;
        perceptron->lag[cell] += amount * perceptron->step;
    }
}

void cn_perceptron_update(cn_perceptron *perceptron, const uint64_t *hashes, size_t n,
                          uint32_t right, uint32_t wrong)
{
    if (right == wrong)
        return;
    cn_perceptron_add(perceptron, hashes, n, right, 1);
    cn_perceptron_add(perceptron, hashes, n, wrong, -1);
}

void cn_perceptron_join(cn_perceptron *sum, const cn_perceptron *other)
{
    for (size_t i = 0; i < sum->n_cells; i++) {
        sum->weights[i] += other->weights[i];
        sum->lag[i] += other->lag[i];
    }
    sum->step = other->step;
}

/* The average of a weight over all steps so far. */
static double average(const cn_perceptron *perceptron, size_t cell)
{
    return (double)perceptron->weights[cell] -
           (double)perceptron->lag[cell] / (double)perceptron->step;
}

static int8_t quantise(double weight, double scale)
{
    const double steps = weight / scale;

    if (steps >= 127)
        return 127;
    if (steps <= -127)
        return -127;
    return (int8_t)(steps < 0 ? steps - 0.5 : steps + 0.5);
}

static double squared_error(const cn_perceptron *perceptron, double scale)
{
    double sum = 0;

    for (size_t i = 0; i < perceptron->n_cells; i++) {
        if (perceptron->weights[i] != 0 || perceptron->lag[i] != 0) {
            const double weight = average(perceptron, i);
            const double error = weight - quantise(weight, scale) * scale;

            sum += error * error;
        }
    }
    return sum;
}

static double find_scale(const cn_perceptron *perceptron)
{
    double greatest = 0, best_scale, best_error;

    for (size_t i = 0; i < perceptron->n_cells; i++) {
        const double weight = average(perceptron, i);

        if (weight > greatest)
            greatest = weight;
        else if (-weight > greatest)
            greatest = -weight;
    }
    if (greatest <= 0)
        return 1;
    best_scale = greatest / 127;
    best_error = squared_error(perceptron, best_scale);
    for (int rung = 1; rung < 12; rung++) {
        const double scale = best_scale * 0.8;
        const double error = squared_error(perceptron, scale);

        if (error >= best_error)
            break;
        best_scale = scale;
        best_error = error;
    }
    return best_scale;
}

int cn_perceptron_pack(const cn_perceptron *perceptron, const char *name, cn_packed *packed,
                       cairn_error *err)
{
    const double scale = find_scale(perceptron);

    *packed = (cn_packed){.n_bytes = perceptron->n_cells,
                          .head = {.n_rows = perceptron->n_rows,
                                   .n_classes = perceptron->n_classes,
                                   .stride = perceptron->stride,
                                   .scale = (float)scale}};
    if (strlen(name) > 10)
        return cn_fail(err, CAIRN_EINVAL, 0, "the classifier's name \"%s\" is too long", name);
    snprintf(packed->rows_name, sizeof(packed->rows_name), "%.10s.rows", name);
    snprintf(packed->head_name, sizeof(packed->head_name), "%.10s.head", name);
    packed->rows = cn_alloc_zero(perceptron->n_cells + PADDING, 1);
    if (!packed->rows)
        return cn_fail_memory(err, perceptron->n_cells);
    for (size_t i = 0; i < perceptron->n_cells; i++)
        packed->rows[i] = quantise(average(perceptron, i), scale);
    return CAIRN_OK;
}

void cn_packed_done(cn_packed *packed)
{
    cn_free(packed->rows);
    packed->rows = NULL;
}

void cn_packed_parts(const cn_packed *packed, cn_weights_part parts[2])
{
    parts[0] = (cn_weights_part){packed->rows_name, packed->rows, packed->n_bytes};
    parts[1] = (cn_weights_part){packed->head_name, &packed->head, sizeof(packed->head)};
}

cn_linear cn_packed_linear(const cn_packed *packed)
{
    return (cn_linear){.rows = packed->rows,
                       .n_rows = packed->head.n_rows,
                       .n_classes = packed->head.n_classes,
                       .stride = packed->head.stride,
                       .scale = packed->head.scale};
}

uint64_t cn_train_random(uint64_t *seed)
{
    uint64_t x = *seed += 0x9E3779B97F4A7C15u;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

void cn_train_shuffle(uint32_t *order, size_t n, uint64_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        const size_t other = (size_t)(cn_train_random(seed) % i);
        const uint32_t held = order[i - 1];

        order[i - 1] = order[other];
        order[other] = held;
    }
}
