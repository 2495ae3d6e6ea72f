/* cairn show URI [--range FIRST:LEN]: the text that byte ranges of citations refer to.
 *
 * In a pipe the bytes come as they are, so that offsets hold; on a terminal they are cleaned. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

static int print_json(const char *uri, const char *text, uint64_t first, size_t len)
{
    cn_json *root = cn_json_new_object();

    cli_json_text(root, "uri", uri);
    cli_json_count(root, "first_byte", first);
    cli_json_count(root, "len", len);
    cn_json_set(root, "text", cn_json_new_string(text, len));
    return cli_json_print(root);
}

static int print_range(const cli_args *args, const char *text, size_t len)
{
    uint64_t first = 0, wanted = len;

    if (args->given & CLI_OPT_RANGE) {
        first = args->range_first;
        wanted = args->range_len;
    }
    if (first > len || (first == len && len > 0)) {
        cli_say("%s has %zu bytes of text, so none at %" PRIu64, args->operands[0], len, first);
        return CLI_USAGE;
    }
    text += first;
    len -= (size_t)first;
    len = wanted < len ? (size_t)wanted : len;
    if (args->json)
        return print_json(args->operands[0], text, first, len);
    if (!isatty(STDOUT_FILENO)) {
        fwrite(text, 1, len, stdout);
        return CLI_DONE;
    }
    cli_print_clean_lines(stdout, text, len);
    if (len > 0 && text[len - 1] != '\n')
        fputc('\n', stdout);
    return CLI_DONE;
}

int cmd_show(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb = NULL;
    char *text = NULL;
    size_t len;
    int code = cli_store_open(args, CLI_READ, &kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    rc = cairn_document_text(kb, args->operands[0], &text, &len, &err);
    if (rc == CAIRN_OK) {
        code = print_range(args, text, len);
    } else if (rc == CAIRN_ENOTFOUND) {
        cli_say_about(args->operands[0], err.message);
        code = CLI_PARTLY;
    } else {
        code = cli_store_fail(args, &err);
    }
    cairn_text_free(text);
    cairn_close(kb);
    return code;
}
