/* One handle, many threads: questions go on while a build runs. */
#include "small_kb.h"

#include <pthread.h>
#include <stdatomic.h>

static temp_dir dir;
static atomic_bool is_done;

static void *ask_until_done(void *user)
{
    intptr_t n_bad = 0;

    while (!atomic_load(&is_done)) {
        cairn_hits *hits = NULL;
        cairn_stats stats;
        cairn_hit hit;

        if (cairn_search(user, "Teyle Bridge", NULL, &hits, NULL) < 0 ||
            cairn_hits_next(hits, &hit) != CAIRN_ROW)
            n_bad++;
        cairn_hits_free(hits);
        if (cairn_get_stats(user, &stats, NULL) < 0 ||
            (stats.documents != 3 && stats.documents != 4))
            n_bad++;
    }
    return (void *)n_bad;
}

static void questions_go_on_while_a_build_runs(void **state)
{
    cairn *kb = small_open(temp_name(&dir, "kb.db"));
    pthread_t threads[2];

    (void)state;
    for (size_t i = 0; i < 3; i++)
        small_ingest(kb, i);
    small_build(kb);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_until_done, kb), 0);
    for (unsigned round = 0; round < 20; round++) {
        small_ingest(kb, 3);
        small_build(kb);
        assert_int_equal(cairn_forget(kb, small_texts[3][0], NULL), CAIRN_OK);
        small_build(kb);
    }
    atomic_store(&is_done, true);
    for (size_t i = 0; i < 2; i++) {
        void *n_bad = NULL;
        pthread_join(threads[i], &n_bad);
        assert_int_equal((intptr_t)n_bad, 0);
    }
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(questions_go_on_while_a_build_runs)};
    int failed;

    if (!temp_dir_make(&dir))
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    small_remove(&dir, "kb.db");
    return failed;
}
