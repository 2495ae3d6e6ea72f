/* xxHash (XXH3), the ids of names, entities and relations, and digests. */
#ifndef CN_BASE_HASH_H
#define CN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct cn_hash128 {
    uint64_t low, high;
} cn_hash128;

uint64_t cn_hash(const void *data, size_t len);
uint64_t cn_hash_mix(uint64_t a, uint64_t b); /* order matters */
cn_hash128 cn_hash_wide(const void *data, size_t len);
/* A row id from content: 1..2^63-1, the same on every machine. */
int64_t cn_hash_id(const void *data, size_t len);

/* A digest of a set of rows that does not depend on their order. */
typedef struct cn_digest {
    uint64_t low, high, n;
} cn_digest;
void cn_digest_add(cn_digest *digest, const void *row, size_t len);
void cn_digest_hex(const cn_digest *digest, char hex[33]);

#endif
