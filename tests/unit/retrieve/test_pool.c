/* The pool on a small store: each chunk once, in the order in which they came, bounded. */
#include "asked.h"
#include "retrieve/pool.h"
#include "tests/unit/base/oom_walk.h"

typedef struct pooled {
    asked a;
    cn_arena arena;
    cn_pool pool;
    cairn_id chunks[CN_POOL_MAX + 8];
    cn_timing timing;
} pooled;

static void open_pool(pooled *p, size_t n)
{
    char name[32], text[64];

    memset(p, 0, sizeof *p);
    asked_open(&p->a);
    for (size_t i = 0; i < n; i++) {
        snprintf(name, sizeof name, "Page %zu", i);
        snprintf(text, sizeof text, "Page %zu is about itself.", i);
        p->chunks[i] = asked_page(&p->a, name, text);
    }
    asked_build(&p->a);
    cn_arena_init(&p->arena, (size_t)1 << 20);
    cn_pool_init(&p->pool, &p->a.view, NULL, &p->arena);
}

static void close_pool(pooled *p)
{
    cn_arena_done(&p->arena);
    asked_close(&p->a);
}

static size_t fetch(pooled *p, size_t page, unsigned step)
{
    size_t at;

    assert_int_equal(cn_pool_fetch(&p->pool, (uint32_t)ordinal_of(&p->a, p->chunks[page]),
                                   CN_FROM_ABOUT, step, &at, NULL),
                     CAIRN_OK);
    return at;
}

static void fetched_chunk_has_its_text_and_title(void **state)
{
    pooled p;

    (void)state;
    open_pool(&p, 2);
    assert_int_equal(fetch(&p, 1, 3), 0);
    assert_string_equal(p.pool.items[0].title, "Page 1");
    assert_string_equal(p.pool.items[0].text, "Page 1 is about itself.");
    assert_int_equal(p.pool.step[0], 3);
    assert_int_equal(p.pool.from[0], CN_FROM_ABOUT);
    assert_int_equal(cn_pool_find_id(&p.pool, p.chunks[1]), 0);
    assert_true(cn_pool_find_id(&p.pool, p.chunks[0]) == SIZE_MAX);
    close_pool(&p);
}

static void chunk_is_held_once_and_keeps_its_first_step(void **state)
{
    pooled p;
    cn_evidence hit;

    (void)state;
    open_pool(&p, 2);
    hit = (cn_evidence){.chunk = (uint32_t)ordinal_of(&p.a, p.chunks[0]), .score = 1};
    cn_pool_add(&p.pool, &hit);
    cn_pool_add(&p.pool, &hit);
    assert_int_equal(p.pool.n, 1);
    assert_int_equal(fetch(&p, 0, 2), 0);
    assert_int_equal(p.pool.n, 1);
    assert_int_equal(p.pool.from[0], CN_FROM_RANKED);
    assert_int_equal(p.pool.step[0], CN_POOL_STEP_NONE);
    close_pool(&p);
}

static void full_pool_takes_nothing_more(void **state)
{
    pooled p;

    (void)state;
    open_pool(&p, CN_POOL_MAX + 4);
    for (size_t i = 0; i < CN_POOL_MAX; i++)
        assert_int_equal(fetch(&p, i, 0), i);
    assert_true(fetch(&p, CN_POOL_MAX, 0) == SIZE_MAX);
    assert_int_equal(p.pool.n, CN_POOL_MAX);
    close_pool(&p);
}

static int admit_none(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err)
{
    (void)user;
    (void)chunk;
    (void)err;
    *is_admitted = false;
    return CAIRN_OK;
}

static void chunk_of_another_time_stays_out(void **state)
{
    pooled p;

    (void)state;
    open_pool(&p, 1);
    p.timing.admits = admit_none;
    p.pool.timing = &p.timing;
    assert_true(fetch(&p, 0, 0) == SIZE_MAX);
    assert_int_equal(p.pool.n, 0);
    close_pool(&p);
}

static void arena_that_is_full_is_reported(void **state)
{
    pooled p;
    cn_arena tiny;
    size_t at;

    (void)state;
    open_pool(&p, 1);
    cn_arena_init(&tiny, 8);
    p.pool.arena = &tiny;
    assert_int_equal(cn_pool_fetch(&p.pool, 0, CN_FROM_STEP, 0, &at, NULL), CAIRN_ENOMEM);
    assert_int_equal(p.pool.n, 0);
    cn_arena_done(&tiny);
    close_pool(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fetched_chunk_has_its_text_and_title),
        cmocka_unit_test(chunk_is_held_once_and_keeps_its_first_step),
        cmocka_unit_test(full_pool_takes_nothing_more),
        cmocka_unit_test(chunk_of_another_time_stays_out),
        cmocka_unit_test(arena_that_is_full_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
