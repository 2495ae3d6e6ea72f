/* What the table of relations declares comes out as rules. */
#include "fusion/rules_declared.h"
#include "unit/fusion/family.h"

static void declare(const char *relation, cn_ruleset *rules)
{
    cn_relation_table *table = NULL;

    cn_ruleset_init(rules);
    OK(cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    OK(cn_ruleset_declared(table, relation, rules, &last_error));
    cn_relation_table_close(table);
}

static void traits_become_rules(void **state)
{
    cn_ruleset rules;

    (void)state;
    declare("married to", &rules);
    assert_int_equal(rules.n, 1);
    check_rule(&rules, "\"married to\" is symmetric", 0, 0);
    cn_ruleset_done(&rules);
    declare("located in", &rules);
    check_rule(&rules, "\"located in\" is transitive", 0, 0);
    cn_ruleset_done(&rules);
    declare("written by", &rules);
    check_rule(&rules, "\"written by\" is the inverse of \"wrote\"", 0, 0);
    cn_ruleset_done(&rules);
    declare("father", &rules);
    check_rule(&rules, "\"father\" is functional for entity, text", 0, 0);
    check_rule(&rules, "\"father\" implies \"child of\"", 0, 0);
    cn_ruleset_done(&rules);
    declare("capital", &rules);
    check_rule(&rules, "x \"located in\" y if y \"capital\" x", 0, 0);
    cn_ruleset_done(&rules);
}

static void rules_of_two_are_apart(void **state)
{
    cn_ruleset rules;

    (void)state;
    declare(NULL, &rules);
    check_rule(&rules, "x \"grandchild of\" y if x \"child of\" z and z \"child of\" y", 0, 0);
    cn_ruleset_done(&rules);
}

static void what_is_not_listed_declares_nothing(void **state)
{
    cn_ruleset rules;

    (void)state;
    declare("never heard of", &rules);
    assert_int_equal(rules.n, 0);
    OK(cn_ruleset_declared(NULL, "married to", &rules, &last_error));
    OK(cn_ruleset_declared(NULL, NULL, &rules, &last_error));
    assert_int_equal(rules.n, 0);
    cn_ruleset_done(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traits_become_rules),
        cmocka_unit_test(rules_of_two_are_apart),
        cmocka_unit_test(what_is_not_listed_declares_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
