/* Word breaks of scripts written without spaces, by ICU's dictionaries.
 *
 * ICU reads the UTF-8 through a UText, so offsets are byte offsets of the caller's text. Break
 * rules are those of the root locale: the dictionaries do not depend on the language of the user.
 * Callers cut long runs into pieces (see words.c): ICU's memory grows with the run. */
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/mem.h"
#include "base/utf8.h"

struct cn_breaker {
    UBreakIterator *breaks;
    UText text;
};

int cn_breaker_new(cn_breaker **breaker, cairn_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    cn_breaker *made = cn_alloc_zero(1, sizeof(*made));

    *breaker = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->text = (UText)UTEXT_INITIALIZER;
    made->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    if (U_FAILURE(status)) {
        cn_breaker_free(made);
        return cn_fail(err, CAIRN_ENOMEM, 0, "ICU has no word breaker: %s", u_errorName(status));
    }
    *breaker = made;
    return CAIRN_OK;
}

void cn_breaker_free(cn_breaker *breaker)
{
    if (!breaker)
        return;
    if (breaker->breaks)
        ubrk_close(breaker->breaks);
    utext_close(&breaker->text);
    cn_free(breaker);
}

size_t cn_breaker_words(cn_breaker *breaker, const char *text, size_t len, uint32_t *ends,
                        size_t max)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t end;
    size_t n = 0;

    if (len == 0 || max == 0)
        return 0;
    utext_openUTF8(&breaker->text, text, (int64_t)len, &status);
    ubrk_setUText(breaker->breaks, &breaker->text, &status);
    if (U_FAILURE(status)) {
        /* Out of memory inside ICU: an unbroken run is still a word. */
        ends[0] = (uint32_t)len;
        return 1;
    }
    while (n < max && (end = ubrk_next(breaker->breaks)) != UBRK_DONE)
        ends[n++] = (uint32_t)end;
    return n;
}
