/* Rows of rules: what is given stays, what is learned is replaced, and a build is asked for when
 * relations with one value change. */
#include "fusion/learn_keep.h"
#include "unit/fusion/family.h"

static bool keep(fixture *f, const cn_ruleset *learned, bool forget_given)
{
    bool needs_fusing;

    OK(cn_fused_set_version(f->store, 9, &last_error));
    OK(cn_learn_keep(f->store, learned, forget_given, &needs_fusing, &last_error));
    return needs_fusing;
}

static void add(cn_ruleset *rules, const char *line, uint64_t cases)
{
    cn_arena texts;
    cn_rule rule;

    cn_arena_init(&texts, 1 << 20);
    OK(cn_rule_parse(line, strlen(line), &texts, &rule, &last_error));
    rule.support = rule.cases = cases;
    OK(cn_ruleset_add(rules, &rule, &last_error));
    cn_arena_done(&texts);
}

static void give(fixture *f, const char *line)
{
    cn_relation_table *table = NULL;
    size_t n_given, n_bad;
    bool needs_fusing;

    OK(cn_relation_table_open(&table, NULL, &last_error));
    OK(cn_learn_give(f->store, table, "rules.txt", line, strlen(line), NULL, NULL, &n_given, &n_bad,
                     &needs_fusing, &last_error));
    assert_int_equal(n_given, 1);
    cn_relation_table_close(table);
}

static void what_is_given_stays_and_goes_before(void **state)
{
    fixture *f = *state;
    cn_ruleset learned, kept;

    begin(f);
    give(f, "\"r\" is symmetric, confidence 0");
    cn_ruleset_init(&learned);
    add(&learned, "\"r\" is symmetric", 20);
    add(&learned, "\"s\" is symmetric", 20);
    assert_false(keep(f, &learned, false));
    cn_ruleset_done(&learned);
    cn_ruleset_init(&kept);
    OK(cn_ruleset_load(&kept, f->store, &last_error));
    assert_int_equal(kept.n, 2);
    check_rule(&kept, "\"r\" is symmetric", 0, 0);
    check_rule(&kept, "\"s\" is symmetric", 20, 20);
    cn_ruleset_done(&kept);
}

static void learning_again_replaces_and_forgetting_empties(void **state)
{
    fixture *f = *state;
    cn_ruleset learned;

    begin(f);
    give(f, "\"r\" is symmetric");
    cn_ruleset_init(&learned);
    add(&learned, "\"s\" is symmetric", 20);
    keep(f, &learned, false);
    cn_ruleset_done(&learned);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM learned"), 2);
    keep(f, NULL, false);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM learned"), 1);
    keep(f, NULL, true);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM learned"), 0);
}

static void a_change_of_one_value_asks_for_a_build(void **state)
{
    fixture *f = *state;
    bool is_unpublished;
    cn_ruleset learned;
    int version;

    begin(f);
    cn_ruleset_init(&learned);
    add(&learned, "\"born in\" is functional for entity", 20);
    assert_true(keep(f, &learned, false));
    OK(cn_fused_version(f->store, &version, &last_error));
    assert_int_equal(version, 0);
    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_true(is_unpublished);
    /* The same again is no change; neither is a rule. */
    add(&learned, "\"s\" is symmetric", 20);
    assert_false(keep(f, &learned, false));
    OK(cn_fused_version(f->store, &version, &last_error));
    assert_int_equal(version, 9);
    assert_true(keep(f, NULL, false));
    cn_ruleset_done(&learned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(what_is_given_stays_and_goes_before),
        STORE_TEST(learning_again_replaces_and_forgetting_empties),
        STORE_TEST(a_change_of_one_value_asks_for_a_build),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
