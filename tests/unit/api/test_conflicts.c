/* Conflicts show every claim, what won, and why. */
#include "card_kb.h"

static void put_conflict(card_kb *card, cairn_id subject, const char *winner, const char *loser)
{
    cn_conflict_row row = {.subject = subject, .reason = "2 documents against 1"};

    row.relation = card_relation(card, "born on");
    card_fact(card, "born on",
              (cn_fact_row){.subject = subject, .literal = loser, .belief = 0.3, .support = 1}, 1);
    row.winner = card_fact(
        card, "born on",
        (cn_fact_row){
            .subject = subject, .literal = winner, .belief = 0.7, .support = 2, .believed = true},
        2);
    CARD_OK(card, cn_conflict_put(card->store, &row, &card->err));
}

static void the_winner_stands_first_with_the_reason(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_conflicts *conflicts = NULL;
    cairn_conflict conflict;
    card_kb card;
    cairn_id quill;
    uint64_t all;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    put_conflict(&card, quill, "1901", "1910");
    kb = card_end(&card);
    assert_int_equal(cairn_list_conflicts(kb, quill, 10, &conflicts, &all, &err), CAIRN_OK);
    assert_int_equal(all, 1);
    assert_int_equal(cairn_conflicts_next(conflicts, &conflict), CAIRN_ROW);
    assert_int_equal(conflict.subject, quill);
    assert_string_equal(conflict.subject_name, "Zed Quill");
    assert_string_equal(conflict.relation, "born on");
    assert_string_equal(conflict.decision, "1901");
    assert_string_equal(conflict.reason, "2 documents against 1");
    assert_int_equal(conflict.n_claims, 2);
    assert_int_equal(conflict.all_claims, 2);
    assert_true(conflict.claims[0].believed && conflict.claims[0].n_citations > 0);
    assert_false(conflict.claims[1].believed);
    assert_string_equal(conflict.claims[1].object_name, "1910");
    assert_true(conflict.claims[1].n_citations > 0);
    assert_int_equal(cairn_conflicts_next(conflicts, &conflict), CAIRN_OK);
    cairn_conflicts_free(conflicts);
    card_remove(&card, kb);
}

static void values_of_another_sort_are_no_claims(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_conflicts *conflicts = NULL;
    cairn_conflict conflict;
    card_kb card;
    cairn_id quill, place;
    cairn *kb;

    (void)state;
    card_begin(&card);
    quill = card_entity(&card, 0, "Zed Quill", CN_TYPE_PERSON, 7);
    place = card_entity(&card, 0, "Quillford", CN_TYPE_PLACE, 7);
    put_conflict(&card, quill, "1901", "1910");
    card_fact(&card, "born on",
              (cn_fact_row){
                  .subject = quill, .object = place, .belief = 0.9, .support = 1, .believed = true},
              1);
    kb = card_end(&card);
    assert_int_equal(cairn_list_conflicts(kb, quill, 10, &conflicts, NULL, &err), CAIRN_OK);
    assert_int_equal(cairn_conflicts_next(conflicts, &conflict), CAIRN_ROW);
    assert_int_equal(conflict.n_claims, 2);
    cairn_conflicts_free(conflicts);
    card_remove(&card, kb);
}

static void a_limit_cuts_and_all_are_counted(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_conflicts *conflicts = NULL;
    cairn_conflict conflict;
    uint64_t all, n = 0;
    card_kb card;
    cairn *kb;

    (void)state;
    card_begin(&card);
    for (int i = 0; i < 5; i++) {
        char name[32];

        snprintf(name, sizeof name, "Quillson%d", i);
        put_conflict(&card, card_entity(&card, 0, name, CN_TYPE_PERSON, 1), "1901", "1910");
    }
    kb = card_end(&card);
    assert_int_equal(cairn_list_conflicts(kb, 0, 3, &conflicts, &all, &err), CAIRN_OK);
    while (cairn_conflicts_next(conflicts, &conflict) == CAIRN_ROW)
        n++;
    assert_int_equal(n, 3);
    assert_true(all >= 5); /* those of the documents too */
    cairn_conflicts_free(conflicts);
    assert_int_equal(cairn_list_conflicts(kb, 0, 0, &conflicts, &all, &err), CAIRN_EINVAL);
    assert_null(conflicts);
    assert_int_equal(cairn_list_conflicts(kb, 0, 10001, &conflicts, &all, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_list_conflicts(kb, 4711, 10, &conflicts, &all, &err), CAIRN_OK);
    assert_int_equal(all, 0);
    cairn_conflicts_free(conflicts);
    cairn_conflicts_free(NULL);
    card_remove(&card, kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_winner_stands_first_with_the_reason),
        cmocka_unit_test(values_of_another_sort_are_no_claims),
        cmocka_unit_test(a_limit_cuts_and_all_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
