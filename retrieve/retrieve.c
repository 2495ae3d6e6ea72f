/* Finders to one ranking: the walk (which holds the text finder), its best read again and put in
 * order (rank.h), and vectors where an embedder is set, fused by reciprocal rank (Cormack, Clarke
 * and Büttcher, SIGIR 2009). Then at most one chunk per document. */
#include "retrieve/retrieve.h"

#include "base/map.h"
#include "base/mem.h"
#include "retrieve/rank.h"
#include "retrieve/walk.h"

#define RRF_K 60.0 /* from Cormack et al. 2009 */
enum {
    SPARE = 4,        /* chunks ranked per hit wanted, since documents have several */
    RANKED_MIN = 400, /* chunks ranked at least: what is read again does not depend on the limit */
    WIDER = 8,        /* times as many when too many of them are left out */
    RANKED_MAX =
        65536 /* chunks ranked at most: some hundred thousand of later date hide the rest */
};

/* map: chunk id -> ordinal + 1, 0 when the snapshot does not have it. Chunks are not in the order
 * of their ids, so all are looked at: with an embedder only, and less work than its search. */
static int map_ordinals(const cn_snapshot *snapshot, cn_map *map, const cn_scored *found, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!cn_map_put(map, found[i].id, NULL))
            return CAIRN_ENOMEM;
    for (uint32_t i = 0; i < snapshot->n_chunks; i++) {
        uint64_t *value = cn_map_get(map, (uint64_t)snapshot->chunks[i].id);
        if (value)
            *value = i + 1U;
    }
    return CAIRN_OK;
}

static int add_ranks(const cn_scored *ranked, size_t n, cn_map *fused)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t *slot = cn_map_put(fused, ranked[i].id, NULL);
        double score;

        if (!slot)
            return CAIRN_ENOMEM;
        /* Scores live in the map as counts of 2^-40, so that sums do not depend on order. */
        score = 1.0 / (RRF_K + (double)(i + 1));
        *slot += (uint64_t)(score * (double)((uint64_t)1 << 40));
    }
    return CAIRN_OK;
}

static int fuse_vectors(const cn_view *view, const cn_question *question, cn_topk *top,
                        cairn_error *err)
{
    cn_map ordinals, fused;
    cn_scored *similar = cn_alloc_zero(top->k, sizeof *similar);
    size_t n = 0, kept = 0;
    uint64_t id, value;
    int rc;

    cn_map_init(&ordinals);
    cn_map_init(&fused);
    rc = similar ? view->similar(view->user, question->text, top->k, similar, &n, err)
                 : cn_fail_memory(err, top->k * sizeof *similar);
    if (rc < 0 || n == 0)
        goto out;
    rc = map_ordinals(view->snapshot, &ordinals, similar, n);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const uint64_t *ordinal = cn_map_get(&ordinals, similar[i].id);
        if (ordinal && *ordinal)
            similar[kept++].id = *ordinal - 1;
    }
    if (rc == CAIRN_OK)
        rc = add_ranks(top->items, top->n, &fused);
    if (rc == CAIRN_OK)
        rc = add_ranks(similar, kept, &fused);
    if (rc < 0) {
        rc = cn_fail_memory(err, n * sizeof *similar);
        goto out;
    }
    top->n = 0;
    for (size_t i = 0; cn_map_next(&fused, &i, &id, &value);)
        cn_topk_offer(top, id, (double)value / (double)((uint64_t)1 << 40));
    cn_topk_sort(top);
out:
    cn_map_done(&ordinals);
    cn_map_done(&fused);
    cn_free(similar);
    return rc;
}

int cn_question_admits(const cn_view *view, const cn_question *question, uint64_t chunk,
                       bool *is_in, cairn_error *err)
{
    const cn_timing *timing = question->timing;

    *is_in = true;
    if (!timing || !timing->admits)
        return CAIRN_OK;
    return timing->admits(timing->user, view->snapshot->chunks[chunk].id, is_in, err);
}

/* The best chunk of each document, in rank order. */
static int keep_best_of_document(const cn_view *view, const cn_question *question,
                                 const cn_topk *top, size_t limit, cn_scored *out, size_t *n,
                                 cairn_error *err)
{
    const cn_snapshot *snapshot = view->snapshot;
    int rc = CAIRN_OK;

    *n = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < top->n && *n < limit; i++) {
        const uint32_t document = snapshot->chunks[top->items[i].id].document;
        bool is_seen = false, is_in;

        for (size_t j = 0; j < *n && !is_seen; j++)
            is_seen = snapshot->chunks[out[j].id].document == document;
        if (is_seen)
            continue;
        rc = cn_question_admits(view, question, top->items[i].id, &is_in, err);
        if (rc == CAIRN_OK && is_in)
            out[(*n)++] = top->items[i];
    }
    return rc;
}

/* Ranks k chunks. *is_all: there were no more. */
static int retrieve_ranked(const cn_view *view, const cn_question *question,
                           const cn_retrieve_options *options, size_t k, cn_scored *out, size_t *n,
                           bool *is_all, cairn_error *err)
{
    cn_topk top = {0};
    int rc;

    if (!cn_topk_init(&top, k))
        return cn_fail_memory(err, k * sizeof *out);
    rc = cn_walk_run(view, question, options->use_text, options->use_graph, &top);
    if (rc < 0) {
        rc = cn_fail_memory(err, 0);
        goto out;
    }
    cn_topk_sort(&top);
    if (options->use_text && options->use_graph)
        rc = cn_rank_evidence(view, question, &top, err);
    if (rc == CAIRN_OK && options->use_vectors && view->similar)
        rc = fuse_vectors(view, question, &top, err);
    if (rc == CAIRN_OK)
        rc = keep_best_of_document(view, question, &top, options->limit, out, n, err);
    *is_all = top.n < k;
out:
    cn_topk_done(&top);
    return rc;
}

int cn_retrieve(const cn_view *view, const cn_question *question,
                const cn_retrieve_options *options, cn_scored *out, size_t *n, cairn_error *err)
{
    size_t k = options->limit * SPARE > RANKED_MIN ? options->limit * SPARE : RANKED_MIN;
    bool is_all = false;
    int rc;

    *n = 0;
    rc = retrieve_ranked(view, question, options, k, out, n, &is_all, err);
    while (rc == CAIRN_OK && *n < options->limit && !is_all && k < RANKED_MAX) {
        k *= WIDER;
        rc = retrieve_ranked(view, question, options, k, out, n, &is_all, err);
    }
    return rc;
}
