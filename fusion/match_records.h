/* Rows made ready for comparing: each cell's words, weights, character trigrams and number; each
 * row's words over all cells and its codes (model numbers and the like).
 *
 * Words are folded and numbered. Weights are TF-IDF over the column, for a row over all of it,
 * each vector of length 1. Rows of two tables stand one after the other. */
#ifndef CN_FUSION_MATCH_RECORDS_H
#define CN_FUSION_MATCH_RECORDS_H

#include "base/buf.h"
#include "base/map.h"
#include "fusion/match_columns.h"

enum {
    CN_MATCH_WORDS_MAX = 256, /* of a cell; the rest is left out */
    CN_MATCH_CODES_MAX = 24,  /* of a row */
    CN_MATCH_VALUES_MAX = 48  /* different values of a column that is a choice of few */
};

typedef struct cn_match_term {
    uint32_t id;
    float weight;
} cn_match_term;

typedef struct cn_match_range {
    uint32_t first, n;
} cn_match_range;

typedef struct cn_match_cell {
    cn_match_range words; /* in their order */
    cn_match_range terms, grams;
    uint32_t value; /* which of the column's values; UINT32_MAX when it has too many */
    bool is_filled, has_number;
    double number;
} cn_match_cell;

typedef struct cn_match_record {
    cn_match_range terms; /* all words and codes */
    cn_match_range codes; /* words[] */
    uint64_t content;     /* equal for rows with the same words in the same columns */
} cn_match_record;

typedef struct cn_match_word {
    size_t first;
    uint64_t letters; /* a bit for each letter and digit in it: quick look before comparing */
    uint16_t len;
    uint32_t n_rows; /* rows with it */
} cn_match_word;

typedef struct cn_match_records {
    cn_match_column columns[CN_MATCH_COLUMNS_MAX];
    size_t n_columns;
    size_t n_left, n_rows; /* rows of the first table; of both */
    bool is_two;
    cn_match_cell *cells; /* n_rows x n_columns */
    cn_match_record *records;
    cn_map ids;      /* hash of a word -> its number */
    cn_buf spelling; /* of all words */
    cn_match_word *vocabulary;
    size_t n_vocabulary, vocabulary_cap;
    uint32_t *words; /* of all cells, and codes of all rows */
    float *word_idf; /* beside words */
    size_t n_words, words_cap;
    cn_match_term *terms; /* of all cells, their grams, and all rows */
    size_t n_terms, terms_cap;
} cn_match_records;

/* b may be NULL. Caller frees with cn_match_records_done, also after a failure. */
int cn_match_records_build(cn_match_records *records, const cn_match_rows *a,
                           const cn_match_rows *b, cairn_error *err);
void cn_match_records_done(cn_match_records *records);
double cn_match_cosine(const cn_match_records *records, cn_match_range a, cn_match_range b);

#endif
