/* SQuAD's normalisation and F1, for labels. */
#include "tools/train/reader_data.h"

#include <ctype.h>
#include <string.h>

#include "base/hash.h"

enum { WORDS_MAX = 64, WORD_BYTES_MAX = 64 };

/* Hashes of the words; marks are dropped, not blanks: "U.S." is "us". */
static size_t read_words(const char *text, size_t len, uint64_t *out)
{
    char word[WORD_BYTES_MAX];
    size_t n = 0, at = 0;

    for (size_t i = 0; i <= len && n < WORDS_MAX; i++) {
        const unsigned char c = i < len ? (unsigned char)text[i] : ' ';

        if (c < 0x80 && ispunct(c))
            continue;
        if (c < 0x80 && isspace(c)) {
            const bool is_article = (at == 1 && word[0] == 'a') ||
                                    (at == 2 && memcmp(word, "an", 2) == 0) ||
                                    (at == 3 && memcmp(word, "the", 3) == 0);

            if (at > 0 && !is_article)
                out[n++] = cn_hash(word, at);
            at = 0;
        } else if (at < WORD_BYTES_MAX) {
            word[at++] = (char)(c < 0x80 ? tolower(c) : c);
        }
    }
    return n;
}

double reader_overlap(const char *said, size_t said_len, const char *wanted)
{
    uint64_t a[WORDS_MAX], b[WORDS_MAX];
    const size_t n = read_words(said, said_len, a), m = read_words(wanted, strlen(wanted), b);
    bool is_used[WORDS_MAX] = {false};
    bool is_same = n == m;
    size_t same = 0;

    for (size_t i = 0; i < n; i++) {
        is_same = is_same && a[i] == b[i];
        for (size_t k = 0; k < m; k++)
            if (!is_used[k] && a[i] == b[k]) {
                is_used[k] = true;
                same++;
                break;
            }
    }
    if (same == 0)
        return 0;
    if (is_same)
        return 1;
    return 0.999 * 2 * (double)same / (double)(n + m); /* another order of words is not the same */
}

bool reader_holds(const char *text, size_t len, const char *wanted)
{
    uint64_t a[WORDS_MAX], b[WORDS_MAX];
    const size_t n = read_words(text, len, a), m = read_words(wanted, strlen(wanted), b);

    for (size_t i = 0; m > 0 && i + m <= n; i++)
        if (memcmp(a + i, b, m * sizeof *b) == 0)
            return true;
    return false;
}
