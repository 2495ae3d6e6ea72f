/* The words of references.weights: nouns that stand for names, words before names, and first names
 * with how often he or she bore them. */
#ifndef CN_TRAIN_REFERENCES_WORDS_H
#define CN_TRAIN_REFERENCES_WORDS_H

#include "ingest/reference_parts.h"

typedef struct cn_reference_words {
    cn_reference_word *slots; /* hash table as reference_names.c looks it up */
    size_t n_slots, n_nouns, n_names;
} cn_reference_words;

/* nouns: a file as data/models/en/reference-nouns.txt. corpora: JSONL files of objects with "title"
 * and "text": a passage whose title is a name and that says "he" far more often than "she", or the
 * reverse, counts for the title's first word; so does a word behind "Mrs" or "his wife". Caller
 * frees with cn_reference_words_done(). */
int cn_reference_words_make(cn_reference_words *words, const char *nouns, char **corpora,
                            size_t n_corpora, cairn_error *err);
void cn_reference_words_done(cn_reference_words *words);

#endif
