/* What an entity is called: every way its name is written, and every name merged into it. */
#include "card_kb.h"

static void names_come_most_often_written_first(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_name(&card, "ZED QUILL", 2);
    card_alias(&card, card_name(&card, "Quillmeister", 9), quill, 1.0, 1);
    kb = card_end(&card);
    shown = card_of(kb, quill, NULL);
    assert_int_equal(shown->n_names, 3);
    assert_int_equal(shown->all_names, 3);
    assert_string_equal(shown->names[0].name, "Quillmeister");
    assert_int_equal(shown->names[0].uses, 9);
    assert_string_equal(shown->names[1].name, "Zed Quill");
    assert_string_equal(shown->names[2].name, "ZED QUILL");
    assert_false(shown->names[0].is_shared);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void a_name_that_may_mean_others_is_marked(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill, other;
    int64_t key;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    other = card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 3);
    key = card_name(&card, "Quillo", 4);
    card_alias(&card, key, quill, 0.4, 1);
    card_alias(&card, key, other, 0.3, 1);
    kb = card_end(&card);
    shown = card_of(kb, other, NULL);
    assert_string_equal(shown->names[0].name, "Quillo");
    assert_true(shown->names[0].is_shared);
    assert_false(shown->names[1].is_shared);
    cairn_card_free(shown);
    assert_int_equal(card_find(kb, "quillo"), quill);
    card_remove(&card, kb);
}

static void very_many_names_are_counted_and_cut(void **state)
{
    cairn_card_options options = CAIRN_CARD_OPTIONS_INIT;
    card_kb card;
    cairn_card *shown;
    cairn_id quill;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    for (int i = 0; i < 500; i++) {
        char name[32];

        snprintf(name, sizeof name, "Quillson%d", i);
        card_alias(&card, card_name(&card, name, 1), quill, 1.0, 1);
    }
    kb = card_end(&card);
    options.names = 4;
    shown = card_of(kb, quill, &options);
    assert_int_equal(shown->n_names, 4);
    assert_int_equal(shown->all_names, 501);
    assert_string_equal(shown->names[0].name, "Zed Quill");
    cairn_card_free(shown);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_most_often_written_first),
        cmocka_unit_test(a_name_that_may_mean_others_is_marked),
        cmocka_unit_test(very_many_names_are_counted_and_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
