/* Merges: which names were taken for one, how sure that is, and why.
 *
 * A store may hold millions of merges and be asked for a few: while the rows are read, at most
 * twice as many are held as are wanted, the newest of them. */
#include <stdlib.h>
#include <string.h>

#include "api/cards.h"
#include "base/mem.h"

typedef struct merge_row {
    int64_t key;
    cairn_id entity;
    double score;
    uint64_t run;
} merge_row;

typedef struct newest {
    merge_row *items;
    size_t n, cap, max;
    uint64_t all;
} newest;

static int compare_merges(const void *a, const void *b)
{
    const merge_row *left = a, *right = b;

    if (left->run != right->run)
        return left->run > right->run ? -1 : 1;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return left->entity < right->entity ? -1 : left->entity > right->entity;
}

static void cut_to_newest(newest *list)
{
    if (list->n > 1)
        qsort(list->items, list->n, sizeof *list->items, compare_merges);
    list->n = list->n < list->max ? list->n : list->max;
}

static int offer(newest *list, const cn_alias_row *row, cairn_error *err)
{
    const size_t room = 2 * list->max + 1;

    list->all++;
    if (list->n == room)
        cut_to_newest(list);
    if (!cn_grow((void **)&list->items, &list->cap, list->n + 1, room, sizeof *list->items))
        return cn_fail_memory(err, list->n * sizeof *list->items);
    list->items[list->n++] = (merge_row){row->key, row->entity, row->score, row->run};
    return CAIRN_OK;
}

/* Takes in the rows of a cursor that an error, rc, may have kept from being made. */
static int offer_all(newest *list, cn_cursor *cursor, cairn_id except, int rc, cairn_error *err)
{
    cn_alias_row row;

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW)
        if (row.entity != except)
            rc = offer(list, &row, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* What was merged into the entity; then what its own name may mean besides it. */
static int offer_entity(newest *list, const cn_view *view, cairn_id entity, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_entity_row row;
    int64_t key;
    int rc = cn_entity_get(view->store, entity, &row, err);

    if (rc == CAIRN_OK)
        rc = cn_called_key(view, row.name, strlen(row.name), &key, err);
    if (rc < 0)
        return rc;
    rc = cn_alias_scan_entity(view->store, entity, SIZE_MAX, &cursor, err);
    rc = offer_all(list, cursor, 0, rc, err);
    if (rc < 0)
        return rc;
    cursor = NULL;
    rc = cn_alias_scan_key(view->store, key, &cursor, err);
    return offer_all(list, cursor, entity, rc, err);
}

/* ---- A row as a merge ---- */

static int is_decided(cn_store *store, int64_t key, int64_t target, bool *by_hand, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_decision_row row;
    int rc = cn_decision_scan(store, key, &cursor, err);

    *by_hand = false;
    while (rc >= 0 && !*by_hand && (rc = cn_decision_next(cursor, &row, err)) == CAIRN_ROW)
        *by_hand = row.verdict == CN_DECIDED_SAME &&
                   ((row.a == key && row.b == target) || (row.a == target && row.b == key));
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* The strings of the row that key and entity name. */
static int keep_texts(cn_arena *arena, cn_store *store, const merge_row *row, cairn_merged *merged,
                      int64_t *target, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_alias_row alias;
    int rc = cn_alias_scan_key(store, row->key, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &alias, err)) == CAIRN_ROW) {
        if (alias.entity != row->entity)
            continue;
        merged->features = cn_keep_str(arena, alias.features, &rc, err);
        merged->reason = cn_keep_str(arena, alias.reason, &rc, err);
        merged->is_undecided = !alias.is_merged;
        *target = alias.target;
        break;
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* A title without its qualifier may be written nowhere: "Mercury" of "Mercury (planet)". */
static int keep_short_title(cn_arena *arena, const cn_view *view, int64_t key, const char *title,
                            const char **name, cairn_error *err)
{
    static const char *const qualifiers[] = {" (", ", "};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < 2; i++) {
        const char *end = strstr(title, qualifiers[i]);
        int64_t found = 0;

        if (!end || end == title)
            continue;
        rc = cn_called_key(view, title, (size_t)(end - title), &found, err);
        if (rc == CAIRN_OK && found == key)
            *name = cn_keep(arena, title, (size_t)(end - title), &rc, err);
    }
    return rc;
}

static int fill_merge(cn_arena *arena, const cn_view *view, const merge_row *row,
                      cairn_merged *merged, cairn_error *err)
{
    cn_store *store = view->store;
    int64_t target = 0;
    const char *day = "";
    cn_entity_row entity;
    int rc;

    *merged = (cairn_merged){.name = "",
                             .target = "",
                             .entity = row->entity,
                             .entity_name = "",
                             .score = row->score,
                             .features = "",
                             .reason = "",
                             .run = row->run,
                             .day = ""};
    rc = keep_texts(arena, store, row, merged, &target, err);
    if (rc == CAIRN_OK)
        rc = cn_called_of_key(arena, store, row->key, &merged->name, err);
    if (rc == CAIRN_OK)
        rc = cn_called_of_key(arena, store, target, &merged->target, err);
    if (rc == CAIRN_OK)
        rc = cn_entity_get(store, row->entity, &entity, err);
    if (rc == CAIRN_OK)
        merged->entity_name = cn_keep_str(arena, entity.name, &rc, err);
    if (rc == CAIRN_OK)
        rc = cn_build_get(store, row->run, &day, err);
    if (rc == CAIRN_OK)
        merged->day = cn_keep_str(arena, day, &rc, err);
    if (rc == CAIRN_OK && !*merged->target)
        merged->target = merged->entity_name;
    if (rc == CAIRN_OK && !*merged->name)
        rc = keep_short_title(arena, view, row->key, merged->target, &merged->name, err);
    return rc < 0 ? rc : is_decided(store, row->key, target, &merged->by_hand, err);
}

int cn_merges_list(cn_arena *arena, const cn_view *view, cairn_id entity, size_t max,
                   cairn_merged **list, size_t *n, uint64_t *all, cairn_error *err)
{
    newest rows = {.max = max};
    cn_cursor *cursor = NULL;
    int rc;

    *list = NULL;
    *n = 0;
    *all = 0;
    if (entity != 0) {
        rc = offer_entity(&rows, view, entity, err);
    } else {
        rc = cn_alias_scan(view->store, &cursor, err);
        rc = offer_all(&rows, cursor, 0, rc, err);
    }
    cut_to_newest(&rows);
    if (rc == CAIRN_OK) {
        *list = cn_arena_alloc(arena, (rows.n + 1) * sizeof **list);
        if (!*list)
            rc = cn_fail_memory(err, rows.n * sizeof **list);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < rows.n; i++)
        rc = fill_merge(arena, view, &rows.items[i], &(*list)[i], err);
    *n = rc == CAIRN_OK ? rows.n : 0;
    *all = rows.all;
    cn_free(rows.items);
    return rc;
}

/* ---- The cursor ---- */

struct cairn_merges {
    cn_arena arena;
    cairn_merged *items;
    size_t n, next;
};

int cairn_list_merges(cairn *kb, cairn_id entity, size_t limit, cairn_merges **merges,
                      uint64_t *all, cairn_error *err)
{
    cairn_merges *made;
    uint64_t n_all = 0;
    cn_view view;
    int rc;

    *merges = NULL;
    if (all)
        *all = 0;
    if (entity < 0 || limit == 0 || limit > CN_LISTED_MAX)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)limit, "merges: limit is %zu, not 1 to %d",
                       limit, CN_LISTED_MAX);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, CN_CARD_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc =
            cn_merges_list(&made->arena, &view, entity, limit, &made->items, &made->n, &n_all, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_merges_free(made);
        return rc;
    }
    if (all)
        *all = n_all;
    *merges = made;
    return CAIRN_OK;
}

int cairn_merges_next(cairn_merges *merges, cairn_merged *merged)
{
    if (merges->next >= merges->n)
        return CAIRN_OK;
    *merged = merges->items[merges->next++];
    return CAIRN_ROW;
}

void cairn_merges_free(cairn_merges *merges)
{
    if (!merges)
        return;
    cn_arena_done(&merges->arena);
    cn_free(merges);
}
