/* Numbers as people write them -> exact decimals: "1,234.50", "twenty-five", "three hundred and
 * five", "2.5 million", "half a million", "two and a half", "three quarters", "3 1/2", "a dozen".
 *
 * No floating point: 0.1 is one tenth, the same on every machine. */
#ifndef CN_BASE_NUMBER_H
#define CN_BASE_NUMBER_H

#include "base/value_words.h"

enum { CN_DECIMAL_TEXT_MAX = 48 }; /* bytes of a decimal written, with the NUL */

/* digits x 10^exponent. Normal: digits has no zero at its end, and 0 has the exponent 0. */
typedef struct cn_decimal {
    int64_t digits;
    int exponent; /* -18..36 */
} cn_decimal;

typedef struct cn_number {
    cn_decimal value;
    bool is_grouped; /* "1,234": no year and no house number */
    bool is_word;    /* no digit in it */
    bool is_scaled;  /* "million", "dozen" */
    bool is_part;    /* rounded: "two thirds" is 0.6667 */
} cn_number;

/* Reads the number that begins at word i: the place after it, or i when there is none. */
size_t cn_number_read(cn_value_words *words, size_t i, cn_number *number);

/* value x 10^power; value times factor. False when it does not fit; value is then unchanged. */
bool cn_decimal_shift(cn_decimal *value, int power);
bool cn_decimal_times(cn_decimal *value, int64_t factor);
/* a < b: -1, a > b: 1. */
int cn_decimal_compare(const cn_decimal *a, const cn_decimal *b);
/* Writes "1234.5"; returns the length. */
size_t cn_decimal_text(const cn_decimal *value, char text[CN_DECIMAL_TEXT_MAX]);

#endif
