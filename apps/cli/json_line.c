/* Control characters, C1 among them, are escaped, so that a terminal is safe here too. */
#include "apps/cli/json_line.h"

#include <inttypes.h>
#include <string.h>

static void add_escaped(cn_buf *line, const char *text)
{
    const size_t len = strlen(text);
    size_t plain = 0; /* first byte not written yet */

    cn_buf_add_char(line, '"');
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i], next = (unsigned char)text[i + 1];
        const bool is_c1 = c == 0xC2 && next >= 0x80 && next < 0xA0;

        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F && !is_c1)
            continue;
        cn_buf_add(line, text + plain, i - plain);
        if (c == '"' || c == '\\')
            cn_buf_printf(line, "\\%c", c);
        else if (c == '\n')
            cn_buf_add_str(line, "\\n");
        else if (c == '\t')
            cn_buf_add_str(line, "\\t");
        else
            cn_buf_printf(line, "\\u%04x", is_c1 ? next : c);
        i += is_c1;
        plain = i + 1;
    }
    cn_buf_add(line, text + plain, len - plain);
    cn_buf_add_char(line, '"');
}

static void begin(cn_buf *line, const char *key)
{
    const char last = line->len > 0 ? line->data[line->len - 1] : '\n';

    if (last != '{' && last != '[' && last != '\n')
        cn_buf_add_char(line, ',');
    if (key) {
        add_escaped(line, key);
        cn_buf_add_char(line, ':');
    }
}

void cli_line_open(cn_buf *line, const char *key, char bracket)
{
    begin(line, key);
    cn_buf_add_char(line, bracket);
}

void cli_line_close(cn_buf *line, char bracket)
{
    cn_buf_add_char(line, bracket);
}

void cli_line_text(cn_buf *line, const char *key, const char *text)
{
    begin(line, key);
    add_escaped(line, text);
}

void cli_line_count(cn_buf *line, const char *key, uint64_t count)
{
    begin(line, key);
    cn_buf_printf(line, "%" PRIu64, count);
}

void cli_line_share(cn_buf *line, const char *key, double share)
{
    begin(line, key);
    cn_buf_printf(line, "%.4g", share);
}
