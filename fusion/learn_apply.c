/* Rules over a graph, see learn_apply.h. Candidates are compared by the confidence of the best rule
 * that proposes them, of equals by the second best, and so on ("maximum plus", Meilicke et al.
 * 2019). */
#include "fusion/learn_apply.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "fusion/learn.h"

enum { HORNS_MAX = 1 << 22, FOUND_MAX = 1 << 24 };

static int compare_horns(const void *a, const void *b)
{
    const cn_horn *left = a, *right = b;

    if (left->head != right->head)
        return left->head < right->head ? -1 : 1;
    if (left->confidence != right->confidence)
        return left->confidence > right->confidence ? -1 : 1;
    for (int i = 0; i < 2; i++) {
        if (left->body[i] != right->body[i])
            return left->body[i] < right->body[i] ? -1 : 1;
    }
    return 0;
}

static int add_horn(cn_horns *horns, cn_horn horn, cairn_error *err)
{
    cn_horn back = {.head = horn.head ^ 1, .confidence = horn.confidence};

    back.body[0] = (horn.body[1] == CN_HORN_NONE ? horn.body[0] : horn.body[1]) ^ 1;
    back.body[1] = horn.body[1] == CN_HORN_NONE ? CN_HORN_NONE : horn.body[0] ^ 1;
    if (!cn_grow((void **)&horns->items, &horns->cap, horns->n + 2, HORNS_MAX, sizeof(horn)))
        return cn_fail_memory(err, horns->n * sizeof(horn));
    horns->items[horns->n++] = horn;
    horns->items[horns->n++] = back;
    return CAIRN_OK;
}

static int add_rule(cn_horns *horns, const cn_rule *rule, const cn_strmap *places, cairn_error *err)
{
    cn_horn horn = {.confidence = rule->confidence, .body = {CN_HORN_NONE, CN_HORN_NONE}};
    const size_t length = cn_rule_length(rule);
    int rc = CAIRN_OK;

    if (length == 1 || rule->confidence <= 0)
        return CAIRN_OK;
    for (size_t i = 0; i < length; i++) {
        const char *name = rule->relation[i];
        const uint64_t *place = cn_strmap_get(places, name, strlen(name));

        if (!place)
            return CAIRN_OK;
        if (i == 0)
            horn.head = 2 * (uint32_t)*place;
        else
            horn.body[i - 1] = 2 * (uint32_t)*place + rule->is_reversed[i];
    }
    rc = add_horn(horns, horn, err);
    if (rc == CAIRN_OK && (rule->kind == CN_LEARNED_INVERSE || rule->kind == CN_LEARNED_SAME)) {
        const uint32_t turn = rule->is_reversed[1];

        rc = add_horn(horns,
                      (cn_horn){.head = horn.body[0] ^ turn,
                                .body = {horn.head ^ turn, CN_HORN_NONE},
                                .confidence = horn.confidence},
                      err);
    }
    return rc;
}

static int allocate(cn_horns *horns, cairn_error *err)
{
    const size_t n_entities = (size_t)horns->graph->n_entities + 1;
    const size_t n_halves = 2 * (size_t)horns->graph->n_relations;

    horns->first = cn_alloc_zero(n_halves + 1, sizeof(*horns->first));
    horns->stamps = cn_alloc_zero(n_entities, sizeof(uint32_t));
    horns->places = cn_alloc_zero(n_entities, sizeof(uint32_t));
    horns->reached = cn_alloc_zero(n_entities, sizeof(uint32_t));
    if (!horns->first || !horns->stamps || !horns->places || !horns->reached)
        return cn_fail_memory(err, n_entities * sizeof(uint32_t));
    return CAIRN_OK;
}

int cn_horns_init(cn_horns *horns, const cn_learn_graph *graph, const cn_ruleset *rules,
                  cairn_error *err)
{
    cn_strmap *places = cn_strmap_new();
    int rc = places ? CAIRN_OK : cn_fail_memory(err, 1);

    *horns = (cn_horns){.graph = graph};
    for (uint32_t i = 0; rc == CAIRN_OK && i < graph->n_relations; i++) {
        uint64_t *place = cn_strmap_put(places, graph->names[i], strlen(graph->names[i]), NULL);

        if (place)
            *place = i;
        else
            rc = cn_fail_memory(err, strlen(graph->names[i]));
    }
    for (size_t i = 0; rc == CAIRN_OK && i < rules->n; i++)
        rc = add_rule(horns, &rules->items[i], places, err);
    cn_strmap_free(places);
    if (rc == CAIRN_OK)
        rc = allocate(horns, err);
    if (rc < 0)
        return rc;
    if (horns->n > 1)
        qsort(horns->items, horns->n, sizeof(*horns->items), compare_horns);
    for (size_t i = 0; i < horns->n; i++)
        horns->first[horns->items[i].head + 1]++;
    for (size_t i = 1; i <= 2 * (size_t)graph->n_relations; i++)
        horns->first[i] += horns->first[i - 1];
    return CAIRN_OK;
}

void cn_horns_done(cn_horns *horns)
{
    cn_free(horns->items);
    cn_free(horns->first);
    cn_free(horns->stamps);
    cn_free(horns->places);
    cn_free(horns->reached);
    cn_free(horns->found);
    *horns = (cn_horns){.graph = NULL};
}

/* y is proposed by the rule `vote`, once. */
static int vote_for(cn_horns *horns, uint32_t y, uint32_t vote, cairn_error *err)
{
    cn_horn_found *found;

    if (horns->reached[y] == horns->reach)
        return CAIRN_OK;
    horns->reached[y] = horns->reach;
    if (horns->stamps[y] != horns->round) {
        if (!cn_grow((void **)&horns->found, &horns->cap_found, horns->n_found + 1, FOUND_MAX,
                     sizeof(*found)))
            return cn_fail_memory(err, horns->n_found * sizeof(*found));
        horns->stamps[y] = horns->round;
        horns->places[y] = (uint32_t)horns->n_found;
        horns->found[horns->n_found++] = (cn_horn_found){.entity = y};
    }
    if (horns->places[y] == UINT32_MAX)
        return CAIRN_OK;
    found = &horns->found[horns->places[y]];
    if (found->n_votes < CN_HORN_VOTES)
        found->votes[found->n_votes++] = vote;
    return CAIRN_OK;
}

static int apply(cn_horns *horns, const cn_horn *horn, uint32_t x, uint32_t vote, cairn_error *err)
{
    size_t n_first, n_second = 1;
    const cn_learn_edge *first = cn_learn_edges(horns->graph, x, horn->body[0], &n_first);
    int rc = CAIRN_OK;

    horns->reach++;
    horns->reached[x] = horns->reach;
    for (size_t i = 0; rc == CAIRN_OK && i < n_first && i < CN_LEARN_HUB; i++) {
        const cn_learn_edge *second = &first[i];

        if (horn->body[1] != CN_HORN_NONE)
            second = cn_learn_edges(horns->graph, first[i].other, horn->body[1], &n_second);
        for (size_t j = 0; rc == CAIRN_OK && j < n_second && j < CN_LEARN_HUB; j++)
            rc = vote_for(horns, second[j].other, vote, err);
    }
    return rc;
}

static int compare_found(const void *a, const void *b)
{
    const cn_horn_found *left = a, *right = b;

    for (uint32_t i = 0; i < CN_HORN_VOTES; i++) {
        const uint32_t l = i < left->n_votes ? left->votes[i] : UINT32_MAX;
        const uint32_t r = i < right->n_votes ? right->votes[i] : UINT32_MAX;

        if (l != r)
            return l < r ? -1 : 1;
    }
    return left->entity < right->entity ? -1 : left->entity > right->entity;
}

int cn_horns_ask(cn_horns *horns, uint32_t x, uint32_t half, size_t enough, cairn_error *err)
{
    const size_t first = horns->first[half], last = horns->first[half + 1];
    size_t n_known;
    const cn_learn_edge *known = cn_learn_edges(horns->graph, x, half, &n_known);
    uint32_t vote = 0;
    int rc = CAIRN_OK;

    horns->round++;
    horns->n_found = 0;
    for (size_t i = 0; i < n_known; i++) {
        horns->stamps[known[i].other] = horns->round;
        horns->places[known[i].other] = UINT32_MAX;
    }
    for (size_t i = first; rc == CAIRN_OK && i < last && horns->n_found < enough; i++) {
        /* Rules as confident as the one before are one vote. */
        if (i > first && horns->items[i].confidence < horns->items[i - 1].confidence)
            vote = (uint32_t)(i - first);
        rc = apply(horns, &horns->items[i], x, vote, err);
    }
    if (horns->n_found > 1)
        qsort(horns->found, horns->n_found, sizeof(*horns->found), compare_found);
    return rc;
}
