/* What documents hold never reaches the terminal as a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/output.h"

static void expect_clean(const char *text, size_t len, const char *clean)
{
    cn_buf out;

    cn_buf_init(&out, 4096);
    cli_clean(&out, text, len);
    assert_int_equal(out.status, CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), clean);
    cn_buf_done(&out);
}

#define EXPECT_CLEAN(text, clean) expect_clean(text, sizeof(text) - 1, clean)

static void escape_sequences_are_left_out(void **state)
{
    (void)state;
    EXPECT_CLEAN("a\033[31mred\033[0m b", "ared b");
    EXPECT_CLEAN("\033[2J\033[1;1Htop", "top");
    EXPECT_CLEAN("\033]0;title\007rest", "]0;titlerest");
    EXPECT_CLEAN("cut \033[12;", "cut");
    EXPECT_CLEAN("cut \033", "cut");
    EXPECT_CLEAN("c1 \xC2\x9B"
                 "31m",
                 "c1 31m");
    EXPECT_CLEAN("bell\a del\177 nul\0!", "bell del nul!");
}

static void text_that_reorders_itself_is_set_straight(void **state)
{
    (void)state;
    EXPECT_CLEAN("evil\xE2\x80\xAE"
                 "txt.exe",
                 "eviltxt.exe");
    EXPECT_CLEAN("a\xE2\x81\xA6"
                 "b\xE2\x81\xA9",
                 "ab");
}

static void white_space_collapses_to_one_line(void **state)
{
    (void)state;
    EXPECT_CLEAN("  a\n\n b\t\xC2\xA0 c\xE2\x80\xA8"
                 "d \r\n",
                 "a b c d");
    EXPECT_CLEAN(" \n", "");
    EXPECT_CLEAN("", "");
}

static void invalid_bytes_are_replaced(void **state)
{
    (void)state;
    EXPECT_CLEAN("Caf\xE9 \xFF", "Caf\xEF\xBF\xBD \xEF\xBF\xBD");
    EXPECT_CLEAN("Caf\xC3\xA9", "Caf\xC3\xA9");
}

static void expect_paragraph(size_t width, size_t indent, const char *text, const char *shown)
{
    char got[512] = "";
    FILE *file = tmpfile();
    cli_page page = {file, width, false};

    assert_non_null(file);
    cli_print_paragraph(&page, CLI_PLAIN, indent, text, strlen(text));
    rewind(file);
    got[fread(got, 1, sizeof(got) - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, shown);
}

static void paragraphs_wrap_at_blanks(void **state)
{
    (void)state;
    expect_paragraph(30, 2, "the quick brown fox jumps over the lazy dog",
                     "  the quick brown fox jumps\n  over the lazy dog\n");
    expect_paragraph(30, 2, "abcdefghijklmnopqrstuvwxyz0123456789",
                     "  abcdefghijklmnopqrstuvwxyz0\n  123456789\n");
    expect_paragraph(30, 2, "", "  \n");
}

static void paragraphs_do_not_wrap_in_a_pipe(void **state)
{
    (void)state;
    expect_paragraph(0, 4, "the quick brown fox jumps over the lazy dog and on and on",
                     "    the quick brown fox jumps over the lazy dog and on and on\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escape_sequences_are_left_out),
        cmocka_unit_test(text_that_reorders_itself_is_set_straight),
        cmocka_unit_test(white_space_collapses_to_one_line),
        cmocka_unit_test(invalid_bytes_are_replaced),
        cmocka_unit_test(paragraphs_wrap_at_blanks),
        cmocka_unit_test(paragraphs_do_not_wrap_in_a_pipe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
