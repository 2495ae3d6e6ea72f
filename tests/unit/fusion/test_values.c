/* Values: spellings of one value are equal, and nothing else is. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "fusion/values.h"
#include "schema/rows.h"

static cn_value value_of(const char *text, int type)
{
    cn_value value;
    cn_buf scratch;

    cn_buf_init(&scratch, 1000);
    assert_int_equal(cn_value_read(text, strlen(text), type, &scratch, &value, NULL), CAIRN_OK);
    cn_buf_done(&scratch);
    return value;
}

static void check_equal(const char *a, const char *b, int type)
{
    if (value_of(a, type).hash != value_of(b, type).hash)
        fail_msg("\"%s\" and \"%s\" differ", a, b);
}

static void check_different(const char *a, const char *b, int type)
{
    if (value_of(a, type).hash == value_of(b, type).hash)
        fail_msg("\"%s\" and \"%s\" are equal", a, b);
}

static void spellings_of_a_value_are_equal(void **state)
{
    (void)state;
    check_equal("10 December 1815", "1815-12-10", CN_TYPE_DATE);
    check_equal("1,063 ft", "1063 ft", CN_TYPE_QUANTITY);
    check_equal("1,234,567", "1234567", CN_TYPE_QUANTITY);
    check_equal("12.50 km", "12.5 km", CN_TYPE_QUANTITY);
    check_equal("12.00 km", "12 KM", CN_TYPE_QUANTITY);
    check_equal("12 kilometres", "12 km", CN_TYPE_QUANTITY);
    check_equal("$4 million", "4,000,000 dollars", CN_TYPE_MONEY);
    check_equal("twenty-five percent", "25%", CN_TYPE_QUANTITY);
    check_equal("5,000 inhabitants", "5000 inhabitant", CN_TYPE_QUANTITY);
    check_equal("1992 to 2002", "1992-2002", CN_TYPE_DATE);
    check_equal("c. 1815", "circa 1815", CN_TYPE_DATE);
    check_equal("44 B.C.", "44 BC", CN_TYPE_DATE);
    check_equal("3:30 pm", "15:30", CN_TYPE_TIME);
    check_equal("90 minutes", "ninety minutes", CN_TYPE_TIME);
    check_equal(" Civil Engineer", "civil engineer", CN_TYPE_TEXT);
    check_equal("Caf\xc3\xa9", "cafe", CN_TYPE_TEXT);
}

static void values_that_differ_are_different(void **state)
{
    (void)state;
    check_different("1815", "10 December 1815", CN_TYPE_DATE);
    check_different("330 m", "330 ft", CN_TYPE_QUANTITY);
    check_different("330", "-330", CN_TYPE_QUANTITY);
    check_different("1,06 m", "106 m", CN_TYPE_QUANTITY);
    check_different("1.5", "15", CN_TYPE_QUANTITY);
    check_different("-7.5 on the scale", "7.5 on the scale", CN_TYPE_QUANTITY);
    check_different("$20", "20 euros", CN_TYPE_MONEY);
    check_different("c. 1815", "1815", CN_TYPE_DATE);
    check_different("painter", "printer", CN_TYPE_TEXT);
}

static void the_type_decides_what_a_bare_number_is(void **state)
{
    (void)state;
    assert_int_equal(value_of("1850", CN_TYPE_QUANTITY).kind, CN_VALUE_QUANTITY);
    assert_int_equal(value_of("1850", CN_TYPE_DATE).kind, CN_VALUE_DATE);
    assert_int_equal(value_of("1850", CN_TYPE_TEXT).kind, CN_VALUE_DATE);
    assert_int_equal(value_of("about 1850", CN_TYPE_DATE).kind, CN_VALUE_DATE);
    assert_int_equal(value_of("about 1850", CN_TYPE_QUANTITY).kind, CN_VALUE_QUANTITY);
    assert_int_equal(value_of("last year", CN_TYPE_DATE).kind, CN_VALUE_TEXT);
    assert_int_equal(value_of("third", CN_TYPE_TEXT).kind, CN_VALUE_TEXT);
    assert_int_equal(value_of("third", CN_TYPE_QUANTITY).kind, CN_VALUE_QUANTITY);
    assert_int_equal(value_of("7.5 on the scale", CN_TYPE_TEXT).kind, CN_VALUE_QUANTITY);
    assert_int_equal(value_of("-", CN_TYPE_QUANTITY).kind, CN_VALUE_TEXT);
}

static void only_equal_units_are_compared(void **state)
{
    (void)state;
    assert_true(value_of("330 m", CN_TYPE_QUANTITY).detail ==
                value_of("1,063 M", CN_TYPE_QUANTITY).detail);
    assert_true(value_of("330 m", CN_TYPE_QUANTITY).detail !=
                value_of("330 ft", CN_TYPE_QUANTITY).detail);
}

static void white_space_has_no_value(void **state)
{
    (void)state;
    assert_int_equal(value_of("", CN_TYPE_TEXT).kind, CN_VALUE_NONE);
    assert_int_equal(value_of(" \t", CN_TYPE_DATE).kind, CN_VALUE_NONE);
}

static int read_long_text(void *user)
{
    cn_value value;
    cn_buf scratch;
    int rc;

    (void)user;
    cn_buf_init(&scratch, 1000);
    rc = cn_value_read("a text of some length", 21, CN_TYPE_TEXT, &scratch, &value, NULL);
    cn_buf_done(&scratch);
    return rc;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    walk_failures(read_long_text, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_a_value_are_equal),
        cmocka_unit_test(values_that_differ_are_different),
        cmocka_unit_test(the_type_decides_what_a_bare_number_is),
        cmocka_unit_test(only_equal_units_are_compared),
        cmocka_unit_test(white_space_has_no_value),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
