/* The graph that rules are mined from, see learn_graph.h. */
#include "fusion/learn_graph.h"

#include <stdlib.h>

#include "base/mem.h"

static int compare_triples(const void *a, const void *b)
{
    const cn_learn_triple *left = a, *right = b;

    if (left->relation != right->relation)
        return left->relation < right->relation ? -1 : 1;
    if (left->subject != right->subject)
        return left->subject < right->subject ? -1 : 1;
    return left->object < right->object ? -1 : left->object > right->object;
}

static int compare_halves(const void *a, const void *b)
{
    const cn_learn_edge *left = a, *right = b;

    if (left->half != right->half)
        return left->half < right->half ? -1 : 1;
    return left->other < right->other ? -1 : left->other > right->other;
}

static int compare_others(const void *a, const void *b)
{
    const cn_learn_edge *left = a, *right = b;

    if (left->other != right->other)
        return left->other < right->other ? -1 : 1;
    return left->half < right->half ? -1 : left->half > right->half;
}

/* Sorts; what is left of the triples. */
static size_t settle_triples(cn_learn_triple *triples, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(triples, n, sizeof(*triples), compare_triples);
    for (size_t i = 0; i < n; i++) {
        if (triples[i].subject == triples[i].object)
            continue;
        if (kept == 0 || compare_triples(&triples[kept - 1], &triples[i]) != 0)
            triples[kept++] = triples[i];
    }
    return kept;
}

static int allocate(cn_learn_graph *graph, cairn_error *err)
{
    const size_t n_edges = 2 * graph->n_triples;

    graph->first_triple = cn_alloc_zero((size_t)graph->n_relations + 2, sizeof(size_t));
    graph->first_edge = cn_alloc_zero((size_t)graph->n_entities + 2, sizeof(size_t));
    graph->by_half = cn_alloc_zero(n_edges, sizeof(cn_learn_edge));
    graph->by_other = cn_alloc_zero(n_edges, sizeof(cn_learn_edge));
    if (!graph->first_triple || !graph->first_edge || !graph->by_half || !graph->by_other)
        return cn_fail_memory(err, n_edges * sizeof(cn_learn_edge));
    return CAIRN_OK;
}

/* first[i + 2] counts, then first[i + 1] runs through the places of i, and so ends as the first of
 * i + 1. */
static void place_edges(cn_learn_graph *graph)
{
    size_t *first = graph->first_edge;

    for (size_t i = 0; i < graph->n_triples; i++) {
        first[graph->triples[i].subject + 2]++;
        first[graph->triples[i].object + 2]++;
        graph->first_triple[graph->triples[i].relation + 1]++;
    }
    for (size_t i = 2; i < (size_t)graph->n_entities + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 1; i <= graph->n_relations; i++)
        graph->first_triple[i] += graph->first_triple[i - 1];
    for (size_t i = 0; i < graph->n_triples; i++) {
        const cn_learn_triple *triple = &graph->triples[i];

        graph->by_half[first[triple->subject + 1]++] =
            (cn_learn_edge){2 * triple->relation, triple->object};
        graph->by_half[first[triple->object + 1]++] =
            (cn_learn_edge){2 * triple->relation + 1, triple->subject};
    }
}

int cn_learn_graph_build(cn_learn_graph *graph, cn_learn_triple *triples, size_t n,
                         uint32_t n_entities, uint32_t n_relations, cairn_error *err)
{
    int rc;

    *graph =
        (cn_learn_graph){.n_entities = n_entities, .n_relations = n_relations, .triples = triples};
    graph->n_triples = settle_triples(triples, n);
    rc = allocate(graph, err);
    if (rc < 0)
        return rc;
    place_edges(graph);
    for (size_t i = 0; i < n_entities; i++) {
        const size_t first = graph->first_edge[i], count = graph->first_edge[i + 1] - first;

        qsort(graph->by_half + first, count, sizeof(cn_learn_edge), compare_halves);
        for (size_t j = first; j < first + count; j++)
            graph->by_other[j] = graph->by_half[j];
        qsort(graph->by_other + first, count, sizeof(cn_learn_edge), compare_others);
    }
    return CAIRN_OK;
}

void cn_learn_graph_done(cn_learn_graph *graph)
{
    cn_free(graph->triples);
    cn_free(graph->first_triple);
    cn_free(graph->first_edge);
    cn_free(graph->by_half);
    cn_free(graph->by_other);
    cn_free(graph->names);
    *graph = (cn_learn_graph){.triples = NULL};
}

/* The first edge of [first, last) that is not before `wanted`. */
static size_t lower(const cn_learn_edge *edges, size_t first, size_t last, cn_learn_edge wanted,
                    int (*compare)(const void *, const void *))
{
    while (first < last) {
        const size_t middle = first + (last - first) / 2;

        if (compare(&edges[middle], &wanted) < 0)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

const cn_learn_edge *cn_learn_edges(const cn_learn_graph *graph, uint32_t entity, uint32_t half,
                                    size_t *n)
{
    const size_t last = graph->first_edge[entity + 1];
    const size_t at = lower(graph->by_half, graph->first_edge[entity], last,
                            (cn_learn_edge){half, 0}, compare_halves);

    *n = lower(graph->by_half, at, last, (cn_learn_edge){half + 1, 0}, compare_halves) - at;
    return graph->by_half + at;
}

const cn_learn_edge *cn_learn_between(const cn_learn_graph *graph, uint32_t from, uint32_t to,
                                      size_t *n)
{
    const size_t last = graph->first_edge[from + 1];
    const size_t at = lower(graph->by_other, graph->first_edge[from], last, (cn_learn_edge){0, to},
                            compare_others);
    size_t end = at;

    while (end < last && graph->by_other[end].other == to)
        end++;
    *n = end - at;
    return graph->by_other + at;
}
