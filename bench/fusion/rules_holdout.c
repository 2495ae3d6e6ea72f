/* What inferred facts of a store are worth: a fifth of its facts between entities, chosen by a hash
 * of each, is hidden; rules are learned from the rest and asked what follows.
 *
 *   rules_holdout STORE RELATIONS.TSV [MIN_SUPPORT MIN_CONFIDENCE]
 *
 * Of what follows and is not among the rest: known are those about whose subject or object a hidden
 * fact says something by that relation (partial completeness); right are those that were hidden
 * themselves. Precision is right / known: a lower bound, for what no document says may be true.
 * Told apart by where the rules come from and by confidence. One JSON object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fusion/learn.h"
#include "fusion/learn_apply.h"
#include "fusion/learn_load.h"
#include "fusion/rules_declared.h"

enum { HIDDEN_OF = 5, ENOUGH = 1000, LEVELS = 4 };
static const double levels[LEVELS] = {0.3, 0.5, 0.7, 0.9};

struct tally {
    size_t given, known, right;
};

static cairn_error error;

static void check(int rc)
{
    if (rc >= 0)
        return;
    fprintf(stderr, "rules_holdout: %s\n", error.message);
    exit(3);
}

static void *check_memory(void *memory)
{
    if (!memory)
        check(cn_fail_memory(&error, 0));
    return memory;
}

static bool is_hidden(const cn_learn_triple *triple)
{
    return cn_hash(triple, sizeof(*triple)) % HIDDEN_OF == 0;
}

/* The facts that are not hidden. */
static void build_rest(const cn_learn_graph *all, cn_learn_graph *rest)
{
    cn_learn_triple *triples = check_memory(cn_alloc(all->n_triples * sizeof(*triples) + 1));
    const char **names = check_memory(cn_alloc(all->n_relations * sizeof(char *) + 1));
    size_t n = 0;

    for (size_t i = 0; i < all->n_triples; i++) {
        if (!is_hidden(&all->triples[i]))
            triples[n++] = all->triples[i];
    }
    check(cn_learn_graph_build(rest, triples, n, all->n_entities, all->n_relations, &error));
    for (uint32_t i = 0; i < all->n_relations; i++)
        names[i] = all->names[i];
    rest->names = names;
}

/* Whether a fact of that half is hidden: the rest has fewer. */
static bool has_hidden(const cn_learn_graph *all, const cn_learn_graph *rest, uint32_t entity,
                       uint32_t half)
{
    size_t n_all, n_rest;

    cn_learn_edges(all, entity, half, &n_all);
    cn_learn_edges(rest, entity, half, &n_rest);
    return n_rest < n_all;
}

static bool holds(const cn_learn_graph *graph, uint32_t x, uint32_t half, uint32_t y)
{
    size_t n;
    const cn_learn_edge *edges = cn_learn_between(graph, x, y, &n);

    for (size_t i = 0; i < n; i++) {
        if (edges[i].half == half)
            return true;
    }
    return false;
}

static void tally_question(const cn_learn_graph *all, const cn_horns *horns, uint32_t x,
                           uint32_t half, struct tally tallies[LEVELS])
{
    for (size_t i = 0; i < horns->n_found; i++) {
        const cn_horn_found *found = &horns->found[i];
        const double confidence = horns->items[horns->first[half] + found->votes[0]].confidence;
        const bool is_right = holds(all, x, half, found->entity);
        const bool is_known = has_hidden(all, horns->graph, x, half) ||
                              has_hidden(all, horns->graph, found->entity, half ^ 1);

        for (int level = 0; level < LEVELS; level++) {
            if (confidence < levels[level])
                continue;
            tallies[level].given++;
            tallies[level].known += is_known;
            tallies[level].right += is_right;
        }
    }
}

static void measure(const char *name, const cn_learn_graph *all, const cn_learn_graph *rest,
                    const cn_ruleset *rules)
{
    struct tally tallies[LEVELS] = {{0}};
    cn_horns horns;

    check(cn_horns_init(&horns, rest, rules, &error));
    for (uint32_t half = 0; half < 2 * rest->n_relations; half += 2) {
        if (horns.first[half + 1] == horns.first[half])
            continue;
        for (uint32_t x = 0; x < rest->n_entities; x++) {
            check(cn_horns_ask(&horns, x, half, ENOUGH, &error));
            tally_question(all, &horns, x, half, tallies);
        }
    }
    printf("\"%s\": {\"rules\": %zu", name, rules->n);
    for (int level = 0; level < LEVELS; level++) {
        const struct tally *t = &tallies[level];

        printf(", \"from_%.1f\": {\"given\": %zu, \"known\": %zu, \"right\": %zu, "
               "\"precision\": %.4f}",
               levels[level], t->given, t->known, t->right,
               t->known > 0 ? (double)t->right / (double)t->known : 0);
    }
    printf("}");
    cn_horns_done(&horns);
}

static void declare(const cn_learn_graph *graph, const char *path, cn_ruleset *rules)
{
    cn_relation_table *table = NULL;

    check(cn_relation_table_open(&table, path, &error));
    check(cn_ruleset_declared(table, NULL, rules, &error));
    for (uint32_t i = 0; i < graph->n_relations; i++)
        check(cn_ruleset_declared(table, graph->names[i], rules, &error));
    cn_relation_table_close(table);
}

static void run(cn_store *store, const char *table, const cn_learn_options *options)
{
    const uint64_t start = cn_clock_ns();
    cn_ruleset learned, declared;
    cn_learn_facts facts;
    cn_learn_graph rest;
    cn_arena texts;

    cn_arena_init(&texts, (size_t)1 << 30);
    cn_ruleset_init(&learned);
    cn_ruleset_init(&declared);
    check(cn_learn_load(&facts, store, &texts, &error));
    build_rest(&facts.graph, &rest);
    check(cn_learn_rules(&rest, options, &learned, &error));
    declare(&rest, table, &declared);
    printf("{\"facts\": %zu, \"hidden\": %zu, ", facts.graph.n_triples,
           facts.graph.n_triples - rest.n_triples);
    measure("learned", &facts.graph, &rest, &learned);
    printf(", ");
    measure("declared", &facts.graph, &rest, &declared);
    printf(", \"seconds\": %.2f}\n", (double)(cn_clock_ns() - start) / 1e9);
    cn_learn_graph_done(&rest);
    cn_learn_facts_done(&facts);
    cn_ruleset_done(&learned);
    cn_ruleset_done(&declared);
    cn_arena_done(&texts);
}

int main(int argc, char **argv)
{
    const cn_store_options reading = {.read_only = true};
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    cn_store *store = NULL;

    if (argc != 3 && argc != 5) {
        fputs("usage: rules_holdout STORE RELATIONS.TSV [MIN_SUPPORT MIN_CONFIDENCE]\n", stderr);
        return 2;
    }
    options.min_support = argc == 5 ? strtoull(argv[3], NULL, 10) : 10;
    options.min_confidence = argc == 5 ? strtod(argv[4], NULL) : 0.3;
    check(cn_store_open(argv[1], &reading, &store, &error));
    check(cn_store_begin_read(store, &error));
    run(store, argv[2], &options);
    cn_store_close(store);
    return 0;
}
