/* Inside the store, for the files of schema/ only: the connection and prepared statements.
 *
 * SQLite is reached through cn_stmt alone. A statement is named by the address of its SQL text,
 * which is a static constant beside the one function that uses it; the store keeps it prepared
 * between calls. The same SQL may be open several times at once (nested scans): each gets a
 * statement of its own.
 *
 * Failures of binding and of reading columns stick to the statement and come out of the next
 * cn_stmt_next(), cn_stmt_run() or cn_stmt_row(), so that a row is written and read without a
 * check per column. */
#ifndef CN_SCHEMA_STMT_H
#define CN_SCHEMA_STMT_H

#include "base/buf.h"
#include "base/map.h"
#include "schema/pack.h"
#include "schema/store.h"

typedef struct cn_stmt cn_stmt;

enum {
    CN_STMT_SLOTS = 512, /* power of two, over twice the number of SQL sentences in schema/ */
    CN_LABEL_SIZE = 128, /* leaves room for the rest of a sentence in cairn_error.message */
    CN_COUNTS_MAX = 16   /* counts packed into one blob */
};

/* The idle statements of one SQL text. */
struct cn_stmt_slot {
    const char *sql; /* NULL: free */
    cn_stmt *idle;
};

/* Strings of a row that was got by id stay here until the next one of that kind. */
typedef enum cn_kept {
    CN_KEPT_DOCUMENT,
    CN_KEPT_CHUNK,
    CN_KEPT_ENTITY,
    CN_KEPT_RELATION,
    CN_KEPT_STATEMENT,
    CN_KEPT_NAME,
    CN_KEPT_FACT,
    CN_KEPT_BUILD,
    CN_KEPT_KINDS
} cn_kept;

struct cn_store {
    struct sqlite3 *db;
    char *path;
    char label[CN_LABEL_SIZE]; /* path for messages; only its end when it is long */
    bool read_only;
    bool looks_ahead;
    uint32_t busy_timeout_ms;
    int64_t data_version;   /* as of the last begin: tells whether others wrote since */
    cn_map known_names;     /* id -> 1: surely in the table; 0: perhaps */
    cn_map known_relations; /* likewise */
    cn_buf kept[CN_KEPT_KINDS];
    cn_buf packed; /* the blob of the row that is written */
    size_t n_open; /* statements not back in their slot */
    struct cn_stmt_slot slots[CN_STMT_SLOTS];
};

/* A running query and a place for what SQLite cannot lend out. */
struct cn_cursor {
    cn_stmt *stmt;
    float *vector; /* dim floats: a blob may start at any byte */
    uint32_t dim;
    cn_packed packed; /* mentions or statements of the chunk it has come to */
};

/* Ranges of nested ids in SQL, for aliases d of document and c of chunk. */
#define CN_SQL_IN_D(chunk) chunk " BETWEEN d.id << 20 AND d.id << 20 | 1048575"
#define CN_SQL_CHUNK_OF_D CN_SQL_IN_D("c.id")
_Static_assert(CN_CHUNK_BITS == 20, "the ranges above");
/* What readers see until the next build, and what they will see after it. */
#define CN_SQL_PUBLISHED_D                                                                         \
    "NOT EXISTS (SELECT 1 FROM unsettled AS u WHERE u.document = d.id AND u.state = 0)"
#define CN_SQL_STAYING_D                                                                           \
    "NOT EXISTS (SELECT 1 FROM unsettled AS u WHERE u.document = d.id AND u.state = 2)"

/* Runs statements that give no rows and take no values: pragmas, schema scripts. */
int cn_stmt_exec(cn_store *store, const char *sql, cairn_error *err);
/* sql must be a static constant. */
int cn_stmt_open(cn_store *store, const char *sql, cn_stmt **stmt, cairn_error *err);
void cn_stmt_free(cn_stmt *stmt); /* back to the store; NULL is fine */
/* Finalizes what is idle. No statement may be open. */
void cn_stmt_done(cn_store *store);

/* Values are borrowed until the statement has run. */
void cn_stmt_bind_i64(cn_stmt *stmt, int at, int64_t value);
void cn_stmt_bind_f64(cn_stmt *stmt, int at, double value);
void cn_stmt_bind_null(cn_stmt *stmt, int at);
void cn_stmt_bind_text(cn_stmt *stmt, int at, const char *text, size_t len);
void cn_stmt_bind_str(cn_stmt *stmt, int at, const char *text);
void cn_stmt_bind_blob(cn_stmt *stmt, int at, const void *data, size_t len);

/* CAIRN_ROW, CAIRN_OK at the end, or a failure. */
int cn_stmt_next(cn_stmt *stmt, cairn_error *err);
/* Runs to the end and frees stmt: the one line of every write. */
int cn_stmt_run(cn_stmt *stmt, cairn_error *err);
/* CAIRN_ROW, or what went wrong while the columns of this row were read. */
int cn_stmt_row(cn_stmt *stmt, cairn_error *err);

int64_t cn_stmt_i64(cn_stmt *stmt, int column);
double cn_stmt_f64(cn_stmt *stmt, int column);
bool cn_stmt_is_null(cn_stmt *stmt, int column);
/* Never NULL, always NUL-terminated, until the next step. len may be NULL. */
const char *cn_stmt_text(cn_stmt *stmt, int column, size_t *len);
const void *cn_stmt_blob(cn_stmt *stmt, int column, size_t *len);

/* The columns chunk, n, data of a row of mention or statement, from `column` on. */
void cn_stmt_walk(cn_stmt *stmt, int column, cn_packed *walk);
/* Counts, packed into the store's buffer for the blob that is bound. */
void cn_stmt_bind_counts(cn_stmt *stmt, int at, const uint64_t *counts, size_t n);
/* CAIRN_EDB, and all 0, when they are no n counts: those of the `what` with that id. */
int cn_stmt_counts(cn_stmt *stmt, int column, const char *what, int64_t id, uint64_t *counts,
                   size_t n, cairn_error *err);
/* CAIRN_EDB: the rows of a chunk, which `what` calls, cannot be read. */
int cn_stmt_fail_packed(cn_stmt *stmt, const char *what, cairn_id chunk, cairn_error *err);

/* Statements with whole numbers only, which are many: binds ?1.. and runs. */
int cn_stmt_run_ids(cn_store *store, const char *sql, const int64_t *ids, int n, cairn_error *err);
/* The first column of the first row; `absent` when there is none. */
int cn_stmt_number(cn_store *store, const char *sql, int64_t absent, int64_t *number,
                   cairn_error *err);

/* The row id made by the last INSERT. */
int64_t cn_stmt_last_id(const cn_store *store);
/* Rows that the last INSERT, UPDATE or DELETE changed. */
int64_t cn_stmt_changes(const cn_store *store);
/* Whether a transaction is open; SQLite ends one by itself after some failures. */
bool cn_stmt_in_transaction(const cn_store *store);

/* Fills err from an SQLite code and gives the cairn status for it. */
int cn_stmt_fail(cn_store *store, int code, cairn_error *err);

/* The store's buffer for a blob that is about to be bound, empty. */
cn_buf *cn_stmt_packed(cn_store *store);
/* Copies n strings into the store's place for that kind and points *strings[i].text there. */
typedef struct cn_borrowed {
    const char **text;
    size_t len;
} cn_borrowed;
int cn_stmt_keep(cn_store *store, cn_kept kind, const cn_borrowed *strings, size_t n,
                 cairn_error *err);

/* Deletes mentions and statements of a document whose names were counted, if ever, and will be
 * dropped by who counts; *n: rows that went. */
int cn_raw_delete(cn_store *store, cairn_id document, int64_t *n, cairn_error *err);
/* Rows that nobody counted went: there may be names that nothing uses. See cn_stray_drop(). */
int cn_stray_note(cn_store *store, cairn_error *err);

/* A cursor over a new statement of sql; its values are bound by the caller. */
int cn_cursor_new(cn_store *store, const char *sql, cn_cursor **cursor, cairn_error *err);

#endif
