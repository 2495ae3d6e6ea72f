/* The figures are those of ../shared/eval/score.py: its cases, worked out by hand or by Python. */
#include "unit/base/oom_walk.h"

#include "base/score.h"

static void expect_normal(const char *text, const char *normal)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    cn_buf_init(&out, 4096);
    assert_int_equal(cn_score_normal(text, &out, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), normal);
    cn_buf_done(&out);
}

static void normal_form_drops_case_articles_and_punctuation(void **state)
{
    (void)state;
    expect_normal("The Analytical Engine", "analytical engine");
    expect_normal("a theatre, an anthem & THE end!", "theatre anthem end");
    expect_normal("  U.S.\tNavy ", "us navy");
    expect_normal("the", "");
    expect_normal("", "");
    expect_normal("...", "");
    expect_normal("an a the a", "");
}

static void punctuation_goes_before_articles_are_looked_for(void **state)
{
    (void)state;
    expect_normal("a-ha", "aha");
    expect_normal("The-End", "theend");
    expect_normal("(the) Who", "who");
    expect_normal("t.h.e end", "end");
}

static void words_end_where_python_ends_them(void **state)
{
    (void)state;
    expect_normal("a\xC2\xB2 theorem", "a\xC2\xB2 theorem"); /* superscript: a word */
    expect_normal("a\xCC\x81 b", "\xCC\x81 b");              /* a mark: not one */
    expect_normal("\xC3\xA9"
                  "a the\xE2\x80\x93"
                  "end",
                  "\xC3\xA9"
                  "a \xE2\x80\x93"
                  "end"); /* dash */
    expect_normal("one\xC2\xA0the\xE2\x80\x83two\x1Cthree", "one two three");
    expect_normal("zero\xE2\x80\x8Bwidth", "zero\xE2\x80\x8Bwidth"); /* no white space */
}

static void lower_case_is_unicodes(void **state)
{
    (void)state;
    expect_normal("\xC3\x85RHUS \xCE\x9F\xCE\x94\xCE\x9F\xCE\xA3",  /* ÅRHUS ΟΔΟΣ */
                  "\xC3\xA5rhus \xCE\xBF\xCE\xB4\xCE\xBF\xCF\x82"); /* final sigma */
    expect_normal("\xC4\xB0stanbul", "i\xCC\x87stanbul");
    expect_normal("Stra\xC3\x9F"
                  "e",
                  "stra\xC3\x9F"
                  "e"); /* not folded to ss */
}

static double f1_of(const char *prediction, const char *truth)
{
    cairn_error err = CAIRN_ERROR_INIT;
    double f1;

    assert_int_equal(cn_score_f1(prediction, truth, &f1, &err), CAIRN_OK);
    return f1;
}

static void f1_counts_words_as_often_as_both_have_them(void **state)
{
    (void)state;
    assert_true(f1_of("x x y", "x y y") == 2.0 * 2 / 6);
    assert_true(f1_of("x", "y") == 0);
    assert_true(f1_of("b a", "a b") == 1);
    assert_true(f1_of("", "") == 1);
    assert_true(f1_of("", "x") == 0);
    assert_true(f1_of("xy", "x") == 0);
}

static const char *const gold[] = {"doc1", "doc2"};
static const char *const answers[] = {"Lady Teyle", "the ferry Lady Teyle"};
static const cn_truth truth = {answers, 2, gold, 2};

static void gold_is_looked_for_among_the_first(void **state)
{
    static const char *const retrieved[] = {"x", "doc2", "y", "doc1"};

    (void)state;
    assert_int_equal(cn_score_found(&truth, retrieved, 4, 1), 0);
    assert_int_equal(cn_score_found(&truth, retrieved, 4, 2), 1);
    assert_int_equal(cn_score_found(&truth, retrieved, 4, 10), 2);
    assert_int_equal(cn_score_found(&truth, NULL, 0, 5), 0);
}

static void the_best_accepted_answer_counts(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    double exact, f1;

    (void)state;
    assert_int_equal(cn_score_answer("The ferry Lady Teyle.", &truth, &exact, &f1, &err), CAIRN_OK);
    assert_true(exact == 1 && f1 == 1);
    assert_int_equal(cn_score_answer("Lady", &truth, &exact, &f1, &err), CAIRN_OK);
    assert_true(exact == 0 && f1 > 0.66 && f1 < 0.67);
    assert_int_equal(cn_score_answer(NULL, &truth, &exact, &f1, &err), CAIRN_OK);
    assert_true(exact == 0 && f1 == 0);
}

static void declining_is_right_where_there_is_no_answer(void **state)
{
    static const cn_truth none = {NULL, 0, gold, 2};
    cairn_error err = CAIRN_ERROR_INIT;
    double exact, f1;

    (void)state;
    assert_int_equal(cn_score_answer(NULL, &none, &exact, &f1, &err), CAIRN_OK);
    assert_true(exact == 1 && f1 == 1);
    assert_int_equal(cn_score_answer("Lady", &none, &exact, &f1, &err), CAIRN_OK);
    assert_true(exact == 0 && f1 == 0);
}

static int score_once(void *user)
{
    cairn_error err = CAIRN_ERROR_INIT;
    double exact, f1;

    (void)user;
    return cn_score_answer("The ferry \xC3\x89toile", &truth, &exact, &f1, &err);
}

static void every_failing_allocation_is_reported(void **state)
{
    (void)state;
    walk_failures(score_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_form_drops_case_articles_and_punctuation),
        cmocka_unit_test(punctuation_goes_before_articles_are_looked_for),
        cmocka_unit_test(words_end_where_python_ends_them),
        cmocka_unit_test(lower_case_is_unicodes),
        cmocka_unit_test(f1_counts_words_as_often_as_both_have_them),
        cmocka_unit_test(gold_is_looked_for_among_the_first),
        cmocka_unit_test(the_best_accepted_answer_counts),
        cmocka_unit_test(declining_is_right_where_there_is_no_answer),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
