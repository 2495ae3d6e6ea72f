/* What keys and facts make of entities, see identities.h.
 *
 * An entity's row is a function of the names of its key, the keys that mean it, and the facts it
 * stands in. A key that means one other has no entity of its own; one that may mean several has
 * one only when a fact or another key needs it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fusion/identities_parts.h"
#include "fusion/order.h"

static const size_t ALIASES_MAX = INT32_MAX; /* of an entity */

/* Keys of the stored aliases of an entity, with what each may mean. */
static int dirty_aliases_of(cn_identities *it, cn_cursor *cursor, cairn_error *err)
{
    cn_alias_row row;
    uint32_t key;
    int rc;

    while ((rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = cn_keys_get(it->keys, row.entity, &key, err);
        if (rc < 0)
            break;
        it->keys->items[key].is_dirty = true;
    }
    return rc;
}

int cn_identities_dirty_old(cn_identities *it, uint32_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    int rc = cn_alias_scan_key(it->keys->store, it->keys->items[key].id, &cursor, err);

    if (rc == CAIRN_OK)
        rc = dirty_aliases_of(it, cursor, err);
    cn_cursor_free(cursor);
    return rc;
}

/* A stored alias of an entity. */
struct cn_meant {
    int64_t target, key;
};

static int compare_meant(const void *a, const void *b)
{
    const struct cn_meant *x = a;
    const struct cn_meant *y = b;

    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

static int read_meant(cn_identities *it, int64_t entity, cairn_error *err)
{
    const size_t first = it->n_meant;
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    int rc = cn_alias_scan_entity(it->keys->store, entity, ALIASES_MAX, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW) {
        if (!cn_grow((void **)&it->meant, &it->cap_meant, it->n_meant + 1, ALIASES_MAX,
                     sizeof(*it->meant))) {
            rc = cn_fail_memory(err, it->n_meant * sizeof(*it->meant));
            break;
        }
        it->meant[it->n_meant++] = (struct cn_meant){row.target, row.key};
    }
    cn_cursor_free(cursor);
    if (rc == CAIRN_OK && it->n_meant - first > 1)
        qsort(it->meant + first, it->n_meant - first, sizeof(*it->meant), compare_meant);
    return rc;
}

/* Stored aliases of an entity, read once: when it loses thousands of them, each of these asks who
 * looked to it. What was written anew since then is decided, and need not be pushed. */
static int find_meant(cn_identities *it, int64_t entity, size_t *first, size_t *n, cairn_error *err)
{
    const uint64_t *found = cn_map_get(&it->meant_of, (uint64_t)entity);
    uint64_t *slot;
    int rc;

    if (!found) {
        *first = it->n_meant;
        rc = read_meant(it, entity, err);
        *n = it->n_meant - *first;
        slot = rc == CAIRN_OK ? cn_map_put(&it->meant_of, (uint64_t)entity, NULL) : NULL;
        if (!slot)
            return rc < 0 ? rc : cn_fail_memory(err, sizeof(*slot));
        *slot = (uint64_t)*first << 32 | *n;
        return CAIRN_OK;
    }
    *first = (size_t)(*found >> 32);
    *n = (size_t)(*found & UINT32_MAX);
    return CAIRN_OK;
}

static int push_meaning(cn_identities *it, int64_t entity, int64_t target, cn_push_fn push,
                        cairn_error *err)
{
    size_t low, n, high;
    int rc = find_meant(it, entity, &low, &n, err);

    if (rc < 0)
        return rc;
    n += low;
    for (high = n; low < high;) {
        const size_t middle = low + (high - low) / 2;

        if (it->meant[middle].target < target)
            low = middle + 1;
        else
            high = middle;
    }
    for (; rc == CAIRN_OK && low < n && it->meant[low].target == target; low++) {
        uint32_t key;

        rc = cn_keys_get(it->keys, it->meant[low].key, &key, err);
        if (rc == CAIRN_OK)
            rc = push(it, key, err);
    }
    return rc;
}

int cn_identities_push_aliases(cn_identities *it, uint32_t key, cn_push_fn push, cairn_error *err)
{
    const int64_t id = it->keys->items[key].id, old_root = it->keys->items[key].old_root;
    int rc = push_meaning(it, old_root, id, push, err);

    return rc < 0 || old_root == id ? rc : push_meaning(it, id, id, push, err);
}

/* ---- Entities ---- */

/* Sums of a key and of the keys that mean it. */
typedef struct sums {
    uint64_t mentions, about;
    uint64_t types[CN_NAMED_TYPES];
    size_t n_aliases;
} sums;

/* What is said of a key is said of each entity it may mean; what kind of thing it is, only of a
 * sole one. */
static void add_counts(sums *sum, const cn_counts *counts, bool is_sole, bool is_own)
{
    sum->mentions += counts->mentions;
    sum->about += is_own || is_sole ? counts->about : 0;
    for (size_t i = 0; is_sole && i < CN_NAMED_TYPES; i++)
        sum->types[i] += counts->types[i];
}

static int add_alias(cn_keys *keys, uint32_t alias, sums *sum, cairn_error *err)
{
    const cn_counts counts = cn_key_counts(keys, alias);
    int rc = cn_key_remember(keys, alias, err);

    add_counts(sum, &counts, keys->items[alias].is_merged, false);
    sum->n_aliases++;
    return rc;
}

/* The aliases of the store are written by now. */
static int add_stored_aliases(cn_identities *it, uint32_t key, sums *sum, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    uint32_t alias;
    int rc =
        cn_alias_scan_entity(it->keys->store, it->keys->items[key].id, ALIASES_MAX, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = cn_keys_get(it->keys, row.key, &alias, err);
        if (rc == CAIRN_OK)
            rc = add_alias(it->keys, alias, sum, err);
    }
    cn_cursor_free(cursor);
    return rc;
}

static int add_noted_aliases(cn_identities *it, uint32_t key, sums *sum, cairn_error *err)
{
    const int64_t id = it->keys->items[key].id;
    size_t low = 0, high = it->n_aliases;
    int rc = CAIRN_OK;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (it->aliases[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    for (; rc == CAIRN_OK && low < it->n_aliases && it->aliases[low].id == id; low++)
        rc = add_alias(it->keys, it->aliases[low].place, sum, err);
    return rc;
}

/* The type most mentions give it, else the smallest that facts give it; OTHER when none does. */
static int choose_type(const cn_key *key, const sums *sum)
{
    size_t best = 0;

    for (size_t i = 1; i < CN_NAMED_TYPES; i++) {
        if (sum->types[i] > sum->types[best])
            best = i;
    }
    if (sum->types[best] > 0)
        return (int)best + 1;
    for (size_t i = 0; i < CN_NAMED_TYPES; i++) {
        if (key->object_types[i] > 0)
            return (int)i + 1;
    }
    return CN_TYPE_OTHER;
}

static int drop_entity(cn_identities *it, uint32_t place, cairn_error *err)
{
    const cn_key *key = &it->keys->items[place];

    return key->is_entity_stored ? cn_entity_drop(it->keys->store, key->id, err) : CAIRN_OK;
}

static int write_entity(cn_identities *it, uint32_t place, cairn_error *err)
{
    cn_keys *keys = it->keys;
    const uint32_t named =
        keys->items[place].sense_of == CN_NO_PLACE ? place : keys->items[place].sense_of;
    const uint32_t display = cn_key_display(keys, named);
    const cn_counts counts = cn_key_counts(keys, place);
    cn_entity_row row = {.id = keys->items[place].id};
    sums sum = {.mentions = 0};
    const cn_key *key;
    int rc = cn_key_tally(keys, place, err);

    if (rc == CAIRN_OK)
        rc = cn_key_remember(keys, place, err);
    if (rc < 0)
        return rc;
    if (display == CN_NO_PLACE)
        return drop_entity(it, place, err);
    add_counts(&sum, &counts, true, true);
    if (named != place) { /* a further sense is the sort of thing that its name is */
        const cn_counts of_name = cn_key_counts(keys, named);

        for (size_t i = 0; i < CN_NAMED_TYPES; i++)
            sum.types[i] = of_name.types[i];
    }
    if (keys->is_fresh)
        rc = add_noted_aliases(it, place, &sum, err);
    else
        rc = add_stored_aliases(it, place, &sum, err);
    if (rc < 0)
        return rc;
    key = &keys->items[place];
    if (key->facts == 0 && sum.n_aliases == 0 &&
        (sum.mentions == 0 || key->is_merged || key->n_targets > 1))
        return drop_entity(it, place, err);
    row.name = cn_name_text(keys, display);
    row.type = choose_type(key, &sum);
    row.mentions = sum.mentions;
    row.about = sum.about;
    row.facts = key->facts;
    for (size_t i = 0; i < CN_NAMED_TYPES; i++)
        row.object_types[i] = key->object_types[i];
    return cn_entity_put(keys->store, &row, err);
}

/* Keys to be written, by id, which is how the store keeps them. */
static size_t order_dirty(const cn_keys *keys, size_t n_keys, cn_ordered *order)
{
    size_t n = 0;

    for (size_t i = 0; i < n_keys; i++) {
        if (keys->is_fresh || keys->items[i].is_dirty || cn_key_is_retallied(&keys->items[i]))
            order[n++] = (cn_ordered){keys->items[i].id, (uint32_t)i};
    }
    cn_order(order, order + n_keys, n);
    return n;
}

static int dirty_senses(cn_identities *it, uint32_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_sense_row row;
    uint32_t sense;
    int rc = cn_sense_scan(it->keys->store, it->keys->items[key].id, &cursor, err);

    while (rc >= 0 && (rc = cn_sense_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = cn_keys_get(it->keys, row.entity, &sense, err);
        if (rc < 0)
            break;
        it->keys->items[sense].sense_of = key;
        it->keys->items[sense].is_dirty = true;
    }
    cn_cursor_free(cursor);
    return rc;
}

/* What was counted of a key changes the entities that it means. */
static int dirty_touched(cn_identities *it, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->keys->n_before; i++) {
        cn_cursor *cursor = NULL;
        const uint32_t key = it->keys->before[i].key;

        it->keys->items[key].is_dirty = true;
        rc = cn_key_remember(it->keys, key, err);
        if (rc == CAIRN_OK &&
            (it->keys->items[key].has_old_aliases || it->keys->items[key].n_targets > 0)) {
            rc = cn_alias_scan_key(it->keys->store, it->keys->items[key].id, &cursor, err);
            if (rc == CAIRN_OK)
                rc = dirty_aliases_of(it, cursor, err);
            cn_cursor_free(cursor);
        }
        if (rc == CAIRN_OK && it->keys->items[key].has_old_senses)
            rc = dirty_senses(it, key, err);
    }
    return rc;
}

int cn_identities_write(cn_identities *it, cairn_error *err)
{
    int rc = dirty_touched(it, err);
    const size_t n_keys = it->keys->n; /* more may be read meanwhile, none of them dirty */
    cn_ordered *order = cn_alloc_zero(n_keys + 1, 2 * sizeof(*order));
    cn_ordered *scratch = cn_alloc_zero(it->n_aliases + 1, sizeof(*scratch));
    size_t n = 0;

    if (!order || !scratch)
        rc = cn_fail_memory(err, n_keys * 2 * sizeof(*order));
    if (rc == CAIRN_OK) {
        cn_order(it->aliases, scratch, it->n_aliases);
        n = order_dirty(it->keys, n_keys, order);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        rc = write_entity(it, order[i].place, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(it->pace, err);
    }
    cn_free(order);
    cn_free(scratch);
    return rc;
}
