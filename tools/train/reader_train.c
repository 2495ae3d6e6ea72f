/* cairn-train train-reader [OPTIONS] OUT FEATURES...: learns the model that ranks spans, tells what
 * it does on questions held apart (by article, by question), and writes the one learned from all
 * with the calibration of those held apart. Options: --folds N, --keep PATH (models of the folds,
 * as PATH.0, PATH.1), --only 1 (no model of all), --chances MODEL (the calibration of another),
 * --best N (judges as if only so many were scored), --weights A,B,... (of questions, by set), and
 * the numbers of reader_settings. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tools/train/commands.h"
#include "tools/train/reader_data.h"
#include "tools/train/reader_trees.h"

enum { SAMPLES_MAX = 60000, FOLDS_MAX = 10 };

struct training {
    reader_rows rows;
    size_t cap, cap_lists, cap_bins, cap_overlap, cap_answer, cap_score;
    reader_bins bins;
    reader_settings settings;
    float *samples; /* rows of raw features, for the bins' edges */
    size_t n_samples;
    bool is_judged_only;
    unsigned best;    /* spans that are scored, by the built-in sum; 0: all */
    const char *keep; /* beginning of the paths of the folds' models; NULL: they are not kept */
};

struct outcome { /* of a question held apart */
    double chance, f1, exact, best_f1;
    uint32_t set;
    bool is_answerable;
};

/* ---- Reading ---- */

static int by_float(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y;
}

/* Edges at quantiles of the distinct values. */
static void make_bins(struct training *t)
{
    float *column = cn_alloc_zero(t->n_samples + 1, sizeof *column);

    for (unsigned f = 0; column && f < CN_SPAN_FEATURES; f++) {
        size_t distinct = 0;
        unsigned n = 0;

        for (size_t i = 0; i < t->n_samples; i++)
            column[i] = t->samples[i * CN_SPAN_FEATURES + f];
        qsort(column, t->n_samples, sizeof *column, by_float);
        for (size_t i = 1; i < t->n_samples; i++)
            distinct += column[i] != column[i - 1];
        for (size_t i = 1, last = 0; i < t->n_samples && n < READER_BINS - 1; i++) {
            const bool is_next = column[i] != column[i - 1];

            if (!is_next || (distinct >= READER_BINS - 1 && i - last < t->n_samples / READER_BINS))
                continue;
            t->bins.edges[f][n++] = 0.5F * column[i] + 0.5F * column[i - 1];
            last = i;
        }
        t->bins.n[f] = n;
    }
    cn_free(column);
}

static uint8_t bin_of(const reader_bins *bins, unsigned f, float value)
{
    unsigned low = 0, high = bins->n[f];

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (bins->edges[f][middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint8_t)low;
}

static bool grow_rows(struct training *t, size_t more)
{
    reader_rows *r = &t->rows;
    const size_t n = r->n + more + 1;

    return cn_grow((void **)&r->bins, &t->cap_bins, n * CN_SPAN_FEATURES, SIZE_MAX / 2, 1) &&
           cn_grow((void **)&r->overlap, &t->cap_overlap, n, SIZE_MAX / 8, sizeof(float)) &&
           cn_grow((void **)&r->answer, &t->cap_answer, n, SIZE_MAX / 8, sizeof(uint32_t)) &&
           cn_grow((void **)&r->score, &t->cap_score, n, SIZE_MAX / 8, sizeof(float)) &&
           cn_grow((void **)&r->lists, &t->cap_lists, r->n_lists + 1, SIZE_MAX / 64,
                   sizeof *r->lists);
}

/* The first pass takes samples for the bins, the second the rows. */
static bool read_file(struct training *t, const char *path, bool is_sampling)
{
    FILE *in = fopen(path, "rb");
    cn_reader_question head;
    uint64_t seed = 7;

    while (in && fread(&head, sizeof head, 1, in) == 1) {
        reader_rows *r = &t->rows;

        if (!is_sampling && !grow_rows(t, head.n))
            break;
        if (!is_sampling)
            r->lists[r->n_lists++] =
                (reader_list){r->n, head.n, head.group, head.set, head.is_answerable != 0};
        for (uint32_t i = 0; i < head.n; i++) {
            cn_reader_span span;

            if (fread(&span, sizeof span, 1, in) != 1)
                break;
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            if (is_sampling && (seed >> 40) % 64 == 0 && t->n_samples < SAMPLES_MAX)
                memcpy(t->samples + t->n_samples++ * CN_SPAN_FEATURES, span.features,
                       sizeof span.features);
            if (is_sampling)
                continue;
            for (unsigned f = 0; f < CN_SPAN_FEATURES; f++)
                r->bins[r->n * CN_SPAN_FEATURES + f] = bin_of(&t->bins, f, span.features[f]);
            r->overlap[r->n] = span.overlap;
            r->answer[r->n] = span.answer;
            r->score[r->n] = (float)cn_reader_model_score(NULL, span.features);
            r->n++;
        }
    }
    if (in)
        fclose(in);
    return in != NULL;
}

/* ---- Judging ---- */

/* The answer of a list: spans that spell the same share their chances. */
static struct outcome judge(const reader_rows *rows, const reader_list *list, const float *scores,
                            double *shares)
{
    struct outcome outcome = {.set = list->set, .is_answerable = list->is_answerable};
    double top = 0, sum, best = -1;
    size_t chosen = 0;

    for (size_t i = 0; i < list->n; i++)
        top = fmax(top, scores[i]);
    sum = exp(-top);
    for (size_t i = 0; i < list->n; i++) {
        shares[i] = 0;
        sum += exp(scores[i] - top);
    }
    for (size_t i = 0; i < list->n; i++) {
        const uint32_t answer = rows->answer[list->first + i];

        shares[answer] += exp(scores[i] - top) / sum;
        outcome.best_f1 = fmax(outcome.best_f1, rows->overlap[list->first + i]);
    }
    for (size_t i = 0; i < list->n; i++)
        if (shares[i] > best) {
            best = shares[i];
            chosen = i;
        }
    if (list->n > 0) {
        outcome.chance = best;
        outcome.f1 = rows->overlap[list->first + chosen];
        outcome.exact = outcome.f1 >= 1;
    }
    return outcome;
}

static int by_chance(const void *a, const void *b)
{
    const struct outcome *x = a, *y = b;

    return x->chance > y->chance ? -1 : x->chance < y->chance;
}

static void report_set(struct outcome *outcomes, size_t n, uint32_t set, const char *name)
{
    struct outcome *of = cn_alloc_zero(n + 1, sizeof *of);
    size_t m = 0, answerable = 0;
    double f1 = 0, exact = 0, oracle = 0, area_f1 = 0, area_exact = 0, sum_f1 = 0, sum_exact = 0;

    for (size_t i = 0; of && i < n; i++)
        if (outcomes[i].set == set)
            of[m++] = outcomes[i];
    if (m == 0) {
        cn_free(of);
        return;
    }
    qsort(of, m, sizeof *of, by_chance);
    for (size_t i = 0; i < m; i++) {
        answerable += of[i].is_answerable;
        f1 += of[i].f1;
        exact += of[i].exact;
        oracle += of[i].best_f1;
        sum_f1 += of[i].f1;
        sum_exact += of[i].exact;
        area_f1 += 1 - sum_f1 / (double)(i + 1);
        area_exact += 1 - sum_exact / (double)(i + 1);
    }
    printf("{\"%s\": %u, \"questions\": %zu, \"answerable\": %zu, \"em\": %.1f, \"f1\": %.1f, "
           "\"oracle_f1\": %.1f, \"risk_f1\": %.3f, \"area_f1\": %.3f, \"risk_exact\": %.3f, "
           "\"area_exact\": %.3f}\n",
           name, set, m, answerable, 100 * exact / (double)answerable,
           100 * f1 / (double)answerable, 100 * oracle / (double)answerable, 1 - sum_f1 / (double)m,
           area_f1 / (double)m, 1 - sum_exact / (double)m, area_exact / (double)m);
    cn_free(of);
}

/* Chance by share, made to rise by pooling neighbours that fall (isotonic regression); each knot
 * takes the outcomes around it. Sets count by their weights. */
static void calibrate(const struct training *t, const struct outcome *outcomes, size_t n,
                      float *chances)
{
    double right[CN_READER_KNOTS] = {0}, all[CN_READER_KNOTS] = {0};

    for (size_t i = 0; i < n; i++) {
        const size_t knot = (size_t)(outcomes[i].chance * (CN_READER_KNOTS - 1) + 0.5);
        const double weight = t->settings.weights[outcomes[i].set % READER_SETS];

        right[knot] += weight * (outcomes[i].exact + outcomes[i].f1) / 2;
        all[knot] += weight;
    }
    for (size_t k = 0; k < CN_READER_KNOTS; k++) {
        right[k] += 4.0 * (double)k / (CN_READER_KNOTS - 1);
        all[k] += 4;
    }
    for (size_t k = 0; k < CN_READER_KNOTS; k++) {
        size_t first = k;

        while (first > 0 && right[first - 1] / all[first - 1] > right[k] / all[k]) {
            double r = 0, a = 0;

            first--;
            for (size_t i = first; i <= k; i++) {
                r += right[i];
                a += all[i];
            }
            for (size_t i = first; i <= k; i++) {
                right[i] = r * all[i] / a;
            }
        }
    }
    for (size_t k = 0; k < CN_READER_KNOTS; k++) {
        chances[k] = (float)(right[k] / all[k]);
        printf("%s%.3f", k == 0 ? "{\"chances\": [" : ", ", chances[k]);
    }
    printf("]}\n");
}

/* The models that have not seen a fold: "KEEP.0" and so on. */
static bool keep_models(const struct training *t, cn_reader_model *models, unsigned n,
                        const float *chances)
{
    bool is_done = true;
    char path[4096];

    for (unsigned fold = 0; fold < n; fold++) {
        memcpy(models[fold].chances, chances, sizeof models[fold].chances);
        if (t->keep && is_done &&
            snprintf(path, sizeof path, "%s.%u", t->keep, fold) < (int)sizeof path)
            is_done = cn_reader_model_write(&models[fold], path, NULL) == CAIRN_OK;
        cn_free(models[fold].splits);
        cn_free(models[fold].leaves);
    }
    return is_done;
}

/* Those behind the best by the built-in sum are out. */
static void keep_best(const reader_rows *rows, const reader_list *list, unsigned best,
                      float *scores)
{
    float sums[4096], least;

    if (best == 0 || list->n <= best || list->n > 4096)
        return;
    memcpy(sums, rows->score + list->first, list->n * sizeof *sums);
    qsort(sums, list->n, sizeof *sums, by_float);
    least = sums[list->n - best];
    for (size_t i = 0; i < list->n; i++)
        if (rows->score[list->first + i] < least)
            scores[i] = -100;
}

static bool cross_validate(struct training *t, unsigned n_folds, float *chances)
{
    reader_rows *rows = &t->rows;
    struct outcome *outcomes = cn_alloc_zero(rows->n_lists + 1, sizeof *outcomes);
    float *scores = cn_alloc_zero(4096, sizeof *scores);
    double *shares = cn_alloc_zero(4096, sizeof *shares);
    cn_reader_model models[FOLDS_MAX] = {{.n_trees = 0}};
    bool is_done = outcomes && scores && shares && n_folds <= FOLDS_MAX;
    size_t n = 0;

    for (unsigned fold = 0; is_done && fold < n_folds; fold++) {
        is_done = reader_learn(rows, &t->bins, &t->settings, fold, n_folds, &models[fold]);
        for (size_t i = 0; is_done && i < rows->n_lists; i++) {
            const reader_list *list = &rows->lists[i];

            if (list->group % n_folds != fold)
                continue;
            reader_score(rows, &t->bins, &models[fold], list->first, list->n, scores);
            keep_best(rows, list, t->best, scores);
            outcomes[n++] = judge(rows, list, scores, shares);
        }
    }
    for (uint32_t set = 0; is_done && set < READER_SETS; set++)
        report_set(outcomes, n, set, "set");
    if (is_done)
        calibrate(t, outcomes, n, chances);
    is_done = keep_models(t, models, n_folds <= FOLDS_MAX ? n_folds : 0, chances) && is_done;
    cn_free(outcomes);
    cn_free(scores);
    cn_free(shares);
    return is_done;
}

static void print_gains(const cn_reader_model *model)
{
    unsigned counts[CN_SPAN_FEATURES] = {0};
    const size_t n_splits = ((size_t)1 << model->depth) - 1;

    for (size_t i = 0; i < model->n_trees * n_splits; i++)
        if (model->splits[i].below < 1e38F)
            counts[model->splits[i].feature]++;
    for (unsigned f = 0; f < CN_SPAN_FEATURES; f++)
        printf("%s%s %u", f == 0 ? "" : ", ", cn_span_feature_name(f), counts[f]);
    printf("\n");
}

/* "1,3,3": of set 0, 1, 2; the others weigh nothing. */
static void read_weights(struct training *t, const char *text)
{
    for (unsigned set = 0; set < READER_SETS; set++) {
        char *end;

        t->settings.weights[set] = strtod(text, &end);
        text = *end == ',' ? end + 1 : end;
    }
}

static void free_training(struct training *t, cn_reader_model *model)
{
    cn_free(t->samples);
    cn_free(t->rows.bins);
    cn_free(t->rows.overlap);
    cn_free(t->rows.answer);
    cn_free(t->rows.score);
    cn_free(t->rows.lists);
    cn_free(model->splits);
    cn_free(model->leaves);
}

int train_reader(int argc, char **argv)
{
    struct training t = {.settings = {6, 150, 0.15, 1.0, 1.0, 40, 10, 60, 100, {1, 3, 3, 3}}};
    cairn_error err = CAIRN_ERROR_INIT;
    cn_reader_model model = {.n_trees = 0}, *other = NULL;
    const char *chances = NULL;
    unsigned n_folds = 4;
    bool is_done = true;
    int at = 0;

    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        if (strcmp(argv[at], "--folds") == 0)
            n_folds = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--trees") == 0)
            t.settings.n_trees = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--depth") == 0)
            t.settings.depth = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--rate") == 0)
            t.settings.rate = strtod(argv[at + 1], NULL);
        else if (strcmp(argv[at], "--ridge") == 0)
            t.settings.ridge = strtod(argv[at + 1], NULL);
        else if (strcmp(argv[at], "--least") == 0)
            t.settings.least = strtod(argv[at + 1], NULL);
        else if (strcmp(argv[at], "--keep") == 0)
            t.keep = argv[at + 1];
        else if (strcmp(argv[at], "--kept") == 0)
            t.settings.kept = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--share") == 0)
            t.settings.share = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--lists") == 0)
            t.settings.lists = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--best") == 0)
            t.best = (unsigned)strtoul(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--chances") == 0) /* the calibration of another model */
            chances = argv[at + 1];
        else if (strcmp(argv[at], "--only") == 0) /* judges: "1" leaves out the last model */
            t.is_judged_only = argv[at + 1][0] == '1';
        else if (strcmp(argv[at], "--weights") == 0)
            read_weights(&t, argv[at + 1]);
        else
            return 2;
    }
    if (argc - at < 2 || t.settings.depth < 1 || t.settings.depth > CN_READER_DEPTH_MAX ||
        t.settings.n_trees > CN_READER_TREES_MAX)
        return 2;
    t.samples = cn_alloc_zero((size_t)SAMPLES_MAX * CN_SPAN_FEATURES, sizeof *t.samples);
    for (int i = argc - 1; t.samples && is_done && i > at; i--)
        is_done = read_file(&t, argv[i], true);
    if (t.samples && is_done)
        make_bins(&t);
    for (int i = at + 1; t.samples && is_done && i < argc; i++)
        is_done = read_file(&t, argv[i], false);
    for (size_t k = 0; k < CN_READER_KNOTS; k++)
        model.chances[k] = (float)k / (CN_READER_KNOTS - 1);
    if (is_done && n_folds > 1)
        is_done = cross_validate(&t, n_folds, model.chances);
    if (is_done && !t.is_judged_only)
        is_done = reader_learn(&t.rows, &t.bins, &t.settings, 0, 0, &model);
    if (is_done && chances && cn_reader_model_open(&other, chances, &err) == CAIRN_OK)
        memcpy(model.chances, other->chances, sizeof model.chances);
    is_done = is_done && (!chances || other);
    cn_reader_model_close(other);
    if (is_done && !t.is_judged_only) {
        print_gains(&model);
        is_done = cn_reader_model_write(&model, argv[at], &err) == CAIRN_OK;
    }
    if (!is_done)
        fprintf(stderr, "train-reader: %s\n", err.status ? err.message : "a file cannot be read");
    free_training(&t, &model);
    return is_done ? 0 : 1;
}
