/* What the files of the program share: exit codes, the parsed command line, the commands.
 *
 * A command is one file, cmd_<name>.c, with one function that takes the parsed arguments and
 * returns an exit code. It has said all there is to say on standard error by then. */
#ifndef CN_APPS_CLI_CLI_H
#define CN_APPS_CLI_CLI_H

#include "cairn.h"

enum {
    CLI_DONE = 0,
    CLI_PARTLY = 1, /* some inputs failed, what was named is not there, the check found problems */
    CLI_USAGE = 2,
    CLI_FAILED = 3 /* the store, memory, a signal: the command could not do its work */
};

typedef enum cli_mode { CLI_AUTO, CLI_TEXT, CLI_VECTOR, CLI_GRAPH, CLI_GLOBAL } cli_mode;

enum { CLI_SETS_MAX = 64 };

/* Strings are borrowed from argv or the environment. */
typedef struct cli_args {
    const char *kb;        /* the store's path */
    const char *command;   /* NULL when none is given */
    char *const *operands; /* those after the command */
    size_t n_operands;
    uint64_t given;     /* CLI_OPT_* of every option that stood there */
    uint32_t limit;     /* 0: the command's default */
    uint32_t n_threads; /* 0: one per core */
    cli_mode mode;
    cairn_format format;
    const char *queries, *run, *title;
    const char *labels; /* known pairs, of match */
    uint64_t range_first, range_len;
    const char *entity; /* whose, of conflicts */
    uint32_t sense;     /* 0: the first */
    const char *as_of;  /* a date, or NULL */
    const char *rules;  /* file of rules, of learn */
    uint32_t min_support;
    double min_confidence;
    const char *resolver, *columns; /* of resolve */
    const char *sets[CLI_SETS_MAX]; /* "NAME=VALUE", as given */
    size_t n_sets;
    uint32_t folds;   /* 0: the default */
    const char *only; /* prefixes of settings, ',' between them; NULL: all */
    uint32_t level;   /* of topics */
    bool json, quiet, digest;
} cli_args;

typedef struct cli_command {
    const char *name;
    const char *operands; /* as the usage line shows them */
    const char *summary;  /* one line, for the list of commands */
    const char *details;  /* for the command's own help; lines end with a newline */
    uint64_t options;     /* CLI_OPT_* of those it takes, besides CLI_OPTIONS_ALWAYS */
    size_t min_operands, max_operands;
    int (*run)(const cli_args *args);
} cli_command;

/* main.c; a NULL name ends the table. */
extern const cli_command cli_commands[];
const cli_command *cli_find_command(const char *name);

int cmd_index(const cli_args *args);
int cmd_search(const cli_args *args);
int cmd_ask(const cli_args *args);
int cmd_rm(const cli_args *args);
int cmd_entity(const cli_args *args);
int cmd_stats(const cli_args *args);
int cmd_check(const cli_args *args);
int cmd_eval(const cli_args *args);
int cmd_show(const cli_args *args);
int cmd_extract(const cli_args *args);
int cmd_explain(const cli_args *args);
int cmd_match(const cli_args *args);
int cmd_conflicts(const cli_args *args);
int cmd_history(const cli_args *args);
int cmd_merges(const cli_args *args);
int cmd_merge(const cli_args *args);
int cmd_unmerge(const cli_args *args);
int cmd_learn(const cli_args *args);
int cmd_relations(const cli_args *args);
int cmd_resolve(const cli_args *args);
int cmd_tune(const cli_args *args);
int cmd_topics(const cli_args *args);
int cmd_help(const cli_args *args);

#endif
