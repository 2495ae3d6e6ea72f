/* Dates and quantities.
 *
 *   date      12 March 1871 | March 12, 1871 | March 1871 | 12 March | 1871 | 1871-03-12 | 1870s
 *             5th century BC | AD 410 | January 24–25, 2000
 *   quantity  [currency] number [scale] [% | unit], number = 1,234,567.89; a bare number counts
 * only when it is grouped by commas
 *
 * A range such as 1871–1940 is two dates. A number of three digits is a year only after a word like
 * "in" or "died". Everything is decided at the words, without backtracking: constant time a word.
 */
#include "ingest/values.h"

#include <string.h>

enum { YEAR_FIRST = 1000, YEAR_LAST = 2100, DAY_LAST = 31 };

/* A word that begins with a digit, read. */
typedef struct number {
    unsigned value; /* of its digits, at most 4 of them */
    unsigned n_digits;
    const char *tail; /* what follows the digits in the word */
    size_t tail_len;
} number;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_number(const cn_passage *passage, size_t word, number *out)
{
    const cn_word *w = &passage->words.items[word];
    const char *text = passage->text + w->first;
    unsigned n = 0;

    if (!(w->flags & CN_WORD_DIGIT))
        return false;
    out->value = 0;
    while (n < w->len && is_digit(text[n])) {
        if (n < 4)
            out->value = out->value * 10 + (unsigned)(text[n] - '0');
        n++;
    }
    out->n_digits = n;
    out->tail = text + n;
    out->tail_len = (size_t)(w->len - n);
    return n > 0;
}

static bool has_tail(const number *n, const char *tail)
{
    return n->tail_len == strlen(tail) && memcmp(n->tail, tail, n->tail_len) == 0;
}

static bool is_ordinal(const number *n)
{
    return has_tail(n, "st") || has_tail(n, "nd") || has_tail(n, "rd") || has_tail(n, "th");
}

static bool is_plain(const number *n, unsigned digits)
{
    return n->tail_len == 0 && n->n_digits == digits;
}

static bool is_day(const cn_passage *passage, size_t word)
{
    number n;

    return read_number(passage, word, &n) && n.n_digits <= 2 && n.value >= 1 &&
           n.value <= DAY_LAST && (n.tail_len == 0 || is_ordinal(&n));
}

static bool is_year(const cn_passage *passage, size_t word)
{
    number n;

    return read_number(passage, word, &n) &&
           (is_plain(&n, 3) || (is_plain(&n, 4) && n.value >= YEAR_FIRST && n.value <= YEAR_LAST));
}

static bool is_month(const cn_passage *passage, size_t word)
{
    return passage->words.items[word].flags & CN_WORD_UPPER &&
           cn_passage_classes(passage, word) & CN_LEX_MONTH;
}

static bool joined(const cn_passage *passage, size_t word, cn_gap gap)
{
    return cn_passage_gap(passage, word) == gap;
}

/* One past the year that follows word `at - 1`, or `at` when none does. */
static size_t take_year(const cn_passage *passage, size_t at, size_t end)
{
    cn_gap gap;

    if (at >= end || !is_year(passage, at))
        return at;
    gap = cn_passage_gap(passage, at - 1);
    return gap == CN_GAP_SPACE || gap == CN_GAP_COMMA || gap == CN_GAP_PERIOD ? at + 1 : at;
}

static size_t take_era(const cn_passage *passage, size_t at, size_t end)
{
    if (at < end && passage->words.items[at].flags & CN_WORD_ALLCAPS &&
        cn_passage_classes(passage, at) & CN_LEX_ERA && joined(passage, at - 1, CN_GAP_SPACE))
        return at + 1;
    return at;
}

/* "12 March 1871", "12th of March", "12–14 March 1871": one past its end, or word. */
static size_t day_month(const cn_passage *passage, size_t word, size_t end)
{
    size_t at = word + 1;

    if (!is_day(passage, word))
        return word;
    if (at + 1 < end && is_day(passage, at) &&
        (joined(passage, word, CN_GAP_DASH) || joined(passage, word, CN_GAP_HYPHEN)))
        at++;
    else if (at + 1 < end && passage->words.items[at].len == 2 &&
             memcmp(passage->text + passage->words.items[at].first, "of", 2) == 0)
        at++;
    if (at >= end || !is_month(passage, at) || !joined(passage, at - 1, CN_GAP_SPACE))
        return word;
    return take_year(passage, at + 1, end);
}

/* "March 12, 1871", "March 1871", "March 12–14, 1871": one past its end, or word. */
static size_t month_day(const cn_passage *passage, size_t word, size_t end)
{
    size_t at = word + 1, after;

    if (!is_month(passage, word) || at >= end)
        return word;
    after = take_year(passage, at, end);
    if (after > at)
        return after;
    if (!joined(passage, word, CN_GAP_SPACE) || !is_day(passage, at))
        return word;
    at++;
    if (at < end && is_day(passage, at) &&
        (joined(passage, at - 1, CN_GAP_DASH) || joined(passage, at - 1, CN_GAP_HYPHEN)))
        at++;
    return take_year(passage, at, end);
}

/* "1871-03-12" */
static size_t iso_date(const cn_passage *passage, size_t word, size_t end)
{
    number year, month;

    if (word + 2 >= end || !read_number(passage, word, &year) || !is_plain(&year, 4) ||
        !joined(passage, word, CN_GAP_HYPHEN) || !joined(passage, word + 1, CN_GAP_HYPHEN) ||
        !read_number(passage, word + 1, &month) || !is_plain(&month, 2) || month.value > 12)
        return word;
    return is_day(passage, word + 2) ? word + 3 : word;
}

/* Is a noun counted by the number at word, as in "1200 inhabitants"? */
static bool counts_something(const cn_passage *passage, size_t word, size_t end)
{
    const cn_word *next = &passage->words.items[word + 1];
    cn_gap gap;

    if (word + 1 >= end)
        return false;
    gap = cn_passage_gap(passage, word);
    if (gap == CN_GAP_SPACE)
        return (cn_passage_classes(passage, word + 1) & (CN_LEX_UNIT | CN_LEX_SCALE)) &&
               !(next->flags & CN_WORD_UPPER);
    /* "2,000", "1500.5" */
    return (gap == CN_GAP_COMMA || gap == CN_GAP_PERIOD) && next->flags & CN_WORD_DIGIT &&
           next->first == cn_word_end(&passage->words.items[word]) + 1;
}

static bool is_lone_year(const cn_passage *passage, size_t word, size_t end, const number *n)
{
    const cn_word *items = passage->words.items;

    if (counts_something(passage, word, end))
        return false;
    if (n->n_digits == 4)
        return true;
    if (word == 0 || !(cn_passage_classes(passage, word - 1) & CN_LEX_BEFORE_YEAR))
        return false;
    /* "in 928 or", "after 938)", not "in 500 schools" */
    return word + 1 >= end || items[word + 1].flags & CN_WORD_STOP ||
           cn_passage_gap(passage, word) != CN_GAP_SPACE;
}

/* "1871", "1870s", "AD 410", "410 AD", "5th century BC" */
static size_t year_or_century(const cn_passage *passage, size_t word, size_t end)
{
    number n;
    size_t at = word + 1;

    if (!read_number(passage, word, &n)) {
        if (take_era(passage, at, at) == at && word + 1 < end &&
            passage->words.items[word].flags & CN_WORD_ALLCAPS &&
            cn_passage_classes(passage, word) & CN_LEX_ERA &&
            passage->words.items[at].flags & CN_WORD_DIGIT && joined(passage, word, CN_GAP_SPACE))
            return at + 1;
        return word;
    }
    if (n.n_digits == 4 && has_tail(&n, "s"))
        return at;
    if (is_ordinal(&n))
        return at < end && cn_passage_classes(passage, at) & CN_LEX_CENTURY &&
                       (joined(passage, word, CN_GAP_SPACE) || joined(passage, word, CN_GAP_HYPHEN))
                   ? take_era(passage, at + 1, end)
                   : word;
    if (n.tail_len == 0 && n.n_digits <= 4 && take_era(passage, at, end) > at)
        return at + 1;
    return is_year(passage, word) && is_lone_year(passage, word, end, &n) ? at : word;
}

static size_t date_at(const cn_passage *passage, size_t word, size_t end)
{
    static size_t (*const forms[])(const cn_passage *, size_t,
                                   size_t) = {day_month, month_day, iso_date, year_or_century};

    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        size_t after = forms[i](passage, word, end);

        if (after > word)
            return take_era(passage, after, end);
    }
    return word;
}

/* Bytes of the currency sign that ends right before byte `at`; 0 for none. */
static uint32_t currency_before(const char *text, uint32_t at)
{
    if (at >= 1 && text[at - 1] == '$')
        return 1;
    if (at >= 2 &&
        (memcmp(text + at - 2, "\xC2\xA3", 2) == 0 || memcmp(text + at - 2, "\xC2\xA5", 2) == 0))
        return 2;
    if (at >= 3 && (memcmp(text + at - 3, "\xE2\x82\xAC", 3) == 0 ||
                    memcmp(text + at - 3, "\xE2\x82\xB9", 3) == 0))
        return 3;
    return 0;
}

/* One past the last word of 1,234.5; *is_grouped when it has a comma. */
static size_t number_end(const cn_passage *passage, size_t word, size_t end, bool *is_grouped)
{
    const cn_word *items = passage->words.items;
    size_t at = word + 1;

    *is_grouped = false;
    for (; at < end && items[at].flags & CN_WORD_DIGIT; at++) {
        char mark = passage->text[cn_word_end(&items[at - 1])];

        if (items[at].first != cn_word_end(&items[at - 1]) + 1 ||
            !(mark == '.' || (mark == ',' && items[at].len == 3)))
            break;
        *is_grouped |= mark == ',';
    }
    return at;
}

/* Scale and unit words from `at`; at most "million square miles". */
static size_t unit_end(const cn_passage *passage, size_t at, size_t end, uint32_t wanted)
{
    for (int n = 0; n < 3 && at < end; n++, at++) {
        cn_gap gap = cn_passage_gap(passage, at - 1);

        if (passage->words.items[at].flags & CN_WORD_UPPER ||
            !(cn_passage_classes(passage, at) & wanted) ||
            !(gap == CN_GAP_SPACE || gap == CN_GAP_HYPHEN || gap == CN_GAP_NONE))
            break;
    }
    return at;
}

static size_t quantity_at(const cn_passage *passage, size_t word, size_t end, cn_item *item)
{
    const cn_word *items = passage->words.items;
    uint32_t currency, last;
    bool is_grouped;
    size_t after, at;

    if (!(items[word].flags & CN_WORD_DIGIT))
        return word;
    currency = currency_before(passage->text, items[word].first);
    at = number_end(passage, word, end, &is_grouped);
    after = unit_end(passage, at, end, currency ? CN_LEX_SCALE : CN_LEX_SCALE | CN_LEX_UNIT);
    last = cn_word_end(&items[after - 1]);
    if (after == at && last < passage->len && passage->text[last] == '%')
        last++;
    else if (after == at && !currency && !is_grouped)
        return word;
    item->first = items[word].first - currency;
    item->len = last - item->first;
    return after;
}

size_t cn_value_at(const cn_passage *passage, size_t word, size_t end_word, cn_item *item)
{
    const cn_word *first = &passage->words.items[word];
    size_t after;

    if (!(first->flags & CN_WORD_DIGIT) &&
        !(first->flags & CN_WORD_UPPER &&
          cn_passage_classes(passage, word) & (CN_LEX_MONTH | CN_LEX_ERA)))
        return 0;
    *item = (cn_item){.first = first->first, .word = (uint32_t)word, .type = CN_TYPE_DATE};
    after = currency_before(passage->text, first->first) ? word : date_at(passage, word, end_word);
    if (after > word) {
        item->len = cn_word_end(&passage->words.items[after - 1]) - item->first;
    } else {
        item->type = CN_TYPE_QUANTITY;
        after = quantity_at(passage, word, end_word, item);
    }
    item->n_words = (uint32_t)(after - word);
    return item->n_words;
}
