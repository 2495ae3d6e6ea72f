/* Words -> one date, see time_date.h.
 *
 * Each form is a function that takes the words it needs or none; cn_time_date() tries them from the
 * most to the least special. No form looks at more than a dozen words, and none calls itself. */
#include "base/time_date.h"

#include <string.h>

enum { YEAR_FIRST = 1000, YEAR_LAST = 2100, YEARS_BC_MAX = 9999 };

static const cn_value_word *word_at(cn_time_reader *r, size_t i)
{
    return cn_value_words_at(&r->words, i);
}

static bool follows(cn_time_reader *r, size_t i, cn_value_word_kind kind)
{
    return cn_value_words_follow(&r->words, i, kind);
}

bool cn_time_ends_at(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    if (word->kind == CN_VW_END)
        return true;
    if (word->gap == CN_VG_NONE)
        return false;
    return !(word->kind == CN_VW_DIGITS && word->is_close &&
             (word->gap == CN_VG_COMMA || word->gap == CN_VG_PERIOD || word->gap == CN_VG_COLON));
}

int cn_time_month_days(int32_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month < 1 || month > 12)
        return 0;
    if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
        return 29;
    return days[month - 1];
}

static bool is_in_calendar(const cn_time_point *point)
{
    int32_t year = point->has_year ? point->year : 2000; /* a leap year */

    return point->day == 0 || point->day <= cn_time_month_days(year, point->month);
}

static void set_year(cn_time_point *point, int32_t year)
{
    point->year = year;
    point->has_year = true;
    if (point->precision == CN_PRECISION_NONE)
        point->precision = CN_PRECISION_YEAR;
}

/* ---- Years --------------------------------------------------------------------------------- */

/* 1 for AD at word i, -1 for BC, 0 for neither. */
static int era_at(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    return word->kind == CN_VW_ERA && word->is_upper &&
                   (word->gap == CN_VG_SPACE || word->gap == CN_VG_NONE || word->gap == CN_VG_COMMA)
               ? word->value
               : 0;
}

static bool is_year_number(const cn_value_word *word)
{
    return word->kind == CN_VW_DIGITS && word->n_digits == 4 && word->value >= YEAR_FIRST &&
           word->value <= YEAR_LAST;
}

/* A year behind a month: "1871", "476", "44 BC"; the gap before it is the caller's matter. */
static size_t take_year(cn_time_reader *r, size_t i, cn_time_point *point)
{
    const cn_value_word *word = word_at(r, i);
    int era = era_at(r, i + 1);

    if (word->kind == CN_VW_ERA && word->value == 1 && word->is_upper) { /* "AD 410" */
        const cn_value_word *year = word_at(r, i + 1);

        if (year->kind != CN_VW_DIGITS || year->gap != CN_VG_SPACE || year->n_digits > 4 ||
            year->value == 0 || !cn_time_ends_at(r, i + 2))
            return i;
        set_year(point, year->value);
        return i + 2;
    }
    if (word->kind != CN_VW_DIGITS || word->n_digits > 4 || word->value == 0)
        return i;
    if (era != 0) {
        set_year(point, era > 0 ? word->value : 1 - word->value);
        return i + 2;
    }
    if (!(is_year_number(word) ||
          (word->n_digits >= 3 && word->value >= 100 && (r->is_whole || word->n_digits == 3))) ||
        !cn_time_ends_at(r, i + 1))
        return i;
    set_year(point, word->value);
    return i + 1;
}

/* The year behind a month or a day: after a space or a comma. "of" and "the year" may come first.
 */
static size_t take_year_behind(cn_time_reader *r, size_t i, cn_time_point *point)
{
    const cn_value_word *word;
    size_t at = i;

    if (follows(r, at, CN_VW_OF))
        at++;
    word = word_at(r, at);
    if (word->gap != CN_VG_SPACE && word->gap != CN_VG_COMMA && word->gap != CN_VG_PERIOD)
        return i;
    if (word->gap == CN_VG_COMMA && word->n_digits == 3 && word_at(r, at + 1)->kind != CN_VW_END &&
        word_at(r, at + 1)->gap == CN_VG_SPACE)
        return i; /* "March 12, 300 men" */
    return take_year(r, at, point) > at ? take_year(r, at, point) : i;
}

/* "1871", "44 BC", "AD 410", "the year 1066". */
static size_t year_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *word = word_at(r, i);
    cn_time_point point = {.precision = CN_PRECISION_NONE};
    size_t after = take_year(r, i, &point);

    if (after == i && word->kind == CN_VW_UNIT && word->value == CN_TIME_YEARS &&
        follows(r, i + 1, CN_VW_DIGITS))
        after = take_year(r, i + 1, &point) > i + 1 ? take_year(r, i + 1, &point) : i;
    if (after == i)
        return i;
    if (after == i + 1 && word->n_digits == 3 && !(r->is_whole || r->options & CN_TIME_SHORT_YEARS))
        return i;
    *begin = *end = point;
    return after;
}

/* ---- Decades, centuries -------------------------------------------------------------------- */

/* The "s" of 1990s, with or without an apostrophe. */
static bool is_plural(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    return word->kind == CN_VW_S && !word->is_upper && word->is_close &&
           (word->gap == CN_VG_NONE || word->gap == CN_VG_APOSTROPHE);
}

/* "1990s", "1800s" (a century, but for 2000s), "90s", "nineties". */
static size_t decade_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *word = word_at(r, i);
    cn_time_point point = {.precision = CN_PRECISION_DECADE, .has_year = true};
    size_t after = i + 1;

    if (word->kind == CN_VW_DECADE) {
        point.year = 1900 + word->value;
    } else if (word->kind == CN_VW_DIGITS && word->value % 10 == 0 && is_plural(r, i + 1)) {
        after++;
        point.year = word->value;
        if (word->n_digits == 2 && word->value >= 20)
            point.year += 1900;
        else if (word->n_digits < 3 || word->n_digits > 4 || word->value > YEAR_LAST)
            return i;
        if (point.year % 100 == 0 && point.year < 2000)
            point.precision = CN_PRECISION_CENTURY;
    } else {
        return i;
    }
    if (era_at(r, after) < 0) { /* "40s BC": 49 to 40 BC */
        if (word->kind != CN_VW_DIGITS)
            return i;
        *begin = *end = (cn_time_point){.precision = CN_PRECISION_YEAR, .has_year = true};
        begin->year = 1 - (word->value + 9);
        end->year = 1 - word->value;
        return after + 1;
    }
    if (!cn_time_ends_at(r, after))
        return i;
    *begin = *end = point;
    return after;
}

/* An ordinal, "19th" or "nineteenth" or "twenty-first": its value, and *after behind it. */
static int take_ordinal(cn_time_reader *r, size_t i, size_t *after)
{
    const cn_value_word *word = word_at(r, i);
    const cn_value_word *tail = word_at(r, i + 1);

    *after = i;
    if (word->kind == CN_VW_DIGITS && word->n_digits <= 3 && tail->kind == CN_VW_TAIL &&
        tail->gap == CN_VG_NONE) {
        *after = i + 2;
        return word->value;
    }
    if (word->kind == CN_VW_ORDINAL) {
        *after = i + 1;
        return word->value;
    }
    if (word->kind == CN_VW_CARDINAL && word->value >= 20 && follows(r, i + 1, CN_VW_ORDINAL) &&
        tail->value < 10) {
        *after = i + 2;
        return word->value + tail->value;
    }
    return 0;
}

static bool is_century(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    return follows(r, i, CN_VW_UNIT) &&
           (word->value == CN_TIME_CENTURIES || word->value == CN_TIME_MILLENNIA);
}

static void set_century(int n, int unit, int era, cn_time_point *point)
{
    int years = unit == CN_TIME_MILLENNIA ? 1000 : 100;

    *point = (cn_time_point){.has_year = true, .precision = CN_PRECISION_CENTURY};
    if (unit == CN_TIME_MILLENNIA)
        point->precision = CN_PRECISION_MILLENNIUM;
    /* The 5th century BC: 500 to 401 BC, years -499 to -400. */
    point->year = era < 0 ? 1 - n * years : (n - 1) * years + 1;
}

/* "19th century", "fifth-century BC", "19th and 20th centuries", "2nd millennium". */
static size_t century_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    size_t after, second, at;
    int first = take_ordinal(r, i, &after), last = first, unit, era;

    if (first < 1 || first > 99)
        return i;
    at = after;
    if (!is_century(r, at)) {
        const cn_value_word *joint = word_at(r, at);

        if (joint->gap == CN_VG_DASH || joint->gap == CN_VG_HYPHEN)
            second = at;
        else if (follows(r, at, CN_VW_AND) || follows(r, at, CN_VW_TO))
            second = at + 1;
        else
            return i;
        last = take_ordinal(r, second, &after);
        if (last < 1 || last > 99 || !is_century(r, after))
            return i;
        at = after;
    }
    unit = word_at(r, at)->value;
    if (unit == CN_TIME_MILLENNIA && last > 9)
        return i;
    era = era_at(r, at + 1);
    set_century(first, unit, era, begin);
    set_century(last, unit, era, end);
    if (end->year < begin->year)
        return i;
    return at + (era != 0 ? 2 : 1);
}

/* ---- Days and months ----------------------------------------------------------------------- */

static bool is_month(cn_time_reader *r, size_t i)
{
    const cn_value_word *word = word_at(r, i);

    return word->kind == CN_VW_MONTH && (word->is_upper || r->is_whole);
}

/* A day of the month with its "th": the place after it, or i. */
static size_t take_day(cn_time_reader *r, size_t i, uint8_t *day)
{
    const cn_value_word *word = word_at(r, i);
    const cn_value_word *tail = word_at(r, i + 1);

    if (word->kind != CN_VW_DIGITS || word->n_digits > 2 || word->value < 1 || word->value > 31)
        return i;
    *day = (uint8_t)word->value;
    if (tail->kind == CN_VW_TAIL && tail->gap == CN_VG_NONE)
        return i + 2;
    return cn_time_ends_at(r, i + 1) || tail->gap == CN_VG_PERIOD ? i + 1 : i;
}

/* The second day of "12-14 March", "12 and 13 March", "12 to 14 March". */
static size_t take_last_day(cn_time_reader *r, size_t i, uint8_t *day)
{
    const cn_value_word *word = word_at(r, i);
    size_t at = i, after;

    if (follows(r, i, CN_VW_AND) || follows(r, i, CN_VW_TO))
        at++;
    else if (word->gap != CN_VG_HYPHEN && word->gap != CN_VG_DASH)
        return i;
    after = take_day(r, at, day);
    return after > at ? after : i;
}

/* Copies to both points; a year said once counts for both. */
static bool set_days(const cn_time_point *point, uint8_t first, uint8_t last, cn_time_point *begin,
                     cn_time_point *end)
{
    *begin = *end = *point;
    begin->day = first;
    end->day = last;
    begin->precision = end->precision = first ? CN_PRECISION_DAY : CN_PRECISION_MONTH;
    return is_in_calendar(begin) && is_in_calendar(end) && first <= last;
}

static bool may_stand_alone(const cn_time_reader *r, const cn_time_point *point)
{
    return point->has_year || r->is_whole || r->options & CN_TIME_VAGUE || point->day > 0;
}

/* "12 March 1871", "12th of March", "12-14 March 1871". */
static size_t day_month_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    cn_time_point point = {.precision = CN_PRECISION_MONTH};
    uint8_t first = 0, last = 0;
    size_t at = take_day(r, i, &first), after;

    if (at == i)
        return i;
    last = first;
    after = take_last_day(r, at, &last);
    if (after > at && is_month(r, after))
        at = after;
    else
        last = first;
    if (follows(r, at, CN_VW_OF))
        at++;
    if (!is_month(r, at) ||
        !(word_at(r, at)->gap == CN_VG_SPACE || word_at(r, at)->gap == CN_VG_PERIOD ||
          (word_at(r, at)->gap == CN_VG_HYPHEN && is_year_number(word_at(r, at + 1)))))
        return i;
    point.month = (uint8_t)word_at(r, at++)->value;
    if (word_at(r, at)->gap == CN_VG_HYPHEN && is_year_number(word_at(r, at)) &&
        word_at(r, at - 1)->gap == CN_VG_HYPHEN)
        at = take_year(r, at, &point); /* "12-Mar-1871" */
    else
        at = take_year_behind(r, at, &point);
    return set_days(&point, first, last, begin, end) ? at : i;
}

/* "March 12, 1871", "March 12-14, 1871", "March 1871", "March". */
static size_t month_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    cn_time_point point = {.precision = CN_PRECISION_MONTH};
    uint8_t first = 0, last = 0;
    size_t at = i + 1, after;

    if (!is_month(r, i))
        return i;
    point.month = (uint8_t)word_at(r, i)->value;
    after = take_year_behind(r, at, &point);
    if (after > at)
        return set_days(&point, 0, 0, begin, end) ? after : i;
    if (follows(r, at, CN_VW_THE))
        at++;
    after = take_day(r, at, &first);
    if (after > at && (word_at(r, at)->gap == CN_VG_SPACE || word_at(r, at)->gap == CN_VG_PERIOD) &&
        word_at(r, at)->gap != CN_VG_BREAK) {
        size_t behind;

        at = after;
        last = first;
        behind = take_last_day(r, at, &last);
        if (behind > at && word_at(r, at)->kind == CN_VW_DIGITS && last > first &&
            !is_month(r, behind))
            at = behind;
        else
            last = first;
        at = take_year_behind(r, at, &point);
    } else {
        first = 0;
        at = i + 1;
        if (!cn_time_ends_at(r, at) || !may_stand_alone(r, &point))
            return i;
    }
    return set_days(&point, first, last, begin, end) ? at : i;
}

/* ---- Dates in digits ----------------------------------------------------------------------- */

static bool is_field(cn_time_reader *r, size_t i, cn_value_gap gap, unsigned digits)
{
    const cn_value_word *word = word_at(r, i);

    return word->kind == CN_VW_DIGITS && word->gap == (uint8_t)gap && word->is_close &&
           (digits == 0 ? word->n_digits <= 2 : word->n_digits == digits);
}

static bool set_date(cn_time_point *point, int32_t year, int32_t month, int32_t day)
{
    if (month < 1 || month > 12 || day < 0 || day > 31)
        return false;
    *point = (cn_time_point){.year = year, .has_year = true};
    point->month = (uint8_t)month;
    point->day = (uint8_t)day;
    point->precision = day ? CN_PRECISION_DAY : CN_PRECISION_MONTH;
    return is_in_calendar(point);
}

/* "1815-12-10", "1815/12/10", with a time behind "T"; "1815-12" where that is no range. */
static size_t iso_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *year = word_at(r, i), *month = word_at(r, i + 1), *day, *t;
    size_t at, after;

    if (year->kind != CN_VW_DIGITS || year->n_digits != 4 || year->value < 100 ||
        month->n_digits != 2)
        return i;
    day = word_at(r, i + 2);
    if ((is_field(r, i + 1, CN_VG_HYPHEN, 2) && is_field(r, i + 2, CN_VG_HYPHEN, 2)) ||
        (is_field(r, i + 1, CN_VG_SLASH, 0) && is_field(r, i + 2, CN_VG_SLASH, 0))) {
        if (day->value < 1 || !set_date(begin, year->value, month->value, day->value))
            return i;
        *end = *begin;
        at = i + 3;
        t = word_at(r, at);
        if (t->gap == CN_VG_NONE && t->end - t->first == 1 && r->words.text[t->first] == 'T') {
            after = cn_time_clock(r, at + 1, begin);
            if (after > at + 1) {
                *end = *begin;
                return after;
            }
        }
        return cn_time_ends_at(r, at) ? at : i;
    }
    if (!is_field(r, i + 1, CN_VG_HYPHEN, 2) || !cn_time_ends_at(r, i + 2) ||
        (!r->is_whole && month->value > year->value % 100) ||
        !set_date(begin, year->value, month->value, 0))
        return i;
    *end = *begin;
    return i + 2;
}

/* "25/12/1815", "12/25/1815", "10.12.1815": only where no other reading is left. */
static size_t digits_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    static const uint8_t gaps[] = {CN_VG_SLASH, CN_VG_PERIOD, CN_VG_HYPHEN};
    const cn_value_word *a = word_at(r, i), *b = word_at(r, i + 1), *year = word_at(r, i + 2);

    if (a->kind != CN_VW_DIGITS || a->n_digits > 2 || !cn_time_ends_at(r, i + 3))
        return i;
    for (size_t k = 0; k < sizeof(gaps); k++) {
        bool is_day_first;

        if (!is_field(r, i + 1, gaps[k], 0) || !is_field(r, i + 2, gaps[k], 4) ||
            !is_year_number(year))
            continue;
        is_day_first = a->value > 12 || gaps[k] == CN_VG_PERIOD;
        if (!is_day_first && b->value <= 12 && a->value != b->value)
            return i;
        if (a->value < 1 || b->value < 1 ||
            !set_date(begin, year->value, is_day_first ? b->value : a->value,
                      is_day_first ? a->value : b->value))
            return i;
        *end = *begin;
        return i + 3;
    }
    return i;
}

/* ---- Parts of a year, weekdays ------------------------------------------------------------- */

/* "spring of 2008", "summer 1966"; as a vague one, "the summer" is too little. */
static size_t season_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *word = word_at(r, i);
    cn_time_point point = {.precision = CN_PRECISION_SEASON};
    size_t after;

    if (word->kind != CN_VW_SEASON)
        return i;
    point.month = (uint8_t)(20 + word->value);
    after = take_year_behind(r, i + 1, &point);
    if (after == i + 1 || point.year < YEAR_FIRST)
        return i;
    *begin = *end = point;
    return after;
}

/* "Q3 2008", "third quarter of 2008", "first half of 2008", "second half of the 19th century". */
static size_t quarter_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *word = word_at(r, i), *unit;
    cn_time_point point = {.precision = CN_PRECISION_SEASON};
    size_t at, after;
    int n;

    if (word->kind == CN_VW_YEAR_OF && word->is_upper && word_at(r, i + 1)->gap == CN_VG_NONE &&
        word_at(r, i + 1)->n_digits == 1) {
        n = word_at(r, i + 1)->value;
        at = i + 2;
        if (n < 1 || n > 4)
            return i;
        point.month = (uint8_t)(32 + n);
    } else {
        n = take_ordinal(r, i, &at);
        unit = word_at(r, at);
        if (n < 1 || n > 4 || !(unit->kind == CN_VW_QUARTER || unit->kind == CN_VW_HALF) ||
            (unit->kind == CN_VW_HALF && n > 2) || unit->gap != CN_VG_SPACE)
            return i;
        point.month = (uint8_t)(unit->kind == CN_VW_QUARTER ? 32 + n : 39 + n);
        at++;
    }
    after = take_year_behind(r, at, &point);
    if (after > at && point.year >= YEAR_FIRST) {
        *begin = *end = point;
        return after;
    }
    if (point.month < 40 || !follows(r, at, CN_VW_OF))
        return i;
    at += follows(r, at + 1, CN_VW_THE) ? 2 : 1;
    after = century_form(r, at, begin, end);
    if (after == at)
        after = decade_form(r, at, begin, end);
    if (after == at || begin->year != end->year || begin->precision > CN_PRECISION_DECADE)
        return i;
    n = begin->precision == CN_PRECISION_DECADE ? 5 : 50;
    begin->year += point.month == 40 ? 0 : n;
    begin->precision = CN_PRECISION_YEAR;
    *end = *begin;
    end->year += n - 1;
    return after;
}

/* "Sunday", "Sunday, 25 January 1976". */
static size_t weekday_form(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    const cn_value_word *word = word_at(r, i);
    size_t at = i + 1, after;

    if (word->kind != CN_VW_WEEKDAY || !word->is_upper)
        return i;
    if (follows(r, at, CN_VW_THE))
        at++;
    if (word_at(r, at)->gap == CN_VG_SPACE || word_at(r, at)->gap == CN_VG_COMMA) {
        after = day_month_form(r, at, begin, end);
        if (after == at)
            after = month_form(r, at, begin, end);
        if (after > at && begin->precision == CN_PRECISION_DAY)
            return after;
    }
    if (!(r->options & CN_TIME_VAGUE) || !cn_time_ends_at(r, i + 1))
        return i;
    *begin = *end = (cn_time_point){.precision = CN_PRECISION_DAY};
    begin->weekday = end->weekday = (uint8_t)word->value;
    return i + 1;
}

size_t cn_time_date(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end)
{
    static size_t (*const forms[])(cn_time_reader *, size_t, cn_time_point *, cn_time_point *) = {
        iso_form,   digits_form,  century_form, quarter_form, day_month_form,
        month_form, weekday_form, decade_form,  season_form,  year_form};

    for (size_t k = 0; k < sizeof(forms) / sizeof(*forms); k++) {
        size_t after = forms[k](r, i, begin, end);

        if (after > i)
            return after;
    }
    return i;
}

/* ---- Times of the day ---------------------------------------------------------------------- */

static size_t take_half_day(cn_time_reader *r, size_t i, cn_time_point *point)
{
    const cn_value_word *word = word_at(r, i);

    if (word->kind != CN_VW_HALF_DAY || point->hour < 1 || point->hour > 12 ||
        !(word->gap == CN_VG_SPACE || word->gap == CN_VG_NONE) ||
        (word->gap == CN_VG_SPACE && r->words.text[word->first] == 'A' &&
         r->words.text[word->end - 1] == 'm'))
        return i;
    point->hour = (uint8_t)(point->hour % 12 + word->value);
    return i + 1;
}

size_t cn_time_clock(cn_time_reader *r, size_t i, cn_time_point *point)
{
    const cn_value_word *word = word_at(r, i), *zone;
    cn_time_point found = *point;
    size_t at = i + 1, after;

    found.precision = CN_PRECISION_HOUR;
    found.minute = found.second = 0;
    if (word->kind == CN_VW_NOON) {
        found.hour = (uint8_t)word->value;
        *point = found;
        return at;
    }
    if (word->kind != CN_VW_DIGITS || word->n_digits > 2 || word->value > 23)
        return i;
    found.hour = (uint8_t)word->value;
    if (is_field(r, at, CN_VG_COLON, 2) && word_at(r, at)->value < 60) {
        found.minute = (uint8_t)word_at(r, at++)->value;
        found.precision = CN_PRECISION_MINUTE;
        if (is_field(r, at, CN_VG_COLON, 2) && word_at(r, at)->value < 60) {
            found.second = (uint8_t)word_at(r, at++)->value;
            found.precision = CN_PRECISION_SECOND;
        }
    }
    after = take_half_day(r, at, &found);
    if (after == at && found.precision == CN_PRECISION_HOUR)
        return i;
    at = after;
    zone = word_at(r, at);
    if (zone->kind == CN_VW_ZONE && zone->is_upper && zone->gap == CN_VG_SPACE) {
        found.is_utc = zone->value == 1;
        at++;
    } else if (zone->gap == CN_VG_NONE && zone->end - zone->first == 1 &&
               r->words.text[zone->first] == 'Z') {
        found.is_utc = true;
        at++;
    }
    if (!cn_time_ends_at(r, at))
        return i;
    *point = found;
    return at;
}
