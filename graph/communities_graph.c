/* Snapshot -> the graph whose communities are found: chunks and entities, joined by mentions and
 * facts. See communities.h.
 *
 * All weights are whole numbers, so that their sums are exact and do not depend on order. */
#include "base/mem.h"
#include "graph/communities_parts.h"

enum {
    WEIGHT_MENTION = 1, /* times how rare the entity is */
    WEIGHT_ABOUT = 3,
    WEIGHT_FACT = 2,
    WEIGHT_NEXT = 2 /* a chunk and the next of its document */
};

static uint64_t n_links_of(const cn_snapshot *s, uint32_t entity)
{
    return s->mentioned_offsets[entity + 1] - s->mentioned_offsets[entity];
}

static uint64_t n_facts_of(const cn_snapshot *s, uint32_t entity)
{
    return s->fact_offsets[entity + 1] - s->fact_offsets[entity];
}

/* Entities that join nothing follow the one chunk that mentions them, without a node. */
static void number_nodes(cn_community_tree *tree)
{
    const cn_snapshot *s = tree->snapshot;

    tree->n_nodes = s->n_chunks;
    for (uint32_t e = 0; e < s->n_entities; e++) {
        const bool joins = n_links_of(s, e) > 1 || n_facts_of(s, e) > 0;

        tree->entity_node[e] = joins ? tree->n_nodes : CN_COMMUNITY_NONE;
        if (joins)
            tree->node_entity[tree->n_nodes++ - s->n_chunks] = e;
    }
}

static bool is_next_of_document(const cn_snapshot *s, uint32_t chunk)
{
    return chunk + 1 < s->n_chunks && s->chunks[chunk].document == s->chunks[chunk + 1].document;
}

/* 1 + the whole part of log2(chunks / chunks that mention it). */
static float rarity_of(const cn_snapshot *s, uint32_t entity)
{
    float rarity = 1;

    for (uint64_t share = s->n_chunks / n_links_of(s, entity); share > 1; share /= 2)
        rarity += 1;
    return rarity;
}

/* Edges are counted first, then put where the count says. */
static void put_edge(cn_community_tree *tree, uint32_t a, uint32_t b, float weight)
{
    if (tree->targets) {
        tree->targets[tree->offsets[a + 1]] = b;
        tree->weights[tree->offsets[a + 1]] = weight;
    }
    tree->offsets[a + (tree->targets ? 1U : 2U)]++;
}

static void put_pair(cn_community_tree *tree, uint32_t a, uint32_t b, float weight)
{
    put_edge(tree, a, b, weight);
    put_edge(tree, b, a, weight);
}

static void put_edges(cn_community_tree *tree)
{
    const cn_snapshot *s = tree->snapshot;

    for (uint32_t chunk = 0; chunk < s->n_chunks; chunk++) {
        if (is_next_of_document(s, chunk))
            put_pair(tree, chunk, chunk + 1, WEIGHT_NEXT);
        for (uint64_t i = s->link_offsets[chunk]; i < s->link_offsets[chunk + 1]; i++) {
            const uint32_t entity = s->links[i].entity, node = tree->entity_node[entity];

            if (node != CN_COMMUNITY_NONE)
                put_pair(tree, chunk, node,
                         rarity_of(s, entity) * (s->links[i].role == CN_ROLE_MENTION
                                                     ? (float)WEIGHT_MENTION
                                                     : (float)WEIGHT_ABOUT));
        }
    }
    for (uint32_t e = 0; e < s->n_entities; e++)
        for (uint64_t i = s->fact_offsets[e]; i < s->fact_offsets[e + 1]; i++)
            if (!s->facts[i].inverse && s->facts[i].entity != e)
                put_pair(tree, tree->entity_node[e], tree->entity_node[s->facts[i].entity],
                         WEIGHT_FACT);
}

/* offsets stand two places on while edges are counted, one while they are put; see put_edge(). */
int cn_community_graph_make(cn_community_tree *tree, cairn_error *err)
{
    uint64_t n;

    number_nodes(tree);
    tree->offsets = cn_alloc_zero((size_t)tree->n_nodes + 3, sizeof *tree->offsets);
    if (!tree->offsets)
        return cn_fail_memory(err, tree->n_nodes * sizeof *tree->offsets);
    put_edges(tree);
    for (uint32_t i = 1; i < tree->n_nodes + 2; i++)
        tree->offsets[i] += tree->offsets[i - 1];
    n = tree->offsets[tree->n_nodes + 1];
    tree->targets = cn_alloc_zero(n + 1, sizeof *tree->targets);
    tree->weights = cn_alloc_zero(n + 1, sizeof *tree->weights);
    if (!tree->targets || !tree->weights)
        return cn_fail_memory(err, n * 2 * sizeof *tree->targets);
    put_edges(tree);
    return CAIRN_OK;
}

double cn_community_inside(const cn_community_tree *tree, const cn_community_range *range,
                           uint32_t node, double *all)
{
    double inside = 0;

    *all = 0;
    for (uint64_t i = tree->offsets[node]; i < tree->offsets[node + 1]; i++) {
        *all += (double)tree->weights[i];
        if (tree->place[tree->targets[i]] - range->first < range->n)
            inside += (double)tree->weights[i];
    }
    return inside;
}
