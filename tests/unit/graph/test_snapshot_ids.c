/* Ids and where they stand. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

static void check_ids(const int64_t *ids, size_t n)
{
    cn_snap_ids list = {.items = NULL};

    for (size_t i = 0; i < n; i++)
        assert_int_equal(cn_snap_ids_add(&list, ids[i], NULL), CAIRN_OK);
    assert_int_equal(cn_snap_ids_index(&list, NULL), CAIRN_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(cn_snap_ids_find(&list, ids[i]), i);
        assert_int_equal(cn_snap_id_find(ids, n, ids[i]), i);
        if (i > 0 && ids[i] - 1 > ids[i - 1])
            assert_true(cn_snap_ids_find(&list, ids[i] - 1) == UINT32_MAX);
    }
    assert_true(cn_snap_ids_find(&list, 0) == UINT32_MAX);
    assert_true(cn_snap_ids_find(&list, -5) == UINT32_MAX);
    assert_true(cn_snap_ids_find(&list, INT64_MAX - 1) == UINT32_MAX);
    cn_snap_ids_done(&list);
}

static void ids_are_found_however_they_lie(void **state)
{
    static int64_t even[1000], crowded[1000];
    const int64_t ends[] = {1, INT64_MAX};

    (void)state;
    for (int64_t i = 0; i < 1000; i++) {
        even[i] = (i + 1) * (INT64_MAX / 1001);
        crowded[i] = 3 * i + 2;
    }
    check_ids(even, 1000);
    check_ids(crowded, 1000);
    check_ids(ends, 2);
    check_ids(even, 1);
    check_ids(even, 0);
}

static void ids_out_of_order_are_refused(void **state)
{
    cn_snap_ids list = {.items = NULL};

    (void)state;
    assert_int_equal(cn_snap_ids_add(&list, -1, NULL), CAIRN_EDB);
    assert_int_equal(cn_snap_ids_add(&list, 5, NULL), CAIRN_OK);
    assert_int_equal(cn_snap_ids_add(&list, 5, NULL), CAIRN_EDB);
    cn_snap_ids_done(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_found_however_they_lie),
        cmocka_unit_test(ids_out_of_order_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
