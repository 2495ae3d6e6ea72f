/* cairn explain CHUNK-OR-TEXT: why a text gives the statements it gives.
 *
 * A single operand that the store knows, as a chunk's number or a URI, is explained from there,
 * with its document's title; anything else is a text. */
#include <stdlib.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/explain_text.h"
#include "apps/cli/options.h"
#include "apps/cli/store.h"
#include "base/file.h"
#include "base/status.h"

#define TEXT_MAX ((size_t)64 << 20) /* bytes read from standard input */
enum { PIPE_WIDTH = 120, NUMBER_MAX = 18 };

struct run {
    const cli_args *args;
    cairn_extractor *x;
    cli_page page;
    cli_tree_style style;
    cli_explained_range range;
    cairn_error *err;
    unsigned n_passages;
};

static int explain_found(cairn_extracted *found, void *user)
{
    struct run *run = user;

    if (run->n_passages++ == 0 && *cairn_extracted_title(found)) {
        cli_print_styled(&run->page, CLI_DIM, "about");
        fputc(' ', run->page.file);
        cli_print_clean(run->page.file, cairn_extracted_title(found));
        fputs("\n\n", run->page.file);
    }
    return cli_explain_print(&run->page, &run->style, &run->range, found, run->err) < 0 ||
           ferror(run->page.file);
}

/* CAIRN_ENOTFOUND: the store does not know the operand. */
static int explain_stored(struct run *run, cairn *kb)
{
    const char *operand = run->args->operands[0];
    const size_t len = strlen(operand);
    int rc = CAIRN_ENOTFOUND;

    if (len <= NUMBER_MAX && strspn(operand, "0123456789") == len && strcmp(operand, "0") != 0)
        rc = cairn_extract_stored(run->x, kb, strtoll(operand, NULL, 10), NULL, explain_found, run,
                                  run->err);
    if (rc == CAIRN_ENOTFOUND)
        rc = cairn_extract_stored(run->x, kb, 0, operand, explain_found, run, run->err);
    return rc;
}

static int explain_text(struct run *run, const char *text, size_t len)
{
    const char *title = run->args->title ? run->args->title : "";
    cairn_extracted *found = NULL;
    int rc = cairn_extract_text(run->x, title, text, len, &found, run->err);

    if (rc == CAIRN_OK && explain_found(found, run) != 0)
        rc = CAIRN_ECANCELED;
    cairn_extracted_free(found);
    return rc;
}

static int explain_operands(struct run *run)
{
    const cli_args *args = run->args;
    int code;
    int rc;
    cn_buf text;

    if (args->n_operands == 1 && strcmp(args->operands[0], "-") == 0) {
        cn_buf_init(&text, TEXT_MAX);
        rc = cn_file_read("-", TEXT_MAX - 1, &text, run->err);
        if (rc == CAIRN_OK)
            rc = explain_text(run, cn_buf_str(&text), text.len);
    } else {
        code = cli_join_operands(args, &text);
        rc = code == CLI_DONE ? explain_text(run, cn_buf_str(&text), text.len)
                              : cn_fail_memory(run->err, text.len);
    }
    cn_buf_done(&text);
    return rc;
}

/* A store that was named must be there; the usual one may be missing. */
static int explain(struct run *run)
{
    const cli_args *args = run->args;
    const bool may_be_stored = args->n_operands == 1 && strcmp(args->operands[0], "-") != 0 &&
                               ((args->given & CLI_OPT_KB) || cn_file_exists(args->kb));
    cairn *kb = NULL;
    int rc = CAIRN_ENOTFOUND;

    if (may_be_stored) {
        const int code = cli_store_open(args, CLI_READ, &kb);

        if (code != CLI_DONE)
            return code;
        rc = explain_stored(run, kb);
        cairn_close(kb);
    }
    if (rc == CAIRN_ENOTFOUND)
        rc = explain_operands(run);
    if (rc == CAIRN_OK || rc == CAIRN_ECANCELED)
        return CLI_DONE;
    cli_say("%s", run->err->message);
    return rc == CAIRN_EINVAL ? CLI_USAGE : CLI_FAILED;
}

int cmd_explain(const cli_args *args)
{
    cairn_extractor_options options = CAIRN_EXTRACTOR_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    struct run run = {.args = args, .range = {0, UINT64_MAX}, .err = &err};
    int code;

    if (args->given & CLI_OPT_RANGE)
        run.range = (cli_explained_range){args->range_first, args->range_len};
    cli_page_init(&run.page, stdout);
    run.style = (cli_tree_style){.is_ascii = !cli_terminal_is_utf8(),
                                 .has_colour = run.page.has_colour,
                                 .width = run.page.width > 0 ? run.page.width : PIPE_WIDTH};
    options.n_threads = 1;
    if (cairn_extractor_new(&run.x, &options, &err) < 0) {
        cli_say("%s", err.message);
        return CLI_FAILED;
    }
    code = explain(&run);
    cairn_extractor_free(run.x);
    return code;
}
