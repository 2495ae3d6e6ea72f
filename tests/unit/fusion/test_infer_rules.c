/* Rules for inference: read from both ends, given ones before declared ones. */
#include "fusion/infer_rules.h"
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

static uint32_t place_of(cn_infer_rules *rules, fixture *f, const char *relation)
{
    uint32_t place;

    OK(cn_infer_relation_place(rules, f->store, relation_id(f->store, relation), &place,
                               &last_error));
    return place;
}

static const cn_infer_horn *first_horn(const cn_infer_rules *rules, uint32_t half)
{
    const uint32_t at = rules->relations[half / 2].first[half & 1];

    assert_true(at != CN_INFER_NONE);
    return &rules->horns[at];
}

static void a_rule_is_followed_from_both_ends(void **state)
{
    fixture *f = *state;
    const cn_infer_horn *horn;
    cn_infer_rules rules;
    uint32_t a, b, c;

    begin(f);
    keep(f, "x \"a\" y if x \"b\" z and y \"c\" z", 0.5, 20);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    a = place_of(&rules, f, "a");
    b = place_of(&rules, f, "b");
    c = place_of(&rules, f, "c");
    horn = first_horn(&rules, 2 * b);
    assert_int_equal(horn->head, 2 * a);
    assert_int_equal(horn->body[1], 2 * c + 1);
    horn = first_horn(&rules, 2 * c);
    assert_int_equal(horn->head, 2 * a + 1);
    assert_int_equal(horn->body[1], 2 * b + 1);
    assert_true(horn->confidence == 0.5);
    assert_int_equal(rules.relations[a].first[0], CN_INFER_NONE);
    cn_infer_rules_done(&rules);
}

static void an_inverse_leads_both_ways(void **state)
{
    fixture *f = *state;
    cn_infer_rules rules;
    uint32_t a, b;

    begin(f);
    keep(f, "\"a\" is the inverse of \"b\"", 0.5, 20);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    a = place_of(&rules, f, "a");
    b = place_of(&rules, f, "b");
    assert_int_equal(first_horn(&rules, 2 * a)->head, 2 * b + 1);
    assert_int_equal(first_horn(&rules, 2 * a + 1)->head, 2 * b);
    assert_int_equal(first_horn(&rules, 2 * b)->head, 2 * a + 1);
    assert_int_equal(first_horn(&rules, 2 * b + 1)->head, 2 * a);
    cn_infer_rules_done(&rules);
}

static void properties_without_a_body_are_noted(void **state)
{
    fixture *f = *state;
    cn_infer_rules rules;
    uint32_t a;

    begin(f);
    keep(f, "\"a\" is functional for entity", 0.9, 20);
    keep(f, "\"a\" is inverse functional", 0.9, 20);
    keep(f, "\"a\" is transitive", 0.8, 20);
    keep(f, "\"b\" is functional for date", 0.9, 20);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    a = place_of(&rules, f, "a");
    assert_true(rules.relations[a].has_one_value);
    assert_true(rules.relations[a].has_one_subject);
    assert_true(rules.rules[rules.relations[a].transitive].confidence == 0.8);
    assert_false(rules.relations[place_of(&rules, f, "b")].has_one_value);
    cn_infer_rules_done(&rules);
}

static void what_a_user_denies_is_not_declared(void **state)
{
    fixture *f = *state;
    cn_relation_table *table = NULL;
    cn_infer_rules rules;
    uint32_t place;

    begin(f);
    keep(f, "\"located in\" is transitive", 0, 0);
    keep(f, "\"father\" is functional for entity", 0, 0);
    OK(cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    OK(cn_infer_rules_init(&rules, f->store, table, &last_error));
    place = place_of(&rules, f, "located in");
    assert_int_equal(rules.relations[place].transitive, CN_INFER_NONE);
    assert_false(rules.relations[place_of(&rules, f, "father")].has_one_value);
    assert_true(rules.relations[place_of(&rules, f, "mother")].has_one_value);
    cn_infer_rules_done(&rules);
    cn_relation_table_close(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_rule_is_followed_from_both_ends),
        STORE_TEST(an_inverse_leads_both_ways),
        STORE_TEST(properties_without_a_body_are_noted),
        STORE_TEST(what_a_user_denies_is_not_declared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
