/* The seams inside the making of a snapshot. Only graph/snapshot*.c include it.
 *
 *   snapshot_documents.c  which documents there are, and the ordinals of their chunks
 *   snapshot_words.c      chunks -> words, in parallel
 *   snapshot_terms.c      words -> posting lists, in runs of bounded memory
 *   snapshot_ids.c        ids -> ordinals
 *   snapshot_keys.c       entities and aliases -> what a key may mean
 *   snapshot_names.c      names -> what they stand for, in parallel
 *   snapshot_edges.c      mentions and facts -> adjacency
 *   snapshot_file.c       sections -> one file with its trailer
 *   snapshot_build.c      the order of these */
#ifndef CN_GRAPH_SNAPSHOT_PARTS_H
#define CN_GRAPH_SNAPSHOT_PARTS_H

#include "base/map.h"
#include "base/words.h"
#include "graph/snapshot.h"

/* ---- The file: snapshot_file.c ---- */

#define CN_SNAP_MAGIC "cairngrf"
#define CN_SNAP_ALIGN 64
#define CN_SNAP_BLOCK 65536 /* bytes; a section's hash chains the hashes of its blocks */

typedef enum cn_snap_section_kind {
    CN_SNAP_CHUNKS,
    CN_SNAP_TERMS,
    CN_SNAP_POSTINGS,
    CN_SNAP_ENTITY_IDS,
    CN_SNAP_KEYS,
    CN_SNAP_KEY_ENTITIES,
    CN_SNAP_ABOUT_OFFSETS,
    CN_SNAP_ABOUT,
    CN_SNAP_MENTIONED_OFFSETS,
    CN_SNAP_MENTIONED,
    CN_SNAP_LINK_OFFSETS,
    CN_SNAP_LINKS,
    CN_SNAP_FACT_OFFSETS,
    CN_SNAP_FACTS,
    CN_SNAP_SECTIONS /* how many */
} cn_snap_section_kind;

typedef struct cn_snap_section {
    uint64_t first, len; /* bytes in the file */
    uint64_t hash;       /* see cn_snap_section_hash() */
} cn_snap_section;

typedef struct cn_snap_trailer { /* the last 512 bytes of the file */
    char magic[8];               /* CN_SNAP_MAGIC, which the file begins with too */
    uint32_t version;
    uint32_t trailer_len;
    uint64_t generation;
    uint64_t file_len;
    uint32_t n_chunks, n_documents, n_entities;
    uint32_t n_sections;
    cn_snap_section sections[CN_SNAP_SECTIONS];
    uint64_t reserved[15]; /* 0 */
    uint64_t checksum;     /* cn_hash of all before it */
} cn_snap_trailer;

typedef struct cn_snap_file cn_snap_file;

int cn_snap_file_new(const char *path, cn_snap_file **file, cairn_error *err);
void cn_snap_file_free(cn_snap_file *file); /* removes what was not committed */
/* Ends the section before, begins the next at the next multiple of 64. */
int cn_snap_file_begin(cn_snap_file *file, cn_snap_section_kind kind, cairn_error *err);
int cn_snap_file_add(cn_snap_file *file, const void *data, size_t len, cairn_error *err);
/* A section in one piece. */
int cn_snap_file_put(cn_snap_file *file, cn_snap_section_kind kind, const void *data, size_t len,
                     cairn_error *err);
/* Bytes in the section begun last. */
uint64_t cn_snap_file_section_len(const cn_snap_file *file);
int cn_snap_file_commit(cn_snap_file *file, uint64_t generation, uint32_t n_chunks,
                        uint32_t n_documents, uint32_t n_entities, cairn_error *err);
uint64_t cn_snap_section_hash(const uint8_t *data, size_t len);
/* A section of an open snapshot still has its hash. In snapshot.c. */
bool cn_snap_section_is_whole(const cn_snapshot *snapshot, unsigned kind);
uint64_t cn_snap_trailer_checksum(const cn_snap_trailer *trailer);

/* ---- Documents: snapshot_documents.c ---- */

typedef struct cn_snap_document {
    int64_t id;
    uint64_t uri_hash;
    uint64_t title_first; /* in titles */
    uint32_t title_len;
    uint32_t rank;     /* its ordinal: by hash of the URI */
    uint32_t n_chunks; /* so far, while chunks are read */
    uint32_t n_before; /* chunks of documents with lower ids: order of reading */
    uint32_t first;    /* ordinal of its chunk 0, after cn_snap_documents_number() */
} cn_snap_document;

typedef struct cn_snap_documents {
    cn_snap_document *items; /* by id */
    size_t n, cap;
    uint32_t *by_rank; /* positions in items */
    cn_buf titles;
    uint32_t *chunk_words; /* words that count, in order of reading */
    size_t n_chunks, cap_chunks;
    uint64_t n_words; /* sum of chunk_words */
} cn_snap_documents;

/* A chunk's place among all, known before the number of chunks is: rank << 20 | ordinal. */
static inline uint64_t cn_snap_place(const cn_snap_document *document, uint32_t ordinal)
{
    return (uint64_t)document->rank << CN_CHUNK_BITS | ordinal;
}

void cn_snap_documents_init(cn_snap_documents *documents);
void cn_snap_documents_done(cn_snap_documents *documents);
int cn_snap_documents_load(cn_snap_documents *documents, cn_store *store, cairn_error *err);
/* The document of that id at or after *at, which moves there; NULL when it is not among them. For
 * rows that come by id. */
cn_snap_document *cn_snap_documents_seek(const cn_snap_documents *documents, size_t *at,
                                         int64_t id);
/* Counts the next chunk of a document, `n_words` long. */
int cn_snap_documents_add_chunk(cn_snap_documents *documents, cn_snap_document *document,
                                uint32_t n_words, cairn_error *err);
/* After the last chunk: gives each document its first ordinal. */
void cn_snap_documents_number(cn_snap_documents *documents);
static inline uint32_t cn_snap_place_ordinal(const cn_snap_documents *documents, uint64_t place)
{
    uint32_t position = documents->by_rank[place >> CN_CHUNK_BITS];

    return documents->items[position].first + (uint32_t)(place & ((1U << CN_CHUNK_BITS) - 1));
}

/* ---- Posting lists: snapshot_terms.c ---- */

typedef struct cn_snap_terms cn_snap_terms;

typedef struct cn_term_count {
    uint64_t stem;
    uint32_t tf;
    uint32_t next; /* for the counting of snapshot_words.c */
} cn_term_count;

/* max_postings: in memory at a time, 12 bytes each; what is over goes to a file beside path. */
#define CN_SNAP_RUN_POSTINGS ((size_t)5 << 20) /* 60 MiB */
int cn_snap_terms_new(const char *path, size_t max_postings, cn_snap_terms **terms,
                      cairn_error *err);
void cn_snap_terms_free(cn_snap_terms *terms); /* and removes the runs */
/* counts: distinct stems, none 0, in any order. */
int cn_snap_terms_add(cn_snap_terms *terms, uint64_t place, const cn_term_count *counts, size_t n,
                      cairn_error *err);
/* Writes the sections POSTINGS and TERMS. Once, at the end. */
int cn_snap_terms_write(cn_snap_terms *terms, const cn_snap_documents *documents,
                        cn_snap_file *file, cairn_error *err);

/* ---- Words: snapshot_words.c ---- */

typedef struct cn_snap_progress {
    cairn_progress_fn call; /* may be NULL */
    void *user;
} cn_snap_progress;

/* Reads all chunks, counts their words into terms and documents. */
int cn_snap_words_read(cn_store *store, cn_snap_documents *documents, cn_snap_terms *terms,
                       unsigned n_threads, const cn_snap_progress *progress, cairn_error *err);

/* ---- Ids: snapshot_ids.c ---- */

#define CN_SNAP_IDS_MAX ((size_t)1 << 31) /* a link packs its entity in 31 bits */

/* Ascending ids with a directory by their high bits. Ids are hashes, so that a bucket has about two
 * of them; ids that are not are found too, by halving. */
typedef struct cn_snap_ids {
    int64_t *items;
    size_t n, cap;
    uint32_t *buckets; /* where the ids of each begin; NULL before cn_snap_ids_index() */
    unsigned shift;    /* id >> shift is its bucket */
} cn_snap_ids;

void cn_snap_ids_done(cn_snap_ids *ids);
/* CAIRN_EDB unless id is above 0 and above the one before. */
int cn_snap_ids_add(cn_snap_ids *ids, int64_t id, cairn_error *err);
int cn_snap_ids_index(cn_snap_ids *ids, cairn_error *err); /* after the last */
/* Position of an id, UINT32_MAX when absent. */
uint32_t cn_snap_ids_find(const cn_snap_ids *ids, int64_t id);
/* The same by halving, for ids without a directory. */
uint32_t cn_snap_id_find(const int64_t *ids, size_t n, int64_t id);

/* ---- Keys: snapshot_keys.c ---- */

/* A name that may mean an entity, and is not merged with it, leads there from this score on. Chosen
 * on the dev sets of bench/eval.sh: with all of them recall@5 is 1 lower on 2wiki, without any 0.5
 * lower on hotpot. */
#define CN_SNAP_MEANING_MIN 0.7
static inline bool cn_snap_is_meaning(const cn_alias_row *row)
{
    return row->is_merged || row->score >= CN_SNAP_MEANING_MIN;
}

typedef struct cn_snap_keys {
    cn_snap_ids entities;
    bool *is_about; /* by entity: a chunk is about it */
    size_t cap_about;
    struct cn_snap_alias *aliases; /* by key, entity */
    size_t n_aliases, cap_aliases;
    cn_snap_key *table;
    uint64_t mask;
    uint32_t *key_entities;
    size_t n_key_entities;
    uint8_t *about_filter; /* bits by key: clear when nothing is about what the key means */
} cn_snap_keys;

/* 128 kB, which stay in the cache where the table does not. */
#define CN_SNAP_FILTER_BITS ((uint64_t)1 << 20)
static inline uint64_t cn_snap_filter_bit(int64_t key)
{
    return (uint64_t)key % CN_SNAP_FILTER_BITS;
}

void cn_snap_keys_init(cn_snap_keys *keys);
void cn_snap_keys_done(cn_snap_keys *keys);
/* Entities and aliases. */
int cn_snap_keys_load(cn_snap_keys *keys, cn_store *store, cairn_error *err);
/* Writes the sections ENTITY_IDS, KEYS and KEY_ENTITIES. */
int cn_snap_keys_write(const cn_snap_keys *keys, cn_snap_file *file, cairn_error *err);
/* NULL when absent. */
static inline const cn_snap_key *cn_snap_key_find(const cn_snap_key *table, uint64_t mask,
                                                  int64_t key)
{
    /* The bound matters only for a damaged table without a free slot. */
    for (uint64_t i = (uint64_t)key & mask, n = 0; n <= mask && table[i].key != 0; n++) {
        if (table[i].key == key)
            return &table[i];
        i = (i + 1) & mask;
    }
    return NULL;
}
/* Slots for n entries: a power of two, at most three quarters full. */
static inline uint64_t cn_snap_capacity(uint64_t n)
{
    uint64_t capacity = 16;

    while (capacity / 4 * 3 < n)
        capacity *= 2;
    return capacity;
}

/* ---- Names: snapshot_names.c ---- */

typedef struct cn_snap_names {
    cn_snap_ids ids; /* of names that mean something */
    uint64_t *spans; /* by name: first << 32 | n, in targets */
    size_t cap_spans;
    uint32_t *targets; /* entities */
    size_t n_targets, cap_targets;
} cn_snap_names; /* all zero to begin with */

void cn_snap_names_done(cn_snap_names *names);
int cn_snap_names_load(cn_snap_names *names, cn_store *store, const cn_snap_keys *keys,
                       unsigned n_threads, cairn_error *err);
/* Entities a name stands for in text; *n 0 for a name that means none. */
const uint32_t *cn_snap_names_find(const cn_snap_names *names, int64_t name, uint32_t *n);

/* ---- Adjacency: snapshot_edges.c ---- */

/* Reads mentions and facts, writes the sections ABOUT..FACTS. */
int cn_snap_edges_write(cn_store *store, const cn_snap_documents *documents,
                        const cn_snap_keys *keys, const cn_snap_names *names, cn_snap_file *file,
                        cairn_error *err);

#endif
