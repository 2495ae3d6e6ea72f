/* Errors as sentences. A message is put together in a local buffer first, because a caller may
 * wrap the message it already has: cn_fail(err, ..., "row 3: %s", err->message).
 *
 * Messages carry bytes from outside (paths, cells). The public contract is valid UTF-8, so a byte
 * that is not becomes '?', and a message that does not fit is cut at a code point. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { MESSAGE_SIZE = sizeof(((cairn_error *)NULL)->message) };

const char *cairn_status_name(int status)
{
    static const char *const failures[] = {
        "CAIRN_OK",      "CAIRN_ENOMEM", "CAIRN_EINVAL",   "CAIRN_ENOTFOUND", "CAIRN_EIO",
        "CAIRN_EDB",     "CAIRN_EINDEX", "CAIRN_EPARSE",   "CAIRN_ENET",      "CAIRN_EMODEL",
        "CAIRN_ESCHEMA", "CAIRN_EBUSY",  "CAIRN_ECANCELED"};
    const int n_failures = (int)(sizeof(failures) / sizeof(failures[0]));

    if (status == CAIRN_ROW)
        return "CAIRN_ROW";
    if (status > 0 || status <= -n_failures)
        return "unknown status";
    return failures[-status];
}

static void make_valid(char *text, bool was_cut)
{
    size_t len = strlen(text);
    size_t good = 0;

    if (was_cut)
        len = cn_utf8_floor(text, len);
    text[len] = '\0';
    while ((good += cn_utf8_valid(text + good, len - good)) < len)
        text[good++] = '?';
}

static int fail_with(cairn_error *err, int status, int64_t detail, const char *format, va_list args)
{
    char text[MESSAGE_SIZE];
    int wanted = vsnprintf(text, sizeof(text), format, args);

    if (wanted < 0)
        snprintf(text, sizeof(text), "%s", cairn_status_name(status));
    make_valid(text, wanted >= MESSAGE_SIZE);
    err->status = status;
    err->detail = detail;
    memcpy(err->message, text, sizeof(text));
    return status;
}

int cn_fail(cairn_error *err, int status, int64_t detail, const char *format, ...)
{
    va_list args;

    if (!err)
        return status;
    va_start(args, format);
    fail_with(err, status, detail, format, args);
    va_end(args);
    return status;
}

int cn_fail_memory(cairn_error *err, size_t size)
{
    return cn_fail(err, CAIRN_ENOMEM, 0, "out of memory: could not get %zu bytes", size);
}

int cn_fail_errno(cairn_error *err, int saved_errno, const char *format, ...)
{
    char reason[96] = "";
    cairn_error what = CAIRN_ERROR_INIT;
    va_list args;

    if (!err)
        return CAIRN_EIO;
    va_start(args, format);
    fail_with(&what, CAIRN_EIO, saved_errno, format, args);
    va_end(args);
    if (strerror_r(saved_errno, reason, sizeof(reason)) != 0)
        snprintf(reason, sizeof(reason), "errno %d", saved_errno);
    return cn_fail(err, CAIRN_EIO, saved_errno, "%s: %s", what.message, reason);
}
