/* Intervals of several statements: one text, whatever their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "fusion/valid.h"

static void check_merged(const char *const *texts, size_t n, const char *expected)
{
    char out[CN_VALID_TEXT_MAX];

    assert_int_equal(cn_valid_merge(texts, n, out, NULL), CAIRN_OK);
    assert_string_equal(out, expected);
}

#define CHECK(expected, ...)                                                                       \
    do {                                                                                           \
        const char *const texts_[] = {__VA_ARGS__};                                                \
        check_merged(texts_, sizeof texts_ / sizeof *texts_, expected);                            \
    } while (0)

static void a_beginning_and_an_end_are_an_interval(void **state)
{
    (void)state;
    CHECK("2010/2015", "2010/", "/2015");
    CHECK("2010/2015", "../2015", "", "2010/..");
    CHECK("2010-03-05/2015", "2010/", "2010-03-05/..", "/2015");
    CHECK("2010/2015", "2010/..", "2010/2015");
    CHECK("2010/..", "2010", "2010/..");
    CHECK("2010/..", "2010/", "2012", "2010/..");
}

static void overlapping_ones_are_united(void **state)
{
    (void)state;
    CHECK("1998/2004", "1998/2002", "2001/2004");
    CHECK("1998/2004", "1998/2001", "2002/2004");
    CHECK("1998/2002", "1998/2002", "2000", "1999-05");
    CHECK("1998/2000", "1998", "1999", "2000");
    CHECK("1998", "1998-05", "1998");
}

static void intervals_apart_stay_apart_and_sorted(void **state)
{
    (void)state;
    CHECK("1990/1992;2000/2004", "2000/2004", "1990/1992");
    CHECK("1990;2000", "2000", "1990");
    CHECK("1990/1992;2000/..", "2000/..;1990/1992");
}

static void a_bound_gives_way_to_an_end(void **state)
{
    (void)state;
    CHECK("2001/2009", "2001/", "/2012-05-03?", "/2009");
    CHECK("2001/2012-05-03?", "2001/", "/2012-05-03?");
    CHECK("2001/2009", "2001/2009", "/2012-05-03?", "/2008?");
}

static void nothing_known_is_nothing(void **state)
{
    (void)state;
    CHECK("", "", "junk", "/", "../..");
    check_merged(NULL, 0, "");
}

/* A text of one interval, or of none, by a number. */
static void make_text(uint32_t seed, char *out, size_t size)
{
    const unsigned a = 1990 + (seed >> 8) % 25, b = a + (seed >> 16) % 8;

    switch (seed % 8) {
    case 0:
        snprintf(out, size, "%u/%u", a, b);
        break;
    case 1:
        snprintf(out, size, "%u/..", a);
        break;
    case 2:
        snprintf(out, size, "%u/", a);
        break;
    case 3:
        snprintf(out, size, "/%u", b);
        break;
    case 4:
        snprintf(out, size, "../%u-05", b);
        break;
    case 5:
        snprintf(out, size, "/%u-03-02?", b);
        break;
    case 6:
        snprintf(out, size, "%u-07", a);
        break;
    default:
        snprintf(out, size, "%u", a);
    }
}

static void neither_order_nor_repetition_counts(void **state)
{
    char texts[12][32], first[CN_VALID_TEXT_MAX], again[CN_VALID_TEXT_MAX];
    const char *list[24];
    uint32_t seed = 3;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        const size_t n = 1 + (size_t)round % 12;

        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            make_text(seed >> 4, texts[i], sizeof texts[i]);
            list[i] = texts[i];
        }
        assert_int_equal(cn_valid_merge(list, n, first, NULL), CAIRN_OK);
        for (size_t i = 0; i < n; i++) {
            list[n - 1 - i] = texts[i];
            list[n + i] = texts[i];
        }
        assert_int_equal(cn_valid_merge(list, 2 * n, again, NULL), CAIRN_OK);
        assert_string_equal(first, again);
    }
}

static void many_intervals_become_the_one_around_them(void **state)
{
    char texts[40][16], out[CN_VALID_TEXT_MAX];
    const char *list[40];

    (void)state;
    for (size_t i = 0; i < 40; i++) {
        snprintf(texts[i], sizeof texts[i], "%zu/%zu", 1000 + 10 * i, 1002 + 10 * i);
        list[i] = texts[i];
    }
    assert_int_equal(cn_valid_merge(list, 40, out, NULL), CAIRN_OK);
    assert_string_equal(out, "1000/1392");
    assert_int_equal(cn_valid_merge(list, CN_VALID_SPANS_MAX, out, NULL), CAIRN_OK);
    assert_non_null(strstr(out, ";1150/1152"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_beginning_and_an_end_are_an_interval),
        cmocka_unit_test(overlapping_ones_are_united),
        cmocka_unit_test(intervals_apart_stay_apart_and_sorted),
        cmocka_unit_test(a_bound_gives_way_to_an_end),
        cmocka_unit_test(nothing_known_is_nothing),
        cmocka_unit_test(neither_order_nor_repetition_counts),
        cmocka_unit_test(many_intervals_become_the_one_around_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
