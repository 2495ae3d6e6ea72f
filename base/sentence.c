/* Where a sentence ends.
 *
 * A full stop ends one unless an abbreviation, an initial or a number stands before it or the text
 * goes on in lower case; '?' and '!' likewise; a CJK full stop and a blank line always do. One pass
 * over the bytes, a bounded look back at each stop, so the time is linear. */
#include "base/sentence.h"

#include <stdbool.h>
#include <string.h>

#define LOOK_BACK 16 /* bytes; the longest abbreviation listed and some */

/* Never the last word of a sentence. */
static const char ALWAYS_OPEN[] =
    " mr mrs ms dr prof st mt ft rev hon gen col lt sgt capt cmdr gov sen "
    "rep pres vs cf approx ca c fl no nos vol pp p e.g i.e eg ie viz messrs "
    "mme mlle fr op b d r adm maj cpl pvt ave lit ";
/* Last word of a sentence only when the next one is a usual first word. */
static const char OFTEN_OPEN[] = " jr sr inc ltd co corp bros jan feb mar apr jun jul aug sep sept "
                                 "oct nov dec u.s u.k u.n d.c b.c a.d ph.d etc al est dept univ ";
static const char FIRST_WORDS[] =
    " the a an he she it they his her its their in on at this these that "
    "those there as after although when while however for from by since "
    "during with but and we i you ";

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Is word, lowered, one of the words of the list " a b c "? */
static bool is_listed(const char *word, size_t len, const char *list)
{
    char key[LOOK_BACK + 3];

    if (len == 0 || len > LOOK_BACK)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < len; i++)
        key[i + 1] = is_upper(word[i]) ? (char)(word[i] + 32) : word[i];
    key[len + 1] = ' ';
    key[len + 2] = '\0';
    return strstr(list, key) != NULL;
}

/* Quotes and brackets that may stand between a stop and the space after it. */
static size_t skip_closers(const char *text, size_t len, size_t i)
{
    for (;;) {
        if (i < len && (text[i] == '"' || text[i] == '\'' || text[i] == ')' || text[i] == ']'))
            i++;
        else if (i + 2 < len && memcmp(text + i, "\xE2\x80", 2) == 0 &&
                 (text[i + 2] == '\x9D' || text[i + 2] == '\x99'))
            i += 3;
        else
            return i;
    }
}

static size_t skip_space(const char *text, size_t len, size_t i)
{
    while (i < len && is_space(text[i]))
        i++;
    return i;
}

/* The word that ends at i, as [return value, i); "e.g" counts as one. */
static size_t word_before(const char *text, size_t start, size_t i)
{
    size_t first = i;

    while (first > start && i - first < LOOK_BACK && !is_space(text[first - 1]) &&
           text[first - 1] != '(' && text[first - 1] != '"')
        first--;
    return first;
}

static bool next_is_first_word(const char *text, size_t len, size_t next)
{
    size_t end = next;

    while (end < len && end - next < LOOK_BACK && (is_lower(text[end]) || is_upper(text[end])))
        end++;
    return is_listed(text + next, end - next, FIRST_WORDS);
}

/* Does the single full stop at `stop` leave the sentence open, as in "Dr. No", "J. Smith"? */
static bool is_abbreviation(const char *text, size_t len, size_t start, size_t stop, size_t next)
{
    size_t first = word_before(text, start, stop), word_len = stop - first;
    const char *word = text + first;

    if (word_len == 0)
        return false;
    if (is_listed(word, word_len, ALWAYS_OPEN) &&
        !(word_len == 2 && word[0] == 'N' && word[1] == 'o' && next_is_first_word(text, len, next)))
        return true;
    if (word_len == 1 ? is_upper(word[0]) : is_listed(word, word_len, OFTEN_OPEN))
        return !next_is_first_word(text, len, next);
    /* initials without spaces: the "R." of "J.R.R. Tolkien" */
    if (word_len >= 3 && word[word_len - 2] == '.' && is_upper(word[word_len - 1]))
        return !next_is_first_word(text, len, next);
    return false;
}

/* "the Governor-General.The Commonwealth": a stop whose space got lost. */
static bool is_glued_stop(const char *text, size_t len, size_t start, size_t stop)
{
    return stop >= start + 3 && is_lower(text[stop - 1]) && is_lower(text[stop - 2]) &&
           is_lower(text[stop - 3]) && stop + 2 < len && is_upper(text[stop + 1]) &&
           (is_lower(text[stop + 2]) || text[stop + 2] == ' ');
}

/* The end of the sentence whose stop is at i, or 0 when it goes on. */
static size_t end_at_stop(const char *text, size_t len, size_t start, size_t i)
{
    size_t after = i + 1, next;

    if (text[i] == '.' && is_glued_stop(text, len, start, i))
        return after;
    while (after < len && (text[after] == '.' || text[after] == '?' || text[after] == '!'))
        after++;
    after = skip_closers(text, len, after);
    next = skip_space(text, len, after);
    if (next == len)
        return len;
    if (next == after || is_lower(text[next]))
        return 0;
    if (text[i] == '.' && after == i + 1 && is_abbreviation(text, len, start, i, next))
        return 0;
    return next;
}

/* The end of the sentence when a blank line begins at i, else 0. */
static size_t end_at_blank_line(const char *text, size_t len, size_t i)
{
    size_t next = i + 1;

    while (next < len && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r'))
        next++;
    return next < len && text[next] == '\n' ? skip_space(text, len, next) : 0;
}

/* After U+3002, U+FF01 or U+FF1F at i, else 0. */
static size_t end_at_wide_stop(const char *text, size_t len, size_t i)
{
    if (i + 2 >= len ||
        (memcmp(text + i, "\xE3\x80\x82", 3) != 0 && memcmp(text + i, "\xEF\xBC\x81", 3) != 0 &&
         memcmp(text + i, "\xEF\xBC\x9F", 3) != 0))
        return 0;
    return skip_space(text, len, skip_closers(text, len, i + 3));
}

size_t cn_sentence_end(const char *text, size_t len, size_t start)
{
    /* What a byte may be: 1 a stop, 2 a line feed, 3 the first byte of a wide stop. */
    static const unsigned char kind[256] = {
        ['.'] = 1, ['?'] = 1, ['!'] = 1, ['\n'] = 2, [0xE3] = 3, [0xEF] = 3};
    size_t end;

    for (size_t i = start; i < len; i++) {
        switch (kind[(unsigned char)text[i]]) {
        case 0:
            continue;
        case 1:
            /* Once per run of stops, so that a page of dots takes linear time. */
            if (i > start && kind[(unsigned char)text[i - 1]] == 1)
                continue;
            end = end_at_stop(text, len, start, i);
            break;
        case 2:
            end = end_at_blank_line(text, len, i);
            break;
        default:
            end = end_at_wide_stop(text, len, i);
        }
        if (end > 0)
            return end;
    }
    return len;
}
