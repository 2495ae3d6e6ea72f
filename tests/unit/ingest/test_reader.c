/* What readers share: white space, titles from names, cells and rows. */
#include "ingest/reader.h"

#include "unit/ingest/collect.h"

static void assert_title(const char *path, const char *uri, const char *expected)
{
    const cn_source source = {.uri = uri, .path = path};
    char *title = NULL;

    assert_int_equal(cn_source_title(&source, &title, NULL), CAIRN_OK);
    assert_string_equal(title, expected);
    cn_free(title);
}

static void file_names_become_readable_titles(void **state)
{
    (void)state;
    assert_title("data/harbour-notes_2.txt", "x", "Harbour notes 2");
    assert_title("minutes-1904-11.txt", "x", "Minutes 1904-11");
    assert_title("README", "x", "README");
    assert_title("a/b/McGill.markdown", "x", "McGill");
    assert_title(".profile", "x", ".profile");
    assert_title("notes/", "x", "Notes");
    assert_title("a__b--c.md", "x", "A b c");
    assert_title("St. John", "x", "St. John");
}

static void uris_without_a_path_become_titles_too(void **state)
{
    (void)state;
    assert_title("", "https://example.org/wiki/ada_lovelace.html?x=1#y", "Ada lovelace");
    assert_title("", "mem:note", "Note");
    assert_title("-", "stdin:", "");
}

static void titles_are_valid_utf8_even_if_names_are_not(void **state)
{
    (void)state;
    assert_title("caf\xE9.txt", "x", "Caf");
}

static void squeeze_leaves_single_spaces(void **state)
{
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 100);
    cn_squeeze(&out, " a \n\t b\0c ", 10);
    assert_string_equal(cn_buf_str(&out), "a b c");
    cn_buf_done(&out);
}

static void row_lines_name_columns_that_have_no_name(void **state)
{
    cn_buf row;

    (void)state;
    cn_buf_init(&row, 1000);
    cn_row_line(&row, "Year", 4, 1, "1881", 4);
    cn_row_line(&row, "", 0, 2, "x\ny", 3);
    cn_row_line(&row, "Born:", 5, 3, "1815", 4);
    cn_row_line(&row, "empty", 5, 4, "", 0);
    assert_string_equal(cn_buf_str(&row), "Year: 1881\ncolumn 2: x y\nBorn: 1815\n");
    cn_buf_done(&row);
}

static void long_column_names_are_cut_at_a_code_point(void **state)
{
    char name[CN_COLUMN_NAME_MAX + 2];
    cn_buf row;

    (void)state;
    memset(name, 'n', sizeof(name));
    memcpy(name + CN_COLUMN_NAME_MAX - 1, "\xC3\xA9", 2);
    cn_buf_init(&row, 1000);
    cn_row_line(&row, name, sizeof(name), 1, "v", 1);
    assert_int_equal(row.len, CN_COLUMN_NAME_MAX - 1 + strlen(": v\n"));
    cn_buf_done(&row);
}

static void cells_that_are_not_there_are_empty(void **state)
{
    cn_cells cells;
    size_t len;

    (void)state;
    cn_cells_init(&cells);
    assert_int_equal(cn_cells_add(&cells, " a ", 3, NULL), CAIRN_OK);
    assert_int_equal(cn_cells_add(&cells, " ", 1, NULL), CAIRN_OK);
    assert_memory_equal(cn_cells_get(&cells, 0, &len), "a", 1);
    assert_int_equal(len, 1);
    cn_cells_get(&cells, 7, &len);
    assert_int_equal(len, 0);
    assert_int_equal(cn_cells_filled(&cells), 1);
    cn_cells_done(&cells);
}

static void rows_have_a_bounded_number_of_cells(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_cells cells;

    (void)state;
    cn_cells_init(&cells);
    for (int i = 0; i < CN_COLUMNS_MAX; i++)
        assert_int_equal(cn_cells_add(&cells, "", 0, NULL), CAIRN_OK);
    assert_int_equal(cn_cells_add(&cells, "", 0, &err), CAIRN_EPARSE);
    assert_string_equal(err.message, "the row has more than 16384 cells");
    cn_cells_done(&cells);
}

static void entities_become_utf8(void **state)
{
    char utf8[4];

    (void)state;
    assert_int_equal(cn_html_entity("&amp;", 5, utf8), 1);
    assert_memory_equal(utf8, "&", 1);
    assert_int_equal(cn_html_entity("&eacute;", 8, utf8), 2);
    assert_memory_equal(utf8, "\xC3\xA9", 2);
    assert_int_equal(cn_html_entity("&#x1F600;", 9, utf8), 4);
    assert_memory_equal(utf8, "\xF0\x9F\x98\x80", 4);
    assert_int_equal(cn_html_entity("&#8211;", 7, utf8), 3);
    assert_int_equal(cn_html_entity("&nbsp;", 6, utf8), 1);
    assert_int_equal(utf8[0], ' ');
}

static void what_is_no_character_becomes_the_replacement(void **state)
{
    char utf8[4];

    (void)state;
    assert_int_equal(cn_html_entity("&#0;", 4, utf8), 3);
    assert_memory_equal(utf8, "\xEF\xBF\xBD", 3);
    assert_int_equal(cn_html_entity("&#xD800;", 8, utf8), 3);
    assert_int_equal(cn_html_entity("&#99999999;", 11, utf8), 3);
    assert_int_equal(cn_html_entity("&nosuch;", 8, utf8), 0);
    assert_int_equal(cn_html_entity("&;", 2, utf8), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_names_become_readable_titles),
        cmocka_unit_test(uris_without_a_path_become_titles_too),
        cmocka_unit_test(titles_are_valid_utf8_even_if_names_are_not),
        cmocka_unit_test(squeeze_leaves_single_spaces),
        cmocka_unit_test(row_lines_name_columns_that_have_no_name),
        cmocka_unit_test(long_column_names_are_cut_at_a_code_point),
        cmocka_unit_test(cells_that_are_not_there_are_empty),
        cmocka_unit_test(rows_have_a_bounded_number_of_cells),
        cmocka_unit_test(entities_become_utf8),
        cmocka_unit_test(what_is_no_character_becomes_the_replacement),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
