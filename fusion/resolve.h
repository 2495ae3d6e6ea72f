/* Which of several claims to believe. One interface, so that other resolvers (reliability of
 * sources by iteration, evidence theory, latest) take the place of the majority. */
#ifndef CN_FUSION_RESOLVE_H
#define CN_FUSION_RESOLVE_H

#include "cairn.h"

typedef struct cn_claim {
    cairn_id fact;
    uint32_t support; /* documents that state it, or state it less precisely */
    double confidence;
    double belief; /* out */
} cn_claim;

#define CN_REASON_LEN 96
typedef struct cn_verdict {
    size_t winner;              /* place in claims */
    char reason[CN_REASON_LEN]; /* "3 documents against 1" */
} cn_verdict;

/* Fills the verdict and the beliefs of n >= 2 claims. The result must not depend on their order. */
typedef void (*cn_resolve_fn)(cn_claim *claims, size_t n, cn_verdict *verdict);

/* Most documents, then highest confidence, then smallest fact id. */
void cn_resolve_majority(cn_claim *claims, size_t n, cn_verdict *verdict);

#endif
