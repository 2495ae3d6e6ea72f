/* Attachment scores, punctuation included, as the CoNLL 2018 task counts. */
#include "tools/train/parser_score.h"

#include <string.h>

static bool is_same_type(int a, int b)
{
    const char *x = cn_dep_name(a), *y = cn_dep_name(b);
    const size_t n = strcspn(x, ":");

    return n == strcspn(y, ":") && memcmp(x, y, n) == 0;
}

void cn_parse_score_add(cn_parse_score *score, const cn_token *right, const cn_token *guess,
                        size_t n)
{
    score->n_tokens += n;
    for (size_t i = 0; i < n; i++) {
        if (right[i].head != guess[i].head)
            continue;
        score->n_heads++;
        score->n_labels += right[i].label == guess[i].label;
        score->n_universal += is_same_type(right[i].label, guess[i].label);
    }
}

double cn_per_cent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0.0;
}
