/* Chunks: the pieces of documents that are searched and cited.
 *
 * A document's chunks are a range of ids, so every walk over "chunks of documents that ..." reads
 * documents in id order and the chunks of each as one range: CROSS JOIN keeps SQLite from
 * turning the loops round, and the result is in chunk id order without a sort. */
#include <string.h>

#include "schema/stmt.h"

#define CHUNK_COLUMNS "c.id, c.kind, c.heading, c.first_byte, c.src_first, c.src_len, c.text"
#define FROM_CHUNKS_OF_DOCUMENTS " FROM document AS d CROSS JOIN chunk AS c ON " CN_SQL_CHUNK_OF_D

int cn_chunk_put(cn_store *store, const cn_chunk_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO chunk (id, kind, heading, first_byte, src_first, src_len, text) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->id);
    cn_stmt_bind_i64(stmt, 2, row->kind);
    cn_stmt_bind_str(stmt, 3, row->heading);
    cn_stmt_bind_i64(stmt, 4, (int64_t)row->first_byte);
    cn_stmt_bind_i64(stmt, 5, (int64_t)row->src_first);
    cn_stmt_bind_i64(stmt, 6, (int64_t)row->src_len);
    cn_stmt_bind_text(stmt, 7, row->text, row->text_len);
    return cn_stmt_run(stmt, err);
}

static int read_chunk(cn_stmt *stmt, cn_chunk_row *row, cairn_error *err)
{
    row->id = cn_stmt_i64(stmt, 0);
    row->kind = (int)cn_stmt_i64(stmt, 1);
    row->heading = cn_stmt_text(stmt, 2, NULL);
    row->first_byte = (uint64_t)cn_stmt_i64(stmt, 3);
    row->src_first = (uint64_t)cn_stmt_i64(stmt, 4);
    row->src_len = (uint64_t)cn_stmt_i64(stmt, 5);
    row->text = cn_stmt_text(stmt, 6, &row->text_len);
    return cn_stmt_row(stmt, err);
}

int cn_chunk_move(cn_store *store, cairn_id id, uint64_t src_first, uint64_t src_len,
                  cairn_error *err)
{
    static const char sql[] = "UPDATE chunk SET src_first = ?2, src_len = ?3 WHERE id = ?1";
    const int64_t values[] = {id, (int64_t)src_first, (int64_t)src_len};

    return cn_stmt_run_ids(store, sql, values, 3, err);
}

int cn_chunk_get(cn_store *store, cairn_id id, cn_chunk_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT " CHUNK_COLUMNS " FROM chunk AS c WHERE c.id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_chunk_row){.id = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        rc = read_chunk(stmt, row, err);
    else if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no chunk %lld in %s", (long long)id, store->label);
    if (rc == CAIRN_ROW) {
        cn_borrowed strings[] = {{&row->heading, strlen(row->heading)},
                                 {&row->text, row->text_len}};

        rc = cn_stmt_keep(store, CN_KEPT_CHUNK, strings, 2, err);
    }
    cn_stmt_free(stmt);
    return rc;
}

int cn_chunk_scan(cn_store *store, cairn_id document, cn_cursor **cursor, cairn_error *err)
{
    static const char sql_all[] = "SELECT " CHUNK_COLUMNS FROM_CHUNKS_OF_DOCUMENTS
                                  " WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, c.id";
    static const char sql_ahead[] = "SELECT " CHUNK_COLUMNS FROM_CHUNKS_OF_DOCUMENTS
                                    " WHERE " CN_SQL_STAYING_D " ORDER BY d.id, c.id";
    static const char sql_one[] =
        "SELECT " CHUNK_COLUMNS " FROM chunk AS c WHERE c.id BETWEEN ?1 AND ?2 ORDER BY c.id";
    const char *sql_many = store->looks_ahead ? sql_ahead : sql_all;
    int rc = cn_cursor_new(store, document ? sql_one : sql_many, cursor, err);

    if (rc < 0 || !document)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, cn_chunk_id(document, 0));
    cn_stmt_bind_i64((*cursor)->stmt, 2, cn_chunk_id(document + 1, 0) - 1);
    return CAIRN_OK;
}

int cn_chunk_scan_undone(cn_store *store, int stage, int version, cn_cursor **cursor,
                         cairn_error *err)
{
    /* What failed is undone: it is tried again with the next build. */
    static const char sql[] =
        "SELECT " CHUNK_COLUMNS FROM_CHUNKS_OF_DOCUMENTS " WHERE " CN_SQL_STAYING_D
        " AND NOT EXISTS (SELECT 1 FROM progress AS p WHERE p.document = d.id AND p.stage = ?1"
        "                 AND p.version = ?2 AND p.outcome = '') "
        "ORDER BY d.id, c.id";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, stage);
    cn_stmt_bind_i64((*cursor)->stmt, 2, version);
    return CAIRN_OK;
}

int cn_chunk_scan_unembedded(cn_store *store, int64_t space, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT " CHUNK_COLUMNS FROM_CHUNKS_OF_DOCUMENTS " WHERE " CN_SQL_STAYING_D
        " AND NOT EXISTS (SELECT 1 FROM vector AS v WHERE v.space = ?1 AND v.chunk = c.id) "
        "ORDER BY d.id, c.id";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc == CAIRN_OK)
        cn_stmt_bind_i64((*cursor)->stmt, 1, space);
    return rc;
}

int cn_chunk_next(cn_cursor *cursor, cn_chunk_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    return rc == CAIRN_ROW ? read_chunk(cursor->stmt, row, err) : rc;
}
