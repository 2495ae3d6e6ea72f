/* Tables read from files: separators, quotes, ragged rows, encodings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../base/temp_dir.h"
#include "api/match_table.h"

typedef struct heard {
    unsigned n;
    char sentence[160], where[300];
} heard;

static void hear(const char *where, const char *sentence, void *user)
{
    heard *h = user;

    h->n++;
    snprintf(h->sentence, sizeof(h->sentence), "%s", sentence);
    snprintf(h->where, sizeof(h->where), "%s", where);
}

static int read_bytes(const char *bytes, size_t len, cn_match_table *table, heard *h,
                      cairn_error *err)
{
    cn_writer *writer = NULL;
    temp_dir dir;
    int rc;

    memset(h, 0, sizeof(*h));
    assert_true(temp_dir_make(&dir));
    assert_int_equal(cn_writer_new(temp_name(&dir, "t.csv"), false, &writer, err), CAIRN_OK);
    assert_int_equal(cn_writer_add(writer, bytes, len, err), CAIRN_OK);
    assert_int_equal(cn_writer_commit(writer, err), CAIRN_OK);
    cn_writer_free(writer);
    rc = cn_match_table_read(temp_name(&dir, "t.csv"), true, table, hear, h, err);
    temp_dir_remove(&dir);
    return rc;
}

static void read_table(const char *text, cn_match_table *table, heard *h)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (read_bytes(text, strlen(text), table, h, &err) < 0)
        fail_msg("%s", err.message);
}

static void check_cell(const cn_match_table *table, size_t row, size_t column, const char *wanted)
{
    size_t len;
    const char *text = cn_match_cell_text(&table->rows, row, column, &len);

    assert_int_equal(len, strlen(wanted));
    assert_memory_equal(text, wanted, len);
}

static void the_header_tells_the_separator(void **state)
{
    static const char *const texts[] = {"id,a b\n1,x;y%z\n", "id;a b\n1;x;y%z\n",
                                        "id\ta b\n1\tx;y%z\n", "id|a b\n1|x;y%z\n",
                                        "id%a b\r\n1%x;y\r\n"};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        cn_match_table table;
        heard h;

        read_table(texts[i], &table, &h);
        assert_int_equal(table.rows.n_columns, 2);
        assert_int_equal(table.rows.n_rows, 1);
        assert_string_equal(table.columns[1], "a b");
        check_cell(&table, 0, 0, "1");
        cn_match_table_done(&table);
    }
}

static void quotes_hold_separators_lines_and_quotes(void **state)
{
    cn_match_table table;
    heard h;

    (void)state;
    read_table("id,text\n1,\"a, b\nc \"\"d\"\"\"\n2,\"plain\"\n", &table, &h);
    assert_int_equal(table.rows.n_rows, 2);
    check_cell(&table, 0, 1, "a, b\nc \"d\"");
    check_cell(&table, 1, 1, "plain");
    assert_int_equal(h.n, 0);
    cn_match_table_done(&table);
}

static void an_open_quote_ends_with_its_line(void **state)
{
    cn_match_table table;
    heard h;

    (void)state;
    read_table("id,text\n1,\"open\n2,next\n", &table, &h);
    assert_int_equal(table.rows.n_rows, 2);
    check_cell(&table, 0, 1, "\"open");
    check_cell(&table, 1, 1, "next");
    assert_int_equal(h.n, 1);
    cn_match_table_done(&table);
}

static void ragged_rows_are_squared_and_named(void **state)
{
    cn_match_table table;
    heard h;

    (void)state;
    read_table("a,b,c\n1,2,3\n1\n1,2,3,4,5\n", &table, &h);
    assert_int_equal(table.rows.n_rows, 3);
    check_cell(&table, 1, 2, "");
    check_cell(&table, 2, 2, "3");
    assert_int_equal(h.n, 2);
    assert_string_equal(h.sentence, "the row has 5 cells, the header 3; the rest is left out");
    assert_non_null(strstr(h.where, "t.csv:4"));
    cn_match_table_done(&table);
}

static void many_bad_rows_are_counted(void **state)
{
    cn_match_table table;
    heard h;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "a,b\n");
    for (int i = 0; i < 100; i++)
        cn_buf_add_str(&text, "1\n");
    read_table(cn_buf_str(&text), &table, &h);
    assert_int_equal(h.n, 11);
    assert_string_equal(h.sentence, "90 more rows like these");
    cn_match_table_done(&table);
    cn_buf_done(&text);
}

static void character_references_are_resolved(void **state)
{
    cn_match_table table;
    heard h;

    (void)state;
    read_table("a|b\nM&#252;ller &amp; Co|AT&T; x & y\n", &table, &h);
    check_cell(&table, 0, 0, "M\xC3\xBCller & Co");
    check_cell(&table, 0, 1, "AT&T; x & y");
    cn_match_table_done(&table);
}

static void other_encodings_are_read(void **state)
{
    static const char latin[] = "id;name\n1;Gr\xFC"
                                "nwald am M\xFChlbach\n";
    cairn_error err = CAIRN_ERROR_INIT;
    cn_match_table table;
    heard h;

    (void)state;
    assert_int_equal(read_bytes(latin, sizeof(latin) - 1, &table, &h, &err), CAIRN_OK);
    check_cell(&table, 0, 1, "Gr\xC3\xBCnwald am M\xC3\xBChlbach");
    cn_match_table_done(&table);
}

static void what_is_no_text_is_refused(void **state)
{
    char bytes[512];
    cairn_error err = CAIRN_ERROR_INIT;
    cn_match_table table;
    heard h;

    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i * 7);
    assert_int_equal(read_bytes(bytes, sizeof(bytes), &table, &h, &err), CAIRN_EPARSE);
    cn_match_table_done(&table);
    assert_int_equal(read_bytes("", 0, &table, &h, &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "it is empty"));
    cn_match_table_done(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_tells_the_separator),
        cmocka_unit_test(quotes_hold_separators_lines_and_quotes),
        cmocka_unit_test(an_open_quote_ends_with_its_line),
        cmocka_unit_test(ragged_rows_are_squared_and_named),
        cmocka_unit_test(many_bad_rows_are_counted),
        cmocka_unit_test(character_references_are_resolved),
        cmocka_unit_test(other_encodings_are_read),
        cmocka_unit_test(what_is_no_text_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
