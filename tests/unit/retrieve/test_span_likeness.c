/* Likeness of words around a span to the words around the question's gap. */
#include "retrieve/span_likeness.h"

#include "span_pages.h"

static const page LAWS[] = {
    {"Grain Act", "The Grain Act was passed in 1844 after a poor harvest. A harvest fed the poor."},
};

static void what_stands_beside_the_gap_is_found_beside_the_span(void **state)
{
    span_pages s;

    (void)state;
    spans_open(&s, "The Grain Act was passed in what year?", LAWS, 1);
    spans_gather(&s);
    assert_true(features_of(&s, "1844")[CN_SF_same_before] == 2);
    assert_true(features_of(&s, "poor harvest")[CN_SF_same_before] == 0);
    spans_close(&s);
}

static void pairs_and_order_tell_sentences_apart(void **state)
{
    span_pages s;
    const float *first, *second;

    (void)state;
    spans_open(&s, "What year followed a poor harvest?", LAWS, 1);
    spans_gather(&s);
    first = features_of(&s, "1844");
    second = features_of(&s, "harvest fed the poor");
    assert_true(first[CN_SF_pairs] > 0);
    if (second)
        assert_true(first[CN_SF_ordered] > second[CN_SF_ordered]);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_beside_the_gap_is_found_beside_the_span),
        cmocka_unit_test(pairs_and_order_tell_sentences_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
