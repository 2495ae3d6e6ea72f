/* Rows of a table of claims, cell by cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/resolve_table.h"

static char path[] = "/tmp/cairn_claims_XXXXXX";
static char got[4096];

static int take_row(const cn_cell *cells, size_t n, size_t line, void *user, cairn_error *err)
{
    size_t len = strlen(got);

    (void)user;
    (void)err;
    len += (size_t)snprintf(got + len, sizeof(got) - len, "%zu:", line);
    for (size_t i = 0; i < n; i++)
        len += (size_t)snprintf(got + len, sizeof(got) - len, "%.*s|", (int)cells[i].len,
                                cells[i].text);
    return CAIRN_OK;
}

static void check(const char *text, const char *expected)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    fwrite(text, 1, strlen(text), file);
    fclose(file);
    got[0] = '\0';
    assert_int_equal(cn_resolve_table_read(path, take_row, NULL, NULL), CAIRN_OK);
    assert_string_equal(got, expected);
}

static void the_separator_is_found(void **state)
{
    (void)state;
    check("a,b,c\nd,e,f\n", "1:a|b|c|2:d|e|f|");
    check("a\tb, c, d, e\tc\nd\te\tf", "1:a|b, c, d, e|c|2:d|e|f|");
    check("a;b,1\nc;d,2\ne;f\n", "1:a|b,1|2:c|d,2|3:e|f|");
    check("a|b\r\nc|d\r\n", "1:a|b|2:c|d|");
}

static void quotes_are_unwrapped_but_not_between_tabs(void **state)
{
    (void)state;
    check("\"a,\"\"b\"\"\nc\",d\ne,f\n", "1:a,\"b\"\nc|d|3:e|f|");
    check("\"a\tb\n\"c\td\n", "1:\"a|b|2:\"c|d|");
}

static void an_open_quote_ends_with_its_line(void **state)
{
    (void)state;
    check("a,\"b\nc,d\ne,f\n", "1:a|\"b|2:c|d|3:e|f|");
    check("\"", "1:\"|");
    check("a,\"b\"\"", "1:a|\"b\"\"|");
}

static void empty_rows_are_left_out(void **state)
{
    (void)state;
    check("", "");
    check("\n\n , \n,\n", "");
    check("\na,b\n\nc,d\n", "2:a|b|4:c|d|");
}

static int make_path(void **state)
{
    const int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_separator_is_found),
        cmocka_unit_test(quotes_are_unwrapped_but_not_between_tabs),
        cmocka_unit_test(an_open_quote_ends_with_its_line),
        cmocka_unit_test(empty_rows_are_left_out),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
