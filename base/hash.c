/* XXH3, the ids made from it, and digests of sets of rows.
 *
 * XXH3 is defined bit by bit, so the numbers are the same on every machine and may be stored.
 * A digest is the sum of the rows' 128-bit hashes: a sum does not depend on the order, and unlike
 * an exclusive or it sees a row that is there twice. */
#include "base/hash.h"

#include <stdio.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t cn_hash(const void *data, size_t len)
{
    return XXH3_64bits(data, len);
}

/* The finaliser of MurmurHash3, a bijection. */
static uint64_t scramble(uint64_t x)
{
    x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDu;
    x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53u;
    return x ^ (x >> 33);
}

uint64_t cn_hash_mix(uint64_t a, uint64_t b)
{
    /* The constant keeps (0, 0) from giving 0; 2^64 / golden ratio, as in SplitMix64. */
    return scramble(scramble(a + 0x9E3779B97F4A7C15u) + b);
}

cn_hash128 cn_hash_wide(const void *data, size_t len)
{
    XXH128_hash_t wide = XXH3_128bits(data, len);

    return (cn_hash128){.low = wide.low64, .high = wide.high64};
}

int64_t cn_hash_id(const void *data, size_t len)
{
    int64_t id = (int64_t)(cn_hash(data, len) & INT64_MAX);

    return id ? id : 1; /* 0 means "none" */
}

void cn_digest_add(cn_digest *digest, const void *row, size_t len)
{
    cn_hash128 wide = cn_hash_wide(row, len);

    digest->low += wide.low;
    digest->high += wide.high;
    digest->n++;
}

void cn_digest_hex(const cn_digest *digest, char hex[33])
{
    uint64_t first = cn_hash_mix(digest->high, digest->n);
    uint64_t second = cn_hash_mix(digest->low, first);

    snprintf(hex, 33, "%016llx%016llx", (unsigned long long)first, (unsigned long long)second);
}
