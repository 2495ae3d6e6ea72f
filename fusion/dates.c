/* Dates as people write them, see dates.h.
 *
 * The text is cut into at most four parts, runs of digits or of letters; what stands between them
 * decides only whether the text is ISO. */
#include "fusion/dates.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PARTS_MAX = 4, DATE_LEN_MAX = 40 };

typedef struct part {
    int number;      /* -1 for letters */
    size_t n_digits; /* 0 for letters */
    int month;       /* of letters; 0 when they name none */
    bool is_ordinal; /* "th" after a number */
} part;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "December", "dec", "Sept": at least three letters that begin a month; 0 for other words. */
static int month_of(const char *word, size_t len)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

    for (int month = 0; month < 12; month++) {
        size_t i = 0;

        while (i < len && names[month][i] && (word[i] | 0x20) == names[month][i])
            i++;
        if (i == len && (len == 3 || (month == 8 && len == 4) || len == strlen(names[month])))
            return month + 1;
    }
    return 0;
}

static bool is_ordinal_end(const char *word, size_t len)
{
    static const char ends[] = "stndrdth";

    if (len != 2)
        return false;
    for (size_t i = 0; i < 8; i += 2) {
        if (word[0] == ends[i] && word[1] == ends[i + 1])
            return true;
    }
    return false;
}

/* Reads the part at text[*i]; false when it is none that a date has. */
static bool read_part(const char *text, size_t len, size_t *i, part *out)
{
    size_t start = *i;

    *out = (part){.number = -1};
    if (is_digit(text[*i])) {
        out->number = 0;
        for (; *i < len && is_digit(text[*i]) && *i - start < 5; ++*i)
            out->number = out->number * 10 + (text[*i] - '0');
        out->n_digits = *i - start;
        return out->n_digits <= 4;
    }
    while (*i < len && is_letter(text[*i]))
        ++*i;
    out->month = month_of(text + start, *i - start);
    return out->month != 0;
}

/* Skips what may stand between two parts: spaces, one comma, a point after a month. */
static void skip_gap(const char *text, size_t len, size_t *i)
{
    while (*i < len && (text[*i] == ' ' || text[*i] == ',' || text[*i] == '.'))
        ++*i;
}

/* Number of parts; 0 when the text is no date of words. */
static size_t read_parts(const char *text, size_t len, part *parts)
{
    size_t n = 0;

    for (size_t i = 0; i < len; skip_gap(text, len, &i)) {
        if (n == PARTS_MAX || !read_part(text, len, &i, &parts[n]))
            return 0;
        if (parts[n].n_digits > 0 && len - i >= 2 && is_ordinal_end(text + i, 2)) {
            parts[n].is_ordinal = true;
            i += 2;
        }
        /* "10December" or "1815x" is not a date; a part ends at a gap or at the end. */
        if (i < len && text[i] != ' ' && text[i] != ',' && text[i] != '.')
            return 0;
        n++;
    }
    return n;
}

static bool is_year(const part *p)
{
    return (p->n_digits == 3 || p->n_digits == 4) && p->number >= 100 && !p->is_ordinal;
}

static bool is_day(const part *p)
{
    return p->n_digits == 1 || p->n_digits == 2;
}

static bool is_in_calendar(const cn_date *date)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = date->year;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (date->month == 0)
        return true;
    return date->month <= 12 && date->day <= days[date->month - 1] &&
           (date->month != 2 || date->day != 29 || is_leap);
}

/* "YYYY-MM" or "YYYY-MM-DD". */
static bool read_iso(const char *text, size_t len, cn_date *date)
{
    int fields[3] = {0, 0, 0};

    if (len != 7 && len != 10)
        return false;
    for (size_t i = 0, field = 0; i < len; i++) {
        if (i == 4 || i == 7) {
            if (text[i] != '-')
                return false;
            field++;
        } else {
            if (!is_digit(text[i]))
                return false;
            fields[field] = fields[field] * 10 + (text[i] - '0');
        }
    }
    *date = (cn_date){fields[0], fields[1], fields[2]};
    return date->year >= 100 && date->month > 0 && (len == 7 || date->day > 0);
}

static bool read_words(const char *text, size_t len, cn_date *date)
{
    part parts[PARTS_MAX];
    size_t n = read_parts(text, len, parts);

    if (n == 0 || !is_year(&parts[n - 1]))
        return false;
    *date = (cn_date){.year = parts[n - 1].number};
    if (n == 1)
        return len == parts[0].n_digits;
    if (n > 3)
        return false;
    if (n == 2) {
        date->month = parts[0].month;
        return date->month != 0;
    }
    /* "10 December 1815" or "December 10, 1815". */
    date->month = parts[0].month ? parts[0].month : parts[1].month;
    date->day = parts[0].month ? parts[1].number : parts[0].number;
    return date->month != 0 && date->day > 0 && is_day(&parts[parts[0].month ? 1 : 0]);
}

bool cn_date_read(const char *text, size_t len, cn_date *date)
{
    *date = (cn_date){0, 0, 0};
    if (len > DATE_LEN_MAX || len == 0)
        return false;
    if ((read_iso(text, len, date) || read_words(text, len, date)) && is_in_calendar(date))
        return true;
    *date = (cn_date){0, 0, 0};
    return false;
}

bool cn_date_covers(const cn_date *vague, const cn_date *precise)
{
    if (vague->year != precise->year)
        return false;
    if (vague->month == 0)
        return precise->month != 0;
    return vague->month == precise->month && vague->day == 0 && precise->day != 0;
}

size_t cn_date_iso(const cn_date *date, char iso[11])
{
    unsigned year = (unsigned)date->year % 10000u;
    unsigned month = (unsigned)date->month % 100u;
    unsigned day = (unsigned)date->day % 100u;
    int len;

    if (date->month == 0)
        len = snprintf(iso, 11, "%04u", year);
    else if (date->day == 0)
        len = snprintf(iso, 11, "%04u-%02u", year, month);
    else
        len = snprintf(iso, 11, "%04u-%02u-%02u", year, month, day);
    return (size_t)len;
}
