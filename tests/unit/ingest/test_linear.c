/* Linear classifiers: rows side by side and overlapping give the sums they should; a head that does
 * not fit its rows is refused. */
#include "unit/ingest/weights_fixture.h"

#include "ingest/linear.h"

static temp_dir dir; /* of this program */

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    temp_dir_remove(&dir);
    return 0;
}

static int open_linear(cn_linear_head head, const int8_t *rows, size_t len, cn_linear *linear,
                       cn_weights **weights, cairn_error *err)
{
    const cn_weights_part parts[] = {{"a.head", &head, sizeof(head)}, {"a.rows", rows, len}};

    assert_int_equal(cn_weights_write(temp_name(&dir, "w"), "sample", "xx", parts, 2, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_weights_open(weights, temp_name(&dir, "w"), "sample", NULL), CAIRN_OK);
    return cn_linear_open(linear, *weights, "a", err);
}

static void rows_side_by_side_are_added(void **state)
{
    const int8_t rows[] = {1, 2, 3, 10, 20, 30, -1, -2, -3, 127, -127, 0};
    const uint64_t hashes[] = {0, 1, 3, 4 + 3};
    cn_weights *weights;
    cn_linear linear;
    int32_t scores[3];

    (void)state;
    assert_int_equal(
        open_linear((cn_linear_head){4, 3, 3, 0.5f}, rows, sizeof(rows), &linear, &weights, NULL),
        CAIRN_OK);
    cn_linear_scores(&linear, hashes, 4, scores);
    assert_int_equal(scores[0], 1 + 10 + 127 + 127);
    assert_int_equal(scores[1], 2 + 20 - 127 - 127);
    assert_int_equal(scores[2], 33);
    cn_linear_scores(&linear, hashes, 0, scores);
    assert_int_equal(scores[0], 0);
    cn_weights_close(weights);
}

static void overlapping_rows_share_bytes(void **state)
{
    const int8_t rows[] = {1, 2, 3, 4, 5};
    const uint64_t hashes[] = {2};
    cn_weights *weights;
    cn_linear linear;
    int32_t scores[2];

    (void)state;
    assert_int_equal(
        open_linear((cn_linear_head){4, 2, 1, 1}, rows, sizeof(rows), &linear, &weights, NULL),
        CAIRN_OK);
    cn_linear_scores(&linear, hashes, 1, scores);
    assert_int_equal(scores[0], 3);
    assert_int_equal(scores[1], 4);
    cn_weights_close(weights);
}

static void the_most_features_do_not_overflow(void **state)
{
    const int8_t rows[] = {127, -127};
    uint64_t hashes[CN_LINEAR_FEATURES_MAX] = {0};
    cn_weights *weights;
    cn_linear linear;
    int32_t scores[2];

    (void)state;
    assert_int_equal(
        open_linear((cn_linear_head){1, 2, 2, 1}, rows, sizeof(rows), &linear, &weights, NULL),
        CAIRN_OK);
    cn_linear_scores(&linear, hashes, CN_LINEAR_FEATURES_MAX, scores);
    assert_int_equal(scores[0], 127 * CN_LINEAR_FEATURES_MAX);
    assert_int_equal(scores[1], -127 * CN_LINEAR_FEATURES_MAX);
    cn_weights_close(weights);
}

static void a_head_that_does_not_fit_is_refused(void **state)
{
    const cn_linear_head heads[] = {{3, 2, 2, 1}, {0, 2, 2, 1},   {4, 0, 2, 1}, {4, 2, 0, 1},
                                    {4, 3, 2, 1}, {4, 300, 1, 1}, {8, 2, 2, 1}};
    const int8_t rows[8] = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        cairn_error err = CAIRN_ERROR_INIT;
        cn_weights *weights;
        cn_linear linear;

        assert_int_equal(open_linear(heads[i], rows, sizeof(rows), &linear, &weights, &err),
                         CAIRN_EPARSE);
        assert_non_null(strstr(err.message, "does not fit its head"));
        assert_null(linear.rows);
        cn_weights_close(weights);
    }
}

static void a_missing_section_is_named(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    const int8_t rows[] = {1, 2};
    cn_weights *weights;
    cn_linear linear;

    (void)state;
    open_linear((cn_linear_head){1, 2, 2, 1}, rows, 2, &linear, &weights, NULL);
    assert_int_equal(cn_linear_open(&linear, weights, "b", &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "section \"b.head\" is missing"));
    cn_weights_close(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_side_by_side_are_added),
        cmocka_unit_test(overlapping_rows_share_bytes),
        cmocka_unit_test(the_most_features_do_not_overflow),
        cmocka_unit_test(a_head_that_does_not_fit_is_refused),
        cmocka_unit_test(a_missing_section_is_named),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
