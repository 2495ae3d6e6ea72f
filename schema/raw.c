/* What the extractor saw: names, relations, mentions, statements.
 *
 * This is the bulk of a load: about forty rows a document. A name is written once and used many
 * times, and its id is the hash of its surface; so the store remembers which ids are surely in
 * the table, and a name seen before costs a hash and a look into memory. The mentions of a chunk
 * are one row, and so are its statements, packed as pack.c says. */
#include <assert.h>
#include <string.h>

#include "schema/stmt.h"

/* Ids remembered of names, and of relations: 32 MB at the most each. Beyond it all are
 * forgotten, and INSERT OR IGNORE finds out anew. */
static const size_t KNOWN_MAX = 1000000;

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

/* sql: the surface of ?1, of the `what` with that id. */
static int get_surface(cn_store *store, const char *sql, cn_kept kind, const char *what, int64_t id,
                       const char **surface, size_t *len, cairn_error *err)
{
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
            cn_fail(err, CAIRN_ENOTFOUND, 0, "no %s %lld in %s", what, (long long)id, store->label);
    }
    if (rc == CAIRN_ROW)
        rc = cn_stmt_keep(store, kind, &string, 1, err);
    cn_stmt_free(stmt);
    if (rc < 0) {
        *surface = "";
        string.len = 0;
    }
    *len = string.len;
    return rc;
}

int cn_name_get(cn_store *store, int64_t id, const char **surface, size_t *len, cairn_error *err)
{
    static const char sql[] = "SELECT surface FROM name WHERE id = ?1";

    *len = 0;
    return get_surface(store, sql, CN_KEPT_NAME, "name", id, surface, len, err);
}

int cn_relation_get(cn_store *store, int64_t id, const char **surface, cairn_error *err)
{
    static const char sql[] = "SELECT surface FROM relation WHERE id = ?1";
    size_t len;

    return get_surface(store, sql, CN_KEPT_RELATION, "relation", id, surface, &len, err);
}

/* ---- Packed rows ---- */

/* Rows of one chunk on their way into the store. */
typedef struct packing {
    cairn_id chunk;
    const cn_mention_row *mentions;     /* these */
    const cn_statement_row *statements; /* or these */
    size_t n;
} packing;

/* sql: an INSERT of chunk, n, data, which get their values. */
static int open_packed(cn_store *store, const char *sql, const packing *rows, cn_stmt **stmt,
                       cairn_error *err)
{
    cn_buf *packed = cn_stmt_packed(store);
    int rc;

    if (rows->mentions)
        cn_pack_mentions(packed, rows->mentions, rows->n);
    else
        cn_pack_statements(packed, rows->statements, rows->n);
    if (packed->status < 0)
        return cn_fail_memory(err, packed->len);
    rc = cn_stmt_open(store, sql, stmt, err);
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(*stmt, 1, rows->chunk);
    cn_stmt_bind_i64(*stmt, 2, (int64_t)rows->n);
    cn_stmt_bind_blob(*stmt, 3, packed->data, packed->len);
    return CAIRN_OK;
}

static int put_all(cn_store *store, const char *sql, const packing *rows, cairn_error *err)
{
    cn_stmt *stmt;
    int rc;

    assert(rows->n <= 1 << CN_MENTION_BITS);
    if (rows->n == 0)
        return CAIRN_OK;
    rc = open_packed(store, sql, rows, &stmt, err);
    return rc < 0 ? rc : cn_stmt_run(stmt, err);
}

/* One more row, `id`; sql returns how many there are now. */
static int put_one(cn_store *store, const char *sql, const packing *rows, cairn_id id,
                   cairn_error *err)
{
    cn_stmt *stmt;
    int rc = open_packed(store, sql, rows, &stmt, err);

    if (rc < 0)
        return rc;
    rc = cn_stmt_next(stmt, err);
    if (rc < 0) {
        cn_stmt_free(stmt);
        return rc;
    }
    assert(id == cn_mention_id(rows->chunk, (uint32_t)cn_stmt_i64(stmt, 0) - 1));
    (void)id;
    return cn_stmt_run(stmt, err);
}

int cn_mentions_put(cn_store *store, cairn_id chunk, const cn_mention_row *rows, size_t n,
                    cairn_error *err)
{
    static const char sql[] = "INSERT INTO mention (chunk, n, data) VALUES (?1, ?2, ?3)";
    const packing mentions = {.chunk = chunk, .mentions = rows, .n = n};

    for (size_t i = 0; i < n; i++)
        assert(rows[i].id == cn_mention_id(chunk, (uint32_t)i));
    return put_all(store, sql, &mentions, err);
}

int cn_mention_put(cn_store *store, const cn_mention_row *row, cairn_error *err)
{
    /* || makes a text of two blobs. */
    static const char sql[] =
        "INSERT INTO mention (chunk, n, data) VALUES (?1, ?2, ?3) ON CONFLICT (chunk) DO UPDATE "
        "SET n = n + excluded.n, data = CAST(data || excluded.data AS BLOB) RETURNING n";
    const packing mentions = {.chunk = cn_mention_chunk(row->id), .mentions = row, .n = 1};

    return put_one(store, sql, &mentions, row->id, err);
}

int cn_mention_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT m.chunk, m.n, m.data FROM document AS d CROSS JOIN mention AS m ON " CN_SQL_IN_D(
            "m.chunk") " WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, m.chunk";

    return cn_cursor_new(store, sql, cursor, err);
}

/* sql: the packed rows of chunks ?1 to ?2. */
static int scan_chunks(cn_store *store, const char *sql, cairn_id first, cairn_id last,
                       cn_cursor **cursor, cairn_error *err)
{
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, first);
    cn_stmt_bind_i64((*cursor)->stmt, 2, last);
    return rc;
}

static cairn_id last_chunk(cairn_id document)
{
    return cn_chunk_id(document + 1, 0) - 1;
}

int cn_mention_scan_document(cn_store *store, cairn_id document, cn_cursor **cursor,
                             cairn_error *err)
{
    static const char sql[] =
        "SELECT chunk, n, data FROM mention WHERE chunk BETWEEN ?1 AND ?2 ORDER BY chunk";

    return scan_chunks(store, sql, cn_chunk_id(document, 0), last_chunk(document), cursor, err);
}

int cn_mention_next(cn_cursor *cursor, cn_mention_row *row, cairn_error *err)
{
    cn_stmt *stmt = cursor->stmt;
    int rc;

    while ((rc = cn_pack_next_mention(&cursor->packed, row)) == CAIRN_OK) {
        rc = cn_stmt_next(stmt, err);
        if (rc != CAIRN_ROW)
            return rc;
        cn_stmt_walk(stmt, 0, &cursor->packed);
    }
    return rc < 0 ? cn_stmt_fail_packed(stmt, "mentions", cn_stmt_i64(stmt, 0), err) : rc;
}

int cn_statements_put(cn_store *store, cairn_id chunk, const cn_statement_row *rows, size_t n,
                      cairn_error *err)
{
    static const char sql[] = "INSERT INTO statement (chunk, n, data) VALUES (?1, ?2, ?3)";
    const packing statements = {.chunk = chunk, .statements = rows, .n = n};

    for (size_t i = 0; i < n; i++)
        assert(rows[i].id == cn_mention_id(chunk, (uint32_t)i));
    return put_all(store, sql, &statements, err);
}

int cn_statement_put(cn_store *store, const cn_statement_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO statement (chunk, n, data) VALUES (?1, ?2, ?3) ON CONFLICT (chunk) DO UPDATE "
        "SET n = n + excluded.n, data = CAST(data || excluded.data AS BLOB) RETURNING n";
    const packing statements = {.chunk = cn_mention_chunk(row->id), .statements = row, .n = 1};

    return put_one(store, sql, &statements, row->id, err);
}

int cn_statement_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT s.chunk, s.n, s.data FROM document AS d CROSS JOIN statement AS s ON " CN_SQL_IN_D(
            "s.chunk") " WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, s.chunk";

    return cn_cursor_new(store, sql, cursor, err);
}

static const char sql_statements_of_chunks[] =
    "SELECT chunk, n, data FROM statement WHERE chunk BETWEEN ?1 AND ?2 ORDER BY chunk";

int cn_statement_scan_document(cn_store *store, cairn_id document, cn_cursor **cursor,
                               cairn_error *err)
{
    return scan_chunks(store, sql_statements_of_chunks, cn_chunk_id(document, 0),
                       last_chunk(document), cursor, err);
}

int cn_statement_scan_chunk(cn_store *store, cairn_id chunk, cn_cursor **cursor, cairn_error *err)
{
    return scan_chunks(store, sql_statements_of_chunks, chunk, chunk, cursor, err);
}

int cn_statement_next(cn_cursor *cursor, cn_statement_row *row, cairn_error *err)
{
    cn_stmt *stmt = cursor->stmt;
    int rc;

    while ((rc = cn_pack_next_statement(&cursor->packed, row)) == CAIRN_OK) {
        rc = cn_stmt_next(stmt, err);
        if (rc != CAIRN_ROW)
            return rc;
        cn_stmt_walk(stmt, 0, &cursor->packed);
    }
    return rc < 0 ? cn_stmt_fail_packed(stmt, "statements", cn_stmt_i64(stmt, 0), err) : rc;
}

/* The statement in the row that stmt has come to; CAIRN_OK when it has none with that id. */
static int find_statement(cn_store *store, cn_stmt *stmt, cairn_id id, cn_statement_row *row,
                          cairn_error *err)
{
    cn_borrowed more = {&row->more, 0};
    cn_packed walk;
    int rc;

    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_statement(&walk, row)) == CAIRN_ROW && row->id != id)
        ;
    if (rc < 0)
        return cn_stmt_fail_packed(stmt, "statements", cn_mention_chunk(id), err);
    if (rc == CAIRN_OK)
        return rc;
    more.len = strlen(row->more);
    rc = cn_stmt_keep(store, CN_KEPT_STATEMENT, &more, 1, err);
    return rc < 0 ? rc : CAIRN_ROW;
}

int cn_statement_get(cn_store *store, cairn_id id, cn_statement_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT s.chunk, s.n, s.data FROM statement AS s WHERE s.chunk = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc == CAIRN_OK) {
        cn_stmt_bind_i64(stmt, 1, cn_mention_chunk(id));
        rc = cn_stmt_next(stmt, err);
        if (rc == CAIRN_ROW)
            rc = find_statement(store, stmt, id, row, err);
        if (rc == CAIRN_OK)
            rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no statement %lld in %s", (long long)id,
                         store->label);
        cn_stmt_free(stmt);
    }
    if (rc < 0)
        *row = (cn_statement_row){.more = ""};
    return rc < 0 ? rc : CAIRN_OK;
}

/* ---- Clearing ---- */

int cn_raw_delete(cn_store *store, cairn_id document, int64_t *n, cairn_error *err)
{
    static const char sql_mentions[] = "DELETE FROM mention WHERE chunk BETWEEN ?1 AND ?2";
    static const char sql_statements[] = "DELETE FROM statement WHERE chunk BETWEEN ?1 AND ?2";
    const int64_t chunks[] = {cn_chunk_id(document, 0), last_chunk(document)};
    int rc = cn_stmt_run_ids(store, sql_mentions, chunks, 2, err);

    *n = rc == CAIRN_OK ? cn_stmt_changes(store) : 0;
    if (rc == CAIRN_OK)
        rc = cn_stmt_run_ids(store, sql_statements, chunks, 2, err);
    if (rc == CAIRN_OK)
        *n += cn_stmt_changes(store);
    return rc;
}

/* The rows of a document of the view are counted: without them nobody can take them off again, nor
 * does the next build know it as new. */
static int note_uncounted(cn_store *store, cairn_id document, cairn_error *err)
{
    static const char sql[] = "DELETE FROM meta WHERE key = 'fused' AND NOT EXISTS "
                              "(SELECT 1 FROM unsettled WHERE document = ?1 AND state = 0)";

    return cn_stmt_run_ids(store, sql, &document, 1, err);
}

int cn_raw_clear(cn_store *store, cairn_id document, cairn_error *err)
{
    int64_t n;
    int rc = cn_raw_delete(store, document, &n, err);

    if (rc == CAIRN_OK && n > 0)
        rc = cn_stray_note(store, err);
    return rc < 0 ? rc : note_uncounted(store, document, err);
}
