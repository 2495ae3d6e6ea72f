/* Sources that copy from each other: they share values that are false, or that nobody else has
 * (Dong, Berti-Equille, Srivastava 2009).
 *
 * Two sources that agree on what is true need not know each other; two that agree on the same rare
 * error do. For each pair of sources the odds of one copying are multiplied up over the items on
 * which both speak. Pairs come from items, at most SOURCES_PER_ITEM in each and PAIRS_MAX in all,
 * so that cost stays linear. A pair must agree on SHARED_MIN items: in one item agreement is just
 * what makes a claim believable. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/status.h"
#include "fusion/truth_index.h"

enum { SOURCES_PER_ITEM = 64, SHARED_MIN = 2 };
static const size_t PAIRS_MAX = (size_t)1 << 21;
static const double COPY_PRIOR = 0.1; /* alpha */
static const double COPY_RATE = 0.8;  /* c */
static const double TRUST_MIN = 0.05, TRUST_MAX = 0.95;

typedef struct pair {
    double log_odds; /* of independence against copying */
    uint32_t n_shared;
} pair;

typedef struct copies {
    cn_truth_index *index;
    cn_map places; /* sources, less << 32 | greater -> place in pairs */
    pair *pairs;
    size_t n, cap;
    uint32_t votes[SOURCES_PER_ITEM]; /* of the item at hand, one for each source */
} copies;

static uint64_t pair_key(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

/* NULL beyond PAIRS_MAX. */
static int find_pair(copies *c, uint32_t a, uint32_t b, pair **found, cairn_error *err)
{
    bool was_new;
    uint64_t *place;

    *found = NULL;
    if (c->n >= PAIRS_MAX) {
        place = cn_map_get(&c->places, pair_key(a, b));
        *found = place ? &c->pairs[*place] : NULL;
        return CAIRN_OK;
    }
    place = cn_map_put(&c->places, pair_key(a, b), &was_new);
    if (!place)
        return cn_fail_memory(err, sizeof(*place));
    if (was_new) {
        if (!cn_grow((void **)&c->pairs, &c->cap, c->n + 1, PAIRS_MAX, sizeof(*c->pairs)))
            return cn_fail_memory(err, sizeof(*c->pairs));
        *place = c->n;
        c->pairs[c->n++] = (pair){0, 0};
    }
    *found = &c->pairs[*place];
    return CAIRN_OK;
}

static double clamp_trust(double trust)
{
    return fmin(fmax(trust, TRUST_MIN), TRUST_MAX);
}

/* popularity: of the shared value among those who speak about the item, how likely a third one
 * would hit upon it by chance. What is true two may well both know: with many items in common even
 * its small odds would add up to a copy, so that only what is likely false speaks. */
static double log_shared(double a, double b, double truth, double popularity)
{
    const double both_false = (1 - a) * (1 - b) * popularity;
    const double copied_false = COPY_RATE * (1 - fmin(a, b)) + (1 - COPY_RATE) * both_false;

    return (1 - truth) * log(both_false / copied_false);
}

static int compare_pair(copies *c, uint32_t vote_a, uint32_t vote_b, size_t n_others,
                        cairn_error *err)
{
    const cn_truth_index *index = c->index;
    const cn_truth_vote *a = &index->votes[vote_a], *b = &index->votes[vote_b];
    pair *p;
    int rc = find_pair(c, a->source, b->source, &p, err);

    if (rc < 0 || !p)
        return rc;
    if (a->value == b->value) {
        const double n_same = cn_truth_votes_of(index, a->value) - 2;
        const double popularity = (n_same + 0.5) / ((double)n_others + 1);

        p->log_odds +=
            log_shared(clamp_trust(index->trust[a->source]), clamp_trust(index->trust[b->source]),
                       index->score[a->value], fmin(popularity, 1));
        p->n_shared++;
    } else {
        p->log_odds -= log(1 - COPY_RATE);
    }
    return CAIRN_OK;
}

/* The first vote of each source about the item, at most SOURCES_PER_ITEM, those first by rank. */
static int compare_votes(const void *a, const void *b)
{
    const cn_truth_vote *x = a;
    const cn_truth_vote *y = b;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

typedef struct item_votes {
    cn_truth_vote vote;
    uint32_t place;
} item_vote;

static int compare_item_votes(const void *a, const void *b)
{
    return compare_votes(&((const item_vote *)a)->vote, &((const item_vote *)b)->vote);
}

static int compare_item(copies *c, uint32_t item, item_vote *all, cairn_error *err)
{
    const cn_truth_index *index = c->index;
    const uint32_t first = index->value_first[index->item_first[item]];
    const size_t n_all = index->value_first[index->item_first[item + 1]] - first;
    size_t n = 0;
    int rc = CAIRN_OK;

    for (uint32_t i = 0; i < n_all; i++)
        all[i] = (item_vote){index->votes[first + i], first + i};
    if (n_all > 1)
        qsort(all, n_all, sizeof(*all), compare_item_votes);
    for (size_t i = 0; i < n_all && n < SOURCES_PER_ITEM; i++) {
        if (n == 0 || index->votes[c->votes[n - 1]].source != all[i].vote.source)
            c->votes[n++] = all[i].place;
    }
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        for (size_t j = i + 1; rc == CAIRN_OK && j < n; j++)
            rc = compare_pair(c, c->votes[i], c->votes[j], n_all > 2 ? n_all - 2 : 0, err);
    }
    return rc;
}

/* Pr(one of them copies from the other). */
static double copy_chance(const copies *c, uint32_t a, uint32_t b)
{
    const uint64_t *place = cn_map_get(&c->places, pair_key(a, b));

    if (!place || c->pairs[*place].n_shared < SHARED_MIN)
        return 0;
    return 1 / (1 + (1 - COPY_PRIOR) / COPY_PRIOR * exp(fmin(c->pairs[*place].log_odds, 500)));
}

/* More reliable sources first, as the likelier origins. */
static int compare_trust(const void *a, const void *b)
{
    const cn_truth_vote *x = &((const item_vote *)a)->vote;
    const cn_truth_vote *y = &((const item_vote *)b)->vote;

    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

/* A vote is independent when its source copied from none of those before it. all is scratch. */
static void judge_value(copies *c, uint32_t value, item_vote *all)
{
    cn_truth_index *index = c->index;
    const uint32_t first = index->value_first[value];
    const size_t n = index->value_first[value + 1] - first;

    for (uint32_t i = 0; i < n; i++) {
        all[i] = (item_vote){index->votes[first + i], first + i};
        all[i].vote.confidence = index->trust[all[i].vote.source];
    }
    if (n > 1)
        qsort(all, n, sizeof(*all), compare_trust);
    for (size_t i = 0; i < n; i++) {
        const size_t n_before = i < SOURCES_PER_ITEM ? i : SOURCES_PER_ITEM;
        double independent = 1;

        for (size_t j = 0; j < n_before; j++)
            independent *= 1 - COPY_RATE * copy_chance(c, all[i].vote.source, all[j].vote.source);
        index->copied[all[i].place] = 1 - independent;
    }
}

int cn_truth_find_copies(cn_truth_index *index, cairn_error *err)
{
    copies c = {.index = index};
    item_vote *all = cn_alloc_zero(index->n_votes, sizeof(*all));
    int rc = all ? CAIRN_OK : cn_fail_memory(err, index->n_votes * sizeof(*all));

    cn_map_init(&c.places);
    for (uint32_t item = 0; rc == CAIRN_OK && item < index->n_items; item++)
        rc = compare_item(&c, item, all, err);
    for (uint32_t v = 0; rc == CAIRN_OK && v < index->n_values; v++)
        judge_value(&c, v, all);
    cn_map_done(&c.places);
    cn_free(c.pairs);
    cn_free(all);
    return rc;
}
