/* A CSV file as a table in memory, for cairn_match_path().
 *
 * The separator is the one that splits the header into most cells: , ; | % or a tab. Cells in
 * double quotes may hold separators, line ends and doubled quotes; a quote that is never closed
 * ends its record with the line, and from then on all records end with theirs, so that time stays
 * linear. Short rows are filled up, cells beyond the header are left out; both are reported.
 * Character references (&amp;) are resolved. Any encoding is read. */
#ifndef CN_API_MATCH_TABLE_H
#define CN_API_MATCH_TABLE_H

#include "base/buf.h"
#include "fusion/match_columns.h"

typedef struct cn_match_table {
    cn_buf text; /* all cells */
    size_t *ends;
    size_t n_cells, cells_cap;
    char **columns;
    size_t n_columns;
    cn_match_rows rows; /* the above as fusion wants it */
} cn_match_table;

/* Caller frees with cn_match_table_done, also after a failure. has_header false: the first record
 * is a row like the others, and columns have no names. */
int cn_match_table_read(const char *path, bool has_header, cn_match_table *table,
                        cairn_issue_fn issue, void *user, cairn_error *err);
void cn_match_table_done(cn_match_table *table);

#endif
