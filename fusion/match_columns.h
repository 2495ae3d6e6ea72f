/* The columns of one or two tables, told by their data: which belong together, what each holds.
 *
 * Columns of two tables belong together when their names are equal but for case and marks; the
 * rest by what their cells hold: words in common, or numbers of the same size. */
#ifndef CN_FUSION_MATCH_COLUMNS_H
#define CN_FUSION_MATCH_COLUMNS_H

#include "base/status.h"

enum {
    CN_MATCH_COLUMNS_MAX = 32, /* compared; further ones are left out */
    CN_MATCH_CELL_MAX = 2048   /* bytes of a cell that are looked at */
};

/* A table as it was read: cell (r, c) is text[ends[r * n_columns + c - 1] .. ends[... + c]). */
typedef struct cn_match_rows {
    size_t n_rows, n_columns;
    const char *text;
    const size_t *ends;
    char *const *columns; /* names */
    size_t id_column;     /* not compared; SIZE_MAX: none */
} cn_match_rows;

typedef enum cn_match_kind {
    CN_MATCH_TEXT,   /* a name, a title, a list of persons */
    CN_MATCH_LONG,   /* a description */
    CN_MATCH_NUMBER, /* a price */
    CN_MATCH_YEAR
} cn_match_kind;

typedef struct cn_match_column {
    const char *name; /* borrowed from the rows */
    size_t in[2];     /* its place in either table; SIZE_MAX: not there */
    cn_match_kind kind;
    size_t n_values; /* different ones, up to a bound; filled in by match_records.c */
    size_t n_filled;
} cn_match_column;

/* One cell, without blanks at its ends, cut to CN_MATCH_CELL_MAX. */
const char *cn_match_cell_text(const cn_match_rows *rows, size_t row, size_t column, size_t *len);
/* "$1,299.00" -> 1299; false when more than a number stands there. */
bool cn_match_cell_number(const char *text, size_t len, double *number);

/* b may be NULL. *n: how many of columns[CN_MATCH_COLUMNS_MAX] are filled. */
int cn_match_columns_find(const cn_match_rows *a, const cn_match_rows *b, cn_match_column *columns,
                          size_t *n, cairn_error *err);

#endif
