/* Radix sort from the least significant byte. One pass counts all eight bytes, and a byte that
 * is the same in all keys costs nothing more: packed keys leave most of theirs unused. */
#include "graph/order.h"

#include <string.h>

enum { DIGITS = 8, DIGIT_VALUES = 256, FEW = 48 /* below it, insertion is faster */ };

static void insert_sort(uint64_t *keys, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t hole = i;

        for (; hole > 0 && keys[hole - 1] > key; hole--)
            keys[hole] = keys[hole - 1];
        keys[hole] = key;
    }
}

static void count_digits(const uint64_t *keys, size_t n, size_t counts[DIGITS][DIGIT_VALUES])
{
    memset(counts, 0, sizeof(size_t) * DIGITS * DIGIT_VALUES);
    for (size_t i = 0; i < n; i++)
        for (unsigned digit = 0; digit < DIGITS; digit++)
            counts[digit][keys[i] >> (8 * digit) & 0xffU]++;
}

/* Moves keys to out in the order of one digit; counts becomes the place of the next of each. */
static void scatter(const uint64_t *keys, uint64_t *out, size_t n, unsigned digit, size_t *counts)
{
    size_t sum = 0;

    for (unsigned value = 0; value < DIGIT_VALUES; value++) {
        size_t count = counts[value];

        counts[value] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        out[counts[keys[i] >> (8 * digit) & 0xffU]++] = keys[i];
}

void cn_order_u64(uint64_t *keys, uint64_t *scratch, size_t n)
{
    size_t counts[DIGITS][DIGIT_VALUES];
    uint64_t *from = keys, *to = scratch;

    if (n < FEW) {
        insert_sort(keys, n);
        return;
    }
    count_digits(keys, n, counts);
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        uint64_t *swap = from;

        if (counts[digit][keys[0] >> (8 * digit) & 0xffU] == n)
            continue;
        scatter(from, to, n, digit, counts[digit]);
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof(*keys));
}

size_t cn_order_unique(uint64_t *keys, size_t n)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++)
        if (n_kept == 0 || keys[i] != keys[n_kept - 1])
            keys[n_kept++] = keys[i];
    return n_kept;
}
