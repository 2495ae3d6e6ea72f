/* Errors: one sentence with the facts in it, reported where it is understood. */
#ifndef CN_BASE_STATUS_H
#define CN_BASE_STATUS_H

#include "cairn.h"

#define CN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* Fills err (may be NULL) and returns status. The message is cut at a code
 * point to fit. */
int cn_fail(cairn_error *err, int status, int64_t detail, const char *format, ...) CN_PRINTF(4, 5);

/* CAIRN_ENOMEM with the size that could not be had. */
int cn_fail_memory(cairn_error *err, size_t size);

/* CAIRN_EIO for `what` (e.g. "cannot read /a/b") with errno and its text. */
int cn_fail_errno(cairn_error *err, int saved_errno, const char *format, ...) CN_PRINTF(3, 4);

#endif
