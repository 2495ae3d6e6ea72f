/* The figures are those of ../shared/eval/score.py, those of confidence worked out by hand. */
#include "unit/base/oom_walk.h"

#include <math.h>

#include "apps/cli/score.h"

static const char *const gold[] = {"doc1", "doc2"};
static const char *const answers[] = {"Lady Teyle", "the ferry Lady Teyle"};
static const cn_truth truth = {answers, 2, gold, 2};
static const cn_truth nothing = {NULL, 0, gold, 2};

static void add(cli_score *score, const cn_truth *right, const char *answer, double confidence)
{
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(cli_score_add(score, right, NULL, 0, answer, confidence, &err), CAIRN_OK);
}

static void recall_is_the_share_of_gold_among_the_first(void **state)
{
    const char *const retrieved[] = {"x1", "doc1", "x2", "x3", "x4", "doc2"};
    cli_score score = {0};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cli_score_add(&score, &truth, retrieved, 6, NULL, 0, &err), CAIRN_OK);
    assert_true(score.recall_1 == 0);
    assert_true(score.recall_2 == 0.5);
    assert_true(score.recall_5 == 0.5);
    assert_true(score.recall_10 == 1);
    assert_int_equal(score.n_complete, 0);
    assert_int_equal(score.n_answered, 0);
    assert_int_equal(cli_score_add(&score, &truth, retrieved + 1, 5, NULL, 0, &err), CAIRN_OK);
    assert_true(score.recall_1 == 0.5);
    assert_int_equal(score.n_complete, 1);
    add(&score, &truth, "", 0);
    assert_int_equal(score.n, 3);
    assert_int_equal(score.n_answered, 0);
    cli_score_done(&score);
}

static void answers_are_summed(void **state)
{
    cli_score score = {0};

    (void)state;
    add(&score, &truth, "The ferry Lady Teyle.", 0.9);
    assert_true(score.exact == 1);
    assert_true(score.f1 == 1);
    add(&score, &truth, "Lady", 0.5);
    assert_true(score.exact == 1);
    assert_true(score.f1 == 1 + 2.0 * 1 / 3);
    assert_int_equal(score.n_answered, 2);
    cli_score_done(&score);
}

static void declining_the_unanswerable_is_right_and_answering_it_is_wrong(void **state)
{
    cli_score score = {0};

    (void)state;
    add(&score, &nothing, NULL, 0);
    add(&score, &nothing, "Lady Teyle", 0.7);
    assert_int_equal(score.n_impossible, 2);
    assert_int_equal(score.n_declined, 1);
    assert_true(score.exact == 1 && score.f1 == 1);
    assert_int_equal(score.n_answered, 1);
    assert_true(score.answered_exact == 0 && score.answered_f1 == 0);
    cli_score_done(&score);
}

static void questions_without_gold_do_not_count_in_recall(void **state)
{
    static const cn_truth absent = {NULL, 0, NULL, 0};
    cli_score score = {0};

    (void)state;
    add(&score, &absent, NULL, 0);
    assert_int_equal(score.n, 1);
    assert_int_equal(score.n_gold, 0);
    cli_score_done(&score);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void risk_grows_less_when_the_surest_are_right(void **state)
{
    cli_score good = {0}, bad = {0};
    cli_risk risk;

    (void)state;
    add(&good, &truth, "Lady Teyle", 0.9);
    add(&good, &truth, "Lady Teyle", 0.8);
    add(&good, &truth, "Tom Reed", 0.2);
    add(&good, &nothing, NULL, 0);
    risk = cli_score_risk(&good);
    /* after one: 0; two: 0; three: 1/3; four: 2/4, since an answer there would be wrong */
    assert_true(is_near(risk.area_exact, (1.0 / 3 + 0.5) / 4));
    assert_true(is_near(risk.always_exact, 0.5));
    assert_true(is_near(risk.area_f1, risk.area_exact));
    cli_score_done(&good);

    add(&bad, &truth, "Tom Reed", 0.9);
    add(&bad, &truth, "Lady Teyle", 0.1);
    risk = cli_score_risk(&bad);
    assert_true(is_near(risk.area_exact, 0.75));
    assert_true(is_near(risk.always_exact, 0.5));
    cli_score_done(&bad);
}

static void the_order_of_the_equally_sure_does_not_matter(void **state)
{
    cli_score one = {0}, other = {0};
    cli_risk risk;

    (void)state;
    add(&one, &truth, "Lady Teyle", 0.5);
    add(&one, &truth, "Tom Reed", 0.5);
    add(&other, &truth, "Tom Reed", 0.5);
    add(&other, &truth, "Lady Teyle", 0.5);
    risk = cli_score_risk(&one);
    assert_true(is_near(risk.area_exact, 0.5));
    assert_true(is_near(risk.area_exact, cli_score_risk(&other).area_exact));
    cli_score_done(&one);
    cli_score_done(&other);
}

static void calibration_compares_confidence_with_the_share_that_is_right(void **state)
{
    cli_score score = {0};

    (void)state;
    add(&score, &truth, "Lady Teyle", 0.55);
    add(&score, &truth, "Tom Reed", 0.55);
    add(&score, &truth, "Lady Teyle", 1.0);
    add(&score, &truth, NULL, 0);
    assert_true(is_near(cli_score_risk(&score).calibration, 0.1 / 3));
    cli_score_done(&score);
    assert_true(cli_score_risk(&score).calibration == 0);
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
    int rc;

    (void)user;
    rc = cli_score_add(&score, &truth, NULL, 0, "The ferry \xC3\x89toile", 0.5, &err);
    cli_score_done(&score);
    return rc;
}

static void every_failing_allocation_is_reported(void **state)
{
    (void)state;
    walk_failures(score_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recall_is_the_share_of_gold_among_the_first),
        cmocka_unit_test(answers_are_summed),
        cmocka_unit_test(declining_the_unanswerable_is_right_and_answering_it_is_wrong),
        cmocka_unit_test(questions_without_gold_do_not_count_in_recall),
        cmocka_unit_test(risk_grows_less_when_the_surest_are_right),
        cmocka_unit_test(the_order_of_the_equally_sure_does_not_matter),
        cmocka_unit_test(calibration_compares_confidence_with_the_share_that_is_right),
        cmocka_unit_test(percents_round_as_python_does),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
