/* Answers that set two things side by side: "A or B", "do both", and yes or no. */
#ifndef CN_RETRIEVE_COMPARE_H
#define CN_RETRIEVE_COMPARE_H

#include "retrieve/expect.h"
#include "retrieve/relations.h"

/* The end of a chain of relations from a passage. */
typedef struct cn_reached {
    const cn_passage *focus; /* that should say the last relation; NULL: a step is missing */
    cn_found found;          /* what it says; passage NULL: nothing */
    bool is_guess;           /* a step was made by the graph's links, not by a name found */
    int64_t missing;         /* key of the name found on the way that no passage is about; 0 */
} cn_reached;
cn_reached cn_chain_walk(const cn_passages *passages, const cn_passage *from,
                         const cn_chain *chain);

typedef struct cn_compared {
    int option;         /* 0 or 1; -1: neither can be told from the other */
    cn_found sides[2];  /* what was compared */
    double certainty;   /* 0..1 */
    int64_t missing[2]; /* by side: key of a name on the way that no passage is about; 0 */
} cn_compared;

void cn_compare_options(const cn_passages *passages, const cn_expect *expect, cn_compared *out);
/* option 1: yes, 0: no. */
void cn_compare_yes_no(const cn_passages *passages, cn_compared *out);

#endif
