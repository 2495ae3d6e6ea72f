/* A mixture of two components over binned features; see mixture.h. */
#include "fusion/mixture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { ROUNDS_MAX = 40, REGRESSION_ROUNDS = 60, PRIOR_ROUNDS = 20, SCALES_MAX = 64 };
static const double SMOOTHING = 2.0;     /* pairs that are shared out as both components mixed */
static const double EXPECTED = 1.0;      /* pairs that count as seen beforehand */
static const double STILL = 1e-4;        /* of the expected matches: when to stop */
static const double SCORE_MAX = 60.0;    /* exp() stays finite */
static const double RIVAL_MAX = 8.0;     /* log odds of a rival in a triangle */
static const double SHARE_MIN = 1e-7;    /* of matches among candidates */
static const double WHOLE = 0.5;         /* of group 0 */
static const double SCALE_PENALTY = 2.0; /* L2, towards the mean of a group */

int cn_mixture_init(cn_mixture *mixture, cairn_error *err)
{
    memset(mixture, 0, sizeof(*mixture));
    mixture->features = cn_alloc_zero(CN_MIXTURE_FEATURES_MAX, sizeof(*mixture->features));
    mixture->scales = cn_alloc_zero(CN_MIXTURE_FEATURES_MAX, sizeof(*mixture->scales));
    if (mixture->features && mixture->scales)
        return CAIRN_OK;
    cn_mixture_done(mixture);
    return cn_fail_memory(err, CN_MIXTURE_FEATURES_MAX * sizeof(*mixture->features));
}

void cn_mixture_done(cn_mixture *mixture)
{
    for (size_t f = 0; f < mixture->n_features; f++)
        cn_free(mixture->features[f].weights);
    cn_free(mixture->features);
    cn_free(mixture->scales);
    memset(mixture, 0, sizeof(*mixture));
}

int cn_mixture_add(cn_mixture *mixture, const char *name, uint32_t group, uint32_t n_levels,
                   bool is_ordered, cairn_error *err)
{
    cn_mixture_feature *feature = &mixture->features[mixture->n_features];

    if (mixture->n_features == CN_MIXTURE_FEATURES_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "more than %d features", CN_MIXTURE_FEATURES_MAX);
    feature->weights = cn_alloc_zero(n_levels, sizeof(double));
    if (!feature->weights)
        return cn_fail_memory(err, n_levels * sizeof(double));
    snprintf(feature->name, sizeof(feature->name), "%.*s", CN_MIXTURE_NAME_MAX - 1, name);
    feature->group = group;
    feature->n_levels = n_levels;
    feature->is_ordered = is_ordered;
    mixture->n_features++;
    if (mixture->n_groups <= group)
        mixture->n_groups = group + 1;
    return CAIRN_OK;
}

double cn_mixture_weight(const cn_mixture *mixture, size_t f, uint16_t level)
{
    const cn_mixture_feature *feature = &mixture->features[f];

    if (level == CN_MIXTURE_MISSING || level >= feature->n_levels)
        return 0;
    return mixture->scales[feature->group] * feature->weights[level];
}

/* ---- One feature --------------------------------------------------------------- */

/* Scratch of a fit. */
typedef struct fitting {
    cn_mixture *mixture;
    const cn_mixture_pairs *pairs;
    double *m, *u;          /* counts by level */
    double *mass;           /* of pooled neighbours, in isotonic regression */
    uint32_t *width;        /* likewise */
    double *left, *right;   /* odds by row */
    double *rivals;         /* odds by pair */
    double n_left, n_right; /* rows with candidates */
    double *groups;         /* with labels: pairs x groups, summed weights */
    const double *before;   /* probabilities of the round before */
} fitting;

static void count_levels(fitting *fit, size_t f)
{
    const cn_mixture_pairs *pairs = fit->pairs;
    const uint16_t *levels = pairs->levels + f * pairs->n;
    const uint32_t n_levels = fit->mixture->features[f].n_levels;

    memset(fit->m, 0, n_levels * sizeof(double));
    memset(fit->u, 0, n_levels * sizeof(double));
    for (size_t i = 0; i < pairs->n; i++) {
        if (levels[i] == CN_MIXTURE_MISSING || (pairs->labels && pairs->labels[i] < 0))
            continue;
        fit->m[levels[i]] += fit->before[i];
        fit->u[levels[i]] += 1 - fit->before[i];
    }
}

/* Pool adjacent violators: the closest weights that never fall. mass[l]: pairs at level l. */
static void make_rising(fitting *fit, double *weights, uint32_t n)
{
    uint32_t n_blocks = 0, at = 0;

    for (uint32_t l = 0; l < n; l++) {
        double weight = weights[l], mass = fit->m[l] + fit->u[l] + 1e-3;
        uint32_t width = 1;

        while (n_blocks > 0 && weights[n_blocks - 1] > weight) {
            const double sum = mass + fit->mass[n_blocks - 1];

            n_blocks--;
            weight = (weight * mass + weights[n_blocks] * fit->mass[n_blocks]) / sum;
            mass = sum;
            width += fit->width[n_blocks];
        }
        weights[n_blocks] = weight;
        fit->mass[n_blocks] = mass;
        fit->width[n_blocks++] = width;
    }
    /* Backwards, because blocks lie at or before the levels that they stand for. */
    at = n;
    while (n_blocks-- > 0) {
        const double weight = weights[n_blocks];

        for (uint32_t w = fit->width[n_blocks]; w > 0; w--)
            weights[--at] = weight;
    }
}

/* Before anything is seen, matches are the more likely the more alike: in proportion to the level.
 */
static double expected_share(const cn_mixture_feature *feature, uint32_t level)
{
    const double n = feature->n_levels;

    return feature->is_ordered ? 2 * (level + 1.0) / (n * (n + 1)) : 1 / n;
}

static void weigh_feature(fitting *fit, size_t f)
{
    cn_mixture_feature *feature = &fit->mixture->features[f];
    const uint32_t last = feature->n_levels - 1;
    double m_sum = 0, u_sum = 0;

    count_levels(fit, f);
    for (uint32_t l = 0; l < feature->n_levels; l++) {
        m_sum += fit->m[l];
        u_sum += fit->u[l];
    }
    if (m_sum + u_sum <= 0)
        return;
    for (uint32_t l = 0; l < feature->n_levels; l++) {
        const double pool = SMOOTHING * (fit->m[l] + fit->u[l]) / (m_sum + u_sum);
        const double high = expected_share(feature, l), low = expected_share(feature, last - l);
        const double m = (fit->m[l] + pool + EXPECTED * high) / (m_sum + SMOOTHING + EXPECTED);
        const double u = (fit->u[l] + pool + EXPECTED * low) / (u_sum + SMOOTHING + EXPECTED);

        feature->weights[l] = m > 0 && u > 0 ? log(m / u) : 0;
    }
    if (feature->is_ordered)
        make_rising(fit, feature->weights, feature->n_levels);
}

/* ---- Scores and probabilities ---------------------------------------------------- */

/* Features of a group are averaged. Group 0 is about the whole row, which the columns' groups look
 * at again, so that it counts half. */
static void average_groups(cn_mixture *mixture, double evidence)
{
    memset(mixture->scales, 0, mixture->n_groups * sizeof(double));
    for (size_t f = 0; f < mixture->n_features; f++)
        mixture->scales[mixture->features[f].group] += 1;
    for (size_t g = 0; g < mixture->n_groups; g++)
        mixture->scales[g] = mixture->scales[g] > 0 ? evidence / mixture->scales[g] : 0;
    mixture->scales[0] *= WHOLE;
}

/* The odds of a match are against the two rows having none: the fewer are left without one, the
 * better they are. */
static double left_over(const fitting *fit, double matches)
{
    double odds = 0;

    if (fit->pairs->left_has_one)
        odds += log((fit->n_left + 1) / (fmax(fit->n_left - matches, 0) + 1));
    if (fit->pairs->right_has_one)
        odds += log((fit->n_right + 1) / (fmax(fit->n_right - matches, 0) + 1));
    return odds;
}

static void set_prior(fitting *fit)
{
    const cn_mixture_pairs *pairs = fit->pairs;
    double matches = 0, n = 0, share;

    for (size_t i = 0; i < pairs->n; i++) {
        if (pairs->labels && pairs->labels[i] < 0)
            continue;
        matches += fit->before[i];
        n += 1;
    }
    share = (matches + 1) / (n + 2); /* after Laplace, for tables with few pairs */
    share = share < SHARE_MIN ? SHARE_MIN : share > 1 - SHARE_MIN ? 1 - SHARE_MIN : share;
    fit->mixture->prior = log(share / (1 - share));
    if (!pairs->labels)
        fit->mixture->prior += left_over(fit, matches);
}

static void score_pairs(const fitting *fit, double *score)
{
    const cn_mixture *mixture = fit->mixture;
    const size_t n = fit->pairs->n;

    for (size_t i = 0; i < n; i++)
        score[i] = mixture->prior;
    for (size_t f = 0; f < mixture->n_features; f++) {
        const uint16_t *levels = fit->pairs->levels + f * n;
        const double *weights = mixture->features[f].weights;
        const double scale = mixture->scales[mixture->features[f].group];

        for (size_t i = 0; i < n; i++)
            if (levels[i] != CN_MIXTURE_MISSING)
                score[i] += scale * weights[levels[i]];
    }
    for (size_t i = 0; i < n; i++)
        score[i] = score[i] > SCORE_MAX ? SCORE_MAX : score[i] < -SCORE_MAX ? -SCORE_MAX : score[i];
}

static double odds_of(double score)
{
    return exp(score > RIVAL_MAX ? RIVAL_MAX : score);
}

/* Of a triangle's pairs x, y, z: where z is rather no match, x and y cannot both be. */
static void add_rivals(const fitting *fit, const double *score, const double *before)
{
    const cn_mixture_pairs *pairs = fit->pairs;

    memset(fit->rivals, 0, pairs->n * sizeof(double));
    for (size_t t = 0; t < pairs->n_triangles; t++) {
        for (size_t side = 0; side < 3; side++) {
            const uint32_t z = pairs->triangles[t][side];
            const uint32_t x = pairs->triangles[t][(side + 1) % 3];
            const uint32_t y = pairs->triangles[t][(side + 2) % 3];
            const double apart = 1 - 2 * before[z];

            if (apart <= 0)
                continue;
            fit->rivals[x] += apart * odds_of(score[y]);
            fit->rivals[y] += apart * odds_of(score[x]);
        }
    }
}

static void find_in_triangles(const fitting *fit, const double *score, double *probability)
{
    add_rivals(fit, score, fit->before);
    for (size_t i = 0; i < fit->pairs->n; i++) {
        const double own = odds_of(score[i]);

        probability[i] = own / (1 + own + fit->rivals[i]);
    }
}

/* Candidates that share a row compete, where that row has one match. */
static void find_probabilities(const fitting *fit, const double *score, double *probability)
{
    const cn_mixture_pairs *pairs = fit->pairs;

    if (pairs->n_triangles > 0) {
        find_in_triangles(fit, score, probability);
        return;
    }
    memset(fit->left, 0, pairs->n_left * sizeof(double));
    memset(fit->right, 0, pairs->n_right * sizeof(double));
    for (size_t i = 0; i < pairs->n; i++) {
        probability[i] = exp(score[i]);
        if (pairs->left_has_one)
            fit->left[pairs->left[i]] += probability[i];
        if (pairs->right_has_one)
            fit->right[pairs->right[i]] += probability[i];
    }
    for (size_t i = 0; i < pairs->n; i++) {
        const double own = probability[i];
        double rivals = 0;

        if (pairs->left_has_one)
            rivals += fit->left[pairs->left[i]] - own;
        if (pairs->right_has_one)
            rivals += fit->right[pairs->right[i]] - own;
        probability[i] = own / (1 + own + (rivals > 0 ? rivals : 0));
    }
}

/* ---- EM without labels ----------------------------------------------------------- */

static void run_rounds(fitting *fit, double *probability, double *score, double *next)
{
    const size_t n = fit->pairs->n;
    cn_mixture *mixture = fit->mixture;
    double moved = 1, sum = 0;

    mixture->n_rounds = 0;
    for (uint32_t round = 0; round < ROUNDS_MAX && moved > STILL * sum; round++) {
        fit->before = probability;
        for (size_t f = 0; f < mixture->n_features; f++)
            weigh_feature(fit, f);
        set_prior(fit);
        score_pairs(fit, score);
        find_probabilities(fit, score, next);
        moved = sum = 0;
        for (size_t i = 0; i < n; i++) {
            moved += fabs(next[i] - probability[i]);
            sum += probability[i];
            probability[i] = next[i];
        }
        fit->before = NULL;
        mixture->n_rounds++;
    }
}

/* ---- With labels ------------------------------------------------------------------- */

static void sum_groups(fitting *fit)
{
    const cn_mixture *mixture = fit->mixture;
    const size_t n = fit->pairs->n;

    memset(fit->groups, 0, n * mixture->n_groups * sizeof(double));
    for (size_t f = 0; f < mixture->n_features; f++) {
        const cn_mixture_feature *feature = &mixture->features[f];
        const uint16_t *levels = fit->pairs->levels + f * n;

        for (size_t i = 0; i < n; i++)
            if (levels[i] != CN_MIXTURE_MISSING)
                fit->groups[i * mixture->n_groups + feature->group] +=
                    mixture->scales[feature->group] * feature->weights[levels[i]];
    }
}

/* Solves the symmetric positive a x = b in place by Cholesky; x comes back in b. */
static void solve(double *a, double *b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        for (size_t i = j; i < n; i++) {
            double sum = a[i * n + j];

            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = i == j ? sqrt(sum > 1e-9 ? sum : 1e-9) : sum / a[j * n + j];
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
}

/* One step of Newton's method for the groups' factors; x[n_groups] is the bias. */
static void step_regression(const fitting *fit, const double *x, double *a, double *b)
{
    const size_t n_groups = fit->mixture->n_groups, n = n_groups + 1;
    double row[SCALES_MAX + 1];

    memset(a, 0, n * n * sizeof(double));
    for (size_t g = 0; g < n; g++) {
        b[g] = g < n_groups ? SCALE_PENALTY * (1 - x[g]) : 0;
        a[g * n + g] = g < n_groups ? SCALE_PENALTY : 1e-3;
    }
    for (size_t i = 0; i < fit->pairs->n; i++) {
        double sum = 0, p, slope;

        if (fit->pairs->labels[i] < 0)
            continue;
        memcpy(row, fit->groups + i * n_groups, n_groups * sizeof(double));
        row[n_groups] = 1;
        for (size_t g = 0; g < n; g++)
            sum += x[g] * row[g];
        p = 1 / (1 + exp(-(sum > 30 ? 30 : sum < -30 ? -30 : sum)));
        slope = p * (1 - p) + 1e-6;
        for (size_t g = 0; g < n; g++) {
            b[g] += (fit->pairs->labels[i] - p) * row[g];
            for (size_t h = 0; h <= g; h++)
                a[g * n + h] += slope * row[g] * row[h];
        }
    }
    solve(a, b, n);
}

static int fit_scales(fitting *fit, cairn_error *err)
{
    cn_mixture *mixture = fit->mixture;
    const size_t n = mixture->n_groups + 1;
    double x[SCALES_MAX + 1], b[SCALES_MAX + 1];
    double *a;

    if (mixture->n_groups > SCALES_MAX)
        return CAIRN_OK;
    a = cn_alloc(n * n * sizeof(double));
    fit->groups = cn_alloc_zero(fit->pairs->n, mixture->n_groups * sizeof(double));
    if (!a || !fit->groups) {
        cn_free(a);
        return cn_fail_memory(err, fit->pairs->n * mixture->n_groups * sizeof(double));
    }
    sum_groups(fit);
    for (size_t g = 0; g < n; g++)
        x[g] = g < mixture->n_groups ? 1 : mixture->prior;
    for (int round = 0; round < REGRESSION_ROUNDS; round++) {
        double largest = 0;

        step_regression(fit, x, a, b);
        for (size_t g = 0; g < n; g++)
            largest = fabs(b[g]) > largest ? fabs(b[g]) : largest;
        /* Far from the end Newton's steps are too long. */
        for (size_t g = 0; g < n; g++)
            x[g] += largest > 1 ? b[g] / largest : b[g];
        if (largest < 1e-6)
            break;
    }
    /* More likeness may not speak against a match, whatever the others say. */
    for (size_t g = 0; g < mixture->n_groups; g++)
        mixture->scales[g] *= x[g] > 0 ? x[g] : 0;
    mixture->prior = x[mixture->n_groups];
    cn_free(a);
    return CAIRN_OK;
}

/* Labels do not say how many of the other rows have no match: the competition among those does. */
static void settle_prior(fitting *fit, double *probability, double *score)
{
    const cn_mixture_pairs *pairs = fit->pairs;
    const bool competes = pairs->left_has_one || pairs->right_has_one;
    const double learned = fit->mixture->prior;
    double matches = 0;

    for (int round = 0; round < (competes ? PRIOR_ROUNDS : 1); round++) {
        fit->mixture->prior = learned + (round > 0 ? left_over(fit, matches) : 0);
        score_pairs(fit, score);
        for (size_t i = 0; i < pairs->n; i++)
            if (pairs->labels[i] >= 0)
                score[i] = pairs->labels[i] ? SCORE_MAX : -SCORE_MAX;
        find_probabilities(fit, score, probability);
        matches = 0;
        for (size_t i = 0; i < pairs->n; i++)
            matches += pairs->labels[i] < 0 ? probability[i] : 0;
    }
}

static int fit_labels(fitting *fit, double *probability, double *score, cairn_error *err)
{
    cn_mixture *mixture = fit->mixture;
    int rc;

    for (size_t i = 0; i < fit->pairs->n; i++)
        probability[i] = fit->pairs->labels[i] > 0;
    fit->before = probability;
    for (size_t f = 0; f < mixture->n_features; f++)
        weigh_feature(fit, f);
    set_prior(fit);
    mixture->is_supervised = true;
    rc = fit_scales(fit, err);
    if (rc < 0)
        return rc;
    settle_prior(fit, probability, score);
    return CAIRN_OK;
}

/* Rows that compete: with labels, those of other pairs. */
static void count_rows(fitting *fit)
{
    const cn_mixture_pairs *pairs = fit->pairs;

    memset(fit->left, 0, pairs->n_left * sizeof(double));
    memset(fit->right, 0, pairs->n_right * sizeof(double));
    for (size_t i = 0; i < pairs->n; i++)
        if (!pairs->labels || pairs->labels[i] < 0)
            fit->left[pairs->left[i]] = fit->right[pairs->right[i]] = 1;
    for (size_t r = 0; r < pairs->n_left; r++)
        fit->n_left += fit->left[r];
    for (size_t r = 0; r < pairs->n_right; r++)
        fit->n_right += fit->right[r];
}

static bool has_both(const cn_mixture_pairs *pairs)
{
    bool has[2] = {false, false};

    for (size_t i = 0; pairs->labels && i < pairs->n; i++)
        if (pairs->labels[i] >= 0)
            has[pairs->labels[i] > 0] = true;
    return has[0] && has[1];
}

int cn_mixture_fit(cn_mixture *mixture, const cn_mixture_pairs *pairs, double *probability,
                   double *score, cairn_error *err)
{
    fitting fit = {.mixture = mixture, .pairs = pairs};
    cn_mixture_pairs unlabelled = *pairs;
    double *next = cn_alloc(pairs->n * sizeof(double));
    uint32_t n_levels = 1;
    int rc = CAIRN_OK;

    for (size_t f = 0; f < mixture->n_features; f++)
        n_levels =
            mixture->features[f].n_levels > n_levels ? mixture->features[f].n_levels : n_levels;
    fit.m = cn_alloc(n_levels * sizeof(double));
    fit.u = cn_alloc(n_levels * sizeof(double));
    fit.mass = cn_alloc(n_levels * sizeof(double));
    fit.width = cn_alloc(n_levels * sizeof(uint32_t));
    fit.left = cn_alloc(pairs->n_left * sizeof(double));
    fit.right = cn_alloc(pairs->n_right * sizeof(double));
    fit.rivals = cn_alloc(pairs->n * sizeof(double));
    if (!next || !fit.rivals || !fit.m || !fit.u || !fit.mass || !fit.width || !fit.left ||
        !fit.right) {
        rc = cn_fail_memory(err, (pairs->n + pairs->n_left + pairs->n_right) * sizeof(double));
        goto out;
    }
    if (!has_both(pairs)) {
        unlabelled.labels = NULL;
        fit.pairs = &unlabelled;
    }
    count_rows(&fit);
    average_groups(mixture, pairs->evidence > 0 ? pairs->evidence : 1);
    if (fit.pairs->labels)
        rc = fit_labels(&fit, probability, score, err);
    else
        run_rounds(&fit, probability, score, next);
out:
    cn_free(next);
    cn_free(fit.m);
    cn_free(fit.u);
    cn_free(fit.mass);
    cn_free(fit.width);
    cn_free(fit.left);
    cn_free(fit.right);
    cn_free(fit.rivals);
    cn_free(fit.groups);
    return rc;
}

int cn_mixture_judge(const cn_mixture_pairs *pairs, const double *score, double *probability,
                     cairn_error *err)
{
    fitting fit = {.pairs = pairs};
    int rc = CAIRN_OK;

    fit.left = cn_alloc(pairs->n_left * sizeof(double));
    fit.right = cn_alloc(pairs->n_right * sizeof(double));
    if (fit.left && fit.right)
        find_probabilities(&fit, score, probability);
    else
        rc = cn_fail_memory(err, (pairs->n_left + pairs->n_right) * sizeof(double));
    cn_free(fit.left);
    cn_free(fit.right);
    return rc;
}
