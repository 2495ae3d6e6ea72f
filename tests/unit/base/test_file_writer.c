/* Writing: the target holds the old bytes until commit and the new ones after it. */
#include "unit/base/oom_walk.h"

#include <signal.h>
#include <sys/resource.h>

#include "unit/base/temp_dir.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static int count_name(const char *name, void *user, cairn_error *err)
{
    (void)name;
    (void)err;
    ++*(int *)user;
    return CAIRN_OK;
}

static int count_files(void)
{
    int n = 0;

    assert_int_equal(cn_file_list(dir.path, count_name, &n, NULL), CAIRN_OK);
    return n;
}

static void assert_holds(const char *name, const char *expected)
{
    cn_buf out;

    cn_buf_init(&out, SIZE_MAX);
    assert_int_equal(cn_file_read(temp_name(&dir, name), SIZE_MAX, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), expected);
    cn_buf_done(&out);
}

static void a_commit_replaces_the_file(void **state)
{
    cn_writer *writer = NULL;

    (void)state;
    temp_file_put(&dir, "t", "old");
    for (int durable = 0; durable < 2; durable++) {
        temp_file_put(&dir, "t", "old");
        assert_int_equal(cn_writer_new(temp_name(&dir, "t"), durable, &writer, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_add(writer, "ne", 2, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_add(writer, NULL, 0, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_add(writer, "w", 1, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_len(writer), 3);
        assert_holds("t", "old");
        assert_int_equal(cn_writer_commit(writer, NULL), CAIRN_OK);
        assert_int_equal(cn_writer_add(writer, "x", 1, NULL), CAIRN_EINVAL);
        cn_writer_free(writer);
        assert_holds("t", "new");
        assert_int_equal(count_files(), 1);
    }
    cn_writer_free(NULL);
}

static void what_is_not_committed_leaves_no_trace(void **state)
{
    cn_writer *one = NULL, *two = NULL;

    (void)state;
    temp_file_put(&dir, "t", "old");
    assert_int_equal(cn_writer_new(temp_name(&dir, "t"), false, &one, NULL), CAIRN_OK);
    assert_int_equal(cn_writer_new(temp_name(&dir, "t"), false, &two, NULL), CAIRN_OK);
    assert_int_equal(count_files(), 3);
    cn_writer_add(one, "x", 1, NULL);
    cn_writer_free(one);
    cn_writer_free(two);
    assert_int_equal(count_files(), 1);
    assert_holds("t", "old");
}

static void large_pieces_keep_their_order(void **state)
{
    enum { LARGE = 200000 };
    char *piece = cn_alloc(LARGE);
    cn_writer *writer = NULL;
    cn_mapping mapping;

    (void)state;
    memset(piece, 'b', LARGE);
    assert_int_equal(cn_writer_new(temp_name(&dir, "t"), false, &writer, NULL), CAIRN_OK);
    cn_writer_add(writer, "a", 1, NULL);
    cn_writer_add(writer, piece, LARGE, NULL);
    for (int i = 0; i < 100000; i++)
        cn_writer_add(writer, "c", 1, NULL);
    assert_int_equal(cn_writer_commit(writer, NULL), CAIRN_OK);
    assert_int_equal(cn_writer_len(writer), 300001);
    cn_writer_free(writer);
    assert_int_equal(cn_file_map(temp_name(&dir, "t"), &mapping, NULL), CAIRN_OK);
    assert_int_equal(mapping.len, 300001);
    assert_int_equal(mapping.data[0], 'a');
    assert_int_equal(mapping.data[1], 'b');
    assert_int_equal(mapping.data[LARGE], 'b');
    assert_int_equal(mapping.data[LARGE + 1], 'c');
    assert_int_equal(mapping.data[300000], 'c');
    cn_file_unmap(&mapping);
    cn_free(piece);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_writer *writer = (cn_writer *)&err;

    (void)state;
    assert_int_equal(cn_writer_new("/no/such/folder/x", true, &writer, &err), CAIRN_EIO);
    assert_null(writer);
    assert_string_equal(err.message, "cannot write /no/such/folder/x: No such file or directory");
}

static void a_failed_write_sticks_until_commit(void **state)
{
    struct rlimit before, small;
    char piece[100000] = "";
    cn_writer *writer = NULL;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 1000;
    temp_file_put(&dir, "t", "old");
    assert_int_equal(cn_writer_new(temp_name(&dir, "t"), false, &writer, NULL), CAIRN_OK);
    setrlimit(RLIMIT_FSIZE, &small);
    assert_int_equal(cn_writer_add(writer, piece, sizeof(piece), NULL), CAIRN_EIO);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(cn_writer_add(writer, "x", 1, NULL), CAIRN_EIO);
    assert_int_equal(cn_writer_commit(writer, NULL), CAIRN_EIO);
    cn_writer_free(writer);
    assert_holds("t", "old");
    assert_int_equal(count_files(), 1);
}

static int write_once(void *user)
{
    cn_writer *writer = NULL;
    int rc = cn_writer_new(temp_name(&dir, "t"), true, &writer, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, "x", 1, NULL);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, NULL);
    cn_writer_free(writer);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(write_once, NULL);
    assert_int_equal(count_files(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_commit_replaces_the_file),
        cmocka_unit_test(what_is_not_committed_leaves_no_trace),
        cmocka_unit_test(large_pieces_keep_their_order),
        cmocka_unit_test(a_folder_that_is_not_there_is_told),
        cmocka_unit_test(a_failed_write_sticks_until_commit),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
