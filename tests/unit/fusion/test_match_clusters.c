/* Decisions: an assignment between two tables, clusters within one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fusion/match_clusters.h"

static void each_row_is_taken_once_best_first(void **state)
{
    uint32_t left[] = {0, 0, 1, 1}, right[] = {2, 3, 2, 3};
    const double score[] = {5, 4, 6, 1}, probability[] = {0.9, 0.8, 0.95, 0.6};
    const cn_match_pairs pairs = {left, right, 4, 4};
    cairn_error err = CAIRN_ERROR_INIT;
    uint8_t is_kept[4];

    (void)state;
    assert_int_equal(cn_match_assign(&pairs, score, probability, 0.5, 4, true, true, is_kept, &err),
                     CAIRN_OK);
    assert_int_equal(is_kept[2], 1);
    assert_int_equal(is_kept[1], 1);
    assert_int_equal(is_kept[0] + is_kept[3], 0);
}

static void rows_that_may_have_several_keep_them(void **state)
{
    uint32_t left[] = {0, 0, 1}, right[] = {2, 3, 3};
    const double score[] = {5, 4, 3}, probability[] = {0.9, 0.8, 0.7};
    const cn_match_pairs pairs = {left, right, 3, 3};
    cairn_error err = CAIRN_ERROR_INIT;
    uint8_t is_kept[3];

    (void)state;
    assert_int_equal(
        cn_match_assign(&pairs, score, probability, 0.5, 4, false, true, is_kept, &err), CAIRN_OK);
    assert_int_equal(is_kept[0] + is_kept[1], 2);
    assert_int_equal(is_kept[2], 0);
}

static void an_improbable_pair_is_no_match(void **state)
{
    uint32_t left[] = {0}, right[] = {1};
    const double score[] = {5}, probability[] = {0.4};
    const cn_match_pairs pairs = {left, right, 1, 1};
    cairn_error err = CAIRN_ERROR_INIT;
    uint8_t is_kept[1];

    (void)state;
    assert_int_equal(cn_match_assign(&pairs, score, probability, 0.5, 2, true, true, is_kept, &err),
                     CAIRN_OK);
    assert_int_equal(is_kept[0], 0);
}

static void cluster(const cn_match_pairs *pairs, const double *score, size_t n_rows,
                    uint32_t *clusters)
{
    uint32_t *sizes = cn_alloc(n_rows * sizeof(*sizes));
    cairn_error err = CAIRN_ERROR_INIT;

    for (size_t r = 0; r < n_rows; r++)
        sizes[r] = 1;
    if (cn_match_cluster(pairs, score, sizes, n_rows, clusters, &err) < 0)
        fail_msg("%s", err.message);
    cn_free(sizes);
}

static void a_chain_breaks_where_its_ends_disagree(void **state)
{
    /* 0-1-2 and 3-4-5 are alike throughout; 2-3 are alike, but no others across. */
    uint32_t left[] = {0, 0, 0, 1, 1, 2, 2, 3, 3, 4}, right[] = {1, 2, 3, 2, 4, 3, 5, 4, 5, 5};
    const double score[] = {4, 4, -4, 4, -4, 2, -4, 4, 4, 4};
    const cn_match_pairs pairs = {left, right, 10, 10};
    uint32_t clusters[6];

    (void)state;
    cluster(&pairs, score, 6, clusters);
    for (uint32_t r = 0; r < 6; r++)
        assert_int_equal(clusters[r], r < 3 ? 0 : 3);
}

static void rows_without_likeness_stay_alone(void **state)
{
    uint32_t left[] = {0}, right[] = {2};
    const double score[] = {-1};
    const cn_match_pairs pairs = {left, right, 1, 1};
    uint32_t clusters[3];

    (void)state;
    cluster(&pairs, score, 3, clusters);
    for (uint32_t r = 0; r < 3; r++)
        assert_int_equal(clusters[r], r);
}

static void a_component_too_large_is_cut_where_it_is_weakest(void **state)
{
    enum { ROWS = 6000, PER_CLUSTER = 3 };
    cn_match_pairs pairs = {0};
    double *score = cn_alloc(2 * ROWS * sizeof(*score));
    uint32_t *clusters = cn_alloc(ROWS * sizeof(*clusters));

    (void)state;
    pairs.left = cn_alloc(2 * ROWS * sizeof(uint32_t));
    pairs.right = cn_alloc(2 * ROWS * sizeof(uint32_t));
    for (uint32_t r = 0; r + 1 < ROWS; r++) {
        pairs.left[pairs.n] = r;
        pairs.right[pairs.n] = r + 1;
        score[pairs.n++] = r % PER_CLUSTER == PER_CLUSTER - 1 ? 0.5 : 5;
        if (r % PER_CLUSTER == 0) {
            pairs.left[pairs.n] = r;
            pairs.right[pairs.n] = r + 2;
            score[pairs.n++] = 5;
        }
    }
    cluster(&pairs, score, ROWS, clusters);
    for (uint32_t r = 0; r < ROWS; r++)
        assert_int_equal(clusters[r], r - r % PER_CLUSTER);
    cn_match_pairs_done(&pairs);
    cn_free(score);
    cn_free(clusters);
}

static void components_are_named_by_their_first_row(void **state)
{
    uint32_t left[] = {1, 2}, right[] = {3, 3};
    const uint8_t is_kept[] = {1, 1};
    const cn_match_pairs pairs = {left, right, 2, 2};
    uint32_t clusters[4];

    (void)state;
    cn_match_components(&pairs, is_kept, 4, clusters);
    assert_int_equal(clusters[0], 0);
    for (uint32_t r = 1; r < 4; r++)
        assert_int_equal(clusters[r], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_taken_once_best_first),
        cmocka_unit_test(rows_that_may_have_several_keep_them),
        cmocka_unit_test(an_improbable_pair_is_no_match),
        cmocka_unit_test(a_chain_breaks_where_its_ends_disagree),
        cmocka_unit_test(rows_without_likeness_stay_alone),
        cmocka_unit_test(a_component_too_large_is_cut_where_it_is_weakest),
        cmocka_unit_test(components_are_named_by_their_first_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
