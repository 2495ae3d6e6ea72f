/* How the words of a step fit a table: columns, cells and title. */
#ifndef CN_RETRIEVE_TABLES_FIT_H
#define CN_RETRIEVE_TABLES_FIT_H

#include "retrieve/tables_ask.h"
#include "retrieve/tables_rows.h"

enum { CN_TABLE_NONE = CN_TABLE_COLUMNS_MAX };

typedef struct cn_table_fit {
    const cn_table *table;
    const cn_table_ask *ask;
    uint32_t *row_words; /* of each row: bits of the ask's words that stand in its cells */
    uint32_t filter;     /* bits of words that a row must have */
    size_t answer;       /* column */
    size_t measure;      /* column of numbers, CN_TABLE_NONE: none is named */
    size_t year;         /* column for limits by year, CN_TABLE_NONE: none */
    bool is_lookup;      /* "how many inhabitants": the number stands in a cell */
    bool has_names;      /* all words with a capital stand there too */
    double explained;    /* share of the words that stand in column, cell or title */
} cn_table_fit;

/* Caller frees with cn_table_fit_done. */
int cn_table_fit_make(cn_table_fit *fit, const cn_view *view, const cn_question *question,
                      const cn_table_ask *ask, const cn_table *table, cairn_error *err);
void cn_table_fit_done(cn_table_fit *fit);
/* Words and limits. */
bool cn_table_row_fits(const cn_table_fit *fit, size_t row);

#endif
