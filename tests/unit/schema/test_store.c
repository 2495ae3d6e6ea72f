/* Opening, refusing, migrating; transactions between two connections; full disks. */
#include "tests/unit/schema/fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>

static int try_open(const char *path, bool read_only)
{
    const cn_store_options options = {.read_only = read_only};
    cn_store *store = (cn_store *)1;
    int rc = cn_store_open(path, &options, &store, &last_error);

    if (rc < 0)
        assert_null(store);
    cn_store_close(rc < 0 ? NULL : store);
    return rc;
}

static void write_file(const char *path, const char *data, size_t len)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    fclose(file);
}

static void beside(const fixture *f, const char *name, char path[96])
{
    snprintf(path, 96, "%s/%s", f->folder, name);
}

static void new_store_has_identity_and_version(void **state)
{
    fixture *f = *state;

    assert_int_equal(number_of(f->store, "PRAGMA application_id"), CN_STORE_APPLICATION_ID);
    assert_int_equal(number_of(f->store, "PRAGMA user_version"), CN_STORE_VERSION);
    assert_int_equal(number_of(f->store, "PRAGMA foreign_keys"), 1);
    assert_int_equal(number_of(f->store, "PRAGMA page_size"), 8192);
    assert_int_equal(number_of(f->store, "PRAGMA secure_delete"), 1);
    assert_int_equal(number_of(f->store, "PRAGMA trusted_schema"), 0);
    assert_string_equal(cn_store_path(f->store), f->path);
}

static void store_is_in_wal_mode(void **state)
{
    fixture *f = *state;
    cn_stmt *stmt;

    OK(cn_stmt_open(f->store, "PRAGMA journal_mode", &stmt, &last_error));
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_ROW);
    assert_string_equal(cn_stmt_text(stmt, 0, NULL), "wal");
    cn_stmt_free(stmt);
}

static void rows_survive_reopening(void **state)
{
    fixture *f = *state;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    OK(cn_store_set_generation(f->store, 7, &last_error));
    commit(f);
    reopen(f);
    assert_int_equal(stats_of(f->store).documents, 1);
}

static void generation_starts_at_zero_and_is_kept(void **state)
{
    fixture *f = *state;
    uint64_t generation = 99;

    OK(cn_store_generation(f->store, &generation, &last_error));
    assert_int_equal(generation, 0);
    begin(f);
    OK(cn_store_set_generation(f->store, 1, &last_error));
    OK(cn_store_set_generation(f->store, 2, &last_error));
    commit(f);
    reopen(f);
    OK(cn_store_generation(f->store, &generation, &last_error));
    assert_int_equal(generation, 2);
}

static void empty_file_becomes_a_store(void **state)
{
    fixture *f = *state;
    char path[96];

    beside(f, "empty", path);
    write_file(path, "", 0);
    assert_int_equal(try_open(path, true), CAIRN_ESCHEMA);
    assert_int_equal(try_open(path, false), CAIRN_OK);
    assert_int_equal(try_open(path, true), CAIRN_OK);
}

static void text_file_is_not_a_cairn_store(void **state)
{
    static const char text[] = "Dear diary, this is a text of some length and not a database.";
    fixture *f = *state;
    char path[96];
    struct stat info;

    beside(f, "diary.txt", path);
    write_file(path, text, strlen(text));
    assert_int_equal(try_open(path, false), CAIRN_ESCHEMA);
    assert_non_null(strstr(last_error.message, "diary.txt: not a cairn store"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, strlen(text));
}

static void file_of_another_program_is_refused_untouched(void **state)
{
    fixture *f = *state;
    char path[96];
    sqlite3 *db;

    beside(f, "other.db", path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(try_open(path, false), CAIRN_ESCHEMA);
    assert_non_null(strstr(last_error.message, "another program"));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO t VALUES (1)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    beside(f, "other.db-wal", path);
    assert_int_equal(access(path, F_OK), -1);
}

static void newer_store_is_refused(void **state)
{
    fixture *f = *state;

    OK(cn_stmt_exec(f->store, "PRAGMA user_version = 99", &last_error));
    assert_int_equal(try_open(f->path, false), CAIRN_ESCHEMA);
    assert_non_null(strstr(last_error.message, "newer cairn"));
    assert_int_equal(try_open(f->path, true), CAIRN_ESCHEMA);
}

static void older_store_is_refused_with_what_to_do(void **state)
{
    fixture *f = *state;

    OK(cn_stmt_exec(f->store, "PRAGMA user_version = 1", &last_error));
    assert_int_equal(try_open(f->path, false), CAIRN_ESCHEMA);
    assert_non_null(strstr(last_error.message, "into a new store"));
    assert_int_equal(try_open(f->path, true), CAIRN_ESCHEMA);
}

static void store_without_a_version_is_refused(void **state)
{
    fixture *f = *state;

    OK(cn_stmt_exec(f->store, "PRAGMA user_version = 0", &last_error));
    assert_int_equal(try_open(f->path, false), CAIRN_ESCHEMA);
}

static void reader_needs_a_file_and_makes_none(void **state)
{
    fixture *f = *state;
    char path[96];

    beside(f, "missing", path);
    assert_int_equal(try_open(path, true), CAIRN_ENOTFOUND);
    assert_non_null(strstr(last_error.message, "missing"));
    assert_int_equal(access(path, F_OK), -1);
}

static void folders_and_bad_paths_are_refused(void **state)
{
    fixture *f = *state;
    char path[96];

    assert_int_equal(try_open(f->folder, false), CAIRN_EIO);
    assert_non_null(strstr(last_error.message, "a folder"));
    assert_int_equal(try_open("/dev/null", false), CAIRN_EIO);
    assert_int_equal(try_open("", false), CAIRN_EINVAL);
    beside(f, "no/such/folder", path);
    assert_int_equal(try_open(path, false), CAIRN_EIO);
    beside(f, "kb.cairn/x", path);
    assert_int_equal(try_open(path, false), CAIRN_EIO);
    assert_int_equal(last_error.detail, ENOTDIR);
}

static void odd_names_are_plain_files(void **state)
{
    static const char *const names[] = {":memory:", "file:x?mode=memory", "a?b#c%20d"};
    fixture *f = *state;
    char here[256];

    assert_non_null(getcwd(here, sizeof(here)));
    assert_int_equal(chdir(f->folder), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(try_open(names[i], false), CAIRN_OK);
        assert_int_equal(access(names[i], F_OK), 0);
    }
    assert_int_equal(chdir(here), 0);
}

static void long_path_leaves_room_for_the_sentence(void **state)
{
    char path[512];

    (void)state;
    memset(path, 'a', sizeof(path));
    memcpy(path, "/tmp/", 5);
    strcpy(path + 400, "/kb.cairn");
    assert_int_equal(try_open(path, true), CAIRN_EIO); /* ENAMETOOLONG */
    assert_non_null(strstr(last_error.message, "aa/kb.cairn: cannot open the store: "));
}

/* ---- Rights: as root, under the user "nobody" ---- */

static void drop_rights(void)
{
    if (getuid() == 0)
        assert_int_equal(seteuid(65534), 0);
}

static void regain_rights(void)
{
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
}

static void read_only_folder_is_a_clear_sentence(void **state)
{
    fixture *f = *state;
    char path[96];
    int rc;

    beside(f, "new", path);
    chmod(f->folder, 0555);
    drop_rights();
    rc = try_open(path, false);
    regain_rights();
    chmod(f->folder, 0755);
    assert_int_equal(rc, CAIRN_EIO);
    assert_int_equal(last_error.detail, EACCES);
    assert_non_null(strstr(last_error.message, "cannot make the store: "));
}

static void store_in_a_read_only_folder_can_be_read(void **state)
{
    fixture *f = *state;
    cn_store *store = NULL;
    const cn_store_options options = {.read_only = true};
    int rc;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    cn_store_close(f->store);
    f->store = NULL;
    chmod(f->path, 0444);
    chmod(f->folder, 0555);
    drop_rights();
    rc = cn_store_open(f->path, &options, &store, &last_error);
    if (rc == CAIRN_OK)
        assert_int_equal(stats_of(store).documents, 1);
    cn_store_close(store);
    assert_int_equal(try_open(f->path, false), CAIRN_EIO);
    regain_rights();
    chmod(f->folder, 0755);
    assert_int_equal(rc, CAIRN_OK);
}

static void reader_cannot_write(void **state)
{
    fixture *f = *state;
    cn_store *reader = open_reader(f->path);

    assert_int_equal(cn_store_begin(reader, &last_error), CAIRN_EIO);
    assert_non_null(strstr(last_error.message, "for reading only"));
    cn_store_close(reader);
}

/* ---- Damage ---- */

/* A store of 60 documents, closed, in one file. */
static size_t make_victim(fixture *f, char **data)
{
    FILE *file;
    long len;

    begin(f);
    for (int i = 0; i < 60; i++) {
        char text[600], uri[16];

        memset(text, 'x', sizeof(text));
        snprintf(uri, sizeof(uri), "doc %d", i);
        snprintf(text, sizeof(text), "Person %d was born in Halvery %0500d.", i, i);
        put_all(f->store, uri, text, uri);
    }
    settle(f);
    commit(f);
    cn_store_close(f->store);
    f->store = NULL;
    file = fopen(f->path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    len = ftell(file);
    rewind(file);
    *data = malloc((size_t)len);
    assert_int_equal(fread(*data, 1, (size_t)len, file), (size_t)len);
    fclose(file);
    return (size_t)len;
}

static int use_victim(const char *path)
{
    const cn_store_options options = {.busy_timeout_ms = 0};
    cn_store *store = NULL;
    uint64_t n_issues = 0;
    char hex[33];
    int rc = cn_store_open(path, &options, &store, &last_error);

    if (rc == CAIRN_OK)
        rc = cn_store_digest(store, hex, &last_error);
    if (rc == CAIRN_OK)
        rc = cn_store_check(store, NULL, NULL, &n_issues, &last_error);
    cn_store_close(store);
    return rc < 0 ? rc : (int)(n_issues > 0);
}

static void flipped_bytes_never_crash(void **state)
{
    fixture *f = *state;
    char *data = NULL;
    size_t len = make_victim(f, &data);
    int n_found = 0;

    for (size_t at = 0; at < len; at += 1021) {
        int rc;

        data[at] = (char)(data[at] ^ 0x55);
        remove_files(f->folder);
        write_file(f->path, data, len);
        rc = use_victim(f->path);
        assert_true(rc >= 0 || rc == CAIRN_EDB || rc == CAIRN_ESCHEMA || rc == CAIRN_ENOMEM);
        n_found += rc != 0;
        data[at] = (char)(data[at] ^ 0x55);
    }
    assert_true(n_found > 0);
    free(data);
}

static void truncated_file_is_damaged(void **state)
{
    static const size_t pages[] = {1, 3, 10};
    fixture *f = *state;
    char *data = NULL;

    make_victim(f, &data);
    for (int i = 0; i < 3; i++) {
        remove_files(f->folder);
        write_file(f->path, data, pages[i] * 8192 + 100);
        assert_int_equal(use_victim(f->path), CAIRN_EDB);
        assert_non_null(strstr(last_error.message, "kb.cairn: the store is damaged"));
    }
    free(data);
}

/* ---- Transactions ---- */

static void rollback_undoes_and_is_fine_without_a_transaction(void **state)
{
    fixture *f = *state;

    cn_store_rollback(f->store);
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    cn_store_rollback(f->store);
    assert_int_equal(stats_of(f->store).pending, 0);
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada"); /* its names are written again */
    settle(f);
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
}

static void reader_keeps_its_snapshot_while_a_writer_commits(void **state)
{
    fixture *f = *state;
    cn_store *reader = open_reader(f->path);

    OK(cn_store_begin_read(reader, &last_error));
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    assert_int_equal(stats_of(reader).documents, 0);
    OK(cn_store_commit(reader, &last_error));
    assert_int_equal(stats_of(reader).documents, 1);
    cn_store_close(reader);
}

static void second_writer_is_told_it_is_busy(void **state)
{
    fixture *f = *state;
    cn_store *other = open_store(f->path);

    begin(f);
    assert_int_equal(cn_store_begin(other, &last_error), CAIRN_EBUSY);
    assert_non_null(strstr(last_error.message, "another process is writing"));
    commit(f);
    OK(cn_store_begin(other, &last_error));
    cn_store_close(other); /* rolls back */
    begin(f);
    commit(f);
}

static void commit_without_a_transaction_fails(void **state)
{
    fixture *f = *state;

    assert_int_equal(cn_store_commit(f->store, &last_error), CAIRN_EDB);
}

static void interrupt_stops_a_running_scan_only(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_mention_row row;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    put_all(f->store, "b", "Bob was born.", "Bob");
    settle(f);
    commit(f);
    cn_store_interrupt(f->store); /* nothing runs: no effect */
    OK(cn_mention_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_mention_next(cursor, &row, &last_error), CAIRN_ROW);
    cn_store_interrupt(f->store);
    assert_int_equal(cn_mention_next(cursor, &row, &last_error), CAIRN_ECANCELED);
    cn_cursor_free(cursor);
    assert_int_equal(stats_of(f->store).documents, 2);
}

static void full_disk_is_told_and_undone(void **state)
{
    fixture *f = *state;
    int rc = CAIRN_OK;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    OK(cn_stmt_exec(f->store, "PRAGMA max_page_count = 1", &last_error)); /* as it is now */
    begin(f);
    for (int i = 1; rc == CAIRN_OK && i < 10000; i++) {
        cn_chunk_row row = {.id = i, .heading = "", .text = "some text", .text_len = 9};

        rc = cn_chunk_put(f->store, &row, &last_error);
    }
    assert_int_equal(rc, CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "the disk is full"));
    cn_store_rollback(f->store);
    assert_int_equal(stats_of(f->store).chunks, 1);
    OK(cn_stmt_exec(f->store, "PRAGMA max_page_count = 1000000", &last_error));
    begin(f);
    put_all(f->store, "b", "Bob was born.", "Bob");
    commit(f);
}

static void checkpoint_moves_the_log_into_the_file(void **state)
{
    fixture *f = *state;
    char path[96];
    struct stat info;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    commit(f);
    OK(cn_store_checkpoint(f->store, &last_error));
    beside(f, "kb.cairn-wal", path);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, 0);
}

static void checkpoint_is_content_with_less_while_others_read(void **state)
{
    fixture *f = *state;
    cn_store *reader = open_reader(f->path);

    OK(cn_store_begin_read(reader, &last_error));
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    commit(f);
    OK(cn_store_checkpoint(f->store, &last_error));
    cn_store_close(reader);
}

static void what_is_unpublished_is_remembered_until_the_next_generation(void **state)
{
    fixture *f = *state;
    bool is_unpublished = true;

    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_false(is_unpublished);
    begin(f);
    OK(cn_store_set_unpublished(f->store, &last_error));
    commit(f);
    reopen(f);
    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_true(is_unpublished);
    begin(f);
    OK(cn_store_set_generation(f->store, 7, &last_error));
    commit(f);
    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_false(is_unpublished);
}

/* ---- Versions ---- */

/* Makes of the open store one of version 2, as it was written then, with what was fused. */
static void step_back_to_version_2(cn_store *store)
{
    static const char sql[] =
        "DROP TABLE origin; DROP TABLE name_use; DROP TABLE relation_use; DROP TABLE block;"
        "DROP TABLE stated_alias; DROP TABLE entity; DROP TABLE alias; DROP TABLE sense;"
        "DROP TABLE fact; DROP TABLE conflict; DROP TABLE decision; DROP TABLE learned;"
        "DROP TABLE build;"
        "CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type INTEGER NOT NULL, "
        "    mentions INTEGER NOT NULL, about INTEGER NOT NULL);"
        "CREATE TABLE alias (key INTEGER NOT NULL, entity INTEGER NOT NULL, score REAL NOT NULL, "
        "    reason TEXT NOT NULL, PRIMARY KEY (key, entity)) WITHOUT ROWID;"
        "CREATE TABLE fact (subject INTEGER NOT NULL, id INTEGER NOT NULL, "
        "    relation INTEGER NOT NULL, object INTEGER, literal TEXT NOT NULL, "
        "    object_type INTEGER NOT NULL, support INTEGER NOT NULL, confidence REAL NOT NULL, "
        "    belief REAL NOT NULL, believed INTEGER NOT NULL, statements BLOB NOT NULL, "
        "    PRIMARY KEY (subject, id)) WITHOUT ROWID;"
        "CREATE INDEX fact_object ON fact (object) WHERE object IS NOT NULL;"
        "CREATE TABLE conflict (subject INTEGER NOT NULL, relation INTEGER NOT NULL, "
        "    winner INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (subject, relation)) "
        "    WITHOUT ROWID;"
        "INSERT INTO entity VALUES (3, 'Ada', 1, 1, 1), (4, 'Halvery', 2, 1, 1);"
        "INSERT INTO alias VALUES (9, 3, 1, 'initials');"
        "INSERT INTO fact VALUES (3, 5, 6, 4, '', 2, 1, 0.5, 0.5, 1, X'0000000001000000');"
        "INSERT INTO conflict VALUES (3, 6, 5, 'majority');"
        "PRAGMA user_version = 2";

    OK(cn_stmt_exec(store, sql, &last_error));
}

/* All tables and indices with their columns, as one text. */
static void shape_of(cn_store *store, char *shape, size_t size)
{
    static const char sql[] =
        "SELECT s.type || ' ' || s.name || ' ' || coalesce((SELECT group_concat(c.name || ':' || "
        "c.type || ':' || c.\"notnull\" || ':' || c.pk) FROM pragma_table_info(s.name) AS c), '') "
        "FROM sqlite_schema AS s ORDER BY s.name";
    size_t len = 0;
    cn_stmt *stmt;

    OK(cn_stmt_open(store, sql, &stmt, &last_error));
    while (cn_stmt_next(stmt, &last_error) == CAIRN_ROW && len < size)
        len += (size_t)snprintf(shape + len, size - len, "%s\n", cn_stmt_text(stmt, 0, NULL));
    assert_in_range(len, 1, size - 1);
    cn_stmt_free(stmt);
}

static void store_of_version_2_is_brought_forward(void **state)
{
    fixture *f = *state;
    static char made[8192], migrated[8192];
    bool is_unpublished = false;
    int version = 9;

    shape_of(f->store, made, sizeof(made));
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    OK(cn_store_set_generation(f->store, 7, &last_error));
    commit(f);
    step_back_to_version_2(f->store);
    reopen(f);
    assert_int_equal(number_of(f->store, "PRAGMA user_version"), CN_STORE_VERSION);
    assert_int_equal(number_of(f->store, "PRAGMA application_id"), CN_STORE_APPLICATION_ID);
    shape_of(f->store, migrated, sizeof(migrated));
    assert_string_equal(migrated, made);
    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_true(is_unpublished);
    OK(cn_fused_version(f->store, &version, &last_error));
    assert_int_equal(version, 0);
    assert_int_equal(stats_of(f->store).documents, 1);
    assert_int_equal(stats_of(f->store).statements, 1);
    assert_int_equal(stats_of(f->store).entities, 0);
    assert_int_equal(stats_of(f->store).facts, 0);
    begin(f);
    OK(cn_store_set_generation(f->store, 8, &last_error));
    commit(f);
    reopen(f); /* once only */
    OK(cn_store_is_unpublished(f->store, &is_unpublished, &last_error));
    assert_false(is_unpublished);
}

static void reader_of_version_2_is_told_what_to_run(void **state)
{
    fixture *f = *state;

    step_back_to_version_2(f->store);
    assert_int_equal(try_open(f->path, true), CAIRN_ESCHEMA);
    assert_non_null(strstr(last_error.message, "run `cairn index` on it once"));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM entity"), 2);
    assert_int_equal(number_of(f->store, "PRAGMA user_version"), 2);
    assert_int_equal(try_open(f->path, false), CAIRN_OK);
    assert_int_equal(try_open(f->path, true), CAIRN_OK);
}

static void version_2_stays_when_it_cannot_be_brought_forward(void **state)
{
    fixture *f = *state;

    step_back_to_version_2(f->store);
    begin(f);
    assert_int_equal(try_open(f->path, false), CAIRN_EBUSY);
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM entity"), 2);
    assert_int_equal(number_of(f->store, "PRAGMA user_version"), 2);
}

/* ---- Vacuum ---- */

static bool file_has(const char *path, const char *word)
{
    FILE *file = fopen(path, "rb");
    const size_t len = strlen(word);
    size_t matched = 0;
    int c;

    assert_non_null(file);
    while (matched < len && (c = getc(file)) != EOF)
        matched = c == word[matched] ? matched + 1 : c == word[0];
    fclose(file);
    return matched == len;
}

static bool folder_has(const fixture *f, const char *word)
{
    DIR *dir = opendir(f->folder);
    bool found = false;
    struct dirent *entry;
    char path[320];

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        snprintf(path, sizeof(path), "%s/%s", f->folder, entry->d_name);
        found |= entry->d_name[0] != '.' && file_has(path, word);
    }
    closedir(dir);
    return found;
}

static void put_secret(fixture *f)
{
    const cn_entity_row entity = {.id = 3, .name = "Xyzzyva entity"};
    const cn_alias_row alias = {
        .key = 9, .entity = 3, .features = "Xyzzyva", .reason = "Xyzzyva reason"};
    const cn_fact_row fact = {.id = 2, .subject = 3, .literal = "Xyzzyva", .valid = "Xyzzyva"};
    const cn_conflict_row conflict = {.subject = 3, .reason = "Xyzzyva"};
    cairn_id id = put_all(f->store, "Xyzzyva.txt", "Xyzzyva was born.", "Xyzzyva");

    relation_id(f->store, "Xyzzyva of");
    put_chunk(f->store, id, 1, "Xyzzyva again.", 17);
    OK(cn_progress_put(f->store, id, CAIRN_STAGE_EXTRACT, 1, "Xyzzyva failed", &last_error));
    OK(cn_entity_put(f->store, &entity, &last_error));
    OK(cn_alias_put(f->store, &alias, &last_error));
    OK(cn_fact_put(f->store, &fact, NULL, 0, &last_error));
    OK(cn_conflict_put(f->store, &conflict, &last_error));
}

static void vacuum_leaves_no_trace_of_what_was_deleted(void **state)
{
    fixture *f = *state;

    for (int i = 0; i < 200; i++) {
        char text[64];

        begin(f); /* between others, on their pages */
        snprintf(text, sizeof(text), "Ada %d was born.", i);
        put_all(f->store, text, text, text);
        if (i == 100)
            put_secret(f);
        settle(f);
        commit(f);
    }
    assert_true(folder_has(f, "Xyzzyva"));
    begin(f);
    OK(cn_document_forget(f->store, "Xyzzyva.txt", &last_error));
    settle(f);
    OK(cn_fused_clear(f->store, &last_error));
    OK(cn_name_drop(f->store, cn_hash_id("Xyzzyva", 7), &last_error));
    OK(cn_relation_drop(f->store, cn_hash_id("Xyzzyva of", 10), &last_error));
    commit(f);
    assert_true(folder_has(f, "Xyzzyva")); /* the log at least */
    OK(cn_store_vacuum(f->store, &last_error));
    assert_false(folder_has(f, "Xyzzyva"));
    assert_true(folder_has(f, "Ada 199 was born."));
    assert_int_equal(stats_of(f->store).documents, 200);
    assert_int_equal(number_of(f->store, "PRAGMA temp_store"), 2);
}

static void vacuum_needs_the_store_for_itself(void **state)
{
    fixture *f = *state;
    cn_store *reader = open_reader(f->path);

    assert_int_equal(cn_store_vacuum(reader, &last_error), CAIRN_EIO);
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    assert_int_equal(cn_store_vacuum(f->store, &last_error), CAIRN_EDB);
    commit(f);
    OK(cn_store_begin_read(reader, &last_error));
    assert_int_equal(cn_store_vacuum(f->store, &last_error), CAIRN_EBUSY);
    cn_store_rollback(reader);
    OK(cn_store_vacuum(f->store, &last_error));
    assert_int_equal(stats_of(f->store).pending, 1);
    cn_store_close(reader);
}

static void many_processes_may_make_one_new_store(void **state)
{
    enum { ROUNDS = 20, CHILDREN = 4 };
    const cn_store_options options = {.busy_timeout_ms = 5000};
    fixture *f = *state;

    for (int round = 0; round < ROUNDS; round++) {
        char path[96];

        snprintf(path, sizeof(path), "%s/race%d", f->folder, round);
        for (int i = 0; i < CHILDREN; i++) {
            if (fork() == 0) {
                cn_store *store = NULL;
                int rc = cn_store_open(path, &options, &store, &last_error);

                if (rc < 0)
                    fprintf(stderr, "%d: %s\n", rc, last_error.message);
                cn_store_close(store);
                _exit(rc < 0);
            }
        }
        for (int i = 0; i < CHILDREN; i++) {
            int status = -1;

            assert_true(wait(&status) > 0);
            assert_int_equal(status, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(new_store_has_identity_and_version),
        STORE_TEST(store_is_in_wal_mode),
        STORE_TEST(rows_survive_reopening),
        STORE_TEST(generation_starts_at_zero_and_is_kept),
        STORE_TEST(empty_file_becomes_a_store),
        STORE_TEST(text_file_is_not_a_cairn_store),
        STORE_TEST(file_of_another_program_is_refused_untouched),
        STORE_TEST(newer_store_is_refused),
        STORE_TEST(older_store_is_refused_with_what_to_do),
        STORE_TEST(store_without_a_version_is_refused),
        STORE_TEST(reader_needs_a_file_and_makes_none),
        STORE_TEST(folders_and_bad_paths_are_refused),
        STORE_TEST(odd_names_are_plain_files),
        STORE_TEST(long_path_leaves_room_for_the_sentence),
        STORE_TEST(read_only_folder_is_a_clear_sentence),
        STORE_TEST(store_in_a_read_only_folder_can_be_read),
        STORE_TEST(reader_cannot_write),
        STORE_TEST(flipped_bytes_never_crash),
        STORE_TEST(truncated_file_is_damaged),
        STORE_TEST(rollback_undoes_and_is_fine_without_a_transaction),
        STORE_TEST(reader_keeps_its_snapshot_while_a_writer_commits),
        STORE_TEST(second_writer_is_told_it_is_busy),
        STORE_TEST(commit_without_a_transaction_fails),
        STORE_TEST(interrupt_stops_a_running_scan_only),
        STORE_TEST(full_disk_is_told_and_undone),
        STORE_TEST(checkpoint_moves_the_log_into_the_file),
        STORE_TEST(checkpoint_is_content_with_less_while_others_read),
        STORE_TEST(what_is_unpublished_is_remembered_until_the_next_generation),
        STORE_TEST(store_of_version_2_is_brought_forward),
        STORE_TEST(reader_of_version_2_is_told_what_to_run),
        STORE_TEST(version_2_stays_when_it_cannot_be_brought_forward),
        STORE_TEST(vacuum_leaves_no_trace_of_what_was_deleted),
        STORE_TEST(vacuum_needs_the_store_for_itself),
        STORE_TEST(many_processes_may_make_one_new_store),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
