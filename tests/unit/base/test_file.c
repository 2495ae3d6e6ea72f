/* Reading files and folders: ceilings hold, and what is not a file is refused, not waited for. */
#include "unit/base/oom_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void a_file_is_appended_whole(void **state)
{
    cn_buf out;

    (void)state;
    temp_file_put(&dir, "a", "content");
    cn_buf_init(&out, SIZE_MAX);
    cn_buf_add_str(&out, "> ");
    assert_int_equal(cn_file_read(temp_name(&dir, "a"), 7, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "> content");
    temp_file_put(&dir, "empty", "");
    assert_int_equal(cn_file_read(temp_name(&dir, "empty"), 0, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "> content");
    cn_buf_done(&out);
}

static void a_file_over_the_ceiling_is_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    (void)state;
    temp_file_put(&dir, "a", "content");
    cn_buf_init(&out, SIZE_MAX);
    cn_buf_add_str(&out, ">");
    assert_int_equal(cn_file_read(temp_name(&dir, "a"), 6, &out, &err), CAIRN_EINVAL);
    assert_non_null(strstr(err.message, ": larger than 6 bytes"));
    assert_string_equal(cn_buf_str(&out), ">");
    out.max = 3;
    assert_int_equal(cn_file_read(temp_name(&dir, "a"), 100, &out, &err), CAIRN_EINVAL);
    assert_string_equal(cn_buf_str(&out), ">");
    cn_buf_done(&out);
    /* A file of /proc says its size is 0. */
    cn_buf_init(&out, SIZE_MAX);
    assert_int_equal(cn_file_read("/proc/self/status", 10, &out, &err), CAIRN_EINVAL);
    assert_int_equal(cn_file_read("/proc/self/status", 100000, &out, &err), CAIRN_OK);
    assert_true(out.len > 10);
    cn_buf_done(&out);
}

static void what_is_not_a_regular_file_is_refused(void **state)
{
    const char *paths[] = {"/tmp", "/dev/null", "/dev/zero", "/no/such/file", ""};
    cairn_error err = CAIRN_ERROR_INIT;
    cn_mapping mapping;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, SIZE_MAX);
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        assert_int_equal(cn_file_read(paths[i], 100, &out, &err), CAIRN_EIO);
        assert_int_equal(cn_file_map(paths[i], &mapping, &err), CAIRN_EIO);
        assert_null(mapping.data);
    }
    assert_int_equal(mkfifo(temp_name(&dir, "fifo"), 0600), 0);
    assert_int_equal(cn_file_read(temp_name(&dir, "fifo"), 100, &out, &err), CAIRN_EIO);
    assert_non_null(strstr(err.message, "not a regular file"));
    cn_buf_done(&out);
}

static void a_missing_file_gives_its_errno(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 10);
    cn_file_read("/no/such/file", 10, &out, &err);
    assert_int_equal(err.detail, ENOENT);
    assert_string_equal(err.message, "cannot read /no/such/file: No such file or directory");
    cn_buf_done(&out);
}

static void a_dash_is_standard_input(void **state)
{
    int saved = dup(STDIN_FILENO);
    int ends[2];
    cn_buf out;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "piped", 5), 5);
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    cn_buf_init(&out, 100);
    assert_int_equal(cn_file_read("-", 100, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "piped");
    dup2(saved, STDIN_FILENO);
    close(saved);
    cn_buf_done(&out);
}

static void a_mapping_shows_the_bytes(void **state)
{
    cn_mapping mapping;

    (void)state;
    temp_file_put(&dir, "a", "mapped");
    assert_int_equal(cn_file_map(temp_name(&dir, "a"), &mapping, NULL), CAIRN_OK);
    assert_int_equal(mapping.len, 6);
    assert_memory_equal(mapping.data, "mapped", 6);
    cn_file_unmap(&mapping);
    assert_null(mapping.data);
    cn_file_unmap(&mapping);
    temp_file_put(&dir, "empty", "");
    assert_int_equal(cn_file_map(temp_name(&dir, "empty"), &mapping, NULL), CAIRN_OK);
    assert_null(mapping.data);
    assert_int_equal(mapping.len, 0);
    cn_file_unmap(&mapping);
}

static void a_folder_is_made_once_and_found_again(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cn_file_make_dir(temp_name(&dir, "sub"), NULL), CAIRN_OK);
    assert_int_equal(cn_file_make_dir(temp_name(&dir, "sub"), NULL), CAIRN_OK);
    assert_true(cn_file_exists(temp_name(&dir, "sub")));
    assert_int_equal(cn_file_remove(temp_name(&dir, "sub")), 0);
    assert_int_equal(cn_file_remove(temp_name(&dir, "sub")), 0);
    assert_false(cn_file_exists(temp_name(&dir, "sub")));
    temp_file_put(&dir, "a", "x");
    assert_int_equal(cn_file_make_dir(temp_name(&dir, "a"), &err), CAIRN_EIO);
    assert_int_equal(err.detail, EEXIST);
    assert_int_equal(cn_file_remove("/proc/self/status") != 0, 1);
}

static int join_names(const char *name, void *user, cairn_error *err)
{
    cn_buf *joined = user;

    cn_buf_printf(joined, "%s ", name);
    if (strcmp(name, "stop") == 0)
        return cn_fail(err, CAIRN_ECANCELED, 0, "stopped");
    return CAIRN_OK;
}

static void a_folder_is_listed_by_bytes(void **state)
{
    temp_dir sub;
    cn_buf joined;

    (void)state;
    assert_true(temp_dir_make(&sub));
    cn_buf_init(&joined, 1000);
    assert_int_equal(cn_file_list(sub.path, join_names, &joined, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&joined), "");
    temp_file_put(&sub, "b", "");
    temp_file_put(&sub, "B", "");
    temp_file_put(&sub, ".hidden", "");
    temp_file_put(&sub, "a", "");
    assert_int_equal(cn_file_list(sub.path, join_names, &joined, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&joined), ".hidden B a b ");
    temp_file_put(&sub, "stop", "");
    temp_file_put(&sub, "z", "");
    cn_buf_clear(&joined);
    assert_int_equal(cn_file_list(sub.path, join_names, &joined, NULL), CAIRN_ECANCELED);
    assert_string_equal(cn_buf_str(&joined), ".hidden B a b stop ");
    assert_int_equal(cn_file_list("/no/such", join_names, &joined, NULL), CAIRN_EIO);
    temp_dir_remove(&sub);
    assert_false(cn_file_exists(sub.path));
    cn_buf_done(&joined);
}

static int pass_over(const char *name, void *user, cairn_error *err)
{
    (void)name;
    (void)user;
    (void)err;
    return CAIRN_OK;
}

static int read_and_list(void *user)
{
    cn_buf out;
    int rc;

    (void)user;
    cn_buf_init(&out, 1000);
    rc = cn_file_read(temp_name(&dir, "a"), 1000, &out, NULL);
    if (rc == CAIRN_OK)
        rc = cn_file_list(dir.path, pass_over, NULL, NULL);
    cn_buf_done(&out);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    temp_file_put(&dir, "a", "content");
    walk_failures(read_and_list, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_appended_whole),
        cmocka_unit_test(a_file_over_the_ceiling_is_refused),
        cmocka_unit_test(what_is_not_a_regular_file_is_refused),
        cmocka_unit_test(a_missing_file_gives_its_errno),
        cmocka_unit_test(a_dash_is_standard_input),
        cmocka_unit_test(a_mapping_shows_the_bytes),
        cmocka_unit_test(a_folder_is_made_once_and_found_again),
        cmocka_unit_test(a_folder_is_listed_by_bytes),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
