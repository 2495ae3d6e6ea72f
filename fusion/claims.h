/* What two values of one question have to do with each other: a vague date covers a precise one,
 * 1,063 ft is nearly 1,064 ft, "london" covers "london, england", one list of authors holds half of
 * another. The answers become links of a problem, see truth.h.
 *
 * Comparison is pure: it looks at the two values and nothing else, and does not depend on which is
 * first. */
#ifndef CN_FUSION_CLAIMS_H
#define CN_FUSION_CLAIMS_H

#include "base/buf.h"
#include "fusion/claims_names.h"
#include "fusion/truth.h"

typedef enum cn_claim_kind {
    CN_CLAIM_DATE,     /* as fusion/dates.h reads it */
    CN_CLAIM_QUANTITY, /* as base/quantity.h reads it */
    CN_CLAIM_NAMES,    /* one or more names of persons, see claims_names.h */
    CN_CLAIM_TEXT      /* anything else, names of entities too */
} cn_claim_kind;

typedef struct cn_claim_value {
    cn_claim_kind kind;
    const char *text; /* borrowed */
    size_t len;
    uint32_t place; /* in the values of the problem */
} cn_claim_value;

enum {
    /* Links are made among this many values of an item, the first given: hand those with most
     * claims first. Bounds the comparison of pairs. */
    CN_CLAIM_LINKED_MAX = 128
};

/* How values are to each other. */
typedef struct cn_claim_likeness {
    double forth, back;              /* weight of a link from a to b, from b to a; 0: none */
    bool a_implies_b, b_implies_a;   /* never both */
    bool a_leaves_out, b_leaves_out; /* something that the other says, see cn_truth_link */
} cn_claim_likeness;

/* Values of different kinds have nothing to do with each other. A text that its kind cannot read
 * ("10 December" as a date) is compared as text. */
int cn_claim_compare(const cn_claim_value *a, const cn_claim_value *b, cn_claim_likeness *likeness,
                     cairn_error *err);
/* Of lists that were read, and put right by cn_names_align(). */
void cn_claim_compare_names(const cn_names *a, const cn_names *b, cn_claim_likeness *likeness);

/* Links the values of one item, at most CN_CLAIM_LINKED_MAX of them. */
int cn_claim_link(cn_truth *truth, const cn_claim_value *values, size_t n, cairn_error *err);
/* Links two values that were compared. */
int cn_claim_add_links(cn_truth *truth, uint32_t a, uint32_t b, const cn_claim_likeness *likeness,
                       cairn_error *err);

/* The kind of a source by the shape of its name, for cn_truth_source.group: addresses like
 * "192.0.2.7", accounts like "4711: Ann", names. Sources of one shape are often of one kind. */
uint64_t cn_claim_source_group(const char *name, size_t len);

#endif
