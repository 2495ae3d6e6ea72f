/* Homonyms: one name, two things. "John Smith" born 1920 in Leeds and John Smith born 1975 in Cork
 * stay two, while five passages of one article stay one.
 *
 * Within a document a name has one sense (Gale, Church, Yarowsky: One Sense Per Discourse, 1992),
 * so what is grouped is documents. Documents that state facts of the name come in; two of them are
 *
 *   bound   by what they have in common: the same date, parent, spouse, maker; other neighbours
 *   apart   by what differs where a thing has one value: birth, death, parents, sort of thing
 *
 * One group, unless at least two independent signals set two documents apart and nothing binds
 * them: one value that differs is a conflict for truth discovery, not a homonym. Documents are
 * taken by (most facts, least hash); each joins the group in which nothing is apart from it and
 * most binds it, or opens one. Independent of the order of the input. Documents beyond the first
 * CN_SENSES_DOCUMENTS_MAX join group 0, and the reason says so. */
#ifndef CN_FUSION_SENSES_H
#define CN_FUSION_SENSES_H

#include "fusion/similarity.h"

enum { CN_SENSES_DOCUMENTS_MAX = 256, CN_SENSES_MAX = 16, CN_SENSES_REASON_LEN = 160 };

/* What one document says of a name. */
typedef struct cn_sense_document {
    uint64_t document;              /* hash of its URI: unique */
    const cn_neighbour *neighbours; /* sorted, as of a profile; with literals */
    size_t n_neighbours;
    uint32_t types[CN_PROFILE_TYPES];
    bool is_title;
} cn_sense_document;

typedef struct cn_senses {
    uint32_t n;                        /* groups; 1: no homonyms */
    char reason[CN_SENSES_REASON_LEN]; /* "born on and father differ"; "" for one */
} cn_senses;

/* groups[i] for each document: 0 is the group with most documents, of equals the one with the least
 * hash; so the numbers of groups do not depend on the order. */
int cn_senses_split(const cn_sense_document *documents, size_t n, uint32_t *groups, cn_senses *out,
                    cairn_error *err);
/* The id of a group's entity: of group 0 the key, of another a hash of the key and the least
 * document of the group, 1..2^63-1. */
int64_t cn_sense_key(int64_t key, uint32_t group, uint64_t least_document);

#endif
