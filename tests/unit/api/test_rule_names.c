/* Names of constructions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "api/extraction.h"

static void names_are_told_apart(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++)
        for (int j = 0; j < i; j++)
            if (cn_rule_name(i) && cn_rule_name(j))
                assert_string_not_equal(cn_rule_name(i), cn_rule_name(j));
}

static void each_pattern_has_a_name(void **state)
{
    (void)state;
    for (int rule = CN_RULE_IS_A; rule <= CN_RULE_META; rule++)
        assert_non_null(strchr(cn_rule_name(rule), '/'));
    assert_null(cn_rule_name(0));
    assert_null(cn_rule_name(-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(each_pattern_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
