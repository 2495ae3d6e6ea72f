/* Values of time -> text, days and other values, see time.h. */
#include "base/time.h"

#include <stdio.h>
#include <string.h>

enum {
    POINT_TEXT_MAX = 48,
    FAR_DAYS = 1 << 29,   /* further than any year that is read */
    MONTHS_OF_SEASON = 3, /* spring begins in March */
    NO_MONTH = 0
};

static bool is_same(const cn_time_point *a, const cn_time_point *b)
{
    return a->year == b->year && a->precision == b->precision && a->month == b->month &&
           a->day == b->day && a->weekday == b->weekday && a->hour == b->hour &&
           a->minute == b->minute && a->second == b->second;
}

static int32_t years_of(int precision)
{
    switch (precision) {
    case CN_PRECISION_MILLENNIUM:
        return 1000;
    case CN_PRECISION_CENTURY:
        return 100;
    case CN_PRECISION_DECADE:
        return 10;
    default:
        return 1;
    }
}

/* ---- Text ---------------------------------------------------------------------------------- */

static void year_text(int32_t year, char out[16])
{
    if (year > 9999 || year < -9999)
        snprintf(out, 16, "Y%ld", (long)year);
    else if (year < 0)
        snprintf(out, 16, "-%04ld", -(long)year);
    else
        snprintf(out, 16, "%04ld", (long)year);
}

static void clock_text(const cn_time_point *point, char out[16])
{
    const char *zone = point->is_utc ? "Z" : "";
    unsigned hour = point->hour % 100u, minute = point->minute % 100u;

    if (point->precision == CN_PRECISION_HOUR)
        snprintf(out, 16, "T%02u%s", hour, zone);
    else if (point->precision == CN_PRECISION_MINUTE)
        snprintf(out, 16, "T%02u:%02u%s", hour, minute, zone);
    else
        snprintf(out, 16, "T%02u:%02u:%02u%s", hour, minute, point->second % 100u, zone);
}

/* One side; is_end: of a decade or a century its last year. */
static void point_text(const cn_time_point *point, bool is_end, char out[POINT_TEXT_MAX])
{
    char year[16] = "XXXX", clock[16] = "";
    unsigned month = point->month % 100u, day = point->day % 100u;

    if (point->has_year)
        year_text(point->year + (is_end ? years_of(point->precision) - 1 : 0), year);
    if (point->precision >= CN_PRECISION_HOUR)
        clock_text(point, clock);
    if (point->weekday)
        snprintf(out, POINT_TEXT_MAX, "XXXX-WXX-%u", point->weekday % 10u);
    else if (point->precision >= CN_PRECISION_HOUR && month == NO_MONTH)
        snprintf(out, POINT_TEXT_MAX, "%s", clock);
    else if (point->precision >= CN_PRECISION_DAY)
        snprintf(out, POINT_TEXT_MAX, "%s-%02u-%02u%s", year, month, day, clock);
    else if (point->precision >= CN_PRECISION_SEASON)
        snprintf(out, POINT_TEXT_MAX, "%s-%02u", year, month);
    else
        snprintf(out, POINT_TEXT_MAX, "%s", year);
}

static void date_text(const cn_time_value *value, char out[CN_TIME_TEXT_MAX])
{
    char begin[POINT_TEXT_MAX] = "..", end[POINT_TEXT_MAX] = "..";
    const char *about = value->is_approximate ? "~" : "";
    const cn_time_point *point = &value->begin;

    if (is_same(point, &value->end) && point->precision == CN_PRECISION_DECADE &&
        point->year >= 0 && point->year <= 9990) {
        snprintf(out, CN_TIME_TEXT_MAX, "%03ldX%s", (long)point->year / 10, about);
        return;
    }
    if (value->begin.precision != CN_PRECISION_NONE)
        point_text(&value->begin, false, begin);
    if (value->end.precision != CN_PRECISION_NONE)
        point_text(&value->end, true, end);
    if (strcmp(begin, end) == 0)
        snprintf(out, CN_TIME_TEXT_MAX, "%s%s", begin, about);
    else
        snprintf(out, CN_TIME_TEXT_MAX, "%s%s/%s%s", begin, strcmp(begin, "..") ? about : "", end,
                 strcmp(end, "..") ? about : "");
}

/* "P6Y", "PT90M"; decades and centuries in years. */
static void length_text(const cn_time_value *value, const cn_decimal *length,
                        char out[POINT_TEXT_MAX + 8])
{
    static const char *const ends[] = {"", "S", "M", "H", "D", "W", "M", "Y", "Y", "Y", "Y"};
    static const int powers[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    char number[CN_DECIMAL_TEXT_MAX];
    cn_decimal count = *length;
    unsigned unit = value->unit <= CN_TIME_MILLENNIA ? value->unit : 0;

    out[0] = '\0';
    if (unit == 0 || !cn_decimal_shift(&count, powers[unit]))
        return;
    cn_decimal_text(&count, number);
    snprintf(out, POINT_TEXT_MAX + 8, "P%s%s%s", unit <= CN_TIME_HOURS ? "T" : "", number,
             ends[unit]);
}

size_t cn_time_iso(const cn_time_value *value, char *out, size_t size)
{
    char text[CN_TIME_TEXT_MAX] = "", low[POINT_TEXT_MAX + 8], high[POINT_TEXT_MAX + 8];
    size_t len;

    if (size == 0)
        return 0;
    out[0] = '\0';
    if (value->kind == CN_TIME_DATE || value->kind == CN_TIME_PARTIAL ||
        value->kind == CN_TIME_OF_DAY) {
        date_text(value, text);
    } else if (value->kind == CN_TIME_LENGTH) {
        length_text(value, &value->low, low);
        length_text(value, &value->high, high);
        if (strcmp(low, high) == 0)
            snprintf(text, sizeof(text), "%s", low);
        else
            snprintf(text, sizeof(text), "%.54s/%.54s", low, high);
    }
    len = strlen(text);
    if (len + 1 > size)
        return 0;
    memcpy(out, text, len + 1);
    return len;
}

/* ---- Days ---------------------------------------------------------------------------------- */

/* Days from 1 January 1970; years of 400 are all alike, so the sums stay small. */
static int64_t day_of(int32_t year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t y = (int64_t)year + 400000; /* positive, and a multiple of 400 away */
    int64_t days = (y - 1) * 365 + (y - 1) / 4 - (y - 1) / 100 + (y - 1) / 400;
    const int64_t zero = INT64_C(146816162); /* the same of 1 January 1970, see the test */

    days += before[month - 1] + day - 1;
    if (month > 2 && cn_time_month_days(year, 2) == 29)
        days++;
    return days - zero;
}

/* First and last month of a point; of winter, December of its year to the next February. */
static void months_of(const cn_time_point *point, int *first, int *last)
{
    int month = point->month;

    *first = 1;
    *last = 12;
    if (point->precision < CN_PRECISION_SEASON)
        return;
    *last = *first = month;
    if (month >= 40)
        *first = (month - 40) * 6 + 1;
    else if (month >= 33)
        *first = (month - 33) * 3 + 1;
    else if (month >= 21)
        *first = (month - 20) * MONTHS_OF_SEASON;
    else
        return;
    *last = *first + (month >= 40 ? 5 : 2);
}

static int64_t first_day(const cn_time_point *point)
{
    int first, last;

    months_of(point, &first, &last);
    return day_of(point->year, first, point->precision >= CN_PRECISION_DAY ? point->day : 1);
}

static int64_t last_day(const cn_time_point *point)
{
    int first, last;
    int32_t year = point->year + years_of(point->precision) - 1;

    months_of(point, &first, &last);
    if (point->precision >= CN_PRECISION_DAY)
        return day_of(year, last, point->day);
    if (last > 12) {
        last -= 12;
        year++;
    }
    return day_of(year, last, cn_time_month_days(year, last));
}

/* How far "about" reaches beyond a point, in days: five years of a year. */
static int64_t slack_of(const cn_time_value *value, const cn_time_point *point)
{
    if (!value->is_approximate)
        return 0;
    if (point->precision >= CN_PRECISION_DAY)
        return 5;
    if (point->precision >= CN_PRECISION_SEASON)
        return 31;
    if (!is_same(&value->begin, &value->end))
        return 366;
    return point->precision == CN_PRECISION_CENTURY ? INT64_C(25) * 366 : INT64_C(5) * 366;
}

bool cn_time_days(const cn_time_value *value, int64_t *first, int64_t *last)
{
    *first = -FAR_DAYS;
    *last = FAR_DAYS;
    if (value->kind != CN_TIME_DATE)
        return false;
    if (value->begin.precision != CN_PRECISION_NONE)
        *first = first_day(&value->begin) - slack_of(value, &value->begin);
    if (value->end.precision != CN_PRECISION_NONE)
        *last = last_day(&value->end) + slack_of(value, &value->end);
    return true;
}

/* ---- Dates that count from others ---------------------------------------------------------- */

static void set_day(int64_t day, cn_time_point *point)
{
    /* Within a year of the day: the mean year has 365.2425 days. */
    int32_t year = (int32_t)(1970 + day * 10000 / 3652425);
    int month = 1;

    while (day_of(year, 1, 1) > day)
        year--;
    while (day_of(year + 1, 1, 1) <= day)
        year++;
    while (month < 12 && day_of(year, month + 1, 1) <= day)
        month++;
    *point = (cn_time_point){.year = year, .has_year = true, .precision = CN_PRECISION_DAY};
    point->month = (uint8_t)month;
    point->day = (uint8_t)(day - day_of(year, month, 1) + 1);
}

/* Monday is 1; 1 January 1970 was a Thursday. */
static int weekday_of(int64_t day)
{
    return (int)(((day + 3) % 7 + 7) % 7) + 1;
}

static bool resolve_days(cn_time_value *value, const cn_time_point *reference)
{
    int64_t day, monday;

    if (reference->precision < CN_PRECISION_DAY || reference->month < 1 || reference->month > 12)
        return false;
    day = day_of(reference->year, reference->month, reference->day);
    monday = day - weekday_of(day) + 1 + (int64_t)value->offset * 7;
    if (value->unit == CN_TIME_DAYS) {
        set_day(day + value->offset, &value->begin);
        value->end = value->begin;
    } else if (value->begin.weekday) {
        /* "last Sunday" is the nearest one before, "next Sunday" the nearest one after. */
        int64_t step = value->begin.weekday - weekday_of(day);

        if (value->offset > 0 && step <= 0)
            step += 7;
        if (value->offset < 0 && step >= 0)
            step -= 7;
        set_day(day + step, &value->begin);
        value->end = value->begin;
    } else {
        set_day(monday, &value->begin);
        set_day(monday + 6, &value->end);
    }
    return true;
}

static int32_t floor_to(int32_t year, int32_t step)
{
    int32_t rest = year % step;

    return year - (rest < 0 ? rest + step : rest);
}

static bool resolve_years(cn_time_value *value, const cn_time_point *reference)
{
    cn_time_point point = {.year = reference->year, .has_year = true};
    int32_t months;

    switch (value->unit) {
    case CN_TIME_MONTHS:
        if (reference->precision < CN_PRECISION_MONTH || reference->month > 12)
            return false;
        months = point.year * 12 + reference->month - 1 + value->offset;
        point.year = floor_to(months, 12) / 12;
        point.month = (uint8_t)(months - point.year * 12 + 1);
        point.precision = CN_PRECISION_MONTH;
        break;
    case CN_TIME_YEARS:
        point.year += value->offset;
        point.month = value->begin.month;
        point.precision = point.month ? value->begin.precision : (uint8_t)CN_PRECISION_YEAR;
        break;
    case CN_TIME_DECADES:
        point.year = floor_to(point.year, 10) + value->offset * 10;
        point.precision = CN_PRECISION_DECADE;
        break;
    case CN_TIME_CENTURIES:
        point.year = floor_to(point.year - 1, 100) + 1 + value->offset * 100;
        point.precision = CN_PRECISION_CENTURY;
        break;
    default:
        return false;
    }
    value->begin = value->end = point;
    return true;
}

/* Gives a partial date the year of the reference; false for a day that year has not. */
static bool resolve_partial(cn_time_value *value, const cn_time_point *reference)
{
    cn_time_point *sides[] = {&value->begin, &value->end};

    if (value->begin.weekday || value->end.weekday)
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (sides[i]->day > cn_time_month_days(reference->year, sides[i]->month) &&
            sides[i]->month <= 12 && sides[i]->month > 0)
            return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (sides[i]->precision == CN_PRECISION_NONE)
            continue;
        sides[i]->year = reference->year;
        sides[i]->has_year = true;
    }
    return true;
}

bool cn_time_resolve(cn_time_value *value, const cn_time_point *reference)
{
    bool is_filled = false;

    if (!reference->has_year || reference->year > 99999 || reference->year < -99999)
        return false;
    if (value->kind == CN_TIME_PARTIAL)
        is_filled = resolve_partial(value, reference);
    else if (value->kind == CN_TIME_RELATIVE &&
             (value->unit == CN_TIME_DAYS || value->unit == CN_TIME_WEEKS))
        is_filled = resolve_days(value, reference);
    else if (value->kind == CN_TIME_RELATIVE)
        is_filled = resolve_years(value, reference);
    if (!is_filled)
        return false;
    value->kind = CN_TIME_DATE;
    if (value->is_open_begin)
        value->begin = (cn_time_point){.precision = CN_PRECISION_NONE};
    if (value->is_open_end)
        value->end = (cn_time_point){.precision = CN_PRECISION_NONE};
    return true;
}
