/* Dates: each way of writing gives the same day; what is no date is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/dates.h"

static void check_reads(const char *text, const char *iso)
{
    cn_date date;
    char out[CN_DATE_ISO_MAX];

    if (!cn_date_read(text, strlen(text), &date, out))
        fail_msg("\"%s\" is not read as a date", text);
    assert_string_equal(out, iso);
}

static void every_way_of_writing_gives_one_day(void **state)
{
    (void)state;
    check_reads("10 December 1815", "1815-12-10");
    check_reads("December 10, 1815", "1815-12-10");
    check_reads("December 10 1815", "1815-12-10");
    check_reads("Dec. 10th, 1815", "1815-12-10");
    check_reads("10 dec 1815", "1815-12-10");
    check_reads("1815-12-10", "1815-12-10");
    check_reads("29 February 2000", "2000-02-29");
}

static void what_is_unknown_stays_unknown(void **state)
{
    (void)state;
    check_reads("December 1815", "1815-12");
    check_reads("Sept. 1815", "1815-09");
    check_reads("1815-12", "1815-12");
    check_reads("1815", "1815");
    check_reads("476", "0476");
}

static void ranges_eras_and_doubts_are_read(void **state)
{
    (void)state;
    check_reads("44 BC", "-0043");
    check_reads("c. 1815", "1815~");
    check_reads("the 1990s", "199X");
    check_reads("19th century", "1801/1900");
    check_reads("1992\xE2\x80\x93"
                "2002",
                "1992/2002");
    check_reads("since 1998", "1998/..");
    check_reads("before 1950", "../1950");
}

static void a_stored_normal_form_is_read_again(void **state)
{
    (void)state;
    check_reads("-0043", "-0043");
    check_reads("199X", "199X");
    check_reads("1992/2002", "1992/2002");
    check_reads("1998/..", "1998/..");
    check_reads("1990~/1993~", "1990~/1993~");
}

static void what_is_no_date_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        " ",
                                        "about",
                                        "44 BD",
                                        "today",
                                        "last year",
                                        "six years",
                                        "3:30 pm",
                                        "10/12/1815",
                                        "31 April 1815",
                                        "29 February 1900",
                                        "0 May 1815",
                                        "1815-13-01",
                                        "1815-00",
                                        "1815-12-00",
                                        "18151",
                                        "1815th",
                                        "10 December",
                                        "December May 1815",
                                        "10 10 1815",
                                        "10December 1815",
                                        "May",
                                        "12",
                                        "Decem 1815",
                                        "1 2 3 4 5 6",
                                        "10 December 1815 in London"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        cn_date date;
        char iso[CN_DATE_ISO_MAX];

        if (cn_date_read(texts[i], strlen(texts[i]), &date, iso))
            fail_msg("\"%s\" is read as a date", texts[i]);
        assert_true(date.first == 0 && date.last == 0 && iso[0] == '\0');
    }
}

static bool covers(const char *vague, const char *precise)
{
    cn_date a, b;
    char iso[CN_DATE_ISO_MAX];

    assert_true(cn_date_read(vague, strlen(vague), &a, iso));
    assert_true(cn_date_read(precise, strlen(precise), &b, iso));
    return cn_date_covers(&a, &b);
}

static void a_vague_date_covers_a_precise_one(void **state)
{
    (void)state;
    assert_true(covers("1815", "December 1815"));
    assert_true(covers("1815", "10 December 1815"));
    assert_true(covers("December 1815", "10 December 1815"));
    assert_false(covers("10 December 1815", "1815"));
    assert_false(covers("10 December 1815", "10 December 1815"));
    assert_false(covers("1815", "1815"));
    assert_false(covers("December 1815", "10 November 1815"));
}

static void decades_ranges_and_doubts_cover_their_years(void **state)
{
    (void)state;
    assert_true(covers("1810s", "1815"));
    assert_true(covers("19th century", "1810s"));
    assert_true(covers("1992-2002", "1995"));
    assert_true(covers("c. 1815", "1817"));
    assert_true(covers("c. 1815", "1815"));
    assert_true(covers("before 1950", "1930"));
    assert_true(covers("since 1998", "1999-2001"));
    assert_true(covers("44 BC", "15 March 44 BC"));
    assert_false(covers("c. 1815", "1850"));
    assert_false(covers("1990s", "2000"));
    assert_false(covers("1992-2002", "2001-2003"));
}

static void packing_keeps_every_day(void **state)
{
    static const char *const texts[] = {"1815-12-31", "9999", "44 BC", "before 1950", "since 1998"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        char iso[CN_DATE_ISO_MAX];
        cn_date date, back;

        assert_true(cn_date_read(texts[i], strlen(texts[i]), &date, iso));
        back = cn_date_unpack(cn_date_pack(&date));
        assert_memory_equal(&back, &date, sizeof(back));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_writing_gives_one_day),
        cmocka_unit_test(what_is_unknown_stays_unknown),
        cmocka_unit_test(ranges_eras_and_doubts_are_read),
        cmocka_unit_test(a_stored_normal_form_is_read_again),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(a_vague_date_covers_a_precise_one),
        cmocka_unit_test(decades_ranges_and_doubts_cover_their_years),
        cmocka_unit_test(packing_keeps_every_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
