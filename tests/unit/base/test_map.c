/* Hash maps: every key found again, zero included, none lost while growing. */
#include "unit/base/oom_walk.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"

static void keys_are_found_again(void **state)
{
    enum { N = 100000 };
    cn_map map;
    bool was_new;

    (void)state;
    cn_map_init(&map);
    assert_null(cn_map_get(&map, 5));
    for (uint64_t step = 1; step <= UINT64_C(1) << 40; step <<= 20) {
        for (uint64_t i = 0; i < N; i++) {
            *cn_map_put(&map, i * step, &was_new) = i + 1;
            assert_true(was_new);
        }
        assert_int_equal(map.n, N);
        for (uint64_t i = 0; i < N; i++) {
            assert_int_equal(*cn_map_get(&map, i * step), i + 1);
            assert_int_equal(*cn_map_put(&map, i * step, &was_new), i + 1);
            assert_false(was_new);
        }
        assert_null(cn_map_get(&map, UINT64_MAX));
        cn_map_clear(&map);
        assert_int_equal(map.n, 0);
        assert_null(cn_map_get(&map, 0));
        assert_null(cn_map_get(&map, step));
    }
    cn_map_done(&map);
}

static void zero_and_the_largest_key_are_keys(void **state)
{
    cn_map map;
    uint64_t key, value, sum = 0;
    size_t n = 0;

    (void)state;
    cn_map_init(&map);
    *cn_map_put(&map, 0, NULL) = 1;
    for (size_t i = 0; cn_map_next(&map, &i, &key, &value);)
        n += key == 0 && value == 1;
    assert_int_equal(n, 1);
    *cn_map_put(&map, UINT64_MAX, NULL) = 2;
    *cn_map_put(&map, 9, NULL) = 4;
    n = 0;
    for (size_t i = 0; cn_map_next(&map, &i, &key, &value); n++)
        sum += value;
    assert_int_equal(n, 3);
    assert_int_equal(sum, 7);
    cn_map_done(&map);
}

static void a_reserved_map_does_not_allocate(void **state)
{
    cn_map map;
    uint64_t before;

    (void)state;
    cn_map_init(&map);
    assert_true(cn_map_reserve(&map, 1000));
    before = cn_mem_count();
    for (uint64_t i = 0; i < 1000; i++)
        cn_map_put(&map, i * 3, NULL);
    assert_int_equal(cn_mem_count(), before);
    assert_false(cn_map_reserve(&map, SIZE_MAX / 2));
    assert_int_equal(map.n, 1000);
    cn_map_done(&map);
}

static void strings_are_told_apart_by_bytes_and_length(void **state)
{
    cn_strmap *map = cn_strmap_new();
    char key[24];
    bool was_new;

    (void)state;
    assert_null(cn_strmap_get(map, "a", 1));
    *cn_strmap_put(map, "a", 1, NULL) = 1;
    *cn_strmap_put(map, "a\0", 2, NULL) = 2;
    *cn_strmap_put(map, "", 0, &was_new) = 3;
    assert_true(was_new);
    assert_int_equal(*cn_strmap_get(map, "a", 1), 1);
    assert_int_equal(*cn_strmap_get(map, "a\0", 2), 2);
    assert_int_equal(*cn_strmap_get(map, "", 0), 3);
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(key, sizeof(key), "key %u", i);
        *cn_strmap_put(map, key, strlen(key), NULL) = i;
    }
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(key, sizeof(key), "key %u", i);
        assert_int_equal(*cn_strmap_put(map, key, strlen(key), &was_new), i);
        assert_false(was_new);
    }
    cn_strmap_free(map);
    cn_strmap_free(NULL);
}

static int fill_both(void *user)
{
    cn_strmap *strings = cn_strmap_new();
    cn_map map;
    int rc = strings ? CAIRN_OK : CAIRN_ENOMEM;

    (void)user;
    cn_map_init(&map);
    for (uint64_t i = 0; rc == CAIRN_OK && i < 500; i++) {
        if (!cn_map_put(&map, i, NULL) ||
            !cn_strmap_put(strings, (const char *)&i, sizeof(i), NULL))
            rc = CAIRN_ENOMEM;
    }
    cn_map_done(&map);
    cn_strmap_free(strings);
    return rc;
}

static void memory_that_is_out_gives_null(void **state)
{
    (void)state;
    walk_failures(fill_both, NULL);
}

static void a_failed_put_leaves_the_map_whole(void **state)
{
    cn_map map;
    uint64_t i = 0;

    (void)state;
    cn_map_init(&map);
    cn_map_put(&map, 1, NULL);
    cn_mem_fail_at(1, true);
    for (i = 2; cn_map_put(&map, i, NULL); i++)
        continue;
    cn_mem_fail_at(0, false);
    assert_int_equal(map.n, i - 1);
    assert_null(cn_map_get(&map, i));
    assert_non_null(cn_map_get(&map, i - 1));
    assert_non_null(cn_map_put(&map, i, NULL));
    cn_map_done(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_again),
        cmocka_unit_test(zero_and_the_largest_key_are_keys),
        cmocka_unit_test(a_reserved_map_does_not_allocate),
        cmocka_unit_test(strings_are_told_apart_by_bytes_and_length),
        cmocka_unit_test(memory_that_is_out_gives_null),
        cmocka_unit_test(a_failed_put_leaves_the_map_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
