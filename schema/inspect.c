/* How many rows of each kind there are. */
#include "schema/stmt.h"

/* Pending documents are not published yet: their rows are counted apart and taken off, which
 * costs little, because SQLite counts a whole table without looking at its rows; mentions and
 * statements, which are no rows, are counted beside their blobs. */
#define COUNT_PUBLISHED(what, table, id, bits)                                                     \
    "(SELECT " what " FROM " table " AS t) - "                                                     \
    "(SELECT " what " FROM unsettled AS u CROSS JOIN " table " AS t "                              \
    " ON t." id " BETWEEN u.document << " bits " AND (u.document + 1 << " bits ") - 1 "            \
    " WHERE u.state = 0), "

int cn_store_count(cn_store *store, cairn_stats *stats, cairn_error *err)
{
    /* clang-format off */
    static const char sql[] =
        "SELECT " COUNT_PUBLISHED("count(*)", "document", "id", "0")
                  COUNT_PUBLISHED("count(*)", "chunk", "id", "20")
                  COUNT_PUBLISHED("coalesce(sum(t.n), 0)", "mention", "chunk", "20")
                  COUNT_PUBLISHED("coalesce(sum(t.n), 0)", "statement", "chunk", "20")
        "(SELECT count(*) FROM entity), (SELECT count(*) FROM fact), "
        "(SELECT count(*) FROM conflict), (SELECT count(*) FROM vector), "
        "(SELECT count(*) FROM unsettled)";
    /* clang-format on */
    uint64_t *const counts[] = {&stats->documents,  &stats->chunks,   &stats->mentions,
                                &stats->statements, &stats->entities, &stats->facts,
                                &stats->conflicts,  &stats->vectors,  &stats->pending};
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *stats = (cairn_stats){.documents = 0};
    if (rc < 0)
        return rc;
    rc = cn_stmt_next(stmt, err);
    for (int i = 0; rc == CAIRN_ROW && i < (int)(sizeof(counts) / sizeof(counts[0])); i++)
        *counts[i] = (uint64_t)cn_stmt_i64(stmt, i);
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}
