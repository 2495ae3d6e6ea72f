/* The rows of a table of claims, one at a time, for cairn_resolve_path().
 *
 * The separator is the one that splits most of the first lines alike: tab , ; or |. Between tabs,
 * quotes are letters; elsewhere cells in double quotes may hold separators, line ends and doubled
 * quotes. A quote that is never closed ends its record with the line, and from then on all records
 * end with theirs, so that time stays linear. Any encoding is read. */
#ifndef CN_API_RESOLVE_TABLE_H
#define CN_API_RESOLVE_TABLE_H

#include "base/buf.h"

typedef struct cn_cell {
    const char *text; /* not NUL-terminated; borrowed for the call */
    size_t len;
} cn_cell;

enum { CN_RESOLVE_CELLS_MAX = 256 }; /* of a row; more are left out */

typedef int (*cn_resolve_row_fn)(const cn_cell *cells, size_t n, size_t line, void *user,
                                 cairn_error *err);

/* Calls fn for each row that is not empty. path "-" is standard input. */
int cn_resolve_table_read(const char *path, cn_resolve_row_fn fn, void *user, cairn_error *err);

#endif
