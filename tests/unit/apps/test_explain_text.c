/* A passage explained. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/explain_text.h"

static const char text[] = "Port Vale is a harbour town. Tom Reed was born in Port Vale.";

static void explain(uint64_t first, uint64_t len, char *shown, size_t size)
{
    const cli_tree_style style = {.is_ascii = true, .width = 80};
    const cli_explained_range range = {first, len};
    cairn_error err = CAIRN_ERROR_INIT;
    FILE *file = tmpfile();
    const cli_page page = {file, 0, false};
    cairn_extracted *found;
    cairn_extractor *x;
    size_t n;

    assert_non_null(file);
    if (cairn_extractor_new(&x, NULL, &err) < 0 ||
        cairn_extract_text(x, "Port Vale", text, strlen(text), &found, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(cli_explain_print(&page, &style, &range, found, &err), CAIRN_OK);
    rewind(file);
    n = fread(shown, 1, size - 1, file);
    shown[n] = '\0';
    fclose(file);
    cairn_extracted_free(found);
    cairn_extractor_free(x);
}

static void each_name_and_statement_is_shown_once(void **state)
{
    char shown[16384];
    const char *statement;

    (void)state;
    explain(0, UINT64_MAX, shown, sizeof(shown));
    assert_non_null(strstr(shown, "Port Vale is a harbour town."));
    assert_non_null(strstr(shown, "  names\n"));
    assert_non_null(strstr(shown, "    Tom Reed "));
    statement = strstr(shown, "(Port Vale; is");
    assert_non_null(statement);
    assert_non_null(strstr(statement, "harbour town)"));
    assert_non_null(strstr(shown, "bytes 0-"));
}

static void what_is_out_of_range_is_left_out(void **state)
{
    char shown[16384];

    (void)state;
    explain(strlen(text), 10, shown, sizeof(shown));
    assert_string_equal(shown, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_and_statement_is_shown_once),
        cmocka_unit_test(what_is_out_of_range_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
