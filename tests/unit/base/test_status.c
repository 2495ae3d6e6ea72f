/* Errors as sentences: cut at a code point, always valid UTF-8, safe to wrap. */
#include "unit/base/oom_walk.h"

#include <errno.h>
#include <string.h>

#include "base/utf8.h"

static void every_status_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(cairn_status_name(CAIRN_ROW), "CAIRN_ROW");
    assert_string_equal(cairn_status_name(CAIRN_OK), "CAIRN_OK");
    assert_string_equal(cairn_status_name(CAIRN_EPARSE), "CAIRN_EPARSE");
    assert_string_equal(cairn_status_name(CAIRN_ECANCELED), "CAIRN_ECANCELED");
    assert_string_equal(cairn_status_name(-13), "unknown status");
    assert_string_equal(cairn_status_name(2), "unknown status");
    assert_string_equal(cairn_status_name(INT32_MIN), "unknown status");
}

static void a_failure_without_error_returns_the_status(void **state)
{
    (void)state;
    assert_int_equal(cn_fail(NULL, CAIRN_EDB, 1, "x"), CAIRN_EDB);
    assert_int_equal(cn_fail_memory(NULL, 1), CAIRN_ENOMEM);
    assert_int_equal(cn_fail_errno(NULL, ENOENT, "x"), CAIRN_EIO);
}

static void a_message_can_wrap_itself(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    cn_fail(&err, CAIRN_EPARSE, 7, "no value");
    cn_fail(&err, CAIRN_EPARSE, err.detail, "row 3: %s", err.message);
    assert_string_equal(err.message, "row 3: no value");
    assert_int_equal(err.detail, 7);
}

static void a_long_message_is_cut_at_a_code_point(void **state)
{
    char text[600] = "";
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = 0; i < 120; i++)
            memcpy(text + shift + 4 * i, "\xF0\x9F\x98\x80", 5);
        cn_fail(&err, CAIRN_EINVAL, 0, "%s", text);
        assert_true(strlen(err.message) >= sizeof(err.message) - 4);
        assert_int_equal(cn_utf8_valid(err.message, strlen(err.message)), strlen(err.message));
    }
}

static void invalid_bytes_become_question_marks(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    cn_fail(&err, CAIRN_EIO, 0, "a\xFFz\xC3");
    assert_string_equal(err.message, "a?z?");
}

static void errno_is_told_in_words_and_kept(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    assert_int_equal(cn_fail_errno(&err, ENOENT, "cannot read %s", "/a/b"), CAIRN_EIO);
    assert_string_equal(err.message, "cannot read /a/b: No such file or directory");
    assert_int_equal(err.detail, ENOENT);
    assert_int_equal(err.status, CAIRN_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_name),
        cmocka_unit_test(a_failure_without_error_returns_the_status),
        cmocka_unit_test(a_message_can_wrap_itself),
        cmocka_unit_test(a_long_message_is_cut_at_a_code_point),
        cmocka_unit_test(invalid_bytes_become_question_marks),
        cmocka_unit_test(errno_is_told_in_words_and_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
