/* The thin layer over SQLite: statements that stay prepared, and its codes as our errors.
 *
 * A statement is either open (a caller has it) or idle in the slot of its SQL text. Slots are
 * found by the address of the text, so that opening one costs a multiplication and a compare:
 * a bulk load opens a million. A slot keeps as many statements as were ever open at once.
 *
 * SQLite ends a transaction by itself after a full disk, an I/O error, an interrupt or when
 * memory is out. What the store remembers of its tables is dropped with it. */
#include "schema/stmt.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

#include "base/mem.h"

/* A row is at most SQLite's own limit of 1e9 bytes. */
static const size_t ROW_SIZE_MAX = 1000000000;

struct cn_stmt {
    sqlite3_stmt *handle;
    cn_store *store;
    struct cn_stmt_slot *slot;
    cn_stmt *next; /* in the slot's list of idle ones */
    int stuck;     /* SQLITE_OK, or the first failed bind or column */
    bool is_done;  /* stepping once more would start again */
};

/* ---- Errors ---- */

static const char *busy_reason(const cn_store *store)
{
    return store->busy_timeout_ms > 0 ? "waited" : "did not wait";
}

static int fail_file(cn_store *store, const char *what, cairn_error *err)
{
    int saved_errno = sqlite3_system_errno(store->db);

    if (saved_errno != 0)
        return cn_fail_errno(err, saved_errno, "%s: %s", store->label, what);
    return cn_fail(err, CAIRN_EIO, 0, "%s: %s", store->label, what);
}

int cn_stmt_fail(cn_store *store, int code, cairn_error *err)
{
    int extended = sqlite3_extended_errcode(store->db);

    if ((extended & 0xff) != (code & 0xff))
        extended = code;
    if (extended == SQLITE_IOERR_NOMEM)
        code = SQLITE_NOMEM;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return cn_fail(err, CAIRN_ENOMEM, 0, "%s: out of memory", store->label);
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:
        return cn_fail(err, CAIRN_EBUSY, extended,
                       "%s: another process is writing to it (%s %u ms)", store->label,
                       busy_reason(store), store->busy_timeout_ms);
    case SQLITE_INTERRUPT:
        return cn_fail(err, CAIRN_ECANCELED, 0, "%s: stopped on request", store->label);
    case SQLITE_FULL:
        return cn_fail(err, CAIRN_EDB, extended,
                       "%s: the disk is full, what was not committed is undone", store->label);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return cn_fail(err, CAIRN_EDB, extended,
                       "%s: the store is damaged; restore a copy or ingest into a new store",
                       store->label);
    case SQLITE_CANTOPEN:
        return fail_file(store, "cannot open the store or the files beside it", err);
    case SQLITE_READONLY:
        return fail_file(store, "the store or its folder cannot be written", err);
    case SQLITE_IOERR:
        return fail_file(store, "cannot read or write the store", err);
    default:
        return cn_fail(err, CAIRN_EDB, extended, "%s: %s", store->label, sqlite3_errmsg(store->db));
    }
}

static int fail_step(cn_store *store, int code, cairn_error *err)
{
    int rc = cn_stmt_fail(store, code, err);

    if (!cn_stmt_in_transaction(store)) {
        cn_map_clear(&store->known_names);
        cn_map_clear(&store->known_relations);
    }
    return rc;
}

/* ---- Life cycle ---- */

static struct cn_stmt_slot *find_slot(cn_store *store, const char *sql)
{
    /* Texts are at least 8 bytes long, so the low bits say little. */
    size_t i = (size_t)(((uintptr_t)sql >> 3) * 0x9E3779B97F4A7C15u >> 55) % CN_STMT_SLOTS;

    for (int n = 0; n < CN_STMT_SLOTS; n++, i = (i + 1) % CN_STMT_SLOTS) {
        struct cn_stmt_slot *slot = &store->slots[i];

        if (!slot->sql)
            slot->sql = sql;
        if (slot->sql == sql)
            return slot;
    }
    assert(false && "more SQL texts than CN_STMT_SLOTS");
    return NULL;
}

static int prepare(cn_store *store, struct cn_stmt_slot *slot, cn_stmt **stmt, cairn_error *err)
{
    cn_stmt *made = cn_alloc_zero(1, sizeof(*made));
    int code;

    *stmt = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    code = sqlite3_prepare_v3(store->db, slot->sql, -1, SQLITE_PREPARE_PERSISTENT, &made->handle,
                              NULL);
    if (code != SQLITE_OK) {
        cn_free(made);
        return fail_step(store, code, err);
    }
    made->store = store;
    made->slot = slot;
    *stmt = made;
    return CAIRN_OK;
}

int cn_stmt_exec(cn_store *store, const char *sql, cairn_error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? CAIRN_OK : fail_step(store, code, err);
}

int cn_stmt_open(cn_store *store, const char *sql, cn_stmt **stmt, cairn_error *err)
{
    struct cn_stmt_slot *slot = find_slot(store, sql);
    int rc;

    *stmt = slot->idle;
    if (*stmt) {
        slot->idle = (*stmt)->next;
    } else {
        rc = prepare(store, slot, stmt, err);
        if (rc < 0)
            return rc;
    }
    store->n_open++;
    return CAIRN_OK;
}

void cn_stmt_free(cn_stmt *stmt)
{
    if (!stmt)
        return;
    sqlite3_reset(stmt->handle); /* its result repeats the failure of the last step */
    stmt->stuck = SQLITE_OK;
    stmt->is_done = false;
    stmt->next = stmt->slot->idle;
    stmt->slot->idle = stmt;
    stmt->store->n_open--;
}

void cn_stmt_done(cn_store *store)
{
    assert(store->n_open == 0);
    for (int i = 0; i < CN_STMT_SLOTS; i++) {
        struct cn_stmt_slot *slot = &store->slots[i];

        while (slot->idle) {
            cn_stmt *stmt = slot->idle;

            slot->idle = stmt->next;
            sqlite3_finalize(stmt->handle);
            cn_free(stmt);
        }
    }
}

/* ---- Values in ---- */

static void stick(cn_stmt *stmt, int code)
{
    if (code != SQLITE_OK && stmt->stuck == SQLITE_OK)
        stmt->stuck = code;
}

void cn_stmt_bind_i64(cn_stmt *stmt, int at, int64_t value)
{
    stick(stmt, sqlite3_bind_int64(stmt->handle, at, value));
}

void cn_stmt_bind_f64(cn_stmt *stmt, int at, double value)
{
    stick(stmt, sqlite3_bind_double(stmt->handle, at, value));
}

void cn_stmt_bind_null(cn_stmt *stmt, int at)
{
    stick(stmt, sqlite3_bind_null(stmt->handle, at));
}

void cn_stmt_bind_text(cn_stmt *stmt, int at, const char *text, size_t len)
{
    stick(stmt,
          sqlite3_bind_text64(stmt->handle, at, text ? text : "", len, SQLITE_STATIC, SQLITE_UTF8));
}

void cn_stmt_bind_str(cn_stmt *stmt, int at, const char *text)
{
    cn_stmt_bind_text(stmt, at, text, text ? strlen(text) : 0);
}

void cn_stmt_bind_blob(cn_stmt *stmt, int at, const void *data, size_t len)
{
    stick(stmt, sqlite3_bind_blob64(stmt->handle, at, data, len, SQLITE_STATIC));
}

/* ---- Steps ---- */

int cn_stmt_next(cn_stmt *stmt, cairn_error *err)
{
    int code = stmt->stuck;

    if (stmt->is_done)
        return CAIRN_OK;
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt->handle);
    if (code == SQLITE_ROW)
        return CAIRN_ROW;
    stmt->is_done = code == SQLITE_DONE;
    if (stmt->is_done)
        return CAIRN_OK;
    return fail_step(stmt->store, code, err);
}

int cn_stmt_run(cn_stmt *stmt, cairn_error *err)
{
    int rc;

    do
        rc = cn_stmt_next(stmt, err);
    while (rc == CAIRN_ROW);
    cn_stmt_free(stmt);
    return rc;
}

int cn_stmt_row(cn_stmt *stmt, cairn_error *err)
{
    return stmt->stuck == SQLITE_OK ? CAIRN_ROW : fail_step(stmt->store, stmt->stuck, err);
}

/* ---- Values out ---- */

int64_t cn_stmt_i64(cn_stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

double cn_stmt_f64(cn_stmt *stmt, int column)
{
    return sqlite3_column_double(stmt->handle, column);
}

bool cn_stmt_is_null(cn_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

const char *cn_stmt_text(cn_stmt *stmt, int column, size_t *len)
{
    const char *text = (const char *)sqlite3_column_text(stmt->handle, column);

    if (len)
        *len = text ? (size_t)sqlite3_column_bytes(stmt->handle, column) : 0;
    if (text)
        return text;
    if (!cn_stmt_is_null(stmt, column))
        stick(stmt, SQLITE_NOMEM);
    return "";
}

const void *cn_stmt_blob(cn_stmt *stmt, int column, size_t *len)
{
    const void *data = sqlite3_column_blob(stmt->handle, column);

    *len = data ? (size_t)sqlite3_column_bytes(stmt->handle, column) : 0;
    return data;
}

void cn_stmt_walk(cn_stmt *stmt, int column, cn_packed *walk)
{
    size_t len;
    const uint8_t *data = cn_stmt_blob(stmt, column + 2, &len);

    cn_pack_walk(walk, cn_stmt_i64(stmt, column), cn_stmt_i64(stmt, column + 1), data, len);
}

void cn_stmt_bind_counts(cn_stmt *stmt, int at, const uint64_t *counts, size_t n)
{
    cn_buf *packed = cn_stmt_packed(stmt->store);
    uint8_t bytes[CN_COUNTS_MAX * CN_PACK_COUNT_SIZE];

    assert(n <= CN_COUNTS_MAX);
    if (cn_buf_add(packed, (const char *)bytes, cn_pack_counts(bytes, counts, n)) < 0)
        stick(stmt, SQLITE_NOMEM);
    cn_stmt_bind_blob(stmt, at, packed->data, packed->len);
}

int cn_stmt_counts(cn_stmt *stmt, int column, const char *what, int64_t id, uint64_t *counts,
                   size_t n, cairn_error *err)
{
    size_t len;
    const uint8_t *data = cn_stmt_blob(stmt, column, &len);

    if (cn_pack_read_counts(data, len, counts, n))
        return CAIRN_OK;
    return cn_fail(err, CAIRN_EDB, id,
                   "%s: the store is damaged: the counts of %s %lld cannot be read",
                   stmt->store->label, what, (long long)id);
}

int cn_stmt_fail_packed(cn_stmt *stmt, const char *what, cairn_id chunk, cairn_error *err)
{
    return cn_fail(err, CAIRN_EDB, chunk,
                   "%s: the store is damaged: the %s of chunk %lld cannot be read",
                   stmt->store->label, what, (long long)chunk);
}

/* ---- Short forms ---- */

int cn_stmt_run_ids(cn_store *store, const char *sql, const int64_t *ids, int n, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    for (int i = 0; i < n; i++)
        cn_stmt_bind_i64(stmt, i + 1, ids[i]);
    return cn_stmt_run(stmt, err);
}

int cn_stmt_number(cn_store *store, const char *sql, int64_t absent, int64_t *number,
                   cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *number = absent;
    if (rc < 0)
        return rc;
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        *number = cn_stmt_i64(stmt, 0);
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}

int64_t cn_stmt_last_id(const cn_store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int64_t cn_stmt_changes(const cn_store *store)
{
    return sqlite3_changes(store->db);
}

bool cn_stmt_in_transaction(const cn_store *store)
{
    return sqlite3_get_autocommit(store->db) == 0;
}

cn_buf *cn_stmt_packed(cn_store *store)
{
    store->packed.max = ROW_SIZE_MAX;
    cn_buf_clear(&store->packed);
    return &store->packed;
}

int cn_stmt_keep(cn_store *store, cn_kept kind, const cn_borrowed *strings, size_t n,
                 cairn_error *err)
{
    cn_buf *buf = &store->kept[kind];
    size_t at = 0;

    buf->max = ROW_SIZE_MAX;
    cn_buf_clear(buf);
    for (size_t i = 0; i < n; i++) {
        cn_buf_add(buf, *strings[i].text, strings[i].len);
        cn_buf_add_char(buf, '\0');
    }
    if (buf->status < 0)
        return cn_fail(err, buf->status, 0, "%s: cannot hold a row of %zu bytes", store->label,
                       buf->len);
    for (size_t i = 0; i < n; i++) {
        *strings[i].text = buf->data + at;
        at += strings[i].len + 1;
    }
    return CAIRN_OK;
}

int cn_cursor_new(cn_store *store, const char *sql, cn_cursor **cursor, cairn_error *err)
{
    int rc;

    *cursor = cn_alloc_zero(1, sizeof(**cursor));
    if (!*cursor)
        return cn_fail_memory(err, sizeof(**cursor));
    rc = cn_stmt_open(store, sql, &(*cursor)->stmt, err);
    if (rc < 0) {
        cn_cursor_free(*cursor);
        *cursor = NULL;
    }
    return rc;
}

void cn_cursor_free(cn_cursor *cursor)
{
    if (!cursor)
        return;
    cn_stmt_free(cursor->stmt);
    cn_free(cursor->vector);
    cn_free(cursor);
}
