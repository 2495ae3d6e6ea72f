/* Numbers: digits, words, fractions and scales give the same exact decimals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"

/* The whole of text is a number that is written so; "" when there is none at its start. */
static void check(const char *text, const char *wanted)
{
    cn_value_words words;
    cn_number number;
    char out[CN_DECIMAL_TEXT_MAX] = "";
    size_t n;

    cn_value_words_init(&words, text, strlen(text), 0);
    n = cn_number_read(&words, 0, &number);
    if (n > 0)
        cn_decimal_text(&number.value, out);
    if (strcmp(out, wanted) != 0)
        fail_msg("\"%s\" is read as \"%s\", not \"%s\"", text, out, wanted);
    if (n > 0)
        assert_int_equal(cn_value_words_at(&words, n)->kind, CN_VW_END);
}

static size_t words_of(const char *text)
{
    cn_value_words words;
    cn_number number;

    cn_value_words_init(&words, text, strlen(text), 0);
    return cn_number_read(&words, 0, &number);
}

static void digits_have_groups_and_points(void **state)
{
    (void)state;
    check("7", "7");
    check("007", "7");
    check("1,234,567.89", "1234567.89");
    check("12.50", "12.5");
    check("0.05", "0.05");
    check("1200", "1200");
    assert_int_equal(words_of("1,06"), 1);
    assert_int_equal(words_of("1.2.3"), 0);
    assert_int_equal(words_of("1234,567"), 1);
    assert_int_equal(words_of("1234567890123456"), 0);
}

static void words_are_numbers_too(void **state)
{
    (void)state;
    check("zero", "0");
    check("twenty-five", "25");
    check("Twenty five", "25");
    check("three hundred and five", "305");
    check("three hundred and twenty-five", "325");
    check("a thousand", "1000");
    check("two million three hundred thousand", "2300000");
    check("one hundred thousand", "100000");
    check("a dozen", "12");
    check("two dozen", "24");
    check("a", "");
    check("many", "");
    check("twenty-sixth", "");
}

static void scales_multiply(void **state)
{
    (void)state;
    check("2.5 million", "2500000");
    check("89million", "89000000");
    check("3 hundred", "300");
    check("1.1 trillion", "1100000000000");
    check("10 lakh", "1000000");
}

static void fractions_are_decimals(void **state)
{
    (void)state;
    check("half", "0.5");
    check("half a million", "500000");
    check("a quarter of a million", "250000");
    check("three quarters", "0.75");
    check("two thirds", "0.6667");
    check("one and a half", "1.5");
    check("two-and-a-half", "2.5");
    check("1/2", "0.5");
    check("3 1/2", "3.5");
    check("2\xC2\xBD", "2.5");
    check("\xC2\xBE", "0.75");
    check("two and a half million", "2500000");
    assert_int_equal(words_of("1/2/1990"), 1);
    assert_int_equal(words_of("3/2"), 1);
    assert_int_equal(words_of("9/11"), 1);
}

static void decimals_compare_by_value(void **state)
{
    const cn_decimal tenth = {1, -1}, one = {1, 0}, ten = {1, 1}, minus = {-5, 0}, zero = {0, 0};
    const cn_decimal huge = {9, 36}, tiny = {1, -18};

    (void)state;
    assert_int_equal(cn_decimal_compare(&tenth, &one), -1);
    assert_int_equal(cn_decimal_compare(&ten, &one), 1);
    assert_int_equal(cn_decimal_compare(&one, &one), 0);
    assert_int_equal(cn_decimal_compare(&minus, &zero), -1);
    assert_int_equal(cn_decimal_compare(&zero, &tenth), -1);
    assert_int_equal(cn_decimal_compare(&huge, &tiny), 1);
    assert_int_equal(cn_decimal_compare(&tiny, &huge), -1);
}

static void what_does_not_fit_is_refused(void **state)
{
    cn_decimal value = {1, 36};

    (void)state;
    assert_false(cn_decimal_shift(&value, 1));
    assert_int_equal(value.exponent, 36);
    value = (cn_decimal){INT64_MAX, 0};
    assert_false(cn_decimal_times(&value, 2));
    assert_true(value.digits == INT64_MAX);
}

static void the_longest_decimals_have_room(void **state)
{
    const cn_decimal longest = {INT64_MIN + 1, -18}, largest = {-9, 36};
    char text[CN_DECIMAL_TEXT_MAX];

    (void)state;
    assert_int_equal(cn_decimal_text(&longest, text), 21);
    assert_string_equal(text, "-9.223372036854775807");
    assert_int_equal(cn_decimal_text(&largest, text), 38);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_have_groups_and_points),
        cmocka_unit_test(words_are_numbers_too),
        cmocka_unit_test(scales_multiply),
        cmocka_unit_test(fractions_are_decimals),
        cmocka_unit_test(decimals_compare_by_value),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(the_longest_decimals_have_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
