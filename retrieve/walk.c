/* See walk.h. A chunk's own score ("base") is BM25 relative to the best, plus what the names of the
 * question give. Each hop hands a share of the front's scores along edges; a target keeps the best
 * offer, not the sum, since many weak hints are no path. The arrays are dense by chunk ordinal and
 * cleared by the lists of what was touched, so that a question costs what it touches.
 *
 * Related: personalised PageRank as in HippoRAG (Gutiérrez et al., 2024), which spreads without
 * regard to what the question still asks; the trial behind this design found that regard decisive.
 */
#include "retrieve/walk.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "retrieve/gist.h"

enum {
    HOPS = 2,
    FRONT = 20,            /* chunks that hand on their score, per hop */
    LINKS_MAX = 64,        /* names followed per chunk */
    ABOUT_MAX = 16,        /* chunks about a name that are followed */
    SHARED_MAX = 32,       /* a name in more chunks than this joins nothing */
    SEEDS = 50,            /* chunks ranked by their own score alone */
    POSTINGS_MAX = 1 << 20 /* touched per question */
};

struct cn_walk_scratch {
    uint32_t n_chunks;
    float *base;                     /* own score: BM25 relative to the best, and names */
    float *final;                    /* best of own and handed-on score */
    float *reached;                  /* handed on in this hop */
    float *strength;                 /* of the edges of the source at hand */
    uint32_t *touched, *hop, *edges; /* what is not zero in base or final; reached; strength */
    uint32_t n_touched, n_hop, n_edges;
    double term_weight[CN_QUERY_TERMS_MAX];
    struct cn_gists *gists;
    const double *set; /* the view's settings */
};

int cn_walk_scratch_new(const cn_snapshot *snapshot, struct cn_walk_scratch **walk,
                        cairn_error *err)
{
    const size_t n = snapshot->n_chunks + 1U;
    cn_walk_scratch *made = cn_alloc_zero(1, sizeof *made);
    int rc;

    *walk = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    made->n_chunks = snapshot->n_chunks;
    made->base = cn_alloc_zero(n, sizeof(float));
    made->final = cn_alloc_zero(n, sizeof(float));
    made->reached = cn_alloc_zero(n, sizeof(float));
    made->strength = cn_alloc_zero(n, sizeof(float));
    made->touched = cn_alloc_zero(n, 2 * sizeof(uint32_t)); /* a chunk may come twice */
    made->hop = cn_alloc_zero(n, sizeof(uint32_t));
    made->edges = cn_alloc_zero(n, sizeof(uint32_t));
    if (!made->base || !made->final || !made->reached || !made->strength || !made->touched ||
        !made->hop || !made->edges) {
        cn_walk_scratch_free(made);
        return cn_fail_memory(err, n * 6 * sizeof(uint32_t));
    }
    rc = cn_gists_new(snapshot, &made->gists, err);
    if (rc < 0) {
        cn_walk_scratch_free(made);
        return rc;
    }
    *walk = made;
    return CAIRN_OK;
}

void cn_walk_scratch_free(struct cn_walk_scratch *walk)
{
    if (!walk)
        return;
    cn_free(walk->base);
    cn_free(walk->final);
    cn_free(walk->reached);
    cn_free(walk->strength);
    cn_free(walk->touched);
    cn_free(walk->hop);
    cn_free(walk->edges);
    cn_gists_free(walk->gists);
    cn_free(walk);
}

struct cn_gists *cn_walk_gists(const cn_walk_scratch *walk)
{
    return walk->gists;
}

static void add_base(cn_walk_scratch *walk, uint32_t chunk, double value)
{
    if (walk->base[chunk] == 0 && value > 0)
        walk->touched[walk->n_touched++] = chunk;
    walk->base[chunk] += (float)value;
}

static double shared_strength(const cn_walk_scratch *walk, uint64_t n)
{
    return n < 2 ? 1.0 : pow((double)n, -walk->set[CN_SET_FALL]);
}

static void seed_text(cn_walk_scratch *walk, const cn_scores *scores)
{
    float best = 0;

    for (uint32_t i = 0; i < scores->n_touched; i++)
        best = fmaxf(best, scores->score[scores->touched[i]]);
    for (uint32_t i = 0; i < scores->n_touched; i++)
        add_base(walk, scores->touched[i], (double)(scores->score[scores->touched[i]] / best));
}

static void seed_names(cn_walk_scratch *walk, const cn_snapshot *snapshot,
                       const cn_question *question)
{
    for (size_t l = 0; l < question->n_links; l++) {
        const cn_link *link = &question->links[l];
        const uint64_t first = snapshot->about_offsets[link->entity];
        uint64_t end = snapshot->about_offsets[link->entity + 1];
        const uint64_t from = snapshot->mentioned_offsets[link->entity];
        const uint64_t to = snapshot->mentioned_offsets[link->entity + 1];

        if (end > first + ABOUT_MAX)
            end = first + ABOUT_MAX;
        for (uint64_t i = first; i < end; i++)
            add_base(walk, snapshot->about[i],
                     walk->set[CN_SET_NAME_BONUS] * link->weight / (double)(end - first));
        if (to - from > SHARED_MAX)
            continue;
        for (uint64_t i = from; i < to; i++)
            add_base(walk, snapshot->mentioned[i],
                     walk->set[CN_SET_MENTION_BONUS] * link->weight *
                         shared_strength(walk, to - from));
    }
}

/* Weight of the question's terms in a mask. */
static double mask_weight(const cn_walk_scratch *walk, uint64_t mask)
{
    double sum = 0;

    for (; mask; mask &= mask - 1)
        sum += walk->term_weight[__builtin_ctzll(mask)];
    return sum;
}

static void offer_edge(cn_walk_scratch *walk, uint32_t target, double strength)
{
    if (walk->strength[target] == 0)
        walk->edges[walk->n_edges++] = target;
    if (walk->strength[target] < (float)strength)
        walk->strength[target] = (float)strength;
}

static bool is_asked(const cn_question *question, uint32_t entity)
{
    for (size_t i = 0; i < question->n_links; i++)
        if (question->links[i].entity == entity)
            return true;
    return false;
}

/* The strongest edge from one chunk to each other that a name of its joins it to. */
static void gather_edges(cn_walk_scratch *walk, const cn_snapshot *snapshot,
                         const cn_question *question, uint32_t source)
{
    const uint64_t first = snapshot->link_offsets[source];
    uint64_t end = snapshot->link_offsets[source + 1];

    if (end > first + LINKS_MAX)
        end = first + LINKS_MAX;
    for (uint64_t l = first; l < end; l++) {
        const uint32_t entity = snapshot->links[l].entity;
        const uint64_t about = snapshot->about_offsets[entity];
        uint64_t about_end = snapshot->about_offsets[entity + 1];
        const uint64_t from = snapshot->mentioned_offsets[entity];
        const uint64_t to = snapshot->mentioned_offsets[entity + 1];

        if (about_end > about + ABOUT_MAX)
            about_end = about + ABOUT_MAX;
        for (uint64_t i = about; i < about_end; i++)
            offer_edge(walk, snapshot->about[i], 1.0 / (double)(about_end - about));
        if (to - from > SHARED_MAX || is_asked(question, entity))
            continue;
        for (uint64_t i = from; i < to; i++)
            offer_edge(walk, snapshot->mentioned[i],
                       walk->set[CN_SET_SHARED] * shared_strength(walk, to - from));
    }
}

void cn_walk_reach(cn_walk_scratch *walk, uint32_t chunk, double value)
{
    if (walk->reached[chunk] == 0 && value > 0)
        walk->hop[walk->n_hop++] = chunk;
    walk->reached[chunk] = fmaxf(walk->reached[chunk], (float)value);
}

void cn_walk_take_reached(cn_walk_scratch *walk, cn_topk *top)
{
    for (uint32_t i = 0; i < walk->n_hop; i++) {
        const uint32_t chunk = walk->hop[i];
        cn_topk_offer(top, chunk, (double)walk->reached[chunk]);
        walk->reached[chunk] = 0;
    }
    walk->n_hop = 0;
}

/* Hands `value` of the source on along its edges. */
static void hand_on(cn_walk_scratch *walk, const cn_scores *scores, uint64_t wanted,
                    double wanted_weight, uint32_t source, double value)
{
    const uint64_t open = wanted & ~scores->mask[source];
    const double open_weight = mask_weight(walk, open);
    /* The geometric mean of open and all: little left open makes small covers count more, but not
     * without bound. */
    const double norm = sqrt((open_weight > 0 ? open_weight : 1.0) * wanted_weight);

    for (uint32_t e = 0; e < walk->n_edges; e++) {
        const uint32_t target = walk->edges[e];
        const double covers = mask_weight(walk, open & scores->mask[target]) / norm;
        const float given =
            (float)(value * (double)walk->strength[target] *
                    (walk->set[CN_SET_STEP_ALWAYS] + walk->set[CN_SET_STEP_COVERS] * covers));

        walk->strength[target] = 0;
        if (target != source)
            cn_walk_reach(walk, target, (double)given);
    }
    walk->n_edges = 0;
}

/* Adds this hop's gains to the final scores; the best of them are the next front. */
static void settle_hop(cn_walk_scratch *walk, cn_topk *front)
{
    front->n = 0;
    for (uint32_t i = 0; i < walk->n_hop; i++) {
        const uint32_t chunk = walk->hop[i];
        const float gained = walk->reached[chunk];
        const float total = (float)walk->set[CN_SET_KEEP] * walk->base[chunk] + gained;

        if (walk->base[chunk] == 0 && walk->final[chunk] == 0)
            walk->touched[walk->n_touched++] = chunk;
        walk->final[chunk] = fmaxf(walk->final[chunk], total);
        walk->reached[chunk] = 0;
        cn_topk_offer(front, chunk, (double)gained);
    }
    walk->n_hop = 0;
    cn_topk_sort(front);
}

static void walk_hops(cn_walk_scratch *walk, const cn_view *view, const cn_question *question,
                      cn_topk *front)
{
    const cn_scores *scores = view->scores;
    const uint64_t wanted =
        scores->n_terms == 64 ? UINT64_MAX : ((uint64_t)1 << scores->n_terms) - 1;
    double wanted_weight;

    for (unsigned t = 0; t < scores->n_terms; t++)
        walk->term_weight[t] = scores->terms[t].idf;
    wanted_weight = mask_weight(walk, wanted);
    if (wanted_weight <= 0)
        wanted_weight = 1.0;
    for (unsigned hop = 0; hop < HOPS; hop++) {
        for (size_t i = 0; i < front->n; i++) {
            const uint32_t source = (uint32_t)front->items[i].id;
            gather_edges(walk, view->snapshot, question, source);
            hand_on(walk, scores, wanted, wanted_weight, source, front->items[i].score);
        }
        settle_hop(walk, front);
    }
}

/* The best by their own score: SEEDS of them keep it, FRONT of them start the walk. */
static void pick_seeds(cn_walk_scratch *walk, cn_topk *seeds)
{
    for (uint32_t i = 0; i < walk->n_touched; i++)
        cn_topk_offer(seeds, walk->touched[i], (double)walk->base[walk->touched[i]]);
    cn_topk_sort(seeds);
    for (size_t i = 0; i < seeds->n; i++)
        walk->final[seeds->items[i].id] = (float)seeds->items[i].score;
}

static void clear_scratch(cn_walk_scratch *walk, cn_topk *top)
{
    for (uint32_t i = 0; i < walk->n_touched; i++) {
        const uint32_t chunk = walk->touched[i];
        if (walk->final[chunk] > 0)
            cn_topk_offer(top, chunk, (double)walk->final[chunk]);
        walk->base[chunk] = 0;
        walk->final[chunk] = 0;
    }
    walk->n_touched = 0;
}

void cn_walk_read_words(const cn_view *view, const cn_question *question)
{
    cn_scores_run(view->scores, view->snapshot, question->words.items, question->words.n,
                  POSTINGS_MAX);
}

int cn_walk_run(const cn_view *view, const cn_question *question, bool use_text, bool use_graph,
                cn_topk *top)
{
    cn_walk_scratch *walk = view->walk;
    cn_topk seeds = {0}, front = {0};
    int rc = CAIRN_ENOMEM;

    if (!cn_topk_init(&seeds, top->k > SEEDS ? top->k : SEEDS) || !cn_topk_init(&front, FRONT))
        goto out;
    walk->set = view->settings->values;
    cn_walk_read_words(view, question);
    if (use_text)
        seed_text(walk, view->scores);
    if (use_graph)
        seed_names(walk, view->snapshot, question);
    pick_seeds(walk, &seeds);
    for (size_t i = 0; i < seeds.n && i < FRONT; i++)
        cn_topk_offer(&front, seeds.items[i].id, seeds.items[i].score);
    cn_topk_sort(&front);
    if (use_graph)
        walk_hops(walk, view, question, &front);
    clear_scratch(walk, top);
    rc = CAIRN_OK;
out:
    cn_topk_done(&seeds);
    cn_topk_done(&front);
    return rc;
}
