/* What a key may mean: the entity whose own key it is, those of its alias rows, and its further
 * senses. */
#include "graph/snapshot_parts.h"

#include <stdlib.h>

#include "base/mem.h"

#define ALIASES_MAX ((size_t)1 << 31)

struct cn_snap_alias {
    int64_t key;
    uint32_t entity;
};

void cn_snap_keys_init(cn_snap_keys *keys)
{
    *keys = (cn_snap_keys){.is_about = NULL};
}

void cn_snap_keys_done(cn_snap_keys *keys)
{
    cn_snap_ids_done(&keys->entities);
    cn_free(keys->is_about);
    cn_free(keys->aliases);
    cn_free(keys->table);
    cn_free(keys->key_entities);
    cn_free(keys->about_filter);
}

/* ---- Entities and aliases ---- */

static int add_entity(cn_snap_keys *keys, const cn_entity_row *row, cairn_error *err)
{
    size_t n = keys->entities.n;

    if (!cn_grow((void **)&keys->is_about, &keys->cap_about, n + 1, CN_SNAP_IDS_MAX,
                 sizeof(*keys->is_about)))
        return cn_fail_memory(err, (n + 1) * sizeof(*keys->is_about));
    keys->is_about[n] = row->about > 0;
    return cn_snap_ids_add(&keys->entities, row->id, err);
}

static int load_entities(cn_snap_keys *keys, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    int rc = cn_entity_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_entity_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_entity(keys, &row, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : cn_snap_ids_index(&keys->entities, err);
}

static int add_alias(cn_snap_keys *keys, int64_t key, cairn_id id, cairn_error *err)
{
    uint32_t entity = cn_snap_ids_find(&keys->entities, id);

    if (entity == UINT32_MAX)
        return cn_fail(err, CAIRN_EDB, id, "alias %lld means entity %lld, which is not there",
                       (long long)key, (long long)id);
    if (!cn_grow((void **)&keys->aliases, &keys->cap_aliases, keys->n_aliases + 1, ALIASES_MAX,
                 sizeof(*keys->aliases)))
        return cn_fail_memory(err, (keys->n_aliases + 1) * sizeof(*keys->aliases));
    keys->aliases[keys->n_aliases++] = (struct cn_snap_alias){.key = key, .entity = entity};
    return CAIRN_OK;
}

static int load_aliases(cn_snap_keys *keys, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    int rc = cn_alias_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW)
        rc = cn_snap_is_meaning(&row) ? add_alias(keys, row.key, row.entity, err) : CAIRN_OK;
    cn_cursor_free(cursor);
    return rc;
}

static int compare_aliases(const void *a, const void *b)
{
    const struct cn_snap_alias *x = a;
    const struct cn_snap_alias *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

/* A sense has a row for each document that means it: one of them is enough. */
static int load_senses(cn_snap_keys *keys, cn_store *store, cairn_error *err)
{
    const size_t n_aliases = keys->n_aliases;
    cn_cursor *cursor = NULL;
    cn_sense_row row;
    size_t n = 0;
    int rc = cn_sense_scan(store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_sense_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_alias(keys, row.key, row.entity, err);
    cn_cursor_free(cursor);
    if (rc < 0 || keys->n_aliases == n_aliases)
        return rc;
    qsort(keys->aliases, keys->n_aliases, sizeof(*keys->aliases), compare_aliases);
    for (size_t i = 0; i < keys->n_aliases; i++) {
        if (n == 0 || compare_aliases(&keys->aliases[n - 1], &keys->aliases[i]) != 0)
            keys->aliases[n++] = keys->aliases[i];
    }
    keys->n_aliases = n;
    return CAIRN_OK;
}

/* ---- The table ---- */

static cn_snap_key *insert_key(cn_snap_keys *keys, int64_t key)
{
    uint64_t i = (uint64_t)key & keys->mask;

    while (keys->table[i].key != 0)
        i = (i + 1) & keys->mask;
    keys->table[i] = (cn_snap_key){.key = key, .first = (uint32_t)keys->n_key_entities, .n = 0};
    return &keys->table[i];
}

static void add_meaning(cn_snap_keys *keys, cn_snap_key *slot, uint32_t entity)
{
    keys->key_entities[keys->n_key_entities++] = entity;
    slot->n++;
}

/* Entities come by id, which is their own key; aliases by key, then entity: a merge of two sorted
 * lists. The entities of a key stay in order too, each once. */
static void fill_table(cn_snap_keys *keys)
{
    size_t own = 0, alias = 0;

    while (own < keys->entities.n || alias < keys->n_aliases) {
        bool has_own =
            own < keys->entities.n &&
            (alias == keys->n_aliases || keys->entities.items[own] <= keys->aliases[alias].key);
        int64_t key = has_own ? keys->entities.items[own] : keys->aliases[alias].key;
        cn_snap_key *slot = insert_key(keys, key);
        bool owes_own = has_own;

        for (; alias < keys->n_aliases && keys->aliases[alias].key == key; alias++) {
            uint32_t entity = keys->aliases[alias].entity;

            if (owes_own && own <= entity) {
                add_meaning(keys, slot, (uint32_t)own);
                owes_own = false;
            }
            if (!has_own || entity != own)
                add_meaning(keys, slot, entity);
        }
        if (owes_own)
            add_meaning(keys, slot, (uint32_t)own);
        own += has_own;
    }
}

static void fill_filter(cn_snap_keys *keys)
{
    for (uint64_t i = 0; i <= keys->mask; i++) {
        const cn_snap_key *slot = &keys->table[i];

        for (uint32_t j = 0; j < slot->n; j++)
            if (keys->is_about[keys->key_entities[slot->first + j]])
                keys->about_filter[cn_snap_filter_bit(slot->key) / 8] |=
                    (uint8_t)(1U << cn_snap_filter_bit(slot->key) % 8);
    }
}

static int make_table(cn_snap_keys *keys, cairn_error *err)
{
    size_t n = keys->entities.n + keys->n_aliases;
    uint64_t capacity = cn_snap_capacity(n);

    keys->mask = capacity - 1;
    keys->table = cn_alloc_zero((size_t)capacity, sizeof(*keys->table));
    keys->key_entities = cn_alloc_zero(n, sizeof(*keys->key_entities));
    keys->about_filter = cn_alloc_zero(CN_SNAP_FILTER_BITS / 8, 1);
    if (!keys->table || !keys->key_entities || !keys->about_filter)
        return cn_fail_memory(err, (size_t)capacity * sizeof(*keys->table));
    fill_table(keys);
    fill_filter(keys);
    return CAIRN_OK;
}

/* ---- All of it ---- */

int cn_snap_keys_load(cn_snap_keys *keys, cn_store *store, cairn_error *err)
{
    int rc = load_entities(keys, store, err);

    if (rc == CAIRN_OK)
        rc = load_aliases(keys, store, err);
    if (rc == CAIRN_OK)
        rc = load_senses(keys, store, err);
    if (rc == CAIRN_OK)
        rc = make_table(keys, err);
    return rc;
}

int cn_snap_keys_write(const cn_snap_keys *keys, cn_snap_file *file, cairn_error *err)
{
    int rc = cn_snap_file_put(file, CN_SNAP_ENTITY_IDS, keys->entities.items,
                              keys->entities.n * sizeof(*keys->entities.items), err);

    if (rc == CAIRN_OK)
        rc = cn_snap_file_put(file, CN_SNAP_KEYS, keys->table,
                              (size_t)(keys->mask + 1) * sizeof(*keys->table), err);
    if (rc == CAIRN_OK)
        rc = cn_snap_file_put(file, CN_SNAP_KEY_ENTITIES, keys->key_entities,
                              keys->n_key_entities * sizeof(*keys->key_entities), err);
    return rc;
}
