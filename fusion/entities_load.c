/* Reads names and mentions into drafts, see entities.h.
 *
 * Mentions come by the hundred thousand, and each looks up its name: what that takes is cache
 * misses. So a lookup touches one bucket, one id, one place and one name, in arrays as small as
 * they can be, and mentions are counted in batches. With 180,000 names and 350,000 mentions on a
 * 2-core EPYC: 115 ms, 55 of them SQLite's; 230 with hash maps and row by row. */
#include "fusion/entities.h"

#include "base/mem.h"
#include "fusion/order.h"

/* Places are 32 bits; a store of 21 million documents has about 100 million names. */
enum { PLACES_MAX = INT32_MAX, ID_BITS = 63 };

/* A name as it comes, by id. */
typedef struct read_name {
    size_t first;
    uint32_t len;
} read_name;

typedef struct reading {
    cn_entities *entities;
    read_name *names; /* as by_id.ids */
    cn_ordered *keys;
    size_t cap_names, cap_keys;
} reading;

/* ---- Names ---- */

static int add_name(reading *read, int64_t id, const char *surface, size_t len, cairn_error *err)
{
    cn_entities *entities = read->entities;
    cn_name_ids *by_id = &entities->by_id;
    size_t i = by_id->n;
    int64_t key;
    int rc;

    if (id <= 0 || len > UINT32_MAX)
        return cn_fail(err, CAIRN_EINDEX, id, "name %lld is not one of ours", (long long)id);
    rc = cn_entities_key(entities, surface, len, &key, err);
    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&by_id->ids, &by_id->cap, i + 1, PLACES_MAX, sizeof(*by_id->ids)) ||
        !cn_grow((void **)&read->names, &read->cap_names, i + 1, PLACES_MAX,
                 sizeof(*read->names)) ||
        !cn_grow((void **)&read->keys, &read->cap_keys, i + 1, PLACES_MAX, sizeof(*read->keys)))
        return cn_fail_memory(err, (i + 1) * sizeof(*read->keys));
    by_id->ids[i] = id;
    read->names[i] = (read_name){entities->text.len, (uint32_t)len};
    read->keys[i] = (cn_ordered){key, (uint32_t)i};
    by_id->n++;
    cn_buf_add(&entities->text, surface, len);
    if (cn_buf_add_char(&entities->text, '\0') < 0)
        return cn_fail_memory(err, len);
    return CAIRN_OK;
}

static int read_names(reading *read, cn_store *store, cn_pace *pace, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    const char *surface;
    size_t len;
    int64_t id;
    int rc;

    rc = cn_name_scan(store, &cursor, err);
    if (rc < 0)
        goto out;
    while ((rc = cn_name_next(cursor, &id, &surface, &len, err)) == CAIRN_ROW) {
        rc = add_name(read, id, surface, len, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
        if (rc < 0)
            goto out;
    }
out:
    cn_cursor_free(cursor);
    return rc;
}

/* ---- Buckets ---- */

/* About one id in a bucket. */
static int make_buckets(cn_name_ids *by_id, cairn_error *err)
{
    size_t n_buckets = 1;
    size_t i = 0;

    by_id->shift = ID_BITS;
    while (n_buckets < by_id->n) {
        n_buckets *= 2;
        by_id->shift--;
    }
    by_id->buckets = cn_alloc_zero(n_buckets + 1, sizeof(*by_id->buckets));
    if (!by_id->buckets)
        return cn_fail_memory(err, n_buckets * sizeof(*by_id->buckets));
    for (size_t bucket = 0; bucket <= n_buckets; bucket++) {
        while (i < by_id->n && (uint64_t)by_id->ids[i] >> by_id->shift < bucket)
            i++;
        by_id->buckets[bucket] = (uint32_t)i;
    }
    return CAIRN_OK;
}

/* Binary search in the bucket: were all ids forged to fall into one, it would still be fast. */
int cn_entities_name(cn_entities *entities, int64_t name_id, const char *what, uint32_t *name,
                     cairn_error *err)
{
    const cn_name_ids *by_id = &entities->by_id;
    size_t bucket = name_id > 0 ? (size_t)((uint64_t)name_id >> by_id->shift) : 0;
    uint32_t low = by_id->buckets[bucket];
    uint32_t end = by_id->buckets[bucket + 1];

    *name = CN_NO_PLACE;
    for (uint32_t high = end; low < high;) {
        uint32_t middle = low + (high - low) / 2;

        if (by_id->ids[middle] < name_id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end || by_id->ids[low] != name_id)
        return cn_fail(err, CAIRN_EINDEX, name_id, "a %s names name %lld, which has no row", what,
                       (long long)name_id);
    *name = by_id->places[low];
    entities->names[*name].is_used = true;
    return CAIRN_OK;
}

/* ---- Drafts ---- */

static int order_keys(reading *read, cairn_error *err)
{
    size_t n = read->entities->by_id.n;
    cn_ordered *scratch = cn_alloc_zero(n, sizeof(*scratch));

    if (!scratch)
        return cn_fail_memory(err, n * sizeof(*scratch));
    cn_order(read->keys, scratch, n);
    cn_free(scratch);
    return CAIRN_OK;
}

static size_t count_keys(const cn_ordered *keys, size_t n)
{
    size_t n_keys = 0;

    for (size_t i = 0; i < n; i++)
        n_keys += keys[i].id != 0 && (i == 0 || keys[i].id != keys[i - 1].id);
    return n_keys;
}

/* Names in the order of their keys, and a draft for each key. */
static void fill_drafts(const reading *read)
{
    cn_entities *entities = read->entities;
    cn_draft *draft = entities->drafts; /* the next one */

    for (uint32_t place = 0; place < entities->n_names; place++) {
        const cn_ordered *key = &read->keys[place];
        const read_name *name = &read->names[key->place];

        if (key->id != 0 && (place == 0 || key->id != key[-1].id))
            *draft++ = (cn_draft){.key = key->id, .first_name = place, .name = CN_NO_PLACE};
        entities->by_id.places[key->place] = place;
        entities->names[place] = (cn_name){.first = name->first, .len = name->len};
        entities->names[place].draft =
            key->id != 0 ? (uint32_t)(draft - entities->drafts - 1) : CN_NO_PLACE;
    }
    draft->first_name = (uint32_t)entities->n_names;
}

static int make_drafts(reading *read, cairn_error *err)
{
    cn_entities *entities = read->entities;
    size_t n = entities->by_id.n;
    int rc = order_keys(read, err);

    if (rc < 0)
        return rc;
    entities->n_names = n;
    entities->n_drafts = count_keys(read->keys, n);
    entities->names = cn_alloc_zero(n, sizeof(*entities->names));
    entities->drafts = cn_alloc_zero(entities->n_drafts + 1, sizeof(*entities->drafts));
    entities->by_id.places = cn_alloc_zero(n, sizeof(*entities->by_id.places));
    if (!entities->names || !entities->drafts || !entities->by_id.places)
        return cn_fail_memory(err, n * sizeof(*entities->names));
    fill_drafts(read);
    return make_buckets(&entities->by_id, err);
}

static int load_names(cn_entities *entities, cn_store *store, cn_pace *pace, cairn_error *err)
{
    reading read = {.entities = entities};
    int rc = read_names(&read, store, pace, err);

    if (rc == CAIRN_OK)
        rc = make_drafts(&read, err);
    cn_free(read.names);
    cn_free(read.keys);
    return rc;
}

/* ---- Mentions ---- */

/* Rows wait here until there are some: look-ups one after the other overlap in the memory system,
 * look-ups with a step of SQLite between them do not. */
enum { BATCH = 64 };

typedef struct batch {
    cn_mention_row rows[BATCH];
    size_t n;
} batch;

static void count_mention(cn_name *name, const cn_mention_row *row)
{
    if (CN_TYPE_IS_LITERAL(row->type))
        return;
    name->is_named = true;
    name->mentions++;
    name->titles += row->role == CN_ROLE_TITLE;
    name->about += row->role != CN_ROLE_MENTION;
    if (row->type > CN_TYPE_OTHER)
        name->types[row->type - 1]++;
}

static int count_batch(cn_entities *entities, batch *waiting, cairn_error *err)
{
    uint32_t places[BATCH];

    for (size_t i = 0; i < waiting->n; i++) {
        int rc = cn_entities_name(entities, waiting->rows[i].name, "mention", &places[i], err);

        if (rc < 0)
            return rc;
    }
    for (size_t i = 0; i < waiting->n; i++)
        count_mention(&entities->names[places[i]], &waiting->rows[i]);
    waiting->n = 0;
    return CAIRN_OK;
}

static int load_mentions(cn_entities *entities, cn_store *store, cn_pace *pace, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    batch waiting = {.n = 0};
    int rc;

    rc = cn_mention_scan(store, &cursor, err);
    if (rc < 0)
        goto out;
    while ((rc = cn_mention_next(cursor, &waiting.rows[waiting.n], err)) == CAIRN_ROW) {
        rc = ++waiting.n == BATCH ? count_batch(entities, &waiting, err) : CAIRN_OK;
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
        if (rc < 0)
            goto out;
    }
    if (rc == CAIRN_OK)
        rc = count_batch(entities, &waiting, err);
out:
    cn_cursor_free(cursor);
    return rc;
}

static void sum_names(cn_entities *entities)
{
    for (size_t i = 0; i < entities->n_names; i++) {
        const cn_name *name = &entities->names[i];

        if (name->draft == CN_NO_PLACE)
            continue;
        entities->drafts[name->draft].mentions += name->mentions;
        entities->drafts[name->draft].about += name->about;
    }
}

int cn_entities_load(cn_entities *entities, cn_store *store, cn_pace *pace, cairn_error *err)
{
    int rc = load_names(entities, store, pace, err);

    if (rc == CAIRN_OK)
        rc = load_mentions(entities, store, pace, err);
    if (rc == CAIRN_OK)
        sum_names(entities);
    return rc;
}
