/* Rows made ready: vectors of length 1, rare words above common ones, equal rows told. */
#include "match_given.h"

#include <math.h>

static void build(cn_match_records *records, const given_table *table)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_match_records_build(records, &table->rows, NULL, &err) < 0)
        fail_msg("%s", err.message);
}

static void a_row_is_as_like_itself_as_can_be(void **state)
{
    cn_match_records records;
    given_table table;

    (void)state;
    given_books(&table, 0, 20, false);
    build(&records, &table);
    for (size_t r = 0; r < records.n_rows; r++) {
        const cn_match_range range = records.records[r].terms;

        assert_true(fabs(cn_match_cosine(&records, range, range) - 1) < 1e-5);
    }
    cn_match_records_done(&records);
    given_forget(&table);
}

static void a_rare_word_in_common_outweighs_a_common_one(void **state)
{
    cn_match_records records;
    given_table table;

    (void)state;
    given_read(&table, "name\nblue zephyr\nred zephyr\nblue lamp\nblue chair\nblue table\n");
    build(&records, &table);
    assert_true(cn_match_cosine(&records, records.records[0].terms, records.records[1].terms) >
                cn_match_cosine(&records, records.records[0].terms, records.records[2].terms));
    cn_match_records_done(&records);
    given_forget(&table);
}

static void rows_of_the_same_words_have_the_same_content(void **state)
{
    cn_match_records records;
    given_table table;

    (void)state;
    given_read(&table, "a|b\nRed Lamp|x\nred  lamp!|X\nlamp red|x\nred|lamp x\n-|-\n");
    build(&records, &table);
    assert_true(records.records[0].content == records.records[1].content);
    assert_true(records.records[0].content != records.records[2].content);
    assert_true(records.records[0].content != records.records[3].content);
    assert_true(records.records[4].content == 0);
    cn_match_records_done(&records);
    given_forget(&table);
}

static void values_of_a_column_are_numbered(void **state)
{
    cn_match_records records;
    given_table table;

    (void)state;
    given_read(&table, "kind\nfish\nbird\nFish\n");
    build(&records, &table);
    assert_int_equal(records.columns[0].n_values, 2);
    assert_int_equal(records.cells[0].value, records.cells[2].value);
    assert_int_not_equal(records.cells[0].value, records.cells[1].value);
    cn_match_records_done(&records);
    given_forget(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_as_like_itself_as_can_be),
        cmocka_unit_test(a_rare_word_in_common_outweighs_a_common_one),
        cmocka_unit_test(rows_of_the_same_words_have_the_same_content),
        cmocka_unit_test(values_of_a_column_are_numbered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
