/* Merges show which names, how sure, why, when, and whether somebody said so. */
#include "card_kb.h"

static cairn_merges *list(cairn *kb, cairn_id entity, size_t limit, uint64_t *all)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_merges *merges = NULL;

    if (cairn_list_merges(kb, entity, limit, &merges, all, &err) < 0)
        fail_msg("%s", err.message);
    return merges;
}

static void a_merge_tells_its_names_and_reason(void **state)
{
    cairn_merged merged;
    cairn_merges *merges;
    card_kb card;
    cairn_id quill;
    uint64_t all;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    card_alias(&card, card_name(&card, "Z. Quill", 2), quill, 0.93, 1);
    CARD_OK(&card, cn_build_put(card.store, 1, 86400, &card.err));
    kb = card_end(&card);
    merges = list(kb, quill, 10, &all);
    assert_int_equal(all, 1);
    assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_ROW);
    assert_string_equal(merged.name, "Z. Quill");
    assert_string_equal(merged.target, "Zed Quill");
    assert_string_equal(merged.entity_name, "Zed Quill");
    assert_int_equal(merged.entity, quill);
    assert_true(merged.score > 0.92 && merged.score < 0.94);
    assert_string_equal(merged.features, "initials 2.1");
    assert_string_equal(merged.reason, "one is short");
    assert_int_equal(merged.run, 1);
    assert_string_equal(merged.day, "1970-01-02T00:00:00Z");
    assert_false(merged.by_hand || merged.is_undecided);
    assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_OK);
    cairn_merges_free(merges);
    cairn_merges_free(NULL);
    card_remove(&card, kb);
}

static void what_somebody_said_is_marked(void **state)
{
    cn_decision_row said = {.verdict = CN_DECIDED_SAME};
    cairn_merged merged;
    cairn_merges *merges;
    card_kb card;
    cairn_id quill;
    uint64_t all;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    said.a = card_name(&card, "Quillmeister", 2);
    said.b = quill;
    card_alias(&card, said.a, quill, 1.0, 1);
    CARD_OK(&card, cn_decision_put(card.store, &said, &card.err));
    kb = card_end(&card);
    merges = list(kb, quill, 10, &all);
    assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_ROW);
    assert_true(merged.by_hand);
    cairn_merges_free(merges);
    card_remove(&card, kb);
}

static void a_name_of_several_is_undecided(void **state)
{
    cairn_merged merged;
    cairn_merges *merges;
    card_kb card;
    cairn_id zed, ann;
    uint64_t all;
    int64_t key;
    cairn *kb;

    (void)state;
    card_begin(&card);
    zed = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    ann = card_entity(&card, 0, "Ann Quill", CN_TYPE_PERSON, 7);
    key = card_name(&card, "Quillo", 4);
    card_alias(&card, key, zed, 0.4, 1);
    card_alias(&card, key, ann, 0.3, 1);
    kb = card_end(&card);
    merges = list(kb, ann, 10, &all);
    assert_int_equal(all, 1);
    assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_ROW);
    assert_true(merged.is_undecided);
    cairn_merges_free(merges);
    card_remove(&card, kb);
}

static void the_newest_come_first_and_all_are_counted(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_merged merged;
    cairn_merges *merges = NULL;
    card_kb card;
    cairn_id quill;
    uint64_t all;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    for (int i = 0; i < 50; i++) {
        char name[32];

        snprintf(name, sizeof name, "Quillson%d", i);
        card_alias(&card, card_name(&card, name, 1), quill, 0.9, (uint64_t)(i * 7 % 50));
    }
    kb = card_end(&card);
    merges = list(kb, quill, 3, &all);
    assert_int_equal(all, 50);
    for (uint64_t run = 49; run > 46; run--) {
        assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_ROW);
        assert_int_equal(merged.run, run);
    }
    assert_int_equal(cairn_merges_next(merges, &merged), CAIRN_OK);
    cairn_merges_free(merges);
    assert_int_equal(cairn_list_merges(kb, 0, 0, &merges, &all, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_list_merges(kb, 4711, 5, &merges, &all, &err), CAIRN_ENOTFOUND);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_tells_its_names_and_reason),
        cmocka_unit_test(what_somebody_said_is_marked),
        cmocka_unit_test(a_name_of_several_is_undecided),
        cmocka_unit_test(the_newest_come_first_and_all_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
