/* Units: spellings share a symbol; what only looks like one is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/units.h"

/* The unit behind the number that text begins with. */
static cn_unit unit_of(const char *text, bool is_loose)
{
    cn_value_words words;
    cn_unit unit;

    cn_value_words_init(&words, text, strlen(text), 0);
    cn_unit_read(&words, 1, is_loose, &unit);
    return unit;
}

static void check(const char *text, const char *symbol)
{
    cn_unit unit = unit_of(text, false);

    if (strcmp(unit.symbol, symbol) != 0)
        fail_msg("the unit of \"%s\" is \"%s\", not \"%s\"", text, unit.symbol, symbol);
}

static void spellings_share_a_symbol(void **state)
{
    (void)state;
    check("5 km", "km");
    check("5 kilometres", "km");
    check("5 Kilometer", "km");
    check("5km", "km");
    check("5-mile", "mi");
    check("5 feet", "ft");
    check("5 tonnes", "t");
    check("5 percent", "%");
    check("5 per cent", "%");
    check("5%", "%");
    check("5 kW", "kW");
}

static void areas_volumes_and_rates_are_made_up_of_units(void **state)
{
    (void)state;
    check("5 square miles", "mi2");
    check("5 sq. mi", "mi2");
    check("5 km2", "km2");
    check("5 km\xC2\xB2", "km2");
    check("5 cubic metres", "m3");
    check("5 metres squared", "m2");
    check("5 km/h", "km/h");
    check("5 miles per hour", "mi/h");
    check("5 dollars an hour", "USD/h");
    check("5 mph", "mi/h");
    check("5 degrees Celsius", "degC");
    check("5 \xC2\xB0"
          "F",
          "degF");
    check("5 square people", "");
}

static void letters_alone_are_units_with_care(void **state)
{
    (void)state;
    check("5 m", "m");
    check("5 A levels", "");
    check("5A", "A");
    check("1990s", "");
    check("5 M", "");
    assert_string_equal(unit_of("5 M", true).symbol, "m");
    assert_string_equal(unit_of("5 KM", true).symbol, "km");
}

static void money_stands_before_or_behind(void **state)
{
    static const struct {
        const char *text, *symbol;
    } cases[] = {{"$5", "USD"},
                 {"US$5", "USD"},
                 {"U.S. $5", "USD"},
                 {"A$5", "AUD"},
                 {"EUR 5", "EUR"},
                 {"\xC2\xA3"
                  "5",
                  "GBP"},
                 {"X$5", ""},
                 {"five", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        cn_value_words words;
        cn_unit unit;

        cn_value_words_init(&words, cases[i].text, strlen(cases[i].text), 0);
        cn_unit_currency(&words, 0, &unit);
        assert_string_equal(unit.symbol, cases[i].symbol);
    }
    check("5 euros", "EUR");
    check("5 US dollars", "USD");
    check("5 pounds sterling", "GBP");
    check("5 pounds", "lb");
    assert_int_equal(unit_of("5 cents", false).power, -2);
    assert_true(unit_of("5 cents", false).is_money);
}

static void nouns_are_counted_in_the_singular(void **state)
{
    static const struct {
        const char *text, *noun;
    } cases[] = {{"5 inhabitants", "inhabitant"},
                 {"5 people", "person"},
                 {"5 cities", "city"},
                 {"5 churches", "church"},
                 {"5 buses", "bus"},
                 {"5 houses", "house"},
                 {"5 gas", "gas"},
                 {"5 class", "class"},
                 {"5 children", "child"},
                 {"5 x", ""},
                 {"5 the", ""},
                 {"5 \xC3\xA9toiles", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        cn_value_words words;
        cn_unit unit;

        cn_value_words_init(&words, cases[i].text, strlen(cases[i].text), 0);
        cn_value_words_at(&words, 1);
        if (cn_unit_noun(&words, 1, &unit) == 1)
            unit.symbol[0] = '\0';
        assert_string_equal(unit.symbol, cases[i].noun);
    }
}

static void symbols_never_outgrow_their_room(void **state)
{
    cn_value_words words;
    cn_unit unit;
    const char *text = "5 abcdefghijklmnopqrstuvwxyzabcd per fathom";

    (void)state;
    cn_value_words_init(&words, text, strlen(text), 0);
    assert_int_equal(cn_unit_noun(&words, 1, &unit), 2);
    cn_unit_per(&words, 2, &unit);
    assert_int_equal(strlen(unit.symbol), CN_UNIT_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_share_a_symbol),
        cmocka_unit_test(areas_volumes_and_rates_are_made_up_of_units),
        cmocka_unit_test(letters_alone_are_units_with_care),
        cmocka_unit_test(money_stands_before_or_behind),
        cmocka_unit_test(nouns_are_counted_in_the_singular),
        cmocka_unit_test(symbols_never_outgrow_their_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
