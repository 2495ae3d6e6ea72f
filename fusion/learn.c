/* Learning from a store, see learn.h: what has one value, and the rules with their names. */
#include "fusion/learn.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "fusion/learn_load.h"

/* Share of the subjects with several statements that must have one value all the same. On 27,000
 * passages dates of birth, death and release have 0.6 to 0.75, no relation to entities over 0.41.
 */
static const double AGREED_MIN = 0.5;
static const size_t TEXTS_MAX = (size_t)1 << 30; /* bytes of names of relations */

/* ---- One value ---- */

static int add_property(const cn_learn_options *options, cn_rule rule, const cn_learn_count *count,
                        cn_ruleset *learned, cairn_error *err)
{
    rule.support = count->one;
    rule.cases = count->all;
    if (count->repeated < options->min_support || strlen(rule.relation[0]) > CN_RULE_NAME_MAX ||
        (double)count->agreed < AGREED_MIN * (double)count->repeated)
        return CAIRN_OK;
    rule.confidence = (double)rule.support / (double)(rule.cases + CN_LEARN_DOUBT);
    if (rule.support < options->min_support || rule.confidence < options->min_functional)
        return CAIRN_OK;
    return cn_ruleset_add(learned, &rule, err);
}

static int learn_one_value(const cn_learn_facts *facts, const cn_learn_options *options,
                           cn_ruleset *learned, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < facts->n_relations; i++) {
        const cn_learn_values *values = &facts->relations[i];
        const char *name = facts->graph.names[i];

        for (int kind = 0; rc == CAIRN_OK && kind < CN_LEARN_KINDS; kind++)
            rc = add_property(
                options,
                (cn_rule){.kind = CN_LEARNED_FUNCTIONAL, .kinds = 1U << kind, .relation = {name}},
                &values->subjects[kind], learned, err);
        if (rc == CAIRN_OK)
            rc = add_property(options,
                              (cn_rule){.kind = CN_LEARNED_INVERSE_FUNCTIONAL, .relation = {name}},
                              &values->objects, learned, err);
    }
    return rc;
}

/* ---- Rules that hold in both directions ---- */

/* Whether the rule leads from one relation to another, so that there may be one that leads back. */
static bool leads_over(const cn_rule *rule)
{
    return rule->kind == CN_LEARNED_IMPLIES ||
           (rule->kind == CN_LEARNED_RULE && cn_rule_length(rule) == 2);
}

static int index_rules(const cn_ruleset *rules, cn_strmap *places, cn_buf *text, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < rules->n; i++) {
        uint64_t *place;

        if (!leads_over(&rules->items[i]))
            continue;
        cn_buf_clear(text);
        rc = cn_rule_print(&rules->items[i], text, err);
        place = rc < 0 ? NULL : cn_strmap_put(places, cn_buf_str(text), text->len, NULL);
        if (place)
            *place = i;
        else if (rc == CAIRN_OK)
            rc = cn_fail_memory(err, text->len);
    }
    return rc;
}

/* Makes one of the rule and the one that leads back, if there is one: the less sure of the two
 * speaks for both. */
static int join_back(cn_ruleset *rules, size_t at, const cn_strmap *places, cn_buf *text,
                     cairn_error *err)
{
    cn_rule *rule = &rules->items[at], *other;
    cn_rule back = {.kind = CN_LEARNED_RULE,
                    .relation = {rule->relation[1], rule->relation[0]},
                    .is_reversed = {false, rule->is_reversed[1]}};
    const uint64_t *place;
    int rc;

    cn_rule_normalise(&back);
    cn_buf_clear(text);
    rc = cn_rule_print(&back, text, err);
    place = rc < 0 ? NULL : cn_strmap_get(places, cn_buf_str(text), text->len);
    if (!place || *place <= at)
        return rc;
    other = &rules->items[*place];
    if (other->confidence < rule->confidence) {
        rule->confidence = other->confidence;
        rule->support = other->support;
        rule->cases = other->cases;
    }
    other->kind = 0;
    rule->kind = rule->is_reversed[1] ? CN_LEARNED_INVERSE : CN_LEARNED_SAME;
    cn_rule_normalise(rule);
    return CAIRN_OK;
}

static int join_pairs(cn_ruleset *rules, cairn_error *err)
{
    cn_strmap *places = cn_strmap_new();
    size_t kept = 0;
    cn_buf text;
    int rc;

    cn_buf_init(&text, CN_RULE_TEXT_MAX);
    rc = places ? index_rules(rules, places, &text, err) : cn_fail_memory(err, 1);
    for (size_t i = 0; rc == CAIRN_OK && i < rules->n; i++) {
        if (leads_over(&rules->items[i]))
            rc = join_back(rules, i, places, &text, err);
    }
    for (size_t i = 0; i < rules->n; i++) {
        if (rules->items[i].kind != 0)
            rules->items[kept++] = rules->items[i];
    }
    rules->n = kept;
    cn_strmap_free(places);
    cn_buf_done(&text);
    return rc;
}

/* By kind, the surest first. */
static int compare_rules(const void *a, const void *b)
{
    const cn_rule *left = a, *right = b;

    if (left->kind != right->kind)
        return left->kind - right->kind;
    if (left->confidence != right->confidence)
        return left->confidence > right->confidence ? -1 : 1;
    if (left->support != right->support)
        return left->support > right->support ? -1 : 1;
    for (size_t i = 0; i <= CN_RULE_BODY_MAX; i++) {
        const int order = strcmp(left->relation[i] ? left->relation[i] : "",
                                 right->relation[i] ? right->relation[i] : "");

        if (order != 0)
            return order;
        if (left->is_reversed[i] != right->is_reversed[i])
            return left->is_reversed[i] ? 1 : -1;
    }
    return left->kinds < right->kinds ? -1 : left->kinds > right->kinds;
}

int cn_learn(cn_store *store, const cn_learn_options *options, cn_ruleset *learned,
             cairn_error *err)
{
    cn_learn_facts facts;
    cn_arena texts;
    int rc;

    cn_arena_init(&texts, TEXTS_MAX);
    rc = cn_learn_load(&facts, store, &texts, err);
    if (rc == CAIRN_OK)
        rc = learn_one_value(&facts, options, learned, err);
    if (rc == CAIRN_OK)
        rc = cn_learn_rules(&facts.graph, options, learned, err);
    if (rc == CAIRN_OK && !options->rules_only)
        rc = join_pairs(learned, err);
    if (rc == CAIRN_OK && learned->n > 1)
        qsort(learned->items, learned->n, sizeof(*learned->items), compare_rules);
    cn_learn_facts_done(&facts);
    cn_arena_done(&texts);
    return rc;
}
