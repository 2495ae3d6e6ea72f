/* Rules in memory and in the table learned, see rules.h. */
#include "fusion/rules.h"

#include <string.h>

#include "base/mem.h"

static const size_t TEXTS_MAX = (size_t)1 << 30; /* bytes of all names */
enum { KIND_BITS = 0xff };

const char *cn_learned_kind_name(int kind)
{
    static const char *const names[] = {"",          "functional", "inverse functional",
                                        "symmetric", "transitive", "inverse",
                                        "same",      "implies",    "rule"};

    return kind >= CN_LEARNED_FUNCTIONAL && kind <= CN_LEARNED_RULE ? names[kind] : "";
}

static void swap_names(cn_rule *rule, int a, int b)
{
    const char *name = rule->relation[a];

    rule->relation[a] = rule->relation[b];
    rule->relation[b] = name;
}

/* A rule with a body of one or two that has a name of its own. False for x "a" y if x "a" y. */
static bool name_rule(cn_rule *rule)
{
    const bool is_same = strcmp(rule->relation[0], rule->relation[1]) == 0;

    if (!rule->relation[2]) {
        if (is_same && !rule->is_reversed[1])
            return false;
        if (is_same)
            rule->kind = CN_LEARNED_SYMMETRIC;
        else if (!rule->is_reversed[1])
            rule->kind = CN_LEARNED_IMPLIES;
    } else if (is_same && strcmp(rule->relation[0], rule->relation[2]) == 0 &&
               !rule->is_reversed[1] && !rule->is_reversed[2]) {
        rule->kind = CN_LEARNED_TRANSITIVE;
    }
    return true;
}

bool cn_rule_normalise(cn_rule *rule)
{
    rule->is_reversed[0] = false;
    if (rule->kind == CN_LEARNED_RULE && !name_rule(rule))
        return false;
    switch (rule->kind) {
    case CN_LEARNED_INVERSE:
    case CN_LEARNED_SAME:
        rule->is_reversed[1] = rule->kind == CN_LEARNED_INVERSE;
        /* Both say the same of either side. */
        if (strcmp(rule->relation[0], rule->relation[1]) > 0)
            swap_names(rule, 0, 1);
        if (strcmp(rule->relation[0], rule->relation[1]) == 0) {
            if (rule->kind == CN_LEARNED_SAME)
                return false;
            rule->kind = CN_LEARNED_SYMMETRIC;
        }
        break;
    case CN_LEARNED_IMPLIES:
        rule->is_reversed[1] = false;
        return strcmp(rule->relation[0], rule->relation[1]) != 0;
    default:
        break;
    }
    if (rule->kind <= CN_LEARNED_INVERSE_FUNCTIONAL)
        rule->relation[1] = rule->relation[2] = NULL;
    if (rule->kind == CN_LEARNED_SYMMETRIC) {
        rule->relation[1] = rule->relation[0];
        rule->is_reversed[1] = true;
    }
    if (rule->kind == CN_LEARNED_TRANSITIVE) {
        rule->relation[1] = rule->relation[2] = rule->relation[0];
        rule->is_reversed[1] = rule->is_reversed[2] = false;
    }
    return true;
}

void cn_ruleset_init(cn_ruleset *rules)
{
    *rules = (cn_ruleset){.items = NULL};
    cn_arena_init(&rules->texts, TEXTS_MAX);
    cn_map_init(&rules->one_value);
}

void cn_ruleset_done(cn_ruleset *rules)
{
    cn_free(rules->items);
    cn_arena_done(&rules->texts);
    cn_map_done(&rules->one_value);
}

static int note_one_value(cn_ruleset *rules, const cn_rule *rule, cairn_error *err)
{
    const int64_t id = cn_hash_id(rule->relation[0], strlen(rule->relation[0]));
    uint64_t *kinds = cn_map_put(&rules->one_value, (uint64_t)id, NULL);

    if (!kinds)
        return cn_fail_memory(err, sizeof(*kinds));
    *kinds |= (uint64_t)(rule->kinds & KIND_BITS) << (rule->confidence > 0 ? 0 : 8);
    return CAIRN_OK;
}

int cn_ruleset_add(cn_ruleset *rules, const cn_rule *rule, cairn_error *err)
{
    cn_rule copy = *rule;

    for (size_t i = 0; i <= CN_RULE_BODY_MAX; i++) {
        if (!rule->relation[i])
            continue;
        copy.relation[i] =
            cn_arena_strndup(&rules->texts, rule->relation[i], strlen(rule->relation[i]));
        if (!copy.relation[i])
            return cn_fail_memory(err, strlen(rule->relation[i]));
    }
    if (!cn_grow((void **)&rules->items, &rules->cap, rules->n + 1, CN_RULES_MAX, sizeof(copy)))
        return cn_fail_memory(err, sizeof(copy));
    rules->items[rules->n++] = copy;
    return copy.kind == CN_LEARNED_FUNCTIONAL ? note_one_value(rules, &copy, err) : CAIRN_OK;
}

static int add_row(cn_ruleset *rules, const cn_learned_row *row, cn_arena *scratch,
                   cairn_error *err)
{
    cn_rule rule;
    int rc = cn_rule_parse(row->rule, strlen(row->rule), scratch, &rule, err);

    if (rc == CAIRN_OK && rule.kind != row->kind)
        rc = cn_fail(err, CAIRN_EPARSE, row->kind, "its kind is %d", row->kind);
    if (rc == CAIRN_EPARSE) {
        cairn_error why = CAIRN_ERROR_INIT;

        if (err)
            why = *err;
        rc = cn_fail(err, CAIRN_EINDEX, row->kind, "learned row \"%.80s\": %.100s", row->rule,
                     why.message);
    }
    if (rc < 0)
        return rc;
    rule.confidence = row->confidence;
    rule.support = row->support;
    rule.cases = row->cases;
    return cn_ruleset_add(rules, &rule, err);
}

int cn_ruleset_load(cn_ruleset *rules, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_learned_row row;
    cn_arena scratch;
    int rc = cn_learned_scan(store, &cursor, err);

    cn_arena_init(&scratch, TEXTS_MAX);
    while (rc == CAIRN_OK && (rc = cn_learned_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = add_row(rules, &row, &scratch, err);
        cn_arena_reset(&scratch);
    }
    cn_cursor_free(cursor);
    cn_arena_done(&scratch);
    return rc;
}

unsigned cn_ruleset_one_value(const cn_ruleset *rules, int64_t relation, unsigned *denied)
{
    const uint64_t *kinds = cn_map_get(&rules->one_value, (uint64_t)relation);

    *denied = kinds ? (unsigned)(*kinds >> 8) & KIND_BITS : 0;
    return kinds ? (unsigned)*kinds & KIND_BITS & ~*denied : 0;
}

int cn_ruleset_write(const cn_rule *rule, cn_store *store, cairn_error *err)
{
    cn_learned_row row = {.kind = rule->kind,
                          .confidence = rule->confidence,
                          .support = rule->support,
                          .cases = rule->cases};
    cn_buf text;
    int rc;

    cn_buf_init(&text, CN_RULE_TEXT_MAX);
    rc = cn_rule_print(rule, &text, err);
    row.rule = cn_buf_str(&text);
    if (rc == CAIRN_OK)
        rc = cn_learned_put(store, &row, err);
    cn_buf_done(&text);
    return rc;
}
