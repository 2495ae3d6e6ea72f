/* What is known around an entity: its facts from both sides, and what one fact says. */
#include "fusion/infer.h"
#include "fusion/infer_node.h"
#include "unit/base/oom_walk.h"
#include "unit/fusion/family.h"

static void keep(fixture *f, const char *line, double confidence)
{
    cn_arena texts;
    cn_rule rule;

    cn_arena_init(&texts, 1 << 20);
    OK(cn_rule_parse(line, strlen(line), &texts, &rule, &last_error));
    rule.confidence = confidence;
    OK(cn_ruleset_write(&rule, f->store, &last_error));
    cn_arena_done(&texts);
}

static const cn_infer_edge *edge_of(const cn_infer_node *node, cn_infer_rules *rules, fixture *f,
                                    const char *relation, uint32_t reversed)
{
    const cn_infer_edge *edges;
    uint32_t place;
    size_t n;

    OK(cn_infer_relation_place(rules, f->store, cn_hash_id(relation, strlen(relation)), &place,
                               &last_error));
    edges = cn_infer_node_edges(node, 2 * place + reversed, &n);
    return n > 0 ? edges : NULL;
}

static void facts_are_seen_from_both_sides(void **state)
{
    fixture *f = *state;
    cn_infer_node node = {.entity = 0};
    cn_infer_rules rules;
    const cairn_id bob = thing(f, "Bob");

    begin(f);
    tell(f, "Bob", "father of", "Cid", 1);
    tell(f, "Ann", "married to", "Bob", 1);
    doubt(f, "Bob", "married to", "Eve");
    value(f, "Bob", "born", "1815", CN_TYPE_DATE, 1);
    tell(f, "Bob", "knows", "Bob", 1);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    OK(cn_infer_node_load(&node, &rules, f->store, bob, &last_error));
    assert_int_equal(node.n, 2);
    assert_int_equal(edge_of(&node, &rules, f, "father of", 0)->other, thing(f, "Cid"));
    assert_int_equal(edge_of(&node, &rules, f, "married to", 1)->other, thing(f, "Ann"));
    assert_null(edge_of(&node, &rules, f, "married to", 0));
    cn_infer_node_done(&node);
    cn_infer_rules_done(&rules);
}

static void rules_of_one_are_applied_twice_at_most(void **state)
{
    fixture *f = *state;
    cn_infer_node node = {.entity = 0};
    cn_infer_rules rules;
    const cn_infer_edge *edge;

    begin(f);
    tell(f, "Bob", "dad of", "Cid", 1);
    tell(f, "x", "parent of", "y", 1);
    tell(f, "x", "kin of", "y", 1);
    keep(f, "\"dad of\" implies \"father of\"", 0.5);
    keep(f, "\"father of\" implies \"parent of\"", 0.5);
    keep(f, "\"parent of\" implies \"kin of\"", 1);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    OK(cn_infer_node_load(&node, &rules, f->store, thing(f, "Bob"), &last_error));
    edge = edge_of(&node, &rules, f, "parent of", 0);
    assert_non_null(edge);
    assert_int_equal(edge->n_rules, 2);
    assert_true(edge->confidence == 0.25);
    assert_null(edge_of(&node, &rules, f, "kin of", 0));
    cn_infer_node_done(&node);
    cn_infer_rules_done(&rules);
}

static void the_surer_way_stays(void **state)
{
    fixture *f = *state;
    cn_infer_node node = {.entity = 0};
    cn_infer_rules rules;

    begin(f);
    tell(f, "Bob", "dad of", "Cid", 1);
    tell(f, "Bob", "begot", "Cid", 1);
    tell(f, "x", "father of", "y", 1);
    keep(f, "\"dad of\" implies \"father of\"", 0.5);
    keep(f, "\"begot\" implies \"father of\"", 0.75);
    OK(cn_infer_rules_init(&rules, f->store, NULL, &last_error));
    OK(cn_infer_node_load(&node, &rules, f->store, thing(f, "Bob"), &last_error));
    assert_true(edge_of(&node, &rules, f, "father of", 0)->confidence == 0.75);
    cn_infer_node_done(&node);
    cn_infer_rules_done(&rules);
}

/* The whole of a question, with rules of every kind. */
static int work(void *user)
{
    const fixture *f = user;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_infer *infer = NULL;
    cn_inferences found;
    int rc;

    cn_inferences_init(&found);
    rc = cn_infer_new(&infer, f->store, NULL, NULL);
    if (rc == CAIRN_OK)
        rc = cn_infer_entity(infer, f->store, cn_hash_id("Bob", 3), &options, &found, NULL);
    cn_infer_free(infer);
    cn_inferences_done(&found);
    return rc;
}

static void every_failing_allocation_is_survived(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "Bob", "in", "Leeds", 1);
    tell(f, "Leeds", "in", "England", 1);
    tell(f, "England", "in", "Bob", 1);
    tell(f, "Ann", "wife of", "Bob", 1);
    keep(f, "\"in\" is transitive", 0.9);
    keep(f, "\"wife of\" implies \"kin of\"", 0.9);
    keep(f, "x \"from\" y if x \"in\" z and z \"in\" y", 0.9);
    commit(f);
    reopen(f);
    /* The store keeps its prepared statements. */
    assert_int_equal(work(f), CAIRN_OK);
    walk_failures(work, f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(facts_are_seen_from_both_sides),
        STORE_TEST(rules_of_one_are_applied_twice_at_most),
        STORE_TEST(the_surer_way_stays),
        STORE_TEST(every_failing_allocation_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
