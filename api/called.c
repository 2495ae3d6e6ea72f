/* What an entity is called: the names of its own key and of the keys that were merged into it.
 *
 * A name counts by how often texts mention it. Names that are written nowhere but as a literal
 * ("1815") name nothing. An entity may have very many names: each takes 32 bytes here while they
 * are ranked, and only those that are listed are read. */
#include "api/called.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NAMES_MAX ((size_t)1 << 24) /* of one entity: beyond, they are not looked at */

typedef struct name_use {
    int64_t key, name;
    uint64_t mentions, uses;
} name_use;

typedef struct name_uses {
    name_use *items;
    size_t n, cap;
} name_uses;

static int compare_uses(const void *a, const void *b)
{
    const name_use *left = a, *right = b;

    if (left->mentions != right->mentions)
        return left->mentions > right->mentions ? -1 : 1;
    if (left->uses != right->uses)
        return left->uses > right->uses ? -1 : 1;
    return left->name < right->name ? -1 : left->name > right->name;
}

/* Adds the names of a key. */
static int add_uses(name_uses *uses, cn_store *store, int64_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_name_use_row row;
    int rc = cn_name_use_scan(store, key, &cursor, err);

    while (rc >= 0 && uses->n < NAMES_MAX &&
           (rc = cn_name_use_next(cursor, &row, err)) == CAIRN_ROW) {
        if (row.counts.named == 0)
            continue;
        if (!cn_grow((void **)&uses->items, &uses->cap, uses->n + 1, NAMES_MAX,
                     sizeof *uses->items))
            rc = cn_fail_memory(err, uses->n * sizeof *uses->items);
        else
            uses->items[uses->n++] =
                (name_use){key, row.name, row.counts.mentions, row.counts.named};
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_called_of_key(cn_arena *arena, cn_store *store, int64_t key, const char **name,
                     cairn_error *err)
{
    name_uses uses = {NULL, 0, 0};
    const char *surface;
    size_t len;
    int rc = add_uses(&uses, store, key, err);

    *name = "";
    if (rc == CAIRN_OK && uses.n > 0) {
        const name_use *best = &uses.items[0];

        for (size_t i = 1; i < uses.n; i++)
            if (compare_uses(&uses.items[i], best) < 0)
                best = &uses.items[i];
        rc = cn_name_get(store, best->name, &surface, &len, err);
        if (rc == CAIRN_OK)
            *name = cn_keep(arena, surface, len, &rc, err);
    }
    cn_free(uses.items);
    return rc;
}

/* ---- The keys of an entity ---- */

typedef struct key_list {
    int64_t *items;
    size_t n, cap;
} key_list;

static int add_key(key_list *keys, int64_t key, cairn_error *err)
{
    if (!cn_grow((void **)&keys->items, &keys->cap, keys->n + 1, NAMES_MAX, sizeof *keys->items))
        return cn_fail_memory(err, keys->n * sizeof *keys->items);
    keys->items[keys->n++] = key;
    return CAIRN_OK;
}

static int compare_keys(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return left < right ? -1 : left > right;
}

/* A name that has an entity of its own, and only may mean this one, is no name of it. */
static int is_name_of(cn_store *store, const cn_alias_row *alias, bool *is_it, cairn_error *err)
{
    cn_entity_row own;
    int rc = alias->is_merged ? CAIRN_ENOTFOUND : cn_entity_get(store, alias->key, &own, err);

    *is_it = rc == CAIRN_ENOTFOUND;
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

/* Its own, which for a further sense is not its id; then the merged ones. Sorted, each once. */
static int gather_keys(key_list *keys, const cn_view *view, cairn_id entity, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    cn_alias_row alias;
    int64_t key;
    size_t n = 0;
    int rc = cn_entity_get(view->store, entity, &row, err);

    if (rc == CAIRN_OK)
        rc = cn_called_key(view, row.name, strlen(row.name), &key, err);
    if (rc == CAIRN_OK)
        rc = add_key(keys, key, err);
    if (rc == CAIRN_OK)
        rc = add_key(keys, entity, err);
    if (rc == CAIRN_OK)
        rc = cn_alias_scan_entity(view->store, entity, NAMES_MAX - 2, &cursor, err);
    while (rc >= 0 && (rc = cn_alias_next(cursor, &alias, err)) == CAIRN_ROW) {
        bool is_name;

        rc = is_name_of(view->store, &alias, &is_name, err);
        if (rc == CAIRN_OK && is_name)
            rc = add_key(keys, alias.key, err);
    }
    cn_cursor_free(cursor);
    if (rc < 0)
        return rc;
    qsort(keys->items, keys->n, sizeof *keys->items, compare_keys);
    for (size_t i = 0; i < keys->n; i++)
        if (n == 0 || keys->items[n - 1] != keys->items[i])
            keys->items[n++] = keys->items[i];
    keys->n = n;
    return CAIRN_OK;
}

/* ---- The list ---- */

static int keep_names(cn_arena *arena, const cn_view *view, const name_uses *uses, size_t n,
                      const cairn_alias **names, cairn_error *err)
{
    cairn_alias *list = cn_arena_alloc(arena, (n + 1) * sizeof *list);
    int rc = CAIRN_OK;

    if (!list)
        return cn_fail_memory(err, n * sizeof *list);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const name_use *use = &uses->items[i];
        cairn_id meant;
        const char *surface;
        size_t len, n_meanings;

        rc = cn_name_get(view->store, use->name, &surface, &len, err);
        if (rc < 0)
            break;
        list[i].name = cn_keep(arena, surface, len, &rc, err);
        list[i].uses = use->mentions;
        if (rc == CAIRN_OK)
            rc = cn_called_meanings(view, use->key, &meant, 1, &n_meanings, err);
        list[i].is_shared = rc == CAIRN_OK && n_meanings > 1;
    }
    *names = list;
    return rc;
}

int cn_called_list(cn_arena *arena, const cn_view *view, cairn_id entity, size_t max,
                   const cairn_alias **names, size_t *n, uint64_t *all, cairn_error *err)
{
    name_uses uses = {NULL, 0, 0};
    key_list keys = {NULL, 0, 0};
    int rc = gather_keys(&keys, view, entity, err);

    *n = 0;
    *all = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < keys.n; i++)
        rc = add_uses(&uses, view->store, keys.items[i], err);
    if (rc == CAIRN_OK && uses.n > 1)
        qsort(uses.items, uses.n, sizeof *uses.items, compare_uses);
    if (rc == CAIRN_OK) {
        *all = uses.n;
        *n = uses.n < max ? uses.n : max;
        rc = keep_names(arena, view, &uses, *n, names, err);
    }
    cn_free(uses.items);
    cn_free(keys.items);
    return rc;
}

/* ---- Senses ---- */

int cn_called_meant(const cn_view *view, cairn_id entity, cn_meant *meant, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    cn_sense_row sense;
    int rc;

    *meant = (cn_meant){.entity = entity, .ordinal = cn_snapshot_entity(view->snapshot, entity)};
    cn_map_init(&meant->documents);
    rc = cn_entity_get(view->store, entity, &row, err);
    if (rc == CAIRN_OK)
        rc = cn_called_key(view, row.name, strlen(row.name), &meant->key, err);
    if (rc == CAIRN_OK)
        rc = cn_sense_scan(view->store, meant->key, &cursor, err);
    while (rc >= 0 && (rc = cn_sense_next(cursor, &sense, err)) == CAIRN_ROW) {
        uint64_t *means = cn_map_put(&meant->documents, (uint64_t)sense.document, NULL);

        if (!means)
            rc = cn_fail_memory(err, meant->documents.n);
        else
            *means = (uint64_t)sense.entity;
    }
    cn_cursor_free(cursor);
    if (rc >= 0 && meant->documents.n > 0)
        meant->ordinal = cn_snapshot_entity(view->snapshot, meant->key);
    return rc < 0 ? rc : CAIRN_OK;
}

void cn_called_meant_done(cn_meant *meant)
{
    cn_map_done(&meant->documents);
}

bool cn_called_meant_in(const cn_meant *meant, cairn_id chunk)
{
    const uint64_t *means = cn_map_get(&meant->documents, (uint64_t)cn_chunk_document(chunk));

    if (meant->documents.n == 0)
        return true;
    return (means ? (cairn_id)*means : meant->key) == meant->entity;
}
