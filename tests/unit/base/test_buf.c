/* The growing string: whole appends, a ceiling, a status that sticks. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/buf.h"

static void appends_come_one_after_the_other(void **state)
{
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 1000);
    assert_string_equal(cn_buf_str(&buf), "");
    cn_buf_add(&buf, NULL, 0);
    cn_buf_add(&buf, "a\0b", 3);
    cn_buf_add_str(&buf, "cd");
    cn_buf_add_char(&buf, 'e');
    assert_int_equal(cn_buf_printf(&buf, "%d-%s", 7, "f"), CAIRN_OK);
    assert_int_equal(buf.len, 9);
    assert_memory_equal(buf.data, "a\0bcde7-f", 10);
    cn_buf_done(&buf);
}

static void the_ceiling_is_exact_and_sticks(void **state)
{
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 4);
    assert_int_equal(cn_buf_add_str(&buf, "abcd"), CAIRN_OK);
    assert_int_equal(cn_buf_add_char(&buf, 'e'), CAIRN_EINVAL);
    assert_int_equal(cn_buf_add_str(&buf, ""), CAIRN_EINVAL);
    assert_int_equal(cn_buf_printf(&buf, "x"), CAIRN_EINVAL);
    assert_string_equal(cn_buf_str(&buf), "abcd");
    assert_null(cn_buf_take(&buf));
    cn_buf_clear(&buf);
    assert_string_equal(cn_buf_str(&buf), "");
    assert_int_equal(cn_buf_printf(&buf, "%s", "wxyz"), CAIRN_OK);
    assert_int_equal(cn_buf_printf(&buf, "%d", 1), CAIRN_EINVAL);
    assert_string_equal(cn_buf_str(&buf), "wxyz");
    cn_buf_done(&buf);
}

static void no_ceiling_does_not_overflow(void **state)
{
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, SIZE_MAX);
    cn_buf_add_str(&buf, "abc");
    assert_int_equal(cn_buf_add(&buf, "x", SIZE_MAX - 2), CAIRN_EINVAL);
    cn_buf_done(&buf);
}

static void a_taken_empty_buffer_is_an_empty_string(void **state)
{
    cn_buf buf;
    char *text;

    (void)state;
    cn_buf_init(&buf, 10);
    text = cn_buf_take(&buf);
    assert_string_equal(text, "");
    cn_free(text);
    cn_buf_add_str(&buf, "two");
    text = cn_buf_take(&buf);
    assert_string_equal(text, "two");
    assert_null(buf.data);
    cn_free(text);
    cn_buf_done(&buf);
}

static int append_much(void *user)
{
    cn_buf buf;
    int rc;

    (void)user;
    cn_buf_init(&buf, SIZE_MAX);
    for (int i = 0; i < 100; i++)
        cn_buf_printf(&buf, "%d,", i);
    rc = buf.status;
    cn_buf_done(&buf);
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(append_much, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_come_one_after_the_other),
        cmocka_unit_test(the_ceiling_is_exact_and_sticks),
        cmocka_unit_test(no_ceiling_does_not_overflow),
        cmocka_unit_test(a_taken_empty_buffer_is_an_empty_string),
        cmocka_unit_test(memory_that_is_out_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
