/* Units and currencies, as written -> their symbol: "kilometres" km, "square miles" mi2, "US$" USD.
 * Internal to base/quantity.h. */
#ifndef CN_BASE_UNITS_H
#define CN_BASE_UNITS_H

#include "base/value_words.h"

enum { CN_UNIT_MAX = 32 }; /* bytes of a symbol or a counted noun, with the NUL */

typedef struct cn_unit {
    char symbol[CN_UNIT_MAX];
    bool is_money;
    bool is_time;
    bool is_noun; /* a counted thing, in the singular */
    int power;    /* the unit written is 10^power of symbol: cents -2, "$5m" 6 */
} cn_unit;

/* The unit at word i, behind a number: the place after it, or i. Takes "per hour", "/h", "squared";
 * loose: also with capitals ("KM"). */
size_t cn_unit_read(cn_value_words *words, size_t i, bool is_loose, cn_unit *unit);
/* "per hour", "/s", "an hour" behind a unit or a noun: appended to its symbol. */
size_t cn_unit_per(cn_value_words *words, size_t i, cn_unit *unit);
/* The currency at word i, before a number: "$", "US$", "EUR". */
size_t cn_unit_currency(cn_value_words *words, size_t i, cn_unit *unit);
/* The singular of the plain noun at word i; i when it is no noun (a number, a listed word). */
size_t cn_unit_noun(cn_value_words *words, size_t i, cn_unit *unit);

#endif
