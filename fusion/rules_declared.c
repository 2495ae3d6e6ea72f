/* Declared rules, see rules_declared.h. */
#include "fusion/rules_declared.h"

#include <string.h>

/* A declared rule is a rule of thumb: who is a sibling of a child may be a half sibling. A
 * declared property is what the words mean. */
static const double DECLARED_RULE = 0.9, DECLARED_TRAIT = 1.0;

static int add(cn_ruleset *rules, cn_rule rule, double confidence, cairn_error *err)
{
    rule.confidence = confidence;
    return cn_rule_normalise(&rule) ? cn_ruleset_add(rules, &rule, err) : CAIRN_OK;
}

static int add_rules(const cn_relation_table *table, cn_ruleset *rules, cairn_error *err)
{
    const cn_relation_rule *declared = NULL;
    const size_t n = cn_relation_table_rules(table, &declared);
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = add(rules,
                 (cn_rule){.kind = CN_LEARNED_RULE,
                           .relation = {declared[i].then, declared[i].first, declared[i].second}},
                 DECLARED_RULE, err);
    return rc;
}

int cn_ruleset_declared(const cn_relation_table *table, const char *relation, cn_ruleset *rules,
                        cairn_error *err)
{
    const cn_relation_traits *traits;
    int rc = CAIRN_OK;

    if (!table || !relation)
        return table ? add_rules(table, rules, err) : CAIRN_OK;
    traits = cn_relation_table_traits(table, relation, strlen(relation));
    if (traits->one_value | traits->one_at_a_time)
        rc = add(rules,
                 (cn_rule){.kind = CN_LEARNED_FUNCTIONAL,
                           .kinds = traits->one_value | traits->one_at_a_time,
                           .relation = {relation}},
                 DECLARED_TRAIT, err);
    if (rc == CAIRN_OK && traits->is_symmetric)
        rc = add(rules, (cn_rule){.kind = CN_LEARNED_SYMMETRIC, .relation = {relation}},
                 DECLARED_TRAIT, err);
    if (rc == CAIRN_OK && traits->is_transitive)
        rc = add(rules, (cn_rule){.kind = CN_LEARNED_TRANSITIVE, .relation = {relation}},
                 DECLARED_TRAIT, err);
    if (rc == CAIRN_OK && *traits->inverse && !traits->is_symmetric)
        rc = add(rules,
                 (cn_rule){.kind = CN_LEARNED_INVERSE, .relation = {relation, traits->inverse}},
                 DECLARED_TRAIT, err);
    if (rc == CAIRN_OK && *traits->implies)
        rc = add(rules,
                 (cn_rule){.kind = CN_LEARNED_RULE,
                           .relation = {traits->implies, relation},
                           .is_reversed = {false, traits->implies_inverse}},
                 DECLARED_TRAIT, err);
    return rc;
}
