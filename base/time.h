/* Expressions of time as people write them -> ISO 8601, and EDTF (ISO 8601-2:2019) where plain ISO
 * has no form: dates of any precision, ranges, open ranges, times of the day, lengths of time, and
 * expressions such as "last year" that need a date to count from.
 *
 * Proleptic Gregorian calendar, astronomical years: 0 is 1 BC. Pure functions over at most
 * CN_VALUE_WORDS_MAX words; English. */
#ifndef CN_BASE_TIME_H
#define CN_BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/number.h"

typedef enum cn_time_unit {
    CN_TIME_NO_UNIT,
    CN_TIME_SECONDS,
    CN_TIME_MINUTES,
    CN_TIME_HOURS,
    CN_TIME_DAYS,
    CN_TIME_WEEKS,
    CN_TIME_MONTHS,
    CN_TIME_YEARS,
    CN_TIME_DECADES,
    CN_TIME_CENTURIES,
    CN_TIME_MILLENNIA
} cn_time_unit;

typedef enum cn_time_kind {
    CN_TIME_NOTHING = 0,
    CN_TIME_DATE = 1,     /* a point or a stretch of the calendar: begin .. end */
    CN_TIME_OF_DAY = 2,   /* "3:30 pm": no date in it */
    CN_TIME_LENGTH = 3,   /* "six years": low .. high */
    CN_TIME_RELATIVE = 4, /* "last year": offset units from a date that is said elsewhere */
    CN_TIME_PARTIAL = 5   /* "10 December", "Sunday": no year in it */
} cn_time_kind;

/* Precision: how fine a point is. */
typedef enum cn_time_precision {
    CN_PRECISION_NONE = 0,
    CN_PRECISION_MILLENNIUM = 1,
    CN_PRECISION_CENTURY = 2,
    CN_PRECISION_DECADE = 3,
    CN_PRECISION_YEAR = 4,
    CN_PRECISION_SEASON = 5, /* a season, a quarter or a half of a year */
    CN_PRECISION_MONTH = 6,
    CN_PRECISION_DAY = 7,
    CN_PRECISION_HOUR = 8,
    CN_PRECISION_MINUTE = 9,
    CN_PRECISION_SECOND = 10
} cn_time_precision;

typedef struct cn_time_point {
    int32_t year;      /* first year of a decade, century, millennium */
    uint8_t precision; /* cn_time_precision */
    uint8_t month;     /* 1..12; 21..24 spring to winter; 33..36 quarters; 40, 41 halves */
    uint8_t day;
    uint8_t weekday; /* 1..7, Monday first; only of a partial date, else 0 */
    uint8_t hour, minute, second;
    bool has_year;
    bool is_utc;
} cn_time_point;

typedef struct cn_time_value {
    uint8_t kind; /* cn_time_kind */
    uint8_t unit; /* cn_time_unit, of a length and of a relative time */
    bool is_approximate;
    bool is_open_begin, is_open_end; /* "until 2004"; "since 1998" */
    bool is_from_text;        /* relative: counts from the date said before, not from today */
    int32_t offset;           /* relative: in units; 0 is "this year", "the same year" */
    cn_time_point begin, end; /* equal for a single point; an open side has precision NONE */
    cn_decimal low, high;     /* of a length */
} cn_time_value;

enum { CN_TIME_TEXT_MAX = 112 }; /* bytes of the ISO text, with the NUL */

/* What cn_time_at() takes beyond dates with a year, times of the day and lengths. */
enum {
    CN_TIME_RANGES = 1,      /* "1992-2002", "March-May 1994" are one; else the first of two */
    CN_TIME_VAGUE = 2,       /* "May", "Sunday", "10 December", "last year" */
    CN_TIME_SHORT_YEARS = 4, /* a bare number of three digits is a year */
    CN_TIME_NARROW = 8,      /* with "early", "mid", "c.", "the end of" before a date */
    CN_TIME_DISTANCES = 16   /* "two years ago"; else it is the length "two years" */
};

/* Reads the expression that text begins with, with the preposition that changes its meaning
 * ("since 1998", "from 1992 to 2002", "in May 2008"). Returns the bytes it takes, with white space
 * and a full stop when nothing else is left; 0 when there is none: value is then all zero. A text
 * that cn_time_iso() wrote reads as what it was. */
size_t cn_time_read(const char *text, size_t len, cn_time_value *value);

/* For the finder: the expression that begins at the word at text[first], without prepositions;
 * "the" belongs to it only before a decade or a century. Returns the byte after it, 0 for none. */
size_t cn_time_at(const char *text, size_t len, size_t first, unsigned options,
                  cn_time_value *value);

/* Fills what value leaves to the context from `reference`, a point with a year: the year of a
 * partial date, the date of a relative one. False: there was nothing to fill, or it cannot be. */
bool cn_time_resolve(cn_time_value *value, const cn_time_point *reference);

/* Writes the ISO 8601 or EDTF text and returns its length; 0 for a relative time. size should be
 * CN_TIME_TEXT_MAX; in less, the text is left empty when it does not fit. */
size_t cn_time_iso(const cn_time_value *value, char *out, size_t size);

/* Reads what cn_time_iso() writes, the whole of text; false, and value all zero, for anything else.
 * A century comes back as its years. */
bool cn_time_parse(const char *text, size_t len, cn_time_value *value);

/* The first and the last day of a date, counted from 1 January 1970; an open or approximate side
 * lies further out. False for a value without a year. */
bool cn_time_days(const cn_time_value *value, int64_t *first, int64_t *last);

/* Days of a month of a year; 0 for no month. */
int cn_time_month_days(int32_t year, int month);

#endif
