/* Opening, making and the transactions of one store file.
 *
 * A file is judged before it is touched: its application_id, user_version and number of tables
 * are read first, and only a store of ours, or a file with nothing in it, is written to. Making
 * the tables and setting their version is one transaction under the write lock, where the version
 * is read once more: of two processes that open a new store at once, one makes it.
 *
 * Names and relations known to be in their tables are remembered across transactions until
 * another connection commits, which PRAGMA data_version tells. */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/stmt.h"
#include "schema_sql.h"

#define TEXT_OF(x) #x
#define TEXT_OF_VALUE(x) TEXT_OF(x)

/* Version 0 is an empty file, which the schema makes a store of. Older stores than this are
 * refused; what comes after it steps up from it. */
enum { OLDEST_VERSION = 2 };
_Static_assert(CN_STORE_VERSION == 3, "a newer version needs its step in bring_forward()");

/* What a file says of itself. */
typedef struct identity {
    int64_t application_id;
    int64_t version;
    int64_t n_tables;
} identity;

/* ---- The file ---- */

static void make_label(cn_store *store)
{
    const char *tail = store->path;
    size_t len = strlen(tail);

    if (len < CN_LABEL_SIZE) {
        memcpy(store->label, tail, len + 1);
        return;
    }
    tail += len - (CN_LABEL_SIZE - 8); /* room for "..." and a NUL */
    while (((unsigned char)*tail & 0xc0) == 0x80)
        tail++;
    snprintf(store->label, CN_LABEL_SIZE, "...%s", tail);
}

/* SQLite gives ":memory:", "" and "file:..." meanings of their own; a leading "./" takes them. */
static char *name_for_sqlite(const char *path)
{
    size_t len = strlen(path);
    char *name = cn_alloc(len + 3);

    if (name)
        snprintf(name, len + 3, "%s%s", path[0] == '/' ? "" : "./", path);
    return name;
}

/* An empty file is a new store. Made here, because SQLite would hide why it cannot be made. */
static int create_file(const cn_store *store, cairn_error *err)
{
    int fd = open(store->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

    if (fd < 0)
        return cn_fail_errno(err, errno, "%s: cannot make the store", store->label);
    close(fd);
    return CAIRN_OK;
}

static int check_path(const cn_store *store, cairn_error *err)
{
    struct stat info;

    if (store->path[0] == '\0')
        return cn_fail(err, CAIRN_EINVAL, 0, "the path of a store is empty");
    if (stat(store->path, &info) == 0) {
        if (S_ISREG(info.st_mode))
            return CAIRN_OK;
        return cn_fail(err, CAIRN_EIO, S_ISDIR(info.st_mode) ? EISDIR : EINVAL,
                       "%s: %s, not a file", store->label,
                       S_ISDIR(info.st_mode) ? "a folder" : "a device or pipe");
    }
    if (errno != ENOENT)
        return cn_fail_errno(err, errno, "%s: cannot open the store", store->label);
    if (store->read_only)
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "%s: there is no such file", store->label);
    return create_file(store, err);
}

static int connect_file(cn_store *store, const char *name, cairn_error *err)
{
    int flags =
        store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code =
        sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);

    if (!store->db)
        return cn_fail_memory(err, 0);
    if (code != SQLITE_OK)
        return cn_stmt_fail(store, code, err);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, (int)store->busy_timeout_ms);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return CAIRN_OK;
}

/* ---- What kind of file it is ---- */

/* In one statement, since another process may be making the tables just now. */
static int read_identity(cn_store *store, identity *id, cairn_error *err)
{
    static const char sql[] = "SELECT (SELECT count(*) FROM sqlite_schema), "
                              "       (SELECT application_id FROM pragma_application_id), "
                              "       (SELECT user_version FROM pragma_user_version)";
    cn_stmt *stmt = NULL;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc == CAIRN_OK)
        rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        *id = (identity){.n_tables = cn_stmt_i64(stmt, 0),
                         .application_id = cn_stmt_i64(stmt, 1),
                         .version = cn_stmt_i64(stmt, 2)};
        rc = CAIRN_OK;
    } else if (rc == CAIRN_EDB && (sqlite3_errcode(store->db) & 0xff) == SQLITE_NOTADB) {
        rc = cn_fail(err, CAIRN_ESCHEMA, SQLITE_NOTADB, "%s: not a cairn store", store->label);
    }
    cn_stmt_free(stmt);
    return rc;
}

static bool is_empty(const identity *id)
{
    return id->application_id == 0 && id->version == 0 && id->n_tables == 0;
}

static int judge(const cn_store *store, const identity *id, cairn_error *err)
{
    if (is_empty(id) && store->read_only)
        return cn_fail(err, CAIRN_ESCHEMA, 0, "%s: an empty file, not a cairn store yet",
                       store->label);
    if (is_empty(id))
        return CAIRN_OK;
    if (id->application_id != CN_STORE_APPLICATION_ID)
        return cn_fail(err, CAIRN_ESCHEMA, id->application_id,
                       "%s: an SQLite file of another program, not a cairn store", store->label);
    if (id->version > CN_STORE_VERSION)
        return cn_fail(err, CAIRN_ESCHEMA, id->version,
                       "%s: written by a newer cairn (store version %lld, this one knows %d)",
                       store->label, (long long)id->version, CN_STORE_VERSION);
    if (id->version < OLDEST_VERSION)
        return cn_fail(err, CAIRN_ESCHEMA, id->version,
                       "%s: written by an early cairn (store version %lld, this one knows %d); "
                       "index its documents into a new store",
                       store->label, (long long)id->version, CN_STORE_VERSION);
    if (id->version < CN_STORE_VERSION && store->read_only)
        return cn_fail(err, CAIRN_ESCHEMA, id->version,
                       "%s: written by an earlier cairn (store version %lld, this one knows %d); "
                       "run `cairn index` on it once",
                       store->label, (long long)id->version, CN_STORE_VERSION);
    return CAIRN_OK;
}

/* ---- Making ---- */

/* Version 2 knew neither counted rows nor a fused version: what was fused goes, documents and raw
 * rows stay, and the next build fuses from scratch. */
static int bring_forward(cn_store *store, const identity *id, cairn_error *err)
{
    static const char sql[] = "DROP TABLE IF EXISTS conflict; DROP TABLE IF EXISTS fact;"
                              "DROP TABLE IF EXISTS alias; DROP TABLE IF EXISTS entity";
    return id->version == 2 ? cn_stmt_exec(store, sql, err) : CAIRN_OK;
}

/* Those that there are not yet. */
static int make_tables(cn_store *store, const identity *id, cairn_error *err)
{
    int rc = bring_forward(store, id, err);

    if (rc == CAIRN_OK)
        rc = cn_stmt_exec(store, cn_schema_sql, err);
    if (rc == CAIRN_OK && !is_empty(id))
        rc = cn_store_set_unpublished(store, err);
    if (rc == CAIRN_OK)
        rc = cn_stmt_exec(
            store,
            "PRAGMA application_id = " TEXT_OF_VALUE(
                CN_STORE_APPLICATION_ID) ";"
                                         "PRAGMA user_version = " TEXT_OF_VALUE(CN_STORE_VERSION),
            err);
    return rc;
}

/* Makes the tables of a new store, or of an older one what it lacks.
 * Under the write lock, where another process can no longer be ahead of what was read. */
static int make_store(cn_store *store, cairn_error *err)
{
    identity id;
    int rc = cn_store_begin(store, err);

    if (rc < 0)
        return rc;
    rc = read_identity(store, &id, err);
    if (rc == CAIRN_OK)
        rc = judge(store, &id, err);
    if (rc == CAIRN_OK && id.version < CN_STORE_VERSION)
        rc = make_tables(store, &id, err);
    if (rc == CAIRN_OK)
        return cn_store_commit(store, err);
    cn_store_rollback(store);
    return rc;
}

/* page_size counts only while the file is empty. Loading 27,000 documents with all their rows (57
 * MB) takes 0.85 s of CPU on a 2-core EPYC with pages of 4096, 8192 or 16384 bytes alike; larger
 * ones write more for each commit of random rows, smaller ones split texts over more pages. The
 * log may grow to 64 MB before it is copied into the file, so that such a load is copied once. */
static int set_up_writing(cn_store *store, cairn_error *err)
{
    static const char sql[] =
        "PRAGMA page_size = 8192;"
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = NORMAL;" /* a power cut may lose the last commits, never the file */
        "PRAGMA wal_autocheckpoint = 8192";

    if (sqlite3_db_readonly(store->db, "main") == 1)
        return cn_fail(err, CAIRN_EIO, EACCES, "%s: the file cannot be written", store->label);
    return cn_stmt_exec(store, sql, err);
}

static int set_up(cn_store *store, cairn_error *err)
{
    static const char sql[] = "PRAGMA cache_size = -32768;" /* kB */
                              "PRAGMA mmap_size = 268435456;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA secure_delete = ON";
    identity id = {0};
    int rc = read_identity(store, &id, err);

    if (rc == CAIRN_OK)
        rc = judge(store, &id, err);
    if (rc == CAIRN_OK)
        rc = cn_stmt_exec(store, sql, err);
    if (rc < 0 || store->read_only)
        return rc;
    rc = set_up_writing(store, err);
    if (rc == CAIRN_OK && id.version < CN_STORE_VERSION)
        rc = make_store(store, err);
    return rc;
}

/* ---- Stores at rest ---- */

/* Readers of a WAL file share two files beside it. Where they cannot be made (a read-only disk or
 * folder) and no log waits there, nobody writes either, and SQLite may take the file as it is. */
static bool is_at_rest(const cn_store *store)
{
    int code = sqlite3_errcode(store->db) & 0xff;
    struct stat info;
    cn_buf wal;
    bool has_log;

    if (!store->read_only || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY))
        return false;
    cn_buf_init(&wal, strlen(store->path) + 4);
    cn_buf_add_str(&wal, store->path);
    cn_buf_add_str(&wal, "-wal");
    has_log = wal.status < 0 || (stat(wal.data, &info) == 0 && info.st_size > 0);
    cn_buf_done(&wal);
    return !has_log;
}

static void disconnect(cn_store *store)
{
    cn_stmt_done(store);
    sqlite3_close_v2(store->db);
    store->db = NULL;
}

static int immutable_uri(const char *name, cn_buf *uri, cairn_error *err)
{
    cn_buf_add_str(uri, "file:");
    for (; *name; name++) {
        if (strchr("?#%", *name))
            cn_buf_printf(uri, "%%%02x", (unsigned)*name);
        else
            cn_buf_add_char(uri, *name);
    }
    cn_buf_add_str(uri, "?immutable=1");
    return uri->status < 0 ? cn_fail_memory(err, uri->len) : CAIRN_OK;
}

static int open_at_rest(cn_store *store, const char *name, cairn_error *err)
{
    cn_buf uri;
    int rc;

    cn_buf_init(&uri, 3 * strlen(name) + 32);
    rc = immutable_uri(name, &uri, err);
    if (rc == CAIRN_OK) {
        disconnect(store);
        rc = connect_file(store, uri.data, err);
    }
    if (rc == CAIRN_OK)
        rc = set_up(store, err);
    cn_buf_done(&uri);
    return rc;
}

/* ---- Life cycle ---- */

static cn_store *new_store(const char *path, const cn_store_options *options)
{
    cn_store *store = cn_alloc_zero(1, sizeof(*store));

    if (!store)
        return NULL;
    store->path = cn_strdup(path);
    if (!store->path) {
        cn_free(store);
        return NULL;
    }
    make_label(store);
    store->read_only = options && options->read_only;
    store->busy_timeout_ms = options ? options->busy_timeout_ms : 0;
    return store;
}

/* Processes that make one new store at once get in each other's way while the file turns to WAL:
 * SQLite then says busy without waiting, or misses a log that another has just removed. Tried again
 * as long as a writer would be waited for. */
static int connect_patiently(cn_store *store, const char *name, cairn_error *err)
{
    const struct timespec pause = {0, 5 * 1000 * 1000};
    const uint64_t end = cn_clock_ns() + (uint64_t)store->busy_timeout_ms * 1000000;

    for (;;) {
        int code, rc = connect_file(store, name, err);

        if (rc == CAIRN_OK)
            rc = set_up(store, err);
        if (rc == CAIRN_OK || !store->db)
            return rc;
        code = sqlite3_errcode(store->db) & 0xff;
        if ((code != SQLITE_BUSY && code != SQLITE_IOERR) || cn_clock_ns() > end)
            return rc;
        disconnect(store);
        nanosleep(&pause, NULL);
    }
}

int cn_store_open(const char *path, const cn_store_options *options, cn_store **store,
                  cairn_error *err)
{
    cn_store *made = new_store(path, options);
    char *name = name_for_sqlite(path);
    int rc;

    *store = NULL;
    if (!made || !name) {
        rc = cn_fail_memory(err, sizeof(*made));
        goto out;
    }
    rc = check_path(made, err);
    if (rc == CAIRN_OK)
        rc = connect_patiently(made, name, err);
    if (rc == CAIRN_EIO && made->db && is_at_rest(made))
        rc = open_at_rest(made, name, err);
    if (rc == CAIRN_OK) {
        *store = made;
        made = NULL;
    }
out:
    cn_store_close(made);
    cn_free(name);
    return rc;
}

void cn_store_close(cn_store *store)
{
    if (!store)
        return;
    cn_store_rollback(store);
    cn_stmt_done(store);
    sqlite3_close_v2(store->db);
    for (int i = 0; i < CN_KEPT_KINDS; i++)
        cn_buf_done(&store->kept[i]);
    cn_buf_done(&store->packed);
    cn_map_done(&store->known_names);
    cn_map_done(&store->known_relations);
    cn_free(store->path);
    cn_free(store);
}

const char *cn_store_path(const cn_store *store)
{
    return store->path;
}

/* ---- Transactions ---- */

static void forget_known(cn_store *store)
{
    cn_map_clear(&store->known_names);
    cn_map_clear(&store->known_relations);
}

int cn_store_begin(cn_store *store, cairn_error *err)
{
    static const char sql[] = "BEGIN IMMEDIATE";
    int64_t version = 0;
    int rc;

    if (store->read_only) /* SQLite would begin, and refuse the first write */
        return cn_fail(err, CAIRN_EIO, EROFS, "%s: opened for reading only", store->label);
    rc = cn_stmt_run_ids(store, sql, NULL, 0, err);
    if (rc < 0)
        return rc;
    rc = cn_stmt_number(store, "PRAGMA data_version", 0, &version, err);
    if (rc < 0) {
        cn_store_rollback(store);
        return rc;
    }
    if (version != store->data_version)
        forget_known(store);
    store->data_version = version;
    return CAIRN_OK;
}

int cn_store_begin_read(cn_store *store, cairn_error *err)
{
    static const char sql[] = "BEGIN";
    uint64_t generation;
    int rc = cn_stmt_run_ids(store, sql, NULL, 0, err);

    if (rc < 0)
        return rc;
    /* BEGIN alone takes no snapshot; the first read does. */
    rc = cn_store_generation(store, &generation, err);
    if (rc < 0)
        cn_store_rollback(store);
    return rc;
}

int cn_store_commit(cn_store *store, cairn_error *err)
{
    static const char sql[] = "COMMIT";
    int rc = cn_stmt_run_ids(store, sql, NULL, 0, err);

    if (rc < 0)
        cn_store_rollback(store);
    return rc;
}

void cn_store_look_ahead(cn_store *store)
{
    store->looks_ahead = true;
}

void cn_store_rollback(cn_store *store)
{
    if (!store->db || !cn_stmt_in_transaction(store))
        return;
    /* Its failure leaves nothing to do: SQLite has ended the transaction by itself then. */
    cn_stmt_exec(store, "ROLLBACK", NULL);
    forget_known(store);
}

void cn_store_interrupt(cn_store *store)
{
    sqlite3_interrupt(store->db);
}

int cn_store_checkpoint(cn_store *store, cairn_error *err)
{
    int code;

    /* Without waiting: readers of an older snapshot keep their part of the log. */
    sqlite3_busy_timeout(store->db, 0);
    code = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->db, (int)store->busy_timeout_ms);
    if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
        return CAIRN_OK;
    return cn_stmt_fail(store, code, err);
}

/* The copy that SQLite makes goes to a file, for it may be larger than memory. */
int cn_store_vacuum(cn_store *store, cairn_error *err)
{
    int rc, n_frames = 0, n_copied = 0, code;

    if (store->read_only)
        return cn_fail(err, CAIRN_EIO, EROFS, "%s: opened for reading only", store->label);
    rc = cn_stmt_exec(store, "PRAGMA temp_store = FILE; VACUUM", err);
    cn_stmt_exec(store, "PRAGMA temp_store = MEMORY", NULL);
    if (rc < 0)
        return rc;
    code = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, &n_frames,
                                     &n_copied);
    return code == SQLITE_OK ? CAIRN_OK : cn_stmt_fail(store, code, err);
}

/* ---- Generation ---- */

int cn_store_generation(cn_store *store, uint64_t *generation, cairn_error *err)
{
    static const char sql[] = "SELECT value FROM meta WHERE key = 'generation'";
    int64_t number;
    int rc = cn_stmt_number(store, sql, 0, &number, err);

    *generation = (uint64_t)number;
    return rc;
}

int cn_store_set_generation(cn_store *store, uint64_t generation, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('generation', ?1)";
    static const char sql_clear[] = "DELETE FROM meta WHERE key = 'unpublished'";
    int rc = cn_stmt_run_ids(store, sql, (const int64_t[]){(int64_t)generation}, 1, err);

    return rc < 0 ? rc : cn_stmt_run_ids(store, sql_clear, NULL, 0, err);
}

int cn_store_set_unpublished(cn_store *store, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('unpublished', 1)";

    return cn_stmt_run_ids(store, sql, NULL, 0, err);
}

int cn_store_is_unpublished(cn_store *store, bool *is_unpublished, cairn_error *err)
{
    static const char sql[] = "SELECT count(*) FROM meta WHERE key = 'unpublished'";
    int64_t n;
    int rc = cn_stmt_number(store, sql, 0, &n, err);

    *is_unpublished = n > 0;
    return rc;
}
