/* Which sentences are read, and what of them. */
#include "retrieve/span_pool.h"

#include "span_pages.h"

#include "base/mem.h"

static void signs_belong_to_their_words(void **state)
{
    static const page items[] = {{"Toll", "The toll was $12 for 40% of all carts."}};
    span_pages s;

    (void)state;
    spans_open(&s, "How much was the toll?", items, 1);
    spans_gather(&s);
    assert_non_null(features_of(&s, "$12"));
    assert_non_null(features_of(&s, "40%"));
    spans_close(&s);
}

static void a_long_text_is_read_in_part(void **state)
{
    enum { SENTENCES = 400 };
    static const char line[] = "The mill of Orrin has a wheel of oak near Velm Harbour. ";
    char *text = cn_alloc_zero(SENTENCES, sizeof line);
    page item = {"Orrin", text};
    span_pages s;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < SENTENCES; i++)
        memcpy(text + i * (sizeof line - 1), line, sizeof line);
    spans_open(&s, "What has the mill of Orrin?", &item, 1);
    spans_gather(&s);
    assert_true(s.pool.n > 0 && s.pool.n <= CN_SPAN_POOL_MAX);
    for (size_t i = 1; i < s.pool.n; i++)
        assert_true(s.pool.features[i * CN_SPAN_FEATURES + CN_SF_sentence_rank] <
                    CN_SPAN_SENTENCES_MAX);
    spans_close(&s);
    cn_free(text);
}

static void equal_words_have_equal_keys(void **state)
{
    static const page items[] = {{"Orrin", "The wheel is old. A wheel is round."}};
    int64_t key = 0;
    unsigned same = 0;
    span_pages s;

    (void)state;
    spans_open(&s, "What is old in Orrin?", items, 1);
    spans_gather(&s);
    for (size_t i = 0; i < s.pool.n; i++) {
        size_t len;
        const char *bytes = cn_span_bytes(&s.p.read, &s.pool.spans[i], &len);

        if (len != 5 || memcmp(bytes, "wheel", 5) != 0)
            continue;
        assert_true(key == 0 || key == s.pool.keys[i]);
        key = s.pool.keys[i];
        same++;
    }
    assert_int_equal(same, 2);
    spans_close(&s);
}

static void no_evidence_gives_no_spans(void **state)
{
    static const page items[] = {{"", ""}};
    span_pages s;

    (void)state;
    spans_open(&s, "What is old?", items, 1);
    spans_gather(&s);
    assert_int_equal(s.pool.n, 0);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_belong_to_their_words),
        cmocka_unit_test(a_long_text_is_read_in_part),
        cmocka_unit_test(equal_words_have_equal_keys),
        cmocka_unit_test(no_evidence_gives_no_spans),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
