/* The text form of rules: what is read is printed the same, whatever its variables are called. */
#include "fusion/rules.h"
#include "fusion/values.h"
#include "unit/base/oom_walk.h"
#include "unit/schema/fixture.h"

static void check_text(const char *line, const char *text, int kind)
{
    cn_arena texts;
    cn_rule rule;
    cn_buf out;

    cn_arena_init(&texts, 1 << 20);
    cn_buf_init(&out, CN_RULE_TEXT_MAX);
    OK(cn_rule_parse(line, strlen(line), &texts, &rule, &last_error));
    assert_int_equal(rule.kind, kind);
    OK(cn_rule_print(&rule, &out, &last_error));
    assert_string_equal(cn_buf_str(&out), text);
    cn_buf_done(&out);
    cn_arena_done(&texts);
}

static void properties_are_printed_as_they_are_read(void **state)
{
    static const struct {
        const char *text;
        int kind;
    } lines[] = {
        {"\"born in\" is functional for entity, date", CN_LEARNED_FUNCTIONAL},
        {"\"capital of\" is inverse functional", CN_LEARNED_INVERSE_FUNCTIONAL},
        {"\"married to\" is symmetric", CN_LEARNED_SYMMETRIC},
        {"\"located in\" is transitive", CN_LEARNED_TRANSITIVE},
        {"\"child of\" is the inverse of \"parent of\"", CN_LEARNED_INVERSE},
        {"\"married to\" is the same as \"spouse of\"", CN_LEARNED_SAME},
        {"\"father of\" implies \"parent of\"", CN_LEARNED_IMPLIES},
        {"x \"lives in\" y if x \"lives in\" z and z \"located in\" y", CN_LEARNED_RULE},
        {"x \"a\" y if y \"b\" x", CN_LEARNED_RULE},
        {"x \"a\" y if z \"b\" x and y \"c\" z", CN_LEARNED_RULE},
        {"\"say \\\"so\\\" \\\\\" is symmetric", CN_LEARNED_SYMMETRIC},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        check_text(lines[i].text, lines[i].text, lines[i].kind);
}

static void a_rule_has_one_form(void **state)
{
    (void)state;
    check_text("a \"r\" b if c \"s\" b and a \"t\" c", "x \"r\" y if x \"t\" z and z \"s\" y",
               CN_LEARNED_RULE);
    check_text("x \"r\" y if y \"r\" x", "\"r\" is symmetric", CN_LEARNED_SYMMETRIC);
    check_text("x \"r\" y if x \"r\" z and z \"r\" y", "\"r\" is transitive",
               CN_LEARNED_TRANSITIVE);
    check_text("x \"r\" y if x \"s\" y", "\"s\" implies \"r\"", CN_LEARNED_IMPLIES);
    check_text("\"s\" is the inverse of \"r\"", "\"r\" is the inverse of \"s\"",
               CN_LEARNED_INVERSE);
    check_text("\"r\" is the inverse of \"r\"", "\"r\" is symmetric", CN_LEARNED_SYMMETRIC);
    check_text("\"r\" is functional", "\"r\" is functional for entity, date, quantity, text",
               CN_LEARNED_FUNCTIONAL);
}

static double confidence_of(const char *line)
{
    cn_arena texts;
    cn_rule rule;

    cn_arena_init(&texts, 1 << 20);
    OK(cn_rule_parse(line, strlen(line), &texts, &rule, &last_error));
    cn_arena_done(&texts);
    return rule.confidence;
}

static void a_line_may_end_with_a_confidence(void **state)
{
    (void)state;
    assert_true(confidence_of("\"r\" is symmetric") == 1);
    assert_true(confidence_of("\"r\" is symmetric, confidence 0.5 # of people") == 0.5);
    assert_true(confidence_of("\"r\" is functional for entity, date, confidence 0") == 0);
}

static void comments_and_blanks_say_nothing(void **state)
{
    static const char *const lines[] = {"", "  \t\r", "# \"r\" is symmetric"};
    cn_arena texts;
    cn_rule rule;

    (void)state;
    cn_arena_init(&texts, 1 << 20);
    for (size_t i = 0; i < 3; i++) {
        OK(cn_rule_parse(lines[i], strlen(lines[i]), &texts, &rule, &last_error));
        assert_int_equal(rule.kind, 0);
    }
    cn_arena_done(&texts);
}

static void what_is_no_rule_is_refused(void **state)
{
    static const char *const lines[] = {
        "\"r",
        "\"\" is symmetric",
        "\"r\" symmetric",
        "\"r\" is nice",
        "\"r\" is the opposite of \"s\"",
        "\"r\" is functional for money",
        "\"r\" is symmetric, confidence 2",
        "\"r\" is symmetric, confidence nan",
        "\"r\" is symmetric \"s\"",
        "\"r\" implies \"r\"",
        "x \"r\" x if x \"s\" y",
        "x \"r\" y if x \"s\" z",
        "x \"r\" y if x \"s\" z and z \"t\" w",
        "x \"r\" y if x \"s\" y and x \"t\" y",
        "x \"r\" y if x \"r\" y",
        "; drop",
    };
    cn_arena texts;
    cn_rule rule;

    (void)state;
    cn_arena_init(&texts, 1 << 20);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (cn_rule_parse(lines[i], strlen(lines[i]), &texts, &rule, &last_error) != CAIRN_EPARSE)
            fail_msg("taken: %s", lines[i]);
        assert_int_equal(rule.kind, 0);
    }
    cn_arena_done(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(properties_are_printed_as_they_are_read),
        cmocka_unit_test(a_rule_has_one_form),
        cmocka_unit_test(a_line_may_end_with_a_confidence),
        cmocka_unit_test(comments_and_blanks_say_nothing),
        cmocka_unit_test(what_is_no_rule_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
