/* Quantities: each way of writing gives one compact text, which is read again as the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/quantity.h"

static void check(const char *text, const char *wanted)
{
    cn_quantity_value value;
    char out[CN_QUANTITY_TEXT_MAX];
    size_t used = cn_quantity_read(text, strlen(text), &value);

    cn_quantity_text(&value, out, sizeof(out));
    if (!wanted && used == strlen(text) && used > 0)
        fail_msg("\"%s\" is read as \"%s\"", text, out);
    if (wanted && (used != strlen(text) || strcmp(out, wanted) != 0))
        fail_msg("\"%s\" is read as \"%s\" to byte %zu, not as \"%s\"", text, out, used, wanted);
}

static void numbers_have_units_and_nouns(void **state)
{
    (void)state;
    check("12 kilometres", "12 km");
    check("12.50 km", "12.5 km");
    check("1,063 M", "1063 m");
    check("5,000 inhabitants", "5000 inhabitant");
    check("680,000 housing units", "680000 unit");
    check("14 different countries worldwide", "14 country");
    check("3 million people", "3000000 person");
    check("31 people per square kilometre", "31 person/km2");
    check("half a mile", "0.5 mi");
    check("two-and-a-half miles", "2.5 mi");
    check("26-minute", "26 min");
    check("25 %", "25 %");
    check("\xE2\x88\x92"
          "40 \xC2\xB0"
          "C",
          "-40 degC");
    check("-330", "-330");
    check("25.", "25");
}

static void money_has_a_currency(void **state)
{
    (void)state;
    check("$4.25", "4.25 USD");
    check("US$ 3 million", "3000000 USD");
    check("$856 m", "856000000 USD");
    check("EUR 20", "20 EUR");
    check("20 cents", "0.2 USD");
    check("2-3 million dollars", "2000000..3000000 USD");
    check("$5-10", "5..10 USD");
}

static void ranges_and_bounds_are_kept(void **state)
{
    (void)state;
    check("10-12 km", "10..12 km");
    check("10 to 12 km", "10..12 km");
    check("between 10 and 12 km", "10..12 km");
    check("about 5,000 inhabitants", "~5000 inhabitant");
    check("more than 130 acres", ">130 acre");
    check("under 7 kg", "<7 kg");
    check("at least 3", ">=3");
    check("up to 50 students", "<=50 student");
    check("two thirds", "~0.6667");
    check("between 10 km", NULL);
}

static void ordinals_are_marked(void **state)
{
    (void)state;
    check("third", "3rd");
    check("twenty-first", "21st");
    check("112th", "112th");
    check("11th", "11th");
    check("fortieth day", NULL);
}

static void the_compact_text_is_read_again(void **state)
{
    static const char *const texts[] = {
        "12 km", "10..12 km", "~5000 inhabitant", ">130 acre",     "<=50 student", "4.25 USD",
        "25 %",  "-40 degC",  "60 mi/h",          "31 person/km2", "3rd",          "2.5 d"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        check(texts[i], texts[i]);
}

static void other_texts_are_no_quantities(void **state)
{
    (void)state;
    check("", NULL);
    check("-", NULL);
    check("many", NULL);
    check("(5)", NULL);
    check("1,06 m", NULL);
    check("12 km from the town", NULL);
    check("a", NULL);
}

static void check_found(const char *text, size_t first, bool joins, const char *wanted)
{
    cn_quantity_value value;
    size_t begin, end = cn_quantity_at(text, strlen(text), first, joins, &value, &begin);
    size_t len = end > begin ? end - begin : 0;

    if (len != strlen(wanted) || memcmp(text + begin, wanted, len) != 0)
        fail_msg("in \"%s\" \"%.*s\" is found, not \"%s\"", text, (int)len, text + begin, wanted);
}

static void the_finder_takes_the_number_and_its_unit(void **state)
{
    (void)state;
    check_found("paid $4 million for", 6, false, "$4 million");
    check_found("paid US$4 for", 8, false, "US$4");
    check_found("paid US $ 4 for", 10, false, "US $ 4");
    check_found("it is 12.5 km long", 6, false, "12.5 km");
    check_found("10-12 km", 0, false, "10");
    check_found("10-12 km", 0, true, "10-12 km");
    check_found("12 in 1990", 0, false, "12");
    check_found("5 people", 0, false, "5");
    check_found("at -5 degrees", 4, false, "-5 degrees");
    check_found("many", 0, false, "");
}

static void a_small_buffer_stays_empty(void **state)
{
    cn_quantity_value value;
    char out[6] = "x";

    (void)state;
    cn_quantity_read("12 km", 5, &value);
    assert_int_equal(cn_quantity_text(&value, out, 5), 0);
    assert_string_equal(out, "");
    assert_int_equal(cn_quantity_text(&value, out, 6), 5);
    assert_int_equal(cn_quantity_text(&value, out, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_units_and_nouns),
        cmocka_unit_test(money_has_a_currency),
        cmocka_unit_test(ranges_and_bounds_are_kept),
        cmocka_unit_test(ordinals_are_marked),
        cmocka_unit_test(the_compact_text_is_read_again),
        cmocka_unit_test(other_texts_are_no_quantities),
        cmocka_unit_test(the_finder_takes_the_number_and_its_unit),
        cmocka_unit_test(a_small_buffer_stays_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
