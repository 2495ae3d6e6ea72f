/* Declared, given and learned rules in one form, see infer_rules.h. */
#include "fusion/infer_rules.h"

#include <string.h>

#include "base/mem.h"
#include "fusion/rules_declared.h"
#include "fusion/values.h"

enum { RELATIONS_MAX = 1 << 24, HORNS_MAX = 1 << 24 };
static const size_t TEXTS_MAX = (size_t)1 << 30; /* bytes of names and rules */

static int place_named(cn_infer_rules *rules, const char *name, size_t len, uint32_t *place,
                       cairn_error *err)
{
    const int64_t id = cn_hash_id(name, len);
    bool is_new = false;
    uint64_t *found = cn_map_put(&rules->places, (uint64_t)id, &is_new);
    cn_infer_relation *relation;
    const char *copy;
    unsigned denied;

    *place = 0;
    if (!found)
        return cn_fail_memory(err, len);
    *place = (uint32_t)*found;
    if (!is_new)
        return CAIRN_OK;
    copy = cn_arena_strndup(&rules->texts, name, len);
    if (!copy || !cn_grow((void **)&rules->relations, &rules->cap_relations, rules->n_relations + 1,
                          RELATIONS_MAX, sizeof(*relation)))
        return cn_fail_memory(err, len);
    *found = *place = (uint32_t)rules->n_relations;
    relation = &rules->relations[rules->n_relations++];
    *relation = (cn_infer_relation){.id = id,
                                    .name = copy,
                                    .first = {CN_INFER_NONE, CN_INFER_NONE},
                                    .transitive = CN_INFER_NONE};
    relation->has_one_value =
        (cn_ruleset_one_value(&rules->learned, id, &denied) & CN_VALUE_ENTITY) != 0;
    return CAIRN_OK;
}

static int add_horn(cn_infer_rules *rules, cn_infer_horn horn, cairn_error *err)
{
    cn_infer_relation *relation = &rules->relations[horn.body[0] / 2];

    if (!cn_grow((void **)&rules->horns, &rules->cap_horns, rules->n_horns + 1, HORNS_MAX,
                 sizeof(horn)))
        return cn_fail_memory(err, rules->n_horns * sizeof(horn));
    horn.next = relation->first[horn.body[0] & 1];
    relation->first[horn.body[0] & 1] = (uint32_t)rules->n_horns;
    rules->horns[rules->n_horns++] = horn;
    return CAIRN_OK;
}

/* The horn, and the same read from the other end. */
static int add_horns(cn_infer_rules *rules, uint32_t head, uint32_t first, uint32_t second,
                     uint32_t rule, cairn_error *err)
{
    cn_infer_horn horn = {.head = head,
                          .body = {first, second},
                          .confidence = rules->rules[rule].confidence,
                          .rule = rule};
    int rc = add_horn(rules, horn, err);

    horn.head = head ^ 1;
    horn.body[0] = (second == CN_INFER_NONE ? first : second) ^ 1;
    horn.body[1] = second == CN_INFER_NONE ? CN_INFER_NONE : first ^ 1;
    return rc < 0 ? rc : add_horn(rules, horn, err);
}

static int add_body(cn_infer_rules *rules, const cn_rule *rule, uint32_t made,
                    const uint32_t places[1 + CN_RULE_BODY_MAX], cairn_error *err)
{
    const uint32_t head = 2 * places[0];
    const uint32_t first = 2 * places[1] + rule->is_reversed[1];
    const bool is_pair = rule->kind == CN_LEARNED_INVERSE || rule->kind == CN_LEARNED_SAME;
    const uint32_t second =
        rule->relation[2] ? 2 * places[2] + rule->is_reversed[2] : CN_INFER_NONE;
    int rc = add_horns(rules, head, first, second, made, err);

    if (rc == CAIRN_OK && is_pair)
        rc = add_horns(rules, first, head, CN_INFER_NONE, made, err);
    return rc;
}

/* Appends the rule's text and its horns. */
static int add_rule(cn_infer_rules *rules, const cn_rule *rule, cairn_error *err)
{
    uint32_t places[1 + CN_RULE_BODY_MAX] = {0};
    cn_infer_rule made = {.kind = rule->kind, .confidence = rule->confidence};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < cn_rule_length(rule); i++)
        rc = place_named(rules, rule->relation[i], strlen(rule->relation[i]), &places[i], err);
    if (rc < 0)
        return rc;
    if (rule->kind == CN_LEARNED_INVERSE_FUNCTIONAL)
        rules->relations[places[0]].has_one_subject = true;
    if (rule->kind <= CN_LEARNED_INVERSE_FUNCTIONAL)
        return CAIRN_OK;
    cn_buf_clear(&rules->text);
    rc = cn_rule_print(rule, &rules->text, err);
    if (rc < 0)
        return rc;
    made.text = cn_arena_strndup(&rules->texts, cn_buf_str(&rules->text), rules->text.len);
    if (!made.text || !cn_grow((void **)&rules->rules, &rules->cap_rules, rules->n_rules + 1,
                               HORNS_MAX, sizeof(made)))
        return cn_fail_memory(err, rules->text.len);
    rules->rules[rules->n_rules++] = made;
    if (rule->kind != CN_LEARNED_TRANSITIVE)
        return add_body(rules, rule, (uint32_t)rules->n_rules - 1, places, err);
    rules->relations[places[0]].transitive = (uint32_t)rules->n_rules - 1;
    return CAIRN_OK;
}

/* ---- Learned and given ---- */

static int note_given(cn_infer_rules *rules, const cn_rule *rule, cairn_error *err)
{
    int rc;

    cn_buf_clear(&rules->text);
    rc = cn_rule_print(rule, &rules->text, err);
    if (rc == CAIRN_OK &&
        !cn_strmap_put(rules->given, cn_buf_str(&rules->text), rules->text.len, NULL))
        rc = cn_fail_memory(err, rules->text.len);
    return rc;
}

static int add_learned(cn_infer_rules *rules, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < rules->learned.n; i++) {
        const cn_rule *rule = &rules->learned.items[i];

        if (cn_rule_is_given(rule))
            rc = note_given(rules, rule, err);
        if (rc == CAIRN_OK && rule->confidence > 0)
            rc = add_rule(rules, rule, err);
    }
    return rc;
}

/* ---- Declared ---- */

/* A given rule with the same text goes before. */
static int add_declared(cn_infer_rules *rules, const cn_rule *rule, cairn_error *err)
{
    int rc;

    cn_buf_clear(&rules->text);
    rc = cn_rule_print(rule, &rules->text, err);
    if (rc < 0 || cn_strmap_get(rules->given, cn_buf_str(&rules->text), rules->text.len))
        return rc;
    return add_rule(rules, rule, err);
}

/* What the table says of a relation; NULL: its rules with a body of two. */
static int declare(cn_infer_rules *rules, const char *relation, uint32_t place, cairn_error *err)
{
    cn_ruleset declared;
    unsigned denied;
    int rc;

    cn_ruleset_init(&declared);
    rc = cn_ruleset_declared(rules->table, relation, &declared, err);
    for (size_t i = 0; rc == CAIRN_OK && i < declared.n; i++) {
        const cn_rule *rule = &declared.items[i];

        if (rule->kind != CN_LEARNED_FUNCTIONAL) {
            rc = add_declared(rules, rule, err);
            continue;
        }
        cn_ruleset_one_value(&rules->learned, rules->relations[place].id, &denied);
        if (rule->kinds & ~denied & CN_VALUE_ENTITY)
            rules->relations[place].has_one_value = true;
    }
    cn_ruleset_done(&declared);
    return rc;
}

/* ---- Life ---- */

int cn_infer_rules_init(cn_infer_rules *rules, cn_store *store, const cn_relation_table *table,
                        cairn_error *err)
{
    int rc;

    *rules = (cn_infer_rules){.table = table};
    cn_map_init(&rules->places);
    cn_ruleset_init(&rules->learned);
    cn_arena_init(&rules->texts, TEXTS_MAX);
    cn_buf_init(&rules->text, CN_RULE_TEXT_MAX);
    rules->given = cn_strmap_new();
    rc = rules->given ? cn_ruleset_load(&rules->learned, store, err) : cn_fail_memory(err, 1);
    if (rc == CAIRN_OK)
        rc = add_learned(rules, err);
    return rc < 0 ? rc : declare(rules, NULL, 0, err);
}

void cn_infer_rules_done(cn_infer_rules *rules)
{
    cn_free(rules->relations);
    cn_free(rules->horns);
    cn_free(rules->rules);
    cn_map_done(&rules->places);
    cn_strmap_free(rules->given);
    cn_ruleset_done(&rules->learned);
    cn_arena_done(&rules->texts);
    cn_buf_done(&rules->text);
}

int cn_infer_relation_place(cn_infer_rules *rules, cn_store *store, int64_t id, uint32_t *place,
                            cairn_error *err)
{
    const uint64_t *found = cn_map_get(&rules->places, (uint64_t)id);
    const char *name;
    int rc = CAIRN_OK;

    *place = 0;
    if (found) {
        *place = (uint32_t)*found;
    } else {
        rc = cn_relation_get(store, id, &name, err);
        if (rc == CAIRN_OK)
            rc = place_named(rules, name, strlen(name), place, err);
    }
    if (rc < 0 || rules->relations[*place].is_declared)
        return rc;
    rules->relations[*place].is_declared = true;
    return declare(rules, rules->relations[*place].name, *place, err);
}
