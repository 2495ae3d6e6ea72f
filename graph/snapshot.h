/* The adjacency snapshot: everything a question touches before rows are fetched,
 * in one file that is mapped, not loaded. Derived from the store, never the truth.
 *
 *   terms      stem -> postings (chunk, how often), for BM25
 *   chunks     dense ordinals 0..n_chunks-1, in the order of (hash of the document's URI, chunk
 *              ordinal), so that they do not depend on the order of arrival
 *   entities   ordinals in the order of their ids
 *   about      entity -> chunks whose title, heading or defined term it is
 *   mentioned  entity -> chunks that mention it; chunk -> entities it mentions
 *   facts      entity -> (relation, entity, fact)
 *   keys       name key -> entities that it may mean (own key and aliases)
 *
 * A title that names an entity makes all chunks of its document about it. Words that are stop words
 * are not indexed, except in a chunk that has no others. Facts are all between entities, the
 * ones not believed too. All numbers are little-endian; sections are aligned to 64 bytes; the
 * layout is written out at the top of snapshot_build.c. */
#ifndef CN_GRAPH_SNAPSHOT_H
#define CN_GRAPH_SNAPSHOT_H

#include "base/file.h"
#include "schema/store.h"

#define CN_SNAPSHOT_VERSION 1

typedef struct cn_snap_chunk {
    int64_t id;
    uint32_t document; /* dense ordinal of its document: chunks of one document are adjacent */
    float norm;        /* k1 * (1 - b + b * words / mean words), ready for BM25 */
} cn_snap_chunk;

typedef struct cn_snap_term { /* open addressing, linear probing, stem 0 = free */
    uint64_t stem;
    uint64_t first; /* byte offset in postings */
    uint32_t df;    /* chunks that have it */
    uint32_t len;   /* bytes */
} cn_snap_term;

typedef struct cn_snap_key { /* open addressing, linear probing, key 0 = free */
    int64_t key;
    uint32_t first, n; /* in key_entities */
} cn_snap_key;

typedef struct cn_snap_link { /* chunk -> entity */
    uint32_t entity;
    uint32_t role; /* cn_mention_role; the strongest when it has several */
} cn_snap_link;

typedef struct cn_snap_fact {
    int64_t fact, relation;
    uint32_t entity;  /* the other end */
    uint32_t inverse; /* 1: `entity` is the subject */
} cn_snap_fact;

typedef struct cn_snapshot {
    cn_mapping mapping;
    const struct cn_snap_trailer *trailer; /* see snapshot_parts.h */
    uint64_t generation;
    uint32_t n_chunks, n_documents, n_entities;
    const cn_snap_chunk *chunks;
    const cn_snap_term *terms;
    uint64_t terms_mask; /* capacity - 1 */
    const uint8_t *postings;
    uint64_t postings_len;
    const int64_t *entity_ids; /* ascending */
    const cn_snap_key *keys;
    uint64_t keys_mask;
    const uint32_t *key_entities;
    uint64_t n_key_entities;
    /* CSR: items of row i are [offsets[i], offsets[i + 1]). */
    const uint64_t *about_offsets;     /* by entity */
    const uint32_t *about;             /* chunk ordinals, ascending */
    const uint64_t *mentioned_offsets; /* by entity */
    const uint32_t *mentioned;    /* chunk ordinals that mention (or are about) it, ascending */
    const uint64_t *link_offsets; /* by chunk */
    const cn_snap_link *links;    /* by entity ordinal */
    const uint64_t *fact_offsets; /* by entity */
    const cn_snap_fact *facts;
    uint64_t n_about, n_mentioned, n_links, n_facts; /* items in all rows */
} cn_snapshot;

/* Builds from the view in the store's open transaction (settled rows, fused rows) and writes
 * `path` (all or nothing, not synced). n_threads tokenise. Memory: postings are sorted in runs of
 * bounded size, spilled to a temporary file beside `path` when there is more than one; links,
 * names and terms are held in memory. progress counts documents. CAIRN_EDB for rows that do not
 * fit together. */
int cn_snapshot_build(cn_store *store, const char *path, uint64_t generation, unsigned n_threads,
                      cairn_progress_fn progress, void *user, cairn_error *err);

/* The same in two steps, since the first needs documents and chunks alone and may run beside fusion
 * on another connection: terms and chunks, then all that stands on entities. Caller frees with
 * cn_snapshot_build_free(), which removes what was not finished. */
typedef struct cn_snap_build cn_snap_build;
int cn_snapshot_build_text(cn_store *store, const char *path, unsigned n_threads,
                           cairn_progress_fn progress, void *user, cn_snap_build **build,
                           cairn_error *err);
int cn_snapshot_build_graph(cn_snap_build *build, cn_store *store, uint64_t generation,
                            unsigned n_threads, cairn_error *err);
void cn_snapshot_build_free(cn_snap_build *build);

/* Maps and checks version, section bounds and checksum of the trailer: CAIRN_EINDEX when it is not
 * what it should be, CAIRN_ENOTFOUND when missing. Cost: the trailer's page; up to
 * CN_SNAPSHOT_VERIFY_MAX bytes also the hash of all sections, so that a flipped bit is found. */
#define CN_SNAPSHOT_VERIFY_MAX ((size_t)64 << 20) /* bytes; some milliseconds */
int cn_snapshot_open(const char *path, cn_snapshot **snapshot, cairn_error *err);
void cn_snapshot_close(cn_snapshot *snapshot);

/* Deep check against the store (same view): every offset and ordinal in range, ids present, counts
 * equal, posting lists decode. Calls issue per finding. */
int cn_snapshot_check(const cn_snapshot *snapshot, cn_store *store, cairn_issue_fn issue,
                      void *user, uint64_t *n_issues, cairn_error *err);

/* NULL when no chunk has the stem. */
const cn_snap_term *cn_snapshot_term(const cn_snapshot *snapshot, uint64_t stem);
/* Entities a name key may mean; *n 0 when none. Borrowed from the snapshot. */
const uint32_t *cn_snapshot_key(const cn_snapshot *snapshot, int64_t key, uint32_t *n);
/* Ordinal of an entity id; UINT32_MAX when absent. O(log n). */
uint32_t cn_snapshot_entity(const cn_snapshot *snapshot, int64_t id);

/* Decoding postings: (delta of the chunk ordinal << 3 | min(tf, 7)) as a varint; tf 7 means
 * "7 or more". at = first, end = first + len. */
static inline const uint8_t *cn_posting_next(const uint8_t *at, uint32_t *chunk, uint32_t *tf)
{
    uint32_t value = *at & 0x7fU;
    unsigned shift = 7;

    while (*at++ & 0x80U && shift < 32) { /* the bound: a damaged list */
        value |= (uint32_t)(*at & 0x7fU) << shift;
        shift += 7;
    }
    *chunk += value >> 3;
    *tf = value & 7U;
    return at;
}

#endif
