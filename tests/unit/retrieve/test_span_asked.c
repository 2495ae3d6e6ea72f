/* What a step asks, in terms. */
#include "retrieve/span_asked.h"

#include "span_pages.h"

static const page MILLS[] = {{"Orrin Mill", "The Orrin Mill was built by Tessa Dunmore."}};

static void read_asked(span_pages *s, const char *question, cn_span_asked *asked)
{
    spans_open(s, question, MILLS, 1);
    assert_int_equal(cn_span_asked_read(asked, &s->p.read, &s->query, NULL), CAIRN_OK);
}

static void small_words_are_no_terms_and_names_are_told_apart(void **state)
{
    cn_span_asked asked;
    span_pages s;

    (void)state;
    read_asked(&s, "Who built the Orrin Mill?", &asked);
    assert_int_equal(asked.n_terms, 3);
    assert_true(asked.all_names > 0 && asked.all_others > 0);
    assert_int_equal(asked.wh, CN_WH_WHO);
    assert_int_equal(asked.asked, CN_ASKED_PERSON);
    spans_close(&s);
}

static void the_question_words_role_is_read_off_the_tree(void **state)
{
    cn_span_asked asked;
    span_pages s;

    (void)state;
    read_asked(&s, "Who built the Orrin Mill?", &asked);
    assert_int_equal(asked.role, CN_ROLE_OF_SUBJECT);
    assert_true(asked.governor == s.p.question.words.items[1].stem);
    spans_close(&s);
    read_asked(&s, "Which village did Tessa Dunmore leave?", &asked);
    assert_int_equal(asked.role, CN_ROLE_OF_OBJECT);
    assert_true(asked.noun_stem == s.p.question.words.items[1].stem);
    spans_close(&s);
}

static void bound_answers_are_terms_and_said(void **state)
{
    const cn_value bound = {.text = "Tessa Dunmore", .len = 13, .entity = UINT32_MAX};
    cn_span_asked asked;
    span_pages s;

    (void)state;
    spans_open(&s, "Where was the builder of the mill born?", MILLS, 1);
    s.query.bound = &bound;
    s.query.n_bound = 1;
    assert_int_equal(cn_span_asked_read(&asked, &s.p.read, &s.query, NULL), CAIRN_OK);
    assert_int_equal(asked.n_terms, 5);
    assert_true(asked.bound != 0);
    assert_int_equal(asked.n_said, s.p.question.words.n + 2);
    spans_close(&s);
}

static void shares_are_of_all_weights(void **state)
{
    cn_span_asked asked;
    span_pages s;

    (void)state;
    read_asked(&s, "Who built the Orrin Mill?", &asked);
    assert_true(cn_span_terms_share(&asked, 0) == 0);
    assert_true(cn_span_terms_share(&asked, 7) > 0.999);
    spans_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_words_are_no_terms_and_names_are_told_apart),
        cmocka_unit_test(the_question_words_role_is_read_off_the_tree),
        cmocka_unit_test(bound_answers_are_terms_and_said),
        cmocka_unit_test(shares_are_of_all_weights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
