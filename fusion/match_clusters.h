/* From scored pairs to decisions: an assignment between two tables, clusters within one.
 *
 * Two tables: the best pairs first, each row of a side that has one match at most taken once. One
 * table: average linkage over the log odds of the pairs (missing pairs speak a little against), so
 * that a chain of likenesses does not join what its ends keep apart: correlation clustering by
 * greedy agglomeration. Components over COMPONENT_MAX rows are first cut where they are weakest. */
#ifndef CN_FUSION_MATCH_CLUSTERS_H
#define CN_FUSION_MATCH_CLUSTERS_H

#include "fusion/match_blocks.h"

/* is_kept[i]: pair i is a match. Those under min_probability are not. */
int cn_match_assign(const cn_match_pairs *pairs, const double *score, const double *probability,
                    double min_probability, size_t n_rows, bool left_has_one, bool right_has_one,
                    uint8_t *is_kept, cairn_error *err);

/* clusters[row]: the first row of its cluster. sizes[row]: how many rows it stands for. */
int cn_match_cluster(const cn_match_pairs *pairs, const double *score, const uint32_t *sizes,
                     size_t n_rows, uint32_t *clusters, cairn_error *err);

/* Components over pairs with is_kept. clusters[row]: the first row of its component. */
void cn_match_components(const cn_match_pairs *pairs, const uint8_t *is_kept, size_t n_rows,
                         uint32_t *clusters);

#endif
