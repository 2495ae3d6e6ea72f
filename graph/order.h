/* Sorting of 64-bit keys: everything the snapshot sorts is packed into one. */
#ifndef CN_GRAPH_ORDER_H
#define CN_GRAPH_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Ascending, in place; scratch holds n keys too. O(n) per byte in which the keys differ. */
void cn_order_u64(uint64_t *keys, uint64_t *scratch, size_t n);
/* Drops repeats from sorted keys; returns how many are left. */
size_t cn_order_unique(uint64_t *keys, size_t n);

#endif
