/* cairn eval --queries FILE [--run OUT]: recall, exact match, F1, what confidence is worth and time
 * on known questions.
 *
 * Two passes over the questions, one that searches and one that asks, so that neither time is that
 * of a call whose pages the other has just warmed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/progress.h"
#include "apps/cli/queries.h"
#include "apps/cli/signals.h"
#include "apps/cli/store.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

enum { DEPTH = 10 };
#define LINE_BYTES_MAX ((size_t)16 << 20) /* of one line of the run */

struct eval {
    cairn *kb;
    cli_queries queries;
    cli_progress progress;
    cn_writer *run; /* NULL: not asked for */
    cairn_search_options search;
    cli_score score;
    uint64_t *search_ns, *ask_ns; /* one a question */
};

static int check_signal(cairn_error *err)
{
    return cli_signals_seen() ? cn_fail(err, CAIRN_ECANCELED, 0, "stopped") : CAIRN_OK;
}

/* A question may have a date of its own. */
static cairn_search_options options_of(const struct eval *eval, const cli_query *query)
{
    cairn_search_options options = eval->search;

    if (query->as_of)
        options.as_of = query->as_of;
    return options;
}

static int search_all(struct eval *eval, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < eval->queries.n; i++) {
        const cairn_search_options options = options_of(eval, &eval->queries.items[i]);
        const uint64_t start_ns = cn_clock_ns();
        cairn_hits *hits = NULL;

        rc = cairn_search(eval->kb, eval->queries.items[i].question, &options, &hits, err);
        eval->search_ns[i] = cn_clock_ns() - start_ns;
        cairn_hits_free(hits);
        cli_progress_update(&eval->progress, "search", i + 1, eval->queries.n);
        if (rc == CAIRN_OK)
            rc = check_signal(err);
    }
    return rc;
}

/* {"id": ..., "retrieved": [...], "answer": ..., ...} */
static int write_line(struct eval *eval, const cli_query *query, const char *const *retrieved,
                      size_t n, const cairn_answer *answer, cairn_error *err)
{
    cn_json *rest = cn_json_new_object(), *list = cn_json_new_array();
    cn_buf line;
    int rc;

    for (size_t i = 0; i < n; i++)
        cn_json_push(list, cn_json_new_string(retrieved[i], strlen(retrieved[i])));
    cn_json_set(rest, "retrieved", list);
    cli_json_text(rest, "answer", cairn_answer_text(answer));
    cli_json_number(rest, "confidence", cairn_answer_confidence(answer));
    cli_json_text(rest, "kind", cairn_answer_kind(answer));
    cli_json_text(rest, "reason", cairn_answer_reason(answer));
    cn_buf_init(&line, LINE_BYTES_MAX);
    cn_buf_add_str(&line, "{\"id\":");
    rc = cn_json_dump(query->id, &line, err);
    if (rc == CAIRN_OK) {
        const size_t brace = line.len;
        rc = cn_json_dump(rest, &line, err);
        if (rc == CAIRN_OK) /* two objects become one */
            line.data[brace] = ',';
    }
    if (rc == CAIRN_OK && cn_buf_add_char(&line, '\n') < 0)
        rc = cn_fail_memory(err, line.len);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(eval->run, line.data, line.len, err);
    cn_buf_done(&line);
    cn_json_free(rest);
    return rc;
}

static int score_answer(struct eval *eval, const cli_query *query, cairn_answer *answer,
                        cairn_error *err)
{
    cairn_hits *hits = cairn_answer_hits(answer);
    const char *retrieved[DEPTH];
    cairn_hit hit;
    size_t n = 0;
    int rc;

    while (n < DEPTH && cairn_hits_next(hits, &hit) == CAIRN_ROW)
        retrieved[n++] = hit.uri;
    rc = cli_score_add(&eval->score, &query->truth, retrieved, n, cairn_answer_text(answer),
                       cairn_answer_confidence(answer), err);
    if (rc == CAIRN_OK && eval->run)
        rc = write_line(eval, query, retrieved, n, answer, err);
    return rc;
}

static int ask_all(struct eval *eval, cairn_error *err)
{
    cairn_ask_options options = CAIRN_ASK_OPTIONS_INIT;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < eval->queries.n; i++) {
        const cli_query *query = &eval->queries.items[i];
        const uint64_t start_ns = cn_clock_ns();
        cairn_answer *answer = NULL;

        options.search = options_of(eval, query);
        rc = cairn_ask(eval->kb, query->question, &options, &answer, err);
        eval->ask_ns[i] = cn_clock_ns() - start_ns;
        if (rc == CAIRN_OK)
            rc = score_answer(eval, query, answer, err);
        cairn_answer_free(answer);
        cli_progress_update(&eval->progress, "ask", i + 1, eval->queries.n);
        if (rc == CAIRN_OK)
            rc = check_signal(err);
    }
    return rc;
}

/* ---- Figures ----------------------------------------------------------- */

static int compare_times(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

/* Nearest rank, in milliseconds with three decimals; times are sorted. */
static double percentile_ms(const uint64_t *times_ns, size_t n, unsigned percent)
{
    const size_t rank = (n * percent + 99) / 100;

    return (double)(times_ns[rank > 0 ? rank - 1 : 0] / 1000) / 1000.0;
}

struct figure {
    const char *name;
    double percent;
};
enum { FIGURES_MAX = 20 };

static void add_figure(struct figure figures[FIGURES_MAX], size_t *n, const char *name, double sum,
                       size_t all)
{
    figures[(*n)++] = (struct figure){name, cli_score_percent(sum, all)};
}

/* Those of finding only where it is said what is to be found, those of declining only where there
 * is something to decline. */
static size_t list_figures(cli_score *score, struct figure figures[FIGURES_MAX])
{
    const cli_risk risk = cli_score_risk(score);
    size_t n = 0;

    if (score->n_gold > 0) {
        add_figure(figures, &n, "recall@1", score->recall_1, score->n_gold);
        add_figure(figures, &n, "recall@2", score->recall_2, score->n_gold);
        add_figure(figures, &n, "recall@5", score->recall_5, score->n_gold);
        add_figure(figures, &n, "recall@10", score->recall_10, score->n_gold);
        add_figure(figures, &n, "all_recall@5", (double)score->n_complete, score->n_gold);
    }
    add_figure(figures, &n, "em", score->exact, score->n);
    add_figure(figures, &n, "f1", score->f1, score->n);
    add_figure(figures, &n, "answered", (double)score->n_answered, score->n);
    add_figure(figures, &n, "answered_em", score->answered_exact, score->n_answered);
    add_figure(figures, &n, "answered_f1", score->answered_f1, score->n_answered);
    add_figure(figures, &n, "aurc_em", risk.area_exact, 1);
    add_figure(figures, &n, "aurc_f1", risk.area_f1, 1);
    add_figure(figures, &n, "always_em", risk.always_exact, 1);
    add_figure(figures, &n, "always_f1", risk.always_f1, 1);
    add_figure(figures, &n, "ece", risk.calibration, 1);
    if (score->n_impossible > 0) {
        add_figure(figures, &n, "impossible", (double)score->n_impossible, score->n);
        add_figure(figures, &n, "declined", (double)score->n_declined, score->n_impossible);
    }
    return n;
}

static cn_json *describe_times(const uint64_t *times_ns, size_t n)
{
    cn_json *item = cn_json_new_object();

    cli_json_number(item, "p50", percentile_ms(times_ns, n, 50));
    cli_json_number(item, "p95", percentile_ms(times_ns, n, 95));
    cli_json_number(item, "p99", percentile_ms(times_ns, n, 99));
    return item;
}

static int print_json(struct eval *eval)
{
    cn_json *root = cn_json_new_object();
    struct figure figures[FIGURES_MAX];
    const size_t n = list_figures(&eval->score, figures);

    cli_json_count(root, "n", eval->score.n);
    for (size_t i = 0; i < n; i++)
        cli_json_number(root, figures[i].name, figures[i].percent);
    cn_json_set(root, "search_ms", describe_times(eval->search_ns, eval->queries.n));
    cn_json_set(root, "ask_ms", describe_times(eval->ask_ns, eval->queries.n));
    return cli_json_print(root);
}

static void print_times(const char *name, const uint64_t *times_ns, size_t n)
{
    printf("%-12s  p50 %.2f ms, p95 %.2f ms, p99 %.2f ms\n", name, percentile_ms(times_ns, n, 50),
           percentile_ms(times_ns, n, 95), percentile_ms(times_ns, n, 99));
}

static int print_figures(struct eval *eval)
{
    struct figure figures[FIGURES_MAX];
    const size_t n = list_figures(&eval->score, figures);

    printf("%-12s %6zu\n", "n", eval->score.n);
    for (size_t i = 0; i < n; i++)
        printf("%-12s %6.1f\n", figures[i].name, figures[i].percent);
    print_times("search", eval->search_ns, eval->queries.n);
    print_times("ask", eval->ask_ns, eval->queries.n);
    return CLI_DONE;
}

/* ---- The command ------------------------------------------------------- */

static int measure(struct eval *eval, cairn_error *err)
{
    const size_t n = eval->queries.n;
    int rc = CAIRN_OK;

    eval->search_ns = cn_alloc_zero(n, sizeof(*eval->search_ns));
    eval->ask_ns = cn_alloc_zero(n, sizeof(*eval->ask_ns));
    if (!eval->search_ns || !eval->ask_ns)
        rc = cn_fail_memory(err, n * sizeof(*eval->ask_ns));
    if (rc == CAIRN_OK)
        rc = search_all(eval, err);
    if (rc == CAIRN_OK)
        rc = ask_all(eval, err);
    if (rc == CAIRN_OK && eval->run)
        rc = cn_writer_commit(eval->run, err);
    if (rc == CAIRN_OK) {
        qsort(eval->search_ns, n, sizeof(*eval->search_ns), compare_times);
        qsort(eval->ask_ns, n, sizeof(*eval->ask_ns), compare_times);
    }
    return rc;
}

/* Opens what the measurement needs: questions first, since they are most often at fault. */
static int prepare(const cli_args *args, struct eval *eval)
{
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = cli_queries_read(args->queries, &eval->queries, &err);

    if (rc == CAIRN_OK && args->run)
        rc = cn_writer_new(args->run, false, &eval->run, &err);
    if (rc < 0) {
        cli_say("%s", err.message);
        return CLI_FAILED;
    }
    eval->search = cli_search_options(args);
    eval->search.limit = DEPTH;
    return cli_store_open(args, CLI_READ, &eval->kb);
}

static int run_eval(const cli_args *args, struct eval *eval)
{
    cairn_error err = CAIRN_ERROR_INIT;
    int rc;

    cli_progress_init(&eval->progress, args->quiet);
    cli_signals_watch(eval->kb);
    rc = measure(eval, &err);
    cli_signals_watch(NULL);
    cli_progress_clear(&eval->progress);
    if (rc == CAIRN_ECANCELED)
        cli_say("stopped; no figures, and nothing was written");
    else if (rc < 0)
        cli_say_about(args->kb, err.message);
    if (rc < 0)
        return CLI_FAILED;
    return args->json ? print_json(eval) : print_figures(eval);
}

int cmd_eval(const cli_args *args)
{
    struct eval eval = {.kb = NULL};
    int code;

    if (!args->queries) {
        cli_say("eval needs --queries FILE; see 'cairn help eval'");
        return CLI_USAGE;
    }
    code = prepare(args, &eval);
    if (code == CLI_DONE)
        code = run_eval(args, &eval);
    cn_writer_free(eval.run);
    cairn_close(eval.kb);
    cli_queries_done(&eval.queries);
    cli_score_done(&eval.score);
    cn_free(eval.search_ns);
    cn_free(eval.ask_ns);
    return code;
}
