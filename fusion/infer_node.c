/* What is known around an entity, see infer_node.h. Of two ways to the same edge the surer one
 * stays; a stated fact is always the surer. */
#include "fusion/infer_node.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/infer.h"

enum { EDGES_MAX = 8 * CN_INFER_FACTS };

static int compare_edges(const void *a, const void *b)
{
    const cn_infer_edge *left = a, *right = b;

    if (left->half != right->half)
        return left->half < right->half ? -1 : 1;
    return left->other < right->other ? -1 : left->other > right->other;
}

bool cn_infer_edge_is_better(const cn_infer_rules *rules, const cn_infer_edge *a,
                             const cn_infer_edge *b)
{
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    if (a->n_rules != b->n_rules)
        return a->n_rules < b->n_rules;
    if (a->fact != b->fact)
        return a->fact < b->fact;
    for (uint32_t i = 0; i < a->n_rules; i++) {
        const int order = strcmp(rules->rules[a->rules[i]].text, rules->rules[b->rules[i]].text);

        if (order != 0)
            return order < 0;
    }
    return false;
}

/* Places of edges by half and other end, while a node is loaded. */
static int put_edge(cn_infer_node *node, cn_map *places, const cn_infer_rules *rules,
                    const cn_infer_edge *edge, cairn_error *err)
{
    bool is_new = false;
    uint64_t *place;

    if (node->n >= EDGES_MAX) {
        node->is_cut = true;
        return CAIRN_OK;
    }
    place = cn_map_put(places, cn_hash_mix((uint64_t)edge->other, edge->half), &is_new);
    if (!place ||
        !cn_grow((void **)&node->edges, &node->cap, node->n + 1, EDGES_MAX, sizeof(*edge)))
        return cn_fail_memory(err, sizeof(*edge));
    if (is_new) {
        *place = node->n;
        node->edges[node->n++] = *edge;
    } else if (node->edges[*place].n_rules > 0 &&
               cn_infer_edge_is_better(rules, edge, &node->edges[*place])) {
        node->edges[*place] = *edge;
    }
    return CAIRN_OK;
}

static int put_fact(cn_infer_node *node, cn_map *places, cn_infer_rules *rules, cn_store *store,
                    const cn_fact_row *row, cairn_error *err)
{
    cn_infer_edge edge = {.confidence = row->belief < 1 ? row->belief : 1,
                          .fact = row->id,
                          .subject = row->subject,
                          .object = row->object};
    const bool is_object = row->subject != node->entity;
    int rc = cn_infer_relation_place(rules, store, row->relation, &edge.relation, err);

    edge.half = 2 * edge.relation + is_object;
    edge.other = is_object ? row->subject : row->object;
    return rc < 0 ? rc : put_edge(node, places, rules, &edge, err);
}

/* What was, but is no longer, says nothing of now. */
static bool counts(const cn_fact_row *row)
{
    return row->believed && row->object != 0 && row->closed_by == 0 && row->retired == 0 &&
           row->object != row->subject;
}

static int put_facts(cn_infer_node *node, cn_map *places, cn_infer_rules *rules, cn_store *store,
                     bool as_object, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    size_t n = 0;
    int rc = as_object ? cn_fact_scan_object(store, node->entity, &cursor, err)
                       : cn_fact_scan_subject(store, node->entity, 0, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = CAIRN_OK;
        if (++n > CN_INFER_FACTS) {
            node->is_cut = true;
            break;
        }
        if (counts(&row))
            rc = put_fact(node, places, rules, store, &row, err);
    }
    cn_cursor_free(cursor);
    return rc;
}

/* Applies rules with a body of one, then once more to what they gave. */
static int derive(cn_infer_node *node, cn_map *places, const cn_infer_rules *rules,
                  cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < node->n; i++) {
        const cn_infer_edge edge = node->edges[i];
        uint32_t at = edge.n_rules < CN_INFER_EDGE_RULES
                          ? rules->relations[edge.half / 2].first[edge.half & 1]
                          : CN_INFER_NONE;

        for (; rc == CAIRN_OK && at != CN_INFER_NONE; at = rules->horns[at].next) {
            const cn_infer_horn *horn = &rules->horns[at];
            cn_infer_edge next = edge;

            if (horn->body[1] != CN_INFER_NONE)
                continue;
            next.half = horn->head;
            next.confidence *= horn->confidence;
            next.rules[next.n_rules++] = horn->rule;
            rc = put_edge(node, places, rules, &next, err);
        }
    }
    return rc;
}

int cn_infer_node_load(cn_infer_node *node, cn_infer_rules *rules, cn_store *store, cairn_id entity,
                       cairn_error *err)
{
    cn_map places;
    int rc;

    *node = (cn_infer_node){.entity = entity};
    cn_map_init(&places);
    rc = put_facts(node, &places, rules, store, false, err);
    if (rc == CAIRN_OK)
        rc = put_facts(node, &places, rules, store, true, err);
    if (rc == CAIRN_OK)
        rc = derive(node, &places, rules, err);
    cn_map_done(&places);
    if (rc == CAIRN_OK && node->n > 1)
        qsort(node->edges, node->n, sizeof(*node->edges), compare_edges);
    return rc;
}

void cn_infer_node_done(cn_infer_node *node)
{
    cn_free(node->edges);
    node->edges = NULL;
    node->n = 0;
}

const cn_infer_edge *cn_infer_node_edge(const cn_infer_node *node, uint32_t half, cairn_id other)
{
    const cn_infer_edge wanted = {.half = half, .other = other};

    return node->n > 0 ? bsearch(&wanted, node->edges, node->n, sizeof(wanted), compare_edges)
                       : NULL;
}

static size_t lower(const cn_infer_node *node, uint32_t half)
{
    size_t first = 0, last = node->n;

    while (first < last) {
        const size_t middle = first + (last - first) / 2;

        if (node->edges[middle].half < half)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

const cn_infer_edge *cn_infer_node_edges(const cn_infer_node *node, uint32_t half, size_t *n)
{
    const size_t first = lower(node, half);

    *n = lower(node, half + 1) - first;
    return node->edges ? node->edges + first : NULL;
}
