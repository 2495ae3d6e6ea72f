/* Top k: the same as sorting everything, whatever the order of the offers. */
#include "unit/base/oom_walk.h"

#include <math.h>
#include <stdlib.h>

#include "base/topk.h"

static int compare_scored(const void *a, const void *b)
{
    const cn_scored *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void the_k_best_equal_a_full_sort(void **state)
{
    enum { N = 500 };
    cn_scored all[N];
    uint32_t seed = 1;

    (void)state;
    for (size_t k = 0; k < N + 20; k += 13) {
        cn_topk top;

        assert_true(cn_topk_init(&top, k));
        for (uint64_t i = 0; i < N; i++) {
            seed = seed * 1664525 + 1013904223;
            all[i] = (cn_scored){.score = (double)(seed >> 28), .id = (i * 7919) % N};
            cn_topk_offer(&top, all[i].id, all[i].score);
        }
        qsort(all, N, sizeof(all[0]), compare_scored);
        cn_topk_sort(&top);
        assert_int_equal(top.n, k < N ? k : N);
        for (size_t i = 0; i < top.n; i++) {
            assert_int_equal(top.items[i].id, all[i].id);
            assert_true(top.items[i].score == all[i].score);
        }
        cn_topk_done(&top);
    }
}

static void equal_scores_rank_by_id(void **state)
{
    cn_topk top;

    (void)state;
    assert_true(cn_topk_init(&top, 2));
    for (uint64_t id = 9; id > 0; id--)
        cn_topk_offer(&top, id, 1.0);
    cn_topk_sort(&top);
    assert_int_equal(top.items[0].id, 1);
    assert_int_equal(top.items[1].id, 2);
    cn_topk_done(&top);
}

static void infinities_rank_and_nan_does_not(void **state)
{
    cn_topk top;

    (void)state;
    assert_true(cn_topk_init(&top, 5));
    cn_topk_offer(&top, 1, -(double)INFINITY);
    cn_topk_offer(&top, 2, (double)NAN);
    cn_topk_offer(&top, 3, (double)INFINITY);
    cn_topk_sort(&top);
    assert_int_equal(top.n, 2);
    assert_int_equal(top.items[0].id, 3);
    cn_topk_done(&top);
}

static void a_size_that_cannot_be_had_is_refused(void **state)
{
    cn_topk top;

    (void)state;
    assert_false(cn_topk_init(&top, SIZE_MAX));
    cn_topk_done(&top);
    cn_mem_fail_at(1, false);
    assert_false(cn_topk_init(&top, 3));
    cn_mem_fail_at(0, false);
    cn_topk_offer(&top, 1, 1.0);
    cn_topk_done(&top);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_k_best_equal_a_full_sort),
        cmocka_unit_test(equal_scores_rank_by_id),
        cmocka_unit_test(infinities_rank_and_nan_does_not),
        cmocka_unit_test(a_size_that_cannot_be_had_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
