/* What mined rules are worth, on sets of triples that others publish figures for.
 *
 *   rules_kgc DIR [MIN_SUPPORT MIN_CONFIDENCE]
 *
 * DIR holds train.txt, valid.txt and test.txt: subject TAB relation TAB object, a line each. Rules
 * are mined from train; for every triple of test each of its ends is asked for, and its rank among
 * the answers tells. Filtered: other true answers, of any of the files, do not count. Of answers
 * with equal votes the middle one's rank counts; what no rule proposes stands in the middle of all
 * entities that are left. Prints one JSON object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "fusion/learn.h"
#include "fusion/learn_apply.h"

enum { ENOUGH = 200, FILES = 3 };
static const size_t FILE_MAX = (size_t)1 << 30;

struct names {
    cn_strmap *places;
    char **items;
    size_t n, cap;
};

struct file {
    cn_learn_triple *items;
    size_t n, cap;
};

struct set {
    struct names entities, relations;
    struct file files[FILES];
    cn_learn_graph train, all;
};

struct ranks {
    double hits_1, hits_3, hits_10, reciprocal;
    size_t n;
};

static cairn_error error;

static void check(int rc)
{
    if (rc >= 0)
        return;
    fprintf(stderr, "rules_kgc: %s\n", error.message);
    exit(3);
}

static void *check_memory(void *memory)
{
    if (!memory)
        check(cn_fail_memory(&error, 0));
    return memory;
}

static uint32_t place_of(struct names *names, const char *text, size_t len)
{
    bool is_new = false;
    uint64_t *place = check_memory(cn_strmap_put(names->places, text, len, &is_new));

    if (is_new) {
        *place = names->n;
        if (!cn_grow((void **)&names->items, &names->cap, names->n + 1, UINT32_MAX, sizeof(char *)))
            check(cn_fail_memory(&error, 0));
        names->items[names->n++] = check_memory(cn_strndup(text, len));
    }
    return (uint32_t)*place;
}

static void read_triples(const char *folder, const char *name, struct set *set, struct file *file)
{
    char path[1024];
    cn_buf text;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    cn_buf_init(&text, FILE_MAX);
    check(cn_file_read(path, FILE_MAX, &text, &error));
    for (const char *line = cn_buf_str(&text); *line;) {
        const size_t len = strcspn(line, "\r\n");
        const char *first = memchr(line, '\t', len);
        const char *second =
            first ? memchr(first + 1, '\t', len - (size_t)(first + 1 - line)) : NULL;

        if (second) {
            if (!cn_grow((void **)&file->items, &file->cap, file->n + 1, UINT32_MAX,
                         sizeof(*file->items)))
                check(cn_fail_memory(&error, 0));
            file->items[file->n++] = (cn_learn_triple){
                place_of(&set->entities, line, (size_t)(first - line)),
                place_of(&set->relations, first + 1, (size_t)(second - first - 1)),
                place_of(&set->entities, second + 1, len - (size_t)(second + 1 - line))};
        }
        line += len + strspn(line + len, "\r\n");
    }
    cn_buf_done(&text);
}

/* Triples of the first n_files files. */
static void build(struct set *set, size_t n_files, cn_learn_graph *graph)
{
    size_t n = 0;
    cn_learn_triple *triples;
    const char **names = check_memory(cn_alloc(set->relations.n * sizeof(char *) + 1));

    for (size_t i = 0; i < n_files; i++)
        n += set->files[i].n;
    triples = check_memory(cn_alloc(n * sizeof(*triples) + 1));
    n = 0;
    for (size_t i = 0; i < n_files; i++) {
        if (set->files[i].n > 0)
            memcpy(triples + n, set->files[i].items, set->files[i].n * sizeof(*triples));
        n += set->files[i].n;
    }
    check(cn_learn_graph_build(graph, triples, n, (uint32_t)set->entities.n,
                               (uint32_t)set->relations.n, &error));
    for (size_t i = 0; i < set->relations.n; i++)
        names[i] = set->relations.items[i];
    graph->names = names;
}

static bool is_tie(const cn_horn_found *a, const cn_horn_found *b)
{
    return a->n_votes == b->n_votes &&
           memcmp(a->votes, b->votes, a->n_votes * sizeof(a->votes[0])) == 0;
}

/* Rank of y among what was found, without other true answers. */
static double rank_of(const struct set *set, const cn_horns *horns, uint32_t x, uint32_t half,
                      uint32_t y)
{
    size_t n_true, n_kept = 0, n_ties = 0, n_better = 0, at = SIZE_MAX, n_others = 0;
    const cn_learn_edge *is_true = cn_learn_edges(&set->all, x, half, &n_true);

    for (size_t i = 0; i < horns->n_found; i++) {
        if (horns->found[i].entity == y)
            at = i;
    }
    for (size_t i = 0; i < horns->n_found; i++) {
        const cn_horn_found *found = &horns->found[i];
        const cn_learn_edge wanted = {half, found->entity};
        bool is_other = false;

        for (size_t low = 0, high = n_true; low < high && !is_other;) {
            const size_t middle = low + (high - low) / 2;

            is_other = is_true[middle].other == wanted.other;
            if (is_true[middle].other < wanted.other)
                low = middle + 1;
            else
                high = middle;
        }
        if (i == at || is_other)
            continue;
        n_kept++;
        if (at != SIZE_MAX && is_tie(found, &horns->found[at]))
            n_ties++;
        else if (at != SIZE_MAX && i < at)
            n_better++;
    }
    if (at != SIZE_MAX)
        return 1 + (double)n_better + (double)n_ties / 2;
    n_others = set->entities.n - n_kept - n_true;
    return 1 + (double)n_kept + (double)n_others / 2;
}

static void add_rank(struct ranks *ranks, double rank)
{
    ranks->hits_1 += rank < 2;
    ranks->hits_3 += rank < 4;
    ranks->hits_10 += rank < 11;
    ranks->reciprocal += 1 / rank;
    ranks->n++;
}

static void measure(const struct set *set, cn_horns *horns, const struct file *test,
                    struct ranks *ranks)
{
    for (size_t i = 0; i < test->n; i++) {
        const cn_learn_triple *t = &test->items[i];

        check(cn_horns_ask(horns, t->subject, 2 * t->relation, ENOUGH, &error));
        add_rank(ranks, rank_of(set, horns, t->subject, 2 * t->relation, t->object));
        check(cn_horns_ask(horns, t->object, 2 * t->relation + 1, ENOUGH, &error));
        add_rank(ranks, rank_of(set, horns, t->object, 2 * t->relation + 1, t->subject));
    }
}

static double seconds_since(uint64_t start)
{
    return (double)(cn_clock_ns() - start) / 1e9;
}

static void names_done(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        cn_free(names->items[i]);
    cn_free(names->items);
    cn_strmap_free(names->places);
}

static void run(const char *folder, const cn_learn_options *options)
{
    static const char *const files[FILES] = {"train.txt", "valid.txt", "test.txt"};
    struct set set = {.entities = {.places = check_memory(cn_strmap_new())},
                      .relations = {.places = check_memory(cn_strmap_new())}};
    struct ranks ranks = {0};
    struct rusage usage;
    double mining, n;
    uint64_t start;
    cn_ruleset rules;
    cn_horns horns;

    for (size_t i = 0; i < FILES; i++)
        read_triples(folder, files[i], &set, &set.files[i]);
    build(&set, 1, &set.train);
    build(&set, FILES, &set.all);
    cn_ruleset_init(&rules);
    start = cn_clock_ns();
    check(cn_learn_rules(&set.train, options, &rules, &error));
    mining = seconds_since(start);
    start = cn_clock_ns();
    check(cn_horns_init(&horns, &set.train, &rules, &error));
    measure(&set, &horns, &set.files[2], &ranks);
    getrusage(RUSAGE_SELF, &usage);
    n = ranks.n > 0 ? (double)ranks.n : 1;
    printf("{\"set\": \"%s\", \"train\": %zu, \"rules\": %zu, \"hits_1\": %.4f, \"hits_3\": %.4f, "
           "\"hits_10\": %.4f, \"mrr\": %.4f, \"mining_seconds\": %.2f, \"asking_seconds\": %.2f, "
           "\"megabytes\": %ld}\n",
           folder, set.train.n_triples, rules.n, ranks.hits_1 / n, ranks.hits_3 / n,
           ranks.hits_10 / n, ranks.reciprocal / n, mining, seconds_since(start),
           usage.ru_maxrss / 1024);
    cn_horns_done(&horns);
    cn_ruleset_done(&rules);
    cn_learn_graph_done(&set.train);
    cn_learn_graph_done(&set.all);
    for (size_t i = 0; i < FILES; i++)
        cn_free(set.files[i].items);
    names_done(&set.entities);
    names_done(&set.relations);
}

int main(int argc, char **argv)
{
    /* Recall counts here: a weak rule is better than none. */
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;

    if (argc != 2 && argc != 4) {
        fputs("usage: rules_kgc DIR [MIN_SUPPORT MIN_CONFIDENCE]\n", stderr);
        return 2;
    }
    options.min_support = argc == 4 ? strtoull(argv[2], NULL, 10) : 2;
    options.min_confidence = argc == 4 ? strtod(argv[3], NULL) : 0.001;
    options.min_head_coverage = 0;
    options.rules_only = true;
    options.all_pairs = true;
    run(argv[1], &options);
    return 0;
}
