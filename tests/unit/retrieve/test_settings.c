/* The table of settings: every row is there, once, and begins within its bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "retrieve/rank.h"

static void every_row_has_a_name_of_its_own_and_a_default_within_bounds(void **state)
{
    cn_settings settings;

    (void)state;
    cn_settings_default(&settings);
    for (size_t i = 0; i < CN_SET_COUNT; i++) {
        const cn_setting *row = &cn_settings_table[i];

        assert_non_null(row->name);
        assert_true(strlen(row->name) < 40);
        assert_int_equal(cn_setting_find(row->name), i);
        assert_true(row->least <= row->value && row->value <= row->most);
        assert_true(settings.values[i] == row->value);
    }
    assert_int_equal(cn_setting_find("walk.no_such"), CN_SET_COUNT);
}

static void features_have_a_weight_each(void **state)
{
    (void)state;
    assert_int_equal(CN_SET_NEXT_OWN - CN_SET_RANK_WALKED, CN_RANK_FEATURES);
    assert_int_equal(CN_SET_NEXT_SINGLE_OPEN - CN_SET_NEXT_OWN, CN_NEXT_FEATURES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_a_name_of_its_own_and_a_default_within_bounds),
        cmocka_unit_test(features_have_a_weight_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
