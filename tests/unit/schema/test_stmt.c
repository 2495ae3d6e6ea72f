/* Statements: reuse, nesting, sticky failures, and every out-of-memory path of a small run. */
#include "tests/unit/schema/fixture.h"

#include <sqlite3.h>

#include "base/mem.h"

/* ---- SQLite's allocator, made to fail ---- */

static sqlite3_mem_methods real_memory;
static uint64_t n_asked;
static uint64_t failing_number; /* 0: none */

static int may_allocate(void)
{
    n_asked++;
    return failing_number == 0 || n_asked != failing_number;
}

static void *shim_malloc(int size)
{
    return may_allocate() ? real_memory.xMalloc(size) : NULL;
}

static void *shim_realloc(void *block, int size)
{
    return may_allocate() ? real_memory.xRealloc(block, size) : NULL;
}

static void install_shim(void)
{
    sqlite3_mem_methods shim;

    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    shim = real_memory;
    shim.xMalloc = shim_malloc;
    shim.xRealloc = shim_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &shim), SQLITE_OK);
}

/* ---- A small run, made to fail ---- */

static int put_row(cn_store *store, cairn_error *err)
{
    cn_document_row document = document_row("a", "Ada was born.");
    cn_chunk_row chunk = {.heading = "", .text = "Ada was born.", .text_len = 13};
    cn_mention_row mention = {.len = 3};
    cn_put_outcome outcome;
    cairn_id id;
    int rc = cn_document_put(store, &document, &id, &outcome, err);

    if (rc == CAIRN_OK) {
        chunk.id = cn_chunk_id(id, 0);
        mention.id = cn_mention_id(chunk.id, 0);
        rc = cn_chunk_put(store, &chunk, err);
    }
    if (rc == CAIRN_OK)
        rc = cn_name_put(store, "Ada", 3, &mention.name, err);
    if (rc == CAIRN_OK)
        rc = cn_mention_put(store, &mention, err);
    if (rc == CAIRN_OK)
        rc = cn_document_settle(store, err);
    return rc;
}

static int read_row(cn_store *store, cairn_error *err)
{
    cn_document_row document;
    cn_chunk_row chunk;
    cn_cursor *cursor = NULL;
    char hex[33];
    int rc = cn_document_find(store, "a", &document, err);

    if (rc == CAIRN_OK)
        rc = cn_chunk_get(store, cn_chunk_id(document.id, 0), &chunk, err);
    if (rc == CAIRN_OK)
        rc = cn_chunk_scan(store, 0, &cursor, err);
    while (rc == CAIRN_OK && (rc = cn_chunk_next(cursor, &chunk, err)) == CAIRN_ROW)
        rc = CAIRN_OK;
    cn_cursor_free(cursor);
    return rc < 0 ? rc : cn_store_digest(store, hex, err);
}

static int run_once(void *user)
{
    const fixture *f = user;
    cairn_error err = CAIRN_ERROR_INIT;
    cn_store *store = NULL;
    int rc = cn_store_open(f->path, NULL, &store, &err);

    if (rc == CAIRN_OK)
        rc = cn_store_begin(store, &err);
    if (rc == CAIRN_OK)
        rc = put_row(store, &err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(store, &err);
    if (rc == CAIRN_OK)
        rc = read_row(store, &err);
    cn_store_close(store);
    if (rc < 0)
        assert_int_equal(err.status, rc);
    return rc;
}

/* After a failure the store is as before the run or as after it, and sound. */
static void expect_sound(const fixture *f)
{
    cn_store *store = open_store(f->path);
    uint64_t n_issues;
    cairn_stats stats = stats_of(store);

    OK(cn_store_check(store, NULL, NULL, &n_issues, &last_error));
    assert_int_equal(n_issues, 0);
    assert_true(stats.documents <= 1 && stats.pending == 0);
    assert_int_equal(stats.documents, stats.mentions);
    cn_store_close(store);
}

static void close_and_remove(fixture *f)
{
    cn_store_close(f->store);
    f->store = NULL;
    remove_files(f->folder);
}

static void our_failing_allocations_leave_a_sound_store(void **state)
{
    enum { WALK_MAX = 100000 };
    fixture *f = *state;
    int rc = -1;

    close_and_remove(f);
    for (uint64_t n = 1; n < WALK_MAX && rc != 1; n++) {
        int64_t live = cn_mem_live();
        uint64_t before = cn_mem_count();

        remove_files(f->folder);
        cn_mem_fail_at(n, false);
        rc = run_once(f);
        cn_mem_fail_at(0, false);
        assert_int_equal(cn_mem_live(), live);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        if (cn_mem_count() - before < n)
            rc = rc == CAIRN_OK ? 1 : rc;
        else
            expect_sound(f);
    }
    assert_int_equal(rc, 1);
}

static void sqlite_failing_allocations_leave_a_sound_store(void **state)
{
    /* Each number at first, where opening is; then every 7th, to take seconds, not minutes. */
    enum { WALK_MAX = 100000, DENSE = 300, STRIDE = 7 };
    fixture *f = *state;
    uint64_t n = 1;
    int rc = -1;

    close_and_remove(f);
    for (; n < WALK_MAX && rc != 1; n += n < DENSE ? 1 : STRIDE) {
        remove_files(f->folder);
        n_asked = 0;
        failing_number = n;
        rc = run_once(f);
        failing_number = 0;
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        if (n_asked < n)
            rc = rc == CAIRN_OK ? 1 : rc;
        else
            expect_sound(f);
    }
    assert_int_equal(rc, 1);
}

/* ---- Statements ---- */

static void statement_is_prepared_once(void **state)
{
    static const char sql[] = "SELECT count(*) FROM name";
    fixture *f = *state;
    cn_stmt *first, *second;

    OK(cn_stmt_open(f->store, sql, &first, &last_error));
    cn_stmt_free(first);
    OK(cn_stmt_open(f->store, sql, &second, &last_error));
    assert_ptr_equal(first, second);
    cn_stmt_free(second);
    cn_stmt_free(NULL);
}

static void one_text_may_be_open_many_times(void **state)
{
    fixture *f = *state;
    cn_cursor *outer, *inner;
    int64_t id;
    const char *surface;
    size_t len;
    int n = 0;

    begin(f);
    for (int i = 0; i < 3; i++) {
        char name[16];

        snprintf(name, sizeof(name), "n%d", i);
        name_id(f->store, name);
    }
    commit(f);
    OK(cn_name_scan(f->store, &outer, &last_error));
    while (cn_name_next(outer, &id, &surface, &len, &last_error) == CAIRN_ROW) {
        char before[16];

        snprintf(before, sizeof(before), "%s", surface);
        OK(cn_name_scan(f->store, &inner, &last_error));
        while (cn_name_next(inner, &id, &surface, &len, &last_error) == CAIRN_ROW)
            n++;
        cn_cursor_free(inner);
        assert_int_equal(before[0], 'n');
    }
    cn_cursor_free(outer);
    cn_cursor_free(NULL);
    assert_int_equal(n, 9);
    assert_int_equal(f->store->n_open, 0);
}

static void bad_sql_is_a_database_error(void **state)
{
    fixture *f = *state;
    cn_stmt *stmt;

    assert_int_equal(cn_stmt_open(f->store, "SELEKT 1", &stmt, &last_error), CAIRN_EDB);
    assert_null(stmt);
    assert_non_null(strstr(last_error.message, "syntax error"));
    assert_int_equal(cn_stmt_exec(f->store, "SELECT nothing", &last_error), CAIRN_EDB);
}

static void failed_bind_comes_out_of_the_next_step(void **state)
{
    static const char sql[] = "SELECT ?1";
    fixture *f = *state;
    cn_stmt *stmt;

    OK(cn_stmt_open(f->store, sql, &stmt, &last_error));
    cn_stmt_bind_i64(stmt, 9, 1);
    cn_stmt_bind_i64(stmt, 1, 1);
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_EDB);
    cn_stmt_free(stmt);
    OK(cn_stmt_open(f->store, sql, &stmt, &last_error));
    cn_stmt_bind_f64(stmt, 1, 0.5);
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_ROW);
    assert_true(cn_stmt_f64(stmt, 0) == 0.5);
    cn_stmt_free(stmt);
}

static void null_text_reads_as_empty(void **state)
{
    static const char sql[] = "SELECT ?1, ?2";
    fixture *f = *state;
    cn_stmt *stmt;
    size_t len = 9;

    OK(cn_stmt_open(f->store, sql, &stmt, &last_error));
    cn_stmt_bind_null(stmt, 1);
    cn_stmt_bind_str(stmt, 2, NULL);
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_ROW);
    assert_true(cn_stmt_is_null(stmt, 0));
    assert_string_equal(cn_stmt_text(stmt, 0, &len), "");
    assert_int_equal(len, 0);
    assert_false(cn_stmt_is_null(stmt, 1));
    assert_null(cn_stmt_blob(stmt, 0, &len));
    assert_int_equal(cn_stmt_row(stmt, &last_error), CAIRN_ROW);
    cn_stmt_free(stmt);
}

static void sqlite_codes_become_our_statuses(void **state)
{
    static const struct {
        int code, status;
        const char *part;
    } cases[] = {
        {SQLITE_NOMEM, CAIRN_ENOMEM, "out of memory"},
        {SQLITE_IOERR_NOMEM, CAIRN_ENOMEM, "out of memory"},
        {SQLITE_BUSY_SNAPSHOT, CAIRN_EBUSY, "another process"},
        {SQLITE_INTERRUPT, CAIRN_ECANCELED, "stopped"},
        {SQLITE_FULL, CAIRN_EDB, "disk is full"},
        {SQLITE_CORRUPT_VTAB, CAIRN_EDB, "damaged"},
        {SQLITE_NOTADB, CAIRN_EDB, "damaged"},
        {SQLITE_CANTOPEN_ISDIR, CAIRN_EIO, "cannot open"},
        {SQLITE_READONLY_DBMOVED, CAIRN_EIO, "cannot be written"},
        {SQLITE_IOERR_READ, CAIRN_EIO, "cannot read or write"},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(cn_stmt_fail(f->store, cases[i].code, &last_error), cases[i].status);
        assert_non_null(strstr(last_error.message, cases[i].part));
        assert_non_null(strstr(last_error.message, "kb.cairn: "));
    }
}

static void counts_read_as_they_were_bound(void **state)
{
    static const char sql[] = "SELECT ?1, X'01'";
    const uint64_t in[CN_COUNTS_MAX] = {UINT64_MAX, 2, 300};
    uint64_t out[CN_COUNTS_MAX];
    fixture *f = *state;
    cn_stmt *stmt;

    OK(cn_stmt_open(f->store, sql, &stmt, &last_error));
    cn_stmt_bind_counts(stmt, 1, in, CN_COUNTS_MAX);
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_ROW);
    OK(cn_stmt_counts(stmt, 0, "thing", 7, out, CN_COUNTS_MAX, &last_error));
    assert_memory_equal(out, in, sizeof(in));
    assert_int_equal(cn_stmt_counts(stmt, 1, "thing", 7, out, 2, &last_error), CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "the counts of thing 7 cannot be read"));
    cn_stmt_free(stmt);
}

static void changed_rows_are_counted(void **state)
{
    fixture *f = *state;

    begin(f);
    name_id(f->store, "Ada");
    name_id(f->store, "Bob");
    OK(cn_stmt_run_ids(f->store, "DELETE FROM name", NULL, 0, &last_error));
    assert_int_equal(cn_stmt_changes(f->store), 2);
    OK(cn_stmt_run_ids(f->store, "DELETE FROM name", NULL, 0, &last_error));
    assert_int_equal(cn_stmt_changes(f->store), 0);
    commit(f);
}

static void kept_strings_may_hold_nul_and_last_until_the_next(void **state)
{
    fixture *f = *state;
    const char *a = "a\0b", *b = "second";
    const cn_borrowed strings[] = {{&a, 3}, {&b, 6}};

    OK(cn_stmt_keep(f->store, CN_KEPT_CHUNK, strings, 2, &last_error));
    assert_memory_equal(a, "a\0b", 4);
    assert_string_equal(b, "second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(statement_is_prepared_once),
        STORE_TEST(one_text_may_be_open_many_times),
        STORE_TEST(bad_sql_is_a_database_error),
        STORE_TEST(failed_bind_comes_out_of_the_next_step),
        STORE_TEST(null_text_reads_as_empty),
        STORE_TEST(sqlite_codes_become_our_statuses),
        STORE_TEST(counts_read_as_they_were_bound),
        STORE_TEST(changed_rows_are_counted),
        STORE_TEST(kept_strings_may_hold_nul_and_last_until_the_next),
        STORE_TEST(our_failing_allocations_leave_a_sound_store),
        STORE_TEST(sqlite_failing_allocations_leave_a_sound_store),
    };

    install_shim();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
