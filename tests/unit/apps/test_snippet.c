/* A snippet shows why the passage was found, cut at word ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/snippet.h"

static void cut(const char *query, const char *text, cn_buf *out)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_snipper snipper;

    cn_buf_clear(out);
    assert_int_equal(cli_snipper_init(&snipper, query, &err), CAIRN_OK);
    assert_int_equal(cli_snipper_cut(&snipper, text, strlen(text), out, &err), CAIRN_OK);
    cli_snipper_done(&snipper);
}

static void a_short_text_is_shown_whole(void **state)
{
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 4096);
    cut("harbour", "The harbour\nof Halvery.", &out);
    assert_string_equal(cn_buf_str(&out), "The harbour of Halvery.");
    cn_buf_done(&out);
}

static void a_long_text_is_cut_where_the_words_are(void **state)
{
    cn_buf text, out;

    (void)state;
    cn_buf_init(&text, 1 << 16);
    cn_buf_init(&out, 4096);
    for (int i = 0; i < 100; i++)
        cn_buf_add_str(&text, "Nothing of interest stands here. ");
    cn_buf_add_str(&text, "Ines Valder founded the shipyard in 1871. ");
    for (int i = 0; i < 100; i++)
        cn_buf_add_str(&text, "Nothing of interest stands here. ");
    cut("When was the shipyard founded?", cn_buf_str(&text), &out);
    assert_non_null(strstr(cn_buf_str(&out), "founded the shipyard in 1871."));
    assert_true(out.len < CLI_SNIPPET_BYTES + 16);
    assert_memory_equal(cn_buf_str(&out), "\xE2\x80\xA6 ", 4);
    assert_string_equal(cn_buf_str(&out) + out.len - 4, " \xE2\x80\xA6");
    cn_buf_done(&text);
    cn_buf_done(&out);
}

static void text_without_blanks_is_cut_between_letters(void **state)
{
    cn_buf text, out;

    (void)state;
    cn_buf_init(&text, 1 << 16);
    cn_buf_init(&out, 4096);
    for (int i = 0; i < 200; i++)
        cn_buf_add_str(&text, "\xE6\xB1\x89");
    cut("x", cn_buf_str(&text), &out);
    assert_null(strstr(cn_buf_str(&out), "\xEF\xBF\xBD"));
    assert_int_equal(out.len, CLI_SNIPPET_BYTES + 4);
    cn_buf_done(&text);
    cn_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_text_is_shown_whole),
        cmocka_unit_test(a_long_text_is_cut_where_the_words_are),
        cmocka_unit_test(text_without_blanks_is_cut_between_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
