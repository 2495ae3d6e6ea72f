/* Code points of UTF-8 and what ICU knows about them. ASCII is answered without asking ICU, and
 * checked eight bytes at a time, since most text is mostly ASCII.
 *
 * Valid means RFC 3629: shortest form, no surrogates, at most U+10FFFF. The rest of cairn works on
 * valid text only; cn_utf8_decode() and cn_utf8_repair() are where bytes become that. */
#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

static const uint64_t HIGH_BITS = 0x8080808080808080u;
enum { REPLACEMENT = 0xFFFD };

static inline bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the valid multi-byte sequence at p (n bytes left, p[0] >= 0x80); 0 when invalid. */
static size_t sequence_len(const unsigned char *p, size_t n)
{
    unsigned char lead = p[0];

    if (lead < 0xC2 || lead > 0xF4 || n < 2 || !is_tail(p[1]))
        return 0;
    if (lead < 0xE0)
        return 2;
    if (n < 3 || !is_tail(p[2]))
        return 0;
    if (lead < 0xF0) {
        bool is_overlong = lead == 0xE0 && p[1] < 0xA0;
        bool is_surrogate = lead == 0xED && p[1] > 0x9F;

        return is_overlong || is_surrogate ? 0 : 3;
    }
    if (n < 4 || !is_tail(p[3]) || (lead == 0xF0 && p[1] < 0x90) || (lead == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

static size_t skip_ascii(const unsigned char *p, size_t len, size_t i)
{
    uint64_t eight;

    while (len - i >= sizeof(eight)) {
        memcpy(&eight, p + i, sizeof(eight));
        if (eight & HIGH_BITS)
            break;
        i += sizeof(eight);
    }
    while (i < len && p[i] < 0x80)
        i++;
    return i;
}

size_t cn_utf8_valid(const char *text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t i = 0;

    while (i < len) {
        size_t n;

        if (p[i] < 0x80) {
            i = skip_ascii(p, len, i);
            continue;
        }
        n = sequence_len(p + i, len - i);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

int cn_utf8_repair(const char *text, size_t len, cn_buf *out, size_t *n_replaced)
{
    size_t n_bad = 0;
    size_t i = 0;

    while (i < len) {
        size_t good = cn_utf8_valid(text + i, len - i);

        cn_buf_add(out, text + i, good);
        i += good;
        if (i < len) {
            cn_buf_add_str(out, "\xEF\xBF\xBD");
            n_bad++;
            i++;
        }
    }
    if (n_replaced)
        *n_replaced = n_bad;
    return out->status;
}

/* Looks back only: text[len] may not be there. */
size_t cn_utf8_floor(const char *text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text;

    for (size_t back = 1; back <= 4 && back <= len; back++) {
        unsigned char c = p[len - back];
        size_t need = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;

        if (!is_tail(c))
            return need > back ? len - back : len;
    }
    return len;
}

uint32_t cn_utf8_next(const char *text, size_t len, size_t *i)
{
    const unsigned char *p = (const unsigned char *)text + *i;
    size_t n;

    if (p[0] < 0x80) {
        ++*i;
        return p[0];
    }
    n = sequence_len(p, len - *i);
    *i += n ? n : 1;
    switch (n) {
    case 2:
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    case 3:
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    case 4:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    default:
        return REPLACEMENT;
    }
}

static inline bool is_in_category(uint32_t c, uint32_t mask)
{
    return (U_MASK(u_charType((UChar32)c)) & mask) != 0;
}

bool cn_utf8_is_word(uint32_t c)
{
    if (c < 0x80)
        return cn_utf8_is_alpha(c) || cn_utf8_is_digit(c);
    /* Numbers such as superscripts and Roman numerals fold to digits and letters. */
    return is_in_category(c, U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK);
}

bool cn_utf8_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return is_in_category(c, U_GC_LU_MASK | U_GC_LT_MASK);
}

bool cn_utf8_is_alpha(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return is_in_category(c, U_GC_L_MASK);
}

bool cn_utf8_is_digit(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return is_in_category(c, U_GC_ND_MASK);
}

bool cn_utf8_is_unspaced(uint32_t c)
{
    const uint32_t first_thai = 0x0E00; /* no unspaced script comes before */
    const uint32_t long_vowel = 0x30FC, half_long_vowel = 0xFF70;
    UErrorCode status = U_ZERO_ERROR;

    if (c < first_thai)
        return false;
    /* Hiragana and Katakana share these two, so ICU calls their script common. */
    if (c == long_vowel || c == half_long_vowel)
        return true;
    switch (uscript_getScript((UChar32)c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return U_SUCCESS(status);
    default:
        return false;
    }
}
