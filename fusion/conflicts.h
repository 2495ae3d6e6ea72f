/* Facts that cannot all hold: what is believed, how much, and why.
 *
 * Facts compete when their relation has one value and they share subject and kind of value. Where
 * it has one at a time, a newer fact closes the older one, which stays true of its time; the
 * others are rivals. What is rival to what, and who wins, is decided by truth.h over all rivals of
 * the store together, since a source that is often right elsewhere counts for more here. Nothing
 * is dropped: losers stay, marked. */
#ifndef CN_FUSION_CONFLICTS_H
#define CN_FUSION_CONFLICTS_H

#include "fusion/claims.h"
#include "fusion/facts.h"

/* Are there two of n values, of one kind and unit, that no other implies? A vague date is no rival
 * of a precise one in it. */
int cn_conflicts_in_dispute(const cn_claim_value *values, size_t n, bool *is_it, cairn_error *err);

/* After the facts are written: closes, decides, and writes what came out. Cost: in proportion to
 * the rivals of the store and the classes that were touched. */
int cn_conflicts_settle(const cn_facts *facts, cairn_error *err);

#endif
