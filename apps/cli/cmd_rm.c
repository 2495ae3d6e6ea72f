/* cairn rm [--vacuum] URI...: marks the documents, then builds, which takes them out. With
 * --vacuum the store is written anew after that; without URIs, for what went before. */
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/progress.h"
#include "apps/cli/signals.h"
#include "apps/cli/store.h"

static int show_progress(const cairn_progress *stage, void *user)
{
    cli_progress_stage(user, stage);
    return cli_signals_seen();
}

/* *n_failed: URIs that name no document; each is said. */
static int mark_documents(const cli_args *args, cairn *kb, size_t *n_failed, cairn_error *err)
{
    *n_failed = 0;
    for (size_t i = 0; i < args->n_operands; i++) {
        const int rc = cairn_forget(kb, args->operands[i], err);
        if (rc == CAIRN_ENOTFOUND || rc == CAIRN_EINVAL) {
            ++*n_failed;
            cli_say_about(args->operands[i], err->message);
        } else if (rc < 0) {
            return rc;
        }
    }
    return CAIRN_OK;
}

static int report_removal(const cli_args *args, size_t n_failed)
{
    const size_t n_removed = args->n_operands - n_failed;

    if (!args->quiet && args->n_operands > 0)
        printf("%zu document%s removed\n", n_removed, n_removed == 1 ? "" : "s");
    if (n_failed == 0)
        return CLI_DONE;
    fflush(stdout);
    cli_say("%zu of %zu inputs failed", n_failed, args->n_operands);
    return CLI_PARTLY;
}

/* The documents are out by now, so a failure says what to do about the rest. */
static int write_anew(const cli_args *args, cairn *kb, int code)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cairn_vacuum(kb, &err) == CAIRN_OK) {
        if (!args->quiet)
            puts("store written anew");
        return code;
    }
    fflush(stdout);
    cli_store_fail(args, &err);
    cli_say("bytes of what was removed may be left; 'cairn rm --vacuum' tries again");
    return CLI_FAILED;
}

static int remove_documents(const cli_args *args, cairn *kb)
{
    /* Also without URIs: what a build that was stopped left marked has to go first. */
    const bool is_vacuum = (args->given & CLI_OPT_VACUUM) != 0;
    cairn_error err = CAIRN_ERROR_INIT;
    cli_progress progress;
    size_t n_failed = 0;
    int code, rc;

    cli_progress_init(&progress, args->quiet);
    cli_signals_watch(kb);
    rc = mark_documents(args, kb, &n_failed, &err);
    if (rc == CAIRN_OK && (is_vacuum || n_failed < args->n_operands))
        rc = cairn_build(kb, show_progress, &progress, &err);
    cli_signals_watch(NULL);
    cli_progress_clear(&progress);
    if (rc == CAIRN_ECANCELED) {
        cli_say("stopped; the next 'cairn index' or 'cairn rm' on %s goes on from there", args->kb);
        return CLI_FAILED;
    }
    if (rc < 0)
        return cli_store_fail(args, &err);
    code = report_removal(args, n_failed);
    return is_vacuum ? write_anew(args, kb, code) : code;
}

int cmd_rm(const cli_args *args)
{
    cairn *kb = NULL;
    int code;

    if (args->n_operands == 0 && !(args->given & CLI_OPT_VACUUM)) {
        cli_say("rm needs URI...; see 'cairn help rm'");
        return CLI_USAGE;
    }
    code = cli_store_open(args, CLI_CHANGE, &kb);
    if (code == CLI_DONE)
        code = remove_documents(args, kb);
    cairn_close(kb);
    return code;
}
