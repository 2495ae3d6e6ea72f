/* Sorting packed keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "graph/order.h"

enum { MANY = 5000 };

static int compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return a < b ? -1 : a > b;
}

static void check_order(unsigned bits)
{
    static const size_t sizes[] = {0, 1, 2, 47, 48, 300, MANY};
    static uint64_t keys[MANY], expected[MANY], scratch[MANY];

    for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++) {
        size_t n = sizes[s];

        for (size_t i = 0; i < n; i++)
            expected[i] = keys[i] = cn_hash_mix(i, bits) >> (64 - bits);
        qsort(expected, n, sizeof(*expected), compare);
        cn_order_u64(keys, scratch, n);
        assert_memory_equal(keys, expected, n * sizeof(*keys));
    }
}

static void order_agrees_with_qsort_at_any_width(void **state)
{
    (void)state;
    check_order(1);
    check_order(9);
    check_order(34);
    check_order(64);
}

static void unique_keeps_one_of_each(void **state)
{
    uint64_t keys[] = {1, 1, 2, 5, 5, 5, UINT64_MAX};

    (void)state;
    assert_int_equal(cn_order_unique(keys, 7), 4);
    assert_int_equal(keys[2], 5);
    assert_true(keys[3] == UINT64_MAX);
    assert_int_equal(cn_order_unique(keys, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_agrees_with_qsort_at_any_width),
        cmocka_unit_test(unique_keeps_one_of_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
