/* Walks: which files are found, in which order. */
#define _XOPEN_SOURCE 700

#include "unit/ingest/folder.h"

typedef struct found {
    const folder *folder;
    char files[4000];    /* names below the folder, each followed by a space */
    char problems[4000]; /* "name: sentence;" */
    int stop_after;
} found;

static const char *below(const found *all, const char *path)
{
    size_t len = strlen(all->folder->path);

    return strncmp(path, all->folder->path, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

static int note_file(void *user, const char *path, cairn_error *err)
{
    found *all = user;
    size_t len = strlen(all->files);

    snprintf(all->files + len, sizeof(all->files) - len, "%s ", below(all, path));
    if (all->stop_after > 0 && --all->stop_after == 0)
        return cn_fail(err, CAIRN_EIO, 0, "disk full");
    return CAIRN_OK;
}

static int note_problem(void *user, const char *path, const char *sentence, cairn_error *err)
{
    found *all = user;
    size_t len = strlen(all->problems);

    (void)err;
    snprintf(all->problems + len, sizeof(all->problems) - len, "%s: %s;", below(all, path),
             sentence);
    return CAIRN_OK;
}

static int walk(found *all, const folder *f, const char *name, cairn_error *err)
{
    const cn_walk_sink sink = {note_file, note_problem, all};

    all->folder = f;
    return cn_source_walk(name ? folder_path(f, name) : f->path, &sink, err);
}

static void assert_found(const folder *f, const char *name, const char *files)
{
    found all = {0};

    assert_int_equal(walk(&all, f, name, NULL), CAIRN_OK);
    assert_string_equal(all.files, files);
    assert_string_equal(all.problems, "");
}

static void folders_are_walked_in_byte_order(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "b");
    folder_write(&f, "b/2.txt", "");
    folder_write(&f, "b/10.txt", "");
    folder_write(&f, "a.txt", "");
    folder_write(&f, "B.txt", "");
    folder_write(&f, "c", "");
    folder_write(&f, ".hidden", "");
    folder_mkdir(&f, ".git");
    folder_write(&f, ".git/x", "");
    assert_found(&f, NULL, "B.txt a.txt b/10.txt b/2.txt c ");
    assert_found(&f, "b/", "b/10.txt b/2.txt ");
    assert_found(&f, "a.txt", "a.txt ");
    folder_remove(&f);
}

static void ignored_paths_are_left_out(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "drafts");
    folder_mkdir(&f, "sub");
    folder_mkdir(&f, "sub/drafts");
    folder_write(&f, ".cairnignore", "drafts/\n*.tmp\n/top.txt\n");
    folder_write(&f, "sub/.cairnignore", "!keep.tmp\nx*\n");
    folder_write(&f, "drafts/a.txt", "");
    folder_write(&f, "sub/drafts/a.txt", "");
    folder_write(&f, "sub/keep.tmp", "");
    folder_write(&f, "sub/other.tmp", "");
    folder_write(&f, "sub/top.txt", "");
    folder_write(&f, "sub/x1", "");
    folder_write(&f, "top.txt", "");
    folder_write(&f, "x1", "");
    assert_found(&f, NULL, "sub/keep.tmp sub/top.txt x1 ");
    /* What is named is read. */
    assert_found(&f, "drafts", "drafts/a.txt ");
    assert_found(&f, "top.txt", "top.txt ");
    folder_remove(&f);
}

static void stores_are_left_out(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "kb.db.d");
    folder_write(&f, "kb.db.d/words", "");
    folder_write(&f, "kb.db", "");
    folder_write(&f, "kb.db-wal", "");
    folder_write(&f, "kb.db-shm", "");
    folder_write(&f, "other.db", "");
    folder_mkdir(&f, "lone.db.d");
    folder_write(&f, "lone.db.d/a", "");
    assert_found(&f, NULL, "lone.db.d/a other.db ");
    folder_remove(&f);
}

static void links_in_circles_end(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "a");
    folder_mkdir(&f, "a/b");
    folder_write(&f, "a/x.txt", "");
    assert_int_equal(symlink("..", folder_path(&f, "a/b/up")), 0);
    assert_int_equal(symlink(f.path, folder_path(&f, "a/root")), 0);
    assert_int_equal(symlink("a", folder_path(&f, "again")), 0);
    assert_int_equal(symlink("a/x.txt", folder_path(&f, "y.txt")), 0);
    assert_found(&f, NULL, "a/x.txt y.txt ");
    folder_remove(&f);
}

static void problems_are_told_and_the_rest_goes_on(void **state)
{
    folder f;
    found all = {0};

    (void)state;
    folder_make(&f);
    folder_write(&f, "a.txt", "");
    assert_int_equal(symlink("nowhere", folder_path(&f, "b.txt")), 0);
    assert_int_equal(mkfifo(folder_path(&f, "c"), 0600), 0);
    folder_mkdir(&f, "d");
    assert_int_equal(chmod(folder_path(&f, "d"), 0), 0);
    folder_write(&f, "e.txt", "");
    assert_int_equal(walk(&all, &f, NULL, NULL), CAIRN_OK);
    assert_string_equal(all.files, "a.txt e.txt ");
    assert_non_null(strstr(all.problems, "b.txt: No such file or directory;"));
    assert_non_null(strstr(all.problems, "c: not a regular file;"));
    if (geteuid() != 0)
        assert_non_null(strstr(all.problems, "d: cannot list"));
    chmod(folder_path(&f, "d"), 0700);
    folder_remove(&f);
}

static void missing_paths_are_problems(void **state)
{
    folder f;
    found all = {0};

    (void)state;
    folder_make(&f);
    assert_int_equal(walk(&all, &f, "none.txt", NULL), CAIRN_OK);
    assert_string_equal(all.problems, "none.txt: No such file or directory;");
    memset(&all, 0, sizeof(all));
    assert_int_equal(walk(&all, &f, "*.none", NULL), CAIRN_OK);
    assert_string_equal(all.problems, "*.none: no file matches this pattern;");
    folder_remove(&f);
}

static void patterns_are_expanded_unless_a_file_has_that_name(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "d1");
    folder_write(&f, "d1/x.txt", "");
    folder_write(&f, "b.txt", "");
    folder_write(&f, "a.txt", "");
    folder_write(&f, "[x].txt", "");
    assert_found(&f, "?.txt", "a.txt b.txt ");
    assert_found(&f, "d[0-9]", "d1/x.txt ");
    assert_found(&f, "[x].txt", "[x].txt ");
    folder_remove(&f);
}

static void visitor_can_stop_the_walk(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    found all = {.stop_after = 1};
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "d");
    folder_write(&f, "d/a", "");
    folder_write(&f, "d/b", "");
    folder_write(&f, "e", "");
    assert_int_equal(walk(&all, &f, NULL, &err), CAIRN_EIO);
    assert_string_equal(err.message, "disk full");
    assert_string_equal(all.files, "d/a ");
    assert_string_equal(all.problems, "");
    folder_remove(&f);
}

static void lack_of_memory_is_survived(void **state)
{
    folder f;

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "d");
    folder_write(&f, "d/.cairnignore", "x\n");
    folder_write(&f, "d/a", "");
    for (uint64_t n = 1, count = 0; count + 1 >= n; n++) {
        int64_t live = cn_mem_live();
        uint64_t before = cn_mem_count();
        found all = {0};
        int rc;

        cn_mem_fail_at(n, false);
        rc = walk(&all, &f, NULL, NULL);
        cn_mem_fail_at(0, false);
        count = cn_mem_count() - before;
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        assert_int_equal(cn_mem_live(), live);
    }
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_walked_in_byte_order),
        cmocka_unit_test(ignored_paths_are_left_out),
        cmocka_unit_test(stores_are_left_out),
        cmocka_unit_test(links_in_circles_end),
        cmocka_unit_test(problems_are_told_and_the_rest_goes_on),
        cmocka_unit_test(missing_paths_are_problems),
        cmocka_unit_test(patterns_are_expanded_unless_a_file_has_that_name),
        cmocka_unit_test(visitor_can_stop_the_walk),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
