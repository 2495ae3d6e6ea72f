/* Hash maps with open addressing and linear probing.
 *
 * Keys are ids and hashes, but also small counting numbers; one multiplication spreads both. A
 * table is at most 5/8 full: a miss then looks at about four slots, which share a cache line.
 * Nothing is ever removed, so there are no tombstones.
 *
 * In cn_map the key 0 marks a free slot; the entry of key 0 itself lives beside the table.
 * n counts it. In cn_strmap a free slot has no key pointer. */
#include "base/map.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"

enum { CAP_MIN = 16 };
static const uint64_t SPREAD = 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio, Knuth 6.4 */

/* Smallest table for n entries; 0 when there is none. */
static size_t cap_for(size_t n)
{
    size_t cap = CAP_MIN;

    while (cap / 8 * 5 < n) {
        if (cap > SIZE_MAX / 4)
            return 0;
        cap *= 2;
    }
    return cap;
}

static inline size_t slot_of(uint64_t key, size_t cap)
{
    uint64_t mixed = key * SPREAD;

    return (size_t)(mixed ^ (mixed >> 32)) & (cap - 1);
}

void cn_map_init(cn_map *map)
{
    *map = (cn_map){.slots = NULL};
}

void cn_map_done(cn_map *map)
{
    cn_free(map->slots);
    cn_map_init(map);
}

void cn_map_clear(cn_map *map)
{
    if (map->slots)
        memset(map->slots, 0, map->cap * sizeof(*map->slots));
    map->n = 0;
    map->has_zero = false;
}

/* The slot that holds key, or the free one where it belongs. */
static struct cn_map_slot *find_slot(const cn_map *map, uint64_t key)
{
    size_t i = slot_of(key, map->cap);

    while (map->slots[i].key != key && map->slots[i].key != 0)
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

bool cn_map_reserve(cn_map *map, size_t n)
{
    cn_map bigger = *map;

    bigger.cap = cap_for(n);
    if (bigger.cap != 0 && bigger.cap <= map->cap)
        return true;
    if (bigger.cap == 0)
        return false;
    bigger.slots = cn_alloc_zero(bigger.cap, sizeof(*bigger.slots));
    if (!bigger.slots)
        return false;
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key != 0)
            *find_slot(&bigger, map->slots[i].key) = map->slots[i];
    }
    cn_free(map->slots);
    *map = bigger;
    return true;
}

uint64_t *cn_map_get(const cn_map *map, uint64_t key)
{
    struct cn_map_slot *slot;

    if (key == 0)
        return map->has_zero ? (uint64_t *)&map->zero_value : NULL;
    if (map->cap == 0)
        return NULL;
    slot = find_slot(map, key);
    return slot->key == key ? &slot->value : NULL;
}

static uint64_t *put_zero(cn_map *map, bool *was_new)
{
    *was_new = !map->has_zero;
    if (!map->has_zero) {
        map->has_zero = true;
        map->zero_value = 0;
        map->n++;
    }
    return &map->zero_value;
}

uint64_t *cn_map_put(cn_map *map, uint64_t key, bool *was_new)
{
    struct cn_map_slot *slot = NULL;
    bool ignored;

    if (!was_new)
        was_new = &ignored;
    if (key == 0)
        return put_zero(map, was_new);
    *was_new = false;
    if (map->cap > 0) {
        slot = find_slot(map, key);
        if (slot->key == key)
            return &slot->value;
    }
    if (map->n + 1 > map->cap / 8 * 5) {
        if (!cn_map_reserve(map, map->n + 1))
            return NULL;
        slot = find_slot(map, key);
    }
    *was_new = true;
    *slot = (struct cn_map_slot){.key = key, .value = 0};
    map->n++;
    return &slot->value;
}

/* Position 0 is the entry of key 0; position i + 1 is slot i. */
bool cn_map_next(const cn_map *map, size_t *i, uint64_t *key, uint64_t *value)
{
    if (*i == 0) {
        *i = 1;
        if (map->has_zero) {
            *key = 0;
            *value = map->zero_value;
            return true;
        }
    }
    while (*i <= map->cap) {
        const struct cn_map_slot *slot = &map->slots[(*i)++ - 1];

        if (slot->key != 0) {
            *key = slot->key;
            *value = slot->value;
            return true;
        }
    }
    return false;
}

typedef struct str_slot {
    const char *key; /* NULL means free */
    size_t len;
    uint64_t hash;
    uint64_t value;
} str_slot;

struct cn_strmap {
    str_slot *slots;
    size_t n;
    size_t cap;
    cn_arena keys;
};

cn_strmap *cn_strmap_new(void)
{
    cn_strmap *map = cn_alloc_zero(1, sizeof(*map));

    if (map)
        cn_arena_init(&map->keys, SIZE_MAX);
    return map;
}

void cn_strmap_free(cn_strmap *map)
{
    if (!map)
        return;
    cn_arena_done(&map->keys);
    cn_free(map->slots);
    cn_free(map);
}

static str_slot *find_str_slot(str_slot *slots, size_t cap, const char *key, size_t len,
                               uint64_t hash)
{
    size_t i = slot_of(hash, cap);

    for (; slots[i].key; i = (i + 1) & (cap - 1)) {
        const str_slot *slot = &slots[i];

        if (slot->hash == hash && slot->len == len && (len == 0 || !memcmp(slot->key, key, len)))
            break;
    }
    return &slots[i];
}

uint64_t *cn_strmap_get(const cn_strmap *map, const char *key, size_t len)
{
    str_slot *slot;

    if (map->cap == 0)
        return NULL;
    slot = find_str_slot(map->slots, map->cap, key, len, cn_hash(key, len));
    return slot->key ? &slot->value : NULL;
}

static bool grow_strmap(cn_strmap *map)
{
    size_t cap = cap_for(map->n + 1);
    str_slot *slots = cap ? cn_alloc_zero(cap, sizeof(*slots)) : NULL;

    if (!slots)
        return false;
    for (size_t i = 0; i < map->cap; i++) {
        const str_slot *old = &map->slots[i];

        if (old->key)
            *find_str_slot(slots, cap, old->key, old->len, old->hash) = *old;
    }
    cn_free(map->slots);
    map->slots = slots;
    map->cap = cap;
    return true;
}

uint64_t *cn_strmap_put(cn_strmap *map, const char *key, size_t len, bool *was_new)
{
    uint64_t hash = cn_hash(key, len);
    str_slot *slot = NULL;
    const char *copy;

    if (was_new)
        *was_new = false;
    if (map->cap > 0) {
        slot = find_str_slot(map->slots, map->cap, key, len, hash);
        if (slot->key)
            return &slot->value;
    }
    if (map->n + 1 > map->cap / 8 * 5) {
        if (!grow_strmap(map))
            return NULL;
        slot = find_str_slot(map->slots, map->cap, key, len, hash);
    }
    copy = cn_arena_strndup(&map->keys, key, len);
    if (!copy)
        return NULL;
    *slot = (str_slot){.key = copy, .len = len, .hash = hash, .value = 0};
    map->n++;
    if (was_new)
        *was_new = true;
    return &slot->value;
}
