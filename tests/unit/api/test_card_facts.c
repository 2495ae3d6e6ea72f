/* Facts by relation: the weightiest first, each relation cut at the same length, all counted. */
#include "card_kb.h"

static void the_weightiest_relation_comes_first(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill, other;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    other = card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 3);
    card_fact(&card, "a rare one",
              (cn_fact_row){
                  .subject = quill, .literal = "x", .belief = 0.9, .support = 1, .believed = true},
              1);
    card_fact(&card, "often said",
              (cn_fact_row){
                  .subject = quill, .literal = "y", .belief = 0.9, .support = 5, .believed = true},
              1);
    card_fact(&card, "knows",
              (cn_fact_row){
                  .subject = other, .object = quill, .belief = 0.9, .support = 9, .believed = true},
              1);
    kb = card_end(&card);
    shown = card_of(kb, quill, NULL);
    assert_int_equal(shown->n_groups, 3);
    assert_int_equal(shown->all_facts, 3);
    assert_string_equal(shown->groups[0].relation, "often said");
    assert_true(shown->groups[0].is_subject);
    assert_string_equal(shown->groups[1].relation, "a rare one");
    assert_string_equal(shown->groups[2].relation, "knows"); /* of others, after its own */
    assert_false(shown->groups[2].is_subject);
    assert_string_equal(shown->groups[2].facts[0].subject_name, "Ann Quill");
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void believed_facts_lead_and_the_rest_is_counted(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    card_kb card;
    cairn_card *shown;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    for (int i = 0; i < 40; i++) {
        char value[32];

        snprintf(value, sizeof value, "v%02d", i);
        card_fact(&card, i < 30 ? "many" : value,
                  (cn_fact_row){.subject = quill,
                                .literal = value,
                                .belief = i / 50.0,
                                .support = 1,
                                .believed = i % 2 == 0},
                  1);
    }
    kb = card_end(&card);
    options.groups = 4;
    options.facts = 3;
    shown = card_of(kb, quill, &options);
    assert_int_equal(shown->n_groups, 4);
    assert_int_equal(shown->all_groups, 11);
    assert_int_equal(shown->all_facts, 40);
    assert_string_equal(shown->groups[0].relation, "many");
    assert_int_equal(shown->groups[0].n, 3);
    assert_int_equal(shown->groups[0].all, 30);
    assert_string_equal(shown->groups[0].facts[0].object_name, "v28");
    assert_string_equal(shown->groups[0].facts[1].object_name, "v26");
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void a_fact_about_itself_is_one_fact(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_fact(&card, "is a",
              (cn_fact_row){
                  .subject = quill, .object = quill, .belief = 0.9, .support = 1, .believed = true},
              1);
    kb = card_end(&card);
    shown = card_of(kb, quill, NULL);
    assert_int_equal(shown->all_facts, 1);
    assert_true(shown->n_groups == 1 && shown->groups[0].is_subject);
    assert_int_equal(shown->n_neighbours, 0);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_weightiest_relation_comes_first),
        cmocka_unit_test(believed_facts_lead_and_the_rest_is_counted),
        cmocka_unit_test(a_fact_about_itself_is_one_fact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
