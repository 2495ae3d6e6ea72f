/* Hash maps, open addressing with linear probing, power-of-two sizes.
 * Iteration order is not defined: sort before anything a user or the digest sees. */
#ifndef CN_BASE_MAP_H
#define CN_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* uint64 -> uint64. The key 0 is allowed. */
typedef struct cn_map {
    struct cn_map_slot *slots;
    size_t n;
    size_t cap; /* power of two */
    bool has_zero;
    uint64_t zero_value;
} cn_map;

struct cn_map_slot {
    uint64_t key; /* 0 means free */
    uint64_t value;
};

void cn_map_init(cn_map *map);
void cn_map_done(cn_map *map);
void cn_map_clear(cn_map *map); /* memory kept */
bool cn_map_reserve(cn_map *map, size_t n);
/* Pointer to the value of key, NULL when absent. Valid until the next put. */
uint64_t *cn_map_get(const cn_map *map, uint64_t key);
/* Pointer to the value of key, inserted as 0 when absent (*was_new tells; may be
 * NULL). NULL when out of memory. */
uint64_t *cn_map_put(cn_map *map, uint64_t key, bool *was_new);
/* for (size_t i = 0; cn_map_next(map, &i, &key, &value);) */
bool cn_map_next(const cn_map *map, size_t *i, uint64_t *key, uint64_t *value);

/* string -> uint64; keys are copied into the map's own arena. */
typedef struct cn_strmap cn_strmap;
cn_strmap *cn_strmap_new(void);
void cn_strmap_free(cn_strmap *map);
uint64_t *cn_strmap_get(const cn_strmap *map, const char *key, size_t len);
uint64_t *cn_strmap_put(cn_strmap *map, const char *key, size_t len, bool *was_new);

#endif
