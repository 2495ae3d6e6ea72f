/* The usual figures of retrieval and question answering, as the scorers of SQuAD and its kin count
 * them, to the last digit: so that they can be set beside published ones. */
#ifndef CN_APPS_CLI_SCORE_H
#define CN_APPS_CLI_SCORE_H

#include "base/buf.h"

/* What is right for one question. */
typedef struct cli_truth {
    const char *const *answers; /* at least one; the best counts */
    size_t n_answers;
    const char *const *gold; /* URIs, at least one, no two equal */
    size_t n_gold;
} cli_truth;

/* Sums over questions. Init with {0}. */
typedef struct cli_score {
    size_t n, n_answered, n_complete; /* n_complete: every gold URI is in the first 5 */
    double recall_2, recall_5, recall_10;
    double exact, f1;
} cli_score;

/* Lower case, no ASCII punctuation, no articles, one blank between words. Appends to out. */
int cli_score_normal(const char *text, cn_buf *out, cairn_error *err);
/* Share of words in common, 0..1, of two normal forms. */
int cli_score_f1(const char *prediction, const char *truth, double *f1, cairn_error *err);

/* Adds one question. answer: NULL for none. */
int cli_score_add(cli_score *score, const cli_truth *truth, const char *const *retrieved, size_t n,
                  const char *answer, cairn_error *err);
/* 100 * sum / n, rounded to one decimal. */
double cli_score_percent(double sum, size_t n);

#endif
