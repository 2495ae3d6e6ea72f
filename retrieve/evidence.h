/* Ranked chunks read again, sentence by sentence: which words of the question stand in one
 * sentence, and which names stand there with them. A walk over the graph knows that two chunks
 * share a name; here it counts whether the shared name stands beside what the question asks of it.
 */
#ifndef CN_RETRIEVE_EVIDENCE_H
#define CN_RETRIEVE_EVIDENCE_H

#include "base/arena.h"
#include "retrieve/retrieve.h"

typedef struct cn_evidence_place { /* a name in a candidate */
    uint32_t entity;
    uint32_t candidate;
    uint64_t mask; /* terms in the sentence that names it and says most, and in the title */
    bool is_about; /* the candidate is about it */
} cn_evidence_place;

typedef struct cn_candidate_chunk {
    uint32_t chunk;
    double walked;      /* score of the walk over the best of the walk; 0: not from there */
    double widened;     /* what cn_paths_widen() gave; 0: not from there */
    double about_asked; /* weight of the question's names it is about; and mentions */
    double mentions_asked;
    uint64_t asked;     /* bit i: it is about links[i] of the question */
    uint64_t mask;      /* terms in text and title */
    uint64_t head_mask; /* in the title */
    uint64_t best_mask; /* of the sentence that, with the title, holds most */
    double title_share; /* of the title's words, by rarity, the question has */
    double pairs;       /* share of neighbouring words of the question that are neighbours here */
    size_t n_words;
} cn_candidate_chunk;

typedef struct cn_evidence_set {
    const cn_view *view;
    const cn_question *question;
    cn_arena arena;
    double weights[CN_QUERY_TERMS_MAX]; /* of the question's terms */
    double all_weights;
    uint64_t bloom;                        /* bit (stem & 63) of each term */
    uint64_t pairs[CN_QUERY_TERMS_MAX][2]; /* stems that follow each other in the question */
    unsigned n_pairs;
    cn_candidate_chunk *items;
    size_t n;
    cn_evidence_place *places; /* every name of every candidate; see cn_evidence_sort() */
    size_t n_places, cap_places;
} cn_evidence_set;

/* done in any case. view->scores holds the question's terms. `max`: chunks that may be added. */
int cn_evidence_init(cn_evidence_set *set, const cn_view *view, const cn_question *question,
                     size_t max, cairn_error *err);
/* Reads ranked chunks, which the set does not have yet; is_wider: their scores are widened. */
int cn_evidence_read(cn_evidence_set *set, const cn_scored *ranked, size_t n, bool is_wider,
                     cairn_error *err);
/* Sorts places by entity, then candidate. */
void cn_evidence_sort(cn_evidence_set *set);
void cn_evidence_done(cn_evidence_set *set);
/* Share of the question's terms, by weight, in a mask. */
double cn_evidence_share(const cn_evidence_set *set, uint64_t mask);

#endif
