/* Literals -> values that can be compared.
 *
 * Two spellings of a value are equal: "10 December 1815" and "1815-12-10", "1,063 feet" and
 * "1063 ft", "$4 million" and "4,000,000 dollars", "Civil engineer" and "civil engineer". */
#ifndef CN_FUSION_VALUES_H
#define CN_FUSION_VALUES_H

#include "base/buf.h"
#include "fusion/dates.h"

/* Bits, so that a table can say for which kinds a relation is functional. */
typedef enum cn_value_kind {
    CN_VALUE_NONE = 0, /* nothing but white space */
    CN_VALUE_DATE = 1,
    CN_VALUE_QUANTITY = 2,
    CN_VALUE_ENTITY = 4,
    CN_VALUE_TEXT = 8
} cn_value_kind;

typedef struct cn_value {
    cn_value_kind kind;
    uint64_t hash;   /* equal for equal values of one kind */
    uint64_t detail; /* of a date: packed; of a quantity: hash of its unit, for only equal units are
                      * compared; else 0 */
} cn_value;

/* type is a cn_mention_type: a bare "1850" is a number when it was found as a quantity, else a
 * year. scratch is overwritten. */
int cn_value_read(const char *text, size_t len, int type, cn_buf *scratch, cn_value *value,
                  cairn_error *err);

#endif
