/* Answers to broad questions: sentences that are there, about what is asked. */
#include "themes_view.h"

typedef struct told {
    cn_question question;
    cn_pool pool;
    cn_arena arena;
    cn_reading reading;
} told;

static int tell(themes_view *v, const char *text, const cn_timing *timing, told *out)
{
    cairn_error err = CAIRN_ERROR_INIT;

    themes_ask(v, text, &out->question);
    cn_arena_init(&out->arena, 1 << 20);
    cn_pool_init(&out->pool, &v->view, timing, &out->arena);
    return cn_topics_answer(&v->view, v->all, &out->question, &out->pool, &out->arena,
                            &out->reading, &err);
}

static void told_done(told *out)
{
    cn_question_done(&out->question);
    cn_arena_done(&out->arena);
}

/* Each quote is in its text, and the answer is the quotes. */
static void check_quotes(const told *out)
{
    size_t at = 0;

    assert_int_equal(out->reading.kind, CN_PLAN_SUMMARY);
    assert_true(out->reading.n_quotes > 0 && out->reading.n_quotes <= CN_QUOTES_MAX);
    assert_true(out->reading.confidence > 0 && out->reading.confidence <= 1);
    for (size_t i = 0; i < out->reading.n_quotes; i++) {
        const cn_quote *quote = &out->reading.quotes[i];

        assert_true(quote->evidence < out->pool.n);
        assert_true(quote->first + quote->len <= out->pool.items[quote->evidence].text_len);
        assert_memory_equal(out->reading.text + at,
                            out->pool.items[quote->evidence].text + quote->first, quote->len);
        at += quote->len + 1;
    }
    assert_int_equal(at, strlen(out->reading.text) + 1);
}

static void everything_is_told_by_each_theme(void **state)
{
    bool is_told[THEMES + 1] = {false};
    themes_view v;
    told out;

    (void)state;
    themes_view_open(&v);
    assert_int_equal(tell(&v, "What are the main themes of the documents?", NULL, &out), CAIRN_OK);
    assert_non_null(out.reading.text);
    check_quotes(&out);
    assert_int_equal(out.reading.n_quotes, THEMES);
    for (size_t i = 0; i < out.reading.n_quotes; i++)
        is_told[theme_of(&v.t, out.pool.items[out.reading.quotes[i].evidence].chunk)] = true;
    for (unsigned theme = 0; theme < THEMES; theme++)
        assert_true(is_told[theme]);
    told_done(&out);
    themes_view_close(&v);
}

static void a_theme_is_told_by_its_own_sentences(void **state)
{
    themes_view v;
    told out;

    (void)state;
    themes_view_open(&v);
    assert_int_equal(tell(&v, "Give an overview of trumpet and concert music", NULL, &out),
                     CAIRN_OK);
    check_quotes(&out);
    assert_non_null(strstr(out.reading.text, "trumpet"));
    for (size_t i = 0; i < out.reading.n_quotes; i++)
        assert_int_equal(theme_of(&v.t, out.pool.items[out.reading.quotes[i].evidence].chunk), 1);
    told_done(&out);
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

static void what_nobody_wrote_or_wrote_then_is_not_told(void **state)
{
    const cn_timing timing = {.admits = admits_none};
    themes_view v;
    told out;

    (void)state;
    themes_view_open(&v);
    assert_int_equal(tell(&v, "Summarise quantum chromodynamics", NULL, &out), CAIRN_OK);
    assert_null(out.reading.text);
    assert_true(strlen(out.reading.reason) > 0);
    assert_int_equal(out.reading.n_quotes, 0);
    told_done(&out);
    assert_int_equal(tell(&v, "Summarise snow chromodynamics of quarks", NULL, &out), CAIRN_OK);
    assert_null(out.reading.text); /* one word of three */
    told_done(&out);
    assert_int_equal(tell(&v, "Summarise the snow", &timing, &out), CAIRN_OK);
    assert_null(out.reading.text);
    told_done(&out);
    themes_view_close(&v);
}

static void no_memory_is_an_error_at_any_point(void **state)
{
    int rc = CAIRN_ENOMEM;
    themes_view v;
    told out;

    (void)state;
    themes_view_open(&v);
    themes_ask(&v, "Summarise the snow", &out.question);
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM && nth < 500; nth++) {
        cn_arena_init(&out.arena, 1 << 20);
        cn_pool_init(&out.pool, &v.view, NULL, &out.arena);
        cn_mem_fail_at(nth, true);
        rc = cn_topics_answer(&v.view, v.all, &out.question, &out.pool, &out.arena, &out.reading,
                              NULL);
        cn_mem_fail_at(0, false);
        cn_arena_done(&out.arena);
    }
    assert_int_equal(rc, CAIRN_OK);
    cn_question_done(&out.question);
    themes_view_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_told_by_each_theme),
        cmocka_unit_test(a_theme_is_told_by_its_own_sentences),
        cmocka_unit_test(what_nobody_wrote_or_wrote_then_is_not_told),
        cmocka_unit_test(no_memory_is_an_error_at_any_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
