/* Words -> an expression of time, see time.h: dates put together to ranges, narrowed by "early",
 * opened by "since"; lengths of time; dates that count from another one.
 *
 * An expression is [preposition] core [joint core]; a core is [about] [the] [early] date or time of
 * day or length or relative date. Nothing here calls itself, and each part takes a few words. */
#include "base/time.h"

#include <string.h>

#include "base/time_date.h"

enum { OFFSET_MAX = 100000 };

static const cn_value_word *word_at(cn_time_reader *r, size_t i)
{
    return cn_value_words_at(&r->words, i);
}

static bool follows(cn_time_reader *r, size_t i, cn_value_word_kind kind)
{
    return cn_value_words_follow(&r->words, i, kind);
}

static bool has_kind(cn_time_reader *r, size_t i, cn_value_word_kind kind)
{
    return word_at(r, i)->kind == (uint8_t)kind;
}

/* ---- early, mid, late ---------------------------------------------------------------------- */

/* The third of what begins at point: years. */
static void narrow_years(int phase, int32_t years, cn_time_value *value)
{
    int32_t first = years == 10 ? 4 : (years + 1) / 3, second = years == 10 ? 7 : years * 2 / 3;
    int32_t year = value->begin.year;

    value->begin.precision = value->end.precision = CN_PRECISION_YEAR;
    value->begin.year = year + (phase == 0 ? 0 : phase == 1 ? first : second);
    value->end.year = year + (phase == 0 ? first : phase == 1 ? second : years) - 1;
}

static bool narrow(int phase, cn_time_value *value)
{
    cn_time_point *begin = &value->begin, *end = &value->end;

    if (begin->year != end->year || begin->month != end->month || begin->weekday)
        return false;
    value->is_approximate = true;
    switch (begin->precision) {
    case CN_PRECISION_DECADE:
        narrow_years(phase, 10, value);
        return true;
    case CN_PRECISION_CENTURY:
        narrow_years(phase, 100, value);
        return true;
    case CN_PRECISION_MILLENNIUM:
        narrow_years(phase, 1000, value);
        return true;
    case CN_PRECISION_YEAR:
        begin->precision = end->precision = CN_PRECISION_MONTH;
        begin->month = (uint8_t)(phase * 4 + 1);
        end->month = (uint8_t)(phase * 4 + 4);
        return true;
    case CN_PRECISION_MONTH:
        begin->precision = end->precision = CN_PRECISION_DAY;
        begin->day = (uint8_t)(phase * 10 + 1);
        end->day = (uint8_t)(phase < 2 ? phase * 10 + 10
                                       : cn_time_month_days(begin->has_year ? begin->year : 2000,
                                                            begin->month));
        return true;
    case CN_PRECISION_SEASON:
        return true;
    default:
        return false;
    }
}

/* "early", "mid-", "the end of the": the place after it; *phase is -1 for none. */
static size_t take_phase(cn_time_reader *r, size_t i, int *phase)
{
    const cn_value_word *word = word_at(r, i);

    *phase = -1;
    if (word->kind == CN_VW_PHASE) {
        const cn_value_word *next = word_at(r, i + 1);

        if (next->gap != CN_VG_SPACE && next->gap != CN_VG_HYPHEN && next->gap != CN_VG_DASH)
            return i;
        *phase = word->value;
        /* "mid-to-late 1990s" is late; "early in 1990" */
        if (has_kind(r, i + 1, CN_VW_TO) && has_kind(r, i + 2, CN_VW_PHASE)) {
            *phase = word_at(r, i + 2)->value;
            i += 2;
        } else if (follows(r, i + 1, CN_VW_IN)) {
            i++;
        }
        i++;
    } else if (word->kind == CN_VW_END_OF && follows(r, i + 1, CN_VW_OF)) {
        *phase = word->value;
        i += 2;
    }
    return *phase >= 0 && follows(r, i, CN_VW_THE) ? i + 1 : i;
}

/* ---- Dates with what stands before them ----------------------------------------------------- */

static void set_kind(cn_time_value *value)
{
    value->kind = (uint8_t)(value->begin.has_year ? CN_TIME_DATE : CN_TIME_PARTIAL);
}

/* "c. 1815", "about 1815". */
static size_t take_about(cn_time_reader *r, size_t i)
{
    const cn_value_word *next = word_at(r, i + 1);

    if (!(has_kind(r, i, CN_VW_CIRCA) || has_kind(r, i, CN_VW_ABOUT)))
        return i;
    if (word_at(r, i)->end - word_at(r, i)->first == 1 && next->kind != CN_VW_DIGITS)
        return i; /* "C. March" */
    return next->gap == CN_VG_SPACE || next->gap == CN_VG_PERIOD || next->gap == CN_VG_NONE ? i + 1
                                                                                            : i;
}

/* A date with "the", "early", "c." before it and a time of the day behind it. */
static size_t read_date(cn_time_reader *r, size_t i, cn_time_value *value)
{
    int phase = -1;
    bool is_narrow = (r->options & CN_TIME_NARROW) != 0, has_the;
    size_t at = is_narrow ? take_about(r, i) : i, after, clock;

    value->is_approximate = at > i;
    has_the = has_kind(r, at, CN_VW_THE);
    at += has_the ? 1 : 0;
    if (is_narrow)
        at = take_phase(r, at, &phase);
    after = cn_time_date(r, at, &value->begin, &value->end);
    if (after == at || (phase >= 0 && !narrow(phase, value)))
        return i;
    if (has_the && phase < 0 && value->begin.precision > CN_PRECISION_DECADE &&
        (!r->is_whole || (has_kind(r, at, CN_VW_DIGITS) && after == at + 1)))
        return i; /* "the 2010 census" */
    set_kind(value);
    if (word_at(r, after)->kind == CN_VW_END && after > 0 && r->is_whole) {
        const size_t end = word_at(r, after - 1)->end;

        if (end < r->words.len && r->words.text[end] == '?')
            value->is_approximate = true;
    }
    /* "10 December 1815 at 3:30 pm" */
    clock = follows(r, after, CN_VW_IN) ? after + 1 : after;
    if (r->is_whole && phase < 0 && value->begin.precision == CN_PRECISION_DAY &&
        !value->begin.weekday && word_at(r, clock)->gap != CN_VG_HYPHEN &&
        memcmp(&value->begin, &value->end, sizeof(value->end)) == 0 &&
        cn_time_clock(r, clock, &value->begin) > clock) {
        after = cn_time_clock(r, clock, &value->end);
    }
    return after;
}

/* "3:30 pm", in a text of its own also "3:30 pm on 10 December 1815". */
static size_t read_clock(cn_time_reader *r, size_t i, cn_time_value *value)
{
    cn_time_point clock = {.precision = CN_PRECISION_NONE};
    size_t after = cn_time_clock(r, i, &clock), date, at;

    if (after == i)
        return i;
    at = follows(r, after, CN_VW_IN) ? after + 1 : after;
    date = r->is_whole ? cn_time_date(r, at, &value->begin, &value->end) : at;
    if (date > at && value->begin.precision == CN_PRECISION_DAY && !value->begin.weekday) {
        value->begin.hour = clock.hour;
        value->begin.minute = clock.minute;
        value->begin.second = clock.second;
        value->begin.precision = clock.precision;
        value->begin.is_utc = clock.is_utc;
        value->end = value->begin;
        set_kind(value);
        return date;
    }
    value->begin = value->end = clock;
    value->kind = CN_TIME_OF_DAY;
    return after;
}

/* ---- Lengths and dates that count from others ------------------------------------------------ */

/* A unit of time right behind a number; "second" only where it is no ordinal. */
static int unit_at(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    if (word->gap != CN_VG_SPACE && word->gap != CN_VG_HYPHEN && word->gap != CN_VG_NONE &&
        word->gap != CN_VG_DASH)
        return CN_TIME_NO_UNIT;
    if (word->kind == CN_VW_ORDINAL && word->value == 2) /* "sixty-second" is the 62nd */
        return i > 0 && word_at(r, i - 1)->kind == CN_VW_DIGITS ? CN_TIME_SECONDS : CN_TIME_NO_UNIT;
    return word->kind == CN_VW_UNIT && !word->is_upper ? word->value : CN_TIME_NO_UNIT;
}

/* The number of a length, "half a", in a text of its own also "a". */
static size_t take_count(cn_time_reader *r, size_t i, cn_decimal *count)
{
    cn_number number;
    size_t at = cn_number_read(&r->words, i, &number);

    if (at > i) {
        *count = number.value;
        return number.is_word && follows(r, at, CN_VW_A) ? at + 1 : at;
    }
    if (!has_kind(r, i, CN_VW_A) || !(r->is_whole || r->options & CN_TIME_VAGUE) ||
        word_at(r, i)->is_upper)
        return i;
    *count = (cn_decimal){.digits = 1};
    return i + 1;
}

/* "six years", "2,000 hours", "two-and-a-half-year", "5-6 years", "half a century". */
static size_t read_length(cn_time_reader *r, size_t i, cn_time_value *value)
{
    size_t at = take_count(r, i, &value->low), after;
    bool is_one = has_kind(r, i, CN_VW_A);

    if (at == i)
        return i;
    value->high = value->low;
    if (unit_at(r, at) == CN_TIME_NO_UNIT) {
        const cn_value_word *joint = word_at(r, at);
        size_t second = follows(r, at, CN_VW_TO) ? at + 1 : at;

        if (second == at && joint->gap != CN_VG_HYPHEN && joint->gap != CN_VG_DASH)
            return i;
        after = take_count(r, second, &value->high);
        if (after == second || cn_decimal_compare(&value->low, &value->high) >= 0)
            return i;
        at = after;
    }
    value->unit = (uint8_t)unit_at(r, at);
    /* "a year" and "a day" are mostly no lengths: "twice a day", "he scored a century" */
    if (value->unit == CN_TIME_NO_UNIT || (is_one && at == i + 1 && !r->is_whole) ||
        !cn_time_ends_at(r, at + 1))
        return i;
    value->kind = CN_TIME_LENGTH;
    return at + 1;
}

/* The whole number of a decimal, 0 when it is none or too large. */
static int32_t whole_of(const cn_decimal *value)
{
    int64_t whole = value->digits;

    if (value->exponent < 0 || value->exponent > 6 || whole > OFFSET_MAX)
        return 0;
    for (int i = 0; i < value->exponent; i++)
        whole *= 10;
    return whole > OFFSET_MAX ? 0 : (int32_t)whole;
}

/* Turns a length into a distance: "two decades later" are 20 years, about. */
static bool set_distance(cn_time_value *value, int sign)
{
    static const int32_t years[] = {10, 100, 1000};
    int32_t count = whole_of(&value->low);

    if (count == 0 || cn_decimal_compare(&value->low, &value->high) != 0)
        return false;
    if (value->unit == CN_TIME_WEEKS) {
        value->unit = CN_TIME_DAYS;
        count *= 7;
    } else if (value->unit >= CN_TIME_DECADES) {
        if (count > 100)
            return false;
        count *= years[value->unit - CN_TIME_DECADES];
        value->unit = CN_TIME_YEARS;
        value->is_approximate = true;
    }
    value->offset = sign * count;
    value->low = value->high = (cn_decimal){.digits = 0};
    value->kind = CN_TIME_RELATIVE;
    return true;
}

/* "two years ago", "three days later": the place after, or i when the length is only a length. */
static size_t read_distance(cn_time_reader *r, size_t i, cn_time_value *value)
{
    if (follows(r, i, CN_VW_AGO) && set_distance(value, -1))
        return i + 1;
    if (follows(r, i, CN_VW_LATER) && set_distance(value, word_at(r, i)->value)) {
        value->is_from_text = true;
        return i + 1;
    }
    return i;
}

/* "today", "last year", "the following month", "next May", "last Sunday". */
static size_t read_relative(cn_time_reader *r, size_t i, cn_time_value *value)
{
    size_t at = has_kind(r, i, CN_VW_THE) ? i + 1 : i;
    const cn_value_word *step = word_at(r, at), *what = word_at(r, at + 1);

    if (step->kind == CN_VW_DAY_WORD && at == i) {
        value->unit = CN_TIME_DAYS;
        value->offset = step->value;
        value->kind = CN_TIME_RELATIVE;
        return at + 1;
    }
    if (!(step->kind == CN_VW_STEP || step->kind == CN_VW_TEXT_STEP) || what->gap != CN_VG_SPACE ||
        !cn_time_ends_at(r, at + 2))
        return i;
    if (at > i && step->kind == CN_VW_STEP && step->value == 0)
        return i; /* "the this" */
    if (what->kind == CN_VW_UNIT && what->value >= CN_TIME_DAYS) {
        value->unit = (uint8_t)what->value;
        if (r->words.text[what->end - 1] == 's')
            return i; /* "last days" */
    } else if (what->kind == CN_VW_MONTH && what->is_upper) {
        value->unit = CN_TIME_YEARS;
        value->begin.month = (uint8_t)what->value;
        value->begin.precision = CN_PRECISION_MONTH;
    } else if (what->kind == CN_VW_SEASON) {
        value->unit = CN_TIME_YEARS;
        value->begin.month = (uint8_t)(20 + what->value);
        value->begin.precision = CN_PRECISION_SEASON;
    } else if (what->kind == CN_VW_WEEKDAY && what->is_upper) {
        value->unit = CN_TIME_WEEKS;
        value->begin.weekday = (uint8_t)what->value;
        value->begin.precision = CN_PRECISION_DAY;
    } else {
        return i;
    }
    value->end = value->begin;
    value->offset = step->value;
    value->is_from_text = step->kind == CN_VW_TEXT_STEP || at > i; /* "the next year" */
    value->kind = CN_TIME_RELATIVE;
    return at + 2;
}

/* ---- An expression --------------------------------------------------------------------------- */

/* The longest of all readings at word i. */
static size_t read_core(cn_time_reader *r, size_t i, cn_time_value *value)
{
    static size_t (*const readers[])(cn_time_reader *, size_t, cn_time_value *) = {
        read_clock, read_date, read_length, read_relative};
    size_t best = i;

    *value = (cn_time_value){.kind = CN_TIME_NOTHING};
    for (size_t k = 0; k < sizeof(readers) / sizeof(*readers); k++) {
        cn_time_value found = {.kind = CN_TIME_NOTHING};
        size_t after = readers[k](r, i, &found);

        if (after > i && found.kind == CN_TIME_LENGTH && r->options & CN_TIME_DISTANCES)
            after = read_distance(r, after, &found);
        if (after > best) {
            best = after;
            *value = found;
        }
    }
    return best;
}

/* The second year of "1983-84". */
static size_t take_short_year(cn_time_reader *r, size_t i, cn_time_value *value)
{
    const cn_value_word *word = word_at(r, i);
    int32_t year = value->begin.year;

    if (value->kind != CN_TIME_DATE || value->end.precision != CN_PRECISION_YEAR || year < 1000 ||
        year != value->end.year || word->kind != CN_VW_DIGITS || word->n_digits != 2 ||
        !word->is_close || word->value <= year % 100 || !cn_time_ends_at(r, i + 1))
        return i;
    value->end.year = year - year % 100 + word->value;
    return i + 1;
}

/* Gives the side without a year the year of the other. */
static void share_year(cn_time_value *value, cn_time_value *second)
{
    if (value->kind == CN_TIME_PARTIAL && second->kind == CN_TIME_DATE && !value->begin.weekday) {
        value->begin.year = second->begin.year;
        value->begin.has_year = true;
        value->kind = CN_TIME_DATE;
    } else if (value->kind == CN_TIME_DATE && second->kind == CN_TIME_PARTIAL &&
               !second->end.weekday) {
        second->end.year = value->end.year;
        second->end.has_year = true;
        second->kind = CN_TIME_DATE;
    }
}

static bool is_before(const cn_time_point *a, const cn_time_point *b)
{
    if (a->has_year && a->year != b->year)
        return a->year < b->year;
    if (a->month != b->month)
        return a->month < b->month || a->month > 12 || b->month > 12;
    return a->day <= b->day;
}

/* The second side of a range, at word i: the place after it, or i. */
static size_t read_second(cn_time_reader *r, size_t i, cn_time_value *value)
{
    cn_time_value second, first = *value;
    size_t after = take_short_year(r, i, value);

    if (after > i)
        return after;
    if (has_kind(r, i, CN_VW_PRESENT) ||
        (has_kind(r, i, CN_VW_DAY_WORD) && word_at(r, i)->value == 0) ||
        (has_kind(r, i, CN_VW_THE) && has_kind(r, i + 1, CN_VW_PRESENT))) {
        if (value->kind != CN_TIME_DATE)
            return i;
        value->is_open_end = true;
        return has_kind(r, i, CN_VW_THE) ? i + 2 : i + 1;
    }
    after = read_core(r, i, &second);
    if (after == i)
        return i;
    share_year(&first, &second);
    if (first.kind != second.kind || first.kind == CN_TIME_LENGTH ||
        first.kind == CN_TIME_RELATIVE || first.begin.weekday || second.end.weekday)
        return i;
    if (first.kind != CN_TIME_OF_DAY && !is_before(&first.begin, &second.end))
        return i;
    first.is_approximate |= second.is_approximate;
    first.end = second.end;
    *value = first;
    return after;
}

/* Where the second side of a range may begin behind word i - 1; i when there is no joint. */
static size_t find_second(cn_time_reader *r, size_t i, bool is_between, bool *is_dash)
{
    const cn_value_word *word = word_at(r, i);

    *is_dash = word->gap == CN_VG_DASH || word->gap == CN_VG_HYPHEN;
    if (*is_dash)
        return i;
    if (is_between)
        return has_kind(r, i, CN_VW_AND) ? i + 1 : i;
    return has_kind(r, i, CN_VW_TO) || has_kind(r, i, CN_VW_UNTIL) ? i + 1 : i;
}

/* In running text only a close dash joins, and no full dates: those are two events. */
static bool may_join(cn_time_reader *r, size_t i, const cn_time_value *value)
{
    return word_at(r, i)->is_close && value->end.precision <= CN_PRECISION_MONTH;
}

/* The rest of a range behind a core that ends at word i. */
static size_t read_range(cn_time_reader *r, size_t i, bool is_between, cn_time_value *value)
{
    bool is_dash;
    size_t second = find_second(r, i, is_between, &is_dash), after;

    if (second == i && !is_dash)
        return i;
    if (!r->is_whole && (!is_dash || !(r->options & CN_TIME_RANGES) || !may_join(r, i, value)))
        return i;
    after = read_second(r, second, value);
    return after > second ? after : i;
}

/* Does the text end with a dash, "1998-"? */
static bool ends_in_dash(const cn_time_reader *r, size_t end)
{
    const char *rest = r->words.text + end;
    size_t len = r->words.len - end;

    return (len == 1 && rest[0] == '-') || (len == 3 && (memcmp(rest, "\xE2\x80\x93", 3) == 0 ||
                                                         memcmp(rest, "\xE2\x80\x94", 3) == 0));
}

/* The preposition of a text of its own: the place after it. */
static size_t take_preposition(cn_time_reader *r, size_t i, cn_value_word_kind *kind)
{
    *kind = (cn_value_word_kind)word_at(r, i)->kind;
    switch (*kind) {
    case CN_VW_BEFORE:
        if (word_at(r, i)->value == 1) /* "prior to" */
            return has_kind(r, i + 1, CN_VW_TO) ? i + 2 : i;
        return i + 1;
    case CN_VW_IN:
    case CN_VW_FROM:
    case CN_VW_SINCE:
    case CN_VW_UNTIL:
    case CN_VW_AFTER:
    case CN_VW_BETWEEN:
        return i + 1;
    default:
        return i;
    }
}

/* "more than", "over", "about" before a length. */
static size_t take_bound(cn_time_reader *r, size_t i)
{
    if (has_kind(r, i, CN_VW_ABOUT))
        return i + 1;
    if (!has_kind(r, i, CN_VW_MORE))
        return i;
    return has_kind(r, i + 1, CN_VW_THAN) ? i + 2 : i + 1;
}

static void open_side(cn_value_word_kind kind, bool has_second, cn_time_value *value)
{
    if (value->kind == CN_TIME_LENGTH)
        return;
    if (kind == CN_VW_SINCE || kind == CN_VW_AFTER || (kind == CN_VW_FROM && !has_second))
        value->is_open_end = true;
    else if (kind == CN_VW_UNTIL || kind == CN_VW_BEFORE)
        value->is_open_begin = true;
}

static void close_value(cn_time_value *value)
{
    if (value->is_open_begin)
        value->begin = (cn_time_point){.precision = CN_PRECISION_NONE};
    if (value->is_open_end)
        value->end = (cn_time_point){.precision = CN_PRECISION_NONE};
}

/* An expression of a text of its own: the number of words it takes. */
static size_t read_whole(cn_time_reader *r, cn_time_value *value)
{
    cn_value_word_kind kind;
    size_t from = take_preposition(r, 0, &kind), after = read_core(r, from, value), second;

    if (after == from) {
        size_t bound = take_bound(r, from);

        after = bound > from ? read_core(r, bound, value) : from;
        if (after <= bound || value->kind != CN_TIME_LENGTH)
            return 0;
        value->is_approximate = true;
    }
    if (value->kind == CN_TIME_RELATIVE && kind != CN_VW_IN && from > 0) {
        open_side(kind, false, value);
        return after;
    }
    second = read_range(r, after, kind == CN_VW_BETWEEN, value);
    if (second == after && kind == CN_VW_BETWEEN)
        return 0;
    open_side(kind, second > after, value);
    if (second == after && value->kind == CN_TIME_DATE && from == 0 &&
        word_at(r, after)->kind == CN_VW_END && ends_in_dash(r, word_at(r, after - 1)->end))
        value->is_open_end = true;
    return second;
}

/* Skips a full stop, a dash or "?" that the expression took in, and white space, at the end. */
static size_t skip_end(const char *text, size_t len, size_t at, const cn_time_value *value)
{
    size_t end = at;

    if (end < len && (text[end] == '.' || (text[end] == '?' && value->is_approximate)))
        end++;
    else if (end < len && value->is_open_end && (text[end] == '-' || len - end == 3))
        end = len;
    while (end < len && (text[end] == ' ' || (text[end] >= '\t' && text[end] <= '\r')))
        end++;
    return end == len ? len : at;
}

/* Nothing but white space or an apostrophe ("'90s") stands before the first word. */
static bool begins_plainly(cn_time_reader *r)
{
    const cn_value_word *first = word_at(r, 0);
    size_t at = 0;

    while (at < first->first &&
           (r->words.text[at] == ' ' || (r->words.text[at] >= '\t' && r->words.text[at] <= '\r')))
        at++;
    if (at + 1 == first->first && r->words.text[at] == '\'')
        at++;
    else if (at + 3 == first->first && memcmp(r->words.text + at, "\xE2\x80\x99", 3) == 0)
        at += 3;
    return at == first->first;
}

size_t cn_time_read(const char *text, size_t len, cn_time_value *value)
{
    cn_time_reader r = {.options = CN_TIME_RANGES | CN_TIME_VAGUE | CN_TIME_SHORT_YEARS |
                                   CN_TIME_NARROW | CN_TIME_DISTANCES,
                        .is_whole = true};
    size_t n, end;

    if (cn_time_parse(text, len, value))
        return len;
    cn_value_words_init(&r.words, text, len, 0);
    n = begins_plainly(&r) ? read_whole(&r, value) : 0;
    if (n == 0) {
        *value = (cn_time_value){.kind = CN_TIME_NOTHING};
        return 0;
    }
    end = skip_end(text, len, cn_value_words_at(&r.words, n - 1)->end, value);
    if (value->kind != CN_TIME_RELATIVE)
        close_value(value);
    return end;
}

size_t cn_time_at(const char *text, size_t len, size_t first, unsigned options,
                  cn_time_value *value)
{
    cn_time_reader r = {.options = options};
    size_t n, second;

    *value = (cn_time_value){.kind = CN_TIME_NOTHING};
    cn_value_words_init(&r.words, text, len, first);
    if (cn_value_words_at(&r.words, 0)->first != first)
        return 0;
    if (options & CN_TIME_RANGES) /* "May-June 1995" begins with a month alone */
        r.options |= CN_TIME_VAGUE;
    n = read_core(&r, 0, value);
    second = n > 0 ? read_range(&r, n, false, value) : 0;
    n = second;
    if (n == 0 || (!(options & CN_TIME_VAGUE) &&
                   (value->kind == CN_TIME_RELATIVE ||
                    (value->kind == CN_TIME_PARTIAL && value->begin.day == 0)))) {
        *value = (cn_time_value){.kind = CN_TIME_NOTHING};
        return 0;
    }
    close_value(value);
    return cn_value_words_at(&r.words, n - 1)->end;
}
