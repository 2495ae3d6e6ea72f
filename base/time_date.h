/* One date, without ranges of dates or words around it: what base/time_read.c puts together.
 * Internal to base/time.h. */
#ifndef CN_BASE_TIME_DATE_H
#define CN_BASE_TIME_DATE_H

#include "base/time.h"

typedef struct cn_time_reader {
    cn_value_words words;
    unsigned options;    /* CN_TIME_RANGES ... */
    bool is_whole;       /* the text is known to be about a time: "10 dec 1815", "1815-12" */
    bool is_approximate; /* found on the way: "c. 1815" */
} cn_time_reader;

/* The date at word i: the place after it, or i. "12-14 March" gives two points. */
size_t cn_time_date(cn_time_reader *r, size_t i, cn_time_point *begin, cn_time_point *end);
/* "3:30 pm", "14:00 UTC", "noon": fills the hour, minute and second of point. */
size_t cn_time_clock(cn_time_reader *r, size_t i, cn_time_point *point);

/* Does nothing stand right behind the last word, before word i, that would make it another? */
bool cn_time_ends_at(cn_time_reader *r, size_t i);

#endif
