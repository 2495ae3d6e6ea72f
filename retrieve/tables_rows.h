/* The rows of a table chunk: "header: value" lines, a blank line between rows. */
#ifndef CN_RETRIEVE_TABLES_ROWS_H
#define CN_RETRIEVE_TABLES_ROWS_H

#include "base/arena.h"
#include "base/words.h"
#include "retrieve/value.h"

enum { CN_TABLE_COLUMNS_MAX = 24, CN_TABLE_ROWS_MAX = 4096 };

typedef struct cn_table_cell {
    const char *text; /* "" for an empty one */
    size_t len;
    double number; /* of a date its year, of a quantity itself; of a range where it begins */
    double last;   /* where it ends */
    bool is_number;
    bool is_date;  /* number and last are years and parts of one */
    cairn_id fact; /* of a table made of facts, else 0 */
} cn_table_cell;

typedef struct cn_table_row {
    cairn_id chunk;
    size_t first, n;  /* bytes of the chunk's text */
    cairn_id subject; /* of a table made of facts, else 0 */
    cn_table_cell cells[CN_TABLE_COLUMNS_MAX];
} cn_table_row;

typedef struct cn_table {
    cairn_id document; /* 0: made of facts */
    const char *title;
    const char *columns[CN_TABLE_COLUMNS_MAX]; /* in small letters, blanks for '_' */
    size_t n_columns;
    cn_table_row *rows;
    size_t n_rows, cap_rows;
} cn_table;

/* Reads the number that the cell's text is, if it is one. */
void cn_table_cell_read(cn_table_cell *cell);
/* Adds the rows of a chunk; strings go into the arena. Rows with another first column than the
 * table's are left out: they belong to another table. */
int cn_table_add_chunk(cn_table *table, cn_arena *arena, cairn_id chunk, const char *text,
                       size_t len, cairn_error *err);
void cn_table_done(cn_table *table);

#endif
