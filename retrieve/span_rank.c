/* Spans with one meaning share their chances: the model's scores go through one softmax together
 * with "none", and what spells the same is added up. */
#include "retrieve/span_rank.h"

#include <math.h>

#include "retrieve/span_model.h"
#include "retrieve/span_pool.h"

/* What no training data tells, in the model's units (a span's odds are e to the score). */
#define SURE_BONUS 2.5 /* it surely held at the time asked for */
#define PAST_PENALTY 4.0
enum { TIMED_MAX = 24 }; /* answers that the graph is asked of: a row or two each */

struct ranked {
    int64_t key;
    double share; /* of the softmax, of all spans with the key */
    double best;  /* of one of them */
    size_t span;  /* that one */
};

/* Answers by key; the array holds at most one for each span. */
static size_t add_up(const cn_span_pool *pool, const double *shares, struct ranked *ranked,
                     uint32_t *slots, size_t n_slots)
{
    size_t n = 0;

    for (size_t i = 0; i < n_slots; i++)
        slots[i] = 0;
    for (size_t i = 0; i < pool->n; i++) {
        size_t slot = (size_t)((uint64_t)pool->keys[i] % n_slots);
        struct ranked *item;

        while (slots[slot] && ranked[slots[slot] - 1].key != pool->keys[i])
            slot = (slot + 1) % n_slots;
        if (!slots[slot]) {
            ranked[n] = (struct ranked){pool->keys[i], 0, -1, i};
            slots[slot] = (uint32_t)++n;
        }
        item = &ranked[slots[slot] - 1];
        item->share += shares[i];
        if (shares[i] > item->best) {
            item->best = shares[i];
            item->span = i;
        }
    }
    return n;
}

/* With what is known of the time. */
static double timed_score(const cn_span_pool *pool, size_t i, double score)
{
    const float fit = pool->features[i * CN_SPAN_FEATURES + CN_SF_time_fit];

    if (fit < -1.5F) /* it did not hold then */
        return -INFINITY;
    return score + (fit > 0 ? SURE_BONUS : fit < 0 ? -PAST_PENALTY : 0);
}

static void softmax(const cn_reader_model *model, const cn_span_pool *pool, double *shares)
{
    double top = 0, sum;

    cn_reader_model_scores(model, pool->features, pool->n, shares);
    for (size_t i = 0; i < pool->n; i++) {
        shares[i] = timed_score(pool, i, shares[i]);
        top = shares[i] > top ? shares[i] : top;
    }
    sum = exp(-top); /* "none" scores 0 */
    for (size_t i = 0; i < pool->n; i++) {
        shares[i] = exp(shares[i] - top);
        sum += shares[i];
    }
    for (size_t i = 0; i < pool->n; i++)
        shares[i] /= sum;
}

/* What the graph knows of when the best of them held. */
static int weigh_times(const cn_passages *passages, const cn_span_pool *pool, struct ranked *ranked,
                       size_t n, cairn_error *err)
{
    const cn_timing *timing = passages->timing;
    int rc = CAIRN_OK;

    if (!timing || !timing->known)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < n && i < TIMED_MAX; i++) {
        cn_fit fit = CN_FIT_OPEN;

        if (pool->spans[ranked[i].span].found & CN_SPAN_DATE)
            continue;
        rc = timing->known(timing->user, ranked[i].key, &fit, err);
        if (fit == CN_FIT_NOT)
            ranked[i].share = 0;
        else if (fit == CN_FIT_PAST)
            ranked[i].share *= exp(-PAST_PENALTY);
        else if (fit == CN_FIT_SURE)
            ranked[i].share = fmin(1, ranked[i].share * exp(SURE_BONUS));
    }
    return rc;
}

/* The first `max` of the answers in order, equal ones as the evidence has them. */
static void sort_best(struct ranked *ranked, size_t n, size_t max)
{
    for (size_t i = 0; i < n && i < max; i++) {
        size_t best = i;
        struct ranked item;

        for (size_t k = i + 1; k < n; k++)
            if (ranked[k].share > ranked[best].share)
                best = k;
        item = ranked[best];
        for (size_t k = best; k > i; k--)
            ranked[k] = ranked[k - 1];
        ranked[i] = item;
    }
}

static int make_value(const cn_passages *passages, const cn_reader_model *model,
                      const cn_span_pool *pool, const struct ranked *ranked, cn_arena *arena,
                      cn_value *value, cairn_error *err)
{
    const cn_answer_span *span = &pool->spans[ranked->span];
    const cn_sentence *sentence = &passages->sentences[span->sentence];
    const cn_passage *passage = &passages->items[sentence->passage];
    const cn_snapshot *snapshot = passages->view->snapshot;
    const uint32_t *entities;
    uint32_t n_entities;
    size_t len;
    const char *text = cn_span_bytes(passages, span, &len);
    char *copy = cn_arena_strndup(arena, text, len);

    if (!copy)
        return cn_fail_memory(err, len);
    for (size_t i = 0; i < len; i++) /* a name broken over two lines */
        if (copy[i] == '\n' || copy[i] == '\r' || copy[i] == '\t')
            copy[i] = ' ';
    entities = cn_snapshot_key(snapshot, ranked->key, &n_entities);
    *value = (cn_value){.text = copy,
                        .len = len,
                        .key = ranked->key,
                        .entity = n_entities > 0 ? entities[0] : UINT32_MAX,
                        .score = cn_reader_model_chance(model, ranked->share),
                        .how = span->found & CN_SPAN_TITLE ? CN_HOW_TITLE : CN_HOW_SENTENCE,
                        .chunk = snapshot->chunks[passage->evidence->chunk].id,
                        .first = sentence->at,
                        .n = sentence->len,
                        .number = span->number};
    return CAIRN_OK;
}

int cn_spans_rank(cn_passages *passages, const cn_span_query *query, cn_arena *arena, cn_value *out,
                  size_t max, size_t *n, cairn_error *err)
{
    const cn_view *view = passages->view;
    const cn_reader_model *model = NULL;
    cn_span_pool pool;
    struct ranked *ranked;
    double *shares;
    uint32_t *slots;
    size_t n_ranked, n_slots;
    int rc = view->reader ? view->reader(view->user, &model, err) : CAIRN_OK;

    *n = 0;
    if (rc == CAIRN_OK)
        rc = cn_span_pool_read(&pool, passages, query, err);
    if (rc < 0)
        return rc;
    if (view->watch)
        view->watch->see(view->watch->user, passages, query, &pool);
    n_slots = 2 * pool.n + 1;
    ranked = cn_arena_alloc(&passages->scratch, (pool.n + 1) * sizeof *ranked);
    shares = cn_arena_alloc(&passages->scratch, (pool.n + 1) * sizeof *shares);
    slots = cn_arena_alloc(&passages->scratch, n_slots * sizeof *slots);
    if (!ranked || !shares || !slots)
        return cn_fail_memory(err, pool.n * sizeof *ranked);
    softmax(model, &pool, shares);
    n_ranked = add_up(&pool, shares, ranked, slots, n_slots);
    sort_best(ranked, n_ranked, max > TIMED_MAX ? max : TIMED_MAX);
    rc = weigh_times(passages, &pool, ranked, n_ranked, err);
    sort_best(ranked, n_ranked < TIMED_MAX ? n_ranked : TIMED_MAX, max);
    for (; *n < max && *n < n_ranked && rc == CAIRN_OK && ranked[*n].share > 0; (*n)++)
        rc = make_value(passages, model, &pool, &ranked[*n], arena, &out[*n], err);
    return rc;
}
