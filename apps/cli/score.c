/* Sums run in the order of the questions and are rounded as Python's round() does, half to even on
 * the exact value, which is printf's way too. The area under the curve of risk and coverage is
 * El-Yaniv and Wiener's (2010); where several questions are equally sure, their order is unknown
 * and every order counts alike, so that the figure does not depend on the order of the file. */
#include "apps/cli/score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define QUESTIONS_MAX ((size_t)1 << 24)
enum { BINS = 10 };

static void add_retrieval(cli_score *score, const cn_truth *truth, const char *const *retrieved,
                          size_t n)
{
    const double n_gold = (double)truth->n_gold;

    if (truth->n_gold == 0)
        return;
    score->n_gold++;
    score->recall_1 += (double)cn_score_found(truth, retrieved, n, 1) / n_gold;
    score->recall_2 += (double)cn_score_found(truth, retrieved, n, 2) / n_gold;
    score->recall_5 += (double)cn_score_found(truth, retrieved, n, 5) / n_gold;
    score->recall_10 += (double)cn_score_found(truth, retrieved, n, 10) / n_gold;
    score->n_complete += cn_score_found(truth, retrieved, n, 5) == truth->n_gold;
}

int cli_score_add(cli_score *score, const cn_truth *truth, const char *const *retrieved, size_t n,
                  const char *answer, double confidence, cairn_error *err)
{
    const bool is_answered = answer && *answer;
    double exact, f1;
    cli_said *said;
    int rc = cn_score_answer(answer, truth, &exact, &f1, err);

    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&score->said, &score->cap, score->n + 1, QUESTIONS_MAX,
                 sizeof *score->said))
        return cn_fail_memory(err, score->n * sizeof *score->said);
    add_retrieval(score, truth, retrieved, n);
    score->exact += exact;
    score->f1 += f1;
    score->n_impossible += truth->n_answers == 0;
    score->n_declined += truth->n_answers == 0 && !is_answered;
    said = &score->said[score->n++];
    *said = (cli_said){0, 0, 0};
    if (!is_answered)
        return CAIRN_OK;
    *said = (cli_said){confidence, exact, f1};
    score->n_answered++;
    score->answered_exact += exact;
    score->answered_f1 += f1;
    return CAIRN_OK;
}

void cli_score_done(cli_score *score)
{
    cn_free(score->said);
    *score = (cli_score){0};
}

/* ---- Risk and coverage ---- */

static int compare_said(const void *a, const void *b)
{
    const double left = ((const cli_said *)a)->confidence;
    const double right = ((const cli_said *)b)->confidence;

    return (left < right) - (left > right);
}

static double risk_of(const cli_said *said, bool by_exact)
{
    return 1.0 - (by_exact ? said->exact : said->f1);
}

/* Mean over k of the mean risk of the k surest. */
static double area(const cli_said *said, size_t n, bool by_exact)
{
    double before = 0, sum = 0;

    for (size_t i = 0; i < n;) {
        size_t end = i;
        double risk = 0;

        while (end < n && said[end].confidence == said[i].confidence)
            risk += risk_of(&said[end++], by_exact);
        /* Of those equally sure each place holds their mean. */
        for (size_t k = i + 1; k <= end; k++)
            sum += (before + risk * (double)(k - i) / (double)(end - i)) / (double)k;
        before += risk;
        i = end;
    }
    return n > 0 ? sum / (double)n : 0;
}

/* Of what was answered: how far confidence is from the share that is right, by tenths. */
static double calibration_error(const cli_said *said, size_t n)
{
    double confidence[BINS] = {0}, exact[BINS] = {0}, error = 0;

    for (size_t i = 0; i < n; i++) {
        const double place = said[i].confidence * BINS;
        const size_t bin = place < 0 ? 0 : place >= BINS ? BINS - 1 : (size_t)place;

        confidence[bin] += said[i].confidence;
        exact[bin] += said[i].exact;
    }
    for (size_t b = 0; b < BINS; b++)
        error += fabs(confidence[b] - exact[b]);
    return n > 0 ? error / (double)n : 0;
}

cli_risk cli_score_risk(cli_score *score)
{
    cli_risk risk = {.always_exact = 1.0, .always_f1 = 1.0};

    if (score->n == 0)
        return risk;
    qsort(score->said, score->n, sizeof *score->said, compare_said);
    risk.area_exact = area(score->said, score->n, true);
    risk.area_f1 = area(score->said, score->n, false);
    risk.always_exact -= score->answered_exact / (double)score->n;
    risk.always_f1 -= score->answered_f1 / (double)score->n;
    /* Those without an answer come last, or among answers with a confidence of 0. */
    risk.calibration = calibration_error(score->said, score->n_answered);
    return risk;
}

double cli_score_percent(double sum, size_t n)
{
    char digits[64];

    if (n == 0)
        return 0;
    snprintf(digits, sizeof(digits), "%.1f", 100.0 * sum / (double)n);
    return strtod(digits, NULL);
}
