/* Rows of an HTML table -> blocks; what read_html.c needs of it. Private to read_html.c. */
#ifndef CN_INGEST_HTML_TABLE_H
#define CN_INGEST_HTML_TABLE_H

#include "ingest/reader.h"

#define CN_SPAN_MAX 256 /* columns a cell may span; rows, too */

typedef struct cn_html_cell {
    const char *text;
    size_t len;
    unsigned colspan, rowspan;
    bool is_header; /* th */
} cn_html_cell;

typedef struct cn_html_table {
    cn_cells header;             /* names of the columns, by column */
    cn_cells row;                /* the open row, by column */
    cn_cells before;             /* the row before it, for cells that span rows */
    cn_buf caption;              /* not written yet: names a table of pairs, else a paragraph */
    cn_buf pairs;                /* "th: td" rows so far */
    unsigned spans[CN_SPAN_MAX]; /* rows that the cell of each column still covers */
    size_t n_header, n_data;     /* cells of the open row, as written */
    size_t n_repeated;           /* bytes repeated for spanning cells, in all tables */
    bool has_rows;
} cn_html_table;

void cn_html_table_init(cn_html_table *table);
void cn_html_table_done(cn_html_table *table);
void cn_html_table_start(cn_html_table *table); /* forgets the table before */
int cn_html_table_cell(cn_html_table *table, const cn_html_cell *cell, cairn_error *err);
int cn_html_table_end_row(cn_html_table *table, bool in_head, cn_document *doc, cairn_error *err);
/* `name` is what the page is about: the subject of a table of pairs without a caption. */
int cn_html_table_end(cn_html_table *table, const char *name, cn_document *doc, cairn_error *err);

#endif
