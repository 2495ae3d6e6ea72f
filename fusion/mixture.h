/* Match or not, from levels of likeness: a mixture of two components over binned features.
 *
 * Fellegi and Sunter's model (1969) with Winkler's EM (1988): a feature at level l speaks by the
 * weight log(m/u), m its share among matches, u among the others. Three things are added. Features
 * of one group look at the same thing in several ways, so their weights are averaged instead of
 * summed (ZeroER, Wu et al. 2020, groups them in its covariance for the same reason). The weights
 * of an ordered feature may not fall as likeness grows (isotonic regression). And where a row has
 * at most one match, its candidates compete: p = o / (1 + the odds of all candidates that share a
 * row), a local form of Sadinle's bipartite prior (2017). Where a row may have many, only those
 * candidates of it compete that are no match of each other: sameness is transitive.
 *
 * With labels the same table is fitted from the labelled pairs alone, and each group's scale by a
 * logistic regression with an L2 penalty. Deterministic; time is rounds x pairs x features. */
#ifndef CN_FUSION_MIXTURE_H
#define CN_FUSION_MIXTURE_H

#include "base/status.h"

#define CN_MIXTURE_MISSING UINT16_MAX
enum { CN_MIXTURE_FEATURES_MAX = 160, CN_MIXTURE_NAME_MAX = 64 };

typedef struct cn_mixture_feature {
    char name[CN_MIXTURE_NAME_MAX];
    uint32_t group; /* 0: of the whole row */
    uint32_t n_levels;
    bool is_ordered;
    double *weights; /* n_levels, log(m/u); owned by the mixture */
} cn_mixture_feature;

typedef struct cn_mixture {
    cn_mixture_feature *features;
    size_t n_features;
    double *scales; /* per group: what its summed weights are multiplied by */
    size_t n_groups;
    double prior; /* log odds that a candidate is a match */
    uint32_t n_rounds;
    bool is_supervised;
} cn_mixture;

typedef struct cn_mixture_pairs {
    size_t n;
    const uint32_t *left, *right; /* rows, n_left and n_right of them */
    size_t n_left, n_right;
    bool left_has_one, right_has_one; /* a row on that side has at most one match */
    double evidence; /* what weights are multiplied by, since groups are not independent; 0: 1 */
    const uint32_t (*triangles)[3]; /* pairs over three rows, each row in two of them */
    size_t n_triangles;
    const uint16_t *levels; /* feature by feature: levels[f * n + pair] */
    const int8_t *labels;   /* 1, 0, or -1 not labelled; NULL: none */
} cn_mixture_pairs;

int cn_mixture_init(cn_mixture *mixture, cairn_error *err);
void cn_mixture_done(cn_mixture *mixture);
/* Groups are numbered from 0 without gaps. */
int cn_mixture_add(cn_mixture *mixture, const char *name, uint32_t group, uint32_t n_levels,
                   bool is_ordered, cairn_error *err);
/* probability: in, the split to start from; out, of each pair. score: its log odds before the
 * competition. */
int cn_mixture_fit(cn_mixture *mixture, const cn_mixture_pairs *pairs, double *probability,
                   double *score, cairn_error *err);
/* Probabilities of scored pairs where other rows have at most one match than in the fit. */
int cn_mixture_judge(const cn_mixture_pairs *pairs, const double *score, double *probability,
                     cairn_error *err);
/* What feature f at this level adds to the log odds. */
double cn_mixture_weight(const cn_mixture *mixture, size_t f, uint16_t level);

#endif
