/* Answers from sentences, best first. */
#include "retrieve/span_rank.h"

#include "span_pages.h"

#include "retrieve/span_pool.h"

static const page TOWN[] = {
    {"Ostby Bridge", "The Ostby Bridge has 11 arches and was opened on 3 October 1887. It was "
                     "designed by Karin Holt."},
    {"Heron", "The ship Heron sank near Lund in 1899."},
};

enum { VALUES = 8 };

static void rank(span_pages *s, cn_arena *arena, cn_value values[VALUES], size_t *n)
{
    cn_arena_init(arena, 1 << 20);
    assert_int_equal(cn_spans_rank(&s->p.read, &s->query, arena, values, VALUES, n, NULL),
                     CAIRN_OK);
}

static void assert_first(const char *question, const char *answer, bool is_trained)
{
    cn_value values[VALUES];
    cn_arena arena;
    span_pages s;
    size_t n;

    spans_open(&s, question, TOWN, 2);
    if (is_trained)
        s.p.view.reader = cn_kb_reader;
    rank(&s, &arena, values, &n);
    assert_true(n > 0);
    if (strcmp(values[0].text, answer) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", question, values[0].text, answer);
    cn_arena_done(&arena);
    spans_close(&s);
}

static void the_right_span_comes_first(void **state)
{
    (void)state;
    for (int is_trained = 0; is_trained < 2; is_trained++) {
        assert_first("When was the Ostby Bridge opened?", "3 October 1887", is_trained);
        assert_first("How many arches does the Ostby Bridge have?", "11", is_trained);
        assert_first("Who designed the Ostby Bridge?", "Karin Holt", is_trained);
    }
}

static void values_say_where_they_stand(void **state)
{
    cn_value values[VALUES];
    cn_arena arena;
    span_pages s;
    size_t n;

    (void)state;
    spans_open(&s, "When was the Ostby Bridge opened?", TOWN, 2);
    rank(&s, &arena, values, &n);
    assert_int_equal(values[0].how, CN_HOW_SENTENCE);
    assert_true(values[0].number == 18871003);
    assert_int_equal(values[0].first, 0);
    assert_int_equal(values[0].chunk, s.p.snapshot->chunks[s.p.evidence[0].chunk].id);
    cn_arena_done(&arena);
    spans_close(&s);
}

static void count_spans(void *user, const cn_passages *passages, const cn_span_query *query,
                        const cn_span_pool *pool)
{
    assert_int_equal(query->step, -1);
    assert_int_equal(passages->n, 2);
    *(size_t *)user += pool->n;
}

static void who_watches_sees_all_spans(void **state)
{
    size_t seen = 0;
    const cn_span_watch watch = {count_spans, &seen};
    cn_value values[VALUES];
    cn_arena arena;
    span_pages s;
    size_t n;

    (void)state;
    spans_open(&s, "When was the Ostby Bridge opened?", TOWN, 2);
    s.p.view.watch = &watch;
    rank(&s, &arena, values, &n);
    assert_true(seen > n);
    cn_arena_done(&arena);
    spans_close(&s);
}

static void answers_are_distinct_and_fall(void **state)
{
    cn_value values[VALUES];
    cn_arena arena;
    span_pages s;
    size_t n;
    double sum = 0;

    (void)state;
    spans_open(&s, "Who designed the Ostby Bridge?", TOWN, 2);
    rank(&s, &arena, values, &n);
    assert_int_equal(n, VALUES);
    for (size_t i = 0; i < n; i++) {
        sum += values[i].score;
        for (size_t k = 0; k < i; k++) {
            assert_true(values[k].key != values[i].key);
            assert_true(values[k].score >= values[i].score);
        }
    }
    assert_true(sum <= 1.0001);
    cn_arena_done(&arena);
    spans_close(&s);
}

/* ---- Time ---- */

static cn_fit not_holt(void *user, size_t evidence, const char *sentence, size_t sentence_len,
                       size_t first, size_t len)
{
    (void)user;
    (void)evidence;
    (void)sentence_len;
    return len >= 4 && memcmp(sentence + first + len - 4, "Holt", 4) == 0 ? CN_FIT_NOT
                                                                          : CN_FIT_OPEN;
}

static void what_did_not_hold_then_is_no_answer(void **state)
{
    const cn_timing timing = {.said = not_holt};
    cn_value values[VALUES];
    cn_arena arena;
    span_pages s;
    size_t n;

    (void)state;
    spans_open(&s, "Who designed the Ostby Bridge?", TOWN, 2);
    s.p.read.timing = &timing;
    rank(&s, &arena, values, &n);
    for (size_t i = 0; i < n; i++)
        assert_string_not_equal(values[i].text, "Karin Holt");
    cn_arena_done(&arena);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_span_comes_first),
        cmocka_unit_test(values_say_where_they_stand),
        cmocka_unit_test(who_watches_sees_all_spans),
        cmocka_unit_test(answers_are_distinct_and_fall),
        cmocka_unit_test(what_did_not_hold_then_is_no_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
