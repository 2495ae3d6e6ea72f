/* Settings given with --set: "walk.keep=0.5", or all of a kind: "walk.*=0". */
#ifndef CN_APPS_CLI_SETS_H
#define CN_APPS_CLI_SETS_H

#include "apps/cli/cli.h"

/* Tells the store's handle what was given. CLI_DONE, or CLI_USAGE with a sentence about the first
 * that is no setting, no number or out of its range. */
int cli_sets_use(const cli_args *args, cairn *kb);

#endif
