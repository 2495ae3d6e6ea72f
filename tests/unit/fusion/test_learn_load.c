/* Facts for learning: counts of values, and the graph of what is believed. */
#include "fusion/learn_load.h"
#include "unit/fusion/family.h"

static cn_learn_values values_of(const cn_learn_facts *facts, const char *relation)
{
    for (size_t i = 0; i < facts->n_relations; i++) {
        if (strcmp(facts->graph.names[i], relation) == 0)
            return facts->relations[i];
    }
    fail_msg("no relation %s", relation);
    return (cn_learn_values){.relation = 0};
}

static void check_count(const cn_learn_count *count, uint64_t all, uint64_t one, uint64_t repeated,
                        uint64_t agreed)
{
    assert_int_equal(count->all, all);
    assert_int_equal(count->one, one);
    assert_int_equal(count->repeated, repeated);
    assert_int_equal(count->agreed, agreed);
}

static void values_are_counted_by_kind(void **state)
{
    fixture *f = *state;
    cn_learn_facts facts;
    cn_learn_values values;
    cn_arena texts;

    begin(f);
    value(f, "a", "born", "1815", CN_TYPE_DATE, 1);
    value(f, "a", "born", "10 December 1815", CN_TYPE_DATE, 1);
    tell(f, "a", "born", "London", 1);
    value(f, "b", "born", "1815", CN_TYPE_DATE, 1);
    value(f, "b", "born", "1816", CN_TYPE_DATE, 1);
    tell(f, "b", "born", "London", 3);
    value(f, "c", "tall", "3 km", CN_TYPE_QUANTITY, 1);
    value(f, "c", "tall", "2 miles", CN_TYPE_QUANTITY, 1);
    cn_arena_init(&texts, 1 << 20);
    OK(cn_learn_load(&facts, f->store, &texts, &last_error));
    values = values_of(&facts, "born");
    assert_int_equal(values.facts, 6);
    check_count(&values.subjects[0], 2, 1, 2, 1); /* dates */
    check_count(&values.subjects[2], 2, 2, 1, 1); /* entities */
    check_count(&values.objects, 1, 0, 1, 0);
    values = values_of(&facts, "tall");
    check_count(&values.subjects[1], 2, 2, 0, 0); /* units are not compared */
    cn_learn_facts_done(&facts);
    cn_arena_done(&texts);
}

static void the_graph_has_what_is_believed_of_entities(void **state)
{
    fixture *f = *state;
    cn_learn_facts facts;
    cn_arena texts;

    begin(f);
    tell(f, "a", "knows", "b", 1);
    doubt(f, "a", "knows", "c");
    value(f, "a", "born", "1815", CN_TYPE_DATE, 1);
    cn_arena_init(&texts, 1 << 20);
    OK(cn_learn_load(&facts, f->store, &texts, &last_error));
    assert_int_equal(facts.graph.n_entities, 2);
    assert_int_equal(facts.graph.n_triples, 1);
    assert_int_equal(values_of(&facts, "knows").subjects[2].all, 1);
    assert_int_equal(values_of(&facts, "knows").subjects[2].one, 0);
    cn_learn_facts_done(&facts);
    cn_arena_done(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(values_are_counted_by_kind),
        STORE_TEST(the_graph_has_what_is_believed_of_entities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
