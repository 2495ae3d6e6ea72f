/* Learning of the parser's weights. */
#include "tools/train/parser_model.h"

#include <string.h>

#include "base/mem.h"

enum { CAP_FIRST = 1 << 16, FEATURES_MAX = 1 << 28, PAIRS_FIRST = 2 };

int cn_parser_model_init(cn_parser_model *model, cairn_error *err)
{
    *model = (cn_parser_model){.cap_moves = CAP_FIRST, .cap_labels = CAP_FIRST, .step = 1};
    model->moves = cn_alloc_zero(model->cap_moves, sizeof *model->moves);
    model->labels = cn_alloc_zero(model->cap_labels, sizeof *model->labels);
    if (model->moves && model->labels)
        return CAIRN_OK;
    cn_parser_model_done(model);
    return cn_fail_memory(err, CAP_FIRST * sizeof *model->moves);
}

void cn_parser_model_done(cn_parser_model *model)
{
    cn_free(model->moves);
    cn_free(model->labels);
    cn_free(model->weights);
    *model = (cn_parser_model){.step = 1};
}

/* The slot that has the hash, or the free one where it would be. */
static size_t find_move(const cn_move_feature *moves, size_t cap, uint64_t hash)
{
    size_t at = (size_t)(hash >> 32) & (cap - 1);

    while (moves[at].hash != hash && moves[at].hash != 0)
        at = (at + 1) & (cap - 1);
    return at;
}

static size_t find_label(const cn_label_feature *labels, size_t cap, uint64_t hash)
{
    size_t at = (size_t)(hash >> 32) & (cap - 1);

    while (labels[at].hash != hash && labels[at].hash != 0)
        at = (at + 1) & (cap - 1);
    return at;
}

void cn_parser_model_moves(const cn_parser_model *model, const uint64_t *hashes, size_t n,
                           int64_t scores[CN_MOVE_COUNT])
{
    memset(scores, 0, CN_MOVE_COUNT * sizeof *scores);
    for (size_t i = 0; i < n; i++) {
        const cn_move_feature *f =
            &model->moves[find_move(model->moves, model->cap_moves, hashes[i])];

        for (int move = 0; move < CN_MOVE_COUNT; move++)
            scores[move] += model->is_averaged ? f->lags[move] : f->weights[move];
    }
}

void cn_parser_model_labels(const cn_parser_model *model, const uint64_t *hashes, size_t n,
                            int64_t scores[CN_LABEL_SCORES])
{
    memset(scores, 0, CN_LABEL_SCORES * sizeof *scores);
    for (size_t i = 0; i < n; i++) {
        const cn_label_feature *f =
            &model->labels[find_label(model->labels, model->cap_labels, hashes[i])];
        const cn_label_weight *weights = &model->weights[f->first];

        for (uint32_t k = 0; k < f->n; k++)
            scores[weights[k].label] += model->is_averaged ? weights[k].lag : weights[k].weight;
    }
}

static int grow_moves(cn_parser_model *model, cairn_error *err)
{
    const size_t cap = 2 * model->cap_moves;
    cn_move_feature *moves = cap <= FEATURES_MAX ? cn_alloc_zero(cap, sizeof *moves) : NULL;

    if (!moves)
        return cn_fail_memory(err, cap * sizeof *moves);
    for (size_t i = 0; i < model->cap_moves; i++)
        if (model->moves[i].hash)
            moves[find_move(moves, cap, model->moves[i].hash)] = model->moves[i];
    cn_free(model->moves);
    model->moves = moves;
    model->cap_moves = cap;
    return CAIRN_OK;
}

static int grow_labels(cn_parser_model *model, cairn_error *err)
{
    const size_t cap = 2 * model->cap_labels;
    cn_label_feature *labels = cap <= FEATURES_MAX ? cn_alloc_zero(cap, sizeof *labels) : NULL;

    if (!labels)
        return cn_fail_memory(err, cap * sizeof *labels);
    for (size_t i = 0; i < model->cap_labels; i++)
        if (model->labels[i].hash)
            labels[find_label(labels, cap, model->labels[i].hash)] = model->labels[i];
    cn_free(model->labels);
    model->labels = labels;
    model->cap_labels = cap;
    return CAIRN_OK;
}

/* The feature, made when it is not known; NULL when memory is out. */
static cn_move_feature *know_move(cn_parser_model *model, uint64_t hash, cairn_error *err)
{
    cn_move_feature *f;

    if (model->n_moves + 1 > model->cap_moves / 4 * 3 && grow_moves(model, err) < 0)
        return NULL;
    f = &model->moves[find_move(model->moves, model->cap_moves, hash)];
    model->n_moves += f->hash == 0;
    f->hash = hash;
    return f;
}

static cn_label_feature *know_label(cn_parser_model *model, uint64_t hash, cairn_error *err)
{
    cn_label_feature *f;

    if (model->n_labels + 1 > model->cap_labels / 4 * 3 && grow_labels(model, err) < 0)
        return NULL;
    f = &model->labels[find_label(model->labels, model->cap_labels, hash)];
    model->n_labels += f->hash == 0;
    f->hash = hash;
    return f;
}

int cn_parser_model_learn_move(cn_parser_model *model, const uint64_t *hashes, size_t n,
                               cn_move right, cn_move wrong, cairn_error *err)
{
    for (size_t i = 0; i < n; i++) {
        cn_move_feature *f = know_move(model, hashes[i], err);

        if (!f)
            return CAIRN_ENOMEM;
        f->weights[right]++;
        f->lags[right] += model->step;
        f->weights[wrong]--;
        f->lags[wrong] -= model->step;
    }
    return CAIRN_OK;
}

/* The feature's weight of a label, made when it is not there; NULL when memory is out. */
static cn_label_weight *weight_of(cn_parser_model *model, cn_label_feature *f, uint32_t label)
{
    cn_label_weight *weights = &model->weights[f->first];

    for (uint32_t k = 0; k < f->n; k++)
        if (weights[k].label == label)
            return &weights[k];
    if (f->n == f->cap) { /* moves to the end; the old place is lost, a third of all at most */
        const uint16_t cap = (uint16_t)(f->cap ? 2 * f->cap : PAIRS_FIRST);

        if (!cn_grow((void **)&model->weights, &model->cap_weights, model->n_weights + cap,
                     FEATURES_MAX, sizeof *model->weights))
            return NULL;
        memmove(&model->weights[model->n_weights], &model->weights[f->first],
                f->n * sizeof *model->weights);
        f->first = (uint32_t)model->n_weights;
        f->cap = cap;
        model->n_weights += cap;
    }
    weights = &model->weights[f->first + f->n++];
    *weights = (cn_label_weight){.label = label};
    return weights;
}

int cn_parser_model_learn_label(cn_parser_model *model, const uint64_t *hashes, size_t n,
                                uint8_t right, uint8_t wrong, cairn_error *err)
{
    for (size_t i = 0; i < n; i++) {
        cn_label_feature *f = know_label(model, hashes[i], err);

        if (!f)
            return CAIRN_ENOMEM;
        for (int side = 0; side < 2; side++) {
            const int amount = side == 0 ? 1 : -1;
            cn_label_weight *weight = weight_of(model, f, side == 0 ? right : wrong);

            if (!weight)
                return cn_fail_memory(err, model->n_weights * sizeof *weight);
            weight->weight += amount;
            weight->lag += amount * model->step;
        }
    }
    return CAIRN_OK;
}

void cn_parser_model_average(cn_parser_model *model)
{
    for (size_t i = 0; i < model->cap_moves; i++)
        for (int move = 0; move < CN_MOVE_COUNT; move++) {
            cn_move_feature *f = &model->moves[i];

            f->lags[move] = f->weights[move] * model->step - f->lags[move];
        }
    for (size_t i = 0; i < model->n_weights; i++) {
        cn_label_weight *w = &model->weights[i];

        w->lag = w->weight * model->step - w->lag;
    }
    model->is_averaged = true;
}

static int merge_moves(cn_parser_model *model, const cn_parser_model *other, cairn_error *err)
{
    for (size_t i = 0; i < other->cap_moves; i++) {
        cn_move_feature *f;

        if (other->moves[i].hash == 0)
            continue;
        f = know_move(model, other->moves[i].hash, err);
        if (!f)
            return CAIRN_ENOMEM;
        for (int move = 0; move < CN_MOVE_COUNT; move++)
            f->lags[move] += other->moves[i].lags[move];
    }
    return CAIRN_OK;
}

int cn_parser_model_merge(cn_parser_model *model, const cn_parser_model *other, cairn_error *err)
{
    int rc = CAIRN_OK;

    /* As large as the other from the start: its features come in the order of their hashes, and
     * would pile up in one corner of a smaller table. */
    while (model->cap_moves < other->cap_moves && rc == CAIRN_OK)
        rc = grow_moves(model, err);
    while (model->cap_labels < other->cap_labels && rc == CAIRN_OK)
        rc = grow_labels(model, err);
    if (rc == CAIRN_OK)
        rc = merge_moves(model, other, err);

    for (size_t i = 0; i < other->cap_labels && rc == CAIRN_OK; i++) {
        const cn_label_feature *from = &other->labels[i];
        cn_label_feature *f = from->n ? know_label(model, from->hash, err) : NULL;

        if (from->n && !f)
            return CAIRN_ENOMEM;
        for (uint32_t k = 0; k < from->n; k++) {
            const cn_label_weight *add = &other->weights[from->first + k];
            cn_label_weight *weight = weight_of(model, f, add->label);

            if (!weight)
                return cn_fail_memory(err, model->n_weights * sizeof *weight);
            weight->lag += add->lag;
        }
    }
    model->about = other->about;
    model->is_averaged = true;
    return rc;
}
