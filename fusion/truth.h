/* Which of several claims to believe, how much, and why.
 *
 * A problem holds sources, items (one question each: a subject and a relation), the values proposed
 * for an item, and claims: a source says a value. A resolver reads it and fills in the outputs: a
 * belief for each value, a winner and a reason for each item, a reliability for each source.
 *
 * Invariants:
 * - Results do not depend on the order in which sources, items, values, claims and links were
 *   added, only on the ids given: 64-bit hashes of what they stand for. Ids of sources and of items
 *   are unique in the problem, ids of values in their item.
 * - A source counts once for a value, however often it repeats it. Claims with one text_hash that
 *   is not 0 are copies of one text: together they count once for an item, as the source of them
 *   that is most reliable (of equals: least id).
 * - Iterations are bounded, cost is close to linear in claims and links.
 * - An item may be solved on its own: a problem of one item whose sources have a prior gives a
 *   result that is a function of its claims and these priors only. */
#ifndef CN_FUSION_TRUTH_H
#define CN_FUSION_TRUTH_H

#include "cairn.h"

enum {
    CN_TRUTH_REASON_LEN = 160, /* bytes, with the NUL */
    CN_TRUTH_NO_TIME = INT32_MIN,
    /* Values of an item beyond these, those with fewest sources, are not weighed: they get belief
     * 0, and the reason says so. */
    CN_TRUTH_VALUES_MAX = 1024
};
#define CN_TRUTH_NONE UINT32_MAX      /* no place */
#define CN_TRUTH_PRIOR_UNKNOWN (-1.0) /* a source of which nothing is known beforehand */

typedef struct cn_truth_source {
    uint64_t id;
    double prior;       /* reliability 0..1 known beforehand, kept; or CN_TRUTH_PRIOR_UNKNOWN */
    double reliability; /* out: 0..1, the share of its claims expected to hold */
    uint32_t n_items;   /* out: items about which it says something */
    uint64_t group;     /* sources of one kind share what is learned of them; set it after
                         * cn_truth_add_source(), 0: nothing is known of its kind */
} cn_truth_source;

typedef struct cn_truth_item {
    uint64_t id;
    bool is_multi;      /* several values may hold */
    uint32_t first, n;  /* out: its values are order[first .. first + n), by id */
    uint32_t winner;    /* out: place in values; CN_TRUTH_NONE for an item without claims */
    uint32_t n_sources; /* out */
    uint32_t n_capped;  /* out: values not weighed */
    char reason[CN_TRUTH_REASON_LEN]; /* out: "3 sources against 1" */
} cn_truth_item;

typedef struct cn_truth_value {
    uint64_t id;
    uint32_t item;    /* place in items */
    uint32_t support; /* out: independent sources that say this very value */
    double score;  /* out: what the resolver made of it, 0..1; the calibration starts from here */
    double belief; /* out: calibrated probability that it is true, 0..1 */
    bool believed; /* out: the winner and what it implies; of a multi item all with
                    * belief >= 0.5, and the winner */
} cn_truth_value;

typedef struct cn_truth_claim {
    uint32_t source, value; /* places */
    double confidence;      /* 0..1 */
    int32_t day;            /* days from 1970-01-01, or CN_TRUTH_NO_TIME */
    uint64_t text_hash;     /* of the sentence or record it stands in; 0: unknown */
} cn_truth_claim;

/* Two values of one item: who says `from` supports `to`. */
typedef struct cn_truth_link {
    uint32_t from, to; /* places in values */
    double weight;     /* 0..1: how much of the support passes on */
    bool implies;      /* when `from` holds, so does `to`: "10 December 1815" implies "1815". They
                        * are no rivals. Must have no cycles */
    bool leaves_out;   /* `from` is `to` with something left out: "1815" of "10 December 1815", a
                        * list without the second author. Who says it says nothing against `to` */
} cn_truth_link;

/* Begin with CN_TRUTH_INIT, end with cn_truth_done(). */
typedef struct cn_truth {
    cn_truth_source *sources;
    cn_truth_item *items;
    cn_truth_value *values;
    cn_truth_claim *claims;
    cn_truth_link *links;
    uint32_t *order; /* out: values by item, then id */
    size_t n_sources, n_items, n_values, n_claims, n_links;
    size_t cap_sources, cap_items, cap_values, cap_claims, cap_links;
    int32_t today;     /* claims dated later count as undated; INT32_MAX: unknown */
    uint32_t n_rounds; /* out: iterations made */
} cn_truth;

#define CN_TRUTH_INIT                                                                              \
    {                                                                                              \
        .today = INT32_MAX                                                                         \
    }

void cn_truth_done(cn_truth *truth);
/* An empty problem again; memory and today are kept. For many small problems in a row. */
void cn_truth_clear(cn_truth *truth);

/* Append; *place (may be NULL) is where. CAIRN_ENOMEM. Confidences, priors and weights outside 0..1
 * are brought into it, NaN counts as 0. */
int cn_truth_add_source(cn_truth *truth, uint64_t id, double prior, uint32_t *place,
                        cairn_error *err);
int cn_truth_add_item(cn_truth *truth, uint64_t id, bool is_multi, uint32_t *place,
                      cairn_error *err);
int cn_truth_add_value(cn_truth *truth, uint32_t item, uint64_t id, uint32_t *place,
                       cairn_error *err);
int cn_truth_add_claim(cn_truth *truth, const cn_truth_claim *claim, cairn_error *err);
int cn_truth_add_link(cn_truth *truth, const cn_truth_link *link, cairn_error *err);

typedef struct cn_truth_resolver {
    const char *name;    /* "truthfinder" */
    const char *summary; /* one line, with its authors */
} cn_truth_resolver;

/* The resolvers that there are, the default first. */
const cn_truth_resolver *cn_truth_resolvers(size_t *n);
/* By name; NULL for an unknown one. */
const cn_truth_resolver *cn_truth_find_resolver(const char *name);

/* Fills all outputs. resolver NULL: the default. CAIRN_ENOMEM, CAIRN_EINVAL for a problem that
 * breaks its contract (a claim or link to a place that there is not, a link between items). The
 * arrays keep their order and places. */
int cn_truth_solve(cn_truth *truth, const cn_truth_resolver *resolver, cairn_error *err);

#endif
