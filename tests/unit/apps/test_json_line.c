/* JSON written as it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/json_line.h"
#include "base/json.h"

static void commas_stand_where_they_are_due(void **state)
{
    cn_buf line;

    (void)state;
    cn_buf_init(&line, 1000);
    cli_line_open(&line, NULL, '{');
    cli_line_text(&line, "a", "b");
    cli_line_count(&line, "n", UINT64_MAX);
    cli_line_share(&line, "s", 0.83);
    cli_line_open(&line, "list", '[');
    cli_line_text(&line, NULL, "x");
    cli_line_open(&line, NULL, '{');
    cli_line_close(&line, '}');
    cli_line_close(&line, ']');
    cli_line_open(&line, "none", '[');
    cli_line_close(&line, ']');
    cli_line_close(&line, '}');
    cn_buf_add_char(&line, '\n');
    cli_line_open(&line, NULL, '{');
    cli_line_close(&line, '}');
    assert_string_equal(cn_buf_str(&line),
                        "{\"a\":\"b\",\"n\":18446744073709551615,\"s\":0.83,\"list\":[\"x\",{}],"
                        "\"none\":[]}\n{}");
    cn_buf_done(&line);
}

static void any_text_reads_back_as_it_was(void **state)
{
    static const char *const texts[] = {"",
                                        "plain",
                                        "\"\\/",
                                        "\b\f\n\r\t\x01\x1f\x7f",
                                        "caf\u00e9 \U0001F600",
                                        "c1 \xC2\x9B"
                                        "31m",
                                        "\xC2\xA0",
                                        "ends in a quote\"",
                                        "{",
                                        "["};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        cn_json *root = NULL;
        size_t len;
        cn_buf line;

        cn_buf_init(&line, 1000);
        cli_line_open(&line, NULL, '{');
        cli_line_text(&line, "t", texts[i]);
        cli_line_text(&line, "u", "");
        cli_line_close(&line, '}');
        for (size_t at = 0; at < line.len; at++)
            assert_true((unsigned char)line.data[at] >= ' ' && line.data[at] != 0x7f);
        assert_null(strstr(cn_buf_str(&line), "\xC2\x9B"));
        assert_int_equal(cn_json_parse(cn_buf_str(&line), line.len, &root, NULL), CAIRN_OK);
        assert_string_equal(cn_json_string(cn_json_get(root, "t"), &len), texts[i]);
        cn_json_free(root);
        cn_buf_done(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_where_they_are_due),
        cmocka_unit_test(any_text_reads_back_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
