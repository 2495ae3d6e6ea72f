/* Dates as people write them, and as extraction stores them in ISO 8601 -> the days they may mean,
 * first to last. So a year and a day in it, "c. 1815" and 1817, "before 1950" and 1930 can be
 * compared without looking at how they were written. */
#ifndef CN_FUSION_DATES_H
#define CN_FUSION_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CN_DATE_ISO_MAX = 112 }; /* bytes of the ISO text, with the NUL */

typedef struct cn_date {
    int32_t first, last; /* days from 1 January 1970, first <= last; an open side is far out */
} cn_date;

/* Reads the whole of text: "10 December 1815", "Dec. 10th, 1815", "1815", "1815-12", "44 BC",
 * "c. 1815", "1990s", "19th century", "1992-2002", "since 1998", "1998/..". False for anything
 * else, and for what names no year: "10 December", "last year", "10/12/1815" (which day that is
 * depends on the country). Proleptic Gregorian calendar. iso: its ISO 8601 or EDTF text. */
bool cn_date_read(const char *text, size_t len, cn_date *date, char iso[CN_DATE_ISO_MAX]);

/* vague says the same as precise, with less precision: 1815 and 10 December 1815, "c. 1815" and
 * 1816. A strict order. */
bool cn_date_covers(const cn_date *vague, const cn_date *precise);

/* One number for a date and back. */
static inline uint64_t cn_date_pack(const cn_date *date)
{
    return (uint64_t)(uint32_t)date->first << 32 | (uint32_t)date->last;
}
static inline cn_date cn_date_unpack(uint64_t packed)
{
    /* Days stay below 2^30, so both halves are taken apart without a conversion that C leaves open.
     */
    const int64_t first = (int64_t)(packed >> 32), last = (int64_t)(packed & UINT32_MAX);

    return (cn_date){(int32_t)(first > INT32_MAX ? first - (INT64_C(1) << 32) : first),
                     (int32_t)(last > INT32_MAX ? last - (INT64_C(1) << 32) : last)};
}

#endif
