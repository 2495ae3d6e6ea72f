/* Rules for the caller: texts that stay where they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/rule_rows.h"

static void rows_keep_their_texts(void **state)
{
    cn_rule_rows rows;

    (void)state;
    cn_rule_rows_init(&rows);
    for (int i = 0; i < 100; i++) {
        const cn_rule rule = {.kind = CN_LEARNED_SYMMETRIC,
                              .relation = {i % 2 ? "odd" : "even"},
                              .confidence = 0.5,
                              .support = 7,
                              .cases = 9};

        assert_int_equal(cn_rule_rows_add(&rows, &rule, CAIRN_RULE_GIVEN, NULL), CAIRN_OK);
    }
    assert_int_equal(rows.n, 100);
    assert_string_equal(rows.items[0].text, "\"even\" is symmetric");
    assert_string_equal(rows.items[99].text, "\"odd\" is symmetric");
    assert_string_equal(rows.items[0].kind, "symmetric");
    assert_int_equal(rows.items[0].source, CAIRN_RULE_GIVEN);
    assert_int_equal(rows.items[0].support, 7);
    assert_int_equal(rows.items[0].cases, 9);
    cn_rule_rows_done(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_keep_their_texts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
