/* cairn rm URI...: marks the documents, then builds, which takes them out. */
#include <stdio.h>

#include "apps/cli/cli.h"
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

    if (!args->quiet)
        printf("%zu document%s removed\n", n_removed, n_removed == 1 ? "" : "s");
    if (n_failed == 0)
        return CLI_DONE;
    fflush(stdout);
    cli_say("%zu of %zu inputs failed", n_failed, args->n_operands);
    return CLI_PARTLY;
}

int cmd_rm(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cli_progress progress;
    cairn *kb = NULL;
    size_t n_failed = 0;
    int code = cli_store_open(args, CLI_CHANGE, &kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    cli_progress_init(&progress, args->quiet);
    cli_signals_watch(kb);
    rc = mark_documents(args, kb, &n_failed, &err);
    if (rc == CAIRN_OK && n_failed < args->n_operands)
        rc = cairn_build(kb, show_progress, &progress, &err);
    cli_signals_watch(NULL);
    cli_progress_clear(&progress);
    if (rc == CAIRN_OK) {
        code = report_removal(args, n_failed);
    } else if (rc == CAIRN_ECANCELED) {
        cli_say("stopped; the next 'cairn index' or 'cairn rm' on %s goes on from there", args->kb);
        code = CLI_FAILED;
    } else {
        code = cli_store_fail(args, &err);
    }
    cairn_close(kb);
    return code;
}
