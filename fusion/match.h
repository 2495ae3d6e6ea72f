/* Which rows of one table, or of two, are the same thing: entity resolution of records.
 *
 * Columns are recognised by their data (match_columns.h), rows made ready (match_records.h), pairs
 * worth comparing found (match_blocks.h) and compared (match_features.h), the features weighed
 * without labels or with them (mixture.h), and decided together (match_clusters.h). A row of one
 * table has at most one match in the other unless the data speak against it: see has_one.
 * Deterministic; time and memory are in proportion to the rows. */
#ifndef CN_FUSION_MATCH_H
#define CN_FUSION_MATCH_H

#include "fusion/match_blocks.h"
#include "fusion/match_features.h"

#define CN_MATCH_ROWS_MAX ((size_t)1000000) /* of both tables */

typedef struct cn_match_label {
    uint32_t left, right; /* rows; right counts from the first of the second table */
    bool is_match;
} cn_match_label;

typedef struct cn_match {
    cn_match_records records;
    cn_match_pairs pairs; /* candidates */
    cn_match_features features;
    cn_mixture mixture;
    uint16_t *levels;         /* feature by feature, pairs.n apart */
    double *probability;      /* of each candidate */
    double *score;            /* its log odds before candidates compete */
    uint8_t *is_kept;         /* two tables: it is a match */
    uint32_t *clusters;       /* of each row of both tables, the first row of its cluster */
    uint32_t (*triangles)[3]; /* one table: candidates over three rows */
    size_t n_triangles;
    bool is_tight;    /* one table: candidates compete that are no match of each other */
    bool has_one[2];  /* two tables: a row has at most one match in the other */
    double threshold; /* least probability of a match */
} cn_match;

/* b may be NULL: duplicates within a. labels may be NULL. When all labels are matches, other pairs
 * of labelled rows are taken for none. Caller frees with cn_match_done, also after a failure. */
int cn_match_run(cn_match *match, const cn_match_rows *a, const cn_match_rows *b,
                 const cn_match_label *labels, size_t n_labels, cairn_error *err);
void cn_match_done(cn_match *match);
/* Any pair of rows by the fitted weights, candidate or not: its log odds; levels[features.n]. */
double cn_match_score(const cn_match *match, size_t left, size_t right, uint16_t *levels);

#endif
