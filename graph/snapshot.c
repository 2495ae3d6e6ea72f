/* Opening a snapshot and looking things up in it.
 *
 * The trailer is checked whole: with it every section lies in the file and has the length its
 * counts ask for. What lies in the sections is trusted, since reading all of it would make opening
 * as slow as the store is large; up to CN_SNAPSHOT_VERIFY_MAX bytes it is read, and a flipped bit
 * shows (about 0.1 ms a megabyte). */
#include <string.h>

#include "base/mem.h"
#include "graph/snapshot_parts.h"

/* Bytes of one item of a section. */
static const uint32_t item_sizes[CN_SNAP_SECTIONS] = {
    [CN_SNAP_CHUNKS] = sizeof(cn_snap_chunk),
    [CN_SNAP_TERMS] = sizeof(cn_snap_term),
    [CN_SNAP_POSTINGS] = 1,
    [CN_SNAP_ENTITY_IDS] = sizeof(int64_t),
    [CN_SNAP_KEYS] = sizeof(cn_snap_key),
    [CN_SNAP_KEY_ENTITIES] = sizeof(uint32_t),
    [CN_SNAP_ABOUT_OFFSETS] = sizeof(uint64_t),
    [CN_SNAP_ABOUT] = sizeof(uint32_t),
    [CN_SNAP_MENTIONED_OFFSETS] = sizeof(uint64_t),
    [CN_SNAP_MENTIONED] = sizeof(uint32_t),
    [CN_SNAP_LINK_OFFSETS] = sizeof(uint64_t),
    [CN_SNAP_LINKS] = sizeof(cn_snap_link),
    [CN_SNAP_FACT_OFFSETS] = sizeof(uint64_t),
    [CN_SNAP_FACTS] = sizeof(cn_snap_fact),
};

/* Items a section must have; UINT64_MAX: any number. */
static uint64_t expected_items(const cn_snap_trailer *trailer, unsigned kind)
{
    switch (kind) {
    case CN_SNAP_CHUNKS:
        return trailer->n_chunks;
    case CN_SNAP_ENTITY_IDS:
        return trailer->n_entities;
    case CN_SNAP_ABOUT_OFFSETS:
    case CN_SNAP_MENTIONED_OFFSETS:
    case CN_SNAP_FACT_OFFSETS:
        return (uint64_t)trailer->n_entities + 1;
    case CN_SNAP_LINK_OFFSETS:
        return (uint64_t)trailer->n_chunks + 1;
    default:
        return UINT64_MAX;
    }
}

static bool is_section_sound(const cn_snap_trailer *trailer, unsigned kind)
{
    const cn_snap_section *section = &trailer->sections[kind];
    uint64_t end = trailer->file_len - sizeof(*trailer);
    uint64_t n = section->len / item_sizes[kind];
    uint64_t expected = expected_items(trailer, kind);

    if (section->first % CN_SNAP_ALIGN != 0 || section->first > end ||
        section->len > end - section->first || section->len % item_sizes[kind] != 0)
        return false;
    if (kind == CN_SNAP_TERMS || kind == CN_SNAP_KEYS)
        return n > 0 && (n & (n - 1)) == 0;
    return expected == UINT64_MAX || n == expected;
}

static bool is_trailer_sound(const cn_snap_trailer *trailer, uint64_t file_len)
{
    if (memcmp(trailer->magic, CN_SNAP_MAGIC, sizeof(trailer->magic)) != 0 ||
        trailer->version != CN_SNAPSHOT_VERSION || trailer->trailer_len != sizeof(*trailer) ||
        trailer->n_sections != CN_SNAP_SECTIONS || trailer->file_len != file_len ||
        trailer->checksum != cn_snap_trailer_checksum(trailer))
        return false;
    for (unsigned kind = 0; kind < CN_SNAP_SECTIONS; kind++)
        if (!is_section_sound(trailer, kind))
            return false;
    return true;
}

static const void *section_data(const cn_snapshot *snapshot, unsigned kind)
{
    return snapshot->mapping.data + snapshot->trailer->sections[kind].first;
}

static uint64_t section_items(const cn_snapshot *snapshot, unsigned kind)
{
    return snapshot->trailer->sections[kind].len / item_sizes[kind];
}

static void point_at_sections(cn_snapshot *s)
{
    s->generation = s->trailer->generation;
    s->n_chunks = s->trailer->n_chunks;
    s->n_documents = s->trailer->n_documents;
    s->n_entities = s->trailer->n_entities;
    s->chunks = section_data(s, CN_SNAP_CHUNKS);
    s->terms = section_data(s, CN_SNAP_TERMS);
    s->terms_mask = section_items(s, CN_SNAP_TERMS) - 1;
    s->postings = section_data(s, CN_SNAP_POSTINGS);
    s->postings_len = section_items(s, CN_SNAP_POSTINGS);
    s->entity_ids = section_data(s, CN_SNAP_ENTITY_IDS);
    s->keys = section_data(s, CN_SNAP_KEYS);
    s->keys_mask = section_items(s, CN_SNAP_KEYS) - 1;
    s->key_entities = section_data(s, CN_SNAP_KEY_ENTITIES);
    s->n_key_entities = section_items(s, CN_SNAP_KEY_ENTITIES);
    s->about_offsets = section_data(s, CN_SNAP_ABOUT_OFFSETS);
    s->about = section_data(s, CN_SNAP_ABOUT);
    s->n_about = section_items(s, CN_SNAP_ABOUT);
    s->mentioned_offsets = section_data(s, CN_SNAP_MENTIONED_OFFSETS);
    s->mentioned = section_data(s, CN_SNAP_MENTIONED);
    s->n_mentioned = section_items(s, CN_SNAP_MENTIONED);
    s->link_offsets = section_data(s, CN_SNAP_LINK_OFFSETS);
    s->links = section_data(s, CN_SNAP_LINKS);
    s->n_links = section_items(s, CN_SNAP_LINKS);
    s->fact_offsets = section_data(s, CN_SNAP_FACT_OFFSETS);
    s->facts = section_data(s, CN_SNAP_FACTS);
    s->n_facts = section_items(s, CN_SNAP_FACTS);
}

bool cn_snap_section_is_whole(const cn_snapshot *snapshot, unsigned kind)
{
    const cn_snap_section *section = &snapshot->trailer->sections[kind];

    return cn_snap_section_hash(snapshot->mapping.data + section->first, (size_t)section->len) ==
           section->hash;
}

static bool is_whole(const cn_snapshot *snapshot)
{
    if (snapshot->mapping.len > CN_SNAPSHOT_VERIFY_MAX)
        return true;
    for (unsigned kind = 0; kind < CN_SNAP_SECTIONS; kind++)
        if (!cn_snap_section_is_whole(snapshot, kind))
            return false;
    return true;
}

/* snapshot->mapping -> the rest. */
static int check_and_point(cn_snapshot *snapshot, const char *path, cairn_error *err)
{
    const cn_mapping *mapping = &snapshot->mapping;

    /* A multiple of 64, so that the trailer is aligned. */
    if (mapping->len < CN_SNAP_ALIGN + sizeof(cn_snap_trailer) ||
        mapping->len % CN_SNAP_ALIGN != 0 ||
        memcmp(mapping->data, CN_SNAP_MAGIC, strlen(CN_SNAP_MAGIC)) != 0)
        return cn_fail(err, CAIRN_EINDEX, 0, "%s is not a whole snapshot", path);
    snapshot->trailer = (const void *)(mapping->data + mapping->len - sizeof(cn_snap_trailer));
    if (!is_trailer_sound(snapshot->trailer, mapping->len))
        return cn_fail(err, CAIRN_EINDEX, 0, "%s is damaged or of another version", path);
    point_at_sections(snapshot);
    if (!is_whole(snapshot))
        return cn_fail(err, CAIRN_EINDEX, 0, "%s is damaged", path);
    return CAIRN_OK;
}

int cn_snapshot_open(const char *path, cn_snapshot **snapshot, cairn_error *err)
{
    cn_snapshot *made;
    int rc;

    *snapshot = NULL;
    if (!cn_file_exists(path))
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no snapshot %s", path);
    made = cn_alloc_zero(1, sizeof(*made));
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    rc = cn_file_map(path, &made->mapping, err);
    if (rc == CAIRN_OK)
        rc = check_and_point(made, path, err);
    if (rc < 0) {
        cn_snapshot_close(made);
        return rc;
    }
    *snapshot = made;
    return CAIRN_OK;
}

void cn_snapshot_close(cn_snapshot *snapshot)
{
    if (!snapshot)
        return;
    cn_file_unmap(&snapshot->mapping);
    cn_free(snapshot);
}

const cn_snap_term *cn_snapshot_term(const cn_snapshot *snapshot, uint64_t stem)
{
    const uint64_t mask = snapshot->terms_mask;

    /* The bound matters only for a damaged table without a free slot. */
    for (uint64_t i = stem & mask, n = 0; n <= mask && snapshot->terms[i].stem != 0; n++) {
        const cn_snap_term *term = &snapshot->terms[i];

        if (term->stem == stem)
            return term->first <= snapshot->postings_len &&
                           term->len <= snapshot->postings_len - term->first
                       ? term
                       : NULL;
        i = (i + 1) & mask;
    }
    return NULL;
}

const uint32_t *cn_snapshot_key(const cn_snapshot *snapshot, int64_t key, uint32_t *n)
{
    const cn_snap_key *found = cn_snap_key_find(snapshot->keys, snapshot->keys_mask, key);

    *n = 0;
    if (!found || (uint64_t)found->first + found->n > snapshot->n_key_entities)
        return NULL;
    *n = found->n;
    return snapshot->key_entities + found->first;
}

uint32_t cn_snapshot_entity(const cn_snapshot *snapshot, int64_t id)
{
    return cn_snap_id_find(snapshot->entity_ids, snapshot->n_entities, id);
}
