/* Belief rises with score, and stays a probability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fusion/calibration.h"

static void belief_never_falls_when_score_rises(void **state)
{
    double last = 0;

    (void)state;
    for (int i = 0; i <= 1000; i++) {
        const double belief = cn_calibrate(i / 1000.0);

        assert_true(belief >= last && belief <= 1);
        last = belief;
    }
}

static void nothing_is_certain(void **state)
{
    (void)state;
    assert_true(cn_calibrate(1) < 1);
    assert_true(cn_calibrate(0) < 0.05);
    assert_true(cn_calibrate(0.5) > 0.4 && cn_calibrate(0.5) < 0.6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(belief_never_falls_when_score_rises),
        cmocka_unit_test(nothing_is_certain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
