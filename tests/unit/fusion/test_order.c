/* The radix sort: sorted, stable, nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "fusion/order.h"

static void ids_come_out_sorted_and_stable(void **state)
{
    enum { N = 5000 };
    static cn_ordered items[N], scratch[N];

    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        uint32_t same = i / 2;

        items[i] = (cn_ordered){cn_hash_id(&same, sizeof(same)), i};
    }
    items[7].id = INT64_MAX;
    items[8].id = 0;
    cn_order(items, scratch, N);
    for (uint32_t i = 1; i < N; i++) {
        assert_true(items[i - 1].id <= items[i].id);
        if (items[i - 1].id == items[i].id)
            assert_true(items[i - 1].place < items[i].place);
    }
    assert_int_equal(items[N - 1].place, 7);
    assert_int_equal(items[0].place, 8);
}

static void nothing_is_sorted_too(void **state)
{
    cn_ordered item = {5, 1}, scratch;

    (void)state;
    cn_order(&item, &scratch, 0);
    cn_order(&item, &scratch, 1);
    assert_int_equal(item.id, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_come_out_sorted_and_stable),
        cmocka_unit_test(nothing_is_sorted_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
