/* The search climbs what is there to climb, ignores what makes no difference, and tells chance from
 * what holds of questions it has not seen. */
#include "tests/unit/base/oom_walk.h"

#include <math.h>
#include <string.h>

#include "api/tune_search.h"

enum { SETTINGS = 3, QUESTIONS = 120, SETS = 2 };

static const double least[SETTINGS] = {0, 0, 0}, most[SETTINGS] = {1, 4, 1};
static const double start[SETTINGS] = {0.5, 1, 0.5};
static const bool all_free[SETTINGS] = {true, true, true};

typedef struct world {
    unsigned n_asked, stop_at; /* stop_at 0: never */
    bool is_noise;             /* scores depend on each question alone, by chance */
    uint32_t set[QUESTIONS];
} world;

/* Best where the first setting is 0.8 and the second 2; the third does nothing. */
static int ask(void *user, const double *values, unsigned run, double best, float *scores,
               cairn_error *err)
{
    world *w = user;

    (void)run;
    (void)best;
    if (++w->n_asked == w->stop_at)
        return cn_fail(err, CAIRN_ECANCELED, 0, "stopped");
    for (uint32_t q = 0; q < QUESTIONS; q++) {
        const double far = fabs(values[0] - 0.8) + fabs(values[1] - 2) / 4;
        const uint32_t bits = q * 2654435761u + (uint32_t)(values[0] * 1000) * 40503u +
                              (uint32_t)(values[1] * 1000) * 65599u;

        scores[q] = w->is_noise ? (float)((bits >> 13) % 2) : (float)(1 - far);
    }
    return CAIRN_OK;
}

static cn_tune_task task_of(world *w, unsigned max_runs)
{
    for (uint32_t q = 0; q < QUESTIONS; q++)
        w->set[q] = q < QUESTIONS / 4 ? 0 : 1;
    return (cn_tune_task){SETTINGS, QUESTIONS, SETS,     5,      max_runs, least,
                          most,     start,     all_free, w->set, ask,      w};
}

static void what_holds_of_all_questions_is_found(void **state)
{
    world w = {0};
    const cn_tune_task task = task_of(&w, 300);
    double found[SETTINGS];
    cairn_error err = CAIRN_ERROR_INIT;
    cn_tune_result result;

    (void)state;
    assert_int_equal(cn_tune_search(&task, found, &result, &err), CAIRN_OK);
    assert_true(fabs(found[0] - 0.8) < 0.031);
    assert_true(fabs(found[1] - 2) < 0.13);
    assert_true(found[2] == start[2]);
    assert_true(result.after > result.before && result.tested_after > result.tested_before);
    assert_true(fabs(result.before - 0.45) < 1e-6);
    assert_int_equal(result.n_runs, w.n_asked);
    assert_true(result.standard_error < 1e-6);
}

static void chance_does_not_pass_the_test(void **state)
{
    world w = {.is_noise = true};
    const cn_tune_task task = task_of(&w, 200);
    double found[SETTINGS];
    cairn_error err = CAIRN_ERROR_INIT;
    cn_tune_result result;

    (void)state;
    assert_int_equal(cn_tune_search(&task, found, &result, &err), CAIRN_OK);
    assert_true(result.after > result.before);
    assert_true(result.tested_after - result.tested_before < 2 * result.standard_error);
    assert_true(result.tested_after < result.after);
}

static void the_result_is_the_same_each_time(void **state)
{
    world w = {.is_noise = true}, again = {.is_noise = true};
    const cn_tune_task task = task_of(&w, 90), task2 = task_of(&again, 90);
    double found[SETTINGS], found2[SETTINGS];
    cairn_error err = CAIRN_ERROR_INIT;
    cn_tune_result result, result2;

    (void)state;
    assert_int_equal(cn_tune_search(&task, found, &result, &err), CAIRN_OK);
    assert_int_equal(cn_tune_search(&task2, found2, &result2, &err), CAIRN_OK);
    assert_memory_equal(found, found2, sizeof found);
    assert_true(result.tested_after == result2.tested_after);
}

static void runs_are_limited_and_settings_that_are_not_free_stay(void **state)
{
    static const bool only_second[SETTINGS] = {false, true, false};
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    for (unsigned limit = 1; limit < 40; limit += 3) {
        world w = {0};
        cn_tune_task task = task_of(&w, limit);
        double found[SETTINGS];
        cn_tune_result result;

        task.is_free = only_second;
        assert_int_equal(cn_tune_search(&task, found, &result, &err), CAIRN_OK);
        assert_true(w.n_asked <= limit + 1);
        assert_true(found[0] == start[0] && found[2] == start[2]);
        assert_true(found[1] >= start[1] && found[1] <= most[1]);
    }
}

static void a_failing_run_ends_the_search(void **state)
{
    world w = {.stop_at = 9};
    const cn_tune_task task = task_of(&w, 100);
    double found[SETTINGS];
    cairn_error err = CAIRN_ERROR_INIT;
    cn_tune_result result;

    (void)state;
    assert_int_equal(cn_tune_search(&task, found, &result, &err), CAIRN_ECANCELED);
    assert_int_equal(w.n_asked, 9);
}

static int search_once(void *user)
{
    world w = {0};
    const cn_tune_task task = task_of(&w, 12);
    double found[SETTINGS];
    cn_tune_result result;

    (void)user;
    return cn_tune_search(&task, found, &result, NULL);
}

static void every_failing_allocation_is_reported(void **state)
{
    (void)state;
    walk_failures(search_once, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_of_all_questions_is_found),
        cmocka_unit_test(chance_does_not_pass_the_test),
        cmocka_unit_test(the_result_is_the_same_each_time),
        cmocka_unit_test(runs_are_limited_and_settings_that_are_not_free_stay),
        cmocka_unit_test(a_failing_run_ends_the_search),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
