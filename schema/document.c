/* Documents and the states they go through.
 *
 * The published view is the live and the leaving documents; the view being built is the live and
 * the pending ones. A row in `unsettled` says pending or leaving; a live document has none. So of
 * one URI there are at most two documents: one published and one pending, and two only when the
 * published one is leaving:
 *
 *     put new            ->  pending
 *     put over pending   ->  the old one deleted, pending
 *     put over live      ->  leaving + pending
 *     put what leaves    ->  live again, its pending successor deleted
 *     forget             ->  pending deleted, live leaving
 *     settle             ->  leaving deleted, pending live */
#include <string.h>

#include "schema/stmt.h"

#define DOCUMENT_COLUMNS                                                                           \
    "d.id, d.uri, d.title, d.source, d.meta, d.format, d.hash_low, d.hash_high, d.byte_len, "      \
    "coalesce((SELECT u.state FROM unsettled AS u WHERE u.document = d.id), 1)"

/* Ids of mentions are 63 bits: what is left of them for a document. */
static const cairn_id DOCUMENT_ID_MAX = (INT64_C(1) << (63 - CN_CHUNK_BITS - CN_MENTION_BITS)) - 1;

/* The documents of one URI; ids are 0 where there is none. */
typedef struct same_uri {
    cairn_id published;
    cairn_id pending;
    bool published_is_same; /* content of the row to put */
    bool pending_is_same;
    bool published_has_moved; /* and it comes from another place */
    bool pending_has_moved;
    bool is_leaving;
} same_uri;

static int read_document(cn_stmt *stmt, cn_document_row *row, cairn_error *err)
{
    row->id = cn_stmt_i64(stmt, 0);
    row->uri = cn_stmt_text(stmt, 1, NULL);
    row->title = cn_stmt_text(stmt, 2, NULL);
    row->source = cn_stmt_text(stmt, 3, NULL);
    row->meta = cn_stmt_text(stmt, 4, NULL);
    row->format = (int)cn_stmt_i64(stmt, 5);
    row->hash.low = (uint64_t)cn_stmt_i64(stmt, 6);
    row->hash.high = (uint64_t)cn_stmt_i64(stmt, 7);
    row->byte_len = (uint64_t)cn_stmt_i64(stmt, 8);
    row->state = (int)cn_stmt_i64(stmt, 9);
    return cn_stmt_row(stmt, err);
}

/* ---- Put and forget ---- */

static void note_same_uri(cn_stmt *stmt, const cn_document_row *row, same_uri *same)
{
    int state = (int)cn_stmt_i64(stmt, 4);
    bool is_same = row && (uint64_t)cn_stmt_i64(stmt, 1) == row->hash.low &&
                   (uint64_t)cn_stmt_i64(stmt, 2) == row->hash.high;
    bool has_moved = is_same && strcmp(cn_stmt_text(stmt, 3, NULL), row->source) != 0;

    if (state == CN_DOCUMENT_PENDING) {
        same->pending = cn_stmt_i64(stmt, 0);
        same->pending_is_same = is_same;
        same->pending_has_moved = has_moved;
    } else {
        same->published = cn_stmt_i64(stmt, 0);
        same->published_is_same = is_same;
        same->published_has_moved = has_moved;
        same->is_leaving = state == CN_DOCUMENT_LEAVING;
    }
}

/* row: what to compare with; may be NULL. */
static int find_same_uri(cn_store *store, const char *uri, const cn_document_row *row,
                         same_uri *same, cairn_error *err)
{
    static const char sql[] =
        "SELECT d.id, d.hash_low, d.hash_high, d.source, "
        "       coalesce((SELECT u.state FROM unsettled AS u WHERE u.document = d.id), 1) "
        "FROM document AS d WHERE d.uri = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *same = (same_uri){.published = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, uri);
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW)
        note_same_uri(stmt, row, same);
    cn_stmt_free(stmt);
    return rc;
}

static int set_unsettled(cn_store *store, cairn_id id, int state, cairn_error *err)
{
    static const char sql[] = "INSERT INTO unsettled (document, state) VALUES (?1, ?2)";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){id, state}, 2, err);
}

static int set_live(cn_store *store, cairn_id id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM unsettled WHERE document = ?1";

    return cn_stmt_run_ids(store, sql, &id, 1, err);
}

static int delete_chunks(cn_store *store, cairn_id document, cairn_error *err)
{
    static const char sql_vectors[] =
        "DELETE FROM vector WHERE chunk BETWEEN ?1 AND ?2 AND space IN (SELECT id FROM space)";
    static const char sql_chunks[] = "DELETE FROM chunk WHERE id BETWEEN ?1 AND ?2";
    int64_t range[] = {cn_chunk_id(document, 0), cn_chunk_id(document + 1, 0) - 1};
    int rc = cn_stmt_run_ids(store, sql_vectors, range, 2, err);

    return rc < 0 ? rc : cn_stmt_run_ids(store, sql_chunks, range, 2, err);
}

/* With everything whose id nests in its id, but raw rows; progress follows by foreign key. */
static int delete_row(cn_store *store, cairn_id id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM document WHERE id = ?1";
    int rc = delete_chunks(store, id, err);

    if (rc == CAIRN_OK)
        rc = set_live(store, id, err);
    if (rc == CAIRN_OK)
        rc = cn_stmt_run_ids(store, sql, &id, 1, err);
    return rc;
}

/* Its names were never counted: cn_stray_drop() looks for those that nothing else uses. */
static int delete_pending(cn_store *store, cairn_id id, cairn_error *err)
{
    int rc = cn_raw_clear(store, id, err);

    return rc < 0 ? rc : delete_row(store, id, err);
}

static int delete_leaving(cn_store *store, cairn_id id, cairn_error *err)
{
    int64_t n;
    int rc = cn_raw_delete(store, id, &n, err);

    return rc < 0 ? rc : delete_row(store, id, err);
}

static int insert_document(cn_store *store, const cn_document_row *row, cairn_id *id,
                           cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO document (uri, title, source, format, hash_low, hash_high, byte_len, meta) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, row->uri);
    cn_stmt_bind_str(stmt, 2, row->title);
    cn_stmt_bind_str(stmt, 3, row->source);
    cn_stmt_bind_i64(stmt, 4, row->format);
    cn_stmt_bind_i64(stmt, 5, (int64_t)row->hash.low);
    cn_stmt_bind_i64(stmt, 6, (int64_t)row->hash.high);
    cn_stmt_bind_i64(stmt, 7, (int64_t)row->byte_len);
    cn_stmt_bind_str(stmt, 8, row->meta);
    rc = cn_stmt_run(stmt, err);
    if (rc < 0)
        return rc;
    *id = cn_stmt_last_id(store);
    if (*id > DOCUMENT_ID_MAX)
        return cn_fail(err, CAIRN_EDB, 0, "%s: the store has used up its %lld document ids",
                       cn_store_path(store), (long long)DOCUMENT_ID_MAX);
    return set_unsettled(store, *id, CN_DOCUMENT_PENDING, err);
}

static int move_document(cn_store *store, cairn_id id, const char *source, cairn_error *err)
{
    static const char sql[] = "UPDATE document SET source = ?2 WHERE id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    cn_stmt_bind_str(stmt, 2, source);
    return cn_stmt_run(stmt, err);
}

static int put_unchanged(cn_store *store, const same_uri *same, cairn_id *id, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!same->published_is_same) {
        *id = same->pending;
        return CAIRN_OK;
    }
    *id = same->published;
    if (same->pending)
        rc = delete_pending(store, same->pending, err);
    if (rc == CAIRN_OK && same->is_leaving)
        rc = set_live(store, same->published, err);
    return rc;
}

int cn_document_put(cn_store *store, const cn_document_row *row, cairn_id *id,
                    cn_put_outcome *outcome, cairn_error *err)
{
    same_uri same;
    int rc;

    *id = 0;
    *outcome = CN_PUT_UNCHANGED;
    rc = find_same_uri(store, row->uri, row, &same, err);
    if (rc < 0)
        return rc;
    if (same.published_is_same || same.pending_is_same) {
        rc = put_unchanged(store, &same, id, err);
        if (rc < 0 || !(same.published_is_same ? same.published_has_moved : same.pending_has_moved))
            return rc;
        *outcome = CN_PUT_MOVED;
        return move_document(store, *id, row->source, err);
    }
    if (same.pending)
        rc = delete_pending(store, same.pending, err);
    if (rc == CAIRN_OK && same.published && !same.is_leaving)
        rc = set_unsettled(store, same.published, CN_DOCUMENT_LEAVING, err);
    if (rc == CAIRN_OK)
        rc = insert_document(store, row, id, err);
    *outcome = CN_PUT_ADDED;
    return rc;
}

int cn_document_forget(cn_store *store, const char *uri, cairn_error *err)
{
    same_uri same;
    int rc = find_same_uri(store, uri, NULL, &same, err);

    if (rc < 0)
        return rc;
    if (!same.pending && (!same.published || same.is_leaving))
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "no document \"%s\" in %s", uri, store->label);
    if (same.pending)
        rc = delete_pending(store, same.pending, err);
    if (rc == CAIRN_OK && same.published && !same.is_leaving)
        rc = set_unsettled(store, same.published, CN_DOCUMENT_LEAVING, err);
    return rc;
}

/* ---- Settle ---- */

int cn_document_settle(cn_store *store, cairn_error *err)
{
    /* Leaving documents were published before any pending one was made: they come first. */
    static const char sql_leaving[] =
        "SELECT document FROM unsettled WHERE state = 2 ORDER BY document LIMIT 1";
    static const char sql_publish[] = "DELETE FROM unsettled";
    cairn_id id;
    int rc;

    while ((rc = cn_stmt_number(store, sql_leaving, 0, &id, err)) == CAIRN_OK && id != 0) {
        rc = delete_leaving(store, id, err);
        if (rc < 0)
            return rc;
    }
    return rc < 0 ? rc : cn_stmt_run_ids(store, sql_publish, NULL, 0, err);
}

int cn_document_unsettled(cn_store *store, uint64_t *n, cairn_error *err)
{
    static const char sql[] = "SELECT count(*) FROM unsettled";
    int64_t count;
    int rc = cn_stmt_number(store, sql, 0, &count, err);

    *n = (uint64_t)count;
    return rc;
}

/* ---- Reading ---- */

/* Takes over stmt, whose values are bound. */
static int get_document(cn_store *store, cn_stmt *stmt, cn_document_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(stmt, err);

    if (rc == CAIRN_ROW)
        rc = read_document(stmt, row, err);
    else if (rc == CAIRN_OK)
        rc = CAIRN_ENOTFOUND;
    if (rc == CAIRN_ROW) {
        cn_borrowed strings[] = {{&row->uri, strlen(row->uri)},
                                 {&row->title, strlen(row->title)},
                                 {&row->source, strlen(row->source)},
                                 {&row->meta, strlen(row->meta)}};

        rc = cn_stmt_keep(store, CN_KEPT_DOCUMENT, strings, 4, err);
    }
    cn_stmt_free(stmt);
    return rc;
}

int cn_document_find(cn_store *store, const char *uri, cn_document_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT " DOCUMENT_COLUMNS " FROM document AS d "
                              "WHERE d.uri = ?1 AND " CN_SQL_PUBLISHED_D;
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_document_row){.id = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, uri);
    rc = get_document(store, stmt, row, err);
    if (rc == CAIRN_ENOTFOUND)
        cn_fail(err, rc, 0, "no document \"%s\" in %s", uri, store->label);
    return rc;
}

int cn_document_get(cn_store *store, cairn_id id, cn_document_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT " DOCUMENT_COLUMNS " FROM document AS d WHERE d.id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_document_row){.id = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = get_document(store, stmt, row, err);
    if (rc == CAIRN_ENOTFOUND)
        cn_fail(err, rc, 0, "no document %lld in %s", (long long)id, store->label);
    return rc;
}

int cn_document_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT " DOCUMENT_COLUMNS " FROM document AS d "
                              "WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.uri";
    static const char sql_ahead[] = "SELECT " DOCUMENT_COLUMNS " FROM document AS d "
                                    "WHERE " CN_SQL_STAYING_D " ORDER BY d.uri";

    return cn_cursor_new(store, store->looks_ahead ? sql_ahead : sql, cursor, err);
}

int cn_document_next(cn_cursor *cursor, cn_document_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    return rc == CAIRN_ROW ? read_document(cursor->stmt, row, err) : rc;
}

/* ---- What the next build has to do ---- */

int cn_unsettled_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT document, state FROM unsettled ORDER BY document";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_unsettled_next(cn_cursor *cursor, cairn_id *document, int *state, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    *document = cn_stmt_i64(cursor->stmt, 0);
    *state = (int)cn_stmt_i64(cursor->stmt, 1);
    return cn_stmt_row(cursor->stmt, err);
}

int cn_document_count(cn_store *store, uint64_t *n, cairn_error *err)
{
    static const char sql[] = "SELECT count(*) FROM document";
    int64_t count;
    int rc = cn_stmt_number(store, sql, 0, &count, err);

    *n = (uint64_t)count;
    return rc;
}
