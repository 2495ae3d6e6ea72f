/* Which entities a name may mean: the entity of its key; when it has several senses, that of each;
 * those it was merged with, or may be short for. In this order, so that "Georgia" is Georgia first
 * and Georgia O'Keeffe after; of each sort the one most often mentioned comes first. */
#include <stdlib.h>
#include <string.h>

#include "api/called.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "schema/namekey.h"

static void copy_text(char *out, size_t size, const char *text)
{
    const size_t len = strlen(text);
    const size_t kept = len < size ? len : cn_utf8_floor(text, size - 1);

    memcpy(out, text, kept);
    out[kept] = '\0';
}

int cn_called_entity(cn_store *store, cairn_id id, cairn_entity *entity, cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(store, id, &row, err);

    *entity = (cairn_entity){0};
    if (rc < 0)
        return rc;
    entity->id = row.id;
    entity->mentions = row.mentions;
    copy_text(entity->name, sizeof entity->name, row.name);
    copy_text(entity->type, sizeof entity->type, cn_type_name(row.type));
    return CAIRN_OK;
}

/* ---- What a key may mean ---- */

typedef enum how_meant { BY_KEY, BY_SENSE, BY_ALIAS } how_meant;

typedef struct meaning {
    cairn_id entity;
    uint64_t mentions;
    how_meant how;
} meaning;

typedef struct meanings {
    meaning items[CN_MEANINGS_LISTED];
    size_t n, n_all;
} meanings;

static int compare_meanings(const void *a, const void *b)
{
    const meaning *left = a, *right = b;

    if (left->how != right->how)
        return left->how < right->how ? -1 : 1;
    if (left->mentions != right->mentions)
        return left->mentions > right->mentions ? -1 : 1;
    return left->entity < right->entity ? -1 : left->entity > right->entity;
}

/* Each entity once: beyond the room there is, they are only counted. */
static int add_meaning(meanings *list, cn_store *store, cairn_id entity, how_meant how,
                       cairn_error *err)
{
    cn_entity_row row;
    int rc;

    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].entity == entity)
            return CAIRN_OK;
    list->n_all++;
    if (list->n == CN_MEANINGS_LISTED)
        return CAIRN_OK;
    rc = cn_entity_get(store, entity, &row, err);
    if (rc == CAIRN_OK)
        list->items[list->n++] = (meaning){entity, row.mentions, how};
    return rc;
}

static int add_senses(meanings *list, cn_store *store, int64_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cairn_id last = 0;
    cn_sense_row row;
    int rc = cn_sense_scan(store, key, &cursor, err);

    while (rc >= 0 && (rc = cn_sense_next(cursor, &row, err)) == CAIRN_ROW) {
        if (row.entity != last)
            rc = add_meaning(list, store, row.entity, row.entity == key ? BY_KEY : BY_SENSE, err);
        last = row.entity;
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* A name that has an entity of its own and was thought to mean one other, but not surely enough to
 * be merged with it, is no homonym: the card says so among the merges. */
static void drop_suspicion(meanings *list)
{
    const size_t n = list->n;

    if (n == 2 && list->n_all == 2 && list->items[0].how == BY_KEY &&
        list->items[1].how == BY_ALIAS)
        list->n = list->n_all = 1;
}

/* The entity of the key itself, and those of its alias rows, likely or not. */
static int add_aliases(meanings *list, cn_store *store, int64_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row own;
    cn_alias_row row;
    int rc = cn_entity_get(store, key, &own, err);

    if (rc == CAIRN_OK)
        rc = add_meaning(list, store, key, BY_KEY, err);
    else if (rc == CAIRN_ENOTFOUND)
        rc = CAIRN_OK;
    if (rc == CAIRN_OK)
        rc = cn_alias_scan_key(store, key, &cursor, err);
    while (rc >= 0 && cursor && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_meaning(list, store, row.entity, BY_ALIAS, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_called_meanings(const cn_view *view, int64_t key, cairn_id *entities, size_t max, size_t *n,
                       cairn_error *err)
{
    meanings *list;
    int rc;

    *n = 0;
    if (key == 0)
        return CAIRN_OK;
    list = cn_alloc(sizeof *list);
    if (!list)
        return cn_fail_memory(err, sizeof *list);
    list->n = list->n_all = 0;
    rc = add_senses(list, view->store, key, err);
    if (rc == CAIRN_OK)
        rc = add_aliases(list, view->store, key, err);
    if (rc == CAIRN_OK) {
        qsort(list->items, list->n, sizeof *list->items, compare_meanings);
        drop_suspicion(list);
        for (size_t i = 0; i < list->n && i < max; i++)
            entities[i] = list->items[i].entity;
        *n = list->n_all;
    }
    cn_free(list);
    return rc;
}

/* ---- What a name may mean ---- */

int cn_called_key(const cn_view *view, const char *name, size_t len, int64_t *key, cairn_error *err)
{
    cn_words words = {0};
    int rc = cn_name_key(view->tokenizer, name, len, &words, key, err);

    cn_words_done(&words);
    return rc;
}

static int find_by_spelling(const cn_view *view, const char *name, size_t len, cairn_id *id,
                            cairn_error *err)
{
    const cn_vectors *names = view->names(view->user);
    float vector[CN_NAME_DIM];
    cn_scored best = {0};
    size_t n = 0;
    int rc;

    *id = 0;
    if (!names)
        return CAIRN_OK;
    rc = cn_name_vector(name, len, vector, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(names, vector, 1, &best, &n, err);
    if (rc == CAIRN_OK && n > 0 && best.score >= CN_NAME_MIN_COSINE)
        *id = (cairn_id)best.id;
    return rc;
}

int cn_called_find(const cn_view *view, const char *name, size_t len, cairn_id *entities,
                   size_t max, size_t *n, cairn_error *err)
{
    cairn_id id = 0;
    int64_t key;
    int rc = cn_called_key(view, name, len, &key, err);

    *n = 0;
    if (rc == CAIRN_OK)
        rc = cn_called_meanings(view, key, entities, max, n, err);
    if (rc < 0 || *n > 0)
        return rc;
    rc = find_by_spelling(view, name, len, &id, err);
    if (rc == CAIRN_OK && id != 0) {
        if (max > 0)
            entities[0] = id;
        *n = 1;
    }
    return rc;
}

int cairn_entity_senses(cairn *kb, const char *name, cairn_entity *senses, size_t max, size_t *n,
                        cairn_error *err)
{
    cairn_id *ids;
    cn_view view;
    size_t len;
    int rc = cn_check_text(name, CAIRN_QUERY_MAX, "name", &len, err);

    *n = 0;
    if (rc < 0)
        return rc;
    max = max < CN_MEANINGS_LISTED ? max : CN_MEANINGS_LISTED;
    ids = cn_alloc_zero(max + 1, sizeof *ids);
    if (!ids)
        return cn_fail_memory(err, max * sizeof *ids);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = cn_called_find(&view, name, len, ids, max, n, err);
        for (size_t i = 0; rc == CAIRN_OK && i < max && i < *n; i++)
            rc = cn_called_entity(view.store, ids[i], &senses[i], err);
        cn_kb_end_read(kb);
    }
    cn_free(ids);
    if (rc == CAIRN_OK && *n == 0)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no entity is called \"%.120s\"", name);
    if (rc < 0)
        *n = 0;
    return rc;
}

int cairn_entity_find(cairn *kb, const char *name, cairn_entity *entity, cairn_error *err)
{
    size_t n;

    *entity = (cairn_entity){0};
    return cairn_entity_senses(kb, name, entity, 1, &n, err);
}
