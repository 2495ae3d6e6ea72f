/* A growing byte string with a ceiling and a sticky status.
 *
 * Invariants: cap is 0 or at least len + 1; data[len] is NUL when data is not NULL; len never
 * exceeds max. An append happens whole or not at all, so a failed buffer still holds what was
 * appended before. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void cn_buf_init(cn_buf *buf, size_t max)
{
    *buf = (cn_buf){.max = max, .status = CAIRN_OK};
}

void cn_buf_done(cn_buf *buf)
{
    cn_free(buf->data);
    cn_buf_init(buf, buf->max);
}

void cn_buf_clear(cn_buf *buf)
{
    buf->len = 0;
    buf->status = CAIRN_OK;
    if (buf->data)
        buf->data[0] = '\0';
}

/* Makes room for add bytes and the NUL. */
static int make_room(cn_buf *buf, size_t add)
{
    if (buf->status < 0)
        return buf->status;
    if (add > buf->max - buf->len || add > SIZE_MAX - 1 - buf->len)
        buf->status = CAIRN_EINVAL;
    else if (!cn_grow((void **)&buf->data, &buf->cap, buf->len + add + 1, SIZE_MAX, 1))
        buf->status = CAIRN_ENOMEM;
    return buf->status;
}

int cn_buf_add(cn_buf *buf, const char *text, size_t len)
{
    if (make_room(buf, len) < 0)
        return buf->status;
    if (len > 0)
        memcpy(buf->data + buf->len, text, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
    return CAIRN_OK;
}

int cn_buf_add_str(cn_buf *buf, const char *text)
{
    return cn_buf_add(buf, text, strlen(text));
}

int cn_buf_add_char(cn_buf *buf, char c)
{
    if (make_room(buf, 1) < 0)
        return buf->status;
    buf->data[buf->len++] = c;
    buf->data[buf->len] = '\0';
    return CAIRN_OK;
}

int cn_buf_printf(cn_buf *buf, const char *format, ...)
{
    va_list args;
    int wanted;

    if (buf->status < 0)
        return buf->status;
    va_start(args, format);
    wanted = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (wanted < 0) {
        buf->status = CAIRN_EINVAL;
        return buf->status;
    }
    if (make_room(buf, (size_t)wanted) < 0)
        return buf->status;
    va_start(args, format);
    vsnprintf(buf->data + buf->len, (size_t)wanted + 1, format, args);
    va_end(args);
    buf->len += (size_t)wanted;
    return CAIRN_OK;
}

char *cn_buf_take(cn_buf *buf)
{
    char *data;

    /* An empty buffer is handed over as "", so that NULL always means an error. */
    if (make_room(buf, 0) < 0)
        return NULL;
    data = buf->data;
    data[buf->len] = '\0';
    cn_buf_init(buf, buf->max);
    return data;
}

const char *cn_buf_str(const cn_buf *buf)
{
    return buf->data ? buf->data : "";
}
