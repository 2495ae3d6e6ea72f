/* How sure names are, from judged ones. */
#include "unit/base/oom_walk.h"

#include "tools/train/names_export.h"

enum { JUDGED = 480 };

static void likelihood_rises_with_the_margin(void **state)
{
    names_judged judged[JUDGED];
    cn_name_sure sure[NAMES_SURE_MAX];
    size_t n;

    (void)state;
    for (size_t i = 0; i < JUDGED; i++) /* right more often the greater the margin */
        judged[i] = (names_judged){(float)(i * 7 % JUDGED) / 50, i * 7 % JUDGED > i * 11 % 400};
    n = names_calibrate(judged, JUDGED, sure);
    assert_in_range(n, 2, NAMES_SURE_MAX);
    assert_int_equal(sure[0].margin, 0);
    for (size_t i = 1; i < n; i++) {
        assert_true(sure[i].margin >= sure[i - 1].margin);
        assert_true(sure[i].per_mille + 30 >= sure[i - 1].per_mille);
    }
    assert_in_range(sure[n - 1].per_mille, 900, 1000);
}

static void without_judged_names_nothing_is_said(void **state)
{
    names_judged none[1];
    cn_name_sure sure[NAMES_SURE_MAX];

    (void)state;
    assert_int_equal(names_calibrate(none, 0, sure), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(likelihood_rises_with_the_margin),
                                       cmocka_unit_test(without_judged_names_nothing_is_said)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
