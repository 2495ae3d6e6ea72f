/* Delimiter rows of Markdown tables, widened for md4c. */
#include "ingest/delimiter_rows.h"

#include "unit/ingest/collect.h"

static void assert_widened(const char *text, const char *expected)
{
    cn_delimiter_rows rows;

    cn_delimiter_rows_init(&rows);
    assert_int_equal(cn_delimiter_rows_widen(&rows, text, strlen(text), NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&rows.text), expected);
    cn_delimiter_rows_done(&rows);
}

static void short_cells_get_dashes(void **state)
{
    (void)state;
    assert_widened("a|b\n-|-\n1|2", "a|b\n---|---\n1|2");
    assert_widened("|a|b|\n|:-|-:|\n", "|a|b|\n|:--|--:|\n");
    assert_widened("|a|\n|:-:|\n", "");
    assert_widened("|a|b|\n| -- | :--- |\n", "|a|b|\n| --- | :--- |\n");
}

static void other_lines_are_left_alone(void **state)
{
    (void)state;
    assert_widened("a\n-|-\n", "");
    assert_widened("a|b\n---|---\n", "");
    assert_widened("a|b\n-|x\n", "");
    assert_widened("", "");
}

static void offsets_are_mapped_back(void **state)
{
    static const char text[] = "a|b\n-|-\nx\n\nc|d\n-|-\ny";
    cn_delimiter_rows rows;

    (void)state;
    cn_delimiter_rows_init(&rows);
    assert_int_equal(cn_delimiter_rows_widen(&rows, text, strlen(text), NULL), CAIRN_OK);
    for (const char *c = "abxcdy"; *c; c++) {
        size_t at = (size_t)(strchr(rows.text.data, *c) - rows.text.data);

        assert_int_equal(cn_delimiter_rows_unmap(&rows, at), strchr(text, *c) - text);
    }
    cn_delimiter_rows_done(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_cells_get_dashes),
        cmocka_unit_test(other_lines_are_left_alone),
        cmocka_unit_test(offsets_are_mapped_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
