/* What the first pass over a chunk found for a word, told to all other places where it stands.
 *
 * Words with a capital, and neighbours of them in pairs, are counted in one table by the kinds of
 * the names they were found in; each token then asks for the counts without its own share. */
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/recognizer_features.h"

enum { OUTSIDE = CN_KIND_COUNT, POSITIONS = 4, COUNT_MAX = 60000, SLOTS_MAX = 1 << 26 };

struct cn_name_echo_slot {
    uint64_t key; /* 0: free */
    uint16_t kinds[CN_KIND_COUNT + 1];
    uint16_t positions[POSITIONS];
    uint16_t longer[CN_KIND_COUNT]; /* in names of several words */
    uint16_t longer_at[POSITIONS];
    uint16_t lower;
};
typedef struct cn_name_echo_slot slot;

static slot *slot_of(const cn_name_echo_scratch *scratch, uint64_t key, bool may_add)
{
    size_t mask = scratch->cap - 1;

    key += key == 0;
    for (size_t i = (size_t)(key >> 20) & mask;; i = (i + 1) & mask) {
        slot *found = &scratch->slots[i];

        if (found->key == key)
            return found;
        if (found->key == 0) {
            if (!may_add)
                return NULL;
            found->key = key;
            return found;
        }
    }
}

static int reserve(cn_name_echo_scratch *scratch, size_t n, cairn_error *err)
{
    size_t cap = scratch->cap ? scratch->cap : 1024;

    while (cap < 4 * n)
        cap *= 2;
    if (cap > scratch->cap) {
        cn_free(scratch->slots);
        scratch->slots = cn_alloc_zero(cap, sizeof(slot));
        scratch->cap = scratch->slots ? cap : 0;
        if (!scratch->slots)
            return cn_fail_memory(err, cap * sizeof(slot));
        return CAIRN_OK;
    }
    memset(scratch->slots, 0, scratch->cap * sizeof(slot));
    return CAIRN_OK;
}

void cn_name_echo_scratch_done(cn_name_echo_scratch *scratch)
{
    cn_free(scratch->slots);
    *scratch = (cn_name_echo_scratch){.slots = NULL};
}

static bool has_capital(const cn_name_atom *atom)
{
    return atom->look >= 1 && atom->look <= 4;
}

static void count(uint16_t *number)
{
    if (*number < COUNT_MAX)
        ++*number;
}

static void count_label(slot *at, uint8_t label)
{
    if (label == CN_LABEL_OUTSIDE) {
        count(&at->kinds[OUTSIDE]);
        return;
    }
    count(&at->kinds[cn_label_kind(label)]);
    count(&at->positions[cn_label_position(label)]);
    if (cn_label_position(label) != CN_LABEL_UNIT) {
        count(&at->longer[cn_label_kind(label)]);
        count(&at->longer_at[cn_label_position(label)]);
    }
}

/* Do both tokens belong to one name? */
static bool is_pair(uint8_t label, uint8_t next)
{
    return label != CN_LABEL_OUTSIDE && next != CN_LABEL_OUTSIDE &&
           (cn_label_position(label) == CN_LABEL_BEGIN ||
            cn_label_position(label) == CN_LABEL_INSIDE) &&
           (cn_label_position(next) == CN_LABEL_INSIDE || cn_label_position(next) == CN_LABEL_LAST);
}

static uint64_t pair_key(const cn_name_atom *atoms, size_t i)
{
    return cn_hash_mix(atoms[i].key, atoms[i + 1].key);
}

static void count_tree(const cn_name_echo_scratch *scratch, const cn_name_atom *atoms,
                       const uint8_t *labels, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!has_capital(&atoms[i]))
            continue;
        count_label(slot_of(scratch, atoms[i].key, true), labels[i]);
        if (i + 1 < n && has_capital(&atoms[i + 1])) {
            slot *both = slot_of(scratch, pair_key(atoms, i), true);

            if (is_pair(labels[i], labels[i + 1]))
                count_label(both, labels[i]);
            else
                count(&both->kinds[OUTSIDE]);
        }
    }
}

/* The place of the most, own left out: -1 when there is none. */
static int most(const uint16_t *counts, size_t n, int own, unsigned *number, unsigned *total)
{
    int best = -1;

    *number = 0;
    *total = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned at = counts[i] - (unsigned)((int)i == own);

        *total += at;
        if (at > *number) {
            *number = at;
            best = (int)i;
        }
    }
    return best;
}

static void ask_word(const slot *at, uint8_t label, cn_name_echo *echo)
{
    bool is_name = label != CN_LABEL_OUTSIDE;
    int kind = is_name ? cn_label_kind(label) : -1;
    int position = is_name ? cn_label_position(label) : -1;
    bool is_long = is_name && position != CN_LABEL_UNIT;
    unsigned number, total, outside = at->kinds[OUTSIDE] - (unsigned)!is_name;
    int best = most(at->kinds, CN_KIND_COUNT, kind, &number, &total);

    total += outside;
    if (best >= 0) {
        echo->kind = (uint8_t)(best + 1);
        echo->share = (uint8_t)(number == total ? (total > 2 ? 3 : 2) : number * 2 > total ? 1 : 0);
        echo->position = (uint8_t)(1 + most(at->positions, POSITIONS, position, &number, &total));
    } else if (outside > 0) {
        echo->outside = 1;
    }
    if (at->lower > 0)
        echo->outside |= 2;
    best = most(at->longer, CN_KIND_COUNT, is_long ? kind : -1, &number, &total);
    echo->longer = (uint8_t)(best + 1);
    best = most(at->longer_at, POSITIONS, is_long ? position : -1, &number, &total);
    echo->longer_at = (uint8_t)(best + 1);
}

static void ask_pair(const slot *at, uint8_t label, bool is_own, cn_name_echo *echo)
{
    unsigned number, total;
    int best = most(at->kinds, CN_KIND_COUNT + 1, is_own ? cn_label_kind(label) : OUTSIDE, &number,
                    &total);

    echo->pair = (uint8_t)(best + 1);
    best = most(at->positions, POSITIONS, is_own ? cn_label_position(label) : -1, &number, &total);
    echo->pair_at = (uint8_t)(best + 1);
}

static void ask_tree(const cn_name_echo_scratch *scratch, const cn_name_atom *atoms,
                     const uint8_t *labels, size_t n, cn_name_echo *echoes)
{
    for (size_t i = 0; i < n; i++) {
        echoes[i] = (cn_name_echo){.kind = 0};
        if (labels[i] != CN_LABEL_OUTSIDE) {
            echoes[i].own = (uint8_t)(cn_label_kind(labels[i]) + 1);
            echoes[i].own_at = (uint8_t)(cn_label_position(labels[i]) + 1);
        }
        if (!has_capital(&atoms[i]))
            continue;
        ask_word(slot_of(scratch, atoms[i].key, true), labels[i], &echoes[i]);
        if (i + 1 < n && has_capital(&atoms[i + 1]))
            ask_pair(slot_of(scratch, pair_key(atoms, i), true), labels[i],
                     is_pair(labels[i], labels[i + 1]), &echoes[i]);
    }
}

int cn_name_echoes(const cn_trees *trees, const cn_name_atom *atoms, const uint8_t *labels,
                   cn_name_echo_scratch *scratch, cn_name_echo *echoes, cairn_error *err)
{
    int rc = reserve(scratch, trees->n_tokens + 1, err);

    if (rc < 0)
        return rc;
    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        count_tree(scratch, atoms + at, labels + at, trees->trees[t].n);
    for (size_t i = 0; i < trees->n_tokens; i++) {
        slot *found = atoms[i].look == 0 ? slot_of(scratch, atoms[i].key, false) : NULL;

        if (found)
            count(&found->lower);
    }
    for (size_t t = 0, at = 0; t < trees->n_trees; at += trees->trees[t++].n)
        ask_tree(scratch, atoms + at, labels + at, trees->trees[t].n, echoes + at);
    return CAIRN_OK;
}
