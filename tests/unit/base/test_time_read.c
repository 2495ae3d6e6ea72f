/* Expressions: ranges, open ends, doubts, lengths, and what the finder takes of running text. */
#include "unit/base/time_check.h"

static void ranges_have_two_sides(void **state)
{
    static const time_case cases[] = {
        {"from 1992 to 2002", "1992/2002"},
        {"1992-2002", "1992/2002"},
        {"1992 \xE2\x80\x93 2002", "1992/2002"},
        {"1983-84", "1983/1984"},
        {"between 1914 and 1918", "1914/1918"},
        {"from 10 March to 4 April 1871", "1871-03-10/1871-04-04"},
        {"10 March 1871 to 4 April", "1871-03-10/1871-04-04"},
        {"May-June 1995", "1995-05/1995-06"},
        {"1980s to 1990s", "1980/1999"},
        {"3 pm to 5 pm", "T15/T17"},
        {"between 1914", NULL},
        {"2002-1992", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void ranges_may_be_open(void **state)
{
    static const time_case cases[] = {
        {"since 1998", "1998/.."},
        {"until 2004", "../2004"},
        {"before 1950", "../1950"},
        {"prior to 1950", "../1950"},
        {"after 1950", "1950/.."},
        {"by 1950", "../1950"},
        {"1998-present", "1998/.."},
        {"1998\xE2\x80\x93", "1998/.."},
        {"from 1998", "1998/.."},
        {"since 10 May 1998", "1998-05-10/.."},
        {"since the 1990s", "1990/.."},
        {"until the 1990s", "../1999"},
        {"from 1998 until today", "1998/.."},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void doubts_are_marked(void **state)
{
    static const time_case cases[] = {
        {"c. 1815", "1815~"},
        {"circa 1815", "1815~"},
        {"c.1815", "1815~"},
        {"about 1815", "1815~"},
        {"1815?", "1815~"},
        {"early 1990s", "1990~/1993~"},
        {"in the mid-1970s", "1974~/1976~"},
        {"late 19th century", "1867~/1900~"},
        {"mid-to-late 1990s", "1997~/1999~"},
        {"early 1995", "1995-01~/1995-04~"},
        {"late February 1995", "1995-02-21~/1995-02-28~"},
        {"the end of 1995", "1995-09~/1995-12~"},
        {"beginning of the 20th century", "1901~/1933~"},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void lengths_have_units(void **state)
{
    static const time_case cases[] = {
        {"six years", "P6Y"},
        {"for two and a half years", "P2.5Y"},
        {"2,000 hours", "PT2000H"},
        {"90-minute", "PT90M"},
        {"5-6 years", "P5Y/P6Y"},
        {"half a century", "P50Y"},
        {"a thousand years", "P1000Y"},
        {"three weeks", "P3W"},
        {"30-second", "PT30S"},
        {"two decades", "P20Y"},
        {"more than ten years", "P10Y"},
        {"a year", "P1Y"},
        {"six", NULL},
        {"the second", NULL},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void dates_and_clocks_join(void **state)
{
    static const time_case cases[] = {
        {"10 December 1815 at 3:30 pm", "1815-12-10T15:30"},
        {"3:30 pm on 10 December 1815", "1815-12-10T15:30"},
        {"1815-12-10T15:30:05Z", "1815-12-10T15:30:05Z"},
    };

    (void)state;
    CHECK_TIMES(cases);
}

static void white_space_and_a_stop_belong_to_the_whole(void **state)
{
    static const time_case cases[] = {
        {"  in 1815 ", "1815"},
        {"1815.", "1815"},
        {"44 B.C.", "-0043"},
        {"'90s", "199X"},
        {"1815 in London", NULL},
        {"(1815)", NULL},
        {"the 1815", NULL},
        {"the year 1815", "1815"},
        {"", NULL},
        {" ", NULL},
    };
    cn_time_value value;

    (void)state;
    CHECK_TIMES(cases);
    assert_int_equal(cn_time_read("1815 in London", 14, &value), 4);
    assert_int_equal(cn_time_read("in London", 9, &value), 0);
    assert_int_equal(value.kind, CN_TIME_NOTHING);
}

static void relative_times_are_known_as_such(void **state)
{
    static const char *const texts[] = {"today",          "last year",     "the same year",
                                        "next Sunday",    "two years ago", "three days later",
                                        "the next month", "last spring",   "this May"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        cn_time_value value;
        char iso[CN_TIME_TEXT_MAX];

        assert_int_equal(cn_time_read(texts[i], strlen(texts[i]), &value), strlen(texts[i]));
        assert_int_equal(value.kind, CN_TIME_RELATIVE);
        assert_int_equal(cn_time_iso(&value, iso, sizeof(iso)), 0);
    }
}

/* The piece of text that is found at its byte `first`. */
static void check_found(const char *text, size_t first, unsigned options, const char *wanted)
{
    cn_time_value value;
    size_t end = cn_time_at(text, strlen(text), first, options, &value);
    size_t len = end > first ? end - first : 0;

    if (len != strlen(wanted) || memcmp(text + first, wanted, len) != 0)
        fail_msg("in \"%s\" \"%.*s\" is found, not \"%s\"", text, (int)len, text + first, wanted);
}

static void the_finder_takes_what_the_options_say(void **state)
{
    (void)state;
    check_found("in 1815 he", 3, 0, "1815");
    check_found("1992-2002 was", 0, 0, "1992");
    check_found("1992-2002 was", 0, CN_TIME_RANGES, "1992-2002");
    check_found("9 May 1815 - 10 May 1816", 0, CN_TIME_RANGES, "9 May 1815");
    check_found("the 1990s", 0, 0, "the 1990s");
    check_found("the 2010 census", 0, 0, "");
    check_found("early 1990s", 0, 0, "");
    check_found("early 1990s", 0, CN_TIME_NARROW, "early 1990s");
    check_found("May is", 0, 0, "");
    check_found("May is", 0, CN_TIME_VAGUE, "May");
    check_found("may 1990", 0, CN_TIME_VAGUE, "");
    check_found("928 or", 0, 0, "");
    check_found("928 or", 0, CN_TIME_SHORT_YEARS, "928");
    check_found("two years ago", 0, CN_TIME_VAGUE, "two years");
    check_found("two years ago", 0, CN_TIME_VAGUE | CN_TIME_DISTANCES, "two years ago");
    check_found("March 12, 300 men", 0, 0, "March 12");
    check_found("1999,200 people", 0, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_have_two_sides),
        cmocka_unit_test(ranges_may_be_open),
        cmocka_unit_test(doubts_are_marked),
        cmocka_unit_test(lengths_have_units),
        cmocka_unit_test(dates_and_clocks_join),
        cmocka_unit_test(white_space_and_a_stop_belong_to_the_whole),
        cmocka_unit_test(relative_times_are_known_as_such),
        cmocka_unit_test(the_finder_takes_what_the_options_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
