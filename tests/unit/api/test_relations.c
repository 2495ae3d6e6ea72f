/* The list of relations: how many facts, between what, and what holds of them. */
#include "card_kb.h"

static cairn *places_kb(card_kb *card)
{
    cairn_id a, b, c;

    card_begin(card);
    a = card_entity(card, 0, "Quillford", CN_TYPE_PLACE, 3);
    b = card_entity(card, 0, "Quillshire", CN_TYPE_PLACE, 3);
    c = card_entity(card, 0, "Quilla Pell", CN_TYPE_PERSON, 3);
    for (int i = 0; i < 40; i++) {
        char literal[16];

        snprintf(literal, sizeof(literal), "%d", i);
        card_fact(card, "twinned since",
                  (cn_fact_row){.subject = i < 30 ? a : c,
                                .literal = literal,
                                .belief = 1,
                                .support = 1,
                                .believed = true},
                  1);
    }
    card_fact(card, "located in",
              (cn_fact_row){.subject = a, .object = b, .belief = 1, .support = 1, .believed = true},
              1);
    return card_end(card);
}

static void the_one_with_most_facts_comes_first(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_relations *relations = NULL;
    cairn_relation relation;
    uint64_t all = 0;
    card_kb card;
    cairn *kb;

    (void)state;
    kb = places_kb(&card);
    if (cairn_list_relations(kb, NULL, 2, &relations, &all, &err) < 0)
        fail_msg("%s", err.message);
    assert_true(all > 2);
    assert_int_equal(cairn_relations_next(relations, &relation), CAIRN_ROW);
    assert_string_equal(relation.name, "twinned since");
    assert_int_equal(relation.facts, 40);
    assert_string_equal(relation.subject_type, "place");
    assert_true(relation.subject_share == 0.75);
    assert_true(relation.object_share == 1);
    assert_int_equal(relation.n_rules, 0);
    assert_int_equal(cairn_relations_next(relations, &relation), CAIRN_ROW);
    assert_int_equal(cairn_relations_next(relations, &relation), CAIRN_OK);
    cairn_relations_free(relations);
    card_remove(&card, kb);
}

static void one_is_found_in_any_form_with_its_rules(void **state)
{
    static const char rules[] = "\"located in\" implies \"in the realm of\"\n";
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_relations *relations = NULL;
    uint64_t n_given, n_bad;
    cairn_relation relation;
    size_t n_declared = 0;
    card_kb card;
    cairn *kb;

    (void)state;
    kb = places_kb(&card);
    if (cairn_give_rules(kb, "mine", rules, strlen(rules), NULL, NULL, &n_given, &n_bad, NULL,
                         &err) < 0 ||
        cairn_list_relations(kb, "is located in", 10, &relations, NULL, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(cairn_relations_next(relations, &relation), CAIRN_ROW);
    assert_string_equal(relation.name, "located in");
    assert_true(relation.n_rules >= 2);
    for (size_t i = 0; i < relation.n_rules; i++)
        n_declared += relation.rules[i].source == CAIRN_RULE_DECLARED;
    assert_true(n_declared > 0);
    assert_int_equal(relation.rules[relation.n_rules - 1].source, CAIRN_RULE_GIVEN);
    assert_string_equal(relation.rules[relation.n_rules - 1].text,
                        "\"located in\" implies \"in the realm of\"");
    assert_int_equal(cairn_relations_next(relations, &relation), CAIRN_OK);
    cairn_relations_free(relations);
    card_remove(&card, kb);
}

static void one_that_no_fact_has_is_not_found(void **state)
{
    cairn_relations *relations = NULL;
    card_kb card;
    cairn *kb;

    (void)state;
    kb = places_kb(&card);
    assert_int_equal(cairn_list_relations(kb, "never heard of", 10, &relations, NULL, NULL),
                     CAIRN_ENOTFOUND);
    assert_null(relations);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_with_most_facts_comes_first),
        cmocka_unit_test(one_is_found_in_any_form_with_its_rules),
        cmocka_unit_test(one_that_no_fact_has_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
