/* Relations, see relations.h. */
#include "fusion/relations.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/relation_form.h"

enum {
    RELATIONS_MAX = 1 << 26,    /* distinct texts; past it the input is not relations */
    RELATION_LEN_MAX = 1 << 20, /* bytes of one canonical form */
};
static const size_t TEXT_MAX = (size_t)4 << 30; /* bytes of all texts */

static int add_relation(cn_relations *relations, int64_t id, const char *text, size_t len,
                        uint32_t *place, cairn_error *err)
{
    bool is_new;
    uint64_t *slot = cn_map_put(&relations->index, (uint64_t)id, &is_new);
    const char *kept;

    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    *place = (uint32_t)*slot;
    if (!is_new)
        return CAIRN_OK;
    kept = cn_arena_strndup(&relations->text, text, len);
    if (!kept || !cn_grow((void **)&relations->items, &relations->cap, relations->n + 1,
                          RELATIONS_MAX, sizeof(*relations->items)))
        return cn_fail_memory(err, len);
    *slot = relations->n;
    *place = (uint32_t)relations->n;
    relations->items[relations->n++] = (cn_relation){.id = id, .text = kept, .len = (uint32_t)len};
    return CAIRN_OK;
}

static int load_surfaces(cn_relations *relations, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    const char *surface;
    uint32_t place;
    size_t len;
    int64_t id;
    int rc = cn_relation_scan(relations->store, &cursor, err);

    while (rc >= 0 && (rc = cn_relation_next(cursor, &id, &surface, &len, err)) == CAIRN_ROW)
        rc = add_relation(relations, id, surface, len, &place, err);
    cn_cursor_free(cursor);
    return rc;
}

int cn_relations_init(cn_relations *relations, cn_store *store, const cn_relation_table *table,
                      bool is_fresh, cairn_error *err)
{
    int rc;

    *relations = (cn_relations){.store = store, .is_fresh = is_fresh, .table = table};
    cn_map_init(&relations->index);
    cn_map_init(&relations->forms);
    cn_ruleset_init(&relations->learned);
    cn_arena_init(&relations->text, TEXT_MAX);
    cn_buf_init(&relations->scratch, RELATION_LEN_MAX);
    rc = cn_ruleset_load(&relations->learned, store, err);
    return rc < 0 || !is_fresh ? rc : load_surfaces(relations, err);
}

void cn_relations_done(cn_relations *relations)
{
    cn_free(relations->items);
    cn_map_done(&relations->index);
    cn_map_done(&relations->forms);
    cn_ruleset_done(&relations->learned);
    cn_arena_done(&relations->text);
    cn_buf_done(&relations->scratch);
}

/* ---- Finding ---- */

static int find_relation(cn_relations *relations, int64_t id, uint32_t *place, cairn_error *err)
{
    const uint64_t *found = cn_map_get(&relations->index, (uint64_t)id);
    const char *surface;
    int rc = CAIRN_ENOTFOUND;

    *place = found ? (uint32_t)*found : 0;
    if (found)
        return CAIRN_OK;
    if (!relations->is_fresh)
        rc = cn_relation_get(relations->store, id, &surface, err);
    if (rc == CAIRN_OK)
        return add_relation(relations, id, surface, strlen(surface), place, err);
    if (rc == CAIRN_ENOTFOUND)
        return cn_fail(err, CAIRN_EINDEX, id, "a statement names relation %lld, which has no row",
                       (long long)id);
    return rc;
}

int cn_relations_use(cn_relations *relations, int64_t id, int more, uint32_t *place,
                     cairn_error *err)
{
    int rc = find_relation(relations, id, place, err);

    if (rc == CAIRN_OK)
        relations->items[*place].more += more;
    return rc;
}

/* ---- Canonical forms ---- */

static void read_traits(cn_relations *relations, cn_relation *item)
{
    const cn_relation_traits *traits;
    unsigned denied, learned;

    if (item->is_read)
        return;
    traits = cn_relation_table_traits(relations->table, item->text, item->len);
    learned = cn_ruleset_one_value(&relations->learned, item->id, &denied);
    item->is_read = true;
    item->one_at_a_time = traits->one_at_a_time & ~denied;
    item->one_value = (traits->one_value & ~denied) | (learned & ~item->one_at_a_time);
    item->is_alias = traits->is_alias;
    item->is_nested = traits->is_nested;
}

int cn_relations_canonical(cn_relations *relations, int64_t id, uint32_t *place, cairn_error *err)
{
    int rc = find_relation(relations, id, place, err);

    if (rc == CAIRN_OK)
        read_traits(relations, &relations->items[*place]);
    return rc;
}

static uint64_t said_hash(const cn_statement_row *row)
{
    uint64_t types = (uint64_t)row->subject_type << 8 | (uint64_t)row->object_type;

    return cn_hash_mix(cn_hash_mix((uint64_t)row->relation, (uint64_t)row->normal), types);
}

static int make_form(cn_relations *relations, const cn_statement_row *row, uint32_t *place,
                     bool *is_swapped, cairn_error *err)
{
    cn_relation_said said = {.subject_type = row->subject_type, .object_type = row->object_type};
    uint32_t surface, normal;
    cn_buf *out = &relations->scratch;
    int rc = find_relation(relations, row->relation, &surface, err);

    if (rc == CAIRN_OK && row->normal != 0) {
        rc = find_relation(relations, row->normal, &normal, err);
        if (rc == CAIRN_OK) {
            said.normal = relations->items[normal].text;
            said.normal_len = relations->items[normal].len;
        }
    }
    if (rc < 0)
        return rc;
    said.surface = relations->items[surface].text;
    said.surface_len = relations->items[surface].len;
    rc = cn_relation_form(relations->table, &said, out, is_swapped, err);
    if (rc < 0)
        return rc;
    rc = add_relation(relations, cn_hash_id(cn_buf_str(out), out->len), cn_buf_str(out), out->len,
                      place, err);
    if (rc == CAIRN_OK)
        read_traits(relations, &relations->items[*place]);
    return rc;
}

int cn_relations_form(cn_relations *relations, const cn_statement_row *row, uint32_t *place,
                      bool *is_swapped, cairn_error *err)
{
    const uint64_t hash = said_hash(row);
    uint64_t *slot = cn_map_get(&relations->forms, hash);
    int rc;

    if (slot) {
        *place = (uint32_t)(*slot >> 1);
        *is_swapped = *slot & 1;
        return CAIRN_OK;
    }
    rc = make_form(relations, row, place, is_swapped, err);
    if (rc < 0)
        return rc;
    slot = cn_map_put(&relations->forms, hash, NULL);
    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    *slot = (uint64_t)*place << 1 | *is_swapped;
    return CAIRN_OK;
}

/* ---- Writing ---- */

static int write_relation(cn_relations *relations, const cn_relation *item, cairn_error *err)
{
    int64_t uses = 0, id;
    int rc = CAIRN_OK;

    if (item->more != 0)
        rc = cn_relation_use_add(relations->store, item->id, item->more, &uses, err);
    else if (!relations->is_fresh)
        return CAIRN_OK;
    if (rc < 0)
        return rc;
    /* A canonical form may be new: no statement wrote it. */
    return uses > 0 ? cn_relation_put(relations->store, item->text, item->len, &id, err)
                    : cn_relation_drop(relations->store, item->id, err);
}

int cn_relations_write(cn_relations *relations, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < relations->n; i++)
        rc = write_relation(relations, &relations->items[i], err);
    return rc;
}
