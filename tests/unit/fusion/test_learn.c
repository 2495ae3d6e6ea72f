/* Learning: properties and rules of a world in which every case can be counted by hand. */
#include "fusion/learn.h"
#include "unit/base/oom_walk.h"
#include "unit/fusion/family.h"

enum { FAMILIES = 12 };

/* In each family a couple of two who are married, a child of both; a house in a town in the
 * country. Of the last family only one side of the marriage is told. */
static void put_families(fixture *f)
{
    for (int i = 0; i < FAMILIES; i++) {
        const char *a = numbered("ann", i), *b = numbered("bob", i), *c = numbered("cid", i);

        tell(f, a, "married to", b, 1);
        if (i + 1 < FAMILIES)
            tell(f, b, "married to", a, 1);
        tell(f, b, "father of", c, 1);
        tell(f, a, "mother of", c, 1);
        tell(f, c, "child of", a, 1);
        tell(f, c, "child of", b, 1);
    }
}

static void learn(fixture *f, uint64_t min_support, cn_ruleset *rules)
{
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;

    options.min_support = min_support;
    options.min_functional = 0.5;
    cn_ruleset_init(rules);
    OK(cn_learn(f->store, &options, rules, &last_error));
}

static void properties_of_a_family_are_found(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    put_families(f);
    learn(f, 10, &rules);
    /* 11 couples told from both sides are 22 facts. The last one's husband is married to nobody
     * that is told, so his case is open: 22 of 22 */
    check_rule(&rules, "\"married to\" is symmetric", 22, 22);
    /* Of a child's two parents one is its father: the way back is no rule to rely on. */
    check_rule(&rules, "x \"child of\" y if y \"father of\" x", 12, 12);
    check_rule(&rules, "x \"child of\" y if y \"mother of\" x", 12, 12);
    /* Who is married to the mother is the father. */
    check_rule(&rules, "x \"father of\" y if x \"married to\" z and z \"mother of\" y", 11, 11);
    check_no_rule(&rules, "\"child of\" is the inverse of \"father of\"");
    check_no_rule(&rules, "\"child of\" is symmetric");
    check_no_rule(&rules, "\"father of\" implies \"mother of\"");
    cn_ruleset_done(&rules);
}

static void confidence_counts_doubt_against_few_cases(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    put_families(f);
    learn(f, 10, &rules);
    assert_true(rule_of(&rules, "\"married to\" is symmetric").confidence == 22.0 / 27.0);
    cn_ruleset_done(&rules);
}

static void what_is_not_believed_teaches_nothing(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    put_families(f);
    for (int i = 0; i < FAMILIES; i++)
        doubt(f, numbered("ann", i), "father of", numbered("cid", i));
    learn(f, 10, &rules);
    check_no_rule(&rules, "\"father of\" is the same as \"mother of\"");
    check_no_rule(&rules, "\"mother of\" implies \"father of\"");
    cn_ruleset_done(&rules);
}

static void a_chain_of_places_is_transitive(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    for (int i = 0; i < FAMILIES; i++) {
        tell(f, numbered("town", i), "located in", numbered("county", i % 3), 1);
        tell(f, numbered("town", i), "located in", "Norland", 1);
    }
    for (int i = 0; i < 3; i++)
        tell(f, numbered("county", i), "located in", "Norland", 1);
    learn(f, 10, &rules);
    check_rule(&rules, "\"located in\" is transitive", FAMILIES, FAMILIES);
    cn_ruleset_done(&rules);
}

static void two_words_for_one_relation_are_found(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    for (int i = 0; i < FAMILIES; i++) {
        tell(f, numbered("firm", i), "run by", numbered("boss", i), 1);
        tell(f, numbered("firm", i), "headed by", numbered("boss", i), 1);
        tell(f, numbered("boss", i), "head of", numbered("firm", i), 1);
    }
    learn(f, 10, &rules);
    check_rule(&rules, "\"headed by\" is the same as \"run by\"", 12, 12);
    check_rule(&rules, "\"head of\" is the inverse of \"run by\"", 12, 12);
    check_no_rule(&rules, "\"run by\" implies \"headed by\"");
    cn_ruleset_done(&rules);
}

static void one_value_needs_statements_that_could_disagree(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    for (int i = 0; i < FAMILIES; i++) {
        const char *p = numbered("p", i);

        value(f, p, "born on", i % 2 ? "1815" : "10 December 1815", CN_TYPE_DATE, 2);
        tell(f, p, "born in", numbered("town", i), 2);
        tell(f, p, "visited", numbered("town", i), 1);
        value(f, p, "height", numbered("", 100 + i), CN_TYPE_QUANTITY, 1);
    }
    /* Less precise is the same; another year is not. */
    value(f, "p0", "born on", "1815", CN_TYPE_DATE, 1);
    value(f, "p1", "born on", "1820", CN_TYPE_DATE, 1);
    learn(f, 10, &rules);
    check_rule(&rules, "\"born on\" is functional for date", 11, 12);
    check_rule(&rules, "\"born in\" is functional for entity", 12, 12);
    check_rule(&rules, "\"born in\" is inverse functional", 12, 12);
    /* Said once of each: nothing could have disagreed. */
    check_no_rule(&rules, "\"visited\" is functional for entity");
    check_no_rule(&rules, "\"height\" is functional for quantity");
    cn_ruleset_done(&rules);
}

static void a_claim_that_lost_counts_against_one_value(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    for (int i = 0; i < FAMILIES; i++) {
        tell(f, numbered("p", i), "born in", numbered("town", i), 1);
        doubt(f, numbered("p", i), "born in", numbered("town", i + 1));
    }
    learn(f, 1, &rules);
    check_no_rule(&rules, "\"born in\" is functional for entity");
    cn_ruleset_done(&rules);
}

static void an_empty_store_teaches_nothing(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    learn(f, 1, &rules);
    assert_int_equal(rules.n, 0);
    cn_ruleset_done(&rules);
}

static void a_hub_is_no_trouble(void **state)
{
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    for (int i = 0; i < 3000; i++)
        tell(f, numbered("town", i), "located in", "Norland", 1);
    learn(f, 10, &rules);
    check_no_rule(&rules, "\"located in\" is transitive");
    cn_ruleset_done(&rules);
}

static void a_relation_with_an_endless_name_is_left_out(void **state)
{
    static char name[5000];
    fixture *f = *state;
    cn_ruleset rules;

    begin(f);
    memset(name, 'r', sizeof(name) - 1);
    for (int i = 0; i < FAMILIES; i++) {
        tell(f, numbered("ann", i), name, numbered("bob", i), 2);
        tell(f, numbered("bob", i), name, numbered("ann", i), 2);
    }
    learn(f, 5, &rules);
    assert_int_equal(rules.n, 0);
    cn_ruleset_done(&rules);
}

static int work(void *user)
{
    const cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    const fixture *f = user;
    cn_ruleset rules;
    int rc;

    cn_ruleset_init(&rules);
    rc = cn_learn(f->store, &options, &rules, NULL);
    cn_ruleset_done(&rules);
    return rc;
}

static void every_failing_allocation_is_survived(void **state)
{
    fixture *f = *state;

    begin(f);
    put_families(f);
    value(f, "ann0", "born", "1815", CN_TYPE_DATE, 1);
    commit(f);
    reopen(f);
    /* The store keeps its prepared statements. */
    assert_int_equal(work(f), CAIRN_OK);
    walk_failures(work, f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(properties_of_a_family_are_found),
        STORE_TEST(confidence_counts_doubt_against_few_cases),
        STORE_TEST(what_is_not_believed_teaches_nothing),
        STORE_TEST(a_chain_of_places_is_transitive),
        STORE_TEST(two_words_for_one_relation_are_found),
        STORE_TEST(one_value_needs_statements_that_could_disagree),
        STORE_TEST(a_claim_that_lost_counts_against_one_value),
        STORE_TEST(an_empty_store_teaches_nothing),
        STORE_TEST(a_hub_is_no_trouble),
        STORE_TEST(a_relation_with_an_endless_name_is_left_out),
        STORE_TEST(every_failing_allocation_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
