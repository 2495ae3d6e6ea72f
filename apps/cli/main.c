/* The cairn program: finds the command, checks what it was given, runs it.
 *
 * Exit codes: 0 done, 1 some inputs failed, 2 usage, 3 failure; cli.h says more. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/suggest.h"

#define STORE CLI_OPT_KB
#define READING (CLI_OPT_KB | CLI_OPT_JSON)
#define ASKING                                                                                     \
    (READING | CLI_OPT_LIMIT | CLI_OPT_MODE | CLI_OPT_AS_OF | CLI_OPT_EXPLAIN | CLI_OPT_SET)

const cli_command cli_commands[] = {
    {"index", "PATH...", "read files and folders into the store, then build",
     "Folders are read recursively; .cairnignore files in them hide names, as .gitignore does.\n"
     "'-' reads standard input. Documents that have not changed are left alone. A file that\n"
     "cannot be read is named on standard error and the rest goes on.\n",
     READING | CLI_OPT_THREADS | CLI_OPT_FORMAT | CLI_OPT_QUIET, 1, SIZE_MAX, cmd_index},
    {"search", "QUERY", "the passages that fit a query best",
     "One passage for each document. Words of the query need no quotes.\n", ASKING, 1, SIZE_MAX,
     cmd_search},
    {"ask", "QUESTION", "an answer with the sentences it stands on",
     "The answer is on the first line. Where the documents hold none, it says so and why.\n",
     ASKING, 1, SIZE_MAX, cmd_ask},
    {"entity", "NAME", "what is known of a person, place or thing",
     "Names, a sentence that says what it is, facts with belief and receipts, conflicts, merges.\n"
     "'-' reads names from standard input, one a line. Exit code 1 when nothing has that name.\n",
     READING | CLI_OPT_LIMIT | CLI_OPT_SENSE | CLI_OPT_AS_OF, 1, SIZE_MAX, cmd_entity},
    {"topics", "[WORDS]", "what the documents are about: topics, with sentences that sum them up",
     "Largest first; with WORDS, a name or a question, those that fit them best. Topics nest:\n"
     "--level 0 has the broadest.\n",
     READING | CLI_OPT_LIMIT | CLI_OPT_LEVEL, 0, SIZE_MAX, cmd_topics},
    {"history", "ENTITY [RELATION]", "what changed about it: when, to what, who says so",
     "Quote names of several words. RELATION is a part of its name; without it all relations of\n"
     "which times are known. Exit code 1 when nothing has that name.\n",
     READING | CLI_OPT_LIMIT, 1, 2, cmd_history},
    {"conflicts", "", "claims that exclude each other: who says what, what is believed, why",
     "Nothing is dropped: what lost stays, marked.\n", READING | CLI_OPT_LIMIT | CLI_OPT_ENTITY, 0,
     0, cmd_conflicts},
    {"merges", "[NAME]", "names that were taken for one: which, how sure, why", "",
     READING | CLI_OPT_LIMIT, 0, SIZE_MAX, cmd_merges},
    {"merge", "NAME NAME", "say that two names mean the same; remembered by all builds",
     "Quote names of several words. Builds, so that it holds at once. --undo leaves it to cairn\n"
     "again. Exit code 1 when a name is not there.\n",
     READING | CLI_OPT_UNDO | CLI_OPT_QUIET, 2, 2, cmd_merge},
    {"unmerge", "NAME [NAME]", "say that two names mean different things; remembered likewise",
     "With one NAME: what it was merged with, if that is one thing. As for merge.\n",
     READING | CLI_OPT_UNDO | CLI_OPT_QUIET, 1, 2, cmd_unmerge},
    {"show", "URI", "the text of a document as cairn read it",
     "In a pipe the bytes come as they are; on a terminal control characters are left out.\n"
     "Exit code 1 when there is no such document.\n",
     READING | CLI_OPT_RANGE, 1, 1, cmd_show},
    {"rm", "URI...", "take documents out, with all that stood on them alone",
     "With --vacuum the store is then written anew, so that no byte of what was removed is left\n"
     "in it or beside it; 'cairn rm --vacuum' does that for what was removed or changed before.\n",
     STORE | CLI_OPT_THREADS | CLI_OPT_QUIET | CLI_OPT_VACUUM, 0, SIZE_MAX, cmd_rm},
    {"stats", "", "how much the store holds", "", READING | CLI_OPT_DIGEST, 0, 0, cmd_stats},
    {"check", "", "compare the parts of the store with each other",
     "Exit code 1 when they do not agree.\n", READING, 0, 0, cmd_check},
    {"eval", "", "measure retrieval, answers and time on questions with known answers",
     "--queries FILE holds one JSON object a line:\n"
     "  {\"id\": ..., \"question\": \"...\", \"answers\": [\"...\"], \"gold\": [\"uri\", ...]}\n"
     "One without answers cannot be answered from the documents.\n",
     READING | CLI_OPT_QUERIES | CLI_OPT_RUN | CLI_OPT_MODE | CLI_OPT_SET | CLI_OPT_QUIET, 0, 0,
     cmd_eval},
    {"tune", "", "find the settings of retrieval that fit your questions best",
     "Without --queries: the settings and what is kept in the store. --queries FILE[,FILE...]:\n"
     "questions as for eval; what is found on one part of them must be better on the others too,\n"
     "else nothing is kept. FILE@STORE asks another store; -k is how many settings are tried.\n",
     READING | CLI_OPT_QUERIES | CLI_OPT_FOLDS | CLI_OPT_ONLY | CLI_OPT_LIMIT | CLI_OPT_SET |
         CLI_OPT_DRY_RUN | CLI_OPT_FORGET | CLI_OPT_QUIET,
     0, 0, cmd_tune},
    {"extract", "[PATH...]", "statements found in texts, one a line, without a store",
     "Files and folders as for index; '-', or no PATH, is standard input. With --json each\n"
     "statement is an object on a line of its own.\n",
     CLI_OPT_JSON | CLI_OPT_MENTIONS | CLI_OPT_LINES | CLI_OPT_TSV | CLI_OPT_TITLE |
         CLI_OPT_FORMAT | CLI_OPT_THREADS,
     0, SIZE_MAX, cmd_extract},
    {"explain", "CHUNK-OR-TEXT", "why a text gives the statements it gives",
     "A chunk's number or a document's URI, as search shows them, or a text of your own; '-'\n"
     "reads one from standard input. Shows the words with their tags, how they depend on each\n"
     "other, what is named, and the statements.\n",
     STORE | CLI_OPT_TITLE | CLI_OPT_RANGE, 1, SIZE_MAX, cmd_explain},
    {"match", "A.csv [B.csv]", "which rows of one table, or of two, are the same thing",
     "Tables are CSV, separated by , ; | % or tabs; '-' reads standard input. Columns are\n"
     "recognised by their data and weighed without labels, or with those of --labels. Rows are\n"
     "named by a first column called id, else by number. Needs no store.\n",
     CLI_OPT_JSON | CLI_OPT_LABELS | CLI_OPT_ALL | CLI_OPT_QUIET, 1, 2, cmd_match},
    {"resolve", "CLAIMS.csv", "which of several claims to believe, how much, and why",
     "A table of rows source, item, value, and maybe time; '-' reads standard input. Columns are\n"
     "recognised by their headers, or named with --columns. Resolvers: default, majority,\n"
     "truthfinder, accu, accucopy, evidence, latest. Needs no store.\n",
     CLI_OPT_JSON | CLI_OPT_RESOLVER | CLI_OPT_COLUMNS | CLI_OPT_AS_OF | CLI_OPT_QUIET, 1, 1,
     cmd_resolve},
    {"learn", "", "what holds of relations, learned from the facts or given",
     "Which relations have one value, are symmetric, transitive, each other's inverse; rules.\n"
     "What is learned takes the place of what was learned before. --rules FILE adds your own\n"
     "instead. Exit code 1 when a line of FILE cannot be read.\n",
     READING | CLI_OPT_RULES | CLI_OPT_MIN_SUPPORT | CLI_OPT_MIN_CONFIDENCE | CLI_OPT_DRY_RUN |
         CLI_OPT_FORGET | CLI_OPT_LIMIT | CLI_OPT_QUIET,
     0, 0, cmd_learn},
    {"relations", "[NAME]", "the relations that facts have, and what is known of each",
     "Most facts first. Exit code 1 when no fact has that relation.\n", READING | CLI_OPT_LIMIT, 0,
     SIZE_MAX, cmd_relations},
    {"help", "[COMMAND]", "this list, or one command explained", "", 0, 0, 1, cmd_help},
    {NULL, NULL, NULL, NULL, 0, 0, 0, NULL}};

const cli_command *cli_find_command(const char *name)
{
    cli_suggestion meant = {name, NULL, 0};

    for (const cli_command *command = cli_commands; command->name; command++) {
        if (strcmp(command->name, name) == 0)
            return command;
        cli_suggestion_offer(&meant, command->name);
    }
    if (meant.nearest)
        cli_say("there is no command \"%s\"; did you mean %s?", name, meant.nearest);
    else
        cli_say("there is no command \"%s\"; see 'cairn help'", name);
    return NULL;
}

static int check_operands(const cli_command *command, const cli_args *args)
{
    if (args->n_operands >= command->min_operands && args->n_operands <= command->max_operands)
        return CLI_DONE;
    if (args->n_operands < command->min_operands)
        cli_say("%s needs %s; see 'cairn help %s'", command->name, command->operands,
                command->name);
    else
        cli_say("%s does not know what to do with \"%s\"; see 'cairn help %s'", command->name,
                args->operands[command->max_operands], command->name);
    return CLI_USAGE;
}

/* `cairn index --help` is `cairn help index`. */
static int explain(const cli_args *args)
{
    cli_args about = *args;
    char *operand = NULL;

    if (args->command && strcmp(args->command, "help") != 0) {
        memcpy(&operand, &args->command, sizeof(operand));
        about.operands = &operand;
        about.n_operands = 1;
    }
    return cmd_help(&about);
}

static int run_command(const cli_args *args)
{
    const cli_command *command;
    int code;

    if (args->given & CLI_OPT_VERSION) {
        puts("cairn " CAIRN_VERSION_STRING);
        return CLI_DONE;
    }
    if (args->given & CLI_OPT_HELP)
        return explain(args);
    if (!args->command) {
        cli_say("a command is missing; see 'cairn help'");
        return CLI_USAGE;
    }
    command = cli_find_command(args->command);
    if (!command)
        return CLI_USAGE;
    code = cli_options_allow(args, command->options);
    if (code == CLI_DONE)
        code = check_operands(command, args);
    return code == CLI_DONE ? command->run(args) : code;
}

int main(int argc, char **argv)
{
    cli_args args;
    int code = cli_options_parse(argc, argv, &args);

    if (code == CLI_DONE)
        code = run_command(&args);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno != EPIPE) /* "| head" has read enough: no news */
            cli_say("cannot write to standard output: %s", strerror(errno ? errno : EIO));
        code = CLI_FAILED;
    }
    return code;
}
