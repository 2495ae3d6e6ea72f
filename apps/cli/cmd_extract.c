/* cairn extract [PATH...]: statements, one a line, without a store.
 *
 * An input that cannot be read is named and counted; the rest goes on. Output comes in the order of
 * the input. When nobody reads it any more ("| head") the work ends. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/extract_lines.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/statement_text.h"
#include "base/status.h"

struct run {
    const cli_args *args;
    cairn_extractor *x;
    uint64_t n_failed;
    cn_buf out; /* of one passage */
};

static void name_failure(const char *where, const char *sentence, void *user)
{
    struct run *run = user;

    run->n_failed++;
    fflush(stdout); /* so that it stands where it belongs */
    cli_say_about(where, sentence);
}

/* ---- Formats ---- */

static void add_mentions(cn_buf *out, const cli_args *args, const char *where,
                         cairn_extracted *found)
{
    cairn_mention mention;

    while (cairn_extracted_next_mention(found, &mention) == CAIRN_ROW) {
        if (args->json)
            cli_mention_add_json(out, where, &mention);
        else
            cli_mention_add_line(out, where, &mention);
    }
}

/* sentence: what the statements stand in, for tab-separated values; NULL: their own. */
static void add_found(cn_buf *out, const cli_args *args, const char *where, const char *sentence,
                      cairn_extracted *found)
{
    cairn_statement statement;

    while (cairn_extracted_next_statement(found, &statement) == CAIRN_ROW) {
        if (args->given & CLI_OPT_TSV)
            cli_statement_add_tsv(out, sentence ? sentence : statement.sentence, &statement);
        else if (args->json)
            cli_statement_add_json(out, where, &statement);
        else
            cli_statement_add_line(out, where, &statement);
    }
    if (args->given & CLI_OPT_MENTIONS)
        add_mentions(out, args, where, found);
}

static int print_out(const cn_buf *out, void *user)
{
    (void)user;
    fwrite(cn_buf_str(out), 1, out->len, stdout);
    return ferror(stdout);
}

static int print_found(cairn_extracted *found, void *user)
{
    struct run *run = user;

    cn_buf_clear(&run->out);
    add_found(&run->out, run->args, cairn_extracted_uri(found), NULL, found);
    return run->out.status < 0 ? 1 : print_out(&run->out, NULL);
}

static void format_line(cn_buf *out, const char *where, const char *line, cairn_extracted *found,
                        const void *user)
{
    const struct run *run = user;

    add_found(out, run->args, where, line, found);
}

/* ---- Inputs ---- */

static int read_operand(struct run *run, const char *path, cairn_error *err)
{
    const cli_lines lines = {.x = run->x,
                             .n_threads = run->args->n_threads,
                             .format = format_line,
                             .print = print_out,
                             .issue = name_failure,
                             .user = run};

    if (run->args->given & CLI_OPT_LINES)
        return cli_extract_lines(&lines, path, err);
    return cairn_extract_path(run->x, path, run->args->format, run->args->title, print_found,
                              name_failure, run, err);
}

/* Errors of one operand; with the others the work cannot go on. */
static bool is_input_error(int status)
{
    return status == CAIRN_ENOTFOUND || status == CAIRN_EINVAL || status == CAIRN_EPARSE ||
           status == CAIRN_EIO;
}

static int read_operands(struct run *run, cairn_error *err)
{
    static char standard_input[] = "-";
    char *const unsaid[] = {standard_input};
    const size_t n = run->args->n_operands > 0 ? run->args->n_operands : 1;
    char *const *operands = run->args->n_operands > 0 ? run->args->operands : unsaid;

    for (size_t i = 0; i < n; i++) {
        const int rc = read_operand(run, operands[i], err);

        if (rc < 0 && !is_input_error(rc))
            return rc;
        if (rc < 0)
            name_failure(*operands[i] ? operands[i] : "\"\"", err->message, run);
    }
    return CAIRN_OK;
}

static int check_options(const cli_args *args)
{
    if ((args->given & CLI_OPT_TSV) && (args->given & (CLI_OPT_JSON | CLI_OPT_MENTIONS))) {
        cli_say("--tsv goes with neither --json nor --mentions");
        return CLI_USAGE;
    }
    if ((args->given & CLI_OPT_LINES) && (args->given & (CLI_OPT_TITLE | CLI_OPT_FORMAT))) {
        cli_say("with --lines each line is a text on its own: it takes neither --title nor "
                "--format");
        return CLI_USAGE;
    }
    return CLI_DONE;
}

int cmd_extract(const cli_args *args)
{
    cairn_extractor_options options = CAIRN_EXTRACTOR_OPTIONS_INIT;
    struct run run = {.args = args};
    cairn_error err = CAIRN_ERROR_INIT;
    int code = check_options(args);
    int rc;

    if (code != CLI_DONE)
        return code;
    signal(SIGPIPE, SIG_DFL); /* as a filter: ends without a word when its reader has */
    options.n_threads = args->n_threads;
    cn_buf_init(&run.out, SIZE_MAX / 2);
    rc = cairn_extractor_new(&run.x, &options, &err);
    if (rc == CAIRN_OK)
        rc = read_operands(&run, &err);
    if (rc < 0 && rc != CAIRN_ECANCELED) { /* which print_out() causes; main() says why */
        cli_say("%s", err.message);
        code = CLI_FAILED;
    } else if (run.out.status < 0) {
        cli_say("out of memory");
        code = CLI_FAILED;
    } else if (run.n_failed > 0) {
        fflush(stdout);
        cli_say("%llu input%s failed", (unsigned long long)run.n_failed,
                run.n_failed == 1 ? "" : "s");
        code = CLI_PARTLY;
    }
    cairn_extractor_free(run.x);
    cn_buf_done(&run.out);
    return code;
}
