/* Rows that are the same thing, in two tables and in one. */
#include "match_given.h"

static void run(cn_match *match, const given_table *a, const given_table *b,
                const cn_match_label *labels, size_t n_labels)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_match_run(match, &a->rows, b ? &b->rows : NULL, labels, n_labels, &err) < 0)
        fail_msg("%s", err.message);
}

/* Pairs kept; *n_right: of row i with row i. */
static size_t count_kept(const cn_match *match, size_t offset, size_t *n_right)
{
    size_t n = 0;

    *n_right = 0;
    for (size_t i = 0; i < match->pairs.n; i++) {
        n += match->is_kept[i];
        *n_right += match->is_kept[i] &&
                    match->pairs.right[i] - match->records.n_left + offset == match->pairs.left[i];
    }
    return n;
}

static void two_tables_are_matched_one_to_one(void **state)
{
    given_table a, b;
    cn_match match;
    size_t n, n_right;

    (void)state;
    given_books(&a, 0, 60, false);
    given_books(&b, 0, 60, true);
    run(&match, &a, &b, NULL, 0);
    n = count_kept(&match, 0, &n_right);
    assert_true(n_right >= 57);
    assert_true(n <= n_right + 1);
    assert_true(match.has_one[0] && match.has_one[1]);
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

static void what_one_table_alone_has_stays_alone(void **state)
{
    given_table a, b;
    cn_match match;
    size_t n, n_right;

    (void)state;
    given_books(&a, 0, 60, false);
    given_books(&b, 30, 90, true);
    run(&match, &a, &b, NULL, 0);
    n = count_kept(&match, 30, &n_right);
    assert_true(n_right >= 27);
    assert_true(n <= n_right + 4);
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

static void a_table_that_repeats_itself_may_match_a_row_often(void **state)
{
    given_table a, b;
    cn_match match;
    cn_buf text;

    (void)state;
    given_books(&a, 0, 50, false);
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "title|author|year\n");
    for (int i = 0; i < 50; i++) {
        given_book(&text, i, true);
        given_book(&text, i, true);
    }
    given_read(&b, cn_buf_str(&text));
    cn_buf_done(&text);
    run(&match, &a, &b, NULL, 0);
    assert_false(match.has_one[0]);
    assert_true(match.has_one[1]);
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

static void rows_of_one_table_are_clustered(void **state)
{
    given_table table;
    cn_match match;
    cn_buf text;
    size_t n_right = 0;

    (void)state;
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "title|author|year\n");
    for (int i = 0; i < 50; i++) {
        given_book(&text, i, false);
        given_book(&text, i, true);
    }
    given_read(&table, cn_buf_str(&text));
    cn_buf_done(&text);
    run(&match, &table, NULL, NULL, 0);
    for (uint32_t i = 0; i < 50; i++)
        n_right += match.clusters[2 * i] == 2 * i && match.clusters[2 * i + 1] == 2 * i;
    assert_true(n_right >= 45);
    cn_match_done(&match);
    given_forget(&table);
}

static void equal_rows_are_one_whatever_their_number(void **state)
{
    given_table table;
    cn_match match;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "name|town\n");
    for (int i = 0; i < 1000; i++)
        cn_buf_add_str(&text, i == 500 ? "quite another|elsewhere\n" : "one and the same|here\n");
    given_read(&table, cn_buf_str(&text));
    cn_buf_done(&text);
    run(&match, &table, NULL, NULL, 0);
    for (size_t r = 0; r < 1000; r++)
        assert_int_equal(match.clusters[r], r == 500 ? 500 : 0);
    assert_true(match.pairs.n < 10);
    cn_match_done(&match);
    given_forget(&table);
}

static void labels_are_obeyed(void **state)
{
    static const cn_match_label labels[] = {{0, 0, false}, {1, 0, true}, {2, 2, true},
                                            {3, 3, true},  {4, 4, true}, {5, 6, false}};
    given_table a, b;
    cn_match match;

    (void)state;
    given_books(&a, 0, 40, false);
    given_books(&b, 0, 40, true);
    run(&match, &a, &b, labels, 6);
    assert_true(match.mixture.is_supervised);
    for (size_t i = 0; i < match.pairs.n; i++)
        if (match.pairs.left[i] == 0 && match.pairs.right[i] == match.records.n_left)
            assert_false(match.is_kept[i]);
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

static void a_label_of_no_row_is_refused(void **state)
{
    static const cn_match_label label = {99, 0, true};
    cairn_error err = CAIRN_ERROR_INIT;
    given_table a, b;
    cn_match match;

    (void)state;
    given_books(&a, 0, 5, false);
    given_books(&b, 0, 5, true);
    assert_int_equal(cn_match_run(&match, &a.rows, &b.rows, &label, 1, &err), CAIRN_EINVAL);
    assert_string_equal(err.message, "label 1 names a row that is not there");
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

static void the_same_tables_give_the_same_result(void **state)
{
    given_table a, b;
    cn_match first, second;

    (void)state;
    given_books(&a, 0, 40, false);
    given_books(&b, 10, 50, true);
    run(&first, &a, &b, NULL, 0);
    run(&second, &a, &b, NULL, 0);
    assert_int_equal(first.pairs.n, second.pairs.n);
    assert_memory_equal(first.score, second.score, first.pairs.n * sizeof(double));
    assert_memory_equal(first.is_kept, second.is_kept, first.pairs.n);
    cn_match_done(&first);
    cn_match_done(&second);
    given_forget(&a);
    given_forget(&b);
}

static void any_pair_can_be_scored_by_the_weights(void **state)
{
    uint16_t levels[CN_MIXTURE_FEATURES_MAX];
    given_table a, b;
    cn_match match;

    (void)state;
    given_books(&a, 0, 40, false);
    given_books(&b, 0, 40, true);
    run(&match, &a, &b, NULL, 0);
    assert_true(cn_match_score(&match, 3, 43, levels) > cn_match_score(&match, 3, 44, levels));
    cn_match_done(&match);
    given_forget(&a);
    given_forget(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_tables_are_matched_one_to_one),
        cmocka_unit_test(what_one_table_alone_has_stays_alone),
        cmocka_unit_test(a_table_that_repeats_itself_may_match_a_row_often),
        cmocka_unit_test(rows_of_one_table_are_clustered),
        cmocka_unit_test(equal_rows_are_one_whatever_their_number),
        cmocka_unit_test(labels_are_obeyed),
        cmocka_unit_test(a_label_of_no_row_is_refused),
        cmocka_unit_test(the_same_tables_give_the_same_result),
        cmocka_unit_test(any_pair_can_be_scored_by_the_weights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
