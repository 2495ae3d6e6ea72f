/* Values of time: their text, their days, and what they mean beside a date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/time.h"

static cn_time_value value_of(const char *text)
{
    cn_time_value value;

    assert_int_equal(cn_time_read(text, strlen(text), &value), strlen(text));
    return value;
}

static void days_count_from_1970(void **state)
{
    cn_time_value value = value_of("1 January 1970");
    int64_t first, last;

    (void)state;
    assert_true(cn_time_days(&value, &first, &last));
    assert_true(first == 0 && last == 0);
    value = value_of("29 February 2000");
    assert_true(cn_time_days(&value, &first, &last));
    assert_true(first == 11016 && last == 11016);
    value = value_of("1969");
    assert_true(cn_time_days(&value, &first, &last));
    assert_true(first == -365 && last == -1);
    value = value_of("1 BC");
    assert_true(cn_time_days(&value, &first, &last));
    assert_true(first == -719528 && last - first == 365); /* a leap year */
}

/* How many days the text may mean. */
static int64_t length_of(const char *text)
{
    cn_time_value value = value_of(text);
    int64_t first, last;

    assert_true(cn_time_days(&value, &first, &last));
    return last - first + 1;
}

static void stretches_are_as_long_as_they_are(void **state)
{
    (void)state;
    assert_int_equal(length_of("February 1999"), 28);
    assert_int_equal(length_of("2000"), 366);
    assert_int_equal(length_of("1990s"), 3652);
    assert_int_equal(length_of("20th century"), 36525);
    assert_int_equal(length_of("Q1 1999"), 90);
    assert_int_equal(length_of("first half of 1999"), 181);
    assert_int_equal(length_of("winter 1998"), 90); /* December to February */
    assert_int_equal(length_of("1992-1993"), 731);
    assert_true(length_of("c. 1815") > 3650);
    assert_true(length_of("since 1998") > INT64_C(100000000));
}

static void what_has_no_year_has_no_days(void **state)
{
    static const char *const texts[] = {"10 December", "last year", "six years", "3 pm"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        cn_time_value value = value_of(texts[i]);
        int64_t first, last;

        assert_false(cn_time_days(&value, &first, &last));
    }
}

/* What text means on a day. */
static void check_resolved(const char *text, const char *day, const char *wanted)
{
    cn_time_value value = value_of(text), reference = value_of(day);
    char iso[CN_TIME_TEXT_MAX];
    bool is_filled = cn_time_resolve(&value, &reference.begin);

    cn_time_iso(&value, iso, sizeof(iso));
    if (is_filled != (wanted != NULL) || (wanted && strcmp(iso, wanted) != 0))
        fail_msg("\"%s\" on %s is %s, not %s", text, day, iso, wanted ? wanted : "unknown");
}

static void relative_times_count_from_a_date(void **state)
{
    (void)state;
    check_resolved("today", "1815-12-31", "1815-12-31");
    check_resolved("tomorrow", "1815-12-31", "1816-01-01");
    check_resolved("yesterday", "2000-03-01", "2000-02-29");
    check_resolved("three days later", "1815-12-31", "1816-01-03");
    check_resolved("two weeks ago", "2000-01-10", "1999-12-27");
    check_resolved("last year", "1815", "1814");
    check_resolved("the same year", "1815-12-10", "1815");
    check_resolved("the following month", "1815-12", "1816-01");
    check_resolved("last month", "0000-01-05", "-0001-12");
    check_resolved("two years ago", "1 BC", "-0002");
    check_resolved("last spring", "1815", "1814-21");
    check_resolved("next May", "1815", "1816-05");
    check_resolved("this decade", "1815", "181X");
    check_resolved("last century", "1815", "1701/1800");
    check_resolved("two decades later", "1815", "1835~");
    check_resolved("last week", "2026-11-21", "2026-11-09/2026-11-15");
    check_resolved("next Sunday", "2026-11-21", "2026-11-22");
    check_resolved("last Saturday", "2026-11-21", "2026-11-14");
    check_resolved("since last year", "1815", "1814/..");
}

static void a_year_is_lent_to_dates_without(void **state)
{
    (void)state;
    check_resolved("10 December", "1815", "1815-12-10");
    check_resolved("May", "1815-12-10", "1815-05");
    check_resolved("29 February", "1815", NULL);
    check_resolved("Sunday", "1815", NULL);
}

static void what_is_not_known_is_not_made_up(void **state)
{
    (void)state;
    check_resolved("today", "1815", NULL);
    check_resolved("last month", "1815", NULL);
    check_resolved("three days later", "December 1815", NULL);
    check_resolved("1816", "1815", NULL);
    check_resolved("six years", "1815", NULL);
    check_resolved("last year", "10 May", NULL);
}

static void a_small_buffer_stays_empty(void **state)
{
    cn_time_value value = value_of("10 December 1815");
    char out[11] = "x";

    (void)state;
    assert_int_equal(cn_time_iso(&value, out, 10), 0);
    assert_string_equal(out, "");
    assert_int_equal(cn_time_iso(&value, out, 11), 10);
    assert_int_equal(cn_time_iso(&value, out, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(stretches_are_as_long_as_they_are),
        cmocka_unit_test(what_has_no_year_has_no_days),
        cmocka_unit_test(relative_times_count_from_a_date),
        cmocka_unit_test(a_year_is_lent_to_dates_without),
        cmocka_unit_test(what_is_not_known_is_not_made_up),
        cmocka_unit_test(a_small_buffer_stays_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
