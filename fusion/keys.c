/* Names and keys, see keys.h. */
#include "fusion/keys.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/order.h"
#include "schema/namekey.h"

static const size_t TEXT_MAX = (size_t)16 << 30; /* bytes of all surfaces */
enum { PLACES_MAX = INT32_MAX };

/* Homonyms are few: all senses of the last build are read at once. */
static int read_senses(cn_keys *keys, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_sense_row row;
    int rc = cn_sense_scan(keys->store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_sense_next(cursor, &row, err)) == CAIRN_ROW) {
        uint64_t *slot = cn_map_put(&keys->old_senses, cn_key_sense(row.key, row.document), NULL);

        if (!slot || !cn_map_put(&keys->old_homonyms, (uint64_t)row.key, NULL)) {
            rc = cn_fail_memory(err, sizeof(*slot));
            break;
        }
        *slot = (uint64_t)row.entity;
    }
    cn_cursor_free(cursor);
    return rc;
}

int cn_keys_init(cn_keys *keys, cn_store *store, bool is_fresh, cairn_error *err)
{
    int rc;

    *keys = (cn_keys){.store = store, .is_fresh = is_fresh};
    cn_buf_init(&keys->text, TEXT_MAX);
    cn_map_init(&keys->names_by_id);
    cn_map_init(&keys->by_id);
    cn_map_init(&keys->old_senses);
    cn_map_init(&keys->old_homonyms);
    cn_map_init(&keys->senses);
    rc = cn_tokenizer_new(&keys->tokenizer, err);
    if (rc == CAIRN_OK)
        cn_tokenizer_skip_stems(keys->tokenizer);
    return rc < 0 || is_fresh ? rc : read_senses(keys, err);
}

void cn_keys_done(cn_keys *keys)
{
    cn_free(keys->names);
    cn_free(keys->items);
    cn_free(keys->before);
    cn_map_done(&keys->names_by_id);
    cn_map_done(&keys->by_id);
    cn_map_done(&keys->old_senses);
    cn_map_done(&keys->old_homonyms);
    cn_map_done(&keys->senses);
    cn_buf_done(&keys->text);
    cn_words_done(&keys->words);
    cn_tokenizer_free(keys->tokenizer);
}

const char *cn_name_text(const cn_keys *keys, uint32_t name)
{
    return cn_buf_str(&keys->text) + keys->names[name].first;
}

int cn_keys_hash(cn_keys *keys, const char *text, size_t len, int64_t *id, cairn_error *err)
{
    return cn_name_key(keys->tokenizer, text, len, &keys->words, id, err);
}

uint32_t cn_keys_find(const cn_keys *keys, int64_t id)
{
    const uint64_t *found = cn_map_get(&keys->by_id, (uint64_t)id);

    return found ? (uint32_t)*found : CN_NO_PLACE;
}

/* ---- Adding ---- */

static int add_key(cn_keys *keys, int64_t id, uint32_t *place, bool *is_new, cairn_error *err)
{
    uint64_t *slot = cn_map_put(&keys->by_id, (uint64_t)id, is_new);

    if (!slot ||
        !cn_grow((void **)&keys->items, &keys->cap, keys->n + 1, PLACES_MAX, sizeof(*keys->items)))
        return cn_fail_memory(err, sizeof(*keys->items));
    if (*is_new) {
        *slot = keys->n;
        keys->items[keys->n++] = (cn_key){.id = id,
                                          .first_name = CN_NO_PLACE,
                                          .target = CN_NO_PLACE,
                                          .sense_of = CN_NO_PLACE,
                                          .old_root = id,
                                          .root = (uint32_t)*slot,
                                          .is_tallied = keys->is_fresh,
                                          .is_remembered = keys->is_fresh};
    }
    *place = (uint32_t)*slot;
    return CAIRN_OK;
}

/* key: place, or CN_NO_PLACE. */
static int add_name(cn_keys *keys, int64_t id, const char *text, size_t len, uint32_t key,
                    uint32_t *place, cairn_error *err)
{
    uint64_t *slot = cn_map_put(&keys->names_by_id, (uint64_t)id, NULL);
    cn_name *name;

    if (!slot || !cn_grow((void **)&keys->names, &keys->cap_names, keys->n_names + 1, PLACES_MAX,
                          sizeof(*keys->names)))
        return cn_fail_memory(err, sizeof(*keys->names));
    *slot = keys->n_names;
    *place = (uint32_t)keys->n_names;
    name = &keys->names[keys->n_names++];
    *name = (cn_name){.id = id, .first = keys->text.len, .len = (uint32_t)len, .key = key};
    name->next = CN_NO_PLACE;
    cn_buf_add(&keys->text, text, len);
    cn_buf_add_char(&keys->text, '\0');
    if (keys->text.status < 0)
        return cn_fail_memory(err, keys->text.len);
    if (key != CN_NO_PLACE) {
        name->next = keys->items[key].first_name;
        keys->items[key].first_name = *place;
    }
    return CAIRN_OK;
}

/* A name with its key, neither of them in memory. */
static int add_fresh(cn_keys *keys, int64_t id, const char *text, size_t len, cairn_error *err)
{
    uint32_t place, key = CN_NO_PLACE;
    bool is_new;
    int64_t hash;
    int rc = cn_keys_hash(keys, text, len, &hash, err);

    if (rc == CAIRN_OK && hash != 0)
        rc = add_key(keys, hash, &key, &is_new, err);
    return rc < 0 ? rc : add_name(keys, id, text, len, key, &place, err);
}

int cn_keys_load(cn_keys *keys, cn_pace *pace, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    const char *surface;
    int64_t id;
    size_t len;
    int rc = cn_name_scan(keys->store, &cursor, err);

    while (rc >= 0 && (rc = cn_name_next(cursor, &id, &surface, &len, err)) == CAIRN_ROW) {
        rc = add_fresh(keys, id, surface, len, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
    }
    cn_cursor_free(cursor);
    return rc;
}

/* ---- Reading one by one ---- */

static cn_counts narrow(const cn_name_counts *wide)
{
    cn_counts counts = {(uint32_t)wide->uses,   (uint32_t)wide->named, (uint32_t)wide->mentions,
                        (uint32_t)wide->titles, (uint32_t)wide->about, {0}};

    for (size_t i = 0; i < CN_NAMED_TYPES; i++)
        counts.types[i] = (uint32_t)wide->types[i];
    return counts;
}

static int read_name(cn_keys *keys, const cn_name_use_row *row, uint32_t key, cairn_error *err)
{
    uint32_t place;
    int rc = add_name(keys, row->name, row->surface, row->surface_len, key, &place, err);

    if (rc < 0)
        return rc;
    keys->names[place].counts = narrow(&row->counts);
    keys->names[place].is_stored = true;
    return CAIRN_OK;
}

static int read_names(cn_keys *keys, uint32_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_name_use_row row;
    int rc = cn_name_use_scan(keys->store, keys->items[key].id, &cursor, err);

    while (rc >= 0 && (rc = cn_name_use_next(cursor, &row, err)) == CAIRN_ROW)
        rc = read_name(keys, &row, key, err);
    cn_cursor_free(cursor);
    return rc;
}

int cn_key_remember(cn_keys *keys, uint32_t key, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    size_t n = 0;
    int rc;

    if (keys->items[key].is_remembered)
        return CAIRN_OK;
    keys->items[key].is_remembered = true;
    rc = cn_alias_scan_key(keys->store, keys->items[key].id, &cursor, err);

    while (rc >= 0 && (rc = cn_alias_next(cursor, &row, err)) == CAIRN_ROW) {
        if (row.is_merged)
            keys->items[key].old_root = row.entity;
        keys->items[key].is_merged = row.is_merged;
        n++;
    }
    cn_cursor_free(cursor);
    keys->items[key].has_old_aliases = n > 0;
    keys->items[key].n_targets = (uint32_t)n;
    keys->items[key].has_old_senses =
        cn_map_get(&keys->old_homonyms, (uint64_t)keys->items[key].id) != NULL;
    return rc;
}

int cn_keys_get(cn_keys *keys, int64_t id, uint32_t *key, cairn_error *err)
{
    bool is_new = false;
    int rc = add_key(keys, id, key, &is_new, err);

    if (rc < 0 || !is_new || keys->is_fresh)
        return rc;
    return read_names(keys, *key, err);
}

/* A name that is not in memory: its key and all that key's names come with it. */
static int fetch_name(cn_keys *keys, int64_t id, uint32_t *name, cairn_error *err)
{
    const uint64_t *found;
    const char *surface;
    cn_buf kept;
    size_t len;
    int64_t hash;
    uint32_t key = CN_NO_PLACE;
    int rc = cn_name_get(keys->store, id, &surface, &len, err);

    if (rc < 0)
        return rc;
    cn_buf_init(&kept, TEXT_MAX); /* the names of the key are got from the same place */
    cn_buf_add(&kept, surface, len);
    rc = kept.status < 0 ? cn_fail_memory(err, len)
                         : cn_keys_hash(keys, cn_buf_str(&kept), len, &hash, err);
    if (rc == CAIRN_OK && hash != 0)
        rc = cn_keys_get(keys, hash, &key, err);
    found = rc == CAIRN_OK ? cn_map_get(&keys->names_by_id, (uint64_t)id) : NULL;
    if (found) {
        *name = (uint32_t)*found;
    } else if (rc == CAIRN_OK && hash == 0) {
        cn_name_use_row row = {.name = id};

        rc = cn_name_use_get(keys->store, 0, id, &row, err);
        if (rc == CAIRN_OK || rc == CAIRN_ENOTFOUND) {
            const bool is_stored = rc == CAIRN_OK;

            rc = add_name(keys, id, cn_buf_str(&kept), len, CN_NO_PLACE, name, err);
            if (rc == CAIRN_OK && is_stored) {
                keys->names[*name].counts = narrow(&row.counts);
                keys->names[*name].is_stored = true;
            }
        }
    } else if (rc == CAIRN_OK) {
        rc = add_name(keys, id, cn_buf_str(&kept), len, key, name, err);
    }
    cn_buf_done(&kept);
    return rc;
}

int cn_keys_name(cn_keys *keys, int64_t name_id, const char *what, uint32_t *name, cairn_error *err)
{
    const uint64_t *found = cn_map_get(&keys->names_by_id, (uint64_t)name_id);
    int rc = CAIRN_ENOTFOUND;

    *name = found ? (uint32_t)*found : CN_NO_PLACE;
    if (found)
        return CAIRN_OK;
    if (!keys->is_fresh)
        rc = fetch_name(keys, name_id, name, err);
    if (rc == CAIRN_ENOTFOUND)
        return cn_fail(err, CAIRN_EINDEX, name_id, "a %s names name %lld, which has no row", what,
                       (long long)name_id);
    return rc;
}

/* ---- Counting ---- */

static void add_count(uint32_t *count, uint32_t more, int sign)
{
    *count = sign > 0 ? *count + more : *count - more;
}

int cn_key_touch(cn_keys *keys, uint32_t place, cairn_error *err)
{
    cn_key *key = &keys->items[place];

    if (key->is_touched)
        return CAIRN_OK;
    key->is_touched = true;
    if (keys->is_fresh)
        return CAIRN_OK;
    if (!cn_grow((void **)&keys->before, &keys->cap_before, keys->n_before + 1, PLACES_MAX,
                 sizeof(*keys->before)))
        return cn_fail_memory(err, sizeof(*keys->before));
    keys->before[keys->n_before++] = (cn_key_before){
        .key = place, .display = cn_key_display(keys, place), .counts = cn_key_counts(keys, place)};
    return CAIRN_OK;
}

int cn_name_count(cn_keys *keys, uint32_t place, const cn_counts *more, int sign, cairn_error *err)
{
    cn_name *name = &keys->names[place];
    int rc = name->key == CN_NO_PLACE ? CAIRN_OK : cn_key_touch(keys, name->key, err);

    add_count(&name->counts.uses, more->uses, sign);
    add_count(&name->counts.named, more->named, sign);
    add_count(&name->counts.mentions, more->mentions, sign);
    add_count(&name->counts.titles, more->titles, sign);
    add_count(&name->counts.about, more->about, sign);
    for (size_t i = 0; i < CN_NAMED_TYPES; i++)
        add_count(&name->counts.types[i], more->types[i], sign);
    name->is_changed = true;
    return rc;
}

cn_counts cn_key_counts(const cn_keys *keys, uint32_t key)
{
    cn_counts sum = {0};

    for (uint32_t i = keys->items[key].first_name; i != CN_NO_PLACE; i = keys->names[i].next) {
        const cn_counts *counts = &keys->names[i].counts;

        sum.uses += counts->uses;
        sum.named += counts->named;
        sum.mentions += counts->mentions;
        sum.titles += counts->titles;
        sum.about += counts->about;
        for (size_t type = 0; type < CN_NAMED_TYPES; type++)
            sum.types[type] += counts->types[type];
    }
    return sum;
}

/* a is the better display name: more often a title, then more often at all, then first by bytes. */
static bool is_better_name(const cn_keys *keys, uint32_t a, uint32_t b)
{
    const cn_counts *x = &keys->names[a].counts;
    const cn_counts *y = &keys->names[b].counts;

    if (x->titles != y->titles)
        return x->titles > y->titles;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions;
    return strcmp(cn_name_text(keys, a), cn_name_text(keys, b)) < 0;
}

uint32_t cn_key_display(const cn_keys *keys, uint32_t key)
{
    uint32_t best = CN_NO_PLACE;

    for (uint32_t i = keys->items[key].first_name; i != CN_NO_PLACE; i = keys->names[i].next) {
        if (keys->names[i].counts.named > 0 &&
            (best == CN_NO_PLACE || is_better_name(keys, i, best)))
            best = i;
    }
    return best;
}

static uint64_t hash_tally(const cn_key *key)
{
    return cn_hash_mix(cn_hash(key->object_types, sizeof(key->object_types)), key->facts);
}

bool cn_key_is_retallied(const cn_key *key)
{
    return key->is_tallied && key->stored_tally != hash_tally(key);
}

int cn_key_tally(cn_keys *keys, uint32_t place, cairn_error *err)
{
    cn_key *key = &keys->items[place];
    cn_entity_row row;
    int rc;

    if (key->is_tallied)
        return CAIRN_OK;
    rc = cn_entity_get(keys->store, key->id, &row, err);
    if (rc < 0 && rc != CAIRN_ENOTFOUND)
        return rc;
    key->is_tallied = true;
    key->is_entity_stored = rc == CAIRN_OK;
    if (rc == CAIRN_OK) {
        key->facts = (uint32_t)row.facts;
        for (size_t i = 0; i < CN_NAMED_TYPES; i++)
            key->object_types[i] = (uint32_t)row.object_types[i];
    }
    key->stored_tally = hash_tally(key);
    return CAIRN_OK;
}

/* ---- Writing ---- */

static cn_name_counts widen(const cn_counts *narrow)
{
    cn_name_counts counts = {.uses = narrow->uses,
                             .named = narrow->named,
                             .mentions = narrow->mentions,
                             .titles = narrow->titles,
                             .about = narrow->about};

    for (size_t i = 0; i < CN_NAMED_TYPES; i++)
        counts.types[i] = narrow->types[i];
    return counts;
}

static int write_name(cn_keys *keys, const cn_name *name, cairn_error *err)
{
    cn_name_use_row row = {.name = name->id, .counts = widen(&name->counts)};
    int rc;

    row.key = name->key == CN_NO_PLACE ? 0 : keys->items[name->key].id;
    if (name->counts.uses > 0)
        return cn_name_use_put(keys->store, &row, err);
    rc = name->is_stored ? cn_name_use_drop(keys->store, row.key, row.name, err) : CAIRN_OK;
    return rc < 0 ? rc : cn_name_drop(keys->store, name->id, err);
}

/* By key, then name, which is how the store keeps them: the sort keeps equal ones in order. */
static size_t order_names(const cn_keys *keys, cn_ordered *order, cn_ordered *scratch)
{
    size_t n = 0;

    for (size_t i = 0; i < keys->n_names; i++) {
        if (keys->names[i].is_changed || keys->is_fresh)
            order[n++] = (cn_ordered){keys->names[i].id, (uint32_t)i};
    }
    cn_order(order, scratch, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t key = keys->names[order[i].place].key;

        order[i].id = key == CN_NO_PLACE ? 0 : keys->items[key].id;
    }
    cn_order(order, scratch, n);
    return n;
}

int cn_keys_write_counts(cn_keys *keys, cn_pace *pace, cairn_error *err)
{
    cn_ordered *order = cn_alloc_zero(keys->n_names, 2 * sizeof(*order));
    size_t n;
    int rc = CAIRN_OK;

    if (!order)
        return cn_fail_memory(err, keys->n_names * 2 * sizeof(*order));
    n = order_names(keys, order, order + keys->n_names);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        rc = write_name(keys, &keys->names[order[i].place], err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
    }
    cn_free(order);
    return rc;
}
