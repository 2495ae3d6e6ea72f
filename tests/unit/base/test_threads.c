/* The pipeline: order kept, the first failure wins, every item consumed or dropped once. Run it
 * under ThreadSanitizer too. */
#include "unit/base/oom_walk.h"

#include <stdatomic.h>

#include "base/threads.h"

typedef struct job {
    int n_items;
    int produce_fails_at; /* -1 for never */
    int work_fails_at;
    int work_fails_also_at;
    int consume_fails_at;
    int n_produced, n_consumed, n_dropped;
    bool is_in_order;
    _Atomic int under_way, most_under_way;
    unsigned n_threads;
} job;

typedef struct item {
    int number;
    int square;
} item;

static int produce(void *user, void **out, cairn_error *err)
{
    job *j = user;
    item *made;
    int now;

    if (j->n_produced == j->produce_fails_at)
        return cn_fail(err, CAIRN_EIO, j->n_produced, "produce %d", j->n_produced);
    if (j->n_produced == j->n_items)
        return CAIRN_OK;
    made = cn_alloc(sizeof(*made));
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    *made = (item){.number = j->n_produced++, .square = -1};
    now = atomic_fetch_add(&j->under_way, 1) + 1;
    if (now > atomic_load(&j->most_under_way))
        atomic_store(&j->most_under_way, now);
    *out = made;
    return CAIRN_ROW;
}

static int work(void *user, unsigned thread, void *one, cairn_error *err)
{
    const job *j = user;
    item *it = one;

    if (thread >= (j->n_threads ? j->n_threads : 1))
        return cn_fail(err, CAIRN_EINVAL, 0, "thread %u", thread);
    /* Uneven loads, so that items finish out of order. */
    for (volatile int spin = 0; spin < (it->number % 7) * 500; spin++)
        continue;
    it->square = it->number * it->number;
    if (it->number == j->work_fails_at || it->number == j->work_fails_also_at)
        return cn_fail(err, CAIRN_EPARSE, it->number, "work %d", it->number);
    return CAIRN_OK;
}

static int consume(void *user, void *one, cairn_error *err)
{
    job *j = user;
    item *it = one;
    int number = it->number;

    j->is_in_order = j->is_in_order && number == j->n_consumed && it->square == number * number;
    j->n_consumed++;
    atomic_fetch_sub(&j->under_way, 1);
    cn_free(it);
    if (number == j->consume_fails_at)
        return cn_fail(err, CAIRN_EDB, number, "consume %d", number);
    return CAIRN_OK;
}

static void drop(void *user, void *one)
{
    job *j = user;

    j->n_dropped++;
    cn_free(one);
}

static job new_job(int n_items)
{
    return (job){.n_items = n_items,
                 .produce_fails_at = -1,
                 .work_fails_at = -1,
                 .work_fails_also_at = -1,
                 .consume_fails_at = -1,
                 .is_in_order = true};
}

static int run(job *j, unsigned n_threads, unsigned depth, cairn_error *err)
{
    const cn_pipeline pipeline = {.produce = produce,
                                  .work = work,
                                  .consume = consume,
                                  .drop = drop,
                                  .user = j,
                                  .n_threads = n_threads,
                                  .depth = depth};

    j->n_threads = n_threads;
    return cn_pipeline_run(&pipeline, err);
}

static const struct {
    unsigned n_threads, depth;
} shapes[] = {{0, 0}, {1, 8}, {2, 1}, {2, 3}, {4, 16}, {9, 4}, {3, 1000}};
enum { N_SHAPES = sizeof(shapes) / sizeof(shapes[0]) };

static void items_are_consumed_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_SHAPES; i++) {
        for (int n = 0; n < 700; n = n * 3 + 1) {
            cairn_error err = CAIRN_ERROR_INIT;
            job j = new_job(n);

            assert_int_equal(run(&j, shapes[i].n_threads, shapes[i].depth, &err), CAIRN_OK);
            assert_true(j.is_in_order);
            assert_int_equal(j.n_consumed, n);
            assert_int_equal(j.n_dropped, 0);
            assert_int_equal(err.status, CAIRN_OK);
        }
    }
}

static void no_more_than_depth_are_under_way(void **state)
{
    job j = new_job(300);

    (void)state;
    assert_int_equal(run(&j, 4, 5, NULL), CAIRN_OK);
    assert_true(j.most_under_way <= 5);
}

/* Runs j in every shape; it must fail with `status` at item `detail` and lose nothing. */
static void assert_fails_alike(job j, int status, int detail, int n_consumed)
{
    for (size_t i = 0; i < N_SHAPES; i++) {
        int64_t live = cn_mem_live();
        cairn_error err = CAIRN_ERROR_INIT;
        job mine = new_job(j.n_items);

        mine.produce_fails_at = j.produce_fails_at;
        mine.work_fails_at = j.work_fails_at;
        mine.work_fails_also_at = j.work_fails_also_at;
        mine.consume_fails_at = j.consume_fails_at;
        assert_int_equal(run(&mine, shapes[i].n_threads, shapes[i].depth, &err), status);
        assert_int_equal(err.detail, detail);
        assert_int_equal(mine.n_consumed, n_consumed);
        assert_int_equal(mine.n_consumed + mine.n_dropped, mine.n_produced);
        assert_true(mine.is_in_order);
        assert_int_equal(cn_mem_live(), live);
    }
}

static void the_first_failure_in_item_order_wins(void **state)
{
    job j = new_job(200);

    (void)state;
    j.work_fails_at = 55;
    j.work_fails_also_at = 54;
    assert_fails_alike(j, CAIRN_EPARSE, 54, 54);
    j.consume_fails_at = 20;
    assert_fails_alike(j, CAIRN_EDB, 20, 21);
    j.produce_fails_at = 10;
    assert_fails_alike(j, CAIRN_EIO, 10, 10);
    j = new_job(200);
    j.produce_fails_at = 57;
    j.work_fails_at = 55;
    assert_fails_alike(j, CAIRN_EPARSE, 55, 55);
    j = new_job(0);
    j.produce_fails_at = 0;
    assert_fails_alike(j, CAIRN_EIO, 0, 0);
}

static int run_small(void *user)
{
    job j = new_job(6);
    int rc = run(&j, 2, 3, NULL);

    (void)user;
    return rc;
}

static void memory_that_is_out_is_reported(void **state)
{
    (void)state;
    walk_failures(run_small, NULL);
}

typedef struct counter {
    cn_mutex *mutex;
    int left;
    int total;
} counter;

static int produce_number(void *user, void **out, cairn_error *err)
{
    counter *c = user;

    (void)err;
    *out = c;
    return c->left-- > 0 ? CAIRN_ROW : CAIRN_OK;
}

static int count_up(void *user, unsigned thread, void *one, cairn_error *err)
{
    counter *c = user;

    (void)thread;
    (void)one;
    (void)err;
    cn_mutex_lock(c->mutex);
    c->total++;
    cn_mutex_unlock(c->mutex);
    return CAIRN_OK;
}

static int ignore(void *user, void *one, cairn_error *err)
{
    (void)user;
    (void)one;
    (void)err;
    return CAIRN_OK;
}

static void a_mutex_keeps_threads_apart(void **state)
{
    counter c = {.left = 5000};
    const cn_pipeline pipeline = {.produce = produce_number,
                                  .work = count_up,
                                  .consume = ignore,
                                  .drop = drop,
                                  .user = &c,
                                  .n_threads = 4,
                                  .depth = 64};

    (void)state;
    assert_int_equal(cn_mutex_new(&c.mutex, NULL), CAIRN_OK);
    assert_int_equal(cn_pipeline_run(&pipeline, NULL), CAIRN_OK);
    assert_int_equal(c.total, 5000);
    cn_mutex_free(c.mutex);
    cn_mutex_free(NULL);
}

typedef struct pair {
    int aside_status, here_status;
    atomic_int n_aside, n_here;
} pair;

static int run_aside(void *user, cairn_error *err)
{
    pair *p = user;

    atomic_fetch_add(&p->n_aside, 1);
    return p->aside_status < 0 ? cn_fail(err, p->aside_status, 0, "aside") : CAIRN_OK;
}

static int run_here(void *user, cairn_error *err)
{
    pair *p = user;

    atomic_fetch_add(&p->n_here, 1);
    return p->here_status < 0 ? cn_fail(err, p->here_status, 0, "here") : CAIRN_OK;
}

static void a_pair_runs_both_and_reports_here_first(void **state)
{
    static const int cases[][3] = {{CAIRN_OK, CAIRN_OK, CAIRN_OK},
                                   {CAIRN_EIO, CAIRN_OK, CAIRN_EIO},
                                   {CAIRN_OK, CAIRN_EDB, CAIRN_EDB},
                                   {CAIRN_EIO, CAIRN_EDB, CAIRN_EDB}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        pair p = {.aside_status = cases[i][0], .here_status = cases[i][1]};
        cairn_error err = CAIRN_ERROR_INIT;

        assert_int_equal(cn_thread_pair(run_aside, run_here, &p, &err), cases[i][2]);
        assert_int_equal(err.status, cases[i][2]);
        assert_int_equal(atomic_load(&p.n_aside), 1);
        assert_int_equal(atomic_load(&p.n_here), 1);
    }
}

static void there_is_a_core(void **state)
{
    (void)state;
    assert_true(cn_thread_count() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_consumed_in_order),
        cmocka_unit_test(no_more_than_depth_are_under_way),
        cmocka_unit_test(the_first_failure_in_item_order_wins),
        cmocka_unit_test(memory_that_is_out_is_reported),
        cmocka_unit_test(a_mutex_keeps_threads_apart),
        cmocka_unit_test(a_pair_runs_both_and_reports_here_first),
        cmocka_unit_test(there_is_a_core),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
