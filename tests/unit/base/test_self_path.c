/* Where this program lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/self_path.h"

static void the_folder_is_that_of_the_program(void **state)
{
    char expected[PATH_MAX] = "";
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf folder;

    (void)state;
    assert_true(readlink("/proc/self/exe", expected, sizeof(expected) - 1) > 0);
    *strrchr(expected, '/') = '\0';
    cn_buf_init(&folder, PATH_MAX);
    cn_buf_add_str(&folder, "what was there");
    assert_int_equal(cn_self_folder(&folder, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&folder), expected);
    cn_buf_done(&folder);
}

/* The program's own path is found from one folder up. */
static void what_lies_above_is_found(void **state)
{
    char exe[PATH_MAX] = "";
    const char *relative;
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf path;

    (void)state;
    assert_true(readlink("/proc/self/exe", exe, sizeof(exe) - 1) > 0);
    relative = strrchr(exe, '/');
    while (relative > exe && relative[-1] != '/')
        relative--;
    cn_buf_init(&path, PATH_MAX);
    assert_int_equal(cn_self_find(relative, &path, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&path), exe);
    cn_buf_done(&path);
}

static void what_is_nowhere_is_told(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf path;

    (void)state;
    cn_buf_init(&path, PATH_MAX);
    assert_int_equal(cn_self_find("no/such/folder", &path, &err), CAIRN_ENOTFOUND);
    assert_non_null(strstr(err.message, "no/such/folder"));
    assert_int_equal(path.len, 0);
    cn_buf_done(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_folder_is_that_of_the_program),
        cmocka_unit_test(what_lies_above_is_found),
        cmocka_unit_test(what_is_nowhere_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
