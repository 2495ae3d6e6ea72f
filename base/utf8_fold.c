/* The key by which names and words are compared: compatibility decomposition (NFKD), marks
 * stripped, full case folding, one code point at a time. "Gödel", "GÖDEL" and "go\u0308del" give
 * the same bytes, and folding twice changes nothing.
 *
 * Which marks go: those with a combining class of their own place (accents, Hebrew and Arabic
 * points) and those nobody sees (variation selectors). Nukta, kana voicing, virama and the vowel
 * signs of class 0 spell other words and stay. Since those that stay do not reorder among
 * themselves in practice, code points can be folded one by one, with no buffer to normalise. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/utf8.h"

enum {
    DECOMPOSED_MAX = 32, /* UTF-16 units; the longest decomposition, U+FDFA, has 18 */
    FOLDED_MAX = 96,     /* folding makes at most three units of one */
    CLASS_OVERLAY = 1,
    CLASS_LAST_SPELLING = 9 /* 7 nukta, 8 kana voicing, 9 virama */
};

static bool is_stripped(uint32_t c)
{
    uint8_t class;

    if (u_charType((UChar32)c) != U_NON_SPACING_MARK)
        return false;
    class = u_getCombiningClass((UChar32)c);
    return class > CLASS_LAST_SPELLING || class == CLASS_OVERLAY ||
           u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* The code point at units[*i]; ICU gives no unpaired surrogates. */
static uint32_t next_point(const UChar *units, int32_t *i)
{
    uint32_t first = units[(*i)++];

    if (!U16_IS_LEAD(first))
        return first;
    return (uint32_t)U16_GET_SUPPLEMENTARY(first, (uint32_t)units[(*i)++]);
}

/* units: the decomposition of c without stripped marks; returns how many. */
static int32_t decompose(const UNormalizer2 *nfkd, UChar32 c, UChar units[DECOMPOSED_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar all[DECOMPOSED_MAX];
    int32_t n_all = unorm2_getDecomposition(nfkd, c, all, DECOMPOSED_MAX, &status);
    int32_t n = 0;

    if (U_FAILURE(status) || n_all < 0) {
        n_all = 0;
        U16_APPEND_UNSAFE(all, n_all, c);
    }
    for (int32_t i = 0; i < n_all;) {
        uint32_t part = next_point(all, &i);

        if (!is_stripped(part))
            U16_APPEND_UNSAFE(units, n, part);
    }
    return n;
}

static void add_folded(const UNormalizer2 *nfkd, UChar32 c, cn_buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[DECOMPOSED_MAX];
    UChar folded[FOLDED_MAX];
    uint8_t bytes[FOLDED_MAX * 3];
    int32_t n = decompose(nfkd, c, units);
    int32_t n_bytes = 0;

    n = u_strFoldCase(folded, FOLDED_MAX, units, n, U_FOLD_CASE_DEFAULT, &status);
    if (U_FAILURE(status))
        n = 0;
    for (int32_t i = 0; i < n;) {
        uint32_t part = next_point(folded, &i);

        U8_APPEND_UNSAFE(bytes, n_bytes, part);
    }
    cn_buf_add(out, (const char *)bytes, (size_t)n_bytes);
}

/* Folds the ASCII run at text[i..], in pieces; returns where it ends. */
static size_t add_ascii(const char *text, size_t len, size_t i, cn_buf *out)
{
    char piece[256];
    size_t n = 0;

    for (; i < len && (unsigned char)text[i] < 0x80; i++) {
        char c = text[i];

        if (n == sizeof(piece)) {
            cn_buf_add(out, piece, n);
            n = 0;
        }
        piece[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    cn_buf_add(out, piece, n);
    return i;
}

int cn_utf8_fold(const char *text, size_t len, cn_buf *out, cairn_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = NULL;

    for (size_t i = 0; i < len && out->status == CAIRN_OK;) {
        i = add_ascii(text, len, i, out);
        if (i == len)
            break;
        if (!nfkd)
            nfkd = unorm2_getNFKDInstance(&status);
        if (U_FAILURE(status))
            return cn_fail(err, CAIRN_ENOMEM, 0, "ICU has no NFKD: %s", u_errorName(status));
        add_folded(nfkd, (UChar32)cn_utf8_next(text, len, &i), out);
    }
    if (out->status == CAIRN_ENOMEM)
        return cn_fail_memory(err, out->len + len);
    if (out->status < 0)
        return cn_fail(err, out->status, 0, "folded text is longer than %zu bytes", out->max);
    return CAIRN_OK;
}
