/* Makes delimiter rows of Markdown tables long enough for md4c.
 *
 * GitHub takes "|-|:-:|" for one; md4c 0.4.8 wants three characters in each cell. So such rows are
 * widened in a copy, and offsets in the copy are mapped back. Private to read_markdown.c. */
#ifndef CN_INGEST_DELIMITER_ROWS_H
#define CN_INGEST_DELIMITER_ROWS_H

#include "base/buf.h"

typedef struct cn_delimiter_row {
    size_t end;   /* of the row in the copy */
    size_t n_new; /* bytes put in up to there */
} cn_delimiter_row;

typedef struct cn_delimiter_rows {
    cn_buf text; /* the copy; empty when nothing had to be widened */
    cn_delimiter_row *rows;
    size_t n, cap;
} cn_delimiter_rows;

void cn_delimiter_rows_init(cn_delimiter_rows *rows);
void cn_delimiter_rows_done(cn_delimiter_rows *rows);
int cn_delimiter_rows_widen(cn_delimiter_rows *rows, const char *text, size_t len,
                            cairn_error *err);
/* An offset in the copy, not inside a widened row -> in the text. */
size_t cn_delimiter_rows_unmap(const cn_delimiter_rows *rows, size_t at);

#endif
