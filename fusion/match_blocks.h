/* Which pairs of rows are compared at all; never all of them.
 *
 * Each row brings its nearest rows by the words and codes they share, the rare ones first, up to a
 * bound of looked-up rows; rows with a cell of the same words in any order; and the nearest by the
 * spelling of the cell that names the row, from FAISS. */
#ifndef CN_FUSION_MATCH_BLOCKS_H
#define CN_FUSION_MATCH_BLOCKS_H

#include "fusion/match_records.h"

typedef struct cn_match_pairs {
    uint32_t *left, *right; /* rows of the records; left < right; sorted, each pair once */
    size_t n, cap;
} cn_match_pairs;

/* Rows with is_left_out set get no candidates; NULL: none are. rows: as they were read, for the
 * spelling. Caller frees with cn_match_pairs_done, also after a failure. */
int cn_match_blocks_find(const cn_match_records *records, const cn_match_rows *a,
                         const cn_match_rows *b, const uint8_t *is_left_out, cn_match_pairs *pairs,
                         cairn_error *err);
void cn_match_pairs_done(cn_match_pairs *pairs);

#endif
