/* The text that cn_time_iso() writes -> its value, so that a normal form can be read again: by
 * those who find it stored, and in what people write as ISO 8601 themselves ("1992/2002"). */
#include "base/time.h"

#include <string.h>

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool take(cursor *c, const char *text)
{
    size_t len = strlen(text);

    if ((size_t)(c->end - c->at) < len || memcmp(c->at, text, len) != 0)
        return false;
    c->at += len;
    return true;
}

/* Exactly n digits. */
static bool take_digits(cursor *c, int n, int32_t *value)
{
    *value = 0;
    if (c->end - c->at < n)
        return false;
    for (int i = 0; i < n; i++) {
        if (c->at[i] < '0' || c->at[i] > '9')
            return false;
        *value = *value * 10 + (c->at[i] - '0');
    }
    c->at += n;
    return true;
}

/* The fields behind a "T". */
static bool take_clock(cursor *c, cn_time_point *point)
{
    int32_t hour, minute, second;

    if (!take_digits(c, 2, &hour) || hour > 23)
        return false;
    point->hour = (uint8_t)hour;
    point->precision = CN_PRECISION_HOUR;
    if (take(c, ":")) {
        if (!take_digits(c, 2, &minute) || minute > 59)
            return false;
        point->minute = (uint8_t)minute;
        point->precision = CN_PRECISION_MINUTE;
        if (take(c, ":")) {
            if (!take_digits(c, 2, &second) || second > 59)
                return false;
            point->second = (uint8_t)second;
            point->precision = CN_PRECISION_SECOND;
        }
    }
    point->is_utc = take(c, "Z");
    return true;
}

/* "-12-10T15:30" behind a year. */
static bool take_fields(cursor *c, cn_time_point *point)
{
    int32_t month, day;

    if (!take(c, "-"))
        return true;
    if (!take_digits(c, 2, &month))
        return false;
    point->month = (uint8_t)month;
    point->precision = CN_PRECISION_SEASON;
    if ((month >= 21 && month <= 24) || (month >= 33 && month <= 36) || month == 40 || month == 41)
        return true;
    point->precision = CN_PRECISION_MONTH;
    if (month < 1 || month > 12)
        return false;
    if (!take(c, "-"))
        return true;
    if (!take_digits(c, 2, &day) || day < 1 ||
        day > cn_time_month_days(point->has_year ? point->year : 2000, month))
        return false;
    point->day = (uint8_t)day;
    point->precision = CN_PRECISION_DAY;
    return !take(c, "T") || take_clock(c, point);
}

/* One side of a date; "~" behind it sets *is_approximate. */
static bool take_point(cursor *c, cn_time_point *point, bool *is_approximate)
{
    int32_t value;

    *point = (cn_time_point){.precision = CN_PRECISION_NONE};
    if (take(c, "T"))
        return take_clock(c, point);
    if (take(c, "XXXX-WXX-")) {
        point->precision = CN_PRECISION_DAY;
        if (!take_digits(c, 1, &value) || value < 1 || value > 7)
            return false;
        point->weekday = (uint8_t)value;
        return true;
    }
    if (take(c, "XXXX")) {
        if (!take_fields(c, point) || point->month == 0)
            return false;
    } else {
        bool is_negative = take(c, "-");

        if (take_digits(c, 4, &value)) {
            point->precision = CN_PRECISION_YEAR;
        } else if (!is_negative && take_digits(c, 3, &value) && take(c, "X")) {
            point->precision = CN_PRECISION_DECADE;
            value *= 10;
        } else {
            return false;
        }
        point->year = is_negative ? -value : value;
        point->has_year = true;
        if (point->precision == CN_PRECISION_YEAR && !take_fields(c, point))
            return false;
    }
    *is_approximate |= take(c, "~");
    return true;
}

/* "P6Y", "PT2.5H"; the unit must be the same in both sides of a range. */
static bool take_length(cursor *c, cn_time_value *value, cn_decimal *length)
{
    static const struct {
        char letter;
        bool has_t;
        uint8_t unit;
    } units[] = {{'S', true, CN_TIME_SECONDS}, {'M', true, CN_TIME_MINUTES},
                 {'H', true, CN_TIME_HOURS},   {'D', false, CN_TIME_DAYS},
                 {'W', false, CN_TIME_WEEKS},  {'M', false, CN_TIME_MONTHS},
                 {'Y', false, CN_TIME_YEARS}};
    bool has_t = take(c, "T");
    cn_value_words words;
    cn_number number;
    const char *first = c->at;

    while (c->at < c->end && ((*c->at >= '0' && *c->at <= '9') || *c->at == '.'))
        c->at++;
    cn_value_words_init(&words, first, (size_t)(c->at - first), 0);
    if (c->at == c->end || cn_number_read(&words, 0, &number) == 0)
        return false;
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        if (units[i].letter != *c->at || units[i].has_t != has_t)
            continue;
        if (value->unit != CN_TIME_NO_UNIT && value->unit != units[i].unit)
            return false;
        value->unit = units[i].unit;
        *length = number.value;
        c->at++;
        return true;
    }
    return false;
}

static bool parse_length(cursor *c, cn_time_value *value)
{
    value->kind = CN_TIME_LENGTH;
    if (!take(c, "P") || !take_length(c, value, &value->low))
        return false;
    value->high = value->low;
    if (take(c, "/P") && !take_length(c, value, &value->high))
        return false;
    return c->at == c->end;
}

static bool parse_date(cursor *c, cn_time_value *value)
{
    const cn_time_point *known = &value->begin;

    value->is_open_begin = take(c, "../");
    if (!value->is_open_begin && !take_point(c, &value->begin, &value->is_approximate))
        return false;
    if (value->is_open_begin) {
        if (!take_point(c, &value->end, &value->is_approximate))
            return false;
        known = &value->end;
    } else if (take(c, "/..")) {
        value->is_open_end = true;
    } else if (take(c, "/")) {
        if (!take_point(c, &value->end, &value->is_approximate) ||
            value->end.has_year != value->begin.has_year)
            return false;
    } else {
        value->end = value->begin;
    }
    if (known->precision >= CN_PRECISION_HOUR && known->month == 0)
        value->kind = CN_TIME_OF_DAY;
    else
        value->kind = (uint8_t)(known->has_year ? CN_TIME_DATE : CN_TIME_PARTIAL);
    return c->at == c->end;
}

bool cn_time_parse(const char *text, size_t len, cn_time_value *value)
{
    cursor c = {text, text + len};

    *value = (cn_time_value){.kind = CN_TIME_NOTHING};
    if (len > 0 && len < CN_TIME_TEXT_MAX &&
        (text[0] == 'P' ? parse_length(&c, value) : parse_date(&c, value)))
        return true;
    *value = (cn_time_value){.kind = CN_TIME_NOTHING};
    return false;
}
