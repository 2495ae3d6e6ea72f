/* Which communities a broad question is about. */
#include "themes_view.h"

static void words_of_any_broad_question_are_left_out(void **state)
{
    cn_question question;
    cn_word kept[64];
    themes_view v;
    size_t n;

    (void)state;
    themes_view_open(&v);
    themes_ask(&v, "What are the main themes of these documents?", &question);
    assert_int_equal(cn_topics_words(&v.view, &question, kept, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 0);
    cn_question_done(&question);
    themes_ask(&v, "Summarise what the documents say about trumpet music.", &question);
    assert_int_equal(cn_topics_words(&v.view, &question, kept, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 2);
    cn_question_done(&question);
    themes_view_close(&v);
}

static size_t find(themes_view *v, const char *text, uint32_t level, cn_scored found[8],
                   uint64_t *all)
{
    cn_question question;
    size_t n = 0;

    themes_ask(v, text, &question);
    assert_int_equal(cn_topics_find(&v->view, v->all, &question, level, found, 8, &n, all, NULL),
                     CAIRN_OK);
    cn_question_done(&question);
    return n;
}

static unsigned theme_of_community(const themes_view *v, uint64_t c)
{
    return theme_of(&v->t, v->all->chunks[v->all->items[c].first_chunk]);
}

static void words_find_their_community_and_none_find_all(void **state)
{
    cn_scored found[8];
    themes_view v;
    uint64_t all;

    (void)state;
    themes_view_open(&v);
    assert_true(find(&v, "an overview of trumpet music", CN_TOPICS_ANY_LEVEL, found, &all) >= 1);
    assert_int_equal(theme_of_community(&v, found[0].id), 1);
    assert_true(found[0].score == 1);
    assert_true(find(&v, "Frost Peak", 0, found, &all) >= 1);
    assert_int_equal(theme_of_community(&v, found[0].id), 2);
    assert_int_equal(find(&v, "What are the main topics?", CN_TOPICS_ANY_LEVEL, found, &all),
                     THEMES);
    assert_int_equal(all, THEMES);
    assert_int_equal(find(&v, "xyzzy", CN_TOPICS_ANY_LEVEL, found, &all), 0);
    assert_int_equal(all, 0);
    themes_view_close(&v);
}

static void chunks_are_ranked_once_per_document(void **state)
{
    cn_question question;
    cn_scored out[10];
    themes_view v;
    size_t n;

    (void)state;
    themes_view_open(&v);
    themes_ask(&v, "Tell me about the snow and who hikes there", &question);
    assert_int_equal(cn_topics_retrieve(&v.view, v.all, &question, 10, out, &n, NULL), CAIRN_OK);
    assert_true(n >= PAGES);
    for (size_t i = 0; i < n; i++) {
        if (i < PAGES)
            assert_int_equal(theme_of(&v.t, (uint32_t)out[i].id), 2);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(v.t.snapshot->chunks[out[i].id].document,
                                 v.t.snapshot->chunks[out[j].id].document);
        assert_true(i == 0 || out[i].score <= out[i - 1].score);
    }
    cn_question_done(&question);
    themes_ask(&v, "Summarise the documents", &question);
    assert_int_equal(cn_topics_retrieve(&v.view, v.all, &question, 10, out, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 10);
    cn_question_done(&question);
    themes_view_close(&v);
}

static int admits_none(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err)
{
    (void)user;
    (void)chunk;
    (void)err;
    *is_admitted = false;
    return CAIRN_OK;
}

static void documents_of_another_time_are_left_out(void **state)
{
    const cn_timing timing = {.admits = admits_none};
    cn_question question;
    cn_scored out[10];
    themes_view v;
    size_t n;

    (void)state;
    themes_view_open(&v);
    themes_ask(&v, "Summarise the snow", &question);
    question.timing = &timing;
    assert_int_equal(cn_topics_retrieve(&v.view, v.all, &question, 10, out, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 0);
    cn_question_done(&question);
    themes_view_close(&v);
}

static void no_memory_is_an_error_at_any_point(void **state)
{
    cn_question question;
    int rc = CAIRN_ENOMEM;
    cn_scored out[10];
    themes_view v;
    size_t n;

    (void)state;
    themes_view_open(&v);
    themes_ask(&v, "Summarise the snow", &question);
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM && nth < 500; nth++) {
        cn_mem_fail_at(nth, true);
        rc = cn_topics_retrieve(&v.view, v.all, &question, 10, out, &n, NULL);
        cn_mem_fail_at(0, false);
    }
    assert_int_equal(rc, CAIRN_OK);
    cn_question_done(&question);
    themes_view_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_any_broad_question_are_left_out),
        cmocka_unit_test(words_find_their_community_and_none_find_all),
        cmocka_unit_test(chunks_are_ranked_once_per_document),
        cmocka_unit_test(documents_of_another_time_are_left_out),
        cmocka_unit_test(no_memory_is_an_error_at_any_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
