/* Word classes by the exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998): each
 * word in turn goes to the class where the bigrams of classes say most about each other, until the
 * rounds are over. In whole numbers, so that ties are ties on every machine. */
#ifndef CN_TRAIN_EXCHANGE_H
#define CN_TRAIN_EXCHANGE_H

#include "base/status.h"

typedef struct cn_bigram {
    uint32_t left, right, count;
} cn_bigram;

/* Items 0..n_items-1, the most frequent first; bigrams sorted by left, right, each once. classes:
 * n_items, replaced: 0..n_classes-1. Time: rounds * bigrams * n_classes. */
int cn_exchange(const cn_bigram *bigrams, size_t n_bigrams, uint32_t n_items, uint32_t n_classes,
                int rounds, uint32_t *classes, cairn_error *err);

#endif
