/* JSON to standard output. Documents may hold anything: cn_json_new_string() repairs their UTF-8
 * and cn_json_dump() escapes control characters, so a terminal is safe here too. */
#include "apps/cli/json_output.h"

#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/output.h"

#define JSON_BYTES_MAX ((size_t)2 << 30) /* a document's text is at most half of it */

void cli_json_text(cn_json *object, const char *key, const char *text)
{
    cn_json_set(object, key, text ? cn_json_new_string(text, strlen(text)) : cn_json_new_null());
}

void cli_json_count(cn_json *object, const char *key, uint64_t count)
{
    cn_json_set(object, key, cn_json_new_int((int64_t)count));
}

void cli_json_number(cn_json *object, const char *key, double number)
{
    cn_json_set(object, key, cn_json_new_number(number));
}

void cli_json_bool(cn_json *object, const char *key, bool value)
{
    cn_json_set(object, key, cn_json_new_bool(value));
}

int cli_json_print(cn_json *root)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, JSON_BYTES_MAX);
    rc = cn_json_dump(root, &buf, &err);
    cn_json_free(root);
    if (rc == CAIRN_OK) {
        fwrite(cn_buf_str(&buf), 1, buf.len, stdout);
        fputc('\n', stdout);
    } else {
        cli_say("%s", err.message);
    }
    cn_buf_done(&buf);
    return rc == CAIRN_OK ? CLI_DONE : CLI_FAILED;
}
