/* The spans of a sentence that may be an answer. */
#include "retrieve/span_find.h"

#include "span_pages.h"

static const page HARBOUR[] = {
    {"Velm Harbour", "The old harbour of Velm, which was dug by prisoners in March 1782, has 14 "
                     "stone piers and a wooden lighthouse to guide the boats."},
};

static void assert_found(const char *const *texts, size_t n)
{
    span_pages s;

    spans_open(&s, "What does the old harbour of Velm have?", HARBOUR, 1);
    spans_gather(&s);
    for (size_t i = 0; i < n; i++)
        if (!features_of(&s, texts[i]))
            fail_msg("there is no span \"%s\"", texts[i]);
    spans_close(&s);
}

static void names_dates_and_numbers_are_spans(void **state)
{
    static const char *const texts[] = {"Velm", "March 1782", "1782", "14"};

    (void)state;
    assert_found(texts, 4);
}

static void phrases_are_spans_whole_and_in_parts(void **state)
{
    static const char *const texts[] = {"14 stone piers", "stone piers", "piers", "prisoners",
                                        "wooden lighthouse"};

    (void)state;
    assert_found(texts, 5);
}

static void the_title_is_a_span(void **state)
{
    static const char *const texts[] = {"Velm Harbour"};

    (void)state;
    assert_found(texts, 1);
}

static void no_span_stands_twice(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "What does the old harbour of Velm have?", HARBOUR, 1);
    spans_gather(&s);
    for (size_t i = 0; i < s.pool.n; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(s.pool.spans[i].first == s.pool.spans[k].first &&
                         s.pool.spans[i].n == s.pool.spans[k].n &&
                         !((s.pool.spans[i].found | s.pool.spans[k].found) & CN_SPAN_TITLE));
    spans_close(&s);
}

static void without_a_parser_there_are_spans_by_looks(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "When was the harbour of Velm dug?", HARBOUR, 1);
    s.p.view.parse = NULL;
    spans_gather(&s);
    assert_non_null(features_of(&s, "March 1782"));
    assert_non_null(features_of(&s, "Velm"));
    assert_null(features_of(&s, "stone piers"));
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_dates_and_numbers_are_spans),
        cmocka_unit_test(phrases_are_spans_whole_and_in_parts),
        cmocka_unit_test(the_title_is_a_span),
        cmocka_unit_test(no_span_stands_twice),
        cmocka_unit_test(without_a_parser_there_are_spans_by_looks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
