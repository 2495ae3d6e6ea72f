/* Names of a question -> entities of the snapshot. Internal to question.c. */
#ifndef CN_RETRIEVE_QUESTION_LINKS_H
#define CN_RETRIEVE_QUESTION_LINKS_H

#include "retrieve/retrieve.h"

enum {
    CN_NAME_WORDS_MAX = 12,        /* words in a name */
    CN_MEANINGS_MAX = CN_LINKS_MAX /* of one name */
};

/* What one name of the question may mean: entities, by ordinal. */
typedef struct cn_meanings {
    uint32_t entities[CN_MEANINGS_MAX];
    uint32_t n;
} cn_meanings;

/* Fills question->links from question->words. */
int cn_question_link(cn_question *question, const cn_view *view, cairn_error *err);

/* Is a chunk about it? */
bool cn_entity_is_about(const cn_snapshot *snapshot, uint32_t entity);
/* Adds what the key of words[0..n) means and is not there yet; only what a chunk is about when
 * is_about. */
void cn_meanings_add(cn_meanings *meanings, const cn_snapshot *snapshot, const cn_word *words,
                     size_t n, bool is_about);

/* Other ways to write a name: with or without "the" or "and", and with what it is behind it:
 * "Capote" for "Capote (film)". */
typedef struct cn_variants {
    cn_words words; /* those that may be added; empty until first needed */
    size_t n_kinds; /* words before the years */
} cn_variants;

void cn_variants_done(cn_variants *variants);
/* What a chunk is about and the name words[0..n), written otherwise, means. Some 200 look-ups. */
int cn_variants_find(cn_variants *variants, const cn_view *view, const cn_word *words, size_t n,
                     cn_meanings *meanings, cairn_error *err);

#endif
