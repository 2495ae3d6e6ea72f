/* Problems and their verdicts, see truth.h.
 *
 * The resolvers work on a sorted copy, see truth_index.h. They score the rivals; what rivals imply
 * is as likely as all that imply it together. */
#include "fusion/truth.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "fusion/calibration.h"
#include "fusion/truth_index.h"

static const size_t PLACES_MAX = INT32_MAX;

/* ---- Building ---------------------------------------------------------------- */

void cn_truth_done(cn_truth *truth)
{
    cn_free(truth->sources);
    cn_free(truth->items);
    cn_free(truth->values);
    cn_free(truth->claims);
    cn_free(truth->links);
    cn_free(truth->order);
    *truth = (cn_truth)CN_TRUTH_INIT;
}

void cn_truth_clear(cn_truth *truth)
{
    truth->n_sources = truth->n_items = truth->n_values = truth->n_claims = truth->n_links = 0;
    truth->n_rounds = 0;
}

static double within_one(double x)
{
    return x > 1 ? 1 : x > 0 ? x : 0;
}

int cn_truth_add_source(cn_truth *truth, uint64_t id, double prior, uint32_t *place,
                        cairn_error *err)
{
    if (place)
        *place = (uint32_t)truth->n_sources;
    if (!cn_grow((void **)&truth->sources, &truth->cap_sources, truth->n_sources + 1, PLACES_MAX,
                 sizeof(*truth->sources)))
        return cn_fail_memory(err, sizeof(*truth->sources));
    truth->sources[truth->n_sources++] = (cn_truth_source){
        .id = id, .prior = prior < 0 ? CN_TRUTH_PRIOR_UNKNOWN : within_one(prior)};
    return CAIRN_OK;
}

int cn_truth_add_item(cn_truth *truth, uint64_t id, bool is_multi, uint32_t *place,
                      cairn_error *err)
{
    if (place)
        *place = (uint32_t)truth->n_items;
    if (!cn_grow((void **)&truth->items, &truth->cap_items, truth->n_items + 1, PLACES_MAX,
                 sizeof(*truth->items)))
        return cn_fail_memory(err, sizeof(*truth->items));
    truth->items[truth->n_items++] = (cn_truth_item){.id = id, .is_multi = is_multi};
    return CAIRN_OK;
}

int cn_truth_add_value(cn_truth *truth, uint32_t item, uint64_t id, uint32_t *place,
                       cairn_error *err)
{
    if (place)
        *place = (uint32_t)truth->n_values;
    if (!cn_grow((void **)&truth->values, &truth->cap_values, truth->n_values + 1, PLACES_MAX,
                 sizeof(*truth->values)))
        return cn_fail_memory(err, sizeof(*truth->values));
    truth->values[truth->n_values++] = (cn_truth_value){.id = id, .item = item};
    return CAIRN_OK;
}

int cn_truth_add_claim(cn_truth *truth, const cn_truth_claim *claim, cairn_error *err)
{
    if (!cn_grow((void **)&truth->claims, &truth->cap_claims, truth->n_claims + 1, PLACES_MAX,
                 sizeof(*truth->claims)))
        return cn_fail_memory(err, sizeof(*truth->claims));
    truth->claims[truth->n_claims] = *claim;
    truth->claims[truth->n_claims++].confidence = within_one(claim->confidence);
    return CAIRN_OK;
}

int cn_truth_add_link(cn_truth *truth, const cn_truth_link *link, cairn_error *err)
{
    if (!cn_grow((void **)&truth->links, &truth->cap_links, truth->n_links + 1, PLACES_MAX,
                 sizeof(*truth->links)))
        return cn_fail_memory(err, sizeof(*truth->links));
    truth->links[truth->n_links] = *link;
    truth->links[truth->n_links++].weight = within_one(link->weight);
    return CAIRN_OK;
}

/* ---- Resolvers --------------------------------------------------------------- */

/* In the order of cn_truth_score_fns. */
static const cn_truth_resolver resolvers[] = {
    {"default", "reliability, independence and likeness together, calibrated"},
    {"majority", "most sources"},
    {"truthfinder", "reliability of sources by iteration (Yin, Han, Yu 2008)"},
    {"accu", "accuracy of sources, Bayesian (Dong, Berti-Equille, Srivastava 2009)"},
    {"accucopy", "accu with copying sources found and discounted (the same authors)"},
    {"evidence", "theory of evidence (Dempster 1967, Shafer 1976)"},
    {"latest", "the latest claim"},
};
static const cn_truth_score_fn score_fns[] = {
    cn_truth_default,   cn_truth_majority, cn_truth_truthfinder, cn_truth_accu,
    cn_truth_accu_copy, cn_truth_evidence, cn_truth_latest,
};

const cn_truth_resolver *cn_truth_resolvers(size_t *n)
{
    *n = sizeof(resolvers) / sizeof(*resolvers);
    return resolvers;
}

const cn_truth_resolver *cn_truth_find_resolver(const char *name)
{
    for (size_t i = 0; i < sizeof(resolvers) / sizeof(*resolvers); i++) {
        if (strcmp(resolvers[i].name, name) == 0)
            return &resolvers[i];
    }
    return NULL;
}

double cn_truth_trust_from_scores(cn_truth_index *index, double expected, double strength)
{
    double most = 0;

    for (size_t source = 0; source < index->n_sources; source++) {
        double sum = expected * strength, n = strength, trust;

        for (uint32_t i = index->source_first[source]; i < index->source_first[source + 1]; i++) {
            sum += index->score[index->votes[index->source_votes[i]].value];
            n += 1;
        }
        trust = index->prior[source] >= 0 ? index->prior[source] : n > 0 ? sum / n : expected;
        most = fmax(most, fabs(trust - index->trust[source]));
        index->trust[source] = trust;
    }
    return most;
}

/* ---- Verdicts ---------------------------------------------------------------- */

/* The sources behind a value, by saying it or its kin, and their mean reliability. */
typedef struct side {
    uint32_t n, n_parts; /* that say it; that leave something out of it */
    double trust, copies;
} side;

static side measure_side(const cn_truth_index *index, uint32_t value)
{
    side s = {0, 0, 0, 0};

    for (uint32_t i = index->backer_first[value]; i < index->backer_first[value + 1]; i++) {
        const cn_truth_backer *backer = &index->backers[i];

        s.n_parts += backer->tie == CN_TRUTH_PART;
        if (backer->tie >= CN_TRUTH_PART)
            continue;
        s.n++;
        s.trust += index->trust[backer->source];
        s.copies += index->copied[backer->vote];
    }
    s.trust = s.n > 0 ? s.trust / s.n : 0;
    return s;
}

/* By score, then sources, then id. */
static bool is_better(const cn_truth_index *index, uint32_t a, uint32_t b)
{
    if (index->score[a] != index->score[b])
        return index->score[a] > index->score[b];
    if (cn_truth_votes_of(index, a) != cn_truth_votes_of(index, b))
        return cn_truth_votes_of(index, a) > cn_truth_votes_of(index, b);
    return a < b;
}

/* Whether value a agrees with b: one implies the other, or leaves something out of it. */
static bool agrees(const cn_truth_index *index, uint32_t a, uint32_t b)
{
    for (uint32_t i = index->edge_first[b]; i < index->edge_first[b + 1]; i++) {
        if (index->edges[i].from == a && (index->edges[i].is_kin || index->edges[i].leaves_out))
            return true;
    }
    return false;
}

/* The best value, and the best of those that do not agree with it; CN_TRUTH_NONE where there is
 * none. */
static void find_best(const cn_truth_index *index, uint32_t item, uint32_t *best, uint32_t *second)
{
    *best = *second = CN_TRUTH_NONE;
    for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++) {
        if (index->is_rival[v] && cn_truth_votes_of(index, v) > 0 &&
            (*best == CN_TRUTH_NONE || is_better(index, v, *best)))
            *best = v;
    }
    if (*best == CN_TRUTH_NONE)
        return;
    for (uint32_t v = index->item_first[item]; v < index->item_first[item + 1]; v++) {
        if (v != *best && index->is_rival[v] && cn_truth_votes_of(index, v) > 0 &&
            !agrees(index, v, *best) && (*second == CN_TRUTH_NONE || is_better(index, v, *second)))
            *second = v;
    }
}

static const char *plural(uint32_t n)
{
    return n == 1 ? "" : "s";
}

/* Appends to a reason; what does not fit is cut. */
static CN_PRINTF(2, 3) void add_words(char *reason, const char *format, ...)
{
    const size_t len = strlen(reason);
    va_list args;

    va_start(args, format);
    vsnprintf(reason + len, CN_TRUTH_REASON_LEN - len, format, args);
    va_end(args);
}

/* "; the 3 are more reliable (0.82 against 0.40)". */
static void explain_trust(char *reason, const cn_truth_index *index, uint32_t best, uint32_t second)
{
    const side ours = measure_side(index, best), theirs = measure_side(index, second);

    if (ours.trust >= theirs.trust + 0.005)
        add_words(reason, "; the %u %s more reliable (%.2f against %.2f)", ours.n,
                  ours.n == 1 ? "is" : "are", ours.trust, theirs.trust);
    else if (ours.n <= theirs.n && theirs.copies >= ours.copies + 0.5)
        add_words(reason, "; of the %u some %.0f look copied", theirs.n, theirs.copies);
    else if (ours.n == theirs.n && index->score[best] == index->score[second])
        add_words(reason, "; nothing else decides, so by order of ids");
    else if (ours.n + ours.n_parts <= theirs.n)
        add_words(reason, "; likeness with other values, confidence or time decides");
}

static void write_reason(cn_truth_item *item, const cn_truth_index *index, uint32_t best,
                         uint32_t second)
{
    const side ours = best == CN_TRUTH_NONE ? (side){0, 0, 0, 0} : measure_side(index, best);
    const uint32_t n = ours.n;

    item->reason[0] = '\0';
    if (best == CN_TRUTH_NONE) {
        add_words(item->reason, "no source says anything");
    } else if (item->is_multi && item->n > 1) {
        add_words(item->reason, "several may hold; of %u source%s %u say%s this", item->n_sources,
                  plural(item->n_sources), n, n == 1 ? "s" : "");
    } else {
        add_words(item->reason, "%u source%s", n, plural(n));
        if (ours.n_parts > 0)
            add_words(item->reason, " and %u that leave%s something out", ours.n_parts,
                      ours.n_parts == 1 ? "s" : "");
        if (second == CN_TRUTH_NONE) {
            add_words(item->reason, ", none against");
        } else {
            add_words(item->reason, " against %u", measure_side(index, second).n);
            explain_trust(item->reason, index, best, second);
        }
    }
    if (item->n_capped > 0)
        add_words(item->reason, "; %u values with fewer sources left out", item->n_capped);
}

/* What rivals imply is as likely as all of them together; in a multi item, as the likeliest. */
static void score_implied(cn_truth_index *index)
{
    for (uint32_t v = 0; v < index->n_values; v++) {
        const bool is_multi = index->is_multi[index->value_item[v]];
        double sum = 0, most = 0;

        if (index->is_rival[v])
            continue;
        for (uint32_t i = index->edge_first[v]; i < index->edge_first[v + 1]; i++) {
            const cn_truth_edge *edge = &index->edges[i];

            if (!edge->implies || !index->is_rival[edge->from])
                continue;
            sum += index->score[edge->from];
            most = fmax(most, index->score[edge->from]);
        }
        index->score[v] = within_one(is_multi ? fmax(most, index->score[v]) : sum);
    }
}

static uint32_t count_item_sources(const cn_truth_index *index, uint32_t item, uint32_t *stamps)
{
    const uint32_t first = index->value_first[index->item_first[item]];
    const uint32_t end = index->value_first[index->item_first[item + 1]];
    uint32_t n = 0;

    for (uint32_t i = first; i < end; i++) {
        uint32_t *stamp = &stamps[index->votes[i].source];

        n += *stamp != item + 1;
        *stamp = item + 1;
    }
    return n;
}

static void decide_item(cn_truth *truth, const cn_truth_index *index, uint32_t rank,
                        uint32_t *stamps)
{
    cn_truth_item *item = &truth->items[index->item_place[rank]];
    const uint32_t first = index->item_first[rank], end = index->item_first[rank + 1];
    uint32_t best, second;

    find_best(index, rank, &best, &second);
    item->first = first;
    item->n = end - first;
    item->winner = best == CN_TRUTH_NONE ? CN_TRUTH_NONE : index->value_place[best];
    item->n_sources = count_item_sources(index, rank, stamps);
    item->n_capped = index->n_capped[rank];
    for (uint32_t v = first; v < end; v++) {
        cn_truth_value *value = &truth->values[index->value_place[v]];

        truth->order[v] = index->value_place[v];
        value->support = cn_truth_votes_of(index, v);
        value->score = within_one(index->score[v]);
        value->believed = v == best || (item->is_multi && value->belief >= 0.5);
    }
    for (uint32_t v = first; best != CN_TRUTH_NONE && v < end; v++) {
        for (uint32_t i = index->edge_first[v]; i < index->edge_first[v + 1]; i++) {
            if (index->edges[i].from == best && index->edges[i].implies)
                truth->values[index->value_place[v]].believed = true;
        }
    }
    write_reason(item, index, best, second);
}

static int write_verdicts(cn_truth *truth, const cn_truth_index *index, cairn_error *err)
{
    uint32_t *stamps = cn_alloc_zero(index->n_sources, sizeof(*stamps));
    uint32_t *order = cn_realloc(truth->order, (truth->n_values + 1) * sizeof(*order));

    truth->order = order ? order : truth->order;
    if (!stamps || !order) {
        cn_free(stamps);
        return cn_fail_memory(err, truth->n_values * sizeof(*order));
    }
    for (uint32_t i = 0; i < index->n_items; i++)
        decide_item(truth, index, i, stamps);
    memset(stamps, 0, index->n_sources * sizeof(*stamps));
    for (uint32_t i = 0; i < index->n_sources; i++)
        truth->sources[index->source_place[i]].n_items = 0;
    for (uint32_t i = 0; i < index->n_votes; i++) {
        const uint32_t source = index->votes[i].source;
        const uint32_t item = index->value_item[index->votes[i].value] + 1;

        truth->sources[index->source_place[source]].n_items += stamps[source] != item;
        stamps[source] = item;
    }
    for (uint32_t i = 0; i < index->n_sources; i++)
        truth->sources[index->source_place[i]].reliability = within_one(index->trust[i]);
    truth->n_rounds = index->n_rounds;
    cn_free(stamps);
    return CAIRN_OK;
}

/* ---- Solving ----------------------------------------------------------------- */

static int check(const cn_truth *truth, cairn_error *err)
{
    for (size_t i = 0; i < truth->n_values; i++) {
        if (truth->values[i].item >= truth->n_items)
            return cn_fail(err, CAIRN_EINVAL, (int64_t)i, "value %zu has no item", i);
    }
    for (size_t i = 0; i < truth->n_claims; i++) {
        if (truth->claims[i].source >= truth->n_sources ||
            truth->claims[i].value >= truth->n_values)
            return cn_fail(err, CAIRN_EINVAL, (int64_t)i, "claim %zu has no source or value", i);
    }
    for (size_t i = 0; i < truth->n_links; i++) {
        const cn_truth_link *link = &truth->links[i];

        if (link->from >= truth->n_values || link->to >= truth->n_values ||
            truth->values[link->from].item != truth->values[link->to].item)
            return cn_fail(err, CAIRN_EINVAL, (int64_t)i, "link %zu does not stay in an item", i);
    }
    return CAIRN_OK;
}

int cn_truth_solve(cn_truth *truth, const cn_truth_resolver *resolver, cairn_error *err)
{
    const size_t which = resolver ? (size_t)(resolver - resolvers) : 0;
    cn_truth_index index;
    int rc = check(truth, err);

    if (rc < 0)
        return rc;
    rc = cn_truth_index_build(&index, truth, err);
    if (rc == CAIRN_OK)
        rc = score_fns[which](&index, err);
    if (rc == CAIRN_OK) {
        score_implied(&index);
        for (uint32_t v = 0; v < index.n_values; v++) {
            cn_truth_value *value = &truth->values[index.value_place[v]];

            value->belief =
                which == 0 ? cn_calibrate(within_one(index.score[v])) : within_one(index.score[v]);
        }
        rc = write_verdicts(truth, &index, err);
    }
    cn_truth_index_done(&index);
    return rc;
}
