/* What ties candidates to each other: names that two of them share, weighed by what stands beside
 * the name in the one and in the other. A name of the question ties nothing: all have it. */
#ifndef CN_RETRIEVE_TIES_H
#define CN_RETRIEVE_TIES_H

#include "retrieve/evidence.h"

/* From one candidate to another; each is the greatest over the names they share. */
typedef enum cn_tie {
    CN_TIE_ABOUT,      /* the target is about the name: share of the question beside it */
    CN_TIE_IS_ABOUT,   /* 1 when there is one */
    CN_TIE_MENTIONS,   /* the target mentions it: share beside it, by rarity */
    CN_TIE_RARITY,     /* rarity alone */
    CN_TIE_OPEN,       /* share beside it, by rarity and by what the target has beside it more */
    CN_TIE_FROM_ABOUT, /* the source is about it: rarity, and share beside it in the target */
    CN_TIE_BOTH_ABOUT, /* 1 when both are about it */
    CN_TIE_SAME_ASKED, /* 1 when both are about a name of the question */
    CN_TIE_COUNT
} cn_tie;

typedef struct cn_ties {
    size_t n;
    float *items; /* [source][target][tie], in the set's arena */
} cn_ties;

/* After cn_evidence_sort(). */
int cn_ties_make(cn_ties *ties, cn_evidence_set *set, cairn_error *err);
static inline const float *cn_tie_between(const cn_ties *ties, size_t source, size_t target)
{
    return ties->items + (source * ties->n + target) * CN_TIE_COUNT;
}

#endif
