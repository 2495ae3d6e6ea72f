/* First each setting alone is moved up and down from the start: these runs serve all parts. Then,
 * for each part and last for all questions together, the settings that made a difference are moved
 * one after the other, those first that gained most alone, by steps that shrink, each as long as it
 * gains. Coordinate search, since most settings hardly interact, and since every run costs seconds:
 * methods that model the whole landscape want hundreds of them for as many settings as there are.
 */
#include "api/tune_search.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

static const double STEPS[] = {0.15, 0.07, 0.03}; /* of a setting's scale */
static const double GAIN_LEAST = 5e-4;            /* less is noise: about half a question */
enum { N_STEPS = sizeof STEPS / sizeof *STEPS, PASSES = 2, ALL = CN_TUNE_FOLDS_MAX };

typedef struct run {
    double *values;
    float *scores;
} run;

typedef struct search {
    const cn_tune_task *task;
    uint8_t *fold; /* of each question */
    run *runs;     /* max_runs */
    unsigned n_runs, limit;
    size_t *order; /* settings, by what they gain alone */
    double *gain, *values;
} search;

/* ---- Parts ---- */

static uint64_t next_random(uint64_t *state)
{
    *state = cn_hash_mix(*state, 0x63616972u);
    return *state;
}

/* Questions of each set are dealt out in a shuffled order. */
static int deal_folds(search *s, cairn_error *err)
{
    const cn_tune_task *task = s->task;
    uint32_t *order = cn_alloc_zero(task->n_questions + 1, sizeof *order);
    unsigned dealt[CN_TUNE_SETS_MAX] = {0};
    uint64_t state = 1;

    if (!order)
        return cn_fail_memory(err, task->n_questions * sizeof *order);
    for (size_t i = 0; i < task->n_questions; i++)
        order[i] = (uint32_t)i;
    for (size_t i = task->n_questions; i > 1; i--) {
        const size_t j = (size_t)(next_random(&state) % i);
        const uint32_t moved = order[i - 1];

        order[i - 1] = order[j];
        order[j] = moved;
    }
    for (size_t i = 0; i < task->n_questions; i++) {
        const uint32_t q = order[i];
        s->fold[q] = (uint8_t)(dealt[task->set[q]]++ % task->n_folds);
    }
    cn_free(order);
    return CAIRN_OK;
}

/* Mean over sets of the mean over their questions outside of a part. */
static double score_outside(const search *s, const float *scores, unsigned part)
{
    double sum[CN_TUNE_SETS_MAX] = {0}, total = 0;
    size_t n[CN_TUNE_SETS_MAX] = {0}, n_sets = 0;

    for (size_t q = 0; q < s->task->n_questions; q++) {
        if (s->fold[q] == part)
            continue;
        sum[s->task->set[q]] += (double)scores[q];
        n[s->task->set[q]]++;
    }
    for (size_t i = 0; i < s->task->n_sets; i++) {
        total += n[i] > 0 ? sum[i] / (double)n[i] : 0;
        n_sets += n[i] > 0;
    }
    return n_sets > 0 ? total / (double)n_sets : 0;
}

/* ---- Runs ---- */

static bool has_run(const search *s, const double *values, const float **scores)
{
    const size_t bytes = s->task->n_settings * sizeof *values;

    for (unsigned i = 0; i < s->n_runs; i++) {
        if (memcmp(s->runs[i].values, values, bytes) == 0) {
            *scores = s->runs[i].scores;
            return true;
        }
    }
    return false;
}

/* *scores is NULL when the limit of runs is reached. */
static int run_values(search *s, const double *values, double best, const float **scores,
                      cairn_error *err)
{
    const cn_tune_task *task = s->task;
    run *made = &s->runs[s->n_runs];

    *scores = NULL;
    if (has_run(s, values, scores) || s->n_runs >= s->limit)
        return CAIRN_OK;
    made->values = cn_alloc_zero(task->n_settings + 1, sizeof *made->values);
    made->scores = cn_alloc_zero(task->n_questions + 1, sizeof *made->scores);
    s->n_runs++; /* freed with the others */
    if (!made->values || !made->scores)
        return cn_fail_memory(err, task->n_questions * sizeof *made->scores);
    memcpy(made->values, values, task->n_settings * sizeof *values);
    *scores = made->scores;
    return task->ask(task->user, values, s->n_runs, best, made->scores, err);
}

/* What a step is measured by: the range, or twice the start's distance from 0 where that is less,
 * since a range may be wide to be safe; but some of the range, for what starts at 0. */
static double scale_of(const cn_tune_task *task, size_t setting)
{
    const double range = task->most[setting] - task->least[setting];

    return fmin(range, fmax(2 * fabs(task->start[setting]), range / 8));
}

/* A step from `value`, kept in the range; rounded, so that equal moves are equal vectors. */
static double step_from(const cn_tune_task *task, size_t setting, double value, double step)
{
    const double moved = round((value + step * scale_of(task, setting)) * 1e6) / 1e6;

    return fmin(fmax(moved, task->least[setting]), task->most[setting]);
}

/* ---- Each setting alone ---- */

static int run_alone(search *s, cairn_error *err)
{
    const cn_tune_task *task = s->task;
    int rc = CAIRN_OK;

    memcpy(s->values, task->start, task->n_settings * sizeof *s->values);
    for (size_t i = 0; rc == CAIRN_OK && i < task->n_settings; i++) {
        for (int sign = 1; task->is_free[i] && rc == CAIRN_OK && sign >= -1; sign -= 2) {
            const float *scores;

            s->values[i] = step_from(task, i, task->start[i], sign * STEPS[0]);
            if (s->values[i] != task->start[i])
                rc = run_values(s, s->values, 0, &scores, err);
        }
        s->values[i] = task->start[i];
    }
    return rc;
}

static bool makes_a_difference(const search *s, const float *a, const float *b, unsigned part)
{
    for (size_t q = 0; q < s->task->n_questions; q++)
        if (s->fold[q] != part && a[q] != b[q])
            return true;
    return false;
}

/* Orders the settings that make a difference outside of the part; gives how many. */
static size_t order_settings(search *s, unsigned part)
{
    const cn_tune_task *task = s->task;
    const float *start = s->runs[0].scores, *scores;
    const double before = score_outside(s, start, part);
    size_t n = 0;

    memcpy(s->values, task->start, task->n_settings * sizeof *s->values);
    for (size_t i = 0; i < task->n_settings; i++) {
        bool is_felt = false;

        s->gain[i] = -1;
        for (int sign = 1; task->is_free[i] && sign >= -1; sign -= 2) {
            s->values[i] = step_from(task, i, task->start[i], sign * STEPS[0]);
            if (!has_run(s, s->values, &scores) || scores == start)
                continue;
            is_felt = is_felt || makes_a_difference(s, start, scores, part);
            s->gain[i] = fmax(s->gain[i], score_outside(s, scores, part) - before);
        }
        s->values[i] = task->start[i];
        if (!is_felt)
            continue;
        for (size_t k = n++; /* insertion, the best first */; k--) {
            if (k == 0 || s->gain[s->order[k - 1]] >= s->gain[i]) {
                s->order[k] = i;
                break;
            }
            s->order[k] = s->order[k - 1];
        }
    }
    return n;
}

/* ---- One part ---- */

/* Moves one setting as long as that gains. */
static int move_setting(search *s, unsigned part, size_t setting, double step, double *best,
                        bool *has_moved, cairn_error *err)
{
    const float *scores;
    int rc = CAIRN_OK;

    *has_moved = false;
    for (int sign = 1; rc == CAIRN_OK && sign >= -1 && !*has_moved; sign -= 2) {
        for (;;) {
            const double before = s->values[setting];
            double score;

            s->values[setting] = step_from(s->task, setting, before, sign * step);
            if (s->values[setting] == before)
                break;
            rc = run_values(s, s->values, *best, &scores, err);
            score = rc == CAIRN_OK && scores ? score_outside(s, scores, part) : 0;
            if (score <= *best + GAIN_LEAST) {
                s->values[setting] = before;
                break;
            }
            *best = score;
            *has_moved = true;
        }
    }
    return rc;
}

/* The best values for the questions outside of a part, into s->values. */
static int climb(search *s, unsigned part, cairn_error *err)
{
    const size_t n = order_settings(s, part);
    double best = score_outside(s, s->runs[0].scores, part);
    int rc = CAIRN_OK;

    for (size_t step = 0; rc == CAIRN_OK && step < N_STEPS; step++) {
        bool is_over = false;

        for (int pass = 0; rc == CAIRN_OK && !is_over && pass < PASSES; pass++) {
            is_over = true;
            for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
                bool has_moved;

                rc = move_setting(s, part, s->order[i], STEPS[step], &best, &has_moved, err);
                is_over = is_over && !has_moved;
            }
        }
    }
    return rc;
}

/* ---- All parts ---- */

/* Sums over the tested questions of one set. */
typedef struct tested {
    double before, after, squares; /* squares of the differences */
    size_t n;
} tested;

static void test_part(const search *s, unsigned part, const float *after, tested *sets)
{
    for (size_t q = 0; q < s->task->n_questions; q++) {
        tested *set = &sets[s->task->set[q]];
        const double old = (double)s->runs[0].scores[q], new = (double)after[q];

        if (s->fold[q] != part)
            continue;
        set->before += old;
        set->after += new;
        set->squares += (new - old) * (new - old);
        set->n++;
    }
}

static void sum_tested(const tested *sets, size_t n_sets, cn_tune_result *result)
{
    double variance = 0;
    size_t n_used = 0;

    for (size_t i = 0; i < n_sets; i++) {
        const double n = (double)sets[i].n, mean = (sets[i].after - sets[i].before) / n;

        if (sets[i].n == 0)
            continue;
        n_used++;
        result->tested_before += sets[i].before / n;
        result->tested_after += sets[i].after / n;
        variance += (sets[i].squares / n - mean * mean) / n;
    }
    if (n_used == 0)
        return;
    result->tested_before /= (double)n_used;
    result->tested_after /= (double)n_used;
    result->standard_error = sqrt(fmax(variance, 0)) / (double)n_used;
}

/* The runs that are left are shared among the searches that are left. */
static void set_limit(search *s, unsigned n_searches)
{
    s->limit = s->n_runs + (s->task->max_runs - s->n_runs) / n_searches;
}

static int search_parts(search *s, double *found, cn_tune_result *result, cairn_error *err)
{
    const cn_tune_task *task = s->task;
    tested sets[CN_TUNE_SETS_MAX] = {{0, 0, 0, 0}};
    const float *scores;
    int rc;

    s->limit = 1 + task->max_runs / 2; /* each alone: at most half */
    rc = run_values(s, task->start, 0, &scores, err);
    if (rc == CAIRN_OK)
        rc = run_alone(s, err);
    for (unsigned part = 0; rc == CAIRN_OK && part < task->n_folds; part++) {
        set_limit(s, task->n_folds + 1 - part);
        rc = climb(s, part, err);
        if (rc == CAIRN_OK && has_run(s, s->values, &scores))
            test_part(s, part, scores, sets);
    }
    set_limit(s, 1);
    if (rc == CAIRN_OK)
        rc = climb(s, ALL, err);
    if (rc < 0)
        return rc;
    memcpy(found, s->values, task->n_settings * sizeof *found);
    sum_tested(sets, task->n_sets, result);
    result->before = score_outside(s, s->runs[0].scores, ALL);
    result->after = has_run(s, found, &scores) ? score_outside(s, scores, ALL) : result->before;
    result->n_runs = s->n_runs;
    return CAIRN_OK;
}

int cn_tune_search(const cn_tune_task *task, double *found, cn_tune_result *result,
                   cairn_error *err)
{
    search s = {.task = task};
    int rc = CAIRN_OK;

    *result = (cn_tune_result){0};
    s.fold = cn_alloc_zero(task->n_questions + 1, sizeof *s.fold);
    s.runs = cn_alloc_zero(task->max_runs + 2U, sizeof *s.runs);
    s.order = cn_alloc_zero(task->n_settings + 1, sizeof *s.order);
    s.gain = cn_alloc_zero(task->n_settings + 1, sizeof *s.gain);
    s.values = cn_alloc_zero(task->n_settings + 1, sizeof *s.values);
    if (!s.fold || !s.runs || !s.order || !s.gain || !s.values)
        rc = cn_fail_memory(err, task->max_runs * sizeof *s.runs);
    if (rc == CAIRN_OK)
        rc = deal_folds(&s, err);
    if (rc == CAIRN_OK)
        rc = search_parts(&s, found, result, err);
    for (unsigned i = 0; i < s.n_runs; i++) {
        cn_free(s.runs[i].values);
        cn_free(s.runs[i].scores);
    }
    cn_free(s.fold);
    cn_free(s.runs);
    cn_free(s.order);
    cn_free(s.gain);
    cn_free(s.values);
    return rc;
}
