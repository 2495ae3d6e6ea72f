/* What is known of a span, as numbers. */
#include "retrieve/span_features.h"

#include "span_pages.h"

static const page FERRY[] = {
    {"Halden Ferry", "The Halden Ferry was built by Ingrid Moe in 1931. It carried 40 cars."},
    {"Ingrid Moe", "Ingrid Moe was a painter from Lund."},
};

static void gather(span_pages *s, const char *question)
{
    spans_open(s, question, FERRY, 2);
    spans_gather(s);
}

static void every_feature_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < CN_SPAN_FEATURES; i++) {
        assert_true(cn_span_feature_name(i)[0] != '\0');
        for (unsigned k = 0; k < i; k++)
            assert_string_not_equal(cn_span_feature_name(i), cn_span_feature_name(k));
    }
    assert_string_equal(cn_span_feature_name(CN_SPAN_FEATURES), "");
}

static void what_the_question_says_is_told(void **state)
{
    span_pages s;

    (void)state;
    gather(&s, "Who built the Halden Ferry?");
    assert_true(features_of(&s, "Halden Ferry")[CN_SF_in_question] == 1);
    assert_true(features_of(&s, "Ingrid Moe")[CN_SF_in_question] == 0);
    spans_close(&s);
}

static void kinds_fit_what_is_asked(void **state)
{
    span_pages s;

    (void)state;
    gather(&s, "In what year was the Halden Ferry built?");
    assert_true(features_of(&s, "1931")[CN_SF_type_fit] == 3);
    assert_true(features_of(&s, "40")[CN_SF_type_fit] == 0);
    spans_close(&s);
    gather(&s, "How many cars did the Halden Ferry carry?");
    assert_true(features_of(&s, "40")[CN_SF_type_fit] == 3);
    assert_true(features_of(&s, "1931")[CN_SF_type_fit] == 0);
    spans_close(&s);
}

static void the_sentence_with_the_words_has_the_greater_share(void **state)
{
    span_pages s;

    (void)state;
    gather(&s, "Who built the Halden Ferry?");
    assert_true(features_of(&s, "Ingrid Moe")[CN_SF_own_share] >
                features_of(&s, "Lund")[CN_SF_own_share]);
    assert_true(features_of(&s, "40")[CN_SF_head_share] > features_of(&s, "40")[CN_SF_own_share]);
    spans_close(&s);
}

static void the_passage_about_a_name_is_known(void **state)
{
    span_pages s;

    (void)state;
    gather(&s, "Which painter built the Halden Ferry?");
    assert_true(features_of(&s, "Ingrid Moe")[CN_SF_about_passage] == 1);
    assert_true(features_of(&s, "Ingrid Moe")[CN_SF_noun_defined] == 1);
    assert_true(features_of(&s, "Ingrid Moe")[CN_SF_repeat_passages] == 2);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_has_a_name_of_its_own),
        cmocka_unit_test(what_the_question_says_is_told),
        cmocka_unit_test(kinds_fit_what_is_asked),
        cmocka_unit_test(the_sentence_with_the_words_has_the_greater_share),
        cmocka_unit_test(the_passage_about_a_name_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
