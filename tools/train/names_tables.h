/* What unlabelled text tells of words and names: how words are capitalised, what kind of thing a
 * title names (its first sentence says), and what a first recogniser takes them for. */
#ifndef CN_TRAIN_NAMES_TABLES_H
#define CN_TRAIN_NAMES_TABLES_H

#include "base/map.h"
#include "tools/train/names_data.h"

enum { NAMES_ROLES = 6, NAMES_KINDS = CN_KIND_COUNT + 1 }; /* the last: a capital, no name */

typedef struct names_word_count {
    uint64_t key;
    uint32_t n, lower, capital; /* lower, capital: inside sentences */
    uint16_t kinds[NAMES_ROLES][NAMES_KINDS];
} names_word_count;

typedef struct names_phrase_count {
    uint64_t key;
    uint32_t n;
    uint16_t kinds[NAMES_KINDS];
    uint8_t title; /* kind + 1 */
} names_phrase_count;

typedef struct names_counts {
    cn_map word_index, phrase_index;
    names_word_count *words;
    size_t n_words, cap_words;
    names_phrase_count *phrases;
    size_t n_phrases, cap_phrases;
} names_counts;

void names_counts_init(names_counts *counts);
void names_counts_done(names_counts *counts);
/* Capitals and titles. */
int names_count_use(names_counts *counts, names_reader *reader, const names_documents *corpus,
                    cairn_error *err);
/* Forgets what names_count_labels added. */
void names_forget_labels(names_counts *counts);
/* labels: of all tokens of the document. */
int names_count_labels(names_counts *counts, const names_document *document, const uint8_t *labels,
                       cairn_error *err);

/* Tables as they are stored; words and phrases are allocated, freed by names_tables_done. */
int names_tables_pack(const names_counts *counts, cn_name_tables *tables, cairn_error *err);
void names_tables_done(cn_name_tables *tables);

#endif
