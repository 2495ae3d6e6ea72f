/* What the extractor saw: names, relations, mentions, statements.
 *
 * This is the bulk of a load: about forty rows a document. A name is written once and used many
 * times, and its id is the hash of its surface; so the store remembers which ids are surely in
 * the table, and a name seen before costs a hash and a look into memory. The mentions of a chunk
 * are one row, packed as pack.c says. */
#include <assert.h>

#include "schema/stmt.h"

/* Ids remembered of names, and of relations: 32 MB at the most each. Beyond it all are
 * forgotten, and INSERT OR IGNORE finds out anew. */
static const size_t KNOWN_MAX = 1000000;

#define STATEMENT_COLUMNS                                                                          \
    "s.id, s.subject, s.relation, s.object, s.object_type, s.rule, s.confidence, s.first, s.len"

/* ---- Names and relations ---- */

static bool is_known(const cn_map *known, int64_t id)
{
    const uint64_t *value = cn_map_get(known, (uint64_t)id);

    return value && *value;
}

/* Without memory it stays unknown, which costs time only. */
static void remember(cn_map *known, int64_t id)
{
    uint64_t *value;

    if (known->n >= KNOWN_MAX)
        cn_map_clear(known);
    value = cn_map_put(known, (uint64_t)id, NULL);
    if (value)
        *value = 1;
}

static int put_surface(cn_store *store, const char *sql, cn_map *known, const char *surface,
                       size_t len, int64_t *id, cairn_error *err)
{
    cn_stmt *stmt;
    int rc;

    *id = cn_hash_id(surface, len);
    if (is_known(known, *id))
        return CAIRN_OK;
    rc = cn_stmt_open(store, sql, &stmt, err);
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, *id);
    cn_stmt_bind_text(stmt, 2, surface, len);
    rc = cn_stmt_run(stmt, err);
    if (rc == CAIRN_OK)
        remember(known, *id);
    return rc;
}

int cn_name_put(cn_store *store, const char *surface, size_t len, int64_t *id, cairn_error *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO name (id, surface) VALUES (?1, ?2)";

    return put_surface(store, sql, &store->known_names, surface, len, id, err);
}

int cn_relation_put(cn_store *store, const char *surface, size_t len, int64_t *id, cairn_error *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO relation (id, surface) VALUES (?1, ?2)";

    return put_surface(store, sql, &store->known_relations, surface, len, id, err);
}

static int drop_surface(cn_store *store, const char *sql, cn_map *known, int64_t id,
                        cairn_error *err)
{
    uint64_t *value = cn_map_get(known, (uint64_t)id);

    if (value)
        *value = 0;
    return cn_stmt_run_ids(store, sql, &id, 1, err);
}

int cn_name_drop(cn_store *store, int64_t id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM name WHERE id = ?1";

    return drop_surface(store, sql, &store->known_names, id, err);
}

int cn_relation_drop(cn_store *store, int64_t id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM relation WHERE id = ?1";

    return drop_surface(store, sql, &store->known_relations, id, err);
}

int cn_name_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT id, surface FROM name ORDER BY id";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_relation_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT id, surface FROM relation ORDER BY id";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_name_next(cn_cursor *cursor, int64_t *id, const char **surface, size_t *len,
                 cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    *id = cn_stmt_i64(cursor->stmt, 0);
    *surface = cn_stmt_text(cursor->stmt, 1, len);
    return cn_stmt_row(cursor->stmt, err);
}

int cn_relation_next(cn_cursor *cursor, int64_t *id, const char **surface, size_t *len,
                     cairn_error *err)
{
    return cn_name_next(cursor, id, surface, len, err);
}

int cn_relation_get(cn_store *store, int64_t id, const char **surface, cairn_error *err)
{
    static const char sql[] = "SELECT surface FROM relation WHERE id = ?1";
    cn_borrowed string = {surface, 0};
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *surface = "";
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        *surface = cn_stmt_text(stmt, 0, &string.len);
        rc = cn_stmt_row(stmt, err);
    } else if (rc == CAIRN_OK) {
        rc =
            cn_fail(err, CAIRN_ENOTFOUND, 0, "no relation %lld in %s", (long long)id, store->label);
    }
    if (rc == CAIRN_ROW)
        rc = cn_stmt_keep(store, CN_KEPT_RELATION, &string, 1, err);
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Mentions ---- */

/* sql: an INSERT of chunk, n, data, which get their values. */
static int open_mentions(cn_store *store, const char *sql, cairn_id chunk,
                         const cn_mention_row *rows, size_t n, cn_stmt **stmt, cairn_error *err)
{
    cn_buf *packed = cn_stmt_packed(store);
    int rc;

    cn_pack_mentions(packed, rows, n);
    if (packed->status < 0)
        return cn_fail_memory(err, packed->len);
    rc = cn_stmt_open(store, sql, stmt, err);
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(*stmt, 1, chunk);
    cn_stmt_bind_i64(*stmt, 2, (int64_t)n);
    cn_stmt_bind_blob(*stmt, 3, packed->data, packed->len);
    return CAIRN_OK;
}

int cn_mentions_put(cn_store *store, cairn_id chunk, const cn_mention_row *rows, size_t n,
                    cairn_error *err)
{
    static const char sql[] = "INSERT INTO mention (chunk, n, data) VALUES (?1, ?2, ?3)";
    cn_stmt *stmt;
    int rc;

    assert(n <= 1 << CN_MENTION_BITS);
    for (size_t i = 0; i < n; i++)
        assert(rows[i].id == cn_mention_id(chunk, (uint32_t)i));
    if (n == 0)
        return CAIRN_OK;
    rc = open_mentions(store, sql, chunk, rows, n, &stmt, err);
    return rc < 0 ? rc : cn_stmt_run(stmt, err);
}

int cn_mention_put(cn_store *store, const cn_mention_row *row, cairn_error *err)
{
    /* || makes a text of two blobs. */
    static const char sql[] =
        "INSERT INTO mention (chunk, n, data) VALUES (?1, ?2, ?3) ON CONFLICT (chunk) DO UPDATE "
        "SET n = n + excluded.n, data = CAST(data || excluded.data AS BLOB) RETURNING n";
    const cairn_id chunk = cn_mention_chunk(row->id);
    cn_stmt *stmt;
    int rc = open_mentions(store, sql, chunk, row, 1, &stmt, err);

    if (rc < 0)
        return rc;
    rc = cn_stmt_next(stmt, err);
    if (rc < 0) {
        cn_stmt_free(stmt);
        return rc;
    }
    assert(row->id == cn_mention_id(chunk, (uint32_t)cn_stmt_i64(stmt, 0) - 1));
    return cn_stmt_run(stmt, err);
}

int cn_mention_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT m.chunk, m.n, m.data FROM document AS d CROSS JOIN mention AS m ON " CN_SQL_IN_D(
            "m.chunk") " WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, m.chunk";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_mention_next(cn_cursor *cursor, cn_mention_row *row, cairn_error *err)
{
    cn_stmt *stmt = cursor->stmt;
    int rc;

    while ((rc = cn_pack_next(&cursor->mentions, row)) == CAIRN_OK) {
        rc = cn_stmt_next(stmt, err);
        if (rc != CAIRN_ROW)
            return rc;
        cn_stmt_walk(stmt, 0, &cursor->mentions);
    }
    return rc < 0 ? cn_stmt_fail_mentions(stmt, cn_stmt_i64(stmt, 0), err) : rc;
}

/* ---- Statements ---- */

int cn_statement_put(cn_store *store, const cn_statement_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO statement (id, subject, relation, object, object_type, rule, confidence, "
        "                       first, len) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->id);
    cn_stmt_bind_i64(stmt, 2, row->subject);
    cn_stmt_bind_i64(stmt, 3, row->relation);
    cn_stmt_bind_i64(stmt, 4, row->object);
    cn_stmt_bind_i64(stmt, 5, row->object_type);
    cn_stmt_bind_i64(stmt, 6, row->rule);
    cn_stmt_bind_f64(stmt, 7, row->confidence);
    cn_stmt_bind_i64(stmt, 8, row->first);
    cn_stmt_bind_i64(stmt, 9, row->len);
    return cn_stmt_run(stmt, err);
}

static void read_statement(cn_stmt *stmt, cn_statement_row *row)
{
    row->id = cn_stmt_i64(stmt, 0);
    row->subject = cn_stmt_i64(stmt, 1);
    row->relation = cn_stmt_i64(stmt, 2);
    row->object = cn_stmt_i64(stmt, 3);
    row->object_type = (int)cn_stmt_i64(stmt, 4);
    row->rule = (int)cn_stmt_i64(stmt, 5);
    row->confidence = cn_stmt_f64(stmt, 6);
    row->first = (uint32_t)cn_stmt_i64(stmt, 7);
    row->len = (uint32_t)cn_stmt_i64(stmt, 8);
}

int cn_statement_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT " STATEMENT_COLUMNS " FROM document AS d CROSS JOIN statement AS s "
        "ON " CN_SQL_STATEMENT_OF_D " WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, s.id";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_statement_next(cn_cursor *cursor, cn_statement_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc == CAIRN_ROW)
        read_statement(cursor->stmt, row);
    return rc;
}

int cn_statement_get(cn_store *store, cairn_id id, cn_statement_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT " STATEMENT_COLUMNS " FROM statement AS s WHERE s.id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_statement_row){.id = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        read_statement(stmt, row);
        rc = CAIRN_OK;
    } else if (rc == CAIRN_OK) {
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no statement %lld in %s", (long long)id,
                     store->label);
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Clearing ---- */

int cn_raw_clear(cn_store *store, cairn_id document, cairn_error *err)
{
    static const char sql_mentions[] = "DELETE FROM mention WHERE chunk BETWEEN ?1 AND ?2";
    static const char sql_statements[] = "DELETE FROM statement WHERE id BETWEEN ?1 AND ?2";
    const cairn_id first = cn_chunk_id(document, 0);
    const cairn_id last = cn_chunk_id(document + 1, 0) - 1;
    const int64_t chunks[] = {first, last};
    const int64_t statements[] = {cn_mention_id(first, 0), cn_mention_id(last + 1, 0) - 1};
    int rc = cn_stmt_run_ids(store, sql_mentions, chunks, 2, err);

    return rc < 0 ? rc : cn_stmt_run_ids(store, sql_statements, statements, 2, err);
}
