/* One interval of a valid text, taken apart. Internal to fusion/valid.h.
 *
 * A side keeps its text, since that says how precise it is, and the days it may mean. */
#ifndef CN_FUSION_VALID_SPAN_H
#define CN_FUSION_VALID_SPAN_H

#include "base/time.h"
#include "fusion/valid.h"

typedef enum cn_side_kind {
    CN_SIDE_UNKNOWN, /* "" */
    CN_SIDE_OPEN,    /* ".." */
    CN_SIDE_DATE
} cn_side_kind;

enum { CN_SIDE_LEN = 19 }; /* bytes of a side, with the NUL: two, '/' and ';' make a span */

typedef struct cn_side {
    cn_side_kind kind;
    bool is_bound;       /* "2002?": at that time or before */
    int64_t first, last; /* days */
    char text[CN_SIDE_LEN];
} cn_side;

typedef enum cn_span_kind {
    CN_SPAN_POINT, /* "1998" */
    CN_SPAN_WHOLE, /* both ends are known */
    CN_SPAN_BEGIN, /* only the beginning is */
    CN_SPAN_END    /* only the end is */
} cn_span_kind;

typedef struct cn_span {
    cn_span_kind kind;
    cn_side begin, end; /* of a point equal */
} cn_span;

/* The date in text, to the day: clock times are cut off. */
bool cn_side_read(cn_side *side, const char *text, size_t len);
/* The begin or the end of a date value; an open or missing side becomes kind UNKNOWN. */
void cn_side_of_value(cn_side *side, const cn_time_value *value, bool is_end);
void cn_side_of_day(cn_side *side, int64_t day); /* UNKNOWN for years without four digits */

/* The next interval of a valid text; false at its end. What is none is skipped. */
bool cn_span_next(const char **text, cn_span *span);
/* Sets kind from the sides; false when neither is a date, or the end is before the beginning. */
bool cn_span_close(cn_span *span, bool is_point);
/* Appends the text at out[*len], with a ';' when something stands there. */
void cn_span_text(const cn_span *span, char out[CN_VALID_TEXT_MAX], size_t *len);

#endif
