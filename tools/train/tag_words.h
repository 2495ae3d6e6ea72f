/* Tags and the lexicon of the tagger, counted from a treebank and a list of clusters. */
#ifndef CN_TRAIN_TAG_WORDS_H
#define CN_TRAIN_TAG_WORDS_H

#include "ingest/tag.h"
#include "ingest/tagger_features.h"
#include "tools/train/conllu.h"

/* Owns what a cn_tag_lexicon borrows. */
typedef struct cn_tag_words {
    cn_tag tags[CN_TAGS_MAX];
    uint32_t n_tags;
    cn_tag_word *words;
    uint32_t n_words, n_used; /* slots */
    uint64_t sets[CN_TAG_SETS_MAX];
    uint32_t n_sets;
    uint32_t clusters[CN_TAG_CLUSTERS_MAX];
    uint32_t n_clusters;
    uint32_t closed[CN_TAG_CLOSED_MAX];
    uint32_t n_closed;
} cn_tag_words;

/* clusters: a file of lines "cluster TAB form" (tools/train/clusters.c), or NULL. Caller frees with
 * cn_tag_words_done(). */
int cn_tag_words_make(cn_tag_words *words, const cn_conllu *treebank, const char *clusters,
                      cairn_error *err);
void cn_tag_words_done(cn_tag_words *words);
cn_tag_lexicon cn_tag_words_lexicon(const cn_tag_words *words);
/* The tag of a word of a treebank, or the nearest that there is. */
uint32_t cn_tag_words_tag(const cn_tag_words *words, const cn_conllu_word *word);
/* CN_MORPH bits of a word: those of tags, and those of closed classes. */
uint32_t cn_morph_of_tag(const cn_conllu_word *word);
uint32_t cn_morph_of_word(const cn_conllu_word *word);

#endif
