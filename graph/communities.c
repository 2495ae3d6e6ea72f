/* The file of communities: making it, opening it. See communities.h for what is in it. */
#include "graph/communities_parts.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define MAGIC "cairntpc"
/* Bytes up to which all of a file is hashed when it is opened. */
#define VERIFY_MAX ((size_t)64 << 20)

enum { SECTIONS = 7, ALIGN = 8 };

typedef struct header {
    char magic[8];
    uint32_t version, header_len;
    uint64_t generation;
    uint64_t file_len;
    uint64_t snapshot;                   /* checksum of the snapshot's sections: which one */
    uint32_t snap_chunks, snap_entities; /* of the snapshot */
    uint32_t n, n_chunks, n_entities, n_tops, n_sentences, n_levels;
    uint64_t hash;     /* of all behind the header */
    uint64_t checksum; /* of the header before it */
} header;

_Static_assert(sizeof(header) == 88 && sizeof(header) % ALIGN == 0, "part of the format");
_Static_assert(sizeof(cn_community) == 56 && sizeof(cn_community_top) == 8 &&
                   sizeof(cn_community_sentence) == 16,
               "rows are written as they lie in memory");

/* The arrays in their order. */
typedef struct section {
    const void *data;
    size_t len; /* bytes */
} section;

static size_t padded(size_t len)
{
    return (len + ALIGN - 1) / ALIGN * ALIGN;
}

static void size_sections(const header *h, size_t len[SECTIONS])
{
    len[0] = h->n * sizeof(cn_community);
    len[1] = h->n_chunks * sizeof(uint32_t);
    len[2] = h->n_entities * sizeof(uint32_t);
    len[3] = h->n_tops * sizeof(cn_community_top);
    len[4] = h->n_sentences * sizeof(cn_community_sentence);
    len[5] = h->snap_chunks * sizeof(uint32_t);
    len[6] = h->snap_entities * sizeof(uint32_t);
}

/* Which snapshot: two builds of one generation may hold other rows. */
static uint64_t snapshot_mark(const cn_snapshot *s)
{
    uint64_t mark = cn_hash_mix(s->generation, s->n_links);

    mark = cn_hash_mix(mark, cn_hash(s->entity_ids, s->n_entities * sizeof *s->entity_ids));
    return cn_hash_mix(mark, cn_hash(s->link_offsets, (s->n_chunks + 1U) * sizeof(uint64_t)));
}

static uint64_t checksum_of(const header *h)
{
    return cn_hash(h, offsetof(header, checksum));
}

/* ---- Writing ---- */

static int write_sections(cn_writer *writer, const section *sections, cairn_error *err)
{
    static const uint8_t zeros[ALIGN];
    int rc = CAIRN_OK;

    for (unsigned i = 0; rc == CAIRN_OK && i < SECTIONS; i++) {
        rc = cn_writer_add(writer, sections[i].data, sections[i].len, err);
        if (rc == CAIRN_OK)
            rc = cn_writer_add(writer, zeros, padded(sections[i].len) - sections[i].len, err);
    }
    return rc;
}

static int write_file(const cn_community_tree *tree, const char *path, cairn_error *err)
{
    const void *data[SECTIONS] = {tree->items,     tree->chunks,   tree->entities, tree->tops,
                                  tree->sentences, tree->of_chunk, tree->of_entity};
    header h = {.version = CN_COMMUNITIES_VERSION,
                .header_len = sizeof h,
                .generation = tree->snapshot->generation,
                .file_len = sizeof h,
                .snapshot = snapshot_mark(tree->snapshot),
                .snap_chunks = tree->snapshot->n_chunks,
                .snap_entities = tree->snapshot->n_entities,
                .n = tree->n,
                .n_chunks = tree->n_chunks,
                .n_entities = tree->n_entities,
                .n_tops = tree->n_tops,
                .n_sentences = tree->n_sentences};
    section sections[SECTIONS];
    cn_writer *writer = NULL;
    size_t len[SECTIONS];
    int rc;

    memcpy(h.magic, MAGIC, sizeof h.magic);
    for (uint32_t c = 0; c < tree->n; c++)
        if (tree->items[c].level >= h.n_levels)
            h.n_levels = tree->items[c].level + 1;
    size_sections(&h, len);
    for (unsigned i = 0; i < SECTIONS; i++) {
        sections[i] = (section){data[i] ? data[i] : "", len[i]};
        h.hash = cn_hash_mix(h.hash, cn_hash(sections[i].data, len[i]));
        h.file_len += padded(len[i]);
    }
    h.checksum = checksum_of(&h);
    /* Not durable: what a crash tore is seen by its hash and made again. */
    rc = cn_writer_new(path, false, &writer, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, &h, sizeof h, err);
    if (rc == CAIRN_OK)
        rc = write_sections(writer, sections, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, err);
    cn_writer_free(writer);
    return rc;
}

int cn_communities_build(const cn_snapshot *snapshot, cn_store *store, const char *path,
                         cairn_error *err)
{
    cn_community_tree tree;
    int rc = cn_community_tree_make(&tree, snapshot, store, err);

    if (rc == CAIRN_OK)
        rc = cn_community_digests_make(&tree, store, err);
    if (rc == CAIRN_OK)
        rc = write_file(&tree, path, err);
    cn_community_tree_done(&tree);
    return rc;
}

/* ---- Opening ---- */

static bool is_within(uint32_t first, uint32_t n, uint32_t all)
{
    return first <= all && n <= all - first;
}

/* Ranges and numbers are used without a further look. */
static bool is_sound(const cn_communities *all, const cn_snapshot *snapshot)
{
    for (uint32_t c = 0; c < all->n; c++) {
        const cn_community *item = &all->items[c];

        if ((item->parent != CN_COMMUNITY_NONE && item->parent >= c) ||
            item->level >= CN_COMMUNITY_DEPTH_MAX ||
            (item->n_children > 0 && item->first_child <= c) ||
            (item->n_children > 0 && !is_within(item->first_child, item->n_children, all->n)) ||
            !is_within(item->first_chunk, item->n_chunks, all->n_chunks) ||
            !is_within(item->first_entity, item->n_entities, all->n_entities) ||
            !is_within(item->first_top, item->n_tops, all->n_tops) ||
            !is_within(item->first_sentence, item->n_sentences, all->n_sentences) ||
            item->n_sentences > CN_COMMUNITY_SENTENCES || item->n_tops > CN_COMMUNITY_TOPS)
            return false;
    }
    for (uint32_t i = 0; i < all->n_chunks; i++)
        if (all->chunks[i] >= snapshot->n_chunks)
            return false;
    for (uint32_t i = 0; i < all->n_tops; i++)
        if (all->tops[i].entity >= snapshot->n_entities)
            return false;
    for (uint32_t i = 0; i < all->n_sentences; i++)
        if (all->sentences[i].chunk >= snapshot->n_chunks)
            return false;
    return true;
}

static bool is_header_sound(const header *h, const cn_snapshot *snapshot, size_t file_len)
{
    size_t len[SECTIONS], sum = sizeof *h;

    if (memcmp(h->magic, MAGIC, sizeof h->magic) != 0 || h->version != CN_COMMUNITIES_VERSION ||
        h->header_len != sizeof *h || h->file_len != file_len || h->checksum != checksum_of(h))
        return false;
    size_sections(h, len);
    for (unsigned i = 0; i < SECTIONS; i++)
        sum += padded(len[i]);
    return sum == file_len && h->generation == snapshot->generation &&
           h->snap_chunks == snapshot->n_chunks && h->snap_entities == snapshot->n_entities &&
           h->n_levels <= CN_COMMUNITY_DEPTH_MAX && h->snapshot == snapshot_mark(snapshot);
}

static void point_at_sections(cn_communities *all, const header *h, const uint8_t *at[SECTIONS])
{
    all->generation = h->generation;
    all->n = h->n;
    all->n_chunks = h->n_chunks;
    all->n_entities = h->n_entities;
    all->n_tops = h->n_tops;
    all->n_sentences = h->n_sentences;
    all->n_levels = h->n_levels;
    all->items = (const void *)at[0];
    all->chunks = (const void *)at[1];
    all->entities = (const void *)at[2];
    all->tops = (const void *)at[3];
    all->sentences = (const void *)at[4];
    all->of_chunk = (const void *)at[5];
    all->of_entity = (const void *)at[6];
}

static bool check_and_point(cn_communities *all, const cn_snapshot *snapshot)
{
    const cn_mapping *mapping = &all->mapping;
    const header *h = (const void *)mapping->data;
    const uint8_t *at[SECTIONS];
    size_t len[SECTIONS], first = sizeof *h;
    uint64_t hash = 0;

    if (mapping->len < sizeof *h || !is_header_sound(h, snapshot, mapping->len))
        return false;
    size_sections(h, len);
    for (unsigned i = 0; i < SECTIONS; i++) {
        at[i] = mapping->data + first;
        first += padded(len[i]);
        if (mapping->len <= VERIFY_MAX)
            hash = cn_hash_mix(hash, cn_hash(at[i], len[i]));
    }
    if (mapping->len <= VERIFY_MAX && hash != h->hash)
        return false;
    point_at_sections(all, h, at);
    return is_sound(all, snapshot);
}

int cn_communities_open(const char *path, const cn_snapshot *snapshot, cn_communities **communities,
                        cairn_error *err)
{
    cn_communities *made;
    int rc;

    *communities = NULL;
    if (!cn_file_exists(path))
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no file %s", path);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    rc = cn_file_map(path, &made->mapping, err);
    if (rc == CAIRN_OK && !check_and_point(made, snapshot))
        rc = cn_fail(err, CAIRN_EINDEX, 0, "%s is damaged, or not of this snapshot", path);
    if (rc < 0) {
        cn_communities_close(made);
        return rc;
    }
    *communities = made;
    return CAIRN_OK;
}

void cn_communities_close(cn_communities *communities)
{
    if (!communities)
        return;
    cn_file_unmap(&communities->mapping);
    cn_free(communities);
}
