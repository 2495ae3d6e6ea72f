/* Columns: what a cell holds, and which columns of two tables belong together. */
#include "match_given.h"

#include <math.h>

static void check_number(const char *text, double wanted)
{
    double number;

    if (!cn_match_cell_number(text, strlen(text), &number))
        fail_msg("\"%s\" is not read as a number", text);
    assert_true(fabs(number - wanted) < 1e-9);
}

static void prices_and_years_are_numbers(void **state)
{
    double number;

    (void)state;
    check_number("1999", 1999);
    check_number("(1999).", 1999);
    check_number("$1,299.50", 1299.5);
    check_number("\xE2\x82\xAC 12", 12);
    assert_false(cn_match_cell_number("12 rue", 6, &number));
    assert_false(cn_match_cell_number("A4", 2, &number));
    assert_false(cn_match_cell_number("", 0, &number));
    assert_false(cn_match_cell_number("10-12", 5, &number));
}

static void cells_come_trimmed_and_cut(void **state)
{
    given_table table;
    size_t len;

    (void)state;
    given_read(&table, "a|b\n  x y |z\n");
    assert_memory_equal(cn_match_cell_text(&table.rows, 0, 0, &len), "x y", 3);
    assert_int_equal(len, 3);
    assert_memory_equal(cn_match_cell_text(&table.rows, 0, 1, &len), "z", 1);
    assert_int_equal(len, 1);
    given_forget(&table);
}

static void names_pair_columns_first(void **state)
{
    cn_match_column columns[CN_MATCH_COLUMNS_MAX];
    cairn_error err = CAIRN_ERROR_INIT;
    given_table a, b;
    size_t n;

    (void)state;
    given_read(&a, "Song_Name|price\nblue moon|3.50\nred river|4.10\n");
    given_read(&b, "price|song name\n3.55|blue moon\n9.20|green hill\n");
    assert_int_equal(cn_match_columns_find(&a.rows, &b.rows, columns, &n, &err), CAIRN_OK);
    assert_int_equal(n, 2);
    assert_int_equal(columns[0].in[0], 0);
    assert_int_equal(columns[0].in[1], 1);
    assert_int_equal(columns[1].in[0], 1);
    assert_int_equal(columns[1].in[1], 0);
    given_forget(&a);
    given_forget(&b);
}

static void data_pairs_columns_of_other_names(void **state)
{
    cn_match_column columns[CN_MATCH_COLUMNS_MAX];
    cairn_error err = CAIRN_ERROR_INIT;
    given_table a, b;
    size_t n, n_paired = 0;

    (void)state;
    given_read(&a, "x|y|z\nblue moon|1991|zig\nred river|1984|zag\n");
    given_read(&b, "p|q\n1991|the blue moon\n1985|the red river\n");
    assert_int_equal(cn_match_columns_find(&a.rows, &b.rows, columns, &n, &err), CAIRN_OK);
    assert_int_equal(n, 3);
    for (size_t c = 0; c < n; c++) {
        if (columns[c].in[0] == SIZE_MAX || columns[c].in[1] == SIZE_MAX)
            continue;
        assert_int_equal(columns[c].in[0] + columns[c].in[1], 1);
        n_paired++;
    }
    assert_int_equal(n_paired, 2);
    given_forget(&a);
    given_forget(&b);
}

static void kinds_follow_what_cells_hold(void **state)
{
    cn_match_column columns[CN_MATCH_COLUMNS_MAX];
    cairn_error err = CAIRN_ERROR_INIT;
    given_table a;
    size_t n;

    (void)state;
    given_read(&a, "t|y|p|l\n"
                   "one two|1991|3.5|a b c d e f g h i j k l m n o p q r\n"
                   "three|2001|700|a b c d e f g h i j k l m n o p q r\n");
    assert_int_equal(cn_match_columns_find(&a.rows, NULL, columns, &n, &err), CAIRN_OK);
    assert_int_equal(n, 4);
    assert_int_equal(columns[0].kind, CN_MATCH_TEXT);
    assert_int_equal(columns[1].kind, CN_MATCH_YEAR);
    assert_int_equal(columns[2].kind, CN_MATCH_NUMBER);
    assert_int_equal(columns[3].kind, CN_MATCH_LONG);
    given_forget(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_and_years_are_numbers),
        cmocka_unit_test(cells_come_trimmed_and_cut),
        cmocka_unit_test(names_pair_columns_first),
        cmocka_unit_test(data_pairs_columns_of_other_names),
        cmocka_unit_test(kinds_follow_what_cells_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
