/* Lower case as str.lower() of Python gives it. */
#include "unit/base/oom_walk.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/utf8.h"

static void assert_lowers_bytes(const char *text, size_t len, const char *expected)
{
    cn_buf out;

    cn_buf_init(&out, 10000);
    assert_int_equal(cn_utf8_lower(text, len, &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), expected);
    assert_int_equal(out.len, strlen(expected));
    cn_buf_done(&out);
}

static void assert_lowers(const char *text, const char *expected)
{
    assert_lowers_bytes(text, strlen(text), expected);
}

static void letters_become_small_and_the_rest_stays(void **state)
{
    (void)state;
    assert_lowers("Hello World_1, U.S. 42!", "hello world_1, u.s. 42!");
    assert_lowers("", "");
    assert_lowers("\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9");
    assert_lowers("\xD0\x9C\xD0\x98\xD0\xA0", "\xD0\xBC\xD0\xB8\xD1\x80");
    assert_lowers("stra\xC3\x9F"
                  "e",
                  "stra\xC3\x9F"
                  "e");                                /* unlike folding */
    assert_lowers("\xEF\xAC\x81ne", "\xEF\xAC\x81ne"); /* a ligature stays one */
    assert_lowers("\xE5\x8C\x97\xE4\xBA\xAC", "\xE5\x8C\x97\xE4\xBA\xAC");
}

static void letters_that_grow_fit(void **state)
{
    (void)state;
    assert_lowers("\xC4\xB0", "i\xCC\x87");    /* U+0130: two bytes become three */
    assert_lowers("\xC8\xBA", "\xE2\xB1\xA5"); /* U+023A likewise */
    assert_lowers("\xC8\xBA\xC8\xBA\xC8\xBA\xC8\xBA",
                  "\xE2\xB1\xA5\xE2\xB1\xA5\xE2\xB1\xA5\xE2\xB1\xA5");
}

static void a_sigma_at_the_end_of_a_word_is_final(void **state)
{
    (void)state;
    assert_lowers("\xCE\x9F\xCE\xA3", "\xCE\xBF\xCF\x82");
    assert_lowers("\xCE\xA3\xCE\x9F", "\xCF\x83\xCE\xBF");
    assert_lowers("\xCE\xA3", "\xCF\x83");
}

static void every_letter_alone_is_what_unicode_says(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char text[4], lower[5] = "";
        int32_t len = 0, lower_len = 0;

        if (U_IS_SURROGATE(c) || c == 0x130)
            continue;
        U8_APPEND_UNSAFE((uint8_t *)text, len, c);
        U8_APPEND_UNSAFE((uint8_t *)lower, lower_len, (uint32_t)u_tolower((UChar32)c));
        assert_lowers_bytes(text, (size_t)len, lower);
    }
}

static void letters_around_invalid_bytes_become_small(void **state)
{
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 100);
    assert_int_equal(cn_utf8_lower("A\xFF\xFF\xFF"
                                   "B\xC3",
                                   6, &out, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_buf_str(&out)[0], 'a');
    assert_non_null(strchr(cn_buf_str(&out), 'b'));
    cn_buf_done(&out);
}

static void output_is_appended_up_to_its_ceiling(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 8);
    assert_int_equal(cn_utf8_lower("ABC", 3, &out, &err), CAIRN_OK);
    assert_int_equal(cn_utf8_lower("D", 1, &out, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "abcd");
    assert_true(cn_utf8_lower("ABCDEFGH", 8, &out, &err) < 0);
    assert_string_equal(err.message, "lower-case text is longer than 8 bytes");
    cn_buf_done(&out);
}

static void a_text_beyond_what_can_be_counted_is_refused(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 8);
    assert_int_equal(cn_utf8_lower("A", (size_t)INT32_MAX, &out, &err), CAIRN_EINVAL);
    assert_non_null(strstr(err.message, "2147483647 bytes to lower"));
    assert_int_equal(out.len, 0);
}

static void numbers_of_all_scripts_are_numbers(void **state)
{
    (void)state;
    assert_true(cn_utf8_is_number('7'));
    assert_true(cn_utf8_is_number(0x0665)); /* Arabic-Indic five */
    assert_true(cn_utf8_is_number(0x00B2)); /* superscript two */
    assert_true(cn_utf8_is_number(0x2163)); /* Roman four */
    assert_false(cn_utf8_is_number('x'));
    assert_false(cn_utf8_is_number(0x110000));
}

static int lower_some(void *user)
{
    cn_buf out;
    int rc;

    (void)user;
    cn_buf_init(&out, 100);
    rc = cn_utf8_lower("SOME Letters", 12, &out, NULL);
    cn_buf_done(&out);
    return rc;
}

static void no_memory_is_an_error_and_leaks_nothing(void **state)
{
    (void)state;
    walk_failures(lower_some, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_become_small_and_the_rest_stays),
        cmocka_unit_test(letters_that_grow_fit),
        cmocka_unit_test(a_sigma_at_the_end_of_a_word_is_final),
        cmocka_unit_test(every_letter_alone_is_what_unicode_says),
        cmocka_unit_test(letters_around_invalid_bytes_become_small),
        cmocka_unit_test(output_is_appended_up_to_its_ceiling),
        cmocka_unit_test(a_text_beyond_what_can_be_counted_is_refused),
        cmocka_unit_test(numbers_of_all_scripts_are_numbers),
        cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
