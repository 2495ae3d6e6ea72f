/* See leiden.h. Both qualities are one: a node v weighs a(v), its edges' weights for modularity, 1
 * for CPM, and putting it to a community C wins
 *   w(v, C) - pull * a(v) * a(C)
 * where pull is resolution / (weights of all edges at both ends), or the resolution. */
#include "graph/leiden.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define EDGES_MAX (SIZE_MAX / 16)
#define GAIN_MIN 1e-9 /* of the mean weight of an edge: less is rounding */

/* The graph of one level: that of the caller, or one of parts. */
typedef struct level {
    uint32_t n;
    const uint64_t *offsets;
    const uint32_t *targets;
    const float *weights;
    double *sizes;         /* a(v) */
    uint64_t *own_offsets; /* what is ours to free; NULL for the caller's graph */
    uint32_t *own_targets;
    float *own_weights;
    size_t cap_targets, cap_weights;
} level;

/* One set of arrays, of the first level's n, for all levels. */
typedef struct leiden {
    uint32_t n;
    double pull, gain_min;
    uint64_t seed;
    uint32_t *community;  /* of the level's nodes */
    uint32_t *part;       /* refined */
    uint32_t *node_of;    /* first level's node -> the level's */
    uint32_t *order;      /* of visits; queue */
    uint32_t *members;    /* nodes by part, for aggregation */
    uint32_t *counts;     /* nodes in a community or part */
    double *totals;       /* a(C) */
    double *part_totals;  /* a(T) */
    double *part_outside; /* w(T, C - T) */
    double *linked;       /* weight from the node at hand to a community; 0 between nodes */
    uint32_t *met;        /* communities with linked > 0 */
    uint32_t *spare;      /* numbers of empty communities */
    uint32_t n_spare;
    bool *is_queued;
} leiden;

static void level_done(level *l)
{
    cn_free(l->sizes);
    cn_free(l->own_offsets);
    cn_free(l->own_targets);
    cn_free(l->own_weights);
    *l = (level){.n = 0};
}

static void leiden_done(leiden *it)
{
    cn_free(it->community);
    cn_free(it->part);
    cn_free(it->node_of);
    cn_free(it->order);
    cn_free(it->members);
    cn_free(it->counts);
    cn_free(it->totals);
    cn_free(it->part_totals);
    cn_free(it->part_outside);
    cn_free(it->linked);
    cn_free(it->met);
    cn_free(it->spare);
    cn_free(it->is_queued);
}

static int leiden_init(leiden *it, uint32_t n, cairn_error *err)
{
    const size_t room = (size_t)n + 1;

    *it = (leiden){.n = n};
    it->community = cn_alloc_zero(room, sizeof *it->community);
    it->part = cn_alloc_zero(room, sizeof *it->part);
    it->node_of = cn_alloc_zero(room, sizeof *it->node_of);
    it->order = cn_alloc_zero(room, sizeof *it->order);
    it->members = cn_alloc_zero(room, sizeof *it->members);
    it->counts = cn_alloc_zero(room, sizeof *it->counts);
    it->totals = cn_alloc_zero(room, sizeof *it->totals);
    it->part_totals = cn_alloc_zero(room, sizeof *it->part_totals);
    it->part_outside = cn_alloc_zero(room, sizeof *it->part_outside);
    it->linked = cn_alloc_zero(room, sizeof *it->linked);
    it->met = cn_alloc_zero(room, sizeof *it->met);
    it->spare = cn_alloc_zero(room, sizeof *it->spare);
    it->is_queued = cn_alloc_zero(room, sizeof *it->is_queued);
    if (it->community && it->part && it->node_of && it->order && it->members && it->counts &&
        it->totals && it->part_totals && it->part_outside && it->linked && it->met && it->spare &&
        it->is_queued)
        return CAIRN_OK;
    leiden_done(it);
    return cn_fail_memory(err, room * 70);
}

/* Weights of all edges, at both ends. */
static double sum_weights(const cn_leiden_graph *graph)
{
    double sum = 0;

    for (uint64_t i = 0; i < graph->offsets[graph->n]; i++)
        sum += (double)graph->weights[i];
    return sum;
}

static double pull_of(const cn_leiden_options *options, double sum)
{
    return options->kind == CN_LEIDEN_CPM ? options->resolution
                                          : options->resolution / (sum > 0 ? sum : 1);
}

static double size_of(const cn_leiden_graph *graph, const cn_leiden_options *options, uint32_t node)
{
    double sum = 0;

    if (options->kind == CN_LEIDEN_CPM)
        return 1;
    for (uint64_t i = graph->offsets[node]; i < graph->offsets[node + 1]; i++)
        sum += (double)graph->weights[i];
    return sum;
}

/* ---- Parts of moving and refining ---- */

/* A new order of 0..n-1. */
static void shuffle(leiden *it, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        it->order[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t at = (uint32_t)((it->seed = cn_hash_mix(it->seed, i)) % i);
        const uint32_t last = it->order[i - 1];

        it->order[i - 1] = it->order[at];
        it->order[at] = last;
    }
}

/* linked[] and met[] for the node over groups[]; only neighbours of the community `within`, unless
 * that is UINT32_MAX. */
static uint32_t meet_groups(leiden *it, const level *l, uint32_t node, const uint32_t *groups,
                            uint32_t within)
{
    uint32_t n_met = 0;

    for (uint64_t i = l->offsets[node]; i < l->offsets[node + 1]; i++) {
        const uint32_t target = l->targets[i];
        const uint32_t group = groups[target];

        if (within != UINT32_MAX && it->community[target] != within)
            continue;
        if (it->linked[group] == 0)
            it->met[n_met++] = group;
        it->linked[group] += (double)l->weights[i];
    }
    return n_met;
}

static void part_company(leiden *it, uint32_t n_met)
{
    for (uint32_t i = 0; i < n_met; i++)
        it->linked[it->met[i]] = 0;
}

/* ---- Moving ---- */

static void count_communities(leiden *it, const level *l)
{
    memset(it->totals, 0, it->n * sizeof *it->totals);
    memset(it->counts, 0, it->n * sizeof *it->counts);
    it->n_spare = 0;
    for (uint32_t v = 0; v < l->n; v++) {
        it->totals[it->community[v]] += l->sizes[v];
        it->counts[it->community[v]]++;
    }
    for (uint32_t c = l->n; c > 0; c--)
        if (it->counts[c - 1] == 0)
            it->spare[it->n_spare++] = c - 1;
}

/* Where the node gains most; its own community when nowhere more. */
static uint32_t best_community(leiden *it, const level *l, uint32_t node)
{
    const uint32_t own = it->community[node];
    const double weight = it->pull * l->sizes[node];
    const uint32_t n_met = meet_groups(it, l, node, it->community, UINT32_MAX);
    double best = it->linked[own] - weight * (it->totals[own] - l->sizes[node]) + it->gain_min;
    uint32_t found = own;

    for (uint32_t i = 0; i < n_met; i++) {
        const uint32_t group = it->met[i];
        const double gain = it->linked[group] - weight * it->totals[group];

        if (group != own && gain > best) {
            best = gain;
            found = group;
        }
    }
    part_company(it, n_met);
    return best < 0 && it->counts[own] > 1 ? it->spare[it->n_spare - 1] : found;
}

static void move_node(leiden *it, const level *l, uint32_t node, uint32_t to)
{
    const uint32_t from = it->community[node];

    if (it->counts[to] == 0)
        it->n_spare--; /* the last of them was offered */
    it->community[node] = to;
    it->totals[to] += l->sizes[node];
    it->counts[to]++;
    it->totals[from] -= l->sizes[node];
    if (--it->counts[from] == 0) {
        it->totals[from] = 0;
        it->spare[it->n_spare++] = from;
    }
}

/* True when something moved. */
static bool move_nodes(leiden *it, const level *l)
{
    uint32_t first = 0, n_queued = l->n;
    bool has_moved = false;

    count_communities(it, l);
    shuffle(it, l->n);
    memset(it->is_queued, true, l->n * sizeof *it->is_queued);
    while (n_queued > 0) {
        const uint32_t node = it->order[first];
        const uint32_t to = best_community(it, l, node);

        first = first + 1 == l->n ? 0 : first + 1;
        n_queued--;
        it->is_queued[node] = false;
        if (to == it->community[node])
            continue;
        move_node(it, l, node, to);
        has_moved = true;
        for (uint64_t i = l->offsets[node]; i < l->offsets[node + 1]; i++) {
            const uint32_t target = l->targets[i];

            if (it->is_queued[target] || it->community[target] == to)
                continue;
            it->is_queued[target] = true;
            it->order[(uint32_t)(((uint64_t)first + n_queued++) % l->n)] = target;
        }
    }
    return has_moved;
}

/* ---- Refining ---- */

static void begin_parts(leiden *it, const level *l)
{
    memset(it->counts, 0, it->n * sizeof *it->counts);
    for (uint32_t v = 0; v < l->n; v++) {
        double inside = 0;

        for (uint64_t i = l->offsets[v]; i < l->offsets[v + 1]; i++)
            if (it->community[l->targets[i]] == it->community[v])
                inside += (double)l->weights[i];
        it->part[v] = v;
        it->counts[v] = 1;
        it->part_totals[v] = l->sizes[v];
        it->part_outside[v] = inside;
    }
}

static bool is_well_connected(const leiden *it, uint32_t part, double community_total)
{
    const double total = it->part_totals[part];

    return it->part_outside[part] >= it->pull * total * (community_total - total);
}

/* A node that is still alone joins the part of its community that gains most. */
static void refine_node(leiden *it, const level *l, uint32_t node)
{
    const uint32_t own = it->part[node], community = it->community[node];
    const double community_total = it->totals[community];
    uint32_t n_met, found = own;
    double best = 0;

    if (it->counts[own] != 1 || !is_well_connected(it, own, community_total))
        return;
    n_met = meet_groups(it, l, node, it->part, community);
    for (uint32_t i = 0; i < n_met; i++) {
        const uint32_t part = it->met[i];
        const double gain = it->linked[part] - it->pull * l->sizes[node] * it->part_totals[part];

        if (part != own && gain > best && is_well_connected(it, part, community_total)) {
            best = gain;
            found = part;
        }
    }
    if (found != own) {
        it->part_outside[found] += it->part_outside[own] - 2 * it->linked[found];
        it->part_totals[found] += l->sizes[node];
        it->counts[found]++;
        it->counts[own] = 0;
        it->part[node] = found;
    }
    part_company(it, n_met);
}

/* part[]: numbered 0..n-1 in the order of their first nodes. Returns how many there are. */
static uint32_t number_parts(leiden *it, uint32_t n)
{
    uint32_t n_parts = 0;

    memset(it->counts, 0xff, it->n * sizeof *it->counts);
    for (uint32_t v = 0; v < n; v++) {
        uint32_t *number = &it->counts[it->part[v]];

        if (*number == UINT32_MAX)
            *number = n_parts++;
        it->part[v] = *number;
    }
    return n_parts;
}

static uint32_t refine_communities(leiden *it, const level *l)
{
    uint32_t n_parts;

    begin_parts(it, l);
    shuffle(it, l->n);
    for (uint32_t i = 0; i < l->n; i++)
        refine_node(it, l, it->order[i]);
    n_parts = number_parts(it, l->n);
    if (n_parts < l->n)
        return n_parts;
    /* Nothing is well connected enough to be joined: whole communities, so that it ends. */
    memcpy(it->part, it->community, l->n * sizeof *it->part);
    return number_parts(it, l->n);
}

/* ---- Aggregating ---- */

/* members[]: nodes by part; order[p]: where the next part begins. */
static void sort_by_part(leiden *it, const level *l, uint32_t n_parts)
{
    memset(it->order, 0, ((size_t)n_parts + 1) * sizeof *it->order);
    for (uint32_t v = 0; v < l->n; v++)
        it->order[it->part[v]]++;
    for (uint32_t p = 1; p < n_parts; p++)
        it->order[p] += it->order[p - 1];
    for (uint32_t v = l->n; v > 0; v--)
        it->members[--it->order[it->part[v - 1]]] = v - 1;
    for (uint32_t p = 0; p + 1 < n_parts; p++)
        it->order[p] = it->order[p + 1];
    it->order[n_parts - 1] = l->n;
}

static bool add_edges(level *l, const leiden *it, uint32_t part, uint32_t n_met, size_t *n)
{
    if (!cn_grow((void **)&l->own_targets, &l->cap_targets, *n + n_met + 1, EDGES_MAX,
                 sizeof *l->own_targets) ||
        !cn_grow((void **)&l->own_weights, &l->cap_weights, *n + n_met + 1, EDGES_MAX,
                 sizeof *l->own_weights))
        return false;
    for (uint32_t i = 0; i < n_met; i++) {
        if (it->met[i] == part)
            continue;
        l->own_targets[*n] = it->met[i];
        l->own_weights[(*n)++] = (float)it->linked[it->met[i]];
    }
    return true;
}

/* The level of parts, from one whose nodes are sorted by part. */
static int make_level(leiden *it, const level *from, uint32_t n_parts, level *to, cairn_error *err)
{
    size_t n = 0;
    bool is_full = false;

    *to = (level){.n = n_parts};
    to->sizes = cn_alloc_zero((size_t)n_parts + 1, sizeof *to->sizes);
    to->own_offsets = cn_alloc_zero((size_t)n_parts + 1, sizeof *to->own_offsets);
    is_full = !to->sizes || !to->own_offsets;
    for (uint32_t p = 0, at = 0; !is_full && p < n_parts; p++) {
        uint32_t n_met = 0;

        for (; at < it->order[p]; at++) {
            const uint32_t node = it->members[at];

            to->sizes[p] += from->sizes[node];
            for (uint64_t i = from->offsets[node]; i < from->offsets[node + 1]; i++) {
                const uint32_t part = it->part[from->targets[i]];

                if (it->linked[part] == 0)
                    it->met[n_met++] = part;
                it->linked[part] += (double)from->weights[i];
            }
        }
        is_full = !add_edges(to, it, p, n_met, &n);
        part_company(it, n_met);
        to->own_offsets[p + 1] = n;
    }
    to->offsets = to->own_offsets;
    to->targets = to->own_targets;
    to->weights = to->own_weights;
    return is_full ? cn_fail_memory(err, n * sizeof *to->own_targets) : CAIRN_OK;
}

/* community[] of the parts: that of their nodes, numbered below the number of parts. */
static void hand_down_communities(leiden *it, uint32_t n_nodes, uint32_t n_parts)
{
    uint32_t n = 0;

    for (uint32_t v = 0; v < n_nodes; v++)
        it->members[it->part[v]] = it->community[v];
    memset(it->counts, 0xff, it->n * sizeof *it->counts);
    for (uint32_t p = 0; p < n_parts; p++) {
        uint32_t *number = &it->counts[it->members[p]];

        if (*number == UINT32_MAX)
            *number = n++;
        it->community[p] = *number;
    }
}

static int aggregate(leiden *it, level *l, uint32_t n_parts, cairn_error *err)
{
    level next;
    int rc;

    sort_by_part(it, l, n_parts);
    rc = make_level(it, l, n_parts, &next, err);
    if (rc < 0) {
        level_done(&next);
        return rc;
    }
    for (uint32_t v = 0; v < it->n; v++)
        it->node_of[v] = it->part[it->node_of[v]];
    hand_down_communities(it, l->n, n_parts);
    level_done(l);
    *l = next;
    return CAIRN_OK;
}

/* ---- Rounds ---- */

static int first_level(const cn_leiden_graph *graph, const cn_leiden_options *options, level *l,
                       cairn_error *err)
{
    *l = (level){graph->n, graph->offsets, graph->targets, graph->weights, .sizes = NULL};
    l->sizes = cn_alloc_zero((size_t)graph->n + 1, sizeof *l->sizes);
    if (!l->sizes)
        return cn_fail_memory(err, graph->n * sizeof *l->sizes);
    for (uint32_t v = 0; v < graph->n; v++)
        l->sizes[v] = size_of(graph, options, v);
    return CAIRN_OK;
}

/* From the communities in `flat` to better ones. */
static int run_round(leiden *it, const cn_leiden_graph *graph, const cn_leiden_options *options,
                     uint32_t *flat, bool *has_moved, cairn_error *err)
{
    uint32_t n_parts = 0;
    level l;
    int rc = first_level(graph, options, &l, err);

    *has_moved = false;
    memcpy(it->community, flat, graph->n * sizeof *flat);
    for (uint32_t v = 0; v < graph->n; v++)
        it->node_of[v] = v;
    while (rc == CAIRN_OK) {
        *has_moved |= move_nodes(it, &l);
        n_parts = refine_communities(it, &l);
        if (n_parts == l.n)
            break; /* every community is one node */
        rc = aggregate(it, &l, n_parts, err);
    }
    for (uint32_t v = 0; rc == CAIRN_OK && v < graph->n; v++)
        flat[v] = it->community[it->node_of[v]];
    level_done(&l);
    return rc;
}

static uint32_t number_communities(leiden *it, uint32_t *community, uint32_t n)
{
    uint32_t n_communities;

    memcpy(it->part, community, n * sizeof *community);
    n_communities = number_parts(it, n);
    memcpy(community, it->part, n * sizeof *community);
    return n_communities;
}

int cn_leiden_run(const cn_leiden_graph *graph, const cn_leiden_options *options,
                  uint32_t *community, uint32_t *n_communities, cairn_error *err)
{
    const double sum = sum_weights(graph);
    const uint64_t n_ends = graph->offsets[graph->n];
    bool has_moved = true;
    leiden it;
    int rc = leiden_init(&it, graph->n, err);

    *n_communities = 0;
    if (rc < 0)
        return rc;
    it.pull = pull_of(options, sum);
    it.gain_min = n_ends > 0 ? GAIN_MIN * sum / (double)n_ends : GAIN_MIN;
    it.seed = options->seed;
    for (uint32_t v = 0; v < graph->n; v++)
        community[v] = v;
    for (unsigned i = 0; rc == CAIRN_OK && has_moved && i < options->max_rounds; i++) {
        rc = run_round(&it, graph, options, community, &has_moved, err);
        if (rc == CAIRN_OK)
            *n_communities = number_communities(&it, community, graph->n);
    }
    leiden_done(&it);
    return rc;
}

int cn_leiden_quality(const cn_leiden_graph *graph, const cn_leiden_options *options,
                      const uint32_t *community, double *quality, cairn_error *err)
{
    const double sum = sum_weights(graph);
    double *totals = cn_alloc_zero((size_t)graph->n + 1, sizeof *totals);
    double inside = 0, expected = 0;

    *quality = 0;
    if (!totals)
        return cn_fail_memory(err, graph->n * sizeof *totals);
    for (uint32_t v = 0; v < graph->n; v++) {
        totals[community[v]] += size_of(graph, options, v);
        for (uint64_t i = graph->offsets[v]; i < graph->offsets[v + 1]; i++)
            if (community[graph->targets[i]] == community[v])
                inside += (double)graph->weights[i];
    }
    for (uint32_t c = 0; c < graph->n; c++)
        expected +=
            options->kind == CN_LEIDEN_CPM ? totals[c] * (totals[c] - 1) : totals[c] * totals[c];
    expected *= pull_of(options, sum);
    cn_free(totals);
    if (sum > 0)
        *quality =
            options->kind == CN_LEIDEN_CPM ? (inside - expected) / 2 : (inside - expected) / sum;
    return CAIRN_OK;
}
