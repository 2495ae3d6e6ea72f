/* Further arguments of statements, see more.h. Text rather than bytes: it is rare (most statements
 * have none), short, and readable with any SQLite shell. */
#include "schema/more.h"

#include <string.h>

static void add_field(cn_buf *buf, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];

        cn_buf_add_char(buf, c < ' ' || c == 0x7f ? ' ' : text[i]);
    }
}

void cn_more_add(cn_buf *buf, const cn_more *argument)
{
    cn_buf_add_char(buf, (char)('0' + argument->role));
    cn_buf_add_char(buf, '\t');
    add_field(buf, argument->text, argument->len);
    cn_buf_add_char(buf, '\t');
    add_field(buf, argument->value, argument->value_len);
    cn_buf_add_char(buf, '\n');
}

bool cn_more_next(const char **more, cn_more *argument)
{
    const char *at = *more, *tab, *end;

    *argument = (cn_more){.text = "", .value = ""};
    if (at[0] < '0' || at[0] > '9' || at[1] != '\t')
        return false;
    tab = strchr(at + 2, '\t');
    end = tab ? strchr(tab, '\n') : NULL;
    if (!end)
        return false;
    *argument = (cn_more){.role = at[0] - '0',
                          .text = at + 2,
                          .len = (size_t)(tab - at) - 2,
                          .value = tab + 1,
                          .value_len = (size_t)(end - tab) - 1};
    *more = end + 1;
    return true;
}
