/* Arenas: aligned, bounded, reusable. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/arena.h"

static void blocks_are_aligned_and_apart(void **state)
{
    cn_arena arena;
    unsigned char *blocks[300];

    (void)state;
    cn_arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < 300; i++) {
        blocks[i] = cn_arena_alloc(&arena, i * 7);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        memset(blocks[i], (int)(i & 0xFF), i * 7);
    }
    for (size_t i = 1; i < 300; i++) {
        assert_int_equal(blocks[i][0], i & 0xFF);
        assert_int_equal(blocks[i][i * 7 - 1], i & 0xFF);
    }
    cn_arena_done(&arena);
}

static void the_ceiling_holds(void **state)
{
    cn_arena arena;

    (void)state;
    cn_arena_init(&arena, 64);
    assert_non_null(cn_arena_alloc(&arena, 33));
    assert_int_equal(arena.used_total, 48);
    assert_null(cn_arena_alloc(&arena, 17));
    assert_non_null(cn_arena_alloc(&arena, 16));
    assert_null(cn_arena_alloc(&arena, 0));
    assert_null(cn_arena_alloc(&arena, SIZE_MAX));
    assert_null(cn_arena_alloc(&arena, SIZE_MAX - 20));
    cn_arena_done(&arena);
}

static void a_large_block_does_not_waste_the_newest_page(void **state)
{
    cn_arena arena;
    char *a, *b;

    (void)state;
    cn_arena_init(&arena, SIZE_MAX);
    a = cn_arena_alloc(&arena, 16);
    memset(cn_arena_alloc(&arena, 5000000), 1, 5000000);
    b = cn_arena_alloc(&arena, 16);
    assert_ptr_equal(b, a + 16);
    cn_arena_done(&arena);
}

static void reset_keeps_at_most_one_page(void **state)
{
    int64_t live = cn_mem_live();
    cn_arena arena;

    (void)state;
    cn_arena_init(&arena, SIZE_MAX);
    cn_arena_reset(&arena);
    for (int i = 0; i < 10000; i++)
        cn_arena_alloc(&arena, 100);
    cn_arena_reset(&arena);
    assert_int_equal(arena.used_total, 0);
    assert_int_equal(cn_mem_live(), live + 1);
    assert_string_equal(cn_arena_strndup(&arena, "again", 2), "ag");
    cn_arena_done(&arena);
    cn_arena_alloc(&arena, 8000000);
    cn_arena_reset(&arena);
    assert_int_equal(cn_mem_live(), live);
    cn_arena_done(&arena);
}

static int allocate_much(void *user)
{
    cn_arena arena;
    int rc = CAIRN_OK;

    (void)user;
    cn_arena_init(&arena, SIZE_MAX);
    for (int i = 0; i < 200 && rc == CAIRN_OK; i++) {
        if (!cn_arena_strndup(&arena, "0123456789", 10) || !cn_arena_alloc(&arena, 3000))
            rc = CAIRN_ENOMEM;
    }
    cn_arena_done(&arena);
    return rc;
}

static void memory_that_is_out_gives_null(void **state)
{
    (void)state;
    walk_failures(allocate_much, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_aligned_and_apart),
        cmocka_unit_test(the_ceiling_holds),
        cmocka_unit_test(a_large_block_does_not_waste_the_newest_page),
        cmocka_unit_test(reset_keeps_at_most_one_page),
        cmocka_unit_test(memory_that_is_out_gives_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
