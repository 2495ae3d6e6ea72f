/* Single dates and times of the day: each way of writing gives one value. */
#include "unit/base/time_check.h"

static void days_and_months_come_in_any_order(void **state)
{
    static const time_case cases[] = {
        {"10 December 1815", "1815-12-10"},
        {"December 10th, 1815", "1815-12-10"},
        {"Dec. 10, 1815", "1815-12-10"},
        {"10 dec 1815", "1815-12-10"},
        {"10th of December 1815", "1815-12-10"},
        {"12-Mar-1871", "1871-03-12"},
        {"March 1871", "1871-03"},
        {"March of 1871", "1871-03"},
        {"March, 1871", "1871-03"},
        {"Sunday, 25 January 1976", "1976-01-25"},
        {"12\xE2\x80\x93"
         "14 March 1871",
         "1871-03-12/1871-03-14"},
        {"March 12-14, 1871", "1871-03-12/1871-03-14"},
        {"12 and 13 March 1871", "1871-03-12/1871-03-13"},
        {"29 February 2000", "2000-02-29"},
        {"10 December", "XXXX-12-10"},
        {"May", "XXXX-05"},
        {"Sunday", "XXXX-WXX-7"},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void digits_are_read_only_one_way(void **state)
{
    static const time_case cases[] = {
        {"1815-12-10", "1815-12-10"}, {"1815/12/10", "1815-12-10"}, {"25/12/1815", "1815-12-25"},
        {"12/25/1815", "1815-12-25"}, {"10/10/1815", "1815-10-10"}, {"10.12.1815", "1815-12-10"},
        {"10/12/1815", NULL},         {"1815-13-01", NULL},         {"1815-00", NULL},
        {"1815-12-00", NULL},         {"13/13/1815", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void what_is_not_in_the_calendar_is_no_date(void **state)
{
    static const time_case cases[] = {
        {"31 April 1815", NULL}, {"29 February 1900", NULL}, {"0 May 1815", NULL},
        {"32 May 1815", NULL},   {"10December 1815", NULL},  {"1815th", NULL},
        {"18151", NULL},         {"10 10 1815", NULL},       {"Decem 1815", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void years_have_eras(void **state)
{
    static const time_case cases[] = {
        {"1815", "1815"},      {"476", "0476"},
        {"44 BC", "-0043"},    {"44 B.C.", "-0043"},
        {"1 BC", "0000"},      {"AD 410", "0410"},
        {"410 CE", "0410"},    {"15 March 44 BC", "-0043-03-15"},
        {"year 1066", "1066"}, {"50 ad", NULL},
        {"12", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void decades_and_centuries_are_stretches(void **state)
{
    static const time_case cases[] = {
        {"1990s", "199X"},
        {"1990's", "199X"},
        {"nineties", "199X"},
        {"90s", "199X"},
        {"1800s", "1800/1899"},
        {"2000s", "200X"},
        {"40s BC", "-0048/-0039"},
        {"19th century", "1801/1900"},
        {"nineteenth-century", "1801/1900"},
        {"twenty-first century", "2001/2100"},
        {"5th century BC", "-0499/-0400"},
        {"19th and 20th centuries", "1801/2000"},
        {"2nd millennium", "1001/2000"},
        {"1995s", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void parts_of_a_year_have_their_codes(void **state)
{
    static const time_case cases[] = {
        {"spring of 2008", "2008-21"},
        {"winter 1966", "1966-24"},
        {"third quarter of 2008", "2008-35"},
        {"Q3 2008", "2008-35"},
        {"first half of 2008", "2008-40"},
        {"second half of the 19th century", "1851/1900"},
        {"first half of the 1990s", "1990/1994"},
        {"spring", NULL},
        {"Q7 2008", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void clocks_have_halves_and_zones(void **state)
{
    static const time_case cases[] = {
        {"3:30 pm", "T15:30"},     {"3:30 p.m.", "T15:30"},
        {"11:15pm", "T23:15"},     {"12:05 am", "T00:05"},
        {"3 pm", "T15"},           {"14:00 UTC", "T14:00Z"},
        {"noon", "T12"},           {"midnight", "T00"},
        {"23:59:59", "T23:59:59"}, {"25:00", NULL},
        {"14:60", NULL},           {"970 AM", NULL},
        {"13 pm", NULL},           {"3", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void months_have_their_days(void **state)
{
    (void)state;
    assert_int_equal(cn_time_month_days(1900, 2), 28);
    assert_int_equal(cn_time_month_days(2000, 2), 29);
    assert_int_equal(cn_time_month_days(-4, 2), 29);
    assert_int_equal(cn_time_month_days(1999, 12), 31);
    assert_int_equal(cn_time_month_days(1999, 13), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_months_come_in_any_order),
        cmocka_unit_test(digits_are_read_only_one_way),
        cmocka_unit_test(what_is_not_in_the_calendar_is_no_date),
        cmocka_unit_test(years_have_eras),
        cmocka_unit_test(decades_and_centuries_are_stretches),
        cmocka_unit_test(parts_of_a_year_have_their_codes),
        cmocka_unit_test(clocks_have_halves_and_zones),
        cmocka_unit_test(months_have_their_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
