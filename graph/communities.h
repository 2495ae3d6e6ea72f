/* What a store is about: communities of its chunks and entities, in levels, each with its most
 * central entities and a digest of sentences. In one file that is mapped; derived from the snapshot
 * and the text, safe to delete.
 *
 * The graph has a node for each chunk and for each entity that joins something; edges are mentions,
 * weighed by role and by how rare the entity is, and facts between entities. A chunk's node stands
 * for all pairs of what it mentions: m edges instead of m * m / 2. Communities are Leiden's, at
 * modularity 1; those with many chunks are split again, by the same on what lies inside, so that
 * each level nests in the one above. A community has at least two chunks.
 *
 * A digest is sentences of the community's chunks, central among them (a random walk between
 * sentences over the terms they share, as in LexRank: Erkan and Radev, JAIR 22, 2004), which
 * together cover its entities and say little twice (MMR: Carbonell and Goldstein, SIGIR 1998). That
 * of a community with parts is made from the digests of its parts.
 *
 * File: a header, then the arrays below in their order, each at a multiple of 8 bytes; numbers are
 * little-endian. */
#ifndef CN_GRAPH_COMMUNITIES_H
#define CN_GRAPH_COMMUNITIES_H

#include "base/file.h"
#include "base/words.h"
#include "graph/snapshot.h"

#define CN_COMMUNITIES_VERSION 1
#define CN_COMMUNITY_NONE UINT32_MAX
enum {
    CN_COMMUNITY_DEPTH_MAX = 5, /* levels */
    CN_COMMUNITY_TOPS = 16,
    CN_COMMUNITY_SENTENCES = 6
};

typedef struct cn_community {
    uint32_t parent; /* CN_COMMUNITY_NONE on level 0 */
    uint32_t level;
    uint32_t first_child, n_children; /* in items; a parent comes before its children */
    uint32_t first_chunk, n_chunks;   /* in chunks; those of a child lie within its parent's */
    uint32_t first_entity, n_entities;
    uint32_t first_top, n_tops;
    uint32_t first_sentence, n_sentences;
    uint32_t n_documents;
    float weight; /* of the edges inside */
} cn_community;

typedef struct cn_community_top {
    uint32_t entity; /* ordinal in the snapshot */
    float score;     /* weight of its edges inside, times their share of all it has */
} cn_community_top;

typedef struct cn_community_sentence {
    uint32_t chunk;      /* ordinal in the snapshot */
    uint32_t first, len; /* bytes of the chunk's text */
    float score;         /* 0..1, the best of a digest has 1 */
} cn_community_sentence;

typedef struct cn_communities {
    cn_mapping mapping;
    uint64_t generation;
    uint32_t n, n_chunks, n_entities, n_tops, n_sentences;
    uint32_t n_levels;
    const cn_community *items;
    const uint32_t *chunks;   /* ordinals; within a community without parts ascending */
    const uint32_t *entities; /* ordinals */
    const cn_community_top *tops;
    const cn_community_sentence *sentences; /* of each community best first */
    const uint32_t *of_chunk;               /* [chunks of the snapshot]: the deepest, or NONE */
    const uint32_t *of_entity;              /* [entities of the snapshot] */
} cn_communities;

/* Builds from the snapshot and the same view in the store's open transaction, and writes `path`
 * (all or nothing). Cost: some seconds for a million mentions; memory: about 60 bytes a link of the
 * snapshot, and one digest's chunks. */
int cn_communities_build(const cn_snapshot *snapshot, cn_store *store, const char *path,
                         cairn_error *err);

/* CAIRN_ENOTFOUND when missing; CAIRN_EINDEX when it is damaged, of another version, or not of this
 * snapshot. */
int cn_communities_open(const char *path, const cn_snapshot *snapshot, cn_communities **communities,
                        cairn_error *err);
void cn_communities_close(cn_communities *communities);

/* Words that may be a sentence of a digest: neither too few nor too many, and some of them neither
 * names nor function words, unlike "See also: Skarn Point, Halvery". */
bool cn_community_is_sentence(const cn_word *words, size_t n);

/* Whether a community is listed on a level: it is of that level, or above and has no parts. */
static inline bool cn_community_is_on(const cn_community *community, uint32_t level)
{
    return community->level == level || (community->level < level && community->n_children == 0);
}

#endif
