/* Rules as rows: written, read, and what builds obey. */
#include "fusion/rules.h"
#include "unit/fusion/family.h"

static void keep(fixture *f, const char *line, double confidence, uint64_t cases)
{
    cn_arena texts;
    cn_rule rule;

    cn_arena_init(&texts, 1 << 20);
    OK(cn_rule_parse(line, strlen(line), &texts, &rule, &last_error));
    rule.confidence = confidence;
    rule.support = rule.cases = cases;
    OK(cn_ruleset_write(&rule, f->store, &last_error));
    cn_arena_done(&texts);
}

static void rows_are_read_as_they_were_written(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    keep(f, "\"located in\" is transitive", 0.75, 20);
    keep(f, "x \"a\" y if x \"b\" z and y \"c\" z", 0.5, 10);
    cn_ruleset_init(&rules);
    OK(cn_ruleset_load(&rules, f->store, &last_error));
    assert_int_equal(rules.n, 2);
    check_rule(&rules, "\"located in\" is transitive", 20, 20);
    assert_true(rule_of(&rules, "x \"a\" y if x \"b\" z and y \"c\" z").confidence == 0.5);
    cn_ruleset_done(&rules);
}

static void a_given_denial_goes_before_what_was_learned(void **state)
{
    fixture *f = *state;
    const int64_t born = cn_hash_id("born in", 7), died = cn_hash_id("died in", 7);
    unsigned denied;
    cn_ruleset rules;

    begin(f);
    keep(f, "\"born in\" is functional for entity", 0.95, 100);
    keep(f, "\"born in\" is functional for date", 0.95, 100);
    keep(f, "\"born in\" is functional for entity, text", 0, 0);
    cn_ruleset_init(&rules);
    OK(cn_ruleset_load(&rules, f->store, &last_error));
    assert_int_equal(cn_ruleset_one_value(&rules, born, &denied), CN_VALUE_DATE);
    assert_int_equal(denied, CN_VALUE_ENTITY | CN_VALUE_TEXT);
    assert_int_equal(cn_ruleset_one_value(&rules, died, &denied), 0);
    assert_int_equal(denied, 0);
    cn_ruleset_done(&rules);
}

static void a_row_that_is_no_rule_is_damage(void **state)
{
    fixture *f = *state;
    const cn_learned_row row = {.kind = CN_LEARNED_SYMMETRIC, .rule = "nonsense"};
    cn_ruleset rules;

    begin(f);
    OK(cn_learned_put(f->store, &row, &last_error));
    cn_ruleset_init(&rules);
    assert_int_equal(cn_ruleset_load(&rules, f->store, &last_error), CAIRN_EINDEX);
    cn_ruleset_done(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(rows_are_read_as_they_were_written),
        STORE_TEST(a_given_denial_goes_before_what_was_learned),
        STORE_TEST(a_row_that_is_no_rule_is_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
