/* The usual figures of retrieval and question answering, summed over questions; see base/score.h
 * for how one question counts. */
#ifndef CN_APPS_CLI_SCORE_H
#define CN_APPS_CLI_SCORE_H

#include "base/score.h"

/* What was answered to one question; all 0 where nothing was. An answer to a question that has
 * none counts as wrong. */
typedef struct cli_said {
    double confidence, exact, f1;
} cli_said;

/* Sums over questions. Init with {0}. */
typedef struct cli_score {
    size_t n, n_answered;
    size_t n_gold;                   /* questions of which it is said where the answer stands */
    size_t n_complete;               /* every gold URI is in the first 5 */
    size_t n_impossible, n_declined; /* questions without an answer, and those not answered */
    double recall_1, recall_2, recall_5, recall_10;
    double exact, f1;                   /* of all; declining what has no answer is right */
    double answered_exact, answered_f1; /* of what was answered */
    cli_said *said;                     /* one a question */
    size_t cap;
} cli_score;

/* Adds one question. answer: NULL for none. */
int cli_score_add(cli_score *score, const cn_truth *truth, const char *const *retrieved, size_t n,
                  const char *answer, double confidence, cairn_error *err);
void cli_score_done(cli_score *score);
/* 100 * sum / n, rounded to one decimal. */
double cli_score_percent(double sum, size_t n);

/* Risk is 1 - exact match or 1 - F1. Shares, 0..1. */
typedef struct cli_risk {
    double area_exact, area_f1;     /* under the curve of risk and coverage, the surest first */
    double always_exact, always_f1; /* risk of answering always: that area without any order */
    double calibration; /* expected error of confidence as the chance of an exact match */
} cli_risk;
/* Sorts score->said. */
cli_risk cli_score_risk(cli_score *score);

#endif
