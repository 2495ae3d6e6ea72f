/* Normal forms: what is written is read again as the same, and nothing else is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/time.h"

static void normal_forms_come_back(void **state)
{
    static const char *const texts[] = {
        "1815-12-10",
        "1815-12",
        "1815",
        "-0043",
        "-0043-03-15",
        "199X",
        "199X~",
        "1801/1900",
        "1815~",
        "1990~/1993~",
        "1992/2002",
        "1998/..",
        "../2004",
        "2008-21",
        "2008-35",
        "2008-40",
        "XXXX-12-10",
        "XXXX-05",
        "XXXX-WXX-7",
        "T15:30",
        "T14:00Z",
        "T15/T17",
        "P6Y",
        "P2.5Y",
        "PT90M",
        "P3W",
        "P5Y/P6Y",
        "1815-12-10T15:30:05Z",
        "1871-03-10/1871-04-04",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        cn_time_value value;
        char iso[CN_TIME_TEXT_MAX];

        if (!cn_time_parse(texts[i], strlen(texts[i]), &value))
            fail_msg("\"%s\" is not read", texts[i]);
        cn_time_iso(&value, iso, sizeof(iso));
        assert_string_equal(iso, texts[i]);
    }
}

static void anything_else_is_refused(void **state)
{
    static const char *const texts[] = {
        "",           "1815-13",      "1815-02-30", "1815-12-10x", "815",   "XXXX",
        "XXXX-WXX-8", "T25",          "T15:60",     "P",           "P6",    "P6Y/P6M",
        "../..",      "1815/XXXX-12", "-199X",      "10 December", "1815 ", "/1815"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        cn_time_value value;

        if (cn_time_parse(texts[i], strlen(texts[i]), &value))
            fail_msg("\"%s\" is read", texts[i]);
        assert_int_equal(value.kind, CN_TIME_NOTHING);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_forms_come_back),
        cmocka_unit_test(anything_else_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
