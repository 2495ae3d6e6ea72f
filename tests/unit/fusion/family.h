/* A small world of families and places: facts put straight into a store, so that every count can be
 * checked by hand. No documents, no fusion. */
#ifndef CN_TESTS_FUSION_FAMILY_H
#define CN_TESTS_FUSION_FAMILY_H

#include "fusion/learn.h"
#include "fusion/values.h"
#include "unit/schema/fixture.h"

static inline cairn_id thing(fixture *f, const char *name)
{
    cn_entity_row row = {.id = cn_hash_id(name, strlen(name)), .name = name};

    OK(cn_entity_put(f->store, &row, &last_error));
    return row.id;
}

static inline cairn_id put_fact_row(fixture *f, const char *subject, const char *relation,
                                    const char *object, cn_fact_row row)
{
    const uint64_t parts[] = {cn_hash(subject, strlen(subject)),
                              cn_hash(relation, strlen(relation)), cn_hash(object, strlen(object))};
    const cairn_id statement = 1;

    row.id = cn_hash_id(parts, sizeof(parts));
    row.subject = thing(f, subject);
    row.relation = relation_id(f->store, relation);
    row.valid = "";
    row.confidence = row.belief;
    OK(cn_fact_put(f->store, &row, &statement, 1, &last_error));
    return row.id;
}

/* A believed fact between entities that `support` documents state. */
static inline cairn_id tell(fixture *f, const char *subject, const char *relation,
                            const char *object, uint32_t support)
{
    return put_fact_row(f, subject, relation, object,
                        (cn_fact_row){.object = thing(f, object),
                                      .literal = "",
                                      .support = support,
                                      .belief = 1,
                                      .believed = true});
}

static inline cairn_id doubt(fixture *f, const char *subject, const char *relation,
                             const char *object)
{
    return put_fact_row(
        f, subject, relation, object,
        (cn_fact_row){.object = thing(f, object), .literal = "", .support = 1, .belief = 0.1});
}

static inline cairn_id value(fixture *f, const char *subject, const char *relation,
                             const char *literal, int type, uint32_t support)
{
    return put_fact_row(f, subject, relation, literal,
                        (cn_fact_row){.literal = literal,
                                      .object_type = type,
                                      .support = support,
                                      .belief = 1,
                                      .believed = true});
}

/* "p7": the seventh of a kind; a few names live at a time. */
static inline const char *numbered(const char *kind, int number)
{
    static char names[16][32];
    static int next;
    char *name = names[next++ % 16];

    snprintf(name, 32, "%s%d", kind, number);
    return name;
}

/* The rule with that text; its kind is 0 when there is none. */
static inline cn_rule rule_of(const cn_ruleset *rules, const char *text)
{
    cn_rule found = {.kind = 0};
    cn_buf printed;

    cn_buf_init(&printed, CN_RULE_TEXT_MAX);
    for (size_t i = 0; i < rules->n; i++) {
        cn_buf_clear(&printed);
        OK(cn_rule_print(&rules->items[i], &printed, &last_error));
        if (strcmp(cn_buf_str(&printed), text) == 0)
            found = rules->items[i];
    }
    cn_buf_done(&printed);
    return found;
}

static inline void check_rule(const cn_ruleset *rules, const char *text, uint64_t support,
                              uint64_t cases)
{
    const cn_rule rule = rule_of(rules, text);

    if (rule.kind == 0)
        fail_msg("not learned: %s", text);
    if (rule.support != support || rule.cases != cases)
        fail_msg("%s: %llu of %llu, wanted %llu of %llu", text, (unsigned long long)rule.support,
                 (unsigned long long)rule.cases, (unsigned long long)support,
                 (unsigned long long)cases);
}

static inline void check_no_rule(const cn_ruleset *rules, const char *text)
{
    if (rule_of(rules, text).kind != 0)
        fail_msg("learned: %s", text);
}

#endif
