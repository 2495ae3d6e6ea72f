/* cairn index PATH...: every path into the store, then one build.
 *
 * An input that cannot be read is named as it happens and counted; the rest goes on. Stopped by
 * a signal, what was committed stays, and the next run goes on from there. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/progress.h"
#include "apps/cli/signals.h"
#include "apps/cli/store.h"
#include "base/clock.h"
#include "base/status.h"

struct run {
    const cli_args *args;
    cairn *kb;
    cli_progress progress;
    cairn_ingest_report report;
    uint64_t start_ns;
};

static int show_progress(const cairn_progress *stage, void *user)
{
    struct run *run = user;

    cli_progress_stage(&run->progress, stage);
    return cli_signals_seen();
}

static void name_failure(const char *where, const char *sentence, void *user)
{
    struct run *run = user;

    /* What fails because of the signal is no failure of the input. */
    if (cli_signals_seen())
        return;
    cli_progress_clear(&run->progress);
    cli_say_about(where, sentence);
}

/* Errors of one operand; with the others the store cannot go on. */
static bool is_input_error(int status)
{
    return status == CAIRN_ENOTFOUND || status == CAIRN_EINVAL || status == CAIRN_EPARSE;
}

static int read_paths(struct run *run, cairn_error *err)
{
    for (size_t i = 0; i < run->args->n_operands; i++) {
        const char *path = run->args->operands[i];
        int rc;

        if (strcmp(path, "-") == 0)
            cli_signals_end_input();
        rc = cairn_ingest_path(run->kb, path, run->args->format, &run->report, name_failure,
                               show_progress, run, err);
        if (cli_signals_seen())
            return cn_fail(err, CAIRN_ECANCELED, 0, "stopped");
        if (rc < 0 && !is_input_error(rc))
            return rc;
        if (rc < 0) {
            run->report.failed++;
            name_failure(*path ? path : "\"\"", err->message, run);
        }
    }
    return CAIRN_OK;
}

static void print_count(uint64_t n, const char *one, const char *many, const char *after)
{
    printf("%" PRIu64 " %s%s", n, n == 1 ? one : many, after);
}

static void print_summary(const struct run *run, const cairn_stats *stats)
{
    print_count(run->report.added, "document added", "documents added", ", ");
    printf("%" PRIu64 " unchanged, %" PRIu64 " failed; ", run->report.unchanged,
           run->report.failed);
    print_count(stats->entities, "entity", "entities", ", ");
    print_count(stats->facts, "fact", "facts", ", ");
    print_count(stats->conflicts, "conflict", "conflicts", "; ");
    printf("%.1f s\n", (double)(cn_clock_ns() - run->start_ns) / 1e9);
}

static int print_summary_json(const struct run *run, const cairn_stats *stats)
{
    cn_json *root = cn_json_new_object();

    cli_json_count(root, "added", run->report.added);
    cli_json_count(root, "unchanged", run->report.unchanged);
    cli_json_count(root, "failed", run->report.failed);
    cli_json_count(root, "entities", stats->entities);
    cli_json_count(root, "facts", stats->facts);
    cli_json_count(root, "conflicts", stats->conflicts);
    cli_json_number(root, "seconds", (double)(cn_clock_ns() - run->start_ns) / 1e9);
    return cli_json_print(root);
}

static int report_run(const struct run *run)
{
    const uint64_t n = run->report.added + run->report.unchanged + run->report.failed;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_stats stats;
    int code = CLI_DONE;

    if (cairn_get_stats(run->kb, &stats, &err) < 0)
        return cli_store_fail(run->args, &err);
    if (run->args->json)
        code = print_summary_json(run, &stats);
    else if (!run->args->quiet)
        print_summary(run, &stats);
    if (run->report.failed == 0)
        return code;
    fflush(stdout);
    cli_say("%" PRIu64 " of %" PRIu64 " inputs failed", run->report.failed, n);
    return code == CLI_DONE ? CLI_PARTLY : code;
}

int cmd_index(const cli_args *args)
{
    struct run run = {.args = args, .start_ns = cn_clock_ns()};
    cairn_error err = CAIRN_ERROR_INIT;
    int code = cli_store_open(args, CLI_CREATE, &run.kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    cli_progress_init(&run.progress, args->quiet);
    cli_signals_watch(run.kb);
    rc = read_paths(&run, &err);
    if (rc == CAIRN_OK)
        rc = cairn_build(run.kb, show_progress, &run, &err);
    cli_signals_watch(NULL);
    cli_progress_clear(&run.progress);
    if (rc == CAIRN_OK) {
        code = report_run(&run);
    } else if (rc == CAIRN_ECANCELED) {
        cli_say("stopped; what is done is kept in %s, and the same command goes on from there",
                args->kb);
        code = CLI_FAILED;
    } else {
        code = cli_store_fail(args, &err);
    }
    cairn_close(run.kb);
    return code;
}
