/* Mining of rules, see learn.h.
 *
 * Two passes. The first goes over the facts of each head H(x, y) and counts what leads from x to
 * y otherwise: an edge B, or a path B1, B2 over a third entity. That is the support of every rule
 * at once, in the sum over all facts of the smaller number of neighbours of x and y. The second
 * goes over the bodies of the rules that have enough of it and counts the pairs that a body gives
 * and about which the facts say something: the cases.
 *
 * x is the subject of the head, or its object where objects tell more about subjects than the
 * other way round, so that few pairs are gone over. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "fusion/learn.h"

enum {
    CANDIDATES_MAX = 1 << 24,
    MAP_KEPT = 1 << 12, /* bodies whose map is worth emptying instead of freeing */
    /* Different bodies counted for one head; more are not looked at. */
    BODIES_PER_HEAD_MAX = 1 << 22
};

#define NO_HALF UINT32_MAX /* second half of a body of one */

/* H(x, y) if B1(x, y), or if B1(x, z) and B2(z, y). */
struct candidate {
    uint32_t body[2], head;
    uint64_t support, sampled_support, cases;
};

struct miner {
    const cn_learn_graph *graph;
    const cn_learn_options *options;
    struct candidate *items;
    size_t n, cap;
    cn_map counts;      /* body -> number of the last fact << 32 | support */
    uint32_t *from;     /* entities that have a half, by half */
    size_t *first_from; /* 2 * n_relations + 1 */
    uint32_t *stamps;   /* per entity: the round in which it was reached last */
    uint32_t *reached;  /* entities of this round */
    size_t n_reached;
    uint32_t round;
};

/* ---- First pass: support ---- */

static bool count_body(struct miner *m, uint32_t first, uint32_t second, uint32_t fact)
{
    const uint64_t key = (uint64_t)first << 32 | second;
    uint64_t *value = m->counts.n < BODIES_PER_HEAD_MAX ? cn_map_put(&m->counts, key, NULL)
                                                        : cn_map_get(&m->counts, key);

    if (!value)
        return m->counts.n >= BODIES_PER_HEAD_MAX;
    if (*value >> 32 != fact)
        *value = (uint64_t)fact << 32 | ((*value & UINT32_MAX) + 1);
    return true;
}

static size_t degree(const cn_learn_graph *graph, uint32_t entity)
{
    return graph->first_edge[entity + 1] - graph->first_edge[entity];
}

/* Paths over one neighbour z of `near`: edges[0..n) lead there. far_is_y: near is x. */
static bool count_paths(struct miner *m, const cn_learn_edge *edges, size_t n, uint32_t far,
                        bool far_is_y, uint32_t fact)
{
    size_t n_back;
    const cn_learn_edge *back = cn_learn_between(m->graph, far, edges[0].other, &n_back);
    bool ok = true;

    for (size_t i = 0; ok && i < n; i++) {
        for (size_t j = 0; ok && j < n_back; j++)
            ok = far_is_y ? count_body(m, edges[i].half, back[j].half ^ 1, fact)
                          : count_body(m, back[j].half, edges[i].half ^ 1, fact);
    }
    return ok;
}

/* fact: from 1, its number among those of the head. */
static bool count_fact(struct miner *m, uint32_t head, uint32_t x, uint32_t y, uint32_t fact)
{
    const cn_learn_graph *graph = m->graph;
    const bool far_is_y = degree(graph, x) <= degree(graph, y);
    const uint32_t near = far_is_y ? x : y, far = far_is_y ? y : x;
    const cn_learn_edge *edges = graph->by_other + graph->first_edge[near];
    size_t n = degree(graph, near), n_direct;
    const cn_learn_edge *direct = cn_learn_between(graph, x, y, &n_direct);
    bool ok = true;

    for (size_t i = 0; ok && i < n_direct; i++) {
        if (direct[i].half != head)
            ok = count_body(m, direct[i].half, NO_HALF, fact);
    }
    if (n > CN_LEARN_HUB)
        n = CN_LEARN_HUB;
    for (size_t i = 0, end; ok && i < n; i = end) {
        for (end = i + 1; end < n && edges[end].other == edges[i].other; end++)
            ;
        if (edges[i].other != far)
            ok = count_paths(m, edges + i, end - i, far, far_is_y, fact);
    }
    return ok;
}

static int keep_candidates(struct miner *m, uint32_t head, size_t n_facts, cairn_error *err)
{
    const double covered = ceil(m->options->min_head_coverage * (double)n_facts);
    uint64_t key, value;

    for (size_t i = 0; cn_map_next(&m->counts, &i, &key, &value);) {
        const uint64_t support = value & UINT32_MAX;
        const uint32_t second = (uint32_t)(key & UINT32_MAX);

        if (support < m->options->min_support || (second != NO_HALF && (double)support < covered))
            continue;
        if (!cn_grow((void **)&m->items, &m->cap, m->n + 1, CANDIDATES_MAX, sizeof(*m->items)))
            return cn_fail_memory(err, m->n * sizeof(*m->items));
        m->items[m->n++] = (struct candidate){
            .body = {(uint32_t)(key >> 32), second}, .head = head, .support = support};
    }
    return CAIRN_OK;
}

static size_t count_from(const struct miner *m, uint32_t half)
{
    return m->first_from[half + 1] - m->first_from[half];
}

static int mine_head(struct miner *m, uint32_t relation, cairn_error *err)
{
    const cn_learn_graph *graph = m->graph;
    const size_t first = graph->first_triple[relation], last = graph->first_triple[relation + 1];
    /* Fewer objects for a subject than subjects for an object: the subject leads. */
    const bool by_object = count_from(m, 2 * relation) < count_from(m, 2 * relation + 1);
    const uint32_t head = 2 * relation + by_object;

    if (last - first < m->options->min_support)
        return CAIRN_OK;
    /* Emptying a large map for each of many small heads would cost more than they do. */
    if (m->counts.n > MAP_KEPT) {
        cn_map_done(&m->counts);
        cn_map_init(&m->counts);
    }
    cn_map_clear(&m->counts);
    for (size_t i = first; i < last; i++) {
        const cn_learn_triple *t = &graph->triples[i];
        const uint32_t x = by_object ? t->object : t->subject;
        const uint32_t y = by_object ? t->subject : t->object;

        if (!count_fact(m, head, x, y, (uint32_t)(i - first + 1)))
            return cn_fail_memory(err, m->counts.cap * sizeof(uint64_t));
    }
    return keep_candidates(m, head, last - first, err);
}

/* ---- Second pass: cases ---- */

/* Marks and lists the entities that the body gives for x; adds to the steps spent. */
static void reach(struct miner *m, const uint32_t body[2], uint32_t x, uint64_t *steps)
{
    size_t n_first, n_second;
    const cn_learn_edge *first = cn_learn_edges(m->graph, x, body[0], &n_first);

    m->round++;
    m->n_reached = 0;
    m->stamps[x] = m->round; /* different variables are different entities */
    for (size_t i = 0; i < n_first && i < CN_LEARN_HUB; i++) {
        const cn_learn_edge *second = &first[i];

        n_second = 1;
        if (body[1] != NO_HALF)
            second = cn_learn_edges(m->graph, first[i].other, body[1], &n_second);
        for (size_t j = 0; j < n_second && j < CN_LEARN_HUB; j++) {
            if (m->stamps[second[j].other] != m->round)
                m->reached[m->n_reached++] = second[j].other;
            m->stamps[second[j].other] = m->round;
        }
        *steps += 1 + n_second;
    }
    m->stamps[x] = 0;
}

/* Of the pairs of x with what was reached, those about which the facts say something: where the
 * head is known of x or of the other. AMIE asks x alone; then "child of" would be the inverse of
 * "father of", since nothing is said of mothers as fathers. */
static uint64_t count_known(const struct miner *m, uint32_t head, bool is_known, uint64_t *steps)
{
    uint64_t n_known = 0;

    if (is_known || m->options->all_pairs)
        return m->n_reached;
    for (size_t i = 0; i < m->n_reached; i++) {
        size_t n;

        cn_learn_edges(m->graph, m->reached[i], head ^ 1, &n);
        n_known += n > 0;
    }
    *steps += m->n_reached;
    return n_known;
}

/* Counts x for each rule of one body. */
static void count_cases(struct miner *m, struct candidate *rules, size_t n, uint32_t x,
                        uint64_t *steps)
{
    reach(m, rules[0].body, x, steps);
    for (size_t i = 0; i < n; i++) {
        size_t n_head;
        const cn_learn_edge *head = cn_learn_edges(m->graph, x, rules[i].head, &n_head);

        rules[i].cases += count_known(m, rules[i].head, n_head > 0, steps);
        for (size_t j = 0; j < n_head; j++)
            rules[i].sampled_support += m->stamps[head[j].other] == m->round;
        *steps += 1 + n_head;
    }
}

/* All rules of one body. Entities come by id, which is a hash, so the first are a fair sample. */
static void count_body_cases(struct miner *m, struct candidate *rules, size_t n)
{
    const uint32_t half = rules[0].body[0];
    uint64_t steps = 0;
    size_t i = m->first_from[half];

    for (; i < m->first_from[half + 1] && steps < CN_LEARN_PATHS; i++)
        count_cases(m, rules, n, m->from[i], &steps);
    for (size_t j = 0; j < n; j++) {
        struct candidate *rule = &rules[j];
        const uint64_t sampled = rule->sampled_support;

        if (i == m->first_from[half + 1]) {
            rule->support = sampled;
        } else {
            rule->cases =
                sampled == 0
                    ? UINT32_MAX
                    : (uint64_t)((double)rule->cases / (double)sampled * (double)rule->support);
        }
    }
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;

    for (int i = 0; i < 2; i++) {
        if (left->body[i] != right->body[i])
            return left->body[i] < right->body[i] ? -1 : 1;
    }
    return left->head < right->head ? -1 : left->head > right->head;
}

/* ---- Out ---- */

static int add_rule(const struct miner *m, const struct candidate *c, cn_ruleset *learned,
                    cairn_error *err)
{
    const bool is_long = c->body[1] != NO_HALF;
    const bool turn = c->head & 1;
    /* A head that leads from the object: read the body backwards. */
    const uint32_t first = !turn ? c->body[0] : is_long ? c->body[1] ^ 1 : c->body[0] ^ 1;
    const uint32_t second = turn ? c->body[0] ^ 1 : c->body[1];
    const char *const *names = m->graph->names;
    cn_rule rule = {.kind = CN_LEARNED_RULE, .support = c->support, .cases = c->cases};

    rule.confidence = (double)c->support / (double)(c->cases + CN_LEARN_DOUBT);
    if (c->support < m->options->min_support || rule.confidence < m->options->min_confidence ||
        learned->n >= CN_LEARN_RULES_MAX)
        return CAIRN_OK;
    rule.relation[0] = names[c->head / 2];
    rule.relation[1] = names[first / 2];
    rule.is_reversed[1] = first & 1;
    if (is_long) {
        rule.relation[2] = names[second / 2];
        rule.is_reversed[2] = second & 1;
    }
    for (size_t i = 0; i < cn_rule_length(&rule); i++) {
        if (strlen(rule.relation[i]) > CN_RULE_NAME_MAX)
            return CAIRN_OK;
    }
    if (!m->options->rules_only && !cn_rule_normalise(&rule))
        return CAIRN_OK;
    return cn_ruleset_add(learned, &rule, err);
}

static int prepare(struct miner *m, cairn_error *err)
{
    const cn_learn_graph *graph = m->graph;
    const size_t n_halves = 2 * (size_t)graph->n_relations;
    size_t *first;

    m->from = cn_alloc_zero(2 * graph->n_triples + 1, sizeof(*m->from));
    m->first_from = first = cn_alloc_zero(n_halves + 2, sizeof(*first));
    m->stamps = cn_alloc_zero((size_t)graph->n_entities + 1, sizeof(*m->stamps));
    m->reached = cn_alloc_zero((size_t)graph->n_entities + 1, sizeof(*m->reached));
    if (!m->from || !first || !m->stamps || !m->reached)
        return cn_fail_memory(err, graph->n_triples * sizeof(*m->from));
    /* As in learn_graph.c: counts two places on, which the filling moves back by one. */
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t entity = 0; entity < graph->n_entities; entity++) {
            for (size_t i = graph->first_edge[entity]; i < graph->first_edge[entity + 1]; i++) {
                const uint32_t half = graph->by_half[i].half;

                if (i > graph->first_edge[entity] && graph->by_half[i - 1].half == half)
                    continue;
                if (pass == 0)
                    first[half + 2]++;
                else
                    m->from[first[half + 1]++] = entity;
            }
        }
        for (size_t i = 2; pass == 0 && i < n_halves + 2; i++)
            first[i] += first[i - 1];
    }
    return CAIRN_OK;
}

static int mine(struct miner *m, cn_ruleset *learned, cairn_error *err)
{
    int rc = prepare(m, err);

    for (uint32_t relation = 0; rc == CAIRN_OK && relation < m->graph->n_relations; relation++)
        rc = mine_head(m, relation, err);
    if (m->n > 1)
        qsort(m->items, m->n, sizeof(*m->items), compare_candidates);
    for (size_t i = 0, end; rc == CAIRN_OK && i < m->n; i = end) {
        for (end = i + 1; end < m->n && m->items[end].body[0] == m->items[i].body[0] &&
                          m->items[end].body[1] == m->items[i].body[1];
             end++)
            ;
        count_body_cases(m, m->items + i, end - i);
        for (size_t j = i; rc == CAIRN_OK && j < end; j++)
            rc = add_rule(m, &m->items[j], learned, err);
    }
    return rc;
}

int cn_learn_rules(const cn_learn_graph *graph, const cn_learn_options *options,
                   cn_ruleset *learned, cairn_error *err)
{
    struct miner m = {.graph = graph, .options = options};
    int rc;

    cn_map_init(&m.counts);
    rc = mine(&m, learned, err);
    cn_map_done(&m.counts);
    cn_free(m.items);
    cn_free(m.from);
    cn_free(m.first_from);
    cn_free(m.stamps);
    cn_free(m.reached);
    return rc;
}
