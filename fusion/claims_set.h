/* Claims as rows of text, source, item, value -> a problem for the resolvers.
 *
 * Values of an item that mean the same become one: "Knuth, Donald E." and "DONALD KNUTH", "1,063"
 * and "1063", "10 December 1815" and "1815-12-10". A source that says several values of an item,
 * with different days, means the latest. Results do not depend on the order of rows. */
#ifndef CN_FUSION_CLAIMS_SET_H
#define CN_FUSION_CLAIMS_SET_H

#include "fusion/claims.h"

typedef struct cn_claim_set cn_claim_set;

int cn_claim_set_new(cn_claim_set **set, cairn_error *err);
void cn_claim_set_free(cn_claim_set *set);

/* Adds one row; texts are copied. day may be CN_TRUTH_NO_TIME. A value without anything in it ("",
 * "Not Available") is no claim, but its item is there. */
int cn_claim_set_add(cn_claim_set *set, const char *source, size_t source_len, const char *item,
                     size_t item_len, const char *value, size_t value_len, int32_t day,
                     cairn_error *err);

/* What most values are, for a table that does not say. */
cn_claim_kind cn_claim_set_kind(const cn_claim_set *set);

/* Builds the problem out of all rows; once. */
int cn_claim_set_build(cn_claim_set *set, cn_claim_kind kind, cairn_error *err);
/* Borrowed until free; set today before building; solve it, then read its outputs. Items stand in
 * the order of their names. */
cn_truth *cn_claim_set_truth(cn_claim_set *set);
const char *cn_claim_set_source_name(const cn_claim_set *set, uint32_t source);
const char *cn_claim_set_item_name(const cn_claim_set *set, uint32_t item);
/* How the value is best written; borrowed. */
const char *cn_claim_set_value_text(const cn_claim_set *set, uint32_t value);

#endif
