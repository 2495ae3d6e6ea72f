/* Lemmas of a treebank -> rules by endings, for ingest/lemma.c. */
#ifndef CN_TRAIN_LEMMAS_H
#define CN_TRAIN_LEMMAS_H

#include "ingest/lemma.h"
#include "tools/train/conllu.h"

typedef struct cn_lemma_tables {
    cn_lemma_rule *rules;
    size_t n_rules, cap_rules;
    cn_lemma_ending *endings;
    uint32_t n_endings;
} cn_lemma_tables;

/* morphs: CN_MORPH bits of each word of the treebank, as the tagger's tags give them. Caller frees
 * with cn_lemma_tables_done(). */
int cn_lemma_tables_make(cn_lemma_tables *tables, const cn_conllu *treebank, const uint32_t *morphs,
                         cairn_error *err);
void cn_lemma_tables_done(cn_lemma_tables *tables);

#endif
