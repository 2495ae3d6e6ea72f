/* The command line: options before or after operands, "--" ends them. */
#ifndef CN_APPS_CLI_OPTIONS_H
#define CN_APPS_CLI_OPTIONS_H

#include "apps/cli/cli.h"

/* Bits of a uint64_t: macros, since the constants of an enum are ints. */
#define CLI_OPT_KB ((uint64_t)1 << 0)
#define CLI_OPT_JSON ((uint64_t)1 << 1)
#define CLI_OPT_LIMIT ((uint64_t)1 << 2)
#define CLI_OPT_MODE ((uint64_t)1 << 3)
#define CLI_OPT_THREADS ((uint64_t)1 << 4)
#define CLI_OPT_FORMAT ((uint64_t)1 << 5)
#define CLI_OPT_QUIET ((uint64_t)1 << 6)
#define CLI_OPT_DIGEST ((uint64_t)1 << 7)
#define CLI_OPT_QUERIES ((uint64_t)1 << 8)
#define CLI_OPT_RUN ((uint64_t)1 << 9)
#define CLI_OPT_RANGE ((uint64_t)1 << 10)
#define CLI_OPT_HELP ((uint64_t)1 << 11)
#define CLI_OPT_VERSION ((uint64_t)1 << 12)
#define CLI_OPT_MENTIONS ((uint64_t)1 << 13)
#define CLI_OPT_LINES ((uint64_t)1 << 14)
#define CLI_OPT_TSV ((uint64_t)1 << 15)
#define CLI_OPT_TITLE ((uint64_t)1 << 16)
#define CLI_OPT_LABELS ((uint64_t)1 << 17)
#define CLI_OPT_ALL ((uint64_t)1 << 18)
#define CLI_OPT_SENSE ((uint64_t)1 << 19)
#define CLI_OPT_UNDO ((uint64_t)1 << 20)
#define CLI_OPT_ENTITY ((uint64_t)1 << 21)
#define CLI_OPT_AS_OF ((uint64_t)1 << 22)
#define CLI_OPT_RULES ((uint64_t)1 << 23)
#define CLI_OPT_MIN_SUPPORT ((uint64_t)1 << 24)
#define CLI_OPT_MIN_CONFIDENCE ((uint64_t)1 << 25)
#define CLI_OPT_DRY_RUN ((uint64_t)1 << 26)
#define CLI_OPT_FORGET ((uint64_t)1 << 27)
#define CLI_OPT_RESOLVER ((uint64_t)1 << 28)
#define CLI_OPT_COLUMNS ((uint64_t)1 << 29)
#define CLI_OPT_VACUUM ((uint64_t)1 << 30)
#define CLI_OPT_EXPLAIN ((uint64_t)1 << 31)
#define CLI_OPT_SET ((uint64_t)1 << 32)
#define CLI_OPT_FOLDS ((uint64_t)1 << 33)
#define CLI_OPT_ONLY ((uint64_t)1 << 34)
#define CLI_OPT_LEVEL ((uint64_t)1 << 35)
#define CLI_OPTIONS_ALWAYS (CLI_OPT_HELP | CLI_OPT_VERSION)

typedef struct cli_option {
    uint64_t bit;
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
int cli_options_allow(const cli_args *args, uint64_t allowed);

#endif
