/* Trees grow level by level from histograms of gradients; Newton's step in each leaf (Friedman
 * 2001, as XGBoost has it). One thread and fixed order: the same bits on every run. */
#include "tools/train/reader_trees.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define EXACT 1.0F
#define CLOSE 0.6F /* overlap that counts as half an answer where there is no better one */

struct cell {
    float gradient, curve;
};

struct sample { /* a row that is learned from */
    size_t row;
    float weight; /* rows it stands for */
    float score, gradient, curve;
};

struct learner {
    const reader_rows *rows;
    const reader_bins *bins;
    const reader_settings *settings;
    cn_reader_model *model;
    struct sample *samples;
    size_t n;
    size_t *firsts; /* of each list's samples; n_lists + 1 */
    uint32_t *order, *spare;
    struct cell *cells;              /* nodes of a level x features x bins */
    unsigned used[CN_SPAN_FEATURES]; /* features that the tree may use */
    unsigned n_used;
    size_t n_in; /* samples that the tree learns from: order[0..n_in) */
    uint64_t seed;
};

static uint64_t draw(struct learner *l)
{
    l->seed = l->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return l->seed >> 33;
}

/* Keeps the rows of a list that score best or are right, and draws some of the others. */
static void sample_list(struct learner *l, const reader_list *list, uint32_t *order)
{
    const reader_settings *s = l->settings;
    const float *score = l->rows->score + list->first;
    size_t others;

    for (size_t i = 0; i < list->n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = 0; i < list->n && i < s->kept; i++) { /* a part of selection sort */
        size_t best = i;
        uint32_t taken;

        for (size_t k = i + 1; k < list->n; k++)
            if (score[order[k]] > score[order[best]])
                best = k;
        taken = order[best];
        order[best] = order[i];
        order[i] = taken;
    }
    others = list->n > s->kept ? list->n - s->kept : 0;
    for (size_t i = 0; i < list->n; i++) {
        const size_t row = list->first + order[i];
        float weight = 1;

        if (i >= s->kept && l->rows->overlap[row] < CLOSE) {
            if (draw(l) % others >= s->drawn)
                continue;
            weight = others > s->drawn ? (float)others / (float)s->drawn : 1;
        }
        l->samples[l->n++] = (struct sample){.row = row, .weight = weight};
    }
}

static float best_overlap(const struct learner *l, size_t first, size_t end)
{
    float best = 0;

    for (size_t i = first; i < end; i++)
        best = fmaxf(best, l->rows->overlap[l->samples[i].row]);
    return best;
}

static void derive_list(struct learner *l, const reader_list *list, size_t first, size_t end)
{
    const float best = best_overlap(l, first, end);
    const double mass = best >= EXACT ? 1 : best >= CLOSE ? 0.5 * best : 0;
    const float weight = (float)l->settings->weights[list->set % READER_SETS];
    double top = 0, sum, right = 0;

    for (size_t i = first; i < end; i++)
        top = fmax(top, l->samples[i].score);
    sum = exp(-top);
    for (size_t i = first; i < end; i++) {
        const double part = l->samples[i].weight * exp(l->samples[i].score - top);

        sum += part;
        if (mass > 0 && l->rows->overlap[l->samples[i].row] >= best)
            right += part;
    }
    for (size_t i = first; i < end; i++) {
        struct sample *sample = &l->samples[i];
        const double part = sample->weight * exp(sample->score - top);
        const double p = part / sum;
        double wanted = 0;

        if (right > 0 && l->rows->overlap[sample->row] >= best)
            wanted = mass * part / right;
        sample->gradient = weight * (float)(p - wanted);
        sample->curve = weight * (float)fmax(p * (1 - p / sample->weight), 1e-5);
    }
}

static void fill_cells(struct learner *l, size_t begin, size_t end, struct cell *cells)
{
    memset(cells, 0, sizeof *cells * l->n_used * READER_BINS);
    for (size_t i = begin; i < end; i++) {
        const struct sample *sample = &l->samples[l->order[i]];
        const uint8_t *bins = l->rows->bins + sample->row * CN_SPAN_FEATURES;

        for (unsigned u = 0; u < l->n_used; u++) {
            struct cell *cell = &cells[u * READER_BINS + bins[l->used[u]]];

            cell->gradient += sample->gradient;
            cell->curve += sample->curve;
        }
    }
}

struct split {
    unsigned feature, bin; /* left: bins below it */
    double gain;
};

static struct split find_split(const struct learner *l, const struct cell *cells)
{
    const double ridge = l->settings->ridge, least = l->settings->least;
    struct split best = {0, 0, 1e-6};

    for (unsigned u = 0; u < l->n_used; u++) {
        const unsigned f = l->used[u];
        const struct cell *row = cells + u * READER_BINS;
        double g = 0, h = 0, left_g = 0, left_h = 0;

        for (unsigned b = 0; b <= l->bins->n[f]; b++) {
            g += row[b].gradient;
            h += row[b].curve;
        }
        for (unsigned b = 0; b < l->bins->n[f]; b++) {
            double gain;

            left_g += row[b].gradient;
            left_h += row[b].curve;
            if (left_h < least || h - left_h < least)
                continue;
            gain = left_g * left_g / (left_h + ridge) +
                   (g - left_g) * (g - left_g) / (h - left_h + ridge) - g * g / (h + ridge);
            if (gain > best.gain)
                best = (struct split){f, b + 1, gain};
        }
    }
    return best;
}

/* Rows of a node in the order: those that go left first. Returns where the right ones begin. */
static size_t part_rows(struct learner *l, size_t begin, size_t end, const struct split *split)
{
    size_t left = begin, right = 0;

    for (size_t i = begin; i < end; i++) {
        const uint32_t at = l->order[i];

        if (l->rows->bins[l->samples[at].row * CN_SPAN_FEATURES + split->feature] < split->bin)
            l->order[left++] = at;
        else
            l->spare[right++] = at;
    }
    memcpy(l->order + left, l->spare, right * sizeof *l->spare);
    return left;
}

static void set_leaf(struct learner *l, size_t begin, size_t end, float *leaf)
{
    double g = 0, h = 0;

    for (size_t i = begin; i < end; i++) {
        g += l->samples[l->order[i]].gradient;
        h += l->samples[l->order[i]].curve;
    }
    *leaf = (float)fmax(-1, fmin(1, -g / (h + l->settings->ridge)));
    *leaf *= (float)l->settings->rate;
}

/* What the tree adds to every sample, those it did not learn from too. */
static void add_tree(struct learner *l, unsigned number)
{
    const size_t n_leaves = (size_t)1 << l->model->depth, n_splits = n_leaves - 1;
    const cn_reader_split *splits = l->model->splits + number * n_splits;
    const float *leaves = l->model->leaves + number * n_leaves;

    for (size_t i = 0; i < l->n; i++) {
        const uint8_t *bins = l->rows->bins + l->samples[i].row * CN_SPAN_FEATURES;
        size_t node = 0;

        for (unsigned d = 0; d < l->model->depth; d++) {
            const unsigned f = splits[node].feature;
            const bool is_left =
                splits[node].below > 1e38F ||
                (bins[f] == 0 ? -3e38F : l->bins->edges[f][bins[f] - 1]) < splits[node].below;

            node = 2 * node + (is_left ? 1 : 2);
        }
        l->samples[i].score += leaves[node - n_splits];
    }
}

static void grow_tree(struct learner *l, unsigned number)
{
    const unsigned depth = l->model->depth;
    const size_t n_leaves = (size_t)1 << depth, n_splits = n_leaves - 1;
    const size_t step = (size_t)l->n_used * READER_BINS;
    cn_reader_split *splits = l->model->splits + number * n_splits;
    size_t bounds[((size_t)1 << CN_READER_DEPTH_MAX) + 1] = {0, l->n_in};

    fill_cells(l, 0, l->n_in, l->cells);
    for (unsigned d = 0; d < depth; d++) {
        const size_t n = (size_t)1 << d;
        size_t next[((size_t)1 << CN_READER_DEPTH_MAX) + 1];

        for (size_t k = n; k-- > 0;) { /* backwards: children take the place of later nodes */
            struct cell *cells = l->cells + k * step, *a, *b;
            struct split split = find_split(l, cells);
            size_t middle = bounds[k + 1];

            if (split.bin == 0) { /* nothing to gain: all go left */
                splits[n - 1 + k] = (cn_reader_split){INFINITY, 0, 0};
                splits[n - 1 + k].below = 3e38F;
            } else {
                splits[n - 1 + k] = (cn_reader_split){l->bins->edges[split.feature][split.bin - 1],
                                                      (uint16_t)split.feature, 0};
                middle = part_rows(l, bounds[k], bounds[k + 1], &split);
            }
            next[2 * k] = bounds[k];
            next[2 * k + 1] = middle;
            if (d + 1 == depth)
                continue;
            a = l->cells + 2 * k * step;
            b = a + step;
            /* The smaller child is counted, the other is what is left. */
            if (middle - bounds[k] < bounds[k + 1] - middle) {
                memmove(b, cells, step * sizeof *cells);
                fill_cells(l, bounds[k], middle, a);
                for (size_t i = 0; i < step; i++) {
                    b[i].gradient -= a[i].gradient;
                    b[i].curve -= a[i].curve;
                }
            } else {
                memmove(a, cells, step * sizeof *cells);
                fill_cells(l, middle, bounds[k + 1], b);
                for (size_t i = 0; i < step; i++) {
                    a[i].gradient -= b[i].gradient;
                    a[i].curve -= b[i].curve;
                }
            }
        }
        next[2 * n] = l->n_in;
        memcpy(bounds, next, (2 * n + 1) * sizeof *bounds);
    }
    for (size_t k = 0; k < n_leaves; k++)
        set_leaf(l, bounds[k], bounds[k + 1], &l->model->leaves[number * n_leaves + k]);
    add_tree(l, number);
}

/* Draws the features and the questions that a tree learns from. */
static void draw_tree(struct learner *l)
{
    l->n_used = 0;
    l->n_in = 0;
    for (unsigned f = 0; f < CN_SPAN_FEATURES; f++)
        if (draw(l) % 100 < l->settings->share)
            l->used[l->n_used++] = f;
    for (size_t i = 0; i < l->rows->n_lists; i++) {
        const bool is_in = draw(l) % 100 < l->settings->lists;

        if (is_in)
            derive_list(l, &l->rows->lists[i], l->firsts[i], l->firsts[i + 1]);
        for (size_t k = l->firsts[i]; is_in && k < l->firsts[i + 1]; k++)
            l->order[l->n_in++] = (uint32_t)k;
    }
}

static bool open_learner(struct learner *l)
{
    const size_t n_leaves = (size_t)1 << l->settings->depth;
    const size_t n_trees = l->settings->n_trees;

    l->samples = cn_alloc_zero(l->rows->n + 1, sizeof *l->samples);
    l->firsts = cn_alloc_zero(l->rows->n_lists + 1, sizeof *l->firsts);
    l->order = cn_alloc_zero(l->rows->n + 1, sizeof *l->order);
    l->spare = cn_alloc_zero(l->rows->n + 1, sizeof *l->spare);
    l->cells = cn_alloc_zero(n_leaves * CN_SPAN_FEATURES * READER_BINS, sizeof *l->cells);
    l->model->depth = l->settings->depth;
    l->model->n_trees = l->settings->n_trees;
    l->model->splits = cn_alloc_zero(n_trees * (n_leaves - 1) + 1, sizeof *l->model->splits);
    l->model->leaves = cn_alloc_zero(n_trees * n_leaves + 1, sizeof *l->model->leaves);
    return l->samples && l->firsts && l->order && l->spare && l->cells && l->model->splits &&
           l->model->leaves;
}

static void close_learner(struct learner *l)
{
    cn_free(l->samples);
    cn_free(l->firsts);
    cn_free(l->order);
    cn_free(l->spare);
    cn_free(l->cells);
}

bool reader_learn(const reader_rows *rows, const reader_bins *bins, const reader_settings *settings,
                  unsigned held, unsigned n_folds, cn_reader_model *model)
{
    struct learner l = {
        .rows = rows, .bins = bins, .settings = settings, .model = model, .seed = 12345 + held};
    const bool is_open = open_learner(&l);

    for (size_t i = 0; is_open && i < rows->n_lists; i++) {
        l.firsts[i] = l.n;
        if ((n_folds == 0 || rows->lists[i].group % n_folds != held) &&
            settings->weights[rows->lists[i].set % READER_SETS] > 0)
            sample_list(&l, &rows->lists[i], l.order);
    }
    if (is_open)
        l.firsts[rows->n_lists] = l.n;
    for (unsigned t = 0; is_open && t < settings->n_trees; t++) {
        draw_tree(&l);
        grow_tree(&l, t);
    }
    close_learner(&l);
    return is_open;
}

void reader_score(const reader_rows *rows, const reader_bins *bins, const cn_reader_model *model,
                  size_t first, size_t n, float *scores)
{
    enum { AT_ONCE = 32 };
    float features[AT_ONCE * CN_SPAN_FEATURES];
    double sums[AT_ONCE];

    for (size_t begin = 0; begin < n; begin += AT_ONCE) {
        const size_t count = n - begin < AT_ONCE ? n - begin : AT_ONCE;

        /* Any value of a bin goes the same way: take its lower edge. */
        for (size_t i = 0; i < count; i++)
            for (unsigned f = 0; f < CN_SPAN_FEATURES; f++) {
                const uint8_t bin = rows->bins[(first + begin + i) * CN_SPAN_FEATURES + f];

                features[i * CN_SPAN_FEATURES + f] = bin == 0 ? -3e38F : bins->edges[f][bin - 1];
            }
        cn_reader_model_scores(model, features, count, sums);
        for (size_t i = 0; i < count; i++)
            scores[begin + i] = (float)sums[i];
    }
}
