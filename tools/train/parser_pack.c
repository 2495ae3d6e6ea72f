/* The averaged weights of many features -> bytes of the heaviest ones. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/train/parser_model.h"

enum { BYTE_MAX = 127 };

typedef struct ranked {
    int64_t weight; /* the most it can change */
    uint64_t hash;
    size_t at;
} ranked;

static int heavier(const void *a, const void *b)
{
    const ranked *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Rounded to the nearest. unit: what one of a byte stands for. */
static int8_t to_byte(int64_t weight, int64_t unit)
{
    const int64_t half = weight < 0 ? -unit / 2 : unit / 2;
    const int64_t byte = (weight + half) / unit;

    return (int8_t)(byte > BYTE_MAX ? BYTE_MAX : byte < -BYTE_MAX ? -BYTE_MAX : byte);
}

static int64_t unit_of(const ranked *features, size_t n)
{
    int64_t most = 0;

    for (size_t i = 0; i < n; i++)
        most = larger(most, features[i].weight);
    return larger(1, most / BYTE_MAX);
}

static ranked *rank_moves(const cn_parser_model *model, size_t *n)
{
    ranked *features = cn_alloc(model->n_moves * sizeof *features);

    *n = 0;
    for (size_t i = 0; features && i < model->cap_moves; i++) {
        const cn_move_feature *f = &model->moves[i];
        int64_t low = INT64_MAX, high = INT64_MIN;

        for (int move = 0; move < CN_MOVE_COUNT; move++) {
            low = f->lags[move] < low ? f->lags[move] : low;
            high = larger(high, f->lags[move]);
        }
        if (f->hash && high > low)
            features[(*n)++] = (ranked){high - low, f->hash, i};
    }
    if (features)
        qsort(features, *n, sizeof *features, heavier);
    return features;
}

static int pack_moves(const cn_parser_model *model, cn_parser_packed *packed, cairn_error *err)
{
    const size_t n_slots = packed->n_moves;
    size_t n = 0;
    ranked *features = rank_moves(model, &n);
    int64_t unit;

    packed->moves = cn_alloc_zero(n_slots, sizeof *packed->moves);
    if (!features || !packed->moves) {
        cn_free(features);
        return cn_fail_memory(err, n_slots * sizeof *packed->moves);
    }
    unit = unit_of(features, n);
    for (size_t i = 0; i < n; i++) {
        const int64_t *weights = model->moves[features[i].at].lags;
        const uint64_t hash = features[i].hash;
        uint32_t *slot = &packed->moves[cn_parser_slot(hash, packed->n_moves)];
        const int8_t left = to_byte(weights[CN_MOVE_LEFT] - weights[CN_MOVE_SHIFT], unit);
        const int8_t right = to_byte(weights[CN_MOVE_RIGHT] - weights[CN_MOVE_SHIFT], unit);

        if (*slot != 0)
            slot = &packed->moves[cn_parser_slot(hash, packed->n_moves) ^ 1];
        if (*slot != 0 || (left == 0 && right == 0))
            continue;
        *slot = cn_parser_check(hash) << 16 | (uint32_t)(uint8_t)right << 8 | (uint8_t)left;
        packed->n_moves_kept++;
    }
    cn_free(features);
    return CAIRN_OK;
}

static ranked *rank_labels(const cn_parser_model *model, size_t *n)
{
    ranked *features = cn_alloc(model->n_labels * sizeof *features);

    *n = 0;
    for (size_t i = 0; features && i < model->cap_labels; i++) {
        const cn_label_feature *f = &model->labels[i];
        int64_t low = 0, high = 0;

        for (uint32_t k = 0; k < f->n; k++) {
            const int64_t weight = model->weights[f->first + k].lag;

            low = weight < low ? weight : low;
            high = larger(high, weight);
        }
        if (high > low)
            features[(*n)++] = (ranked){high - low, f->hash, i};
    }
    if (features)
        qsort(features, *n, sizeof *features, heavier);
    return features;
}

/* The slot's pairs: the heaviest weights of the feature. 0 when none counts. */
static uint64_t heaviest_pairs(const cn_parser_model *model, const cn_label_feature *f,
                               int64_t unit)
{
    bool taken[CN_LABEL_SCORES] = {false};
    uint64_t slot = 0;

    for (int pair = 0; pair < CN_LABEL_PAIRS; pair++) {
        const cn_label_weight *best = NULL;
        int8_t byte;

        for (uint32_t k = 0; k < f->n; k++) {
            const cn_label_weight *w = &model->weights[f->first + k];

            if (!taken[w->label] && (!best || llabs(w->lag) > llabs(best->lag)))
                best = w;
        }
        byte = best ? to_byte(best->lag, unit) : 0;
        if (byte == 0)
            break;
        taken[best->label] = true;
        slot |= (uint64_t)((uint32_t)(uint8_t)byte << 8 | best->label) << (16 * pair);
    }
    return slot;
}

static int pack_labels(const cn_parser_model *model, cn_parser_packed *packed, cairn_error *err)
{
    const size_t n_slots = packed->n_labels;
    size_t n = 0;
    ranked *features = rank_labels(model, &n);
    int64_t unit;

    packed->labels = cn_alloc_zero(n_slots, sizeof *packed->labels);
    if (!features || !packed->labels) {
        cn_free(features);
        return cn_fail_memory(err, n_slots * sizeof *packed->labels);
    }
    unit = unit_of(features, n);
    for (size_t i = 0; i < n; i++) {
        const uint64_t hash = features[i].hash;
        uint64_t *slot = &packed->labels[cn_parser_slot(hash, packed->n_labels)];
        uint64_t pairs;

        if (*slot != 0)
            slot = &packed->labels[cn_parser_slot(hash, packed->n_labels) ^ 1];
        pairs = *slot ? 0 : heaviest_pairs(model, &model->labels[features[i].at], unit);
        if (pairs == 0)
            continue;
        *slot = (uint64_t)cn_parser_check(hash) << 48 | pairs;
        packed->n_labels_kept++;
    }
    cn_free(features);
    return CAIRN_OK;
}

int cn_parser_model_pack(const cn_parser_model *model, uint32_t n_moves, uint32_t n_labels,
                         cn_parser_packed *packed, cairn_error *err)
{
    int rc;

    *packed = (cn_parser_packed){.n_moves = n_moves, .n_labels = n_labels, .about = model->about};
    rc = pack_moves(model, packed, err);
    if (rc == CAIRN_OK)
        rc = pack_labels(model, packed, err);
    if (rc < 0)
        cn_parser_packed_done(packed);
    return rc;
}

cn_parser_tables cn_parser_packed_tables(const cn_parser_packed *packed)
{
    return (cn_parser_tables){.moves = packed->moves,
                              .labels = packed->labels,
                              .n_moves = packed->n_moves,
                              .n_labels = packed->n_labels,
                              .about = packed->about};
}

void cn_parser_packed_done(cn_parser_packed *packed)
{
    cn_free(packed->moves);
    cn_free(packed->labels);
    packed->moves = NULL;
    packed->labels = NULL;
}

int cn_parser_packed_write(const cn_parser_packed *packed, const char *path, const char *language,
                           cairn_error *err)
{
    const cn_weights_part parts[] = {
        {"about", &packed->about, sizeof packed->about},
        {"moves", packed->moves, sizeof *packed->moves * packed->n_moves},
        {"labels", packed->labels, sizeof *packed->labels * packed->n_labels},
    };

    return cn_weights_write(path, "parser", language, parts, sizeof parts / sizeof *parts, err);
}
