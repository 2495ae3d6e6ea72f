/* The order in which rows are kept and written: by id, so that equal ones are neighbours and SQLite
 * appends instead of searching. */
#ifndef CN_FUSION_ORDER_H
#define CN_FUSION_ORDER_H

#include <stddef.h>
#include <stdint.h>

typedef struct cn_ordered {
    int64_t id;
    uint32_t place;
} cn_ordered;

/* Sorts by id, equal ids in the order they came. Ids must not be negative. scratch holds n items.
 */
void cn_order(cn_ordered *items, cn_ordered *scratch, size_t n);

#endif
