/* Decisions by hand that contradict each other, see merging.h.
 *
 * Kruskal's way: same decisions in the order of their keys join groups, unless a pair that is
 * apart would then be in one. Each group carries a list of the apart pairs that touch it; of two
 * groups the shorter list is looked through. */
#include <stdlib.h>

#include "base/mem.h"
#include "fusion/merging.h"

static const size_t KEYS_MAX = INT32_MAX;
enum { NONE = -1 };

typedef struct node {
    int64_t key, least; /* least key of the group, at its root */
    uint32_t parent, size;
    int32_t first_apart, last_apart; /* list of the group, at its root */
    uint32_t n_apart;
    bool is_grouped; /* an applied same decision names it */
} node;

typedef struct apart {
    uint32_t other; /* node */
    int32_t next;
} apart;

typedef struct settling {
    node *nodes;
    size_t n_nodes;
    apart *aparts;
    size_t n_aparts;
} settling;

static int compare_decisions(const void *a, const void *b)
{
    const cn_decision *x = a, *y = b;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->verdict > y->verdict) - (x->verdict < y->verdict);
}

static int compare_nodes(const void *a, const void *b)
{
    const node *x = a, *y = b;

    return (x->key > y->key) - (x->key < y->key);
}

static int make_nodes(settling *settle, const cn_decision *decisions, size_t n, cairn_error *err)
{
    size_t n_distinct = 0;

    if (n > KEYS_MAX / 2)
        return cn_fail(err, CAIRN_EINVAL, 0, "%zu decisions by hand are too many", n);
    settle->nodes = cn_alloc_zero(2 * n, sizeof(*settle->nodes));
    settle->aparts = cn_alloc_zero(2 * n, sizeof(*settle->aparts));
    if (!settle->nodes || !settle->aparts)
        return cn_fail_memory(err, 2 * n * sizeof(*settle->nodes));
    for (size_t i = 0; i < n; i++) {
        settle->nodes[2 * i].key = decisions[i].a;
        settle->nodes[2 * i + 1].key = decisions[i].b;
    }
    if (n > 0)
        qsort(settle->nodes, 2 * n, sizeof(*settle->nodes), compare_nodes);
    for (size_t i = 0; i < 2 * n; i++) {
        int64_t key = settle->nodes[i].key;

        if (n_distinct > 0 && settle->nodes[n_distinct - 1].key == key)
            continue;
        settle->nodes[n_distinct] = (node){.key = key,
                                           .least = key,
                                           .parent = (uint32_t)n_distinct,
                                           .size = 1,
                                           .first_apart = NONE,
                                           .last_apart = NONE};
        n_distinct++;
    }
    settle->n_nodes = n_distinct;
    return CAIRN_OK;
}

static uint32_t find_node(const settling *settle, int64_t key)
{
    const node wanted = {.key = key};
    const node *found =
        bsearch(&wanted, settle->nodes, settle->n_nodes, sizeof(wanted), compare_nodes);

    return (uint32_t)(found - settle->nodes);
}

static uint32_t find_root(const settling *settle, uint32_t i)
{
    while (settle->nodes[i].parent != i)
        i = settle->nodes[i].parent = settle->nodes[settle->nodes[i].parent].parent;
    return i;
}

static void add_apart(settling *settle, uint32_t at, uint32_t other)
{
    node *it = &settle->nodes[at];
    int32_t place = (int32_t)settle->n_aparts++;

    settle->aparts[place] = (apart){.other = other, .next = it->first_apart};
    if (it->first_apart == NONE)
        it->last_apart = place;
    it->first_apart = place;
    it->n_apart++;
}

static bool is_forbidden(const settling *settle, uint32_t a, uint32_t b)
{
    uint32_t shorter = settle->nodes[a].n_apart <= settle->nodes[b].n_apart ? a : b;
    uint32_t other = shorter == a ? b : a;

    for (int32_t i = settle->nodes[shorter].first_apart; i != NONE; i = settle->aparts[i].next) {
        if (find_root(settle, settle->aparts[i].other) == other)
            return true;
    }
    return false;
}

static void join(settling *settle, uint32_t a, uint32_t b)
{
    node *x = &settle->nodes[settle->nodes[a].size >= settle->nodes[b].size ? a : b];
    node *y = x == &settle->nodes[a] ? &settle->nodes[b] : &settle->nodes[a];

    y->parent = (uint32_t)(x - settle->nodes);
    x->size += y->size;
    x->least = x->least < y->least ? x->least : y->least;
    if (y->first_apart != NONE) {
        settle->aparts[y->last_apart].next = x->first_apart;
        if (x->first_apart == NONE)
            x->last_apart = y->last_apart;
        x->first_apart = y->first_apart;
        x->n_apart += y->n_apart;
    }
}

static void apply(settling *settle, cn_decision *decision)
{
    uint32_t a = find_node(settle, decision->a), b = find_node(settle, decision->b);

    decision->is_applied = decision->a != decision->b;
    if (!decision->is_applied)
        return;
    if (decision->verdict == CN_BY_HAND_APART) {
        add_apart(settle, a, b);
        add_apart(settle, b, a);
        return;
    }
    if (is_forbidden(settle, find_root(settle, a), find_root(settle, b))) {
        decision->is_applied = false;
        return;
    }
    settle->nodes[a].is_grouped = settle->nodes[b].is_grouped = true;
    a = find_root(settle, a);
    b = find_root(settle, b);
    if (a != b)
        join(settle, a, b);
}

static int give_groups(const settling *settle, cn_decided_key **groups, size_t *n_groups,
                       cairn_error *err)
{
    size_t n = 0;

    *groups = cn_alloc_zero(settle->n_nodes, sizeof(**groups));
    if (!*groups)
        return cn_fail_memory(err, settle->n_nodes * sizeof(**groups));
    for (uint32_t i = 0; i < settle->n_nodes; i++) {
        if (settle->nodes[i].is_grouped)
            (*groups)[n++] = (cn_decided_key){.key = settle->nodes[i].key,
                                              .group = settle->nodes[find_root(settle, i)].least};
    }
    *n_groups = n;
    return CAIRN_OK;
}

int cn_decisions_settle(cn_decision *decisions, size_t n, cn_decided_key **groups, size_t *n_groups,
                        cairn_error *err)
{
    settling settle = {.nodes = NULL};
    int rc;

    *groups = NULL;
    *n_groups = 0;
    for (size_t i = 0; i < n; i++) {
        if (decisions[i].a > decisions[i].b) {
            int64_t a = decisions[i].a;

            decisions[i].a = decisions[i].b;
            decisions[i].b = a;
        }
    }
    if (n > 1)
        qsort(decisions, n, sizeof(*decisions), compare_decisions);
    rc = make_nodes(&settle, decisions, n, err);
    for (int verdict = CN_BY_HAND_APART; rc == CAIRN_OK && verdict >= CN_BY_HAND_SAME; verdict--) {
        for (size_t i = 0; i < n; i++) {
            if (decisions[i].verdict == verdict)
                apply(&settle, &decisions[i]);
        }
    }
    if (rc == CAIRN_OK)
        rc = give_groups(&settle, groups, n_groups, err);
    cn_free(settle.nodes);
    cn_free(settle.aparts);
    return rc;
}
