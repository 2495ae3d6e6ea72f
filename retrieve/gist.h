/* What the second stage reads in a chunk, whatever is asked: stems of its words sentence by
 * sentence, and which entities are named in which sentence. Made from the stored text when a chunk
 * is first read and kept for later questions in a ring of fixed size, oldest out first, since
 * fetching and tokenising a text takes ten times as long as matching its stems.
 *
 * One per snapshot and thread: entities are ordinals, and texts do not change under a snapshot. */
#ifndef CN_RETRIEVE_GIST_H
#define CN_RETRIEVE_GIST_H

#include "retrieve/retrieve.h"

typedef struct cn_gist_name {
    uint32_t entity;
    uint32_t sentence;
} cn_gist_name;

typedef struct cn_gist {       /* stop words are left out of all but n_words */
    const uint64_t *title;     /* stems */
    const double *rarity;      /* idf of each */
    const uint64_t *stems;     /* of the text */
    const cn_gist_name *names; /* ascending by sentence; a name may come often */
    const uint32_t *ends;      /* of each sentence, in stems */
    uint32_t n_title, n_stems, n_names, n_sentences;
    uint32_t n_words; /* of the text, with stop words */
} cn_gist;

typedef struct cn_gists cn_gists;

int cn_gists_new(const cn_snapshot *snapshot, cn_gists **gists, cairn_error *err);
void cn_gists_free(cn_gists *gists);
/* Valid until the next call. */
int cn_gists_get(cn_gists *gists, const cn_view *view, uint32_t chunk, cn_gist *gist,
                 cairn_error *err);
/* The link of the chunk to the entity, NULL: there is none. */
const cn_snap_link *cn_gist_link(const cn_snapshot *snapshot, uint32_t chunk, uint32_t entity);

#endif
