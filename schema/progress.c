/* Which stage has been done for which document, by which version of its code. */
#include "schema/stmt.h"

int cn_progress_put(cn_store *store, cairn_id document, int stage, int version, const char *outcome,
                    cairn_error *err)
{
    /* Not OR REPLACE: with a foreign key that costs a savepoint, a third of the time. */
    static const char sql[] =
        "INSERT INTO progress (document, stage, version, outcome) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (document, stage) DO UPDATE SET version = ?3, outcome = ?4";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, document);
    cn_stmt_bind_i64(stmt, 2, stage);
    cn_stmt_bind_i64(stmt, 3, version);
    cn_stmt_bind_str(stmt, 4, outcome);
    return cn_stmt_run(stmt, err);
}

int cn_progress_count_undone(cn_store *store, int stage, int version, uint64_t *n, cairn_error *err)
{
    static const char sql[] =
        "SELECT count(*) FROM document AS d WHERE " CN_SQL_STAYING_D
        " AND NOT EXISTS (SELECT 1 FROM progress AS p WHERE p.document = d.id AND p.stage = ?1"
        "                 AND p.version = ?2 AND p.outcome = '')";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *n = 0;
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, stage);
    cn_stmt_bind_i64(stmt, 2, version);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        *n = (uint64_t)cn_stmt_i64(stmt, 0);
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}
