/* Lower case by Unicode's full mapping, without a language's own rules: what str.lower() of Python
 * and toLowerCase() of others give. For comparing with what such programs count; names and words
 * are compared by cn_utf8_fold(). */
#include <stdint.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>

#include "base/mem.h"
#include "base/utf8.h"

static const size_t LOWER_MAX = INT32_MAX / 3; /* bytes; ICU counts in int32, letters may grow */

static int lower_all(const char *text, size_t len, cn_buf *out, cairn_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &status);
    const size_t cap = 3 * len + 1; /* U+023A, two bytes, becomes three; U+0130 likewise */
    char *lower = cn_alloc(cap);
    int32_t n = 0;
    int rc;

    if (lower && U_SUCCESS(status))
        n = ucasemap_utf8ToLower(map, lower, (int32_t)cap, text, (int32_t)len, &status);
    if (lower && U_SUCCESS(status))
        rc = cn_buf_add(out, lower, (size_t)n);
    else
        rc = CAIRN_ENOMEM;
    cn_free(lower);
    ucasemap_close(map);
    if (rc == CAIRN_ENOMEM)
        return cn_fail_memory(err, cap);
    return rc < 0 ? cn_fail(err, rc, 0, "lower-case text is longer than %zu bytes", out->max) : rc;
}

int cn_utf8_lower(const char *text, size_t len, cn_buf *out, cairn_error *err)
{
    if (len > LOWER_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "a text of %zu bytes to lower, more than %zu", len,
                       LOWER_MAX);
    return len == 0 ? CAIRN_OK : lower_all(text, len, out, err);
}

uint32_t cn_utf8_lower_one(uint32_t c)
{
    return (uint32_t)u_tolower((UChar32)c);
}

bool cn_utf8_is_number(uint32_t c)
{
    return (U_MASK(u_charType((UChar32)c)) & U_GC_N_MASK) != 0;
}
