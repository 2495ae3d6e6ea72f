/* Dates as people write them -> year, month, day, as far as they are known. */
#ifndef CN_FUSION_DATES_H
#define CN_FUSION_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cn_date {
    int year;  /* 100..9999 */
    int month; /* 1..12, 0 unknown */
    int day;   /* 1..31, 0 unknown */
} cn_date;

/* Reads the whole of text: "10 December 1815", "Dec. 10th, 1815", "December 1815", "1815",
 * "1815-12-10", "1815-12". False for anything else, such as "c. 1815", "44 BC", "10/12/1815"
 * (which day that is depends on the country). Proleptic Gregorian calendar. */
bool cn_date_read(const char *text, size_t len, cn_date *date);

/* vague says the same as precise, with less precision: 1815 and 10 December 1815. */
bool cn_date_covers(const cn_date *vague, const cn_date *precise);

/* One number for a date and back, unknown parts included. */
static inline uint64_t cn_date_pack(const cn_date *date)
{
    return (uint64_t)date->year << 9 | (uint64_t)date->month << 5 | (uint64_t)date->day;
}
static inline cn_date cn_date_unpack(uint64_t packed)
{
    return (cn_date){(int)(packed >> 9), (int)(packed >> 5 & 15), (int)(packed & 31)};
}

/* YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601); returns the length. */
size_t cn_date_iso(const cn_date *date, char iso[11]);

#endif
