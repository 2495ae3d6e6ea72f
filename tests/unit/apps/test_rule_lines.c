/* Rules on the screen and in JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/rule_lines.h"

static void check_line(const cairn_rule *rule, const char *expected)
{
    char *text = NULL;
    size_t len = 0;
    cli_page page = {.file = open_memstream(&text, &len)};

    assert_non_null(page.file);
    cli_rule_print(&page, rule, 2);
    fclose(page.file);
    assert_string_equal(text, expected);
    free(text);
}

static void a_learned_rule_shows_its_cases(void **state)
{
    const cairn_rule rule = {"symmetric", "\"r\" is symmetric", CAIRN_RULE_LEARNED, 0.75, 15, 15};

    (void)state;
    check_line(&rule, "  0.75 (15 of 15) \"r\" is symmetric\n");
}

static void others_show_where_they_come_from(void **state)
{
    cairn_rule rule = {"symmetric", "\"r\" is symmetric", CAIRN_RULE_GIVEN, 0, 0, 0};

    (void)state;
    check_line(&rule, "  0.00 (given) \"r\" is symmetric\n");
    rule.source = CAIRN_RULE_DECLARED;
    rule.confidence = 1;
    check_line(&rule, "  1.00 (declared) \"r\" is symmetric\n");
}

static void json_has_all_there_is(void **state)
{
    const cairn_rule rule = {"symmetric", "\"r\" is symmetric", CAIRN_RULE_LEARNED, 0.75, 15, 15};
    cn_json *json = cli_rule_json(&rule);

    (void)state;
    assert_non_null(json);
    assert_string_equal(cn_json_string(cn_json_get(json, "kind"), NULL), "symmetric");
    assert_string_equal(cn_json_string(cn_json_get(json, "source"), NULL), "learned");
    assert_string_equal(cn_json_string(cn_json_get(json, "text"), NULL), "\"r\" is symmetric");
    cn_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_learned_rule_shows_its_cases),
        cmocka_unit_test(others_show_where_they_come_from),
        cmocka_unit_test(json_has_all_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
