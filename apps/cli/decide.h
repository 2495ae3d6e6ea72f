/* What `cairn merge` and `cairn unmerge` have in common: say what will change, remember it, build,
 * say what came of it. */
#ifndef CN_APPS_CLI_DECIDE_H
#define CN_APPS_CLI_DECIDE_H

#include "apps/cli/cli.h"

/* kb is open for changes. verdict: what is said of the two names; with --undo, what is taken back.
 * An exit code. */
int cli_decide(const cli_args *args, cairn *kb, const char *name1, const char *name2,
               cairn_verdict verdict);

#endif
