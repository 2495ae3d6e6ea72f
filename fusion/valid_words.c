/* "since 1998", "from 2001 to 2004", "as of 2010", "now", "former" -> intervals. Dates are read by
 * base/time.h; here is what the words before them do to an interval. */
#include "fusion/valid_words.h"

#include <string.h>

/* What a preposition makes of its date. */
typedef enum bound {
    BOUND_NONE,   /* no such word */
    BOUND_IN,     /* said of that time */
    BOUND_SINCE,  /* begins then, and goes on */
    BOUND_FROM,   /* begins then; ends nobody knows when, unless the date has two sides */
    BOUND_UNTIL,  /* ends then */
    BOUND_BEFORE, /* was over by then */
    BOUND_AFTER
} bound;

/* ---- Words ----------------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* A dash of three bytes stands between words: U+2010 to U+2015. */
static bool is_dash_at(const char *text, size_t len, size_t i)
{
    return i + 2 < len && memcmp(text + i, "\xE2\x80", 2) == 0 &&
           (unsigned char)text[i + 2] >= 0x90 && (unsigned char)text[i + 2] <= 0x95;
}

void cn_valid_words_cut(cn_valid_words *words, const char *text, size_t len)
{
    size_t i = 0;

    words->text = text;
    words->len = len < UINT32_MAX ? len : UINT32_MAX;
    words->n = 0;
    while (i < words->len && words->n < CN_VALID_WORDS_MAX) {
        size_t end = i;

        while (end < words->len && is_word_byte(text[end]) && !is_dash_at(text, words->len, end))
            end++;
        if (end > i)
            words->items[words->n++] = (cn_valid_word){(uint32_t)i, (uint32_t)(end - i)};
        if (end < words->len && is_dash_at(text, words->len, end))
            end += 2;
        i = end + 1;
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool cn_valid_words_is(const cn_valid_words *words, size_t i, const char *list)
{
    if (i >= words->n)
        return false;
    while (*list) {
        const size_t len = strcspn(list, "|");
        const char *word = words->text + words->items[i].first;
        size_t k = 0;

        if (len == words->items[i].len)
            while (k < len && lower(word[k]) == list[k])
                k++;
        if (k == len && len == words->items[i].len)
            return true;
        list += len + (list[len] == '|');
    }
    return false;
}

static bool is_digit_at(const cn_valid_words *words, size_t i)
{
    char c;

    if (i >= words->n)
        return false;
    c = words->text[words->items[i].first];
    return c >= '0' && c <= '9';
}

/* ---- Dates ----------------------------------------------------------------------------------- */

/* Words that begin before byte `end`, from i on. */
static size_t words_before(const cn_valid_words *words, size_t i, size_t end)
{
    size_t n = 0;

    while (i + n < words->n && words->items[i + n].first < end)
        n++;
    return n;
}

/* "in 300 cities" is no year; "in 300 BC" and "in May 300" are. */
static bool is_sure(const cn_time_value *value)
{
    const cn_time_point *points[] = {&value->begin, &value->end};

    for (size_t i = 0; i < 2; i++)
        if (points[i]->precision == CN_PRECISION_YEAR && points[i]->year > 0 &&
            points[i]->year < 1000)
            return false;
    return true;
}

/* A document's day as the point that "last year" counts from. */
static bool point_of_day(int64_t day, cn_time_point *point)
{
    cn_time_value value;
    char text[16];

    cn_valid_day_text(day, text);
    if (!cn_time_parse(text, strlen(text), &value))
        return false;
    *point = value.begin;
    return true;
}

/* Most words after "in" and "by" begin no date; to look them up is ten times cheaper than to try.
 */
static bool may_begin_date(const cn_valid_words *words, size_t i)
{
    static const char words_of_dates[] =
        "the|january|february|march|april|may|june|july|august|september|october|november|december|"
        "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|early|mid|late|about|around|circa|c|ca|"
        "approximately|spring|summer|autumn|fall|winter|last|this|next|monday|tuesday|wednesday|"
        "thursday|friday|saturday|sunday|from|between|starting|beginning|effective|end|middle|q1|"
        "q2|q3|q4|at|by|year|ad";

    return is_digit_at(words, i) || cn_valid_words_is(words, i, words_of_dates);
}

/* The date at word i: the words it takes, 0 for none. */
static size_t read_date(const cn_valid_words *words, size_t i, int64_t day, cn_time_value *value)
{
    const size_t first = i < words->n ? words->items[i].first : words->len;
    const size_t n =
        may_begin_date(words, i) ? cn_time_read(words->text + first, words->len - first, value) : 0;
    cn_time_point today;

    if (n == 0)
        return 0;
    if (value->kind == CN_TIME_RELATIVE && !value->is_from_text && point_of_day(day, &today))
        cn_time_resolve(value, &today);
    if (value->kind != CN_TIME_DATE || !is_sure(value))
        return 0;
    return words_before(words, i, first + n);
}

static void point_span(const cn_time_value *value, cn_span *span)
{
    cn_side_of_value(&span->begin, value, false);
    cn_side_of_value(&span->end, value, true);
    /* "in early 2010" is a part of 2010, but how much of it nobody knows. */
    if (value->is_approximate && value->begin.year == value->end.year &&
        value->begin.precision == CN_PRECISION_MONTH && value->begin.month != value->end.month) {
        cn_time_value year = *value;

        year.begin.precision = CN_PRECISION_YEAR;
        year.end = year.begin;
        cn_side_of_value(&span->begin, &year, false);
        span->end = span->begin;
    }
}

static bool make_span(bound kind, const cn_time_value *value, cn_span *span)
{
    const bool is_range =
        value->begin.precision != CN_PRECISION_NONE && value->end.precision != CN_PRECISION_NONE;
    const cn_side unknown = {.kind = CN_SIDE_UNKNOWN};

    point_span(value, span);
    switch (kind) {
    case BOUND_SINCE:
        span->end = (cn_side){.kind = CN_SIDE_OPEN};
        break;
    case BOUND_FROM:
        if (strcmp(span->begin.text, span->end.text) == 0)
            span->end = unknown;
        break;
    case BOUND_AFTER:
        span->end = unknown;
        break;
    case BOUND_UNTIL:
        span->begin = (cn_side){.kind = CN_SIDE_OPEN};
        break;
    case BOUND_BEFORE:
        span->begin = unknown;
        break;
    default:
        if (!is_range && span->begin.kind == CN_SIDE_DATE) /* "1998-present", "2010-" */
            span->end.kind = CN_SIDE_OPEN;
    }
    return cn_span_close(span, kind == BOUND_IN && strcmp(span->begin.text, span->end.text) == 0);
}

/* ---- Prepositions ---------------------------------------------------------------------------- */

/* The preposition at word i: the words it takes before the date itself. */
static size_t read_bound(const cn_valid_words *words, size_t i, bound *kind)
{
    static const struct {
        const char *first, *second; /* "": one word */
        bound kind;
    } table[] = {
        {"as", "of|at|on", BOUND_IN},
        {"by|in|on|during|throughout", "", BOUND_IN},
        {"since", "", BOUND_SINCE},
        {"from|between|starting|beginning|effective", "", BOUND_FROM},
        {"until|till|til|through", "", BOUND_UNTIL},
        {"up", "to|until", BOUND_UNTIL},
        {"before", "", BOUND_BEFORE},
        {"prior", "to", BOUND_BEFORE},
        {"after|following", "", BOUND_AFTER},
    };

    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        if (!cn_valid_words_is(words, i, table[k].first))
            continue;
        if (*table[k].second && !cn_valid_words_is(words, i + 1, table[k].second))
            continue;
        *kind = table[k].kind;
        return *table[k].second ? 2 : 1;
    }
    *kind = BOUND_NONE;
    return 0;
}

/* "from 2001", "since 2001", "between 2001 and 2004", which the reader of dates takes whole; else
 * the date behind the preposition. */
static size_t read_bounded(const cn_valid_words *words, size_t i, int64_t day, bound *kind,
                           cn_time_value *value)
{
    const size_t skip = read_bound(words, i, kind);
    size_t n = 0, after;

    if (*kind == BOUND_FROM)
        n = read_date(words, i, day, value);
    if (n > 0 || skip == 0)
        return n;
    n = skip;
    while (n < skip + 2 && cn_valid_words_is(words, i + n, "the|from|in|at|on|about|around"))
        n++;
    if (*kind == BOUND_UNTIL && cn_valid_words_is(words, i + n, "his|her|its|their")) {
        /* "until his death in 2004" */
        if (!cn_valid_words_is(words, i + n + 1,
                               "death|retirement|resignation|departure|closure") ||
            !cn_valid_words_is(words, i + n + 2, "in|on"))
            return 0;
        n += 3;
    }
    after = read_date(words, i + n, day, value);
    return after > 0 ? n + after : 0;
}

/* ---- Expressions ----------------------------------------------------------------------------- */

static bool is_hyphen_after(const cn_valid_words *words, size_t i)
{
    const size_t end = words->items[i].first + words->items[i].len;

    return end < words->len && words->text[end] == '-';
}

/* "now", "at present", "former", "ex-": the words, 0 for none. */
static size_t read_adverb(const cn_valid_words *words, size_t i, cn_valid_way *way)
{
    *way = CN_WAY_NOW;
    if (cn_valid_words_is(words, i, "now|currently|presently|current|incumbent|nowadays|today"))
        return 1;
    if (cn_valid_words_is(words, i, "at") && cn_valid_words_is(words, i + 1, "present"))
        return 2;
    if (cn_valid_words_is(words, i, "as") && cn_valid_words_is(words, i + 1, "of") &&
        cn_valid_words_is(words, i + 2, "now|today"))
        return 3;
    *way = CN_WAY_FORMER;
    if (cn_valid_words_is(words, i, "former|formerly|onetime|erstwhile"))
        return 1;
    if (cn_valid_words_is(words, i, "ex") && is_hyphen_after(words, i))
        return 1;
    *way = CN_WAY_NOTHING;
    return 0;
}

static void span_of_day(cn_valid_way way, int64_t day, cn_span *span)
{
    const cn_side unknown = {.kind = CN_SIDE_UNKNOWN};
    cn_side today;

    cn_side_of_day(&today, day);
    if (way == CN_WAY_NOW) {
        *span = (cn_span){.begin = today, .end = {.kind = CN_SIDE_OPEN}};
    } else {
        *span = (cn_span){.begin = unknown, .end = today};
        if (today.kind == CN_SIDE_DATE) {
            span->end.is_bound = true;
            memcpy(span->end.text + strlen(span->end.text), "?", 2);
        }
    }
    cn_span_close(span, false);
}

size_t cn_valid_words_read(const cn_valid_words *words, size_t i, int64_t day, cn_valid_way *way,
                           cn_span *span)
{
    cn_time_value value;
    bound kind;
    size_t n = read_adverb(words, i, way);

    *span = (cn_span){.kind = CN_SPAN_END};
    if (n > 0) {
        span_of_day(*way, day, span);
        return n;
    }
    n = read_bounded(words, i, day, &kind, &value);
    *way = CN_WAY_DATE;
    if (n == 0 && kind == BOUND_NONE && cn_valid_words_is(words, i, "last|this")) {
        n = read_date(words, i, day, &value);
        kind = BOUND_IN;
    } else if (n == 0 && kind == BOUND_NONE && is_digit_at(words, i)) {
        n = read_date(words, i, day, &value);
        kind = BOUND_IN;
        if (n > 0 && value.begin.precision == value.end.precision &&
            memcmp(&value.begin, &value.end, sizeof value.begin) == 0)
            *way = CN_WAY_BARE;
    }
    for (size_t k = 0; k < n; k++) /* "from 1998 to present" */
        if (kind == BOUND_FROM && cn_valid_words_is(words, i + k, "present|now|today"))
            kind = BOUND_SINCE;
    if (n == 0 || !make_span(kind, &value, span)) {
        *way = CN_WAY_NOTHING;
        *span = (cn_span){.kind = CN_SPAN_END};
        return 0;
    }
    return n;
}
