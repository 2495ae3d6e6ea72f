/* Snapshot -> nested communities. See communities.h.
 *
 * All nodes stand in one order in which every community is a range, and so are its parts: splitting
 * a community sorts its range by part, with what belongs to no part in front. Whether a node is in
 * a community is then one comparison, at every level. */
#include <string.h>

#include "base/mem.h"
#include "base/topk.h"
#include "graph/communities_parts.h"
#include "graph/leiden.h"

enum {
    SPLIT_CHUNKS = 20, /* a community with as many is split */
    PART_CHUNKS = 2,
    ROUNDS = 2, /* of Leiden: more win half a hundredth of modularity and take twice as long */
    COMMUNITIES_MAX = 1 << 28
};
/* Sorts of things ("composer") and words of no known type say less of a topic than names. */
static const double CENTRE_OF_CLASS = 0.2, CENTRE_OF_OTHER = 0.3;

void cn_community_tree_done(cn_community_tree *tree)
{
    cn_free(tree->types);
    cn_free(tree->entity_node);
    cn_free(tree->node_entity);
    cn_free(tree->offsets);
    cn_free(tree->targets);
    cn_free(tree->weights);
    cn_free(tree->order);
    cn_free(tree->place);
    cn_free(tree->ranges);
    cn_free(tree->items);
    cn_free(tree->chunks);
    cn_free(tree->entities);
    cn_free(tree->tops);
    cn_free(tree->sentences);
    cn_free(tree->of_chunk);
    cn_free(tree->of_entity);
    *tree = (cn_community_tree){.n = 0};
}

/* Entities ascend by id, as ordinals do. */
static int load_types(cn_community_tree *tree, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    uint32_t at = 0;
    int rc = cn_entity_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_entity_next(cursor, &row, err)) == CAIRN_ROW)
        if (at < tree->snapshot->n_entities && tree->snapshot->entity_ids[at] == row.id)
            tree->types[at++] = (uint8_t)row.type;
    cn_cursor_free(cursor);
    if (rc >= 0 && at != tree->snapshot->n_entities)
        return cn_fail(err, CAIRN_EINDEX, at, "the snapshot and the store have other entities");
    return rc < 0 ? rc : CAIRN_OK;
}

/* ---- Splitting ---- */

typedef struct splitter {
    cn_community_tree *tree;
    uint64_t *offsets; /* of the graph inside the range at hand */
    uint32_t *targets;
    float *weights;
    size_t cap_offsets, cap_targets, cap_weights;
    uint32_t *community; /* by place in the range */
    uint32_t *scratch;
    uint32_t *n_chunks,
        *rank; /* by community found: its chunks; 0, or 1 + its number among parts */
} splitter;

static void splitter_done(splitter *s)
{
    cn_free(s->offsets);
    cn_free(s->targets);
    cn_free(s->weights);
    cn_free(s->community);
    cn_free(s->scratch);
    cn_free(s->n_chunks);
    cn_free(s->rank);
}

static int splitter_init(splitter *s, cn_community_tree *tree, cairn_error *err)
{
    const size_t n = (size_t)tree->n_nodes + 2;

    *s = (splitter){.tree = tree};
    s->community = cn_alloc_zero(n, sizeof *s->community);
    s->scratch = cn_alloc_zero(n, sizeof *s->scratch);
    s->n_chunks = cn_alloc_zero(n, sizeof *s->n_chunks);
    s->rank = cn_alloc_zero(n, sizeof *s->rank);
    return s->community && s->scratch && s->n_chunks && s->rank
               ? CAIRN_OK
               : cn_fail_memory(err, n * 4 * sizeof *s->rank);
}

/* The graph inside the range, nodes numbered by their places in it. All of it is cut first. */
static int cut_graph(splitter *s, const cn_community_range *range, cn_leiden_graph *graph,
                     cairn_error *err)
{
    const cn_community_tree *tree = s->tree;
    uint64_t n = 0, n_all = 0;

    if (range->n == tree->n_nodes) { /* in the order of their numbers: no copy */
        *graph = (cn_leiden_graph){tree->n_nodes, tree->offsets, tree->targets, tree->weights};
        return CAIRN_OK;
    }
    for (uint32_t i = 0; i < range->n; i++) {
        const uint32_t node = tree->order[range->first + i];

        n_all += tree->offsets[node + 1] - tree->offsets[node];
    }
    if (!cn_grow((void **)&s->offsets, &s->cap_offsets, range->n + 1U, SIZE_MAX / 16,
                 sizeof *s->offsets) ||
        !cn_grow((void **)&s->targets, &s->cap_targets, n_all + 1, SIZE_MAX / 16,
                 sizeof *s->targets) ||
        !cn_grow((void **)&s->weights, &s->cap_weights, n_all + 1, SIZE_MAX / 16,
                 sizeof *s->weights))
        return cn_fail_memory(err, n_all * 2 * sizeof *s->targets);
    for (uint32_t i = 0; i < range->n; i++) {
        const uint32_t node = tree->order[range->first + i];

        s->offsets[i] = n;
        for (uint64_t e = tree->offsets[node]; e < tree->offsets[node + 1]; e++) {
            const uint32_t place = tree->place[tree->targets[e]] - range->first;

            if (place >= range->n)
                continue;
            s->targets[n] = place;
            s->weights[n++] = tree->weights[e];
        }
    }
    s->offsets[range->n] = n;
    *graph = (cn_leiden_graph){range->n, s->offsets, s->targets, s->weights};
    return CAIRN_OK;
}

/* rank[]: parts with enough chunks, 1.. in the order they were found. Returns how many. */
static uint32_t pick_parts(splitter *s, const cn_community_range *range, uint32_t n_found,
                           uint32_t *n_kept)
{
    const cn_community_tree *tree = s->tree;
    uint32_t n_parts = 0;

    *n_kept = 0;
    memset(s->n_chunks, 0, n_found * sizeof *s->n_chunks);
    for (uint32_t i = 0; i < range->n; i++)
        if (tree->order[range->first + i] < tree->snapshot->n_chunks)
            s->n_chunks[s->community[i]]++;
    for (uint32_t c = 0; c < n_found; c++) {
        const bool is_part = s->n_chunks[c] >= PART_CHUNKS;

        s->rank[c] = is_part ? ++n_parts : 0;
        *n_kept += is_part ? s->n_chunks[c] : 0;
    }
    return n_parts;
}

static int add_part(cn_community_tree *tree, uint32_t parent, cn_community_range range,
                    cairn_error *err)
{
    if (!cn_grow((void **)&tree->items, &tree->cap, tree->n + 1U, COMMUNITIES_MAX,
                 sizeof *tree->items) ||
        !cn_grow((void **)&tree->ranges, &tree->cap_ranges, tree->n + 1U, COMMUNITIES_MAX,
                 sizeof *tree->ranges))
        return cn_fail_memory(err, tree->n * sizeof *tree->items);
    tree->ranges[tree->n] = range;
    tree->items[tree->n++] = (cn_community){
        .parent = parent, .level = parent == CN_COMMUNITY_NONE ? 0 : tree->items[parent].level + 1};
    return CAIRN_OK;
}

/* Sorts the range by rank and adds the parts. counts: room for n_parts + 2. */
static int sort_parts(splitter *s, uint32_t parent, const cn_community_range *range,
                      uint32_t n_parts, cairn_error *err)
{
    cn_community_tree *tree = s->tree;
    uint32_t *begins = cn_alloc_zero((size_t)n_parts + 2, sizeof *begins);
    uint32_t *n_chunks = cn_alloc_zero((size_t)n_parts + 2, sizeof *n_chunks);
    int rc = begins && n_chunks ? CAIRN_OK : cn_fail_memory(err, n_parts * sizeof *begins);

    for (uint32_t i = 0; rc == CAIRN_OK && i < range->n; i++) {
        const uint32_t node = tree->order[range->first + i], rank = s->rank[s->community[i]];

        begins[rank + 1]++;
        n_chunks[rank] += node < tree->snapshot->n_chunks;
        s->scratch[i] = node;
    }
    for (uint32_t p = 1; rc == CAIRN_OK && p < n_parts + 2; p++)
        begins[p] += begins[p - 1];
    for (uint32_t p = 1; rc == CAIRN_OK && p <= n_parts; p++)
        rc = add_part(
            tree, parent,
            (cn_community_range){range->first + begins[p], begins[p + 1] - begins[p], n_chunks[p]},
            err);
    for (uint32_t i = 0; rc == CAIRN_OK && i < range->n; i++) {
        const uint32_t to = range->first + begins[s->rank[s->community[i]]]++;

        tree->order[to] = s->scratch[i];
        tree->place[s->scratch[i]] = to;
    }
    cn_free(begins);
    cn_free(n_chunks);
    return rc;
}

static int split_range(splitter *s, uint32_t parent, cn_community_range range, cairn_error *err)
{
    cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    cn_community_tree *tree = s->tree;
    cn_leiden_graph graph;
    uint32_t n_found, n_parts, n_kept;
    int rc = cut_graph(s, &range, &graph, err);

    options.max_rounds = ROUNDS;
    if (rc == CAIRN_OK)
        rc = cn_leiden_run(&graph, &options, s->community, &n_found, err);
    if (rc < 0)
        return rc;
    n_parts = pick_parts(s, &range, n_found, &n_kept);
    /* One part, or parts of few of the chunks, would say the same again, or less. */
    if (parent != CN_COMMUNITY_NONE && (n_parts < 2 || n_kept * 2 < range.n_chunks))
        return CAIRN_OK;
    if (parent != CN_COMMUNITY_NONE) {
        tree->items[parent].first_child = tree->n;
        tree->items[parent].n_children = n_parts;
    }
    return sort_parts(s, parent, &range, n_parts, err);
}

static int split_all(cn_community_tree *tree, cairn_error *err)
{
    splitter s;
    int rc = splitter_init(&s, tree, err);

    for (uint32_t i = 0; i < tree->n_nodes; i++)
        tree->order[i] = tree->place[i] = i;
    if (rc == CAIRN_OK)
        rc = split_range(&s, CN_COMMUNITY_NONE,
                         (cn_community_range){0, tree->n_nodes, tree->snapshot->n_chunks}, err);
    for (uint32_t c = 0; rc == CAIRN_OK && c < tree->n; c++)
        if (tree->items[c].level + 1 < CN_COMMUNITY_DEPTH_MAX &&
            tree->ranges[c].n_chunks >= SPLIT_CHUNKS)
            rc = split_range(&s, c, tree->ranges[c], err);
    splitter_done(&s);
    return rc;
}

/* ---- Members ---- */

/* Chunks, and entities that only this chunk mentions. */
static void list_node(cn_community_tree *tree, uint32_t node)
{
    const cn_snapshot *s = tree->snapshot;

    if (node >= s->n_chunks) {
        tree->entities[tree->n_entities++] = tree->node_entity[node - s->n_chunks];
        return;
    }
    tree->chunks[tree->n_chunks++] = node;
    for (uint64_t i = s->link_offsets[node]; i < s->link_offsets[node + 1]; i++)
        if (tree->entity_node[s->links[i].entity] == CN_COMMUNITY_NONE)
            tree->entities[tree->n_entities++] = s->links[i].entity;
}

/* before[place]: chunks and entities listed before it. */
static void list_nodes(cn_community_tree *tree, uint32_t *chunks_before, uint32_t *entities_before)
{
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        chunks_before[i] = tree->n_chunks;
        entities_before[i] = tree->n_entities;
        list_node(tree, tree->order[i]);
    }
    chunks_before[tree->n_nodes] = tree->n_chunks;
    entities_before[tree->n_nodes] = tree->n_entities;
}

/* Parts come after their parents, so that the deepest writes last. */
static void mark_members(cn_community_tree *tree)
{
    const cn_snapshot *s = tree->snapshot;

    memset(tree->of_chunk, 0xff, s->n_chunks * sizeof *tree->of_chunk);
    memset(tree->of_entity, 0xff, s->n_entities * sizeof *tree->of_entity);
    for (uint32_t c = 0; c < tree->n; c++) {
        const cn_community *item = &tree->items[c];

        for (uint32_t i = 0; i < item->n_chunks; i++)
            tree->of_chunk[tree->chunks[item->first_chunk + i]] = c;
        for (uint32_t i = 0; i < item->n_entities; i++)
            tree->of_entity[tree->entities[item->first_entity + i]] = c;
    }
}

/* seen: by document, the community that counted it last, + 1. */
static void count_documents(cn_community_tree *tree, uint32_t *seen)
{
    for (uint32_t c = 0; c < tree->n; c++) {
        cn_community *item = &tree->items[c];

        for (uint32_t i = 0; i < item->n_chunks; i++) {
            const uint32_t document =
                tree->snapshot->chunks[tree->chunks[item->first_chunk + i]].document;

            item->n_documents += seen[document] != c + 1;
            seen[document] = c + 1;
        }
    }
}

static int list_members(cn_community_tree *tree, cairn_error *err)
{
    const size_t n = (size_t)tree->n_nodes + 1;
    uint32_t *chunks_before = cn_alloc_zero(n, sizeof *chunks_before);
    uint32_t *entities_before = cn_alloc_zero(n, sizeof *entities_before);
    uint32_t *seen = cn_alloc_zero(tree->snapshot->n_documents + 1U, sizeof *seen);
    int rc = CAIRN_OK;

    if (chunks_before && entities_before && seen) {
        list_nodes(tree, chunks_before, entities_before);
        for (uint32_t c = 0; c < tree->n; c++) {
            const cn_community_range *range = &tree->ranges[c];
            cn_community *item = &tree->items[c];

            item->first_chunk = chunks_before[range->first];
            item->n_chunks = chunks_before[range->first + range->n] - item->first_chunk;
            item->first_entity = entities_before[range->first];
            item->n_entities = entities_before[range->first + range->n] - item->first_entity;
        }
        mark_members(tree);
        count_documents(tree, seen);
    } else {
        rc = cn_fail_memory(err, n * 2 * sizeof *seen);
    }
    cn_free(chunks_before);
    cn_free(entities_before);
    cn_free(seen);
    return rc;
}

/* ---- Centres ---- */

/* How much an entity stands for a community: the weight of its edges inside, as far as it has not
 * as many outside; the greatest names of a store are central nowhere. */
static double centrality_of(const cn_community_tree *tree, uint32_t entity, double inside,
                            double all)
{
    const double score = all > 0 ? inside * inside / all : 0;

    if (tree->types[entity] == CN_TYPE_CLASS)
        return score * CENTRE_OF_CLASS;
    return tree->types[entity] == CN_TYPE_OTHER ? score * CENTRE_OF_OTHER : score;
}

static int find_centre(cn_community_tree *tree, uint32_t c, cn_topk *top, cairn_error *err)
{
    const cn_community_range *range = &tree->ranges[c];
    cn_community *item = &tree->items[c];
    double weight = 0;

    top->n = 0;
    for (uint32_t i = 0; i < range->n; i++) {
        const uint32_t node = tree->order[range->first + i];
        double all, inside = cn_community_inside(tree, range, node, &all);

        weight += inside / 2; /* an edge is seen from both ends */
        if (node >= tree->snapshot->n_chunks) {
            const uint32_t entity = tree->node_entity[node - tree->snapshot->n_chunks];

            cn_topk_offer(top, entity, centrality_of(tree, entity, inside, all));
        }
    }
    cn_topk_sort(top);
    if (!cn_grow((void **)&tree->tops, &tree->cap_tops, tree->n_tops + top->n + 1, UINT32_MAX,
                 sizeof *tree->tops))
        return cn_fail_memory(err, tree->n_tops * sizeof *tree->tops);
    item->weight = (float)weight;
    item->first_top = tree->n_tops;
    item->n_tops = (uint32_t)top->n;
    for (size_t i = 0; i < top->n; i++)
        tree->tops[tree->n_tops++] =
            (cn_community_top){(uint32_t)top->items[i].id, (float)top->items[i].score};
    return CAIRN_OK;
}

static int find_centres(cn_community_tree *tree, cairn_error *err)
{
    cn_topk top = {0};
    int rc = cn_topk_init(&top, CN_COMMUNITY_TOPS) ? CAIRN_OK : cn_fail_memory(err, sizeof top);

    for (uint32_t c = 0; rc == CAIRN_OK && c < tree->n; c++)
        rc = find_centre(tree, c, &top, err);
    cn_topk_done(&top);
    return rc;
}

/* ---- All of it ---- */

static int make_room(cn_community_tree *tree, cairn_error *err)
{
    const size_t n_chunks = tree->snapshot->n_chunks + 1U;
    const size_t n_entities = tree->snapshot->n_entities + 1U;
    const size_t n = n_chunks + n_entities;

    tree->types = cn_alloc_zero(n_entities, sizeof *tree->types);
    tree->entity_node = cn_alloc_zero(n_entities, sizeof *tree->entity_node);
    tree->node_entity = cn_alloc_zero(n_entities, sizeof *tree->node_entity);
    tree->order = cn_alloc_zero(n, sizeof *tree->order);
    tree->place = cn_alloc_zero(n, sizeof *tree->place);
    tree->chunks = cn_alloc_zero(n_chunks, sizeof *tree->chunks);
    tree->entities = cn_alloc_zero(n_entities, sizeof *tree->entities);
    tree->of_chunk = cn_alloc_zero(n_chunks, sizeof *tree->of_chunk);
    tree->of_entity = cn_alloc_zero(n_entities, sizeof *tree->of_entity);
    return tree->types && tree->entity_node && tree->node_entity && tree->order && tree->place &&
                   tree->chunks && tree->entities && tree->of_chunk && tree->of_entity
               ? CAIRN_OK
               : cn_fail_memory(err, n * 5 * sizeof *tree->order);
}

int cn_community_tree_make(cn_community_tree *tree, const cn_snapshot *snapshot, cn_store *store,
                           cairn_error *err)
{
    int rc;

    *tree = (cn_community_tree){.snapshot = snapshot};
    rc = make_room(tree, err);
    if (rc == CAIRN_OK)
        rc = load_types(tree, store, err);
    if (rc == CAIRN_OK)
        rc = cn_community_graph_make(tree, err);
    if (rc == CAIRN_OK)
        rc = split_all(tree, err);
    if (rc == CAIRN_OK)
        rc = list_members(tree, err);
    if (rc == CAIRN_OK)
        rc = find_centres(tree, err);
    return rc;
}
