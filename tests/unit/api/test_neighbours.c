/* Neighbours are who stands in the same facts, then who stands in the same passages. */
#include "card_kb.h"

static void facts_weigh_more_than_passages(void **state)
{
    cairn_card *shown;
    temp_dir dir;
    cairn *kb;

    (void)state;
    assert_true(temp_dir_make(&dir));
    kb = small_kb(temp_name(&dir, "kb.db"));
    shown = card_of(kb, card_find(kb, "Ada Marsh"), NULL);
    assert_true(shown->n_neighbours >= 2);
    assert_true(shown->neighbours[0].facts > 0);
    for (size_t i = 0; i < shown->n_neighbours; i++) {
        const cairn_neighbour *neighbour = &shown->neighbours[i];

        assert_true(neighbour->facts + neighbour->chunks > 0);
        assert_string_not_equal(neighbour->name, "Ada Marsh");
        if (i > 0)
            assert_true(3 * neighbour[-1].facts + neighbour[-1].chunks >=
                        3 * neighbour->facts + neighbour->chunks);
    }
    cairn_card_free(shown);
    cairn_close(kb);
    small_remove(&dir, "kb.db");
}

static void sorts_of_things_are_no_neighbours(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill, ann, sort;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    ann = card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 7);
    sort = card_entity(&card, 0, "quillmaker", CN_TYPE_CLASS, 7);
    card_fact(&card, "is a",
              (cn_fact_row){
                  .subject = quill, .object = sort, .belief = 0.9, .support = 4, .believed = true},
              1);
    card_fact(&card, "knows",
              (cn_fact_row){
                  .subject = ann, .object = quill, .belief = 0.9, .support = 1, .believed = true},
              1);
    kb = card_end(&card);
    shown = card_of(kb, quill, NULL);
    assert_int_equal(shown->n_neighbours, 1);
    assert_int_equal(shown->neighbours[0].id, ann);
    assert_string_equal(shown->neighbours[0].type, "person");
    assert_int_equal(shown->neighbours[0].facts, 1);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

static void what_lost_a_conflict_joins_nobody(void **state)
{
    card_kb card;
    cairn_card *shown;
    cairn_id quill, ann;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    ann = card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 7);
    card_fact(&card, "knows", (cn_fact_row){.subject = ann, .object = quill, .support = 1}, 1);
    kb = card_end(&card);
    shown = card_of(kb, quill, NULL);
    assert_int_equal(shown->all_facts, 1);
    assert_int_equal(shown->n_neighbours, 0);
    cairn_card_free(shown);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_weigh_more_than_passages),
        cmocka_unit_test(sorts_of_things_are_no_neighbours),
        cmocka_unit_test(what_lost_a_conflict_joins_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
