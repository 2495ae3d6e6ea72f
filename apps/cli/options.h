/* The command line: options before or after operands, "--" ends them. */
#ifndef CN_APPS_CLI_OPTIONS_H
#define CN_APPS_CLI_OPTIONS_H

#include "apps/cli/cli.h"

typedef enum cli_option_bit {
    CLI_OPT_KB = 1 << 0,
    CLI_OPT_JSON = 1 << 1,
    CLI_OPT_LIMIT = 1 << 2,
    CLI_OPT_MODE = 1 << 3,
    CLI_OPT_THREADS = 1 << 4,
    CLI_OPT_FORMAT = 1 << 5,
    CLI_OPT_QUIET = 1 << 6,
    CLI_OPT_DIGEST = 1 << 7,
    CLI_OPT_QUERIES = 1 << 8,
    CLI_OPT_RUN = 1 << 9,
    CLI_OPT_RANGE = 1 << 10,
    CLI_OPT_HELP = 1 << 11,
    CLI_OPT_VERSION = 1 << 12,
    CLI_OPT_MENTIONS = 1 << 13,
    CLI_OPT_LINES = 1 << 14,
    CLI_OPT_TSV = 1 << 15,
    CLI_OPT_TITLE = 1 << 16,
    CLI_OPT_LABELS = 1 << 17,
    CLI_OPT_ALL = 1 << 18,
    CLI_OPT_SENSE = 1 << 19,
    CLI_OPT_UNDO = 1 << 20,
    CLI_OPT_ENTITY = 1 << 21,
    CLI_OPT_AS_OF = 1 << 22,
    CLI_OPT_RULES = 1 << 23,
    CLI_OPT_MIN_SUPPORT = 1 << 24,
    CLI_OPT_MIN_CONFIDENCE = 1 << 25,
    CLI_OPT_DRY_RUN = 1 << 26,
    CLI_OPT_FORGET = 1 << 27,
    CLI_OPT_RESOLVER = 1 << 28,
    CLI_OPT_COLUMNS = 1 << 29,
    CLI_OPT_VACUUM = 1 << 30
} cli_option_bit;

enum { CLI_OPTIONS_ALWAYS = CLI_OPT_HELP | CLI_OPT_VERSION };

typedef struct cli_option {
    unsigned bit;
    const char *name;   /* "--limit" */
    const char *letter; /* "-k" or NULL */
    const char *value;  /* how the help calls its value, NULL when it takes none */
    const char *summary;
} cli_option;

/* A NULL name ends the table. */
extern const cli_option cli_options[];

/* Reads argv, whose slots it reuses for the operands. CLI_DONE or, with a sentence on standard
 * error, CLI_USAGE. */
int cli_options_parse(int argc, char **argv, cli_args *args);
/* CLI_USAGE, with a sentence, when an option stood there that is not among `allowed`. */
int cli_options_allow(const cli_args *args, unsigned allowed);

#endif
