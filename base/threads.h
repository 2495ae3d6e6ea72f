/* Threads: mutexes, and the one parallel shape cairn uses: an ordered pipeline. */
#ifndef CN_BASE_THREADS_H
#define CN_BASE_THREADS_H

#include "base/status.h"

typedef struct cn_mutex cn_mutex;
int cn_mutex_new(cn_mutex **mutex, cairn_error *err);
void cn_mutex_free(cn_mutex *mutex);
void cn_mutex_lock(cn_mutex *mutex);
void cn_mutex_unlock(cn_mutex *mutex);

unsigned cn_thread_count(void); /* cores usable by this process, at least 1 */

/* Runs aside(user) on a thread of its own and here(user) on this one, both to their end. The
 * failure of `here` wins. Where there is no thread to be had, one runs after the other. */
int cn_thread_pair(int (*aside)(void *user, cairn_error *err),
                   int (*here)(void *user, cairn_error *err), void *user, cairn_error *err);

/* produce -> work (in parallel) -> consume (in the order of produce).
 * produce and consume run on the calling thread, work on n_threads workers (with
 * n_threads <= 1 everything runs on the calling thread, same results). At most
 * `depth` items are under way. The first failure in item order wins, stops the rest
 * and is returned; drop() is called for each item that was produced and not consumed. */
typedef struct cn_pipeline {
    /* CAIRN_ROW with *item set, CAIRN_OK at the end, or an error. */
    int (*produce)(void *user, void **item, cairn_error *err);
    /* thread: 0..n_threads-1, for per-thread state. */
    int (*work)(void *user, unsigned thread, void *item, cairn_error *err);
    int (*consume)(void *user, void *item, cairn_error *err); /* owns item from here */
    void (*drop)(void *user, void *item);
    void *user;
    unsigned n_threads;
    unsigned depth;
} cn_pipeline;
int cn_pipeline_run(const cn_pipeline *pipeline, cairn_error *err);

#endif
