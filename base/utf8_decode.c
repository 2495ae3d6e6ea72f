/* Bytes of a file -> UTF-8.
 *
 * Evidence is taken in the order of its strength: a byte order mark; what the document declares,
 * when every byte fits it; NULs at every other byte (UTF-16 without a mark); validity as UTF-8;
 * UTF-8 with a few damaged bytes; uchardet's guess; windows-1252, in which nearly every byte is a
 * character. As in browsers, "ISO-8859-1" and "US-ASCII" are read as windows-1252, because that is
 * what files so labelled hold.
 *
 * Conversion runs through ICU in pieces of PIECE_SIZE, so memory is the output and a constant. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/utf8.h"

enum {
    PIECE_SIZE = 8192,      /* bytes of output per step */
    GUESS_MAX = 256 * 1024, /* bytes shown to uchardet; more does not change its mind */
    GUESS_BEFORE = 1024,    /* of these, bytes before the first non-ASCII byte */
    SNIFF_MAX = 8192,       /* bytes looked at for NULs and control characters */
    DAMAGED_RATIO = 4       /* valid sequences per bad byte in damaged UTF-8 */
};

typedef struct mark {
    const char *bytes;
    size_t len;
    const char *encoding;
} mark;

/* The byte order mark at the start; NULL when there is none. */
static const mark *find_mark(const char *bytes, size_t len)
{
    static const mark marks[] = {
        {"\xEF\xBB\xBF", 3, "UTF-8"},
        {"\xFF\xFE\0\0", 4, "UTF-32LE"}, /* before UTF-16LE, which it begins with */
        {"\0\0\xFE\xFF", 4, "UTF-32BE"},
        {"\xFF\xFE", 2, "UTF-16LE"},
        {"\xFE\xFF", 2, "UTF-16BE"},
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        const mark *m = &marks[i];
        bool is_whole = m->len < 4 || len % 4 == 0; /* else NULs of a UTF-16 text */

        if (len >= m->len && is_whole && memcmp(bytes, m->bytes, m->len) == 0)
            return m;
    }
    return NULL;
}

static void set_encoding(cn_decoded *how, const char *name)
{
    snprintf(how->encoding, sizeof(how->encoding), "%s", name);
    for (char *c = how->encoding; *c; c++)
        *c = (char)toupper((unsigned char)*c);
}

/* ICU calls this for each sequence it cannot decode. */
static void replace_bad(const void *counter, UConverterToUnicodeArgs *args, const char *bytes,
                        int32_t n_bytes, UConverterCallbackReason reason, UErrorCode *status)
{
    static const UChar replacement = 0xFFFD;
    size_t *n_replaced = (size_t *)(uintptr_t)counter;

    (void)bytes;
    (void)n_bytes;
    if (reason > UCNV_IRREGULAR)
        return; /* reset, close, clone */
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
    ++*n_replaced;
}

static UConverter *open_converter(const char *encoding, size_t *n_replaced)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);

    if (U_SUCCESS(status))
        ucnv_setToUCallBack(converter, replace_bad, n_replaced, NULL, NULL, &status);
    if (U_SUCCESS(status))
        return converter;
    ucnv_close(converter);
    return NULL;
}

static void run_converter(UConverter *from, UConverter *to, const char *bytes, size_t len,
                          cn_buf *out)
{
    UChar pivot[PIECE_SIZE / 4];
    UChar *pivot_in = pivot, *pivot_out = pivot;
    const char *source = bytes;
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;

    for (bool is_first = true; status == U_BUFFER_OVERFLOW_ERROR; is_first = false) {
        char piece[PIECE_SIZE];
        char *target = piece;

        status = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, piece + sizeof(piece), &source, bytes + len, pivot,
                       &pivot_in, &pivot_out, pivot + PIECE_SIZE / 4, is_first, true, &status);
        if (cn_buf_add(out, piece, (size_t)(target - piece)) < 0)
            return;
    }
    if (U_FAILURE(status))
        out->status =
            CAIRN_ENOMEM; /* what cannot be decoded is replaced, so nothing else is left */
}

/* Appends bytes read as `encoding`. False when ICU does not know the name. */
static bool convert(const char *encoding, const char *bytes, size_t len, cn_buf *out,
                    cn_decoded *how)
{
    size_t n_replaced = 0;
    UErrorCode status = U_ZERO_ERROR;
    UConverter *from = open_converter(encoding, &n_replaced);
    UConverter *to = ucnv_open("UTF-8", &status);

    if (from && to) {
        run_converter(from, to, bytes, len, out);
        how->n_replaced = n_replaced;
        set_encoding(how, encoding);
    }
    ucnv_close(to);
    ucnv_close(from);
    return from && to;
}

/* The name by which to read what is called `encoding`. */
static const char *known_as(const char *encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *name = ucnv_getStandardName(encoding, "MIME", &status);

    if (U_FAILURE(status) || !name)
        return encoding;
    if (strcasecmp(name, "ISO-8859-1") == 0 || strcasecmp(name, "US-ASCII") == 0)
        return "windows-1252";
    return name;
}

static void cut_back(cn_buf *out, size_t len)
{
    out->len = len;
    if (out->data)
        out->data[len] = '\0';
}

static bool begins_with(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* Takes the declared encoding when it is known and fits every byte. */
static bool try_declared(const char *declared, const char *bytes, size_t len, cn_buf *out,
                         cn_decoded *how)
{
    const char *name = known_as(declared);
    size_t start = out->len;
    bool is_wide = begins_with(name, "UTF-16") || begins_with(name, "UTF-32");

    if (strcasecmp(name, "UTF-8") == 0)
        return false; /* validity decides, faster */
    /* A declaration that can be read as ASCII is not in UTF-16, whatever it says. */
    if (is_wide && !memchr(bytes, '\0', len < SNIFF_MAX ? len : SNIFF_MAX))
        return false;
    if (!convert(name, bytes, len, out, how))
        return false;
    if (how->n_replaced == 0 || out->status < 0)
        return true;
    cut_back(out, start);
    return false;
}

/* UTF-16 without a mark, mostly Latin: NULs at every other byte, hardly any between. */
static const char *guess_utf16(const char *bytes, size_t len)
{
    size_t n = len < SNIFF_MAX ? len & ~(size_t)1 : SNIFF_MAX;
    size_t n_nul[2] = {0, 0};

    for (size_t i = 0; i < n; i++)
        n_nul[i & 1] += bytes[i] == '\0';
    if (n_nul[1] > n / 4 && n_nul[0] < n / 64 + 1)
        return "UTF-16LE";
    if (n_nul[0] > n / 4 && n_nul[1] < n / 64 + 1)
        return "UTF-16BE";
    return NULL;
}

/* Valid multi-byte sequences are rare in other encodings, so a few bad bytes are damage. */
static bool is_damaged_utf8(const char *bytes, size_t len)
{
    size_t n_multi = 0;
    size_t n_bad = 0;

    for (size_t i = 0; i < len;) {
        size_t before = i;
        uint32_t c = cn_utf8_next(bytes, len, &i);

        if (c >= 0x80 && i - before > 1)
            n_multi++;
        else if (c >= 0x80)
            n_bad++;
    }
    return n_multi / DAMAGED_RATIO >= n_bad;
}

/* uchardet's guess; "" when it has none or memory is out. */
static void guess_encoding(const char *bytes, size_t len, size_t first_high, char name[64])
{
    size_t start = first_high > GUESS_BEFORE ? first_high - GUESS_BEFORE : 0;
    size_t n = len - start < GUESS_MAX ? len - start : GUESS_MAX;
    uchardet_t detector = uchardet_new();

    name[0] = '\0';
    if (!detector)
        return;
    if (uchardet_handle_data(detector, bytes + start, n) == 0) {
        uchardet_data_end(detector);
        snprintf(name, 64, "%s", uchardet_get_charset(detector));
    }
    uchardet_delete(detector);
}

static void add_utf8(const char *bytes, size_t len, cn_buf *out, cn_decoded *how)
{
    set_encoding(how, "UTF-8");
    cn_utf8_repair(bytes, len, out, &how->n_replaced);
}

static void decode_unmarked(const char *bytes, size_t len, const char *declared, cn_buf *out,
                            cn_decoded *how)
{
    char guess[64];
    const char *wide = guess_utf16(bytes, len);
    size_t n_valid = cn_utf8_valid(bytes, len);
    size_t first_high = 0;

    if (declared && try_declared(declared, bytes, len, out, how))
        return;
    if (wide && convert(wide, bytes, len, out, how))
        return;
    if (n_valid == len || is_damaged_utf8(bytes, len)) {
        add_utf8(bytes, len, out, how);
        return;
    }
    while ((unsigned char)bytes[first_high] < 0x80)
        first_high++;
    guess_encoding(bytes, len, first_high, guess);
    if (guess[0] && strcasecmp(guess, "UTF-8") != 0 &&
        convert(known_as(guess), bytes, len, out, how))
        return;
    if (!convert("windows-1252", bytes, len, out, how))
        out->status = CAIRN_ENOMEM; /* ICU always knows windows-1252 */
}

/* Decodes by the byte order mark; false when there is none. */
static bool decode_marked(const char *bytes, size_t len, cn_buf *out, cn_decoded *how)
{
    const mark *m = find_mark(bytes, len);

    if (!m)
        return false;
    how->skip_bytes = m->len;
    if (strcmp(m->encoding, "UTF-8") == 0)
        add_utf8(bytes + m->len, len - m->len, out, how);
    else if (!convert(m->encoding, bytes + m->len, len - m->len, out, how))
        out->status = CAIRN_ENOMEM;
    return true;
}

int cn_utf8_decode(const char *bytes, size_t len, const char *declared_encoding, cn_buf *out,
                   cn_decoded *how, cairn_error *err)
{
    size_t start = out->len;
    size_t added;

    *how = (cn_decoded){.encoding = "UTF-8"};
    if (len > 0 && out->status == CAIRN_OK && !decode_marked(bytes, len, out, how))
        decode_unmarked(bytes, len, declared_encoding, out, how);
    if (out->status < 0) {
        cut_back(out, start);
        if (out->status == CAIRN_ENOMEM)
            return cn_fail_memory(err, len);
        return cn_fail(err, out->status, 0, "the text is larger than %zu bytes", out->max);
    }
    added = out->len - start;
    how->is_verbatim = added == len - how->skip_bytes &&
                       (added == 0 || !memcmp(out->data + start, bytes + how->skip_bytes, added));
    return CAIRN_OK;
}

static bool has_magic(const char *bytes, size_t len)
{
    static const struct {
        const char *bytes;
        size_t len;
    } magics[] = {
        {"\x7F"
         "ELF",
         4},
        {"\x89PNG", 4},
        {"\xFF\xD8\xFF", 3},
        {"GIF87a", 6},
        {"GIF89a", 6},
        {"PK\x03\x04", 4},
        {"PK\x05\x06", 4},
        {"%PDF-", 5},
        {"\x1F\x8B\x08", 3},
        {"BZh91AY", 7},
        {"\xFD"
         "7zXZ",
         5},
        {"7z\xBC\xAF\x27\x1C", 6},
        {"Rar!\x1A\x07", 6},
        {"SQLite format 3", 16},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8},
        {"\x28\xB5\x2F\xFD", 4},
        {"\0asm", 4},
        {"OggS\0", 5},
        {"ID3\x03", 4},
        {"ID3\x04", 4},
        {"fLaC\0", 5},
        {"\xCA\xFE\xBA\xBE", 4},
        {"II*\0", 4},
        {"MM\0*", 4},
        {"\0\0\x01\0", 4},
        {"wOFF", 4},
        {"wOF2", 4},
    };

    for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
        if (len >= magics[i].len && memcmp(bytes, magics[i].bytes, magics[i].len) == 0)
            return true;
    }
    return len >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memchr(bytes + 4, '\0', 4) != NULL;
}

bool cn_utf8_is_binary(const char *bytes, size_t len)
{
    size_t n = len < SNIFF_MAX ? len : SNIFF_MAX;
    size_t n_control = 0;
    bool is_wide = guess_utf16(bytes, len) != NULL;

    if (find_mark(bytes, len))
        return false;
    if (has_magic(bytes, len))
        return true;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        n_control += c == '\0' ? !is_wide : (c < ' ' && (c < '\t' || c > '\r')) || c == 0x7F;
    }
    return n_control > n / 10;
}
