/* The sorted problem, see truth_index.h. */
#include "fusion/truth_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"

typedef struct ranked {
    uint64_t major, minor;
    uint32_t place;
} ranked;

/* A claim by ranks, while it is sifted. */
typedef struct sifted {
    uint32_t item, value, source;
    int32_t day;
    uint64_t text_hash;
    double confidence, prior;
} sifted;

typedef struct builder {
    cn_truth_index *index;
    const cn_truth *truth;
    uint32_t *item_rank, *value_rank, *source_rank; /* place -> rank */
    bool *is_out;                                   /* of values by rank: over the ceiling */
    sifted *claims;
    size_t n_claims;
} builder;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;

    if (x->major != y->major)
        return x->major < y->major ? -1 : 1;
    if (x->minor != y->minor)
        return x->minor < y->minor ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static void rank_all(ranked *all, size_t n, uint32_t *place, uint32_t *rank)
{
    if (n > 1)
        qsort(all, n, sizeof(*all), compare_ranked);
    for (size_t i = 0; i < n; i++) {
        place[i] = all[i].place;
        rank[all[i].place] = (uint32_t)i;
    }
}

static void rank_places(builder *b, ranked *all)
{
    const cn_truth *truth = b->truth;

    for (uint32_t i = 0; i < truth->n_items; i++)
        all[i] = (ranked){truth->items[i].id, 0, i};
    rank_all(all, truth->n_items, b->index->item_place, b->item_rank);
    for (uint32_t i = 0; i < truth->n_sources; i++)
        all[i] = (ranked){truth->sources[i].id, 0, i};
    rank_all(all, truth->n_sources, b->index->source_place, b->source_rank);
    for (uint32_t i = 0; i < truth->n_values; i++)
        all[i] = (ranked){b->item_rank[truth->values[i].item], truth->values[i].id, i};
    rank_all(all, truth->n_values, b->index->value_place, b->value_rank);
}

/* Groups get numbers in the order of their ids. all: sources, scratch. */
static void number_groups(builder *b, ranked *all)
{
    cn_truth_index *index = b->index;

    for (uint32_t i = 0; i < index->n_sources; i++)
        all[i] = (ranked){b->truth->sources[index->source_place[i]].group, 0, i};
    if (index->n_sources > 1)
        qsort(all, index->n_sources, sizeof(*all), compare_ranked);
    for (size_t i = 0; i < index->n_sources; i++) {
        index->n_groups += i == 0 || all[i].major != all[i - 1].major;
        index->group[all[i].place] = (uint32_t)(index->n_groups - 1);
    }
}

/* ---- Claims -> votes --------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    const sifted *x = a;
    const sifted *y = b;

    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    if (x->text_hash != y->text_hash)
        return x->text_hash < y->text_hash ? -1 : 1;
    if (x->prior != y->prior)
        return x->prior > y->prior ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

static int compare_claims(const void *a, const void *b)
{
    const sifted *x = a;
    const sifted *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

static void read_claims(builder *b)
{
    const cn_truth *truth = b->truth;

    for (size_t i = 0; i < truth->n_claims; i++) {
        const cn_truth_claim *claim = &truth->claims[i];

        b->claims[i] = (sifted){.item = b->item_rank[truth->values[claim->value].item],
                                .value = b->value_rank[claim->value],
                                .source = b->source_rank[claim->source],
                                .day = cn_truth_plausible_day(claim->day, truth->today),
                                .text_hash = claim->text_hash,
                                .confidence = claim->confidence,
                                .prior = truth->sources[claim->source].prior};
    }
    b->n_claims = truth->n_claims;
}

/* Of the sources with one text only the first stays. */
static void drop_copied_texts(builder *b)
{
    size_t n = 0, first = 0;

    if (b->n_claims > 1)
        qsort(b->claims, b->n_claims, sizeof(*b->claims), compare_texts);
    for (size_t i = 0; i < b->n_claims; i++) {
        const sifted claim = b->claims[i];
        const sifted *head = &b->claims[first];
        const bool is_same = n > 0 && head->item == claim.item &&
                             head->text_hash == claim.text_hash && claim.text_hash != 0;

        if (is_same && head->source != claim.source)
            continue;
        if (!is_same)
            first = n;
        b->claims[n++] = claim;
    }
    b->n_claims = n;
}

/* What a source says again about a value adds nothing: it has the highest confidence and the latest
 * day with which it said it. */
static void merge_repetitions(builder *b)
{
    size_t n = 0;

    if (b->n_claims > 1)
        qsort(b->claims, b->n_claims, sizeof(*b->claims), compare_claims);
    for (size_t i = 0; i < b->n_claims; i++) {
        const sifted claim = b->claims[i];
        sifted *last = n > 0 ? &b->claims[n - 1] : NULL;

        if (last && last->value == claim.value && last->source == claim.source) {
            last->confidence =
                claim.confidence > last->confidence ? claim.confidence : last->confidence;
            last->day = claim.day > last->day ? claim.day : last->day;
        } else {
            b->claims[n++] = claim;
        }
    }
    b->n_claims = n;
}

static int compare_counts(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;

    if (x->major != y->major)
        return x->major > y->major ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Marks the values of an item beyond CN_TRUTH_VALUES_MAX. counts: votes by value. */
static void cap_values(builder *b, const uint32_t *counts, ranked *all)
{
    cn_truth_index *index = b->index;

    for (size_t item = 0; item < index->n_items; item++) {
        const uint32_t first = index->item_first[item];
        const size_t n = index->item_first[item + 1] - first;

        if (n <= CN_TRUTH_VALUES_MAX)
            continue;
        for (uint32_t i = 0; i < n; i++)
            all[i] = (ranked){counts[first + i], 0, first + i};
        qsort(all, n, sizeof(*all), compare_counts);
        for (size_t i = CN_TRUTH_VALUES_MAX; i < n; i++)
            b->is_out[all[i].place] = true;
        index->n_capped[item] = (uint32_t)(n - CN_TRUTH_VALUES_MAX);
    }
}

static void write_votes(builder *b)
{
    cn_truth_index *index = b->index;

    for (size_t i = 0; i < b->n_claims; i++) {
        const sifted *claim = &b->claims[i];

        if (b->is_out[claim->value])
            continue;
        index->votes[index->n_votes++] = (cn_truth_vote){.source = claim->source,
                                                         .value = claim->value,
                                                         .day = claim->day,
                                                         .confidence = claim->confidence};
        index->value_first[claim->value + 1]++;
        index->source_first[claim->source + 1]++;
    }
    for (size_t i = 0; i < index->n_values; i++)
        index->value_first[i + 1] += index->value_first[i];
    for (size_t i = 0; i < index->n_sources; i++)
        index->source_first[i + 1] += index->source_first[i];
}

/* at: scratch for n_sources. */
static void list_votes_of_sources(cn_truth_index *index, uint32_t *at)
{
    for (size_t i = 0; i < index->n_sources; i++)
        at[i] = index->source_first[i];
    for (size_t i = 0; i < index->n_votes; i++)
        index->source_votes[at[index->votes[i].source]++] = (uint32_t)i;
}

/* ---- Links -> edges ---------------------------------------------------------- */

typedef struct ranked_link {
    uint32_t to, from;
    bool implies, is_kin, leaves_out;
    double weight;
} ranked_link;

static int compare_links(const void *a, const void *b)
{
    const ranked_link *x = a;
    const ranked_link *y = b;

    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Each link and, of one that implies, also the way back, which says that they are kin. Of several
 * between two values one stays, with the greatest weight. */
static size_t sort_links(const builder *b, ranked_link *links)
{
    const cn_truth *truth = b->truth;
    size_t n = 0, n_kept = 0;

    for (size_t i = 0; i < truth->n_links; i++) {
        const cn_truth_link *link = &truth->links[i];
        const uint32_t from = b->value_rank[link->from], to = b->value_rank[link->to];

        if (from == to || b->is_out[from] || b->is_out[to])
            continue;
        links[n++] =
            (ranked_link){to, from, link->implies, link->implies, link->leaves_out, link->weight};
        if (link->implies)
            links[n++] = (ranked_link){from, to, false, true, false, 0};
    }
    if (n > 1)
        qsort(links, n, sizeof(*links), compare_links);
    for (size_t i = 0; i < n; i++) {
        ranked_link *last = n_kept > 0 ? &links[n_kept - 1] : NULL;

        if (last && last->to == links[i].to && last->from == links[i].from) {
            last->implies |= links[i].implies;
            last->is_kin |= links[i].is_kin;
            last->leaves_out |= links[i].leaves_out;
        } else {
            links[n_kept++] = links[i];
        }
    }
    return n_kept;
}

static int build_edges(builder *b, cairn_error *err)
{
    cn_truth_index *index = b->index;
    ranked_link *links = cn_alloc_zero(2 * b->truth->n_links, sizeof(*links));
    size_t n = links ? sort_links(b, links) : 0;

    index->edges = links ? cn_alloc_zero(n, sizeof(*index->edges)) : NULL;
    if (!index->edges) {
        cn_free(links);
        return cn_fail_memory(err, b->truth->n_links * sizeof(*links));
    }
    for (size_t i = 0; i < n; i++) {
        index->edges[i] = (cn_truth_edge){.from = links[i].from,
                                          .is_kin = links[i].is_kin,
                                          .implies = links[i].implies,
                                          .leaves_out = links[i].leaves_out,
                                          .weight = links[i].weight};
        index->edge_first[links[i].to + 1]++;
    }
    for (size_t i = 0; i < index->n_values; i++)
        index->edge_first[i + 1] += index->edge_first[i];
    cn_free(links);
    return CAIRN_OK;
}

/* ---- Backers ----------------------------------------------------------------- */

/* One source may back a value several times: by source, then the closest tie first. */
static int compare_backers(const void *a, const void *b)
{
    const cn_truth_backer *x = a;
    const cn_truth_backer *y = b;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->tie != y->tie)
        return x->tie < y->tie ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->vote > y->vote) - (x->vote < y->vote);
}

/* Appends those who say `from`. */
static uint32_t add_backers(cn_truth_index *index, uint32_t n, uint32_t from, cn_truth_tie tie,
                            double weight)
{
    for (uint32_t i = index->value_first[from]; i < index->value_first[from + 1]; i++)
        index->backers[n++] = (cn_truth_backer){
            .source = index->votes[i].source, .vote = i, .tie = (uint8_t)tie, .weight = weight};
    return n;
}

static cn_truth_tie tie_of(const cn_truth_edge *edge)
{
    return edge->is_kin ? CN_TRUTH_KIN : edge->leaves_out ? CN_TRUTH_PART : CN_TRUTH_LIKE;
}

static uint32_t keep_strongest(cn_truth_backer *backers, uint32_t first, uint32_t end)
{
    uint32_t n = first;

    if (end - first > 1)
        qsort(backers + first, end - first, sizeof(*backers), compare_backers);
    for (uint32_t i = first; i < end; i++) {
        if (n == first || backers[n - 1].source != backers[i].source)
            backers[n++] = backers[i];
    }
    return n;
}

static void find_backers(cn_truth_index *index)
{
    uint32_t n = 0;

    for (uint32_t value = 0; value < index->n_values; value++) {
        const uint32_t first = n;

        index->backer_first[value] = first;
        index->is_rival[value] = true;
        n = add_backers(index, n, value, CN_TRUTH_SAYS, 1);
        for (uint32_t i = index->edge_first[value]; i < index->edge_first[value + 1]; i++) {
            const cn_truth_edge *edge = &index->edges[i];

            if (edge->implies && cn_truth_votes_of(index, edge->from) > 0)
                index->is_rival[value] = false;
            if (edge->weight > 0)
                n = add_backers(index, n, edge->from, tie_of(edge), edge->weight);
        }
        n = keep_strongest(index->backers, first, n);
    }
    index->backer_first[index->n_values] = n;
}

static int build_backers(cn_truth_index *index, cairn_error *err)
{
    size_t n = index->n_votes;

    for (uint32_t i = 0; i < index->edge_first[index->n_values]; i++)
        n += cn_truth_votes_of(index, index->edges[i].from);
    index->backers = n < UINT32_MAX ? cn_alloc_zero(n, sizeof(*index->backers)) : NULL;
    if (!index->backers)
        return cn_fail_memory(err, n);
    find_backers(index);
    return CAIRN_OK;
}

/* ---- All --------------------------------------------------------------------- */

static bool allocate(builder *b)
{
    cn_truth_index *index = b->index;
    const cn_truth *truth = b->truth;
    const size_t n_items = truth->n_items, n_values = truth->n_values;
    const size_t n_sources = truth->n_sources, n_claims = truth->n_claims;

    index->item_place = cn_alloc_zero(n_items, sizeof(uint32_t));
    index->value_place = cn_alloc_zero(n_values, sizeof(uint32_t));
    index->source_place = cn_alloc_zero(n_sources, sizeof(uint32_t));
    index->item_first = cn_alloc_zero(n_items + 1, sizeof(uint32_t));
    index->value_item = cn_alloc_zero(n_values, sizeof(uint32_t));
    index->value_first = cn_alloc_zero(n_values + 1, sizeof(uint32_t));
    index->votes = cn_alloc_zero(n_claims, sizeof(*index->votes));
    index->source_first = cn_alloc_zero(n_sources + 1, sizeof(uint32_t));
    index->source_votes = cn_alloc_zero(n_claims, sizeof(uint32_t));
    index->edge_first = cn_alloc_zero(n_values + 1, sizeof(uint32_t));
    index->backer_first = cn_alloc_zero(n_values + 1, sizeof(uint32_t));
    index->is_rival = cn_alloc_zero(n_values, sizeof(bool));
    index->copied = cn_alloc_zero(n_claims, sizeof(double));
    index->is_multi = cn_alloc_zero(n_items, sizeof(bool));
    index->n_capped = cn_alloc_zero(n_items, sizeof(uint32_t));
    index->group = cn_alloc_zero(n_sources, sizeof(uint32_t));
    index->prior = cn_alloc_zero(n_sources, sizeof(double));
    index->score = cn_alloc_zero(n_values, sizeof(double));
    index->trust = cn_alloc_zero(n_sources, sizeof(double));
    b->item_rank = cn_alloc_zero(n_items, sizeof(uint32_t));
    b->value_rank = cn_alloc_zero(n_values, sizeof(uint32_t));
    b->source_rank = cn_alloc_zero(n_sources, sizeof(uint32_t));
    b->is_out = cn_alloc_zero(n_values, sizeof(bool));
    b->claims = cn_alloc_zero(n_claims, sizeof(*b->claims));
    return index->item_place && index->value_place && index->source_place && index->item_first &&
           index->value_item && index->value_first && index->votes && index->source_first &&
           index->source_votes && index->edge_first && index->backer_first && index->is_rival &&
           index->copied && index->is_multi && index->n_capped && index->group && index->prior &&
           index->score && index->trust && b->item_rank && b->value_rank && b->source_rank &&
           b->is_out && b->claims;
}

static void describe_ranks(builder *b)
{
    cn_truth_index *index = b->index;
    const cn_truth *truth = b->truth;

    for (size_t i = 0; i < index->n_values; i++) {
        const uint32_t item = b->item_rank[truth->values[index->value_place[i]].item];

        index->value_item[i] = item;
        index->item_first[item + 1]++;
    }
    for (size_t i = 0; i < index->n_items; i++) {
        index->item_first[i + 1] += index->item_first[i];
        index->is_multi[i] = truth->items[index->item_place[i]].is_multi;
    }
    for (size_t i = 0; i < index->n_sources; i++)
        index->prior[i] = truth->sources[index->source_place[i]].prior;
}

static int build(builder *b, ranked *all, cairn_error *err)
{
    uint32_t *counts;
    int rc;

    rank_places(b, all);
    describe_ranks(b);
    number_groups(b, all);
    read_claims(b);
    drop_copied_texts(b);
    merge_repetitions(b);
    counts = cn_alloc_zero(b->index->n_values + b->index->n_sources, sizeof(*counts));
    if (!counts)
        return cn_fail_memory(err, b->index->n_values);
    for (size_t i = 0; i < b->n_claims; i++)
        counts[b->claims[i].value]++;
    cap_values(b, counts, all);
    write_votes(b);
    list_votes_of_sources(b->index, counts);
    cn_free(counts);
    rc = build_edges(b, err);
    return rc < 0 ? rc : build_backers(b->index, err);
}

int cn_truth_index_build(cn_truth_index *index, const cn_truth *truth, cairn_error *err)
{
    builder b = {.index = index, .truth = truth};
    size_t most = truth->n_values > truth->n_sources ? truth->n_values : truth->n_sources;
    ranked *all;
    int rc;

    *index = (cn_truth_index){
        .n_items = truth->n_items, .n_values = truth->n_values, .n_sources = truth->n_sources};
    most = most > truth->n_items ? most : truth->n_items;
    all = cn_alloc_zero(most, sizeof(*all));
    rc = all && allocate(&b) ? build(&b, all, err) : cn_fail_memory(err, most * sizeof(*all));
    cn_free(all);
    cn_free(b.item_rank);
    cn_free(b.value_rank);
    cn_free(b.source_rank);
    cn_free(b.is_out);
    cn_free(b.claims);
    return rc;
}

void cn_truth_index_done(cn_truth_index *index)
{
    cn_free(index->item_place);
    cn_free(index->value_place);
    cn_free(index->source_place);
    cn_free(index->item_first);
    cn_free(index->value_item);
    cn_free(index->value_first);
    cn_free(index->votes);
    cn_free(index->source_first);
    cn_free(index->source_votes);
    cn_free(index->edge_first);
    cn_free(index->edges);
    cn_free(index->backer_first);
    cn_free(index->backers);
    cn_free(index->is_rival);
    cn_free(index->copied);
    cn_free(index->is_multi);
    cn_free(index->n_capped);
    cn_free(index->group);
    cn_free(index->prior);
    cn_free(index->score);
    cn_free(index->trust);
    *index = (cn_truth_index){.n_items = 0};
}
