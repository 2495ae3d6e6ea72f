/* Treebanks in CoNLL-U (universaldependencies.org/format): read whole, words and sentences in
 * arrays. Ranges of multiword tokens and empty nodes are left out; comments but for "# text". */
#ifndef CN_TRAIN_CONLLU_H
#define CN_TRAIN_CONLLU_H

#include "base/buf.h"
#include "base/tree.h"

typedef struct cn_span {
    const char *text; /* borrowed from the treebank; no NUL behind it */
    size_t len;
} cn_span;

typedef struct cn_conllu_word {
    cn_span form, lemma, feats, deprel;
    uint16_t head; /* 1-based, 0: the root */
    uint8_t upos;  /* cn_upos */
    uint8_t label; /* cn_dep */
    bool space_after;
} cn_conllu_word;

typedef struct cn_conllu_sentence {
    uint32_t first, n; /* words of the treebank */
    cn_span text;      /* of "# text = ", empty without it */
} cn_conllu_sentence;

typedef struct cn_conllu {
    cn_buf file;
    cn_conllu_word *words;
    size_t n_words, cap_words;
    cn_conllu_sentence *sentences;
    size_t n_sentences, cap_sentences;
} cn_conllu;

/* CAIRN_EPARSE with the line for what is no CoNLL-U. Caller frees with cn_conllu_done(). */
int cn_conllu_read(cn_conllu *treebank, const char *path, cairn_error *err);
void cn_conllu_done(cn_conllu *treebank);

/* The value of a feature, e.g. "Plur" of "Number"; empty when the word has none. */
cn_span cn_conllu_feature(const cn_conllu_word *word, const char *name);
bool cn_span_is(cn_span span, const char *text);

/* Adds a copy of each sentence with a word of this form, part of speech and a name before it, the
 * word written as `other`: what a treebank has in too few sentences. */
int cn_conllu_vary(cn_conllu *treebank, const char *form, uint8_t upos, const char *other,
                   cairn_error *err);

/* A sentence as the tokenizer would hand it on: key, first, len, flags of each token are set, the
 * rest is 0. Replaces text and tree; the tree's tokens (room for CN_TREE_MAX) are the caller's.
 * A longer sentence is CAIRN_ENOTFOUND without a message: pass it over. */
int cn_conllu_tree(const cn_conllu *treebank, size_t sentence, cn_buf *text, cn_tree *tree,
                   cairn_error *err);

#endif
