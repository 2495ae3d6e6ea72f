/* Code points: what is valid, where to cut, what ICU says of them. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/utf8.h"

static size_t valid(const char *text)
{
    return cn_utf8_valid(text, strlen(text));
}

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static void every_code_point_is_valid_but_surrogates(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x120000; c++) {
        char text[4];
        size_t len = encode(c, text), i = 0;
        bool is_good = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);

        assert_int_equal(cn_utf8_valid(text, len), is_good ? len : 0);
        if (is_good) {
            assert_int_equal(cn_utf8_next(text, len, &i), c);
            assert_int_equal(i, len);
            assert_int_equal(cn_utf8_valid(text, len - 1), 0);
        }
    }
}

static void bad_bytes_end_the_valid_prefix(void **state)
{
    (void)state;
    assert_int_equal(cn_utf8_valid("", 0), 0);
    assert_int_equal(cn_utf8_valid("a\0b", 3), 3);
    assert_int_equal(valid("abcdefghijklmnop\xFFqrst"), 16);
    assert_int_equal(valid("abc\x80"), 3);
    assert_int_equal(valid("abc\xC0\x80"), 3);
    assert_int_equal(valid("\xE0\x80\x80"), 0);
    assert_int_equal(valid("\xF0\x80\x80\x80"), 0);
    assert_int_equal(valid("\xC3"), 0);
    assert_int_equal(valid("\xC3\xA9\xE2\x82"), 2);
    assert_int_equal(valid("\xF5\x80\x80\x80"), 0);
}

static void next_steps_one_byte_over_a_bad_one(void **state)
{
    const char text[] = "\xE2\x82z";
    size_t i = 0;

    (void)state;
    assert_int_equal(cn_utf8_next(text, 3, &i), 0xFFFD);
    assert_int_equal(cn_utf8_next(text, 3, &i), 0xFFFD);
    assert_int_equal(cn_utf8_next(text, 3, &i), 'z');
    assert_int_equal(i, 3);
}

static void floor_never_splits_a_code_point(void **state)
{
    const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    const size_t floors[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};

    (void)state;
    for (size_t i = 0; i < sizeof(floors) / sizeof(floors[0]); i++)
        assert_int_equal(cn_utf8_floor(text, i), floors[i]);
}

static void repair_replaces_bad_bytes_only(void **state)
{
    cn_buf out;
    size_t n_replaced = 9;

    (void)state;
    cn_buf_init(&out, 100);
    assert_int_equal(cn_utf8_repair("a\xFF\xC3\xA9\xC3", 5, &out, &n_replaced), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD");
    assert_int_equal(n_replaced, 2);
    cn_buf_clear(&out);
    out.max = 4;
    assert_int_equal(cn_utf8_repair("\xFF\xFF", 2, &out, NULL), CAIRN_EINVAL);
    cn_buf_done(&out);
}

static void classes_follow_unicode(void **state)
{
    (void)state;
    assert_true(cn_utf8_is_word('a') && cn_utf8_is_word('9') && cn_utf8_is_word(0xE9));
    assert_false(cn_utf8_is_word('_') || cn_utf8_is_word(' ') || cn_utf8_is_word(0x2019));
    assert_true(cn_utf8_is_word(0x301) && cn_utf8_is_word(0x2163) && cn_utf8_is_word(0xB2));
    assert_true(cn_utf8_is_upper('Z') && cn_utf8_is_upper(0xC9) && cn_utf8_is_upper(0x1C5));
    assert_false(cn_utf8_is_upper('z') || cn_utf8_is_upper('[') || cn_utf8_is_upper(0x4E00));
    assert_true(cn_utf8_is_alpha('Q') && cn_utf8_is_alpha(0x4E00));
    assert_false(cn_utf8_is_alpha('@') || cn_utf8_is_alpha('`') || cn_utf8_is_alpha('{'));
    assert_true(cn_utf8_is_digit('0') && cn_utf8_is_digit(0x663));
    assert_false(cn_utf8_is_digit('/') || cn_utf8_is_digit(':') || cn_utf8_is_digit(0xB2));
}

static void unspaced_scripts_are_known(void **state)
{
    const uint32_t yes[] = {0x6F22, 0x3042, 0x30AB, 0x30FC, 0x0E01,
                            0x0E81, 0x1780, 0x1000, 0x20000};
    const uint32_t no[] = {'a', 0xE9, 0x416, 0xAC00, 0x5D0, 0x627, 0x915, 0x3002, 0x1F600};

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        assert_true(cn_utf8_is_unspaced(yes[i]));
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        assert_false(cn_utf8_is_unspaced(no[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_valid_but_surrogates),
        cmocka_unit_test(bad_bytes_end_the_valid_prefix),
        cmocka_unit_test(next_steps_one_byte_over_a_bad_one),
        cmocka_unit_test(floor_never_splits_a_code_point),
        cmocka_unit_test(repair_replaces_bad_bytes_only),
        cmocka_unit_test(classes_follow_unicode),
        cmocka_unit_test(unspaced_scripts_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
