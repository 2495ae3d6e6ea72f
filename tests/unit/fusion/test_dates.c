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
    char out[11];

    if (!cn_date_read(text, strlen(text), &date))
        fail_msg("\"%s\" is not read as a date", text);
    cn_date_iso(&date, out);
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

static void what_is_no_date_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        " ",
                                        "c. 1815",
                                        "44 BC",
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

        if (cn_date_read(texts[i], strlen(texts[i]), &date))
            fail_msg("\"%s\" is read as a date", texts[i]);
        assert_int_equal(date.year, 0);
    }
}

static void a_vague_date_covers_a_precise_one(void **state)
{
    const cn_date year = {1815, 0, 0}, month = {1815, 12, 0}, day = {1815, 12, 10};
    const cn_date other = {1815, 11, 10};

    (void)state;
    assert_true(cn_date_covers(&year, &month));
    assert_true(cn_date_covers(&year, &day));
    assert_true(cn_date_covers(&month, &day));
    assert_false(cn_date_covers(&day, &year));
    assert_false(cn_date_covers(&day, &day));
    assert_false(cn_date_covers(&year, &year));
    assert_false(cn_date_covers(&month, &other));
}

static void packing_keeps_every_part(void **state)
{
    const cn_date dates[] = {{1815, 12, 31}, {9999, 0, 0}, {100, 1, 0}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        cn_date back = cn_date_unpack(cn_date_pack(&dates[i]));

        assert_memory_equal(&back, &dates[i], sizeof(back));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_of_writing_gives_one_day),
        cmocka_unit_test(what_is_unknown_stays_unknown),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(a_vague_date_covers_a_precise_one),
        cmocka_unit_test(packing_keeps_every_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
