/* cairn_tune(): asks the questions with the settings that the search wants to try, and keeps what
 * it finds. A question's score is the mean of recall@2, recall@5, whether all gold is among the
 * first 5, and F1: what is found and what is made of it weigh three to one, since an answer that is
 * not found cannot be read. */
#include <string.h>

#include "api/kb.h"
#include "api/tune_search.h"
#include "base/mem.h"
#include "base/score.h"

enum { DEPTH = 10, FOUND = 5, FOUND_FIRST = 2, RUNS_MAX = 10000, FOLDS_LEAST = 2 };

typedef struct tuning {
    cairn *kb;
    const cairn_known_set *sets;
    size_t n_sets, n_questions;
    uint32_t max_runs;
    cairn_tune_fn progress;
    void *user;
} tuning;

static cairn *kb_of(const tuning *t, size_t set)
{
    return t->sets[set].kb ? t->sets[set].kb : t->kb;
}

/* ---- One run ---- */

static int score_question(cairn *kb, const cairn_known *known, float *score, cairn_error *err)
{
    const cn_truth truth = {known->answers, known->n_answers, known->gold, known->n_gold};
    cairn_ask_options options = CAIRN_ASK_OPTIONS_INIT;
    cairn_answer *answer = NULL;
    const char *retrieved[DEPTH];
    double exact, f1 = 0, sum = 0;
    size_t n = 0, first, found;
    cairn_hit hit;
    int rc;

    options.search.limit = DEPTH;
    rc = cairn_ask(kb, known->question, &options, &answer, err);
    if (rc < 0)
        return rc;
    for (cairn_hits *hits = cairn_answer_hits(answer);
         n < DEPTH && cairn_hits_next(hits, &hit) == CAIRN_ROW;)
        retrieved[n++] = hit.uri;
    rc = cn_score_answer(cairn_answer_text(answer), &truth, &exact, &f1, err);
    first = cn_score_found(&truth, retrieved, n, FOUND_FIRST);
    found = cn_score_found(&truth, retrieved, n, FOUND);
    if (truth.n_gold > 0)
        sum = (double)(first + found) / (double)truth.n_gold + (found == truth.n_gold ? 1.0 : 0.0);
    *score = (float)(truth.n_gold > 0 ? (sum + f1) / 4 : f1);
    cairn_answer_free(answer);
    return rc;
}

static void use_values(const tuning *t, const double *values)
{
    for (size_t i = 0; i < t->n_sets; i++) {
        cairn *kb = kb_of(t, i);

        cn_mutex_lock(kb->read_mutex);
        memcpy(kb->own.values, values, sizeof kb->own.values);
        memset(kb->is_own, 1, sizeof kb->is_own);
        cn_mutex_unlock(kb->read_mutex);
    }
}

static int ask_all(void *user, const double *values, unsigned run, double best, float *scores,
                   cairn_error *err)
{
    const tuning *t = user;
    cairn_tune_progress now = {run, t->max_runs, 0, t->n_questions, best};
    int rc = CAIRN_OK;

    use_values(t, values);
    for (size_t i = 0; rc == CAIRN_OK && i < t->n_sets; i++) {
        for (size_t q = 0; rc == CAIRN_OK && q < t->sets[i].n; q++) {
            rc = score_question(kb_of(t, i), &t->sets[i].items[q], &scores[now.done++], err);
            if (rc == CAIRN_OK)
                rc = cn_kb_check_interrupt(t->kb, err);
            if (rc == CAIRN_OK && t->progress && t->progress(&now, t->user) != 0)
                rc = cn_fail(err, CAIRN_ECANCELED, 0, "stopped");
        }
    }
    return rc;
}

/* ---- The search ---- */

static bool begins_with_one(const char *name, const char *list)
{
    while (list && *list) {
        const size_t len = strcspn(list, ",");

        if (len > 0 && strncmp(name, list, len) == 0)
            return true;
        list += len + (list[len] == ',');
    }
    return !list;
}

/* Whether a part is used at all is measured, not searched, unless somebody asks for it. */
static bool is_switch(const cairn_setting *setting)
{
    return strncmp(setting->name, "use.", 4) == 0;
}

static int check_options(const tuning *t, const cairn_tune_options *options, cairn_error *err)
{
    if (options->version != CAIRN_TUNE_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, options->version,
                       "cairn_tune_options: unknown version %u", (unsigned)options->version);
    if (options->n_folds < FOLDS_LEAST || options->n_folds > CN_TUNE_FOLDS_MAX)
        return cn_fail(err, CAIRN_EINVAL, options->n_folds, "n_folds is %u, not %d to %d",
                       (unsigned)options->n_folds, FOLDS_LEAST, CN_TUNE_FOLDS_MAX);
    if (options->max_runs == 0 || options->max_runs > RUNS_MAX)
        return cn_fail(err, CAIRN_EINVAL, options->max_runs, "max_runs is %u, not 1 to %d",
                       (unsigned)options->max_runs, RUNS_MAX);
    if (t->n_questions < options->n_folds)
        return cn_fail(err, CAIRN_EINVAL, 0, "%zu questions are too few for %u parts",
                       t->n_questions, (unsigned)options->n_folds);
    if (t->n_sets > CN_TUNE_SETS_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "%zu sets are more than %d", t->n_sets,
                       CN_TUNE_SETS_MAX);
    if (t->kb->options.read_only && !options->dry_run)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s is open for reading only", t->kb->path);
    return CAIRN_OK;
}

/* Ranges and start from the table and the store. *is_any: a setting's name begins as asked. */
typedef struct tuned_space {
    double least[CN_SET_COUNT], most[CN_SET_COUNT], start[CN_SET_COUNT], found[CN_SET_COUNT];
    bool is_free[CN_SET_COUNT], is_any;
} tuned_space;

static int fill_space(cairn *kb, const char *only, tuned_space *space, cairn_error *err)
{
    cairn_setting setting;
    int rc = CAIRN_ROW;

    space->is_any = false;
    for (size_t i = 0; rc == CAIRN_ROW && i < CN_SET_COUNT; i++) {
        rc = cairn_setting_get(kb, i, &setting, err);
        space->least[i] = setting.least;
        space->most[i] = setting.most;
        space->start[i] = space->found[i] = setting.value;
        space->is_free[i] = begins_with_one(setting.name, only) && (only || !is_switch(&setting));
        space->is_any = space->is_any || space->is_free[i];
    }
    if (rc < 0)
        return rc;
    return space->is_any ? CAIRN_OK
                         : cn_fail(err, CAIRN_EINVAL, 0, "no setting begins with \"%.60s\"", only);
}

static int search(tuning *t, const cairn_tune_options *options, tuned_space *space,
                  cairn_tuned *tuned, cairn_error *err)
{
    uint32_t *set = cn_alloc_zero(t->n_questions + 1, sizeof *set);
    const cn_tune_task task = {.n_settings = CN_SET_COUNT,
                               .n_questions = t->n_questions,
                               .n_sets = t->n_sets,
                               .n_folds = options->n_folds,
                               .max_runs = options->max_runs,
                               .least = space->least,
                               .most = space->most,
                               .start = space->start,
                               .is_free = space->is_free,
                               .set = set,
                               .ask = ask_all,
                               .user = t};
    cn_tune_result result;
    size_t q = 0;
    int rc;

    if (!set)
        return cn_fail_memory(err, t->n_questions * sizeof *set);
    for (size_t i = 0; i < t->n_sets; i++)
        for (size_t k = 0; k < t->sets[i].n; k++)
            set[q++] = (uint32_t)i;
    rc = cn_tune_search(&task, space->found, &result, err);
    cn_free(set);
    *tuned = (cairn_tuned){.n_runs = result.n_runs,
                           .n_questions = (uint32_t)t->n_questions,
                           .before = result.before,
                           .after = result.after,
                           .tested_before = result.tested_before,
                           .tested_after = result.tested_after,
                           .standard_error = result.standard_error,
                           .is_better = result.tested_after > result.tested_before};
    return rc;
}

/* ---- The call ---- */

/* What the handles were told before, which they are told again after. */
typedef struct told_settings {
    cn_settings own;
    bool is_own[CN_SET_COUNT];
} told_settings;

static void exchange_told(const tuning *t, told_settings *told, bool is_back)
{
    for (size_t i = 0; i < t->n_sets; i++) {
        cairn *kb = kb_of(t, i);

        cn_mutex_lock(kb->read_mutex);
        if (is_back) {
            kb->own = told[i].own;
            memcpy(kb->is_own, told[i].is_own, sizeof kb->is_own);
        } else {
            told[i].own = kb->own;
            memcpy(told[i].is_own, kb->is_own, sizeof kb->is_own);
        }
        cn_mutex_unlock(kb->read_mutex);
    }
}

static int keep(tuning *t, const cairn_tune_options *options, const tuned_space *space,
                cairn_tuned *tuned, cairn_error *err)
{
    const bool is_other = memcmp(space->found, space->start, sizeof space->start) != 0;
    int rc;

    tuned->is_better = tuned->is_better && is_other;
    if (!tuned->is_better || options->dry_run)
        return CAIRN_OK;
    rc = cn_kb_keep_settings(t->kb, space->found, err);
    tuned->is_kept = rc == CAIRN_OK;
    return rc;
}

int cairn_tune(cairn *kb, const cairn_known_set *sets, size_t n_sets,
               const cairn_tune_options *options, cairn_tuned *tuned, double *found,
               size_t max_found, cairn_tune_fn progress, void *user, cairn_error *err)
{
    static const cairn_tune_options defaults = CAIRN_TUNE_OPTIONS_INIT;
    tuning t = {kb, sets, n_sets, 0, 0, progress, user};
    told_settings *before = NULL;
    tuned_space space;
    int rc;

    *tuned = (cairn_tuned){0};
    options = options ? options : &defaults;
    t.max_runs = options->max_runs;
    for (size_t i = 0; i < n_sets; i++)
        t.n_questions += sets[i].n;
    rc = check_options(&t, options, err);
    if (rc == CAIRN_OK)
        rc = fill_space(kb, options->only, &space, err);
    if (rc < 0)
        return rc;
    before = cn_alloc_zero(n_sets + 1, sizeof *before);
    if (!before)
        return cn_fail_memory(err, n_sets * sizeof *before);
    exchange_told(&t, before, false);
    rc = search(&t, options, &space, tuned, err);
    exchange_told(&t, before, true);
    if (rc == CAIRN_OK)
        rc = keep(&t, options, &space, tuned, err);
    for (size_t i = 0; found && i < max_found && i < CN_SET_COUNT; i++)
        found[i] = space.found[i];
    cn_free(before);
    return rc;
}
