/* A growing byte string with a ceiling. Errors stick: append as you like and
 * look once at the end. Always NUL-terminated when data is not NULL. */
#ifndef CN_BASE_BUF_H
#define CN_BASE_BUF_H

#include "base/status.h"

typedef struct cn_buf {
    char *data;
    size_t len;
    size_t cap;
    size_t max; /* ceiling in bytes */
    int status; /* CAIRN_OK, CAIRN_ENOMEM, or CAIRN_EINVAL when over max */
} cn_buf;

void cn_buf_init(cn_buf *buf, size_t max);
void cn_buf_done(cn_buf *buf);
void cn_buf_clear(cn_buf *buf); /* len = 0, status = OK, memory kept */
int cn_buf_add(cn_buf *buf, const char *text, size_t len);
int cn_buf_add_str(cn_buf *buf, const char *text);
int cn_buf_add_char(cn_buf *buf, char c);
int cn_buf_printf(cn_buf *buf, const char *format, ...) CN_PRINTF(2, 3);
char *cn_buf_take(cn_buf *buf); /* hands data over: caller frees with cn_free; NULL on error */
const char *cn_buf_str(const cn_buf *buf); /* "" when empty, never NULL */

#endif
