/* A problem sorted for the resolvers. Private to fusion/truth*.c.
 *
 * Everything is numbered by rank: items by id, values by item then id, sources by id. So each sum
 * runs in one order, whatever the order in which the problem was put together. A vote is what a
 * source says about a value once repetitions and copies of one text are gone. */
#ifndef CN_FUSION_TRUTH_INDEX_H
#define CN_FUSION_TRUTH_INDEX_H

#include "fusion/truth.h"

typedef struct cn_truth_vote {
    uint32_t source, value;
    int32_t day; /* CN_TRUTH_NO_TIME: undated, or dated after today */
    double confidence;
} cn_truth_vote;

typedef struct cn_truth_edge {
    uint32_t from;
    bool is_kin; /* one of the two implies the other: they are no rivals */
    bool implies, leaves_out;
    double weight;
} cn_truth_edge;

typedef enum cn_truth_tie {
    CN_TRUTH_SAYS, /* the very value */
    CN_TRUTH_KIN,  /* one that implies it or is implied by it */
    CN_TRUTH_PART, /* one that leaves something out of it */
    CN_TRUTH_LIKE  /* one that is like it */
} cn_truth_tie;

/* A source that stands behind a value, once for the value: by its strongest tie. */
typedef struct cn_truth_backer {
    uint32_t source, vote;
    uint8_t tie;
    double weight; /* of the tie, 0..1; 1 for the very value */
} cn_truth_backer;

typedef struct cn_truth_index {
    size_t n_items, n_values, n_sources, n_votes;
    uint32_t *item_place, *value_place, *source_place; /* rank -> place in the problem */
    uint32_t *item_first;                              /* n_items + 1: its values */
    uint32_t *value_item;
    uint32_t *value_first; /* n_values + 1: its votes */
    cn_truth_vote *votes;  /* by value, source */
    uint32_t *source_first;
    uint32_t *source_votes; /* source -> its votes, by value */
    uint32_t *edge_first;   /* n_values + 1: the edges that lead to it */
    cn_truth_edge *edges;
    uint32_t *backer_first;   /* n_values + 1 */
    cn_truth_backer *backers; /* by value, source */
    bool *is_rival;     /* of values: there are votes in its item for none that implies it; the
                         * rivals of an item exclude each other unless it is multi */
    bool *is_multi;     /* of items */
    uint32_t *n_capped; /* of items: values left out of account */
    uint32_t *group;    /* of sources: 0.. < n_groups */
    size_t n_groups;
    double *prior;     /* of sources; negative: unknown */
    double *copied;    /* out: of votes: how likely it is a copy, 0..1; 0 unless looked for */
    double *score;     /* out: of values */
    double *trust;     /* out: of sources */
    uint32_t n_rounds; /* out */
} cn_truth_index;

/* A claim cannot come from after today, nor, where nobody says what day that is, from a far future;
 * the year 0 and what is before it are what software writes that knows no date. */
static inline int32_t cn_truth_plausible_day(int32_t day, int32_t today)
{
    enum { FIRST = -719162, LAST = 84006 /* 0001-01-01, 2200-01-01 */ };

    return day < FIRST || day >= LAST || day > today ? CN_TRUTH_NO_TIME : day;
}

int cn_truth_index_build(cn_truth_index *index, const cn_truth *truth, cairn_error *err);
void cn_truth_index_done(cn_truth_index *index);

static inline uint32_t cn_truth_votes_of(const cn_truth_index *index, uint32_t value)
{
    return index->value_first[value + 1] - index->value_first[value];
}

/* Resolvers: fill score and trust. */
typedef int (*cn_truth_score_fn)(cn_truth_index *index, cairn_error *err);
int cn_truth_majority(cn_truth_index *index, cairn_error *err);
int cn_truth_latest(cn_truth_index *index, cairn_error *err);
int cn_truth_truthfinder(cn_truth_index *index, cairn_error *err);
int cn_truth_accu(cn_truth_index *index, cairn_error *err);
int cn_truth_accu_copy(cn_truth_index *index, cairn_error *err);
int cn_truth_evidence(cn_truth_index *index, cairn_error *err);
int cn_truth_default(cn_truth_index *index, cairn_error *err);

/* Fills index->copied from index->score and trust, what is believed so far. */
int cn_truth_find_copies(cn_truth_index *index, cairn_error *err);

/* The expected share of true claims of each source, its prior when it has one: the mean score of
 * its votes with `strength` votes of `expected` put in. Returns the greatest change. */
double cn_truth_trust_from_scores(cn_truth_index *index, double expected, double strength);

#endif
