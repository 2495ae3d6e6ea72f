/* How one token is written: its form in lower case, its key, its flags. */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/tokens.h"

enum { KEY_MAX = 256 }; /* bytes in lower case that a key is made from */

/* Spellings of one mark: of the Penn treebank, of typographers. */
static const struct {
    const char *from, *to;
} same_marks[] = {
    {"``", "\""},    {"''", "\""},    {"\u201C", "\""}, {"\u201D", "\""}, {"\u201E", "\""},
    {"\u2018", "'"}, {"\u2019", "'"}, {"`", "'"},       {"-lrb-", "("},   {"-rrb-", ")"},
    {"-lsb-", "["},  {"-rsb-", "]"},  {"-lcb-", "{"},   {"-rcb-", "}"},   {"\u2026", "..."},
};

static size_t put_utf8(uint32_t c, char bytes[4])
{
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | c >> 18);
    bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static size_t lower_unicode(const char *text, size_t len, char *lower, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < len;) {
        uint32_t c = cn_utf8_next(text, len, &i);
        char bytes[4];
        size_t n_bytes;

        if (c == 0x2019 || c == 0x2018)
            c = '\'';
        n_bytes = put_utf8(cn_utf8_lower_one(c), bytes);
        if (n + n_bytes > size)
            break;
        memcpy(lower + n, bytes, n_bytes);
        n += n_bytes;
    }
    return n;
}

static size_t merge_marks(char *lower, size_t n, size_t size)
{
    for (size_t i = 0; i < sizeof(same_marks) / sizeof(same_marks[0]); i++) {
        const size_t to_len = strlen(same_marks[i].to);

        if (strlen(same_marks[i].from) == n && memcmp(lower, same_marks[i].from, n) == 0 &&
            to_len <= size) {
            memcpy(lower, same_marks[i].to, to_len);
            return to_len;
        }
    }
    return n;
}

size_t cn_token_lower(const cn_token *token, const char *text, char *lower, size_t size)
{
    const char *form = text + token->first;
    const size_t len = token->len < size ? token->len : size;
    size_t n;

    for (n = 0; n < len && (unsigned char)form[n] < 0x80; n++)
        lower[n] = (char)(form[n] >= 'A' && form[n] <= 'Z' ? form[n] + 32 : form[n]);
    if (n < len)
        n = lower_unicode(form, token->len, lower, size);
    if (n <= 5 && n > 0 && !(lower[0] >= 'a' && lower[0] <= 'z'))
        n = merge_marks(lower, n, size);
    return n;
}

uint64_t cn_token_key(const char *lower, size_t len)
{
    return cn_hash(lower, len);
}

/* Flags of a form of ASCII alone. */
static unsigned look_ascii(const char *form, size_t len)
{
    size_t n_upper = 0, n_lower = 0, n_digits = 0;
    unsigned flags = CN_TOKEN_ASCII;

    for (size_t i = 0; i < len; i++) {
        n_upper += form[i] >= 'A' && form[i] <= 'Z';
        n_lower += form[i] >= 'a' && form[i] <= 'z';
        n_digits += form[i] >= '0' && form[i] <= '9';
    }
    if (form[0] >= 'A' && form[0] <= 'Z')
        flags |= CN_TOKEN_CAPITAL;
    if (form[0] >= '0' && form[0] <= '9')
        flags |= CN_TOKEN_DIGIT;
    if (n_upper >= 2 && n_lower == 0)
        flags |= CN_TOKEN_ALL_CAPS;
    if (n_upper + n_lower + n_digits == 0)
        flags |= CN_TOKEN_MARK;
    return flags;
}

static unsigned look_unicode(const char *form, size_t len)
{
    size_t n_upper = 0, n_lower = 0, n_words = 0;
    unsigned flags = 0;

    for (size_t i = 0; i < len;) {
        const bool is_first = i == 0;
        const uint32_t c = cn_utf8_next(form, len, &i);
        const bool is_upper = cn_utf8_is_upper(c);

        n_words += cn_utf8_is_word(c);
        n_upper += is_upper;
        n_lower += !is_upper && cn_utf8_is_alpha(c);
        if (is_first && is_upper)
            flags |= CN_TOKEN_CAPITAL;
        if (is_first && cn_utf8_is_digit(c))
            flags |= CN_TOKEN_DIGIT;
    }
    if (n_upper >= 2 && n_lower == 0)
        flags |= CN_TOKEN_ALL_CAPS;
    if (n_words == 0)
        flags |= CN_TOKEN_MARK;
    return flags;
}

void cn_token_look(cn_token *token, const char *text)
{
    const char *form = text + token->first;
    char lower[KEY_MAX];
    unsigned flags = token->flags & CN_TOKEN_SPACE_BEFORE;
    size_t len = 0;

    if (token->len == 0)
        return;
    while (len < token->len && (unsigned char)form[len] < 0x80)
        len++;
    flags |= len == token->len ? look_ascii(form, len) : look_unicode(form, token->len);
    token->flags = (uint16_t)flags;
    token->key = cn_token_key(lower, cn_token_lower(token, text, lower, sizeof(lower)));
}
