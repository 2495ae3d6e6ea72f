/* The allocator: sizes are checked, failures come when ordered, blocks are counted. */
#include "unit/base/oom_walk.h"

#include <string.h>

static void size_zero_gives_a_block(void **state)
{
    void *blocks[3] = {cn_alloc(0), cn_alloc_zero(0, 8), cn_realloc(NULL, 0)};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(blocks[i]);
        cn_free(blocks[i]);
    }
    cn_free(NULL);
}

static void live_blocks_are_counted(void **state)
{
    int64_t live = cn_mem_live();
    char *a = cn_strdup("abc");
    char *b = cn_strndup("abcdef", 2);

    (void)state;
    assert_int_equal(cn_mem_live(), live + 2);
    assert_string_equal(b, "ab");
    a = cn_realloc(a, 100);
    assert_string_equal(a, "abc");
    assert_int_equal(cn_mem_live(), live + 2);
    cn_free(a);
    cn_free(b);
    assert_int_equal(cn_mem_live(), live);
}

static void only_the_nth_allocation_fails(void **state)
{
    void *first, *third;

    (void)state;
    cn_mem_fail_at(2, false);
    first = cn_alloc(1);
    assert_non_null(first);
    assert_null(cn_alloc(1));
    third = cn_alloc(1);
    assert_non_null(third);
    cn_mem_fail_at(0, false);
    cn_free(first);
    cn_free(third);
}

static void failing_for_good_fails_until_switched_off(void **state)
{
    void *block;

    (void)state;
    cn_mem_fail_at(1, true);
    assert_null(cn_alloc(1));
    assert_null(cn_alloc_zero(1, 1));
    assert_null(cn_strdup("x"));
    cn_mem_fail_at(0, false);
    block = cn_alloc(1);
    assert_non_null(block);
    cn_free(block);
}

static void a_failed_realloc_keeps_the_block(void **state)
{
    char *text = cn_strdup("kept");

    (void)state;
    cn_mem_fail_at(1, false);
    assert_null(cn_realloc(text, 1000));
    cn_mem_fail_at(0, false);
    assert_string_equal(text, "kept");
    cn_free(text);
}

static void overflowing_products_are_refused(void **state)
{
    size_t out = 1;

    (void)state;
    assert_false(cn_mul_size(SIZE_MAX / 2, 3, &out));
    assert_int_equal(out, 0);
    assert_true(cn_mul_size(SIZE_MAX, 1, &out));
    assert_true(out == SIZE_MAX);
    assert_true(cn_mul_size(SIZE_MAX, 0, &out));
    assert_int_equal(out, 0);
    assert_null(cn_alloc_zero(SIZE_MAX / 4, 8));
}

static void growing_doubles_up_to_the_ceiling(void **state)
{
    uint32_t *items = NULL;
    size_t cap = 0;

    (void)state;
    assert_true(cn_grow((void **)&items, &cap, 1, 100, sizeof(*items)));
    assert_int_equal(cap, 16);
    assert_true(cn_grow((void **)&items, &cap, 17, 100, sizeof(*items)));
    assert_int_equal(cap, 32);
    assert_true(cn_grow((void **)&items, &cap, 99, 100, sizeof(*items)));
    assert_int_equal(cap, 100);
    assert_false(cn_grow((void **)&items, &cap, 101, 100, sizeof(*items)));
    assert_int_equal(cap, 100);
    cn_free(items);
    items = NULL;
    cap = 0;
    assert_true(cn_grow((void **)&items, &cap, 3, 5, sizeof(*items)));
    assert_int_equal(cap, 5);
    assert_false(cn_grow((void **)&items, &cap, SIZE_MAX, SIZE_MAX, sizeof(*items)));
    cn_free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(size_zero_gives_a_block),
        cmocka_unit_test(live_blocks_are_counted),
        cmocka_unit_test(only_the_nth_allocation_fails),
        cmocka_unit_test(failing_for_good_fails_until_switched_off),
        cmocka_unit_test(a_failed_realloc_keeps_the_block),
        cmocka_unit_test(overflowing_products_are_refused),
        cmocka_unit_test(growing_doubles_up_to_the_ceiling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
