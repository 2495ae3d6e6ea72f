/* What the tests of time have in common: a text and the ISO text it is read as. */
#ifndef TESTS_UNIT_BASE_TIME_CHECK_H
#define TESTS_UNIT_BASE_TIME_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/time.h"

typedef struct time_case {
    const char *text, *iso; /* iso NULL: the text as a whole is no time */
} time_case;

static void check_times(const time_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cn_time_value value;
        char iso[CN_TIME_TEXT_MAX];
        size_t len = strlen(cases[i].text), used = cn_time_read(cases[i].text, len, &value);

        cn_time_iso(&value, iso, sizeof(iso));
        if (!cases[i].iso) {
            if (used == len && used > 0)
                fail_msg("\"%s\" is read as %s", cases[i].text, iso);
        } else if (used != len || strcmp(iso, cases[i].iso) != 0) {
            fail_msg("\"%s\" is read as %s to byte %zu, not as %s", cases[i].text, iso, used,
                     cases[i].iso);
        }
    }
}

#define CHECK_TIMES(cases) check_times(cases, sizeof(cases) / sizeof(*(cases)))

#endif
