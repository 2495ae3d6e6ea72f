/* What changed about an entity, in the order of time.
 *
 * One pass over the entity's facts notes relation and beginning of each, 56 bytes; those of
 * relations that never change are dropped, and only what is listed is read with names and
 * citations.
 */
#include <stdlib.h>
#include <string.h>

#include "api/facts.h"
#include "api/kb.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "fusion/valid.h"

#define HISTORY_BYTES_MAX ((size_t)256 << 20)
#define NOTED_MAX ((size_t)1 << 24)
enum { LISTED_MAX = 10000, CITATIONS = 3 };

struct cairn_history {
    cn_arena arena;
    cairn_state *items;
    size_t n, next;
};

typedef struct noted {
    cairn_id subject, id, statement;
    int64_t relation;
    int64_t begin;    /* day; INT64_MAX when nothing is known */
    const char *name; /* of the relation */
    bool is_subject, is_dated;
} noted;

typedef struct gathering {
    cairn_id entity;
    const char *relation; /* wanted; may be NULL */
    cn_arena *arena;
    cn_store *store;
    noted *items;
    size_t n, cap;
    cn_map changing; /* relation and direction -> 1 when it changes, else 0 */
    cn_map names;    /* relation -> its surface in the arena */
} gathering;

/* ---- Relations ------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Letters of ASCII in any case; an empty part is in every text. */
static bool holds_letters(const char *text, const char *part)
{
    const size_t len = strlen(text), part_len = strlen(part);

    for (size_t i = 0; i + part_len <= len; i++) {
        size_t k = 0;

        while (k < part_len && lower(text[i + k]) == lower(part[k]))
            k++;
        if (k == part_len)
            return true;
    }
    return false;
}

static uint64_t group_of(int64_t relation, bool is_subject)
{
    return cn_hash_mix((uint64_t)relation, is_subject);
}

static int name_relation(gathering *it, int64_t relation, const char **name, cairn_error *err)
{
    bool is_new = false;
    uint64_t *slot = cn_map_put(&it->names, (uint64_t)relation, &is_new);
    const char *surface;
    int rc = CAIRN_OK;

    *name = "";
    if (!slot)
        return cn_fail_memory(err, sizeof *slot);
    if (is_new) {
        *slot = 0;
        rc = cn_relation_get(it->store, relation, &surface, err);
        if (rc == CAIRN_OK)
            *slot = (uint64_t)(uintptr_t)cn_keep_str(it->arena, surface, &rc, err);
    }
    if (rc == CAIRN_OK)
        *name = (const char *)(uintptr_t)*slot;
    return rc;
}

/* ---- Noting ---------------------------------------------------------------------------------- */

static int note_fact(gathering *it, const cn_fact_row *row, cairn_error *err)
{
    const bool is_subject = row->subject == it->entity;
    uint64_t *slot = cn_map_put(&it->changing, group_of(row->relation, is_subject), NULL);
    int64_t last;
    noted *made;

    if (!slot || !cn_grow((void **)&it->items, &it->cap, it->n + 1, NOTED_MAX, sizeof *made))
        return cn_fail_memory(err, it->n * sizeof *made);
    if (*row->valid || row->closed_by != 0 || row->retired != 0)
        *slot = 1;
    made = &it->items[it->n++];
    *made = (noted){.subject = row->subject,
                    .id = row->id,
                    .statement = row->statement,
                    .relation = row->relation,
                    .is_subject = is_subject};
    made->is_dated = cn_valid_begin(row->valid, &made->begin, &last);
    return name_relation(it, row->relation, &made->name, err);
}

static int note_facts(gathering *it, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(it->store, it->entity, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = note_fact(it, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

static bool is_wanted(const gathering *it, const noted *fact)
{
    const uint64_t *slot;

    if (it->relation)
        return holds_letters(fact->name, it->relation);
    slot = cn_map_get(&it->changing, group_of(fact->relation, fact->is_subject));
    return slot && *slot;
}

/* A fact without a beginning stands where the first document that states it is dated. */
static int date_fact(const gathering *it, noted *fact, cairn_error *err)
{
    cn_origin_row origin;
    int rc;

    if (fact->is_dated)
        return CAIRN_OK;
    fact->begin = INT64_MAX;
    rc = cn_origin_get(it->store, cn_chunk_document(cn_mention_chunk(fact->statement)), &origin,
                       err);
    if (rc == CAIRN_OK && origin.day != CN_DAY_UNKNOWN)
        fact->begin = origin.day;
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int keep_wanted(gathering *it, cairn_error *err)
{
    size_t kept = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->n; i++)
        if (is_wanted(it, &it->items[i])) {
            it->items[kept] = it->items[i];
            rc = date_fact(it, &it->items[kept++], err);
        }
    it->n = kept;
    return rc;
}

static int compare_noted(const void *left, const void *right)
{
    const noted *a = left, *b = right;
    const int relation = strcmp(a->name, b->name);

    if (a->is_subject != b->is_subject)
        return a->is_subject ? -1 : 1;
    if (relation != 0)
        return relation;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* ---- Listing --------------------------------------------------------------------------------- */

/* The other end of the fact that closed this one: a fact of the same subject. */
static int name_successor(cairn_history *history, cn_store *store, const noted *fact, cairn_id id,
                          const char **name, cairn_error *err)
{
    cn_fact_row row;
    cn_entity_row entity;
    int rc;

    *name = "";
    if (id == 0)
        return CAIRN_OK;
    rc = cn_fact_get(store, fact->subject, id, &row, err);
    if (rc == CAIRN_OK && row.object == 0)
        *name = cn_keep_str(&history->arena, row.literal, &rc, err);
    else if (rc == CAIRN_OK && (rc = cn_entity_get(store, row.object, &entity, err)) == CAIRN_OK)
        *name = cn_keep_str(&history->arena, entity.name, &rc, err);
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int keep_day(cairn_history *history, cn_store *store, uint64_t generation, const char **day,
                    cairn_error *err)
{
    const char *text = "";
    int rc = CAIRN_OK;

    if (generation != 0)
        rc = cn_build_get(store, generation, &text, err);
    *day = rc == CAIRN_OK ? cn_keep_str(&history->arena, text, &rc, err) : "";
    return rc;
}

static int fill_state(cairn_history *history, cn_store *store, const noted *fact,
                      cairn_state *state, cairn_error *err)
{
    cn_fact_row row;
    int rc = cn_fact_get(store, fact->subject, fact->id, &row, err);

    if (rc == CAIRN_OK)
        rc = cn_fact_fill(&history->arena, store, &row, CITATIONS, &state->fact, err);
    if (rc < 0)
        return rc;
    state->is_subject = fact->is_subject;
    rc = name_successor(history, store, fact, state->fact.closed_by, &state->closed_by_name, err);
    if (rc == CAIRN_OK)
        rc = keep_day(history, store, state->fact.recorded, &state->recorded_day, err);
    if (rc == CAIRN_OK)
        rc = keep_day(history, store, state->fact.retired, &state->retired_day, err);
    return rc;
}

static int fill_history(cairn_history *history, const gathering *it, size_t limit, cairn_error *err)
{
    const size_t n = it->n < limit ? it->n : limit;
    int rc = CAIRN_OK;

    history->items = cn_alloc_zero(n + 1, sizeof *history->items);
    if (!history->items)
        return cn_fail_memory(err, n * sizeof *history->items);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = fill_state(history, it->store, &it->items[i], &history->items[history->n++], err);
    return rc;
}

static int gather(cairn_history *history, cn_store *store, cairn_id entity, const char *relation,
                  size_t limit, uint64_t *all, cairn_error *err)
{
    gathering it = {
        .entity = entity, .relation = relation, .arena = &history->arena, .store = store};
    cn_entity_row row;
    int rc = cn_entity_get(store, entity, &row, err);

    cn_map_init(&it.changing);
    cn_map_init(&it.names);
    if (rc == CAIRN_OK)
        rc = note_facts(&it, err);
    if (rc == CAIRN_OK)
        rc = keep_wanted(&it, err);
    if (rc == CAIRN_OK && it.n > 1)
        qsort(it.items, it.n, sizeof *it.items, compare_noted);
    if (rc == CAIRN_OK)
        rc = fill_history(history, &it, limit, err);
    if (rc == CAIRN_OK && all)
        *all = it.n;
    cn_free(it.items);
    cn_map_done(&it.changing);
    cn_map_done(&it.names);
    return rc;
}

int cairn_list_history(cairn *kb, cairn_id entity, const char *relation, size_t limit,
                       cairn_history **history, uint64_t *all, cairn_error *err)
{
    cairn_history *made;
    cn_view view;
    int rc;

    *history = NULL;
    if (all)
        *all = 0;
    if (limit == 0 || limit > LISTED_MAX)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)limit, "limit is %zu, not 1 to %d", limit,
                       LISTED_MAX);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, HISTORY_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = gather(made, view.store, entity, relation, limit, all, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_history_free(made);
        return rc;
    }
    *history = made;
    return CAIRN_OK;
}

int cairn_history_next(cairn_history *history, cairn_state *state)
{
    if (history->next >= history->n)
        return CAIRN_OK;
    *state = history->items[history->next++];
    return CAIRN_ROW;
}

void cairn_history_free(cairn_history *history)
{
    if (!history)
        return;
    cn_arena_done(&history->arena);
    cn_free(history->items);
    cn_free(history);
}
