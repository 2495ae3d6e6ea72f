/* Blocks of names, see blocks.h. */
#include "fusion/blocks.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "graph/names.h"

enum {
    CELLS = 256,
    NEAREST = 8,         /* cells that FAISS is asked for */
    CELLS_OF_A_NAME = 4, /* of these that a title is put into; other names into the nearest */
    UNIT = 1 << 14,      /* of a component of a vector, as a whole number */
    SPELT_LEN_MIN = 8,   /* bytes; shorter names are other names when a letter changes */
    ACRONYM_MIN = 3,
    ACRONYM_MAX = 8
};
static const float CENTROID = 0.125F; /* a component, times the sign: 64 of them have length 1 */

_Static_assert(CN_NAME_DIM == 64, "the signs of a centroid are the bits of one hash");

struct cn_blocker {
    cn_vectors *centroids; /* NULL: without spelling */
    uint64_t signs[CELLS];
};

/* ---- Centroids ---- */

static int add_centroids(cn_blocker *blocker, cairn_error *err)
{
    for (uint32_t cell = 0; cell < CELLS; cell++) {
        float centroid[CN_NAME_DIM];
        int64_t id = cell;
        int rc;

        blocker->signs[cell] = cn_hash_mix(cell, CELLS);
        for (unsigned i = 0; i < CN_NAME_DIM; i++)
            centroid[i] = blocker->signs[cell] >> i & 1 ? CENTROID : -CENTROID;
        rc = cn_vectors_add(blocker->centroids, &id, centroid, 1, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

int cn_blocker_new(bool with_spelling, cn_blocker **blocker, cairn_error *err)
{
    cn_blocker *made = cn_alloc_zero(1, sizeof(*made));
    int rc = CAIRN_OK;

    *blocker = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    if (with_spelling)
        rc = cn_vectors_new(CN_NAME_DIM, &made->centroids, err);
    if (rc == CAIRN_OK && with_spelling)
        rc = add_centroids(made, err);
    if (rc < 0) {
        cn_blocker_free(made);
        return rc;
    }
    *blocker = made;
    return CAIRN_OK;
}

void cn_blocker_free(cn_blocker *blocker)
{
    if (!blocker)
        return;
    cn_vectors_free(blocker->centroids);
    cn_free(blocker);
}

/* ---- Which names ---- */

/* Most votes; titles and names seen once count too. */
static cn_form_sort likely_sort(const cn_profile *profile)
{
    size_t best = 0;

    for (size_t i = 1; i < CN_PROFILE_TYPES; i++) {
        if (profile->types[i] > profile->types[best])
            best = i;
    }
    if (profile->types[best] == 0)
        return (cn_form_sort)profile->form->sort;
    return cn_form_sort_of_type((int)best + 1);
}

bool cn_blocks_is_name(const cn_profile *profile)
{
    const cn_name_form *form = profile->form;
    uint32_t classes = profile->types[CN_TYPE_CLASS - 1];
    uint32_t others = 0;

    if (form->n_core == 0 || form->is_cut || form->n_capitals == 0)
        return false;
    for (size_t i = 0; i < CN_PROFILE_TYPES; i++) {
        if (i + 1 != CN_TYPE_CLASS && profile->types[i] > others)
            others = profile->types[i];
    }
    return profile->about > 0 || (classes <= others && profile->mentions > 0);
}

/* ---- Blocks ---- */

typedef struct found_blocks {
    cn_block *items;
    size_t n;
} found_blocks;

static void add_block(found_blocks *found, uint64_t hash, cn_block_kind kind)
{
    int64_t key = (int64_t)(hash & INT64_MAX);
    size_t at = found->n;

    key = key ? key : 1;
    if (at == CN_BLOCKS_MAX)
        return;
    for (size_t i = 0; i < found->n; i++) {
        if (found->items[i].key == key)
            return;
    }
    for (; at > 0 && found->items[at - 1].key > key; at--)
        found->items[at] = found->items[at - 1];
    found->items[at] = (cn_block){.key = key, .kind = (uint8_t)kind};
    found->n++;
}

static void add_code(found_blocks *found, cn_block_kind kind, uint64_t a, uint64_t b)
{
    add_block(found, cn_hash_mix(cn_hash_mix((uint64_t)kind + 1, a), b), kind);
}

static bool is_said(const cn_form_word *word)
{
    return !(word->flags & (CN_FORM_LINK | CN_FORM_RANK | CN_FORM_SUFFIX));
}

/* "J. Smith", "John Adam Smith", "Smith, John". */
static void add_initial(found_blocks *found, const cn_name_form *form)
{
    const cn_form_word *first = NULL, *last = NULL;

    for (size_t i = 0; i < form->n_core; i++) {
        if (!is_said(&form->words[i]) || form->words[i].number > 0)
            continue;
        first = first ? first : &form->words[i];
        last = &form->words[i];
    }
    if (first && first == last && form->n_words > form->n_core &&
        form->words[form->n_core].flags & CN_FORM_QUALIFIER && is_said(&form->words[form->n_core]))
        first = &form->words[form->n_core];
    if (first != last && !(last->flags & CN_FORM_INITIAL))
        add_code(found, CN_BLOCK_INITIAL, first->initial, last->key);
}

static void add_sorted(found_blocks *found, const cn_name_form *form)
{
    uint64_t sum = 0, product = 1;
    bool has_link = false;
    unsigned n = 0;

    for (size_t i = 0; i < form->n_words; i++) {
        const cn_form_word *word = &form->words[i];

        has_link = has_link || word->flags & (CN_FORM_LINK | CN_FORM_QUALIFIER);
        if (!is_said(word))
            continue;
        sum += word->key;
        product *= word->key | 1;
        n++;
    }
    if (has_link && n >= 2)
        add_code(found, CN_BLOCK_SORTED, sum, product);
}

static void add_acronym(found_blocks *found, const cn_name_form *form)
{
    const cn_form_word *word = &form->words[0];
    char letters[ACRONYM_MAX];
    size_t n = 0;

    if (form->n_core == 1) {
        if (word->flags & CN_FORM_ALLCAPS && word->len >= ACRONYM_MIN && word->len <= ACRONYM_MAX)
            add_code(found, CN_BLOCK_ACRONYM, cn_hash(form->text + word->first, word->len), 0);
        return;
    }
    for (size_t i = 0; i < form->n_words; i++) {
        const cn_form_word *it = &form->words[i];

        if (!(it->flags & CN_FORM_CAPITAL) || it->flags & CN_FORM_QUALIFIER)
            continue;
        if (n == ACRONYM_MAX || it->initial >= 0x80)
            return;
        letters[n++] = (char)it->initial;
    }
    if (n >= ACRONYM_MIN)
        add_code(found, CN_BLOCK_ACRONYM, cn_hash(letters, n), 0);
}

/* ---- Spelling ---- */

/* Of the cells that FAISS finds near, by an inner product of whole numbers; of equals the first. */
static size_t choose_cells(const cn_blocker *blocker, const float *vector, const cn_scored *near,
                           size_t n, uint32_t cells[CELLS_OF_A_NAME])
{
    int32_t scores[CELLS_OF_A_NAME] = {0};
    int32_t whole[CN_NAME_DIM];
    size_t n_cells = 0;

    for (unsigned i = 0; i < CN_NAME_DIM; i++)
        whole[i] = (int32_t)(vector[i] * (float)UNIT);
    for (size_t k = 0; k < n; k++) {
        uint32_t cell = (uint32_t)near[k].id;
        int32_t score = 0;
        size_t at;

        for (unsigned i = 0; i < CN_NAME_DIM; i++)
            score += blocker->signs[cell] >> i & 1 ? whole[i] : -whole[i];
        for (at = n_cells; at > 0 && (score > scores[at - 1] ||
                                      (score == scores[at - 1] && cell < cells[at - 1]));
             at--) {
            if (at < CELLS_OF_A_NAME) {
                scores[at] = scores[at - 1];
                cells[at] = cells[at - 1];
            }
        }
        if (at < CELLS_OF_A_NAME) {
            scores[at] = score;
            cells[at] = cell;
            n_cells += n_cells < CELLS_OF_A_NAME;
        }
    }
    return n_cells;
}

static int add_spelling(const cn_blocker *blocker, found_blocks *found, const cn_profile *profile,
                        cairn_error *err)
{
    const cn_name_form *form = profile->form;
    const cn_form_word *last = &form->words[form->n_core - 1];
    uint32_t cells[CELLS_OF_A_NAME] = {0};
    float vector[CN_NAME_DIM];
    cn_scored near[NEAREST];
    size_t len = 0, n = 0;
    int rc;

    for (size_t i = 0; i < form->n_core; i++)
        len += form->words[i].len;
    if (len < SPELT_LEN_MIN || last->len == 0 || last->number > 0)
        return CAIRN_OK;
    /* The letters of the core stand first in text, without blanks: "DeToth" as "de Toth". */
    rc = cn_name_vector(form->text, len, vector, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(blocker->centroids, vector, NEAREST, near, &n, err);
    if (rc < 0)
        return rc;
    n = choose_cells(blocker, vector, near, n, cells);
    if (n > 1 && profile->titles == 0)
        n = 1;
    for (size_t i = 0; i < n; i++) {
        uint64_t ends = (uint64_t)form->words[0].initial << 32 | (uint64_t)last->initial << 8 |
                        (uint8_t)form->text[last->first + last->len - 1];

        add_code(found, CN_BLOCK_SPELLING, cells[i], ends);
    }
    return CAIRN_OK;
}

int cn_blocks_find(cn_blocker *blocker, const cn_profile *profile, cn_block out[CN_BLOCKS_MAX],
                   size_t *n, cairn_error *err)
{
    const cn_name_form *form = profile->form;
    found_blocks found = {.items = out};
    cn_form_sort sort;
    int rc = CAIRN_OK;

    *n = 0;
    if (!cn_blocks_is_name(profile))
        return CAIRN_OK;
    sort = likely_sort(profile);
    if (form->has_qualifier && form->base_key != 0 && profile->titles > 0)
        add_block(&found, (uint64_t)form->base_key, CN_BLOCK_BASE);
    if ((form->has_rank || form->has_suffix || form->is_turned) && form->core_key != 0 &&
        form->core_key != form->base_key && form->core_key != profile->key)
        add_block(&found, (uint64_t)form->core_key, CN_BLOCK_CORE);
    if (sort == CN_SORT_PERSON) {
        add_initial(&found, form);
        add_sorted(&found, form);
    } else if (sort != CN_SORT_WORK) {
        add_acronym(&found, form);
    }
    if (blocker->centroids)
        rc = add_spelling(blocker, &found, profile, err);
    if (rc == CAIRN_OK)
        *n = found.n;
    return rc;
}
