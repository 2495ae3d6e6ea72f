/* CSV and TSV: records as rows. */
#include "unit/ingest/collect.h"

static void records_become_rows_with_their_range(void **state)
{
    static const char text[] = "town,year,note\r\nHalvery,1901,\"big, \"\"grand\"\"\"\r\n"
                               "Brennock,,\"two\nlines\"\r\n";
    collected all;

    (void)state;
    collect(&all, "x/census-1901.csv", text);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->title, "Census 1901");
    assert_block(all.docs[0], 0, CN_BLOCK_ROW, "town: Halvery\nyear: 1901\nnote: big, \"grand\"");
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "town: Brennock\nnote: two lines");
    assert_source(all.docs[0], 1, text, "Brennock,,\"two\nlines\"");
    collected_done(&all);
}

static void separators_are_found(void **state)
{
    static const char *const texts[] = {"a,b\n1;5,2\n", "a;b\n1,5;2\n", "a\tb\n1,5\t2\n",
                                        "a|b\n1,5|2\n", "sep=;\na;b\n1,5;2\n"};
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        collect(&all, "a.csv", texts[i]);
        assert_collected(&all, 1, 0);
        assert_block(all.docs[0], 0, CN_BLOCK_ROW, i == 0 ? "a: 1;5\nb: 2" : "a: 1,5\nb: 2");
        collected_done(&all);
    }
    collect(&all, "a.tsv", "a,b\tc\n1\t2\n");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->format, CAIRN_FORMAT_TSV);
    assert_block(all.docs[0], 0, CN_BLOCK_ROW, "a,b: 1\nc: 2");
    collected_done(&all);
}

static void ragged_rows_are_read(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,,c\n1\n1,2,3,4\n\n,,\n,2\n");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->n_blocks, 3);
    assert_block(all.docs[0], 0, CN_BLOCK_ROW, "a: 1");
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "a: 1\ncolumn 2: 2\nc: 3\ncolumn 4: 4");
    assert_block(all.docs[0], 2, CN_BLOCK_ROW, "column 2: 2");
    collected_done(&all);
}

static void caption_above_the_header_is_a_paragraph(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "Stanley Cups,,\nTeam,City,Cups\nBlues,STL,1\n");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "Stanley Cups");
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "Team: Blues\nCity: STL\nCups: 1");
    collected_done(&all);
}

static void header_alone_is_a_paragraph(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,b\n");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_PARAGRAPH, "a, b");
    collected_done(&all);
}

static void unclosed_quote_is_refused_and_the_rest_read(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,b\n1,2\n3,\"open\n5,6\n7,8\n");
    assert_collected(&all, 1, 1);
    assert_string_equal(all.refused[0], "a.csv:3: the row has a quote that is never closed");
    assert_int_equal(all.docs[0]->n_blocks, 3);
    assert_block(all.docs[0], 2, CN_BLOCK_ROW, "a: 7\nb: 8");
    collected_done(&all);
}

static void lines_are_counted_through_quoted_cells(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,b\n\"1\n1\n1\",2\n\"x");
    assert_collected(&all, 1, 1);
    assert_non_null(strstr(all.refused[0], "a.csv:5: "));
    collected_done(&all);
}

static void text_behind_a_closing_quote_is_kept(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,b\n\"x\"y,5\"\n");
    assert_collected(&all, 1, 0);
    assert_block(all.docs[0], 0, CN_BLOCK_ROW, "a: xy\nb: 5\"");
    collected_done(&all);
}

static void carriage_returns_alone_end_records(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.csv", "a,b\r1,2\r3,4");
    assert_collected(&all, 1, 0);
    assert_int_equal(all.docs[0]->n_blocks, 2);
    collected_done(&all);
}

static void row_of_too_many_cells_is_refused(void **state)
{
    static char text[20000 + 20];
    size_t len = (size_t)snprintf(text, sizeof(text), "a,b\n1,2\n");
    collected all;

    (void)state;
    memset(text + len, ',', 20000);
    snprintf(text + len + 20000, 8, "\n3,4\n");
    collect(&all, "a.csv", text);
    assert_collected(&all, 1, 1);
    assert_string_equal(all.refused[0], "a.csv:3: the row has more than 16384 cells");
    assert_block(all.docs[0], 1, CN_BLOCK_ROW, "a: 3\nb: 4");
    collected_done(&all);
}

static void quotes_cost_linear_time(void **state)
{
    static const char *const units[] = {"a,\"b\n", "\"\"\"\n", "\"x\"\"\n", "\"\n"};
    enum { N = 200000 };
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        size_t len = strlen(units[i]);
        char *text = cn_alloc(len * N + 2);

        memcpy(text, "\"x", 2);
        for (size_t n = 0; n < N; n++)
            memcpy(text + 2 + n * len, units[i], len);
        collect_bytes(&all, "a.csv", text, len * N + 2, CAIRN_FORMAT_CSV);
        cn_free(text);
        collected_done(&all);
    }
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    assert_survives_lack_of_memory("a.csv", "T,\na,b\n1,\"x\"\"y\"\n2,\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_become_rows_with_their_range),
        cmocka_unit_test(separators_are_found),
        cmocka_unit_test(ragged_rows_are_read),
        cmocka_unit_test(caption_above_the_header_is_a_paragraph),
        cmocka_unit_test(header_alone_is_a_paragraph),
        cmocka_unit_test(unclosed_quote_is_refused_and_the_rest_read),
        cmocka_unit_test(lines_are_counted_through_quoted_cells),
        cmocka_unit_test(text_behind_a_closing_quote_is_kept),
        cmocka_unit_test(carriage_returns_alone_end_records),
        cmocka_unit_test(row_of_too_many_cells_is_refused),
        cmocka_unit_test(quotes_cost_linear_time),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
