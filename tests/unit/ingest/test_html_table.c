/* Tables of HTML pages. */
#include "unit/ingest/collect.h"

static void assert_blocks(const char *page, const char *const *expected)
{
    collected all;
    size_t n = 0;

    collect(&all, "a.html", page);
    assert_collected(&all, 1, 0);
    for (; expected[n]; n++) {
        bool is_row = strchr(expected[n], ':') != NULL;

        assert_block(all.docs[0], n, is_row ? CN_BLOCK_ROW : CN_BLOCK_PARAGRAPH, expected[n]);
    }
    assert_int_equal(all.docs[0]->n_blocks, n);
    collected_done(&all);
}

static void header_cells_name_the_values(void **state)
{
    (void)state;
    assert_blocks(
        "<table><caption>Mayors</caption><tr><th>Mayor<th>From<tr><td>Lisk<td>1911"
        "<tr><td>Ebbing<td></table>after",
        (const char *const[]){"Mayors", "Mayor: Lisk\nFrom: 1911", "Mayor: Ebbing", "after", NULL});
}

static void first_row_is_the_header_without_th(void **state)
{
    (void)state;
    assert_blocks("<table><tr><td>A<td>B<tr><td>1<td>2<tr><td>3<td>4<td>5</table>",
                  (const char *const[]){"A: 1\nB: 2", "A: 3\nB: 4\ncolumn 3: 5", NULL});
}

static void pairs_take_their_subject_from_caption_or_page(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html",
            "<h1>Strand</h1><table><tr><th>Born<td>1849<tr><th>Spouse:<td>Agnes</table>"
            "<table><tr><th colspan=2>Ada<tr><th>Born<td>1815<ul><li>London<li>May</ul></table>");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "name: Strand\nBorn: 1849\nSpouse: Agnes");
    assert_block(all.docs[0], 2, CN_BLOCK_ROW, "name: Ada\nBorn: 1815; London; May");
    collected_done(&all);
}

static void cells_that_span_rows_are_repeated(void **state)
{
    (void)state;
    assert_blocks("<table><tr><th>Year<th>Ship<tr><td rowspan=2>1904<td>A<tr><td>B"
                  "<tr><td>1905<td>C</table>",
                  (const char *const[]){"Year: 1904\nShip: A", "Year: 1904\nShip: B",
                                        "Year: 1905\nShip: C", NULL});
}

static void headers_over_several_columns_name_each(void **state)
{
    (void)state;
    assert_blocks("<table><thead><tr><th rowspan=2>Ship<th colspan=2>Size<tr><th>w<th>h</thead>"
                  "<tr><td>A<td>1<td>2</table>",
                  (const char *const[]){"Ship: A\nSize w: 1\nSize h: 2", NULL});
}

static void layout_tables_are_read_as_blocks(void **state)
{
    (void)state;
    assert_blocks("<table><tr><td>Menu<td><table><tr><th>A<th>B<tr><td>1<td>2</table><p>Text"
                  "</table>",
                  (const char *const[]){"Menu", "A: 1\nB: 2", "Text", NULL});
    assert_blocks("<table role=presentation><tr><td>x<td>y</table>",
                  (const char *const[]){"x", "y", NULL});
}

static void single_cells_are_paragraphs(void **state)
{
    (void)state;
    assert_blocks("<table><tr><td>Just text</table>", (const char *const[]){"Just text", NULL});
}

static void spans_cannot_multiply_a_page(void **state)
{
    enum { ROWS = 2000 };
    static char page[300 + 4 * ROWS + 1] = "<table><tr><th colspan=99999 rowspan=99999>";
    collected all;
    size_t len = strlen(page);

    (void)state;
    memset(page + len, 'h', 200);
    len += 200;
    len += (size_t)snprintf(page + len, 16, "<td>a");
    for (int i = 0; i < ROWS; i++)
        memcpy(page + len + 4 * (size_t)i, "<tr>", 4);
    collect_bytes(&all, "a.html", page, len + 4 * (size_t)ROWS, CAIRN_FORMAT_HTML);
    assert_int_equal(all.rc, CAIRN_OK);
    assert_true(all.docs[0]->text.len < (size_t)16 << 20);
    collected_done(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_cells_name_the_values),
        cmocka_unit_test(first_row_is_the_header_without_th),
        cmocka_unit_test(pairs_take_their_subject_from_caption_or_page),
        cmocka_unit_test(cells_that_span_rows_are_repeated),
        cmocka_unit_test(headers_over_several_columns_name_each),
        cmocka_unit_test(layout_tables_are_read_as_blocks),
        cmocka_unit_test(single_cells_are_paragraphs),
        cmocka_unit_test(spans_cannot_multiply_a_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
