/* What a name in a text stands for: the entities of its key.
 *
 * A longer name whose entity nothing is about ("President Barack Obama") also stands for the
 * entities that something is about and that its inner words name ("Barack Obama"), found from the
 * left, longest first. That is worked out once a name, not once a mention, and in parallel: the
 * calling thread reads names into batches and takes the meanings in, in the order of ids. */
#include "graph/snapshot_parts.h"

#include "base/mem.h"
#include "base/threads.h"
#include "schema/namekey.h"

#define TARGETS_MAX ((size_t)1 << 32)
#define BATCH_MAX ((size_t)2 << 30) /* bytes: a name is a row of SQLite, under 1 GB */
enum {
    INNER_WORDS_MAX = 8, /* in a name inside a name */
    INNER_BYTES_MIN = 3, /* of a name of one word: "US" is in too many */
    MEANINGS_MAX = 2,    /* a name that may mean more joins nothing: "William", "Mayor" */
    BATCH_NAMES = 512,
    BATCHES_PER_THREAD = 3
};

typedef struct target_list {
    uint32_t *items; /* entities */
    size_t n, cap;
} target_list;

typedef struct batch_name {
    int64_t id;
    size_t first, len; /* in batch->bytes */
    size_t n_targets;
} batch_name;

typedef struct batch {
    batch_name names[BATCH_NAMES];
    size_t n;
    cn_buf bytes;
    target_list targets; /* of all names, one after the other */
} batch;

typedef struct worker {
    cn_tokenizer *tokenizer;
    cn_words words;
} worker;

typedef struct reading {
    cn_cursor *cursor;
    const cn_snap_keys *keys;
    worker *workers;
    cn_snap_names *names;
} reading;

static int add_targets(target_list *targets, const uint32_t *entities, size_t n, cairn_error *err)
{
    if (!cn_grow((void **)&targets->items, &targets->cap, targets->n + n, TARGETS_MAX,
                 sizeof(*entities)))
        return cn_fail_memory(err, (targets->n + n) * sizeof(*entities));
    for (size_t i = 0; i < n; i++)
        targets->items[targets->n++] = entities[i];
    return CAIRN_OK;
}

/* ---- Meanings: the workers ---- */

/* Adds the entities of a key that something is about. */
static int add_about(const cn_snap_keys *keys, int64_t key, target_list *targets, cairn_error *err)
{
    const cn_snap_key *slot = NULL;
    uint64_t bit = cn_snap_filter_bit(key);
    int rc = CAIRN_OK;

    if (keys->about_filter[bit / 8] >> bit % 8 & 1)
        slot = cn_snap_key_find(keys->table, keys->mask, key);
    if (slot && slot->n > MEANINGS_MAX)
        return CAIRN_OK;
    for (uint32_t i = 0; slot && rc == CAIRN_OK && i < slot->n; i++) {
        const uint32_t *entity = &keys->key_entities[slot->first + i];

        if (keys->is_about[*entity])
            rc = add_targets(targets, entity, 1, err);
    }
    return rc;
}

static bool may_stand_alone(const cn_word *word)
{
    return !(word->flags & CN_WORD_STOP) && word->len >= INNER_BYTES_MIN;
}

/* From the left, the longest run of words, short of all of them, that names something. */
static int add_inner(const cn_snap_keys *keys, const cn_words *words, target_list *targets,
                     cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0, step; rc == CAIRN_OK && i < words->n; i += step) {
        size_t longest = words->n - i < words->n ? words->n - i : words->n - 1;
        size_t n_before = targets->n;

        step = 1;
        if (longest > INNER_WORDS_MAX)
            longest = INNER_WORDS_MAX;
        for (size_t n = longest; rc == CAIRN_OK && n > 0 && targets->n == n_before; n--) {
            if (n == 1 && !may_stand_alone(&words->items[i]))
                break;
            rc = add_about(keys, cn_words_key(words->items + i, n), targets, err);
            if (targets->n > n_before)
                step = n;
        }
    }
    return rc;
}

/* From each word, the longest run of two words or more, short of all of them, that is a name
 * nothing is about: "Lower Teyle Bridge Company" also says "Teyle Bridge". */
static int add_nested(const cn_snap_keys *keys, const cn_words *words, target_list *targets,
                      cairn_error *err)
{
    for (size_t i = 0; i + 1 < words->n; i++) {
        size_t longest = i == 0 ? words->n - 1 : words->n - i;

        if (longest > INNER_WORDS_MAX)
            longest = INNER_WORDS_MAX;
        for (size_t n = longest; n > 1; n--) {
            const int64_t key = cn_words_key(words->items + i, n);
            const cn_snap_key *slot = cn_snap_key_find(keys->table, keys->mask, key);
            int rc;

            if (!slot || keys->is_about[keys->key_entities[slot->first]])
                continue;
            rc = add_targets(targets, keys->key_entities + slot->first, slot->n, err);
            if (rc < 0)
                return rc;
            break;
        }
    }
    return CAIRN_OK;
}

/* The meanings of the name with this key and these words. */
static int add_name(const cn_snap_keys *keys, int64_t key, const cn_words *words,
                    target_list *targets, cairn_error *err)
{
    const cn_snap_key *slot = cn_snap_key_find(keys->table, keys->mask, key);
    const uint32_t *meanings;
    int rc;

    /* No slot: the literal of a statement, or a name that nothing mentions any more. */
    if (!slot || slot->n > MEANINGS_MAX)
        return CAIRN_OK;
    meanings = keys->key_entities + slot->first;
    rc = add_targets(targets, meanings, slot->n, err);
    if (rc == CAIRN_OK && words->n > 1 && slot->n == 1 && !keys->is_about[*meanings] &&
        keys->entities.items[*meanings] == slot->key)
        rc = add_inner(keys, words, targets, err);
    return rc < 0 ? rc : add_nested(keys, words, targets, err);
}

static int find_meanings(void *user, unsigned thread, void *item, cairn_error *err)
{
    reading *r = user;
    worker *w = &r->workers[thread];
    batch *b = item;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < b->n; i++) {
        batch_name *name = &b->names[i];
        size_t n_before = b->targets.n;
        int64_t key;

        rc = cn_name_key(w->tokenizer, cn_buf_str(&b->bytes) + name->first, name->len, &w->words,
                         &key, err);
        if (rc == CAIRN_OK)
            rc = add_name(r->keys, key, &w->words, &b->targets, err);
        name->n_targets = b->targets.n - n_before;
    }
    return rc;
}

/* ---- Reading and taking in: the calling thread ---- */

static void free_batch(batch *b)
{
    if (!b)
        return;
    cn_buf_done(&b->bytes);
    cn_free(b->targets.items);
    cn_free(b);
}

static int read_batch(void *user, void **item, cairn_error *err)
{
    reading *r = user;
    batch *b = cn_alloc_zero(1, sizeof(*b));
    int rc = CAIRN_ROW;

    *item = NULL;
    if (!b)
        return cn_fail_memory(err, sizeof(*b));
    cn_buf_init(&b->bytes, BATCH_MAX);
    while (r->cursor && b->n < BATCH_NAMES && rc == CAIRN_ROW) {
        batch_name *name = &b->names[b->n];
        const char *surface;

        rc = cn_name_next(r->cursor, &name->id, &surface, &name->len, err);
        if (rc != CAIRN_ROW)
            break;
        name->first = b->bytes.len;
        if (cn_buf_add(&b->bytes, surface, name->len) < 0)
            rc = cn_fail_memory(err, b->bytes.len + name->len);
        b->n++;
    }
    if (rc == CAIRN_OK) { /* the last: the cursor is not stepped again */
        cn_cursor_free(r->cursor);
        r->cursor = NULL;
    }
    if (rc < 0 || b->n == 0) {
        free_batch(b);
        return rc < 0 ? rc : CAIRN_OK;
    }
    *item = b;
    return CAIRN_ROW;
}

static int take_name(cn_snap_names *names, const batch_name *name, const uint32_t *targets,
                     cairn_error *err)
{
    target_list list = {.items = names->targets, .n = names->n_targets, .cap = names->cap_targets};
    size_t n = names->ids.n;
    int rc;

    if (name->n_targets == 0)
        return CAIRN_OK;
    if (!cn_grow((void **)&names->spans, &names->cap_spans, n + 1, CN_SNAP_IDS_MAX,
                 sizeof(*names->spans)))
        return cn_fail_memory(err, (n + 1) * sizeof(*names->spans));
    names->spans[n] = (uint64_t)list.n << 32 | name->n_targets;
    rc = add_targets(&list, targets, name->n_targets, err);
    names->targets = list.items;
    names->n_targets = list.n;
    names->cap_targets = list.cap;
    return rc < 0 ? rc : cn_snap_ids_add(&names->ids, name->id, err);
}

static int take_batch(void *user, void *item, cairn_error *err)
{
    reading *r = user;
    batch *b = item;
    const uint32_t *targets = b->targets.items;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < b->n; i++) {
        rc = take_name(r->names, &b->names[i], targets, err);
        if (b->names[i].n_targets > 0)
            targets += b->names[i].n_targets;
    }
    free_batch(b);
    return rc;
}

static void drop_batch(void *user, void *item)
{
    (void)user;
    free_batch(item);
}

/* ---- All of it ---- */

static int make_workers(reading *r, unsigned n, cairn_error *err)
{
    int rc = CAIRN_OK;

    r->workers = cn_alloc_zero(n, sizeof(*r->workers));
    if (!r->workers)
        return cn_fail_memory(err, n * sizeof(*r->workers));
    for (unsigned i = 0; rc == CAIRN_OK && i < n; i++) {
        rc = cn_tokenizer_new(&r->workers[i].tokenizer, err);
        if (rc == CAIRN_OK)
            cn_tokenizer_skip_stems(r->workers[i].tokenizer);
    }
    return rc;
}

static void free_workers(reading *r, unsigned n)
{
    for (unsigned i = 0; r->workers && i < n; i++) {
        cn_tokenizer_free(r->workers[i].tokenizer);
        cn_words_done(&r->workers[i].words);
    }
    cn_free(r->workers);
}

int cn_snap_names_load(cn_snap_names *names, cn_store *store, const cn_snap_keys *keys,
                       unsigned n_threads, cairn_error *err)
{
    unsigned n_workers = n_threads > 1 ? n_threads : 1;
    reading r = {.keys = keys, .names = names};
    cn_pipeline pipeline = {.produce = read_batch,
                            .work = find_meanings,
                            .consume = take_batch,
                            .drop = drop_batch,
                            .user = &r,
                            .n_threads = n_threads,
                            .depth = n_workers * BATCHES_PER_THREAD};
    int rc = make_workers(&r, n_workers, err);

    if (rc == CAIRN_OK)
        rc = cn_name_scan(store, &r.cursor, err);
    if (rc == CAIRN_OK)
        rc = cn_pipeline_run(&pipeline, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_ids_index(&names->ids, err);
    cn_cursor_free(r.cursor);
    free_workers(&r, n_workers);
    return rc;
}

void cn_snap_names_done(cn_snap_names *names)
{
    cn_snap_ids_done(&names->ids);
    cn_free(names->spans);
    cn_free(names->targets);
}

const uint32_t *cn_snap_names_find(const cn_snap_names *names, int64_t name, uint32_t *n)
{
    uint32_t position = cn_snap_ids_find(&names->ids, name);

    *n = 0;
    if (position == UINT32_MAX)
        return NULL;
    *n = (uint32_t)names->spans[position];
    return names->targets + (names->spans[position] >> 32);
}
