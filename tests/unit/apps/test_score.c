/* The figures are those of ../shared/eval/score.py: its cases, worked out by hand or by Python. */
#include "unit/base/oom_walk.h"

#include "apps/cli/score.h"

static void expect_normal(const char *text, const char *normal)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    cn_buf_init(&out, 4096);
    assert_int_equal(cli_score_normal(text, &out, &err), CAIRN_OK);
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

    assert_int_equal(cli_score_f1(prediction, truth, &f1, &err), CAIRN_OK);
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
static const cli_truth truth = {answers, 2, gold, 2};

static void recall_is_the_share_of_gold_among_the_first(void **state)
{
    const char *const retrieved[] = {"x1", "doc1", "x2", "x3", "x4", "doc2"};
    cli_score score = {0};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cli_score_add(&score, &truth, retrieved, 6, NULL, &err), CAIRN_OK);
    assert_true(score.recall_2 == 0.5);
    assert_true(score.recall_5 == 0.5);
    assert_true(score.recall_10 == 1);
    assert_int_equal(score.n_complete, 0);
    assert_int_equal(score.n_answered, 0);
    assert_int_equal(cli_score_add(&score, &truth, retrieved + 1, 5, NULL, &err), CAIRN_OK);
    assert_int_equal(score.n_complete, 1);
    assert_int_equal(cli_score_add(&score, &truth, NULL, 0, "", &err), CAIRN_OK);
    assert_int_equal(score.n, 3);
    assert_int_equal(score.n_answered, 0);
}

static void the_best_accepted_answer_counts(void **state)
{
    cli_score score = {0};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cli_score_add(&score, &truth, NULL, 0, "The ferry Lady Teyle.", &err),
                     CAIRN_OK);
    assert_true(score.exact == 1);
    assert_true(score.f1 == 1);
    assert_int_equal(cli_score_add(&score, &truth, NULL, 0, "Lady", &err), CAIRN_OK);
    assert_true(score.exact == 1);
    assert_true(score.f1 == 1 + 2.0 * 1 / 3);
    assert_int_equal(score.n_answered, 2);
}

static void percents_round_as_python_does(void **state)
{
    (void)state;
    assert_true(cli_score_percent(1, 3) == 33.3);
    assert_true(cli_score_percent(2, 3) == 66.7);
    assert_true(cli_score_percent(1, 800) == 0.1);    /* 0.125 */
    assert_true(cli_score_percent(1, 2000) == 0.1);   /* 0.05 is a little over in binary */
    assert_true(cli_score_percent(25, 10000) == 0.2); /* 0.25 is a tie: to even */
    assert_true(cli_score_percent(75, 10000) == 0.8);
    assert_true(cli_score_percent(5, 5) == 100);
    assert_true(cli_score_percent(0, 0) == 0);
}

static int score_once(void *user)
{
    cli_score score = {0};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)user;
    return cli_score_add(&score, &truth, NULL, 0, "The ferry \xC3\x89toile", &err);
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
        cmocka_unit_test(recall_is_the_share_of_gold_among_the_first),
        cmocka_unit_test(the_best_accepted_answer_counts),
        cmocka_unit_test(percents_round_as_python_does),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
