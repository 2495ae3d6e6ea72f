/* Valid texts: what holds on a day, what is no interval, the days a user may ask for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/valid_span.h"

static int64_t day_of(const char *text)
{
    int64_t day;

    if (!cn_valid_day(text, &day))
        fail_msg("%s is no day", text);
    return day;
}

static void check_holds(const char *valid, const char *day, cn_holds expected)
{
    const cn_holds holds = cn_valid_holds(valid, day_of(day));

    if (holds != expected)
        fail_msg("\"%s\" on %s: %d, not %d", valid, day, (int)holds, (int)expected);
}

static void an_interval_holds_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    check_holds("1998/2002", "1997-12-31", CN_HOLDS_NO);
    check_holds("1998/2002", "1998-01-01", CN_HOLDS_YES);
    check_holds("1998/2002", "2002-12-31", CN_HOLDS_YES);
    check_holds("1998/2002", "2003-01-01", CN_HOLDS_NO);
    check_holds("1998-05/2002-02", "1998-04-30", CN_HOLDS_NO);
    check_holds("1998-05/2002-02", "2002-02-28", CN_HOLDS_YES);
}

static void open_and_unknown_ends_differ(void **state)
{
    (void)state;
    check_holds("1998/..", "2050", CN_HOLDS_YES);
    check_holds("1998/", "2050", CN_HOLDS_UNKNOWN);
    check_holds("1998/", "1997", CN_HOLDS_NO);
    check_holds("../2002", "1950", CN_HOLDS_YES);
    check_holds("/2002", "1950", CN_HOLDS_UNKNOWN);
    check_holds("/2002", "2003", CN_HOLDS_NO);
    check_holds("/2012-05-03?", "2012-05-04", CN_HOLDS_NO);
    check_holds("/2012-05-03?", "2012-05-03", CN_HOLDS_UNKNOWN);
    check_holds("2001/2012?", "2010", CN_HOLDS_UNKNOWN);
}

static void what_is_said_of_a_year_may_last_longer(void **state)
{
    (void)state;
    check_holds("1998", "1997", CN_HOLDS_NO);
    check_holds("1998", "1998-06", CN_HOLDS_YES);
    check_holds("1998", "2005", CN_HOLDS_UNKNOWN);
    check_holds("199X", "1999-12-31", CN_HOLDS_YES);
}

static void one_of_several_intervals_is_enough(void **state)
{
    (void)state;
    check_holds("1990/1992;2000/2004", "2001", CN_HOLDS_YES);
    check_holds("1990/1992;2000/2004", "1995", CN_HOLDS_NO);
    check_holds("1990/1992;2000", "2005", CN_HOLDS_UNKNOWN);
}

static void what_is_no_interval_is_not_known(void **state)
{
    static const char *const odd[] = {
        "",         "/", "..",     "../..",      ";;;", "?",          "//", "1998/x", "2002/1998",
        "\xff\xfe", "-", "1998//", "XXXX-05/..", "T/T", "1998-13-45", "~?", "2?/?/3"};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (cn_valid_holds(odd[i], 0) != CN_HOLDS_UNKNOWN)
            fail_msg("\"%s\" says something", odd[i]);
    assert_int_equal(cn_valid_holds(NULL, 0), CN_HOLDS_UNKNOWN);
    check_holds("nonsense;1998/2002", "2001", CN_HOLDS_YES);
}

static void any_bytes_are_read(void **state)
{
    static const char alphabet[] = "0129-/.;?~XT ";
    uint32_t seed = 7;
    char text[64];
    int64_t first, last;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;

        while (len < sizeof text - 1) {
            seed = seed * 1664525u + 1013904223u;
            if (seed >> 28 == 0)
                break;
            text[len++] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        text[len] = '\0';
        cn_valid_holds(text, 10000);
        cn_valid_begin(text, &first, &last);
    }
}

static void the_beginning_is_the_earliest(void **state)
{
    int64_t first, last;

    (void)state;
    assert_true(cn_valid_begin("1998/2002;2005/..", &first, &last));
    assert_int_equal(first, day_of("1998-01-01"));
    assert_int_equal(last, day_of("1998"));
    assert_false(cn_valid_begin("../2002", &first, &last));
    assert_false(cn_valid_begin("", &first, &last));
}

static void a_day_asked_for_is_a_year_a_month_or_a_day(void **state)
{
    static const char *const odd[] = {"",           "98",         "1998-1", "1998-13", "1998-00",
                                      "1998-21",    "1998-02-30", "0000",   "-998",    "1998/02/03",
                                      "1998-02-3x", "last year",  "1998 ",  "19980203"};
    int64_t day;
    char text[16];

    (void)state;
    cn_valid_day_text(day_of("2000"), text);
    assert_string_equal(text, "2000-12-31");
    cn_valid_day_text(day_of("2000-02"), text);
    assert_string_equal(text, "2000-02-29");
    cn_valid_day_text(day_of("1969-07-20"), text);
    assert_string_equal(text, "1969-07-20");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (cn_valid_day(odd[i], &day))
            fail_msg("\"%s\" is a day", odd[i]);
    assert_false(cn_valid_day(NULL, &day));
}

static void days_without_four_digits_have_no_text(void **state)
{
    char text[16];

    (void)state;
    cn_valid_day_text(CN_DAY_UNKNOWN, text);
    assert_string_equal(text, "");
    cn_valid_day_text(CN_VALID_DAY_MIN - 1, text);
    assert_string_equal(text, "");
    cn_valid_day_text(CN_VALID_DAY_MIN, text);
    assert_string_equal(text, "0001-01-01");
    cn_valid_day_text(CN_VALID_DAY_MAX, text);
    assert_string_equal(text, "2100-01-01");
    cn_valid_day_text(INT64_MAX, text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interval_holds_from_its_first_to_its_last_day),
        cmocka_unit_test(open_and_unknown_ends_differ),
        cmocka_unit_test(what_is_said_of_a_year_may_last_longer),
        cmocka_unit_test(one_of_several_intervals_is_enough),
        cmocka_unit_test(what_is_no_interval_is_not_known),
        cmocka_unit_test(any_bytes_are_read),
        cmocka_unit_test(the_beginning_is_the_earliest),
        cmocka_unit_test(a_day_asked_for_is_a_year_a_month_or_a_day),
        cmocka_unit_test(days_without_four_digits_have_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
