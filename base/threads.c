/* Threads: a mutex, and the ordered pipeline.
 *
 * The pipeline keeps its items in a ring of `depth` slots, numbered from the first produced on.
 * head <= next_work <= tail: items before head are consumed, those before next_work were taken by
 * a worker, those before tail are produced. The calling thread moves head and tail, workers move
 * next_work, all under one lock; an item is touched without the lock by the one thread that has it.
 *
 * Results are looked at in item order only, so which failure wins does not depend on timing. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/threads.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "base/mem.h"

enum { THREADS_MAX = 1024, DEPTH_MAX = 1 << 20 /* bounds on what a caller may ask for */ };

struct cn_mutex {
    pthread_mutex_t lock;
};

int cn_mutex_new(cn_mutex **mutex, cairn_error *err)
{
    cn_mutex *made = cn_alloc(sizeof(*made));

    *mutex = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    if (pthread_mutex_init(&made->lock, NULL) != 0) {
        cn_free(made);
        return cn_fail_memory(err, sizeof(*made));
    }
    *mutex = made;
    return CAIRN_OK;
}

void cn_mutex_free(cn_mutex *mutex)
{
    if (!mutex)
        return;
    pthread_mutex_destroy(&mutex->lock);
    cn_free(mutex);
}

void cn_mutex_lock(cn_mutex *mutex)
{
    int rc = pthread_mutex_lock(&mutex->lock);

    assert(rc == 0);
    (void)rc;
}

void cn_mutex_unlock(cn_mutex *mutex)
{
    int rc = pthread_mutex_unlock(&mutex->lock);

    assert(rc == 0);
    (void)rc;
}

unsigned cn_thread_count(void)
{
    cpu_set_t usable;
    long n = 0;

    if (sched_getaffinity(0, sizeof(usable), &usable) == 0)
        n = CPU_COUNT(&usable);
    if (n < 1) /* more cores than cpu_set_t holds */
        n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (unsigned)n;
}

typedef struct errand {
    int (*run)(void *user, cairn_error *err);
    void *user;
    int status;
    cairn_error err;
} errand;

static void *run_errand(void *user)
{
    errand *e = user;

    e->status = e->run(e->user, &e->err);
    return NULL;
}

/* Signals are the host program's business: its threads get them, not ours. */
static bool start_thread(pthread_t *thread, void *(*run)(void *user), void *user)
{
    sigset_t all, before;
    bool is_started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    is_started = pthread_create(thread, NULL, run, user) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}

int cn_thread_pair(int (*aside)(void *user, cairn_error *err),
                   int (*here)(void *user, cairn_error *err), void *user, cairn_error *err)
{
    errand other = {.run = aside, .user = user, .err = CAIRN_ERROR_INIT};
    pthread_t thread;
    bool is_started = start_thread(&thread, run_errand, &other);
    int rc;

    if (!is_started)
        run_errand(&other);
    rc = here(user, err);
    if (is_started)
        pthread_join(thread, NULL);
    if (rc < 0 || other.status >= 0)
        return rc;
    if (err)
        *err = other.err;
    return other.status;
}

typedef struct slot {
    void *item;
    int status; /* of work(), once is_done */
    bool is_done;
    cairn_error err;
} slot;

typedef struct run {
    const cn_pipeline *pipeline;
    pthread_mutex_t lock;
    pthread_cond_t work_came; /* to workers: next_work < tail, or must_stop */
    pthread_cond_t work_done; /* to the caller: some slot is done */
    slot *ring;
    size_t depth;
    size_t head, next_work, tail;
    bool must_stop;
} run;

typedef struct worker {
    run *run;
    unsigned number;
    pthread_t thread;
} worker;

static slot *slot_at(const run *r, size_t number)
{
    return &r->ring[number % r->depth];
}

static void *work_on_items(void *user)
{
    const worker *me = user;
    run *r = me->run;

    pthread_mutex_lock(&r->lock);
    for (;;) {
        slot *mine;
        int status;

        while (!r->must_stop && r->next_work == r->tail)
            pthread_cond_wait(&r->work_came, &r->lock);
        if (r->must_stop)
            break;
        mine = slot_at(r, r->next_work++);
        pthread_mutex_unlock(&r->lock);
        status = r->pipeline->work(r->pipeline->user, me->number, mine->item, &mine->err);
        pthread_mutex_lock(&r->lock);
        mine->status = status;
        mine->is_done = true;
        pthread_cond_signal(&r->work_done);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Starts up to n workers; returns how many there are. */
static unsigned start_workers(run *r, worker *workers, unsigned n)
{
    unsigned n_started = 0;

    while (n_started < n) {
        worker *next = &workers[n_started];

        *next = (worker){.run = r, .number = n_started};
        if (!start_thread(&next->thread, work_on_items, next))
            break;
        n_started++;
    }
    return n_started;
}

static void stop_workers(run *r, worker *workers, unsigned n)
{
    pthread_mutex_lock(&r->lock);
    r->must_stop = true;
    pthread_cond_broadcast(&r->work_came);
    pthread_mutex_unlock(&r->lock);
    for (unsigned i = 0; i < n; i++)
        pthread_join(workers[i].thread, NULL);
}

static void push_item(run *r, void *item)
{
    pthread_mutex_lock(&r->lock);
    *slot_at(r, r->tail) = (slot){.item = item, .err = CAIRN_ERROR_INIT};
    r->tail++;
    pthread_cond_signal(&r->work_came);
    pthread_mutex_unlock(&r->lock);
}

/* Waits for the first item under way and consumes it. */
static int consume_head(run *r, cairn_error *err)
{
    const cn_pipeline *p = r->pipeline;
    slot *first = slot_at(r, r->head);

    pthread_mutex_lock(&r->lock);
    while (!first->is_done)
        pthread_cond_wait(&r->work_done, &r->lock);
    pthread_mutex_unlock(&r->lock);
    if (first->status < 0) {
        if (err)
            *err = first->err;
        return first->status;
    }
    r->head++; /* consume() owns the item, even when it fails */
    return p->consume(p->user, first->item, err);
}

/* The calling thread's part. A failing produce() comes after the items before it. */
static int feed_workers(run *r, cairn_error *err)
{
    const cn_pipeline *p = r->pipeline;
    cairn_error produce_err = CAIRN_ERROR_INIT;
    int produced = CAIRN_ROW;

    for (;;) {
        void *item = NULL;
        int rc;

        if (produced == CAIRN_ROW && r->tail - r->head < r->depth) {
            produced = p->produce(p->user, &item, &produce_err);
            if (produced == CAIRN_ROW)
                push_item(r, item);
            continue;
        }
        if (r->head == r->tail)
            break;
        rc = consume_head(r, err);
        if (rc < 0)
            return rc;
    }
    if (produced < 0 && err)
        *err = produce_err;
    return produced;
}

static void drop_rest(run *r)
{
    for (; r->head < r->tail; r->head++)
        r->pipeline->drop(r->pipeline->user, slot_at(r, r->head)->item);
}

static int run_alone(const cn_pipeline *p, cairn_error *err)
{
    for (;;) {
        void *item = NULL;
        int rc = p->produce(p->user, &item, err);

        if (rc != CAIRN_ROW)
            return rc;
        rc = p->work(p->user, 0, item, err);
        if (rc < 0) {
            p->drop(p->user, item);
            return rc;
        }
        rc = p->consume(p->user, item, err);
        if (rc < 0)
            return rc;
    }
}

static bool init_locks(run *r)
{
    if (pthread_mutex_init(&r->lock, NULL) != 0)
        return false;
    if (pthread_cond_init(&r->work_came, NULL) != 0)
        goto free_lock;
    if (pthread_cond_init(&r->work_done, NULL) != 0)
        goto free_came;
    return true;
free_came:
    pthread_cond_destroy(&r->work_came);
free_lock:
    pthread_mutex_destroy(&r->lock);
    return false;
}

static void destroy_locks(run *r)
{
    pthread_cond_destroy(&r->work_done);
    pthread_cond_destroy(&r->work_came);
    pthread_mutex_destroy(&r->lock);
}

static int run_threaded(const cn_pipeline *p, unsigned n_threads, size_t depth, cairn_error *err)
{
    run r = {.pipeline = p, .depth = depth};
    worker *workers = cn_alloc_zero(n_threads, sizeof(*workers));
    unsigned n_started = 0;
    int rc;

    r.ring = cn_alloc_zero(depth, sizeof(*r.ring));
    if (!workers || !r.ring || !init_locks(&r)) {
        rc = cn_fail_memory(err, depth * sizeof(*r.ring));
        goto out;
    }
    n_started = start_workers(&r, workers, n_threads);
    rc = n_started ? feed_workers(&r, err) : run_alone(p, err);
    stop_workers(&r, workers, n_started);
    drop_rest(&r);
    destroy_locks(&r);
out:
    cn_free(r.ring);
    cn_free(workers);
    return rc;
}

int cn_pipeline_run(const cn_pipeline *pipeline, cairn_error *err)
{
    unsigned n_threads = pipeline->n_threads < THREADS_MAX ? pipeline->n_threads : THREADS_MAX;
    size_t depth = pipeline->depth < DEPTH_MAX ? pipeline->depth : DEPTH_MAX;

    if (n_threads <= 1)
        return run_alone(pipeline, err);
    return run_threaded(pipeline, n_threads, depth ? depth : 1, err);
}
