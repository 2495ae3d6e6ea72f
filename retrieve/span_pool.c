/* Sentences by what they hold of the question; the best are parsed and their spans gathered. */
#include "retrieve/span_pool.h"

#include <string.h>

struct pick {
    uint32_t sentence;
    double score;
};

struct gatherer {
    cn_span_pool *pool;
    cn_passages *passages;
    cn_span_asked asked;
    uint64_t *own;  /* of each sentence */
    uint64_t *head; /* of each passage */
    uint64_t *path;
    struct pick picks[CN_SPAN_SENTENCES_MAX];
    size_t n_picks;
    double best_share, all_held;
    uint64_t all_terms;
    cn_span_tree *tree;
    cn_answer_span *found;
};

static void *scratch(struct gatherer *gatherer, size_t n, size_t size, int *rc, cairn_error *err)
{
    void *made = cn_arena_alloc(&gatherer->passages->scratch, (n + 1) * size);

    if (!made)
        *rc = cn_fail_memory(err, n * size);
    return made;
}

static int open_gatherer(struct gatherer *g, cairn_error *err)
{
    cn_span_pool *pool = g->pool;
    int rc = CAIRN_OK;

    g->own = scratch(g, g->passages->n_sentences, sizeof *g->own, &rc, err);
    g->head = scratch(g, g->passages->n, sizeof *g->head, &rc, err);
    g->path = scratch(g, g->passages->n, sizeof *g->path, &rc, err);
    g->tree = scratch(g, 1, sizeof *g->tree, &rc, err);
    g->found = scratch(g, CN_SPANS_OF_SENTENCE, sizeof *g->found, &rc, err);
    pool->spans = scratch(g, CN_SPAN_POOL_MAX, sizeof *pool->spans, &rc, err);
    pool->keys = scratch(g, CN_SPAN_POOL_MAX, sizeof *pool->keys, &rc, err);
    pool->features =
        scratch(g, (size_t)CN_SPAN_POOL_MAX * CN_SPAN_FEATURES, sizeof(float), &rc, err);
    pool->n = 0;
    return rc;
}

/* The evidence's bits of a path, as those of the step's terms. */
static uint64_t translate(const cn_span_asked *asked, uint64_t mask)
{
    uint64_t terms = 0;

    for (unsigned t = 0; t < asked->n_terms; t++)
        if (asked->terms[t].evidence_bit & mask)
            terms |= (uint64_t)1 << t;
    return terms;
}

static void pick(struct gatherer *g, uint32_t sentence, double score)
{
    size_t k = g->n_picks;

    if (k == CN_SPAN_SENTENCES_MAX) {
        if (g->picks[k - 1].score >= score)
            return;
        k--;
    } else {
        g->n_picks++;
    }
    for (; k > 0 && g->picks[k - 1].score < score; k--)
        g->picks[k] = g->picks[k - 1];
    g->picks[k] = (struct pick){sentence, score};
}

/* As cn_passages scores sentences, but for the step's own terms. */
static double score_sentence(const struct gatherer *g, uint32_t s)
{
    const cn_sentence *sentence = &g->passages->sentences[s];
    const uint32_t p = sentence->passage;
    const uint64_t with_head = g->own[s] | g->head[p];
    const double overlap = 0.35 * cn_span_terms_share(&g->asked, g->own[s]) +
                           0.3 * cn_span_terms_share(&g->asked, with_head) +
                           0.35 * cn_span_terms_share(&g->asked, with_head | g->path[p]);

    return (1 - CN_RANK_WEIGHT) * overlap + CN_RANK_WEIGHT * g->passages->items[p].evidence->score;
}

static void pick_sentences(struct gatherer *g)
{
    const cn_passages *passages = g->passages;

    for (size_t p = 0; p < passages->n; p++) {
        const cn_passage *passage = &passages->items[p];

        g->head[p] = cn_span_terms_head(&g->asked, passage->head_mask, &passage->title);
        g->path[p] = g->asked.query->n_bound > 0 ? 0 : translate(&g->asked, passage->path_mask);
        g->all_terms |= g->head[p];
        for (size_t i = 0; i < passage->n_sentences; i++) {
            const size_t s = passage->first_sentence + i;
            const cn_sentence *sentence = &passages->sentences[s];
            double share;

            g->own[s] =
                cn_span_terms_in(&g->asked, passage->body.words + sentence->first, sentence->n);
            g->all_terms |= g->own[s];
            share = cn_span_terms_share(&g->asked, g->own[s] | g->head[p]);
            if (share > g->best_share)
                g->best_share = share;
            pick(g, (uint32_t)s, score_sentence(g, (uint32_t)s));
        }
    }
    g->all_held = cn_span_terms_share(&g->asked, g->all_terms);
}

static const cn_word *words_of(const cn_passages *passages, const cn_answer_span *span)
{
    const cn_passage *passage = &passages->items[passages->sentences[span->sentence].passage];

    return (span->found & CN_SPAN_TITLE ? passage->title.words : passage->body.words) + span->first;
}

static void add_span(struct gatherer *g, const cn_span_scene *scene, const cn_answer_span *span)
{
    cn_span_pool *pool = g->pool;
    const cn_word *words = words_of(g->passages, span);
    size_t n = span->n;

    if (pool->n == CN_SPAN_POOL_MAX)
        return;
    while (n > 1 && words->flags & CN_WORD_STOP && words->len <= 3) {
        words++;
        n--;
    }
    pool->spans[pool->n] = *span;
    pool->keys[pool->n] = cn_words_key(words, n);
    cn_span_features_read(scene, span, pool->features + pool->n * CN_SPAN_FEATURES);
    pool->n++;
}

/* How many spans of the sentence are just of the kind asked for, a span within another once. */
static void count_rivals(cn_span_pool *pool, size_t first)
{
    unsigned fitting = 0;
    uint32_t end = 0;

    for (size_t i = first; i < pool->n; i++)
        if (pool->features[i * CN_SPAN_FEATURES + CN_SF_type_fit] >= 3 &&
            pool->spans[i].first >= end) {
            fitting++;
            end = pool->spans[i].first + pool->spans[i].n;
        }
    for (size_t i = first; i < pool->n; i++) {
        float *f = pool->features + i * CN_SPAN_FEATURES;

        f[CN_SF_fitting] = (float)fitting;
        f[CN_SF_rivals] = (float)(fitting - (f[CN_SF_type_fit] >= 3 && fitting > 0));
    }
}

static int read_sentence(struct gatherer *g, size_t number, bool with_title, cairn_error *err)
{
    const cn_passages *passages = g->passages;
    const uint32_t s = g->picks[number].sentence;
    const cn_sentence *sentence = &passages->sentences[s];
    const cn_passage *passage = &passages->items[sentence->passage];
    cn_parsed parsed = {.n_names = 0};
    cn_span_scene scene = {.asked = &g->asked,
                           .in = {passages, s, &passage->body, g->tree, &parsed},
                           .passage = passage,
                           .own = g->own[s],
                           .head = g->head[sentence->passage],
                           .path = g->path[sentence->passage],
                           .best_share = g->best_share,
                           .all_held = g->all_held,
                           .all_terms = g->all_terms,
                           .score = g->picks[number].score,
                           .rank = (unsigned)number};
    size_t n, first;
    int rc = CAIRN_OK;

    if (s > passage->first_sentence)
        scene.before = g->own[s - 1];
    if (passages->view->parse)
        rc = passages->view->parse(passages->view->user, passage->body.text + sentence->at,
                                   sentence->len, &parsed, err);
    if (rc < 0)
        return rc;
    cn_span_tree_read(g->tree, &parsed, &passage->body, sentence->at, sentence->first, sentence->n);
    for (int i = 0; i < g->tree->n; i++) {
        cn_span_node *node = &g->tree->nodes[i];

        node->terms =
            cn_span_terms_in(&g->asked, passage->body.words + node->first, node->end - node->first);
        node->related = cn_span_related_in(&g->asked, passage->body.words + node->first,
                                           node->end - node->first);
    }
    scene.related =
        cn_span_related_in(&g->asked, passage->body.words + sentence->first, sentence->n);
    cn_span_scene_read(&scene);
    n = cn_spans_find(&scene.in, g->found);
    first = g->pool->n;
    for (size_t i = 0; i < n; i++)
        add_span(g, &scene, &g->found[i]);
    if (with_title && passage->title.n > 0)
        add_span(g, &scene,
                 &(cn_answer_span){
                     .sentence = s, .n = (uint32_t)passage->title.n, .found = CN_SPAN_TITLE});
    count_rivals(g->pool, first);
    return CAIRN_OK;
}

/* How many spans say the same, and in how many passages. */
static int count_repeats(struct gatherer *g, cairn_error *err)
{
    cn_span_pool *pool = g->pool;
    uint32_t *slots, *chain;
    size_t cap = 4096;
    int rc = CAIRN_OK;

    slots = scratch(g, cap, sizeof *slots, &rc, err);
    chain = scratch(g, pool->n, sizeof *chain, &rc, err);
    if (rc < 0)
        return rc;
    memset(slots, 0, cap * sizeof *slots);
    for (size_t i = 0; i < pool->n; i++) {
        const size_t slot = (size_t)((uint64_t)pool->keys[i] % cap);

        chain[i] = slots[slot];
        slots[slot] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < pool->n; i++) {
        float *features = pool->features + i * CN_SPAN_FEATURES;
        uint64_t passages = 0;
        unsigned n = 0, n_passages = 0;

        for (uint32_t k = slots[(size_t)((uint64_t)pool->keys[i] % cap)]; k && n < 32;
             k = chain[k - 1])
            if (pool->keys[k - 1] == pool->keys[i]) {
                n++;
                passages |= (uint64_t)1
                            << (g->passages->sentences[pool->spans[k - 1].sentence].passage % 64);
            }
        for (; passages; passages &= passages - 1)
            n_passages++;
        features[CN_SF_repeats] = (float)n;
        features[CN_SF_repeat_passages] = (float)n_passages;
    }
    return CAIRN_OK;
}

int cn_span_pool_read(cn_span_pool *pool, cn_passages *passages, const cn_span_query *query,
                      cairn_error *err)
{
    struct gatherer gatherer = {.pool = pool, .passages = passages};
    uint64_t titles = 0; /* passages whose title is taken, by number */
    int rc;

    *pool = (cn_span_pool){.n = 0};
    rc = open_gatherer(&gatherer, err);
    if (rc == CAIRN_OK)
        rc = cn_span_asked_read(&gatherer.asked, passages, query, err);
    if (rc < 0)
        return rc;
    pick_sentences(&gatherer);
    for (size_t i = 0; rc == CAIRN_OK && i < gatherer.n_picks; i++) {
        const uint64_t bit = (uint64_t)1
                             << (passages->sentences[gatherer.picks[i].sentence].passage % 64);

        rc = read_sentence(&gatherer, i, !(titles & bit), err);
        titles |= bit;
    }
    return rc < 0 ? rc : count_repeats(&gatherer, err);
}

/* "$5", "U.S.", "40%": a sign that belongs to the words beside it. */
const char *cn_span_bytes(const cn_passages *passages, const cn_answer_span *span, size_t *len)
{
    const cn_passage *passage = &passages->items[passages->sentences[span->sentence].passage];
    const cn_text *text = &passage->body;
    const cn_word *words = words_of(passages, span);
    const char *begin = text->text, *stop = text->text + text->len;
    size_t at = words[0].first, end = words[span->n - 1].first + words[span->n - 1].len;

    if (span->found & CN_SPAN_TITLE) {
        begin = passage->evidence->title;
        stop = begin + strlen(begin);
    }
    if (at > 0 && (begin[at - 1] == '$' || begin[at - 1] == '#'))
        at--;
    else if (at > 1 && memcmp(begin + at - 2, "\xC2\xA3", 2) == 0)
        at -= 2;
    else if (at > 2 && memcmp(begin + at - 3, "\xE2\x82\xAC", 3) == 0)
        at -= 3;
    if (begin + end < stop &&
        (begin[end] == '%' || (begin[end] == '.' && span->n > 1 && words[span->n - 1].len == 1 &&
                               words[span->n - 2].len == 1)))
        end++;
    *len = end - at;
    return begin + at;
}
