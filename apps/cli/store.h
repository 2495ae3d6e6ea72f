/* The store that a command works on, and the sentence when it cannot. */
#ifndef CN_APPS_CLI_STORE_H
#define CN_APPS_CLI_STORE_H

#include "apps/cli/cli.h"
#include "base/buf.h"

/* How a command opens its store. */
typedef enum cli_access {
    CLI_READ,   /* for reading only; it must be there */
    CLI_CHANGE, /* for writing; it must be there */
    CLI_CREATE  /* for writing; made when missing */
} cli_access;

/* CLI_DONE, or *kb NULL and with a sentence on standard error CLI_FAILED or, for a bad --set,
 * CLI_USAGE. The caller closes *kb with cairn_close(). */
int cli_store_open(const cli_args *args, cli_access access, cairn **kb);
/* Says what went wrong with the store's name in it. CLI_FAILED, or CLI_USAGE for an argument that
 * the library refuses. */
int cli_store_fail(const cli_args *args, const cairn_error *err);

/* The operands as one text, blanks between them: a question need not be quoted. */
int cli_join_operands(const cli_args *args, cn_buf *out);
/* What --limit and --mode ask for. Says so when a mode cannot find anything. */
cairn_search_options cli_search_options(const cli_args *args);

#endif
