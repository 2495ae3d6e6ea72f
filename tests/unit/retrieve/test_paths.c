/* Chunks found by the names beside the question's words. */
#include "asked.h"

#include "retrieve/paths.h"

enum { OTHERS = 40 /* more mentions than the walk follows */ };

static void a_frequent_name_leads_where_open_words_stand(void **state)
{
    cairn_id sale, head;
    cn_question question;
    cn_evidence_set set;
    cn_scored first;
    cn_topk top = {0};
    char uri[16];
    asked a;

    (void)state;
    asked_open(&a);
    sale = asked_page(&a, "Quay Street", "Fleet Loans was bought by Tarn Works.");
    head = asked_text(&a, "doc:head", "Ines Valder is chairman of Tarn Works.");
    fixture_mention(&a.f, sale, 1, "Tarn Works", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fixture_mention(&a.f, head, 0, "Tarn Works", CN_ROLE_MENTION, CN_TYPE_OTHER);
    for (unsigned i = 0; i < OTHERS; i++) {
        snprintf(uri, sizeof uri, "doc:%u", i);
        fixture_mention(&a.f, asked_text(&a, uri, "A ferry of Tarn Works."), 0, "Tarn Works",
                        CN_ROLE_MENTION, CN_TYPE_OTHER);
    }
    for (unsigned i = 0; i < OTHERS; i++) {
        snprintf(uri, sizeof uri, "rain:%u", i);
        asked_text(&a, uri, "Rain.");
    }
    fixture_entity(&a.f, "Tarn Works", OTHERS + 2, 0);
    asked_build(&a);
    read_question(&a, "chairman of the company that bought Fleet Loans", &question);
    cn_walk_read_words(&a.view, &question);
    first = (cn_scored){1.0, ordinal_of(&a, sale)};
    assert_int_equal(cn_evidence_init(&set, &a.view, &question, 1, NULL), CAIRN_OK);
    assert_int_equal(cn_evidence_read(&set, &first, 1, false, NULL), CAIRN_OK);
    assert_true(cn_topk_init(&top, 5));
    assert_int_equal(cn_paths_widen(&set, &top, NULL), CAIRN_OK);
    cn_topk_sort(&top);
    assert_int_equal(top.n, 5);
    assert_int_equal(top.items[0].id, ordinal_of(&a, head));
    assert_true(top.items[0].score > top.items[1].score);
    for (size_t i = 0; i < top.n; i++)
        assert_true(top.items[i].id != ordinal_of(&a, sale)); /* read already */
    cn_topk_done(&top);
    cn_evidence_done(&set);
    cn_question_done(&question);
    asked_close(&a);
}

static void rarity_falls_from_one_to_nothing(void **state)
{
    const cn_snapshot snapshot = {.n_chunks = 100};

    (void)state;
    assert_true(cn_paths_rarity(&snapshot, 0) == 1.0 && cn_paths_rarity(&snapshot, 1) == 1.0);
    assert_true(cn_paths_rarity(&snapshot, 2) > cn_paths_rarity(&snapshot, 50));
    assert_true(cn_paths_rarity(&snapshot, 101) < 1e-9);
    assert_true(cn_paths_rarity(&snapshot, 4711) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frequent_name_leads_where_open_words_stand),
        cmocka_unit_test(rarity_falls_from_one_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
