/* Which entity a key means: its own, that of one other key, or it cannot be told.
 *
 * A key may mean only a key of higher rank (a strict total order), so there are no cycles, and the
 * meaning of all keys is found from the highest rank down: what a candidate itself means is known
 * when it is asked for. Precision comes first: a merge needs a candidate that is likely by itself
 * and clearly ahead of the next. Pure; the order of candidates does not matter.
 *
 * Decisions by hand win over scores. Those that contradict each other are settled by
 * cn_decisions_settle() first:
 *
 *   1. apart wins over same.
 *   2. same decisions are taken in the order of their two keys; one that would bring together two
 *      keys that are apart is refused.
 *   3. a=b and b=a are one decision. */
#ifndef CN_FUSION_MERGING_H
#define CN_FUSION_MERGING_H

#include "fusion/similarity.h"

enum {
    CN_CANDIDATES_MAX = 512, /* of a key that are weighed: the first by rank */
    CN_MEANINGS_MAX = 64,    /* rows of a key that may mean several */
    CN_MERGING_REASON_LEN = 160
};

typedef enum cn_decision_verdict {
    CN_BY_SCORE = 0,
    CN_BY_HAND_SAME = 1, /* as CN_DECIDED_SAME, CN_DECIDED_APART */
    CN_BY_HAND_APART = 2
} cn_decision_verdict;

typedef struct cn_candidate_key {
    const cn_profile *profile;
    cn_similarity_context context;
    int64_t root;    /* the key that the candidate means, its own when it means none or several */
    uint8_t verdict; /* cn_decision_verdict, between the key or its hand-made group and the
                      * candidate or anything that means the same root */
} cn_candidate_key;

typedef enum cn_meaning_kind {
    CN_MEANS_ITSELF = 0,
    CN_MEANS_ONE,    /* one row: merged */
    CN_MEANS_SEVERAL /* rows with shares: not merged */
} cn_meaning_kind;

typedef struct cn_meaning {
    uint32_t candidate;       /* place in candidates */
    uint16_t share;           /* of 10,000; of one: how sure */
    cn_similarity similarity; /* features, for the row */
} cn_meaning;

typedef struct cn_meanings {
    uint8_t kind; /* cn_meaning_kind */
    uint32_t n;
    cn_meaning items[CN_MEANINGS_MAX]; /* best first */
    char
        reason[CN_MERGING_REASON_LEN]; /* of a merge or of several, or why the best was not taken */
} cn_meanings;

/* a ranks above b: it is a title, something is about it, has more words, fewer initials, stands in
 * reading order, smaller key. */
bool cn_merging_outranks(const cn_profile *a, const cn_profile *b);

/* Candidates of lower rank than the key are passed over, and so is the key itself. */
void cn_merging_choose(const cn_profile *key, const cn_candidate_key *candidates, size_t n,
                       cn_meanings *out);

/* Could the candidate be in the choice of the key, or be shown with it? False: the key means the
 * same without it. */
bool cn_merging_matters(const cn_profile *key, const cn_profile *candidate,
                        const cn_similarity_context *context);

/* ---- Decisions by hand ---- */

typedef struct cn_decision {
    int64_t a, b;    /* a < b; equal ones are refused */
    uint8_t verdict; /* CN_BY_HAND_SAME, CN_BY_HAND_APART */
    bool is_applied; /* out: false for what contradicts the others */
} cn_decision;

/* Sorts by a, b, verdict and sets is_applied. *groups: for each key of an applied same decision its
 * group, both ascending by key; the group is named by its least key. Caller frees with cn_free.
 * O(n log n) for decisions that agree. */
typedef struct cn_decided_key {
    int64_t key, group;
} cn_decided_key;
int cn_decisions_settle(cn_decision *decisions, size_t n, cn_decided_key **groups, size_t *n_groups,
                        cairn_error *err);

#endif
