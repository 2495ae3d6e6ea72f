/* Reads a graph and prints its communities, for leiden.py to compare with another program's.
 *   leiden modularity|cpm RESOLUTION < edges
 * Edges are lines "a b weight", each once, nodes numbered from 0. Prints the quality, then the
 * community of each node, all on lines of their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/leiden.h"

typedef struct edge {
    unsigned a, b;
    float weight;
} edge;

static edge *read_edges(size_t *n, uint32_t *n_nodes)
{
    size_t cap = 1024;
    edge *edges = malloc(cap * sizeof *edges), one;

    *n = 0;
    *n_nodes = 0;
    while (edges && scanf("%u %u %f", &one.a, &one.b, &one.weight) == 3) {
        const unsigned last = one.a > one.b ? one.a : one.b;

        if (*n == cap)
            edges = realloc(edges, (cap *= 2) * sizeof *edges);
        if (!edges)
            return NULL;
        edges[(*n)++] = one;
        *n_nodes = last >= *n_nodes ? last + 1 : *n_nodes;
    }
    return edges;
}

/* Arrays of the graph, never freed: the program ends. */
static cn_leiden_graph build_graph(const edge *edges, size_t n, uint32_t n_nodes)
{
    uint64_t *offsets = calloc((size_t)n_nodes + 2, sizeof *offsets);
    uint32_t *targets = calloc(2 * n + 1, sizeof *targets);
    float *weights = calloc(2 * n + 1, sizeof *weights);

    if (!offsets || !targets || !weights)
        abort();
    for (size_t i = 0; i < n; i++) {
        offsets[edges[i].a + 2]++;
        offsets[edges[i].b + 2]++;
    }
    for (uint32_t v = 2; v < n_nodes + 2; v++)
        offsets[v] += offsets[v - 1];
    for (size_t i = 0; i < n; i++) {
        uint64_t *a = &offsets[edges[i].a + 1], *b = &offsets[edges[i].b + 1];

        targets[*a] = edges[i].b;
        weights[(*a)++] = edges[i].weight;
        targets[*b] = edges[i].a;
        weights[(*b)++] = edges[i].weight;
    }
    return (cn_leiden_graph){n_nodes, offsets, targets, weights};
}

int main(int argc, char **argv)
{
    cn_leiden_options options = CN_LEIDEN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    uint32_t n_nodes, n_communities, *community;
    cn_leiden_graph graph;
    double quality;
    size_t n;
    edge *edges = read_edges(&n, &n_nodes);

    if (argc != 3 || !edges)
        return 2;
    options.kind = strcmp(argv[1], "cpm") == 0 ? CN_LEIDEN_CPM : CN_LEIDEN_MODULARITY;
    options.resolution = strtod(argv[2], NULL);
    graph = build_graph(edges, n, n_nodes);
    community = calloc((size_t)n_nodes + 1, sizeof *community);
    if (!community || cn_leiden_run(&graph, &options, community, &n_communities, &err) < 0 ||
        cn_leiden_quality(&graph, &options, community, &quality, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 3;
    }
    printf("%.12f\n", quality);
    for (uint32_t v = 0; v < n_nodes; v++)
        printf("%u\n", community[v]);
    free(community);
    return 0;
}
