/* Further arguments of statements as text. */
#include "schema/more.h"
#include "tests/unit/schema/fixture.h"

static void arguments_read_as_they_were_written(void **state)
{
    const cn_more given[] = {{CN_ARGUMENT_TIME, "in 1843", 7, "1843", 4},
                             {CN_ARGUMENT_OTHER, "with her sister", 15, "", 0},
                             {CN_ARGUMENT_PLACE, "", 0, "", 0}};
    const char *at;
    cn_more read;
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 1000);
    for (size_t i = 0; i < 3; i++)
        cn_more_add(&buf, &given[i]);
    assert_string_equal(cn_buf_str(&buf), "1\tin 1843\t1843\n0\twith her sister\t\n2\t\t\n");
    at = cn_buf_str(&buf);
    for (size_t i = 0; i < 3; i++) {
        assert_true(cn_more_next(&at, &read));
        assert_int_equal(read.role, given[i].role);
        assert_int_equal(read.len, given[i].len);
        assert_memory_equal(read.text, given[i].text, read.len);
        assert_int_equal(read.value_len, given[i].value_len);
        assert_memory_equal(read.value, given[i].value, read.value_len);
    }
    assert_false(cn_more_next(&at, &read));
    cn_buf_done(&buf);
}

static void control_characters_cannot_break_lines(void **state)
{
    const cn_more given = {CN_ARGUMENT_TIME, "a\tb\nc\0d\x7f", 8, "\n1\tx\ty", 6};
    cn_buf buf;

    (void)state;
    cn_buf_init(&buf, 1000);
    cn_more_add(&buf, &given);
    assert_string_equal(cn_buf_str(&buf), "1\ta b c d \t 1 x y\n");
    cn_buf_done(&buf);
}

static void what_is_no_argument_ends_the_list(void **state)
{
    static const char *const broken[] = {"", "1", "1\t", "1\tx", "1\tx\ty", "x\ty\tz\n", "\n"};

    (void)state;
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        const char *at = broken[i];
        cn_more read;

        assert_false(cn_more_next(&at, &read));
        assert_ptr_equal(at, broken[i]);
        assert_int_equal(read.len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_read_as_they_were_written),
        cmocka_unit_test(control_characters_cannot_break_lines),
        cmocka_unit_test(what_is_no_argument_ends_the_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
