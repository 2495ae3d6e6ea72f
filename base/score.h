/* How right an answer is and how much was found, as the scorers of SQuAD and its kin count it, to
 * the last digit: so that figures can be set beside published ones. */
#ifndef CN_BASE_SCORE_H
#define CN_BASE_SCORE_H

#include "base/buf.h"

/* What is right for one question. */
typedef struct cn_truth {
    const char *const *answers; /* the best counts; none: the question has no answer */
    size_t n_answers;
    const char *const *gold; /* URIs, no two equal; none: not said */
    size_t n_gold;
} cn_truth;

/* Lower case, no ASCII punctuation, no articles, one blank between words. Appends to out. */
int cn_score_normal(const char *text, cn_buf *out, cairn_error *err);
/* Share of words in common, 0..1, of two normal forms. */
int cn_score_f1(const char *prediction, const char *truth, double *f1, cairn_error *err);

/* Exact match and F1, 0..1, with the best of the accepted answers. answer NULL or "": none, which
 * is right for a question without an answer, and wrong for any other. */
int cn_score_answer(const char *answer, const cn_truth *truth, double *exact, double *f1,
                    cairn_error *err);
/* Gold URIs among the first k of the n retrieved. */
size_t cn_score_found(const cn_truth *truth, const char *const *retrieved, size_t n, size_t k);

#endif
