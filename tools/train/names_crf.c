/* Forward and backward sums are kept as probabilities, scaled to 1 per token, so that a token costs
 * one exponential per label and a sentence one per transition. */
#include "tools/train/names_crf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/recognizer_decode.h"

#define IDS_MAX ((size_t)1 << 31)
enum { L = CN_LABEL_COUNT, S = NAMES_STRIDE };

/* ---- Features ---------------------------------------------------------------------------- */

void names_features_done(names_features *features)
{
    cn_free(features->ids);
    cn_free(features->first);
    *features = (names_features){.ids = NULL};
}

int names_features_add(names_features *features, const uint32_t *ids, size_t n, cairn_error *err)
{
    if (!cn_grow((void **)&features->ids, &features->cap_ids, features->n_ids + n + 1, IDS_MAX,
                 sizeof(*ids)) ||
        !cn_grow((void **)&features->first, &features->cap_tokens, features->n_tokens + 2, IDS_MAX,
                 sizeof(*features->first)))
        return cn_fail_memory(err, features->n_ids);
    memcpy(features->ids + features->n_ids, ids, n * sizeof(*ids));
    features->first[features->n_tokens++] = features->n_ids;
    features->n_ids += n;
    features->first[features->n_tokens] = features->n_ids;
    return CAIRN_OK;
}

/* ---- Numbers ----------------------------------------------------------------------------- */

/* exp(x) to float precision by its series around the nearest power of two. */
static float exponential(float x)
{
    double y = x < -80 ? -80 : x > 80 ? 80 : x, r, sum = 1, term = 1;
    int k = (int)floor(y * 1.4426950408889634 + 0.5);

    r = y - k * 0.6931471805599453;
    for (int i = 1; i <= 7; i++) {
        term *= r / i;
        sum += term;
    }
    return (float)ldexp(sum, k);
}

static uint64_t next_chance(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* ---- Training ---------------------------------------------------------------------------- */

typedef struct trainer {
    names_crf *crf;
    const names_features *features;
    const names_learning *how;
    float *squares; /* sums of squared gradients, like weights */
    float move_squares[(L + 1) * S];
    float moves[(L + 1) * S]; /* exponentials */
    float move_sums[(L + 1) * S];
    float score[CN_TREE_MAX * S], forward[CN_TREE_MAX * S], backward[CN_TREE_MAX * S];
    float scale[CN_TREE_MAX];
    size_t n_sentences;
} trainer;

void names_crf_score(const names_crf *crf, const uint32_t *ids, size_t n, float scores[S])
{
    for (size_t k = 0; k < n; k++) {
        const float *row = crf->weights + (size_t)ids[k] * S;

        if (ids[k] >= crf->n_features || crf->counts[ids[k]] < crf->least)
            continue;
        for (size_t l = 0; l < S; l++)
            scores[l] += row[l];
    }
}

static void exponentiate(trainer *t, const names_sentence *s)
{
    for (size_t i = 0; i < s->n; i++) {
        float *score = t->score + i * S, most;
        size_t token = s->token + i, first = t->features->first[token];

        memset(score, 0, S * sizeof(*score));
        if (s->prior)
            memcpy(score, s->prior + i * S, S * sizeof(*score));
        else if (first == t->features->first[token + 1])
            score[CN_LABEL_OUTSIDE] = CN_NAME_PLAIN_SCORE;
        names_crf_score(t->crf, t->features->ids + first, t->features->first[token + 1] - first,
                        score);
        most = score[0];
        for (size_t l = 1; l < L; l++)
            most = score[l] > most ? score[l] : most;
        for (size_t l = 0; l < L; l++)
            score[l] = exponential(score[l] - most);
        for (size_t l = L; l < S; l++)
            score[l] = 0;
    }
    for (int from = 0; from <= L; from++)
        for (int to = 0; to < S; to++) {
            size_t k = (size_t)from * S + (size_t)to;
            float prior = s->prior_moves ? s->prior_moves[k] : 0;

            t->moves[k] = to < L && cn_name_move_allowed(from, to)
                              ? exponential(t->crf->moves[k] + prior)
                              : 0;
        }
}

static void sum_forward(trainer *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float *out = t->forward + i * S, total = 0;

        if (i == 0)
            memcpy(out, t->moves + (size_t)L * S, S * sizeof(*out));
        else {
            const float *in = out - S;

            memset(out, 0, S * sizeof(*out));
            for (size_t from = 0; from < L; from++)
                for (size_t to = 0; to < S; to++)
                    out[to] += in[from] * t->moves[from * S + to];
        }
        for (size_t l = 0; l < S; l++)
            out[l] *= t->score[i * S + l];
        if (i + 1 == n)
            for (int l = 0; l < L; l++)
                if (!cn_name_move_allowed(l, L))
                    out[l] = 0;
        for (size_t l = 0; l < S; l++)
            total += out[l];
        t->scale[i] = total;
        for (size_t l = 0; l < S; l++)
            out[l] /= total;
    }
}

/* backward[i][l]: of what follows token i, scaled as forward is, without token i itself. */
static void sum_backward(trainer *t, size_t n)
{
    for (int l = 0; l < S; l++)
        t->backward[(n - 1) * S + (size_t)l] = l < L && cn_name_move_allowed(l, L) ? 1.0f : 0.0f;
    for (size_t i = n - 1; i > 0; i--) {
        const float *next = t->backward + i * S;
        float *out = t->backward + (i - 1) * S, inner[S];

        for (size_t l = 0; l < S; l++)
            inner[l] = next[l] * t->score[i * S + l] / t->scale[i];
        for (size_t from = 0; from < L; from++) {
            float sum = 0;

            for (size_t to = 0; to < S; to++)
                sum += inner[to] * t->moves[from * S + to];
            out[from] = sum;
        }
        for (size_t l = L; l < S; l++)
            out[l] = 0;
    }
}

static void step_row(float *weights, float *squares, const float *slope, float penalty, float rate)
{
    for (size_t l = 0; l < S; l++) {
        float g = slope[l] + penalty * weights[l];

        squares[l] += g * g;
        weights[l] -= rate * g / sqrtf(squares[l] + 1e-6f);
    }
}

static void step_moves(trainer *t, const names_sentence *s)
{
    float penalty = t->how->penalty / (float)t->n_sentences;

    memset(t->move_sums, 0, sizeof(t->move_sums));
    for (size_t i = 1; i < s->n; i++)
        for (size_t from = 0; from < L; from++)
            for (size_t to = 0; to < S; to++)
                t->move_sums[from * S + to] += t->forward[(i - 1) * S + from] *
                                               t->moves[from * S + to] * t->score[i * S + to] *
                                               t->backward[i * S + to] / t->scale[i];
    for (size_t to = 0; to < S; to++)
        t->move_sums[(size_t)L * S + to] = t->forward[to] * t->backward[to];
    t->move_sums[(size_t)L * S + s->gold[0]] -= 1;
    for (size_t i = 1; i < s->n; i++)
        t->move_sums[(size_t)s->gold[i - 1] * S + s->gold[i]] -= 1;
    for (size_t from = 0; from <= L; from++)
        step_row(t->crf->moves + from * S, t->move_squares + from * S, t->move_sums + from * S,
                 penalty, t->how->rate);
}

static void learn_sentence(trainer *t, const names_sentence *s)
{
    exponentiate(t, s);
    sum_forward(t, s->n);
    sum_backward(t, s->n);
    for (size_t i = 0; i < s->n; i++) {
        size_t token = s->token + i;
        float slope[S];

        for (size_t l = 0; l < S; l++)
            slope[l] = t->forward[i * S + l] * t->backward[i * S + l];
        slope[s->gold[i]] -= 1;
        for (size_t k = t->features->first[token]; k < t->features->first[token + 1]; k++) {
            size_t id = t->features->ids[k];

            if (t->crf->counts[id] >= t->crf->least)
                step_row(t->crf->weights + id * S, t->squares + id * S, slope,
                         t->how->penalty / (float)t->crf->counts[id], t->how->rate);
        }
    }
    step_moves(t, s);
}

static void count_features(const trainer *t, const names_sentence *sentences, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t first = t->features->first[sentences[i].token];
        size_t end = t->features->first[sentences[i].token + sentences[i].n];

        for (size_t k = first; k < end; k++)
            t->crf->counts[t->features->ids[k]]++;
    }
}

int names_crf_train(names_crf *crf, const names_features *features, uint32_t n_features,
                    const names_sentence *sentences, size_t n, const names_learning *how,
                    cairn_error *err)
{
    trainer *t = cn_alloc_zero(1, sizeof(*t));
    uint32_t *order = cn_alloc_zero(n + 1, sizeof(*order));
    uint64_t chance = 20231;
    int rc = CAIRN_ENOMEM;

    *crf = (names_crf){.n_features = n_features, .least = how->least};
    crf->weights = cn_alloc_zero((size_t)n_features + 1, S * sizeof(float));
    crf->counts = cn_alloc_zero((size_t)n_features + 1, sizeof(uint32_t));
    if (!t || !order || !crf->weights || !crf->counts)
        goto out;
    t->squares = cn_alloc_zero((size_t)n_features + 1, S * sizeof(float));
    if (!t->squares)
        goto out;
    t->crf = crf;
    t->features = features;
    t->how = how;
    t->n_sentences = n;
    count_features(t, sentences, n);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < how->epochs; epoch++) {
        for (size_t i = n; i > 1; i--) {
            size_t k = (size_t)(next_chance(&chance) % i);
            uint32_t held = order[i - 1];

            order[i - 1] = order[k];
            order[k] = held;
        }
        for (size_t i = 0; i < n; i++)
            learn_sentence(t, &sentences[order[i]]);
    }
    rc = CAIRN_OK;
out:
    if (t)
        cn_free(t->squares);
    cn_free(t);
    cn_free(order);
    if (rc < 0) {
        names_crf_done(crf);
        return cn_fail_memory(err, (size_t)n_features * S * sizeof(float));
    }
    return CAIRN_OK;
}

typedef struct worth {
    float value;
    uint32_t id;
} worth;

static int by_worth(const void *a, const void *b)
{
    const worth *x = a, *y = b;

    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* How much a feature moves scores, summed over the training text. */
static float worth_of(const names_crf *crf, uint32_t id)
{
    const float *row = crf->weights + (size_t)id * S;
    float low = row[0], high = row[0];

    if (crf->counts[id] < crf->least)
        return 0;
    for (size_t l = 1; l < L; l++) {
        low = row[l] < low ? row[l] : low;
        high = row[l] > high ? row[l] : high;
    }
    return (high - low) * sqrtf((float)crf->counts[id]);
}

int names_crf_order(const names_crf *crf, uint32_t **order, size_t *n, cairn_error *err)
{
    worth *all = cn_alloc_zero((size_t)crf->n_features + 1, sizeof(*all));

    *n = 0;
    *order = cn_alloc_zero((size_t)crf->n_features + 1, sizeof(**order));
    if (!all || !*order) {
        cn_free(all);
        return cn_fail_memory(err, crf->n_features * sizeof(*all));
    }
    for (uint32_t i = 0; i < crf->n_features; i++)
        all[i] = (worth){worth_of(crf, i), i};
    qsort(all, crf->n_features, sizeof(*all), by_worth);
    while (*n < crf->n_features && all[*n].value > 0) {
        (*order)[*n] = all[*n].id;
        ++*n;
    }
    cn_free(all);
    return CAIRN_OK;
}

int names_crf_prune(names_crf *crf, uint32_t n, cairn_error *err)
{
    uint32_t *order = NULL;
    size_t n_used = 0;
    int rc = names_crf_order(crf, &order, &n_used, err);

    for (size_t i = n; rc == CAIRN_OK && i < n_used; i++)
        crf->counts[order[i]] = 0;
    cn_free(order);
    return rc;
}

void names_crf_done(names_crf *crf)
{
    cn_free(crf->weights);
    cn_free(crf->counts);
    *crf = (names_crf){.weights = NULL};
}

/* ---- Decoding ---------------------------------------------------------------------------- */

#define NEVER (-1e9f)

void names_decode(const float *moves, const float *scores, size_t n, uint8_t *labels,
                  float *margins)
{
    static const float none = NEVER;
    float best[CN_TREE_MAX][L], rest[CN_TREE_MAX][L];
    uint8_t from_label[CN_TREE_MAX][L];
    float top = none;

    for (size_t i = 0; i < n; i++)
        for (int to = 0; to < L; to++) {
            best[i][to] = none;
            for (int from = i == 0 ? L : 0; from < (i == 0 ? L + 1 : L); from++) {
                float score;

                if (!cn_name_move_allowed(from, to))
                    continue;
                score = (i == 0 ? 0 : best[i - 1][from]) + moves[from * S + to];
                if (score > best[i][to]) {
                    best[i][to] = score;
                    from_label[i][to] = (uint8_t)from;
                }
            }
            best[i][to] += scores[i * S + (size_t)to];
        }
    for (int l = 0; n > 0 && l < L; l++)
        if (cn_name_move_allowed(l, L) && best[n - 1][l] > top) {
            top = best[n - 1][l];
            labels[n - 1] = (uint8_t)l;
        }
    for (size_t i = n; i-- > 1;)
        labels[i - 1] = from_label[i][labels[i]];
    if (!margins)
        return;
    for (size_t i = n; i-- > 0;) {
        float other = none;

        for (int l = 0; l < L; l++) {
            rest[i][l] = i + 1 == n && cn_name_move_allowed(l, L) ? 0 : none;
            for (int to = 0; i + 1 < n && to < L; to++) {
                float score;

                if (!cn_name_move_allowed(l, to))
                    continue;
                score = moves[l * S + to] + scores[(i + 1) * S + (size_t)to] + rest[i + 1][to];
                rest[i][l] = score > rest[i][l] ? score : rest[i][l];
            }
            if (l != labels[i] && best[i][l] + rest[i][l] > other)
                other = best[i][l] + rest[i][l];
        }
        margins[i] = top - other;
    }
}
