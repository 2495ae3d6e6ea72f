/* Quantities as people write them -> exact numbers with the symbol of their unit: "10-12 km", "more
 * than 5,000 inhabitants", "US$ 3 million", "25 percent", "-40 °C", "half a mile", "third".
 *
 * Units are not converted, only spelt one way: "12 miles" is 12 mi. English; pure functions over at
 * most CN_VALUE_WORDS_MAX words. */
#ifndef CN_BASE_QUANTITY_H
#define CN_BASE_QUANTITY_H

#include "base/number.h"
#include "base/units.h"

typedef enum cn_quantity_bound {
    CN_BOUND_NONE = 0,
    CN_BOUND_MORE = 1,     /* more than, over */
    CN_BOUND_LESS = 2,     /* less than, under */
    CN_BOUND_AT_LEAST = 3, /* at least */
    CN_BOUND_AT_MOST = 4   /* at most, up to */
} cn_quantity_bound;

typedef struct cn_quantity_value {
    bool is_there;
    bool is_approximate;                 /* "about", "nearly", two thirds */
    bool is_ordinal;                     /* "third", "19th": the number of a place in a row */
    bool is_grouped, is_word, is_scaled; /* how the number was written, see number.h */
    uint8_t bound;                       /* cn_quantity_bound */
    cn_decimal low, high;                /* equal but for a range */
    cn_unit unit;                        /* symbol "" for a bare number */
} cn_quantity_value;

enum { CN_QUANTITY_TEXT_MAX = 2 * CN_DECIMAL_TEXT_MAX + CN_UNIT_MAX + 8 };

/* Reads the quantity that text begins with, with "about" or "more than", and the noun it counts
 * when nothing but plain words follows to the end. Returns the bytes it takes, with white space
 * and a full stop when nothing else is left; 0 when there is none: value is then all zero. */
size_t cn_quantity_read(const char *text, size_t len, cn_quantity_value *value);

/* For the finder: the number that begins at the word at text[first], with its unit or currency but
 * without a noun and without "about". A currency sign right before it belongs to it: *begin is the
 * first byte. Returns the byte after it, 0 for none. joins_ranges: "10-12 km" is one. */
size_t cn_quantity_at(const char *text, size_t len, size_t first, bool joins_ranges,
                      cn_quantity_value *value, size_t *begin);

/* Writes the compact text, "4.25 USD", "~5000 inhabitant", "10..12 km", ">130 acre", "3rd"; returns
 * its length. size should be CN_QUANTITY_TEXT_MAX; in less, the text is left empty when it does not
 * fit. */
size_t cn_quantity_text(const cn_quantity_value *value, char *out, size_t size);

#endif
