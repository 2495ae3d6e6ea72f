/* Blocks of keys, see identities.h and blocks.h.
 *
 * From scratch all blocks stand in one sorted array; a build that follows a few documents asks the
 * table. Either way a block beyond CN_BLOCK_SIZE_MAX is passed over, and when the documents bring
 * one over that limit, or back, all in it are decided again. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/identities_parts.h"

enum { PLACES_MAX = INT32_MAX, PARTNERS_MAX = 1 << 16 /* of a key */ };

struct cn_posting {
    int64_t block;
    int64_t key;
};

/* Of a code, titles and other names have a block each: a name that is no title cannot change what a
 * title means, and two of them do not meet by their spelling alone. */
typedef struct blocks {
    cn_block items[CN_BLOCKS_MAX];
    size_t n;
    bool is_title;
} blocks;

/* The block in which titles, or other names, of a code or name stand. */
static int64_t row_of(const cn_block *block, bool is_title)
{
    if (block->kind <= CN_BLOCK_CORE)
        return block->key;
    return (int64_t)(cn_hash_mix((uint64_t)block->key, is_title) & INT64_MAX) | 1;
}

/* Whom a key is compared with. */
typedef enum reach {
    REACH_ALL,  /* all that it may mean, or that may mean it */
    REACH_BELOW /* those that may mean it */
} reach;

/* Blocks where they stand; returns how many. */
static size_t list_rows(const blocks *of, const cn_block *block, reach how, int64_t rows[2])
{
    size_t n = 0;

    if (block->kind <= CN_BLOCK_CORE) {
        rows[n++] = block->key;
        return n;
    }
    if (of->is_title || block->kind != CN_BLOCK_SPELLING)
        rows[n++] = row_of(block, false);
    if (of->is_title || how == REACH_ALL)
        rows[n++] = row_of(block, true);
    return n;
}

/* The blocks of a key with these counts. */
static int find_blocks(cn_identities *it, uint32_t key, uint32_t display, const cn_counts *counts,
                       blocks *found, cairn_error *err)
{
    cn_name_form form;
    cn_profile profile;
    int rc;

    found->n = 0;
    found->is_title = counts->titles > 0;
    if (display == CN_NO_PLACE)
        return CAIRN_OK;
    cn_identities_profile(it->keys, key, display, counts, &profile);
    profile.form = &form;
    rc = cn_name_form_read(it->former, profile.name, profile.name_len, &form, err);
    if (rc < 0)
        return rc;
    return cn_blocks_find(it->blocker, &profile, found->items, &found->n, err);
}

static int find_blocks_now(cn_identities *it, uint32_t key, blocks *found, cairn_error *err)
{
    const cn_counts counts = cn_key_counts(it->keys, key);

    return find_blocks(it, key, cn_key_display(it->keys, key), &counts, found, err);
}

/* ---- From scratch ---- */

static int compare_postings(const void *a, const void *b)
{
    const struct cn_posting *x = a;
    const struct cn_posting *y = b;

    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

static int post_key(cn_identities *it, uint32_t key, cairn_error *err)
{
    blocks found;
    int rc = find_blocks_now(it, key, &found, err);

    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&it->postings, &it->cap_postings, it->n_postings + CN_BLOCKS_MAX,
                 PLACES_MAX, sizeof(*it->postings)))
        return cn_fail_memory(err, sizeof(*it->postings));
    if (!cn_grow((void **)&it->blocks, &it->cap_blocks, it->n_blocks + CN_BLOCKS_MAX, PLACES_MAX,
                 sizeof(*it->blocks)))
        return cn_fail_memory(err, sizeof(*it->blocks));
    for (size_t i = 0; i < found.n; i++) {
        it->blocks[it->n_blocks++] = found.items[i];
        it->postings[it->n_postings++] =
            (struct cn_posting){row_of(&found.items[i], found.is_title), it->keys->items[key].id};
    }
    it->first_block[key + 1] = (uint32_t)it->n_blocks;
    return CAIRN_OK;
}

static size_t lower_bound(const cn_identities *it, int64_t block)
{
    size_t low = 0, high = it->n_postings;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (it->postings[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The blocks of a key, as they were found. */
static void read_blocks(const cn_identities *it, uint32_t key, blocks *of)
{
    const cn_counts counts = cn_key_counts(it->keys, key);

    of->is_title = counts.titles > 0;
    of->n = it->first_block[key + 1] - it->first_block[key];
    memcpy(of->items, it->blocks + it->first_block[key], of->n * sizeof(of->items[0]));
}

/* Does anybody but the key stand in the block? */
static bool has_others(const cn_identities *it, int64_t block, int64_t key)
{
    for (size_t i = lower_bound(it, block); i < it->n_postings && it->postings[i].block == block;
         i++) {
        if (it->postings[i].key != key)
            return true;
    }
    return false;
}

static bool has_partner(const cn_identities *it, uint32_t key, const blocks *of)
{
    const int64_t id = it->keys->items[key].id;
    int64_t rows[2];

    for (size_t i = 0; i < of->n; i++) {
        const size_t n = list_rows(of, &of->items[i], REACH_ALL, rows);

        for (size_t row = 0; row < n; row++) {
            if (has_others(it, rows[row], id))
                return true;
        }
        if (of->items[i].kind <= CN_BLOCK_CORE &&
            cn_keys_find(it->keys, of->items[i].key) != CN_NO_PLACE)
            return true;
    }
    return it->keys->items[key].is_stated_alias || has_others(it, id, id);
}

/* A title without its qualifier is a key even if nobody writes it so: a question may. */
static int push_bases(cn_identities *it, const blocks *of, cn_push_fn push, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        uint32_t base;

        if (of->items[i].kind != CN_BLOCK_BASE)
            continue;
        rc = cn_keys_get(it->keys, of->items[i].key, &base, err);
        if (rc == CAIRN_OK)
            rc = push(it, base, err);
    }
    return rc;
}

static int block_all(cn_identities *it, cn_push_fn push, cairn_error *err)
{
    int rc = CAIRN_OK;

    it->n_blocked = it->keys->n;
    it->first_block = cn_alloc_zero(it->n_blocked + 1, sizeof(*it->first_block));
    if (!it->first_block)
        return cn_fail_memory(err, it->n_blocked * sizeof(*it->first_block));
    for (uint32_t key = 0; rc == CAIRN_OK && key < it->n_blocked; key++)
        rc = post_key(it, key, err);
    if (rc == CAIRN_OK && it->n_postings > 1)
        qsort(it->postings, it->n_postings, sizeof(*it->postings), compare_postings);
    for (size_t i = 0; rc == CAIRN_OK && i < it->n_postings; i++)
        rc = cn_block_put(it->keys->store, (uint64_t)it->postings[i].block, it->postings[i].key,
                          err);
    for (uint32_t key = 0; rc == CAIRN_OK && key < it->n_blocked; key++) {
        blocks of;

        read_blocks(it, key, &of);
        rc = push_bases(it, &of, push, err);
        if (rc == CAIRN_OK && has_partner(it, key, &of))
            rc = push(it, key, err);
    }
    return rc;
}

/* ---- Partners ---- */

static int add_partner(cn_partners *partners, uint32_t key, uint32_t stated, cairn_error *err)
{
    for (size_t i = 0; i < partners->n; i++) {
        if (partners->items[i].key == key) {
            partners->items[i].stated += stated;
            return CAIRN_OK;
        }
    }
    if (!cn_grow((void **)&partners->items, &partners->cap, partners->n + 1, PARTNERS_MAX,
                 sizeof(*partners->items)))
        return cn_fail_memory(err, partners->n * sizeof(*partners->items));
    partners->items[partners->n++] = (cn_partner){key, stated};
    return CAIRN_OK;
}

/* Ids of a block of the table: at most max and one more. */
typedef struct block_ids {
    int64_t *items;
    size_t n, cap;
} block_ids;

static int read_ids(cn_identities *it, int64_t block, size_t max, block_ids *ids, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    int64_t id;
    int rc = cn_block_scan(it->keys->store, (uint64_t)block, max + 1, &cursor, err);

    ids->n = 0;
    while (rc >= 0 && (rc = cn_block_next(cursor, &id, err)) == CAIRN_ROW) {
        if (!cn_grow((void **)&ids->items, &ids->cap, ids->n + 1, PARTNERS_MAX,
                     sizeof(*ids->items))) {
            rc = cn_fail_memory(err, ids->n * sizeof(*ids->items));
            break;
        }
        ids->items[ids->n++] = id;
    }
    cn_cursor_free(cursor);
    return rc;
}

/* The keys of a block of the table; none when there are more than max. *n: how many there are, at
 * most max + 1. */
static int read_block(cn_identities *it, int64_t block, size_t max, cn_partners *members, size_t *n,
                      cairn_error *err)
{
    block_ids ids = {.items = NULL};
    int rc = read_ids(it, block, max, &ids, err);

    members->n = 0;
    *n = ids.n;
    for (size_t i = 0; rc == CAIRN_OK && ids.n <= max && i < ids.n; i++) {
        uint32_t key;

        rc = cn_keys_get(it->keys, ids.items[i], &key, err);
        if (rc == CAIRN_OK)
            rc = add_partner(members, key, 0, err);
    }
    cn_free(ids.items);
    return rc;
}

static int find_members(cn_identities *it, int64_t block, cn_partners *members, cairn_error *err)
{
    size_t n;
    int rc = CAIRN_OK;

    if (!it->keys->is_fresh)
        return read_block(it, block, CN_BLOCK_SIZE_MAX, members, &n, err);
    members->n = 0;
    for (size_t i = lower_bound(it, block);
         rc == CAIRN_OK && i < it->n_postings && it->postings[i].block == block &&
         members->n <= CN_BLOCK_SIZE_MAX;
         i++)
        rc = add_partner(members, cn_keys_find(it->keys, it->postings[i].key), 0, err);
    return rc;
}

static int add_members(cn_identities *it, int64_t block, cn_partners *partners,
                       cn_partners *members, cairn_error *err)
{
    int rc = find_members(it, block, members, err);

    for (size_t i = 0; rc == CAIRN_OK && i < members->n && members->n <= CN_BLOCK_SIZE_MAX; i++)
        rc = add_partner(partners, members->items[i].key, 0, err);
    return rc;
}

/* At most CN_CANDIDATES_MAX, the first by key. */
static int add_stated(cn_identities *it, uint32_t key, cn_partners *partners, cairn_error *err)
{
    const int64_t of = it->keys->items[key].id;
    cn_cursor *cursor = NULL;
    uint64_t uses;
    int64_t id;
    uint32_t other;
    size_t n = 0;
    int rc;

    if (cn_map_get(&it->unstated, (uint64_t)of))
        return CAIRN_OK;
    rc = cn_stated_alias_scan(it->keys->store, of, CN_CANDIDATES_MAX, &cursor, err);
    while (rc >= 0 && (rc = cn_stated_alias_next(cursor, &id, &uses, err)) == CAIRN_ROW) {
        n++;
        rc = cn_keys_get(it->keys, id, &other, err);
        if (rc == CAIRN_OK)
            rc = add_partner(partners, other, uses > UINT16_MAX ? UINT16_MAX : (uint32_t)uses, err);
    }
    cn_cursor_free(cursor);
    if (rc == CAIRN_OK && n == 0 && !cn_map_put(&it->unstated, (uint64_t)of, NULL))
        return cn_fail_memory(err, sizeof(struct cn_map_slot));
    return rc;
}

int cn_identities_push_stated(cn_identities *it, uint32_t key, cn_push_fn push, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    uint64_t uses;
    int64_t id;
    uint32_t other;
    size_t n = 0;
    int rc;

    if (cn_map_get(&it->unstated, (uint64_t)it->keys->items[key].id))
        return CAIRN_OK;
    rc = cn_stated_alias_scan(it->keys->store, it->keys->items[key].id, PLACES_MAX, &cursor, err);

    while (rc >= 0 && (rc = cn_stated_alias_next(cursor, &id, &uses, err)) == CAIRN_ROW) {
        if (++n <= CN_CANDIDATES_MAX)
            continue;
        rc = cn_keys_get(it->keys, id, &other, err);
        if (rc == CAIRN_OK)
            rc = push(it, other, err);
    }
    cn_cursor_free(cursor);
    return rc;
}

/* Those in the blocks, and the keys whose names the blocks are. */
static int add_blocks(cn_identities *it, const blocks *of, reach how, cn_partners *partners,
                      cairn_error *err)
{
    cn_partners members = {.items = NULL};
    int64_t rows[2];
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        const cn_block *block = &of->items[i];
        const size_t n = list_rows(of, block, how, rows);

        for (size_t row = 0; rc == CAIRN_OK && row < n; row++)
            rc = add_members(it, rows[row], partners, &members, err);
        if (rc == CAIRN_OK && block->kind <= CN_BLOCK_CORE) {
            uint32_t named = cn_keys_find(it->keys, block->key);

            if (named == CN_NO_PLACE && !it->keys->is_fresh)
                rc = cn_keys_get(it->keys, block->key, &named, err);
            if (rc == CAIRN_OK && named != CN_NO_PLACE)
                rc = add_partner(partners, named, 0, err);
        }
    }
    cn_free(members.items);
    return rc;
}

int cn_identities_titles_of(cn_identities *it, uint32_t key, cn_partners *titles, cairn_error *err)
{
    return find_members(it, it->keys->items[key].id, titles, err);
}

/* The blocks of a key that has a profile, found once. */
static int find_blocks_of(cn_identities *it, uint32_t key, blocks *of, cairn_error *err)
{
    cn_subject *subject = it->subjects[key];
    size_t n = 0;
    int rc = CAIRN_OK;

    if (!subject->is_named) /* it is a base, and stands in no block itself */
        subject->has_blocks = true;
    if (!subject->has_blocks) {
        rc = cn_blocks_find(it->blocker, &subject->profile, subject->blocks, &n, err);
        subject->n_blocks = (uint8_t)n;
        subject->has_blocks = rc == CAIRN_OK;
    }
    of->is_title = subject->profile.titles > 0;
    of->n = subject->n_blocks;
    memcpy(of->items, subject->blocks, of->n * sizeof(of->items[0]));
    return rc;
}

int cn_identities_partners(cn_identities *it, uint32_t key, const cn_profile *profile,
                           cn_partners *partners, cairn_error *err)
{
    cn_partners members = {.items = NULL};
    blocks of = {.n = 0};
    int rc = CAIRN_OK;

    of.is_title = profile->titles > 0;
    if (key < it->n_blocked)
        read_blocks(it, key, &of);
    else
        rc = find_blocks_of(it, key, &of, err);
    if (rc == CAIRN_OK)
        rc = add_blocks(it, &of, REACH_ALL, partners, err);
    if (rc == CAIRN_OK)
        rc = add_members(it, it->keys->items[key].id, partners, &members, err);
    if (rc == CAIRN_OK && (it->keys->items[key].is_stated_alias || !it->keys->is_fresh))
        rc = add_stated(it, key, partners, err);
    cn_free(members.items);
    return rc;
}

/* ---- After a few documents ---- */

static bool has_row(const blocks *of, int64_t row)
{
    for (size_t i = 0; i < of->n; i++) {
        if (row_of(&of->items[i], of->is_title) == row)
            return true;
    }
    return false;
}

/* Blocks that change: by how much they grow, and where the other half of them stands: that of
 * titles or of other names, which looks into this one. */
typedef struct growing {
    cn_map more, halves; /* by the block */
} growing;

static int note_growth(growing *growth, const cn_block *block, bool is_title, int more,
                       cairn_error *err)
{
    const int64_t row = row_of(block, is_title);
    uint64_t *slot = cn_map_put(&growth->more, (uint64_t)row, NULL);
    uint64_t *half;

    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    *slot += (uint64_t)(int64_t)more;
    half = cn_map_put(&growth->halves, (uint64_t)row, NULL);
    if (!half)
        return cn_fail_memory(err, sizeof(*half));
    *half = (uint64_t)row_of(block, !is_title);
    return CAIRN_OK;
}

/* A key before and after the documents: what others see of it. */
typedef struct change {
    uint32_t key;
    bool is_stated_anew; /* what texts say it is also known as */
    blocks then, now;
    cn_name_form form_then;
    cn_profile profile_then;
    const cn_subject *now_is; /* NULL: nothing names it any more */
} change;

static int read_change(cn_identities *it, const cn_key_before *before, change *of, cairn_error *err)
{
    const cn_profile *then = &of->profile_then;
    int rc = cn_identities_subject(it, before->key, &of->now_is, err);

    of->key = before->key;
    of->is_stated_anew = it->keys->items[before->key].is_stated_alias;
    if (rc < 0)
        return rc;
    cn_identities_profile(it->keys, before->key, before->display, &before->counts,
                          &of->profile_then);
    of->profile_then.form = &of->form_then;
    /* The text of names may move while more are read. */
    of->profile_then.name = cn_arena_strndup(&it->arena, then->name, then->name_len);
    if (!then->name)
        return cn_fail_memory(err, then->name_len);
    return cn_name_form_read(it->former, then->name, then->name_len, &of->form_then, err);
}

/* What comparisons see of it is what it was: nothing is to be decided again. */
static bool is_standing(const change *of)
{
    const cn_profile *then = &of->profile_then;

    return !of->is_stated_anew && of->now_is && of->now_is->is_named &&
           then->name_len == of->now_is->profile.name_len &&
           memcmp(then->name, of->now_is->profile.name, then->name_len) == 0 &&
           cn_profile_standing(then) == cn_profile_standing(&of->now_is->profile);
}

/* Whether the partner's choice had the key in it, or has it now. */
static bool matters(const change *of, const cn_subject *partner, uint32_t stated)
{
    const cn_similarity_context context = {.stated = stated};
    const cn_profile *then = &of->profile_then;

    if (stated > 0 && of->is_stated_anew)
        return true;
    if (then->name_len > 0 && cn_merging_matters(&partner->profile, then, &context))
        return true;
    return of->now_is && of->now_is->is_named &&
           cn_merging_matters(&partner->profile, &of->now_is->profile, &context);
}

static int push_partners(cn_identities *it, const change *of, const blocks *at, cn_push_fn push,
                         cairn_error *err)
{
    cn_partners partners = {.items = NULL};
    cn_partners members = {.items = NULL};
    int rc = add_blocks(it, at, REACH_BELOW, &partners, err);

    if (rc == CAIRN_OK)
        rc = add_members(it, it->keys->items[of->key].id, &partners, &members, err);
    if (rc == CAIRN_OK)
        rc = add_stated(it, of->key, &partners, err);
    for (size_t i = 0; rc == CAIRN_OK && i < partners.n; i++) {
        const cn_partner *partner = &partners.items[i];
        const cn_subject *subject;

        rc = cn_identities_subject(it, partner->key, &subject, err);
        if (rc == CAIRN_OK &&
            (!subject || !subject->is_named || partners.n > CN_CANDIDATES_MAX / 2 ||
             matters(of, subject, partner->stated)))
            rc = push(it, partner->key, err);
    }
    cn_free(partners.items);
    cn_free(members.items);
    return rc < 0 ? rc : cn_identities_push_stated(it, of->key, push, err);
}

static bool are_same(const blocks *a, const blocks *b)
{
    bool is_same = a->n == b->n && a->is_title == b->is_title;

    for (size_t i = 0; is_same && i < a->n; i++)
        is_same = a->items[i].key == b->items[i].key; /* ascending */
    return is_same;
}

/* Old and new blocks of a key that was touched: their rows and growth. */
static int move_blocks(cn_identities *it, const change *of, growing *growth, cairn_error *err)
{
    const int64_t id = it->keys->items[of->key].id;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < of->then.n; i++) {
        const int64_t block = row_of(&of->then.items[i], of->then.is_title);

        if (has_row(&of->now, block))
            continue;
        rc = cn_block_drop(it->keys->store, (uint64_t)block, id, err);
        if (rc == CAIRN_OK)
            rc = note_growth(growth, &of->then.items[i], of->then.is_title, -1, err);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < of->now.n; i++) {
        const int64_t block = row_of(&of->now.items[i], of->now.is_title);

        if (has_row(&of->then, block))
            continue;
        rc = cn_block_put(it->keys->store, (uint64_t)block, id, err);
        if (rc == CAIRN_OK)
            rc = note_growth(growth, &of->now.items[i], of->now.is_title, 1, err);
    }
    return rc;
}

static int block_touched(cn_identities *it, const cn_key_before *before, growing *growth,
                         cn_push_fn push, cairn_error *err)
{
    change of = {.key = before->key};
    int rc = read_change(it, before, &of, err);

    if (rc < 0 || is_standing(&of))
        return rc;
    rc = find_blocks(it, before->key, before->display, &before->counts, &of.then, err);
    if (rc == CAIRN_OK && of.now_is && of.now_is->is_named)
        rc = find_blocks_of(it, before->key, &of.now, err);
    if (rc == CAIRN_OK)
        rc = move_blocks(it, &of, growth, err);
    if (rc == CAIRN_OK && before->display != CN_NO_PLACE && !are_same(&of.then, &of.now))
        rc = push_partners(it, &of, &of.then, push, err);
    if (rc == CAIRN_OK)
        rc = push_partners(it, &of, &of.now, push, err);
    return rc < 0 ? rc : push(it, before->key, err);
}

static int push_members(cn_identities *it, const cn_partners *members, cn_push_fn push,
                        cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < members->n; i++)
        rc = push(it, members->items[i].key, err);
    return rc;
}

/* A block that went over the limit, or back: pushes all who look into it. */
static int push_crossed(cn_identities *it, int64_t block, int64_t half, int64_t more,
                        cn_push_fn push, cairn_error *err)
{
    const size_t max = CN_BLOCK_SIZE_MAX + (more > 0 ? (size_t)more : (size_t)-more);
    cn_partners members = {.items = NULL};
    uint32_t named;
    size_t n;
    int rc = read_block(it, block, max, &members, &n, err);
    const int64_t now = (int64_t)n;

    if (rc == CAIRN_OK && (now <= CN_BLOCK_SIZE_MAX) != (now - more <= CN_BLOCK_SIZE_MAX)) {
        rc = push_members(it, &members, push, err);
        if (rc == CAIRN_OK && half != block)
            rc = read_block(it, half, PARTNERS_MAX - 1, &members, &n, err);
        if (rc == CAIRN_OK && half != block)
            rc = push_members(it, &members, push, err);
        if (rc == CAIRN_OK && half == block) /* a name */
            rc = cn_keys_get(it->keys, block, &named, err);
        if (rc == CAIRN_OK && half == block)
            rc = push(it, named, err);
    }
    cn_free(members.items);
    return rc;
}

static int block_changes(cn_identities *it, cn_push_fn push, cairn_error *err)
{
    growing growth;
    uint64_t block, more;
    int rc = CAIRN_OK;

    cn_map_init(&growth.more);
    cn_map_init(&growth.halves);
    /* Keys may be read meanwhile, but none is touched: before stays as it is. */
    for (size_t i = 0; rc == CAIRN_OK && i < it->keys->n_before; i++)
        rc = block_touched(it, &it->keys->before[i], &growth, push, err);
    for (size_t i = 0; rc == CAIRN_OK && cn_map_next(&growth.more, &i, &block, &more);) {
        if (more != 0)
            rc = push_crossed(it, (int64_t)block, (int64_t)*cn_map_get(&growth.halves, block),
                              (int64_t)more, push, err);
    }
    cn_map_done(&growth.more);
    cn_map_done(&growth.halves);
    return rc;
}

int cn_identities_block(cn_identities *it, cn_push_fn push, cairn_error *err)
{
    return it->keys->is_fresh ? block_all(it, push, err) : block_changes(it, push, err);
}
