/* The clock goes forward and counts from 1970. No test waits for it. */
#include "unit/base/oom_walk.h"

#include "base/clock.h"

static void the_monotonic_clock_never_goes_back(void **state)
{
    uint64_t before = cn_clock_ns();

    (void)state;
    for (int i = 0; i < 1000; i++) {
        uint64_t now = cn_clock_ns();

        assert_true(now >= before);
        before = now;
    }
}

static void the_calendar_is_after_2020(void **state)
{
    (void)state;
    assert_true(cn_clock_unix_seconds() > INT64_C(1577836800));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_monotonic_clock_never_goes_back),
        cmocka_unit_test(the_calendar_is_after_2020),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
