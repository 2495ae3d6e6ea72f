/* The k best of many, by (score descending, id ascending): equal scores rank
 * the same on every run. A bounded heap: O(n log k). */
#ifndef CN_BASE_TOPK_H
#define CN_BASE_TOPK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cn_scored {
    double score;
    uint64_t id;
} cn_scored;

typedef struct cn_topk {
    cn_scored *items; /* after cn_topk_sort(): best first */
    size_t n;
    size_t k;
} cn_topk;

bool cn_topk_init(cn_topk *top, size_t k);
void cn_topk_done(cn_topk *top);
void cn_topk_offer(cn_topk *top, uint64_t id, double score);
void cn_topk_sort(cn_topk *top);

#endif
