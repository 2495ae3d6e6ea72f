/* Candidates: what is alike is among them, and there are never too many. */
#include "match_given.h"

static void find(cn_match_records *records, const given_table *a, const given_table *b,
                 const uint8_t *is_left_out, cn_match_pairs *pairs)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_match_records_build(records, &a->rows, b ? &b->rows : NULL, &err) < 0 ||
        cn_match_blocks_find(records, &a->rows, b ? &b->rows : NULL, is_left_out, pairs, &err) < 0)
        fail_msg("%s", err.message);
}

static bool has_pair(const cn_match_pairs *pairs, uint32_t left, uint32_t right)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (pairs->left[i] == left && pairs->right[i] == right)
            return true;
    return false;
}

static void forget(cn_match_records *records, cn_match_pairs *pairs, given_table *a, given_table *b)
{
    cn_match_pairs_done(pairs);
    cn_match_records_done(records);
    given_forget(a);
    if (b)
        given_forget(b);
}

static void the_same_book_is_a_candidate(void **state)
{
    cn_match_records records;
    cn_match_pairs pairs;
    given_table a, b;

    (void)state;
    given_books(&a, 0, 50, false);
    given_books(&b, 0, 50, true);
    find(&records, &a, &b, NULL, &pairs);
    for (uint32_t i = 0; i < 50; i++)
        assert_true(has_pair(&pairs, i, 50 + i));
    forget(&records, &pairs, &a, &b);
}

static void pairs_are_sorted_once_and_across(void **state)
{
    cn_match_records records;
    cn_match_pairs pairs;
    given_table a, b;

    (void)state;
    given_books(&a, 0, 50, false);
    given_books(&b, 0, 50, true);
    find(&records, &a, &b, NULL, &pairs);
    for (size_t i = 0; i < pairs.n; i++) {
        assert_true(pairs.left[i] < 50 && pairs.right[i] >= 50);
        assert_true(i == 0 || pairs.left[i] > pairs.left[i - 1] ||
                    (pairs.left[i] == pairs.left[i - 1] && pairs.right[i] > pairs.right[i - 1]));
    }
    forget(&records, &pairs, &a, &b);
}

static void misspelt_names_meet_by_spelling(void **state)
{
    cn_match_records records;
    cn_match_pairs pairs;
    given_table a, b;

    (void)state;
    given_read(&a, "name\nguggenheimer\nlindstroem\nwoodworthy\n");
    given_read(&b, "name\nlindstroam\nwoodwarthy\nguggenhaimer\n");
    find(&records, &a, &b, NULL, &pairs);
    assert_true(has_pair(&pairs, 0, 5));
    assert_true(has_pair(&pairs, 1, 3));
    assert_true(has_pair(&pairs, 2, 4));
    forget(&records, &pairs, &a, &b);
}

static void equal_rows_of_two_tables_meet_one_by_one(void **state)
{
    cn_match_records records;
    cn_match_pairs pairs;
    given_table a, b;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "name\n");
    for (int i = 0; i < 1000; i++)
        cn_buf_add_str(&text, "all the same\n");
    given_read(&a, cn_buf_str(&text));
    given_read(&b, cn_buf_str(&text));
    cn_buf_done(&text);
    find(&records, &a, &b, NULL, &pairs);
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(has_pair(&pairs, i, 1000 + i));
    assert_true(pairs.n < 1000 * 40);
    forget(&records, &pairs, &a, &b);
}

static void rows_left_out_get_no_candidates(void **state)
{
    uint8_t is_left_out[20] = {0, 0, 0, 1};
    cn_match_records records;
    cn_match_pairs pairs;
    given_table a;

    (void)state;
    given_books(&a, 0, 20, false);
    find(&records, &a, NULL, is_left_out, &pairs);
    assert_true(pairs.n > 0);
    for (size_t i = 0; i < pairs.n; i++)
        assert_true(pairs.left[i] != 3 && pairs.right[i] != 3);
    forget(&records, &pairs, &a, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_book_is_a_candidate),
        cmocka_unit_test(pairs_are_sorted_once_and_across),
        cmocka_unit_test(misspelt_names_meet_by_spelling),
        cmocka_unit_test(equal_rows_of_two_tables_meet_one_by_one),
        cmocka_unit_test(rows_left_out_get_no_candidates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
