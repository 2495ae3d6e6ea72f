/* Opening the store of a command. A reading command never makes a file: a store that is not there
 * is most often a wrong folder or a forgotten --kb, so the sentence says how to make one. */
#include "apps/cli/store.h"

#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/sets.h"
#include "base/file.h"

#define OPERAND_BYTES_MAX ((size_t)16 << 20) /* over what a system allows on a command line */

static int say_missing(const cli_args *args)
{
    if (args->given & CLI_OPT_KB)
        cli_say("there is no store at %s: make one with 'cairn index PATH --kb %s'", args->kb,
                args->kb);
    else
        cli_say("there is no store at %s: make one with 'cairn index PATH'", args->kb);
    return CLI_FAILED;
}

int cli_store_open(const cli_args *args, cli_access access, cairn **kb)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    int code;

    *kb = NULL;
    if (access != CLI_CREATE && *args->kb && !cn_file_exists(args->kb))
        return say_missing(args);
    options.read_only = access == CLI_READ;
    options.n_threads = args->n_threads;
    if (cairn_open(args->kb, &options, kb, &err) < 0)
        return cli_store_fail(args, &err);
    code = cli_sets_use(args, *kb);
    if (code != CLI_DONE) {
        cairn_close(*kb);
        *kb = NULL;
    }
    return code;
}

int cli_store_fail(const cli_args *args, const cairn_error *err)
{
    if (err->status == CAIRN_EINVAL) {
        cli_say("%s", err->message);
        return CLI_USAGE;
    }
    cli_say_about(args->kb, err->message);
    return CLI_FAILED;
}

int cli_join_operands(const cli_args *args, cn_buf *out)
{
    cn_buf_init(out, OPERAND_BYTES_MAX);
    for (size_t i = 0; i < args->n_operands; i++) {
        if (i > 0)
            cn_buf_add_char(out, ' ');
        cn_buf_add_str(out, args->operands[i]);
    }
    if (out->status == CAIRN_OK)
        return CLI_DONE;
    cli_say("the operands are too long or there is no memory for them");
    return CLI_FAILED;
}

cairn_search_options cli_search_options(const cli_args *args)
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;

    options.as_of = args->as_of;
    options.with_reasons = (args->given & CLI_OPT_EXPLAIN) != 0;
    if (args->limit > 0)
        options.limit = args->limit;
    if (args->mode != CLI_AUTO) {
        options.use_text = args->mode == CLI_TEXT || args->mode == CLI_GLOBAL;
        options.use_vectors = args->mode == CLI_VECTOR;
        options.use_graph = args->mode == CLI_GRAPH || args->mode == CLI_GLOBAL;
        options.is_global = args->mode == CLI_GLOBAL;
    }
    /* The library takes embedders from a program that links it; this program has none. */
    if (args->mode == CLI_VECTOR)
        cli_say("no embedder is set, so --mode vector finds nothing");
    return options;
}
