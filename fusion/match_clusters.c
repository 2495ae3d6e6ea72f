/* Assignments and clusters from scored pairs; see match_clusters.h. */
#include "fusion/match_clusters.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { COMPONENT_MAX = 2000 };          /* rows; their square is in memory */
static const double SAY_FOR = 6.0;      /* log odds: no pair outvotes all others */
static const double SAY_AGAINST = 3.0;  /* less, since a slip in one row is against all its pairs */
static const double SAY_MISSING = -1.5; /* of pairs that were not even candidates */
static const double CUT_STEP = 1.0;     /* log odds by which a component is cut harder */
static const double CUT_MAX = 60.0;

/* ---- Two tables ------------------------------------------------------------------------ */

typedef struct ranked {
    double score;
    uint32_t pair;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

int cn_match_assign(const cn_match_pairs *pairs, const double *score, const double *probability,
                    double min_probability, size_t n_rows, bool left_has_one, bool right_has_one,
                    uint8_t *is_kept, cairn_error *err)
{
    ranked *order = cn_alloc((pairs->n + 1) * sizeof(*order));
    uint8_t *is_taken = cn_alloc_zero(n_rows + 1, 1);
    size_t n = 0;

    memset(is_kept, 0, pairs->n);
    if (!order || !is_taken) {
        cn_free(order);
        cn_free(is_taken);
        return cn_fail_memory(err, pairs->n * sizeof(*order));
    }
    for (size_t i = 0; i < pairs->n; i++)
        if (probability[i] >= min_probability)
            order[n++] = (ranked){score[i], (uint32_t)i};
    qsort(order, n, sizeof(*order), compare_ranked);
    for (size_t i = 0; i < n; i++) {
        const uint32_t left = pairs->left[order[i].pair], right = pairs->right[order[i].pair];

        if ((left_has_one && is_taken[left]) || (right_has_one && is_taken[right]))
            continue;
        is_kept[order[i].pair] = 1;
        is_taken[left] = is_taken[right] = 1;
    }
    cn_free(order);
    cn_free(is_taken);
    return CAIRN_OK;
}

/* ---- Components --------------------------------------------------------------------------- */

static uint32_t find_root(uint32_t *parents, uint32_t row)
{
    while (parents[row] != row) {
        parents[row] = parents[parents[row]];
        row = parents[row];
    }
    return row;
}

/* The smaller row is the root, so that the first row names the component. */
static void join(uint32_t *parents, uint32_t a, uint32_t b)
{
    a = find_root(parents, a);
    b = find_root(parents, b);
    if (a < b)
        parents[b] = a;
    else
        parents[a] = b;
}

void cn_match_components(const cn_match_pairs *pairs, const uint8_t *is_kept, size_t n_rows,
                         uint32_t *clusters)
{
    for (size_t r = 0; r < n_rows; r++)
        clusters[r] = (uint32_t)r;
    for (size_t i = 0; i < pairs->n; i++)
        if (is_kept[i])
            join(clusters, pairs->left[i], pairs->right[i]);
    for (size_t r = 0; r < n_rows; r++)
        clusters[r] = find_root(clusters, (uint32_t)r);
}

/* Components over pairs with a score above 0; those with more than COMPONENT_MAX rows are taken
 * apart again over higher scores only. counts: scratch. */
static void find_components(const cn_match_pairs *pairs, const double *score, size_t n_rows,
                            uint32_t *parents, uint32_t *counts, uint8_t *is_open)
{
    memset(is_open, 1, n_rows);
    for (size_t r = 0; r < n_rows; r++)
        parents[r] = (uint32_t)r;
    for (double cut = 0; cut < CUT_MAX; cut += CUT_STEP) {
        bool has_open = false;

        for (size_t r = 0; r < n_rows; r++)
            if (is_open[r])
                parents[r] = (uint32_t)r;
        for (size_t i = 0; i < pairs->n; i++)
            if (score[i] > cut && is_open[pairs->left[i]] && is_open[pairs->right[i]])
                join(parents, pairs->left[i], pairs->right[i]);
        memset(counts, 0, n_rows * sizeof(*counts));
        for (size_t r = 0; r < n_rows; r++)
            counts[find_root(parents, (uint32_t)r)]++;
        for (size_t r = 0; r < n_rows; r++) {
            is_open[r] = counts[find_root(parents, (uint32_t)r)] > COMPONENT_MAX;
            has_open = has_open || is_open[r];
        }
        if (!has_open)
            return;
    }
    /* Still too large at the highest score: as good as equal, left as they are joined. */
    for (size_t r = 0; r < n_rows; r++)
        if (is_open[r])
            counts[find_root(parents, (uint32_t)r)] = COMPONENT_MAX + 1;
}

/* ---- Average linkage within a component -------------------------------------------------------
 */

typedef struct linkage {
    size_t n;
    float *sums;     /* n x n: log odds summed over the pairs of two clusters */
    double *sizes;   /* rows in each cluster; 0: gone into another */
    uint32_t *best;  /* of each, the cluster it goes best with */
    double *link;    /* how well */
    uint32_t *owner; /* of each row, the cluster it went into */
} linkage;

static double link_of(const linkage *work, size_t a, size_t b)
{
    return (double)work->sums[a * work->n + b] / (work->sizes[a] * work->sizes[b]);
}

static void find_best(linkage *work, size_t a)
{
    work->link[a] = -CUT_MAX;
    work->best[a] = (uint32_t)a;
    for (size_t b = 0; b < work->n; b++) {
        double link;

        if (b == a || work->sizes[b] <= 0)
            continue;
        link = link_of(work, a, b);
        if (link > work->link[a]) {
            work->link[a] = link;
            work->best[a] = (uint32_t)b;
        }
    }
}

static void merge(linkage *work, size_t a, size_t b)
{
    for (size_t c = 0; c < work->n; c++) {
        work->sums[a * work->n + c] += work->sums[b * work->n + c];
        work->sums[c * work->n + a] = work->sums[a * work->n + c];
    }
    work->sizes[a] += work->sizes[b];
    work->sizes[b] = 0;
    for (size_t c = 0; c < work->n; c++)
        if (work->owner[c] == b)
            work->owner[c] = (uint32_t)a;
    find_best(work, a);
    for (size_t c = 0; c < work->n; c++) {
        double link;

        if (c == a || work->sizes[c] <= 0)
            continue;
        if (work->best[c] == a || work->best[c] == b) {
            find_best(work, c);
            continue;
        }
        link = link_of(work, c, a);
        if (link > work->link[c] || (link == work->link[c] && a < work->best[c])) {
            work->link[c] = link;
            work->best[c] = (uint32_t)a;
        }
    }
}

static void agglomerate(linkage *work)
{
    for (size_t a = 0; a < work->n; a++)
        find_best(work, a);
    for (;;) {
        size_t a = 0;

        for (size_t c = 1; c < work->n; c++)
            if (work->sizes[c] > 0 && (work->sizes[a] <= 0 || work->link[c] > work->link[a]))
                a = c;
        if (work->sizes[a] <= 0 || work->link[a] <= 0 || work->best[a] == a)
            return;
        if (work->best[a] < a)
            merge(work, work->best[a], a);
        else
            merge(work, a, work->best[a]);
    }
}

/* ---- All components
 * ------------------------------------------------------------------------------ */

typedef struct clustering {
    const cn_match_pairs *pairs;
    const double *score;
    const uint32_t *sizes;
    uint32_t *clusters;
    uint32_t *members; /* rows by component */
    uint32_t *place;   /* of each row in its component */
    size_t *by_left;   /* where each row's pairs begin: pairs are sorted by left */
} clustering;

static int link_component(clustering *work, const uint32_t *rows, size_t n, cairn_error *err)
{
    linkage link = {.n = n};
    int rc = CAIRN_OK;

    link.sums = cn_alloc(n * n * sizeof(*link.sums));
    link.sizes = cn_alloc(n * sizeof(*link.sizes));
    link.best = cn_alloc(n * sizeof(*link.best));
    link.link = cn_alloc(n * sizeof(*link.link));
    link.owner = cn_alloc(n * sizeof(*link.owner));
    if (!link.sums || !link.sizes || !link.best || !link.link || !link.owner) {
        rc = cn_fail_memory(err, n * n * sizeof(*link.sums));
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        link.sizes[i] = work->sizes[rows[i]];
        link.owner[i] = (uint32_t)i;
        for (size_t j = 0; j < n; j++)
            link.sums[i * n + j] =
                (float)(SAY_MISSING * work->sizes[rows[i]] * work->sizes[rows[j]]);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t p = work->by_left[rows[i]]; p < work->by_left[rows[i] + 1]; p++) {
            const uint32_t right = work->pairs->right[p];
            const uint32_t j = work->place[right];
            double say = work->score[p];

            if (j >= n || rows[j] != right)
                continue;
            say = say > SAY_FOR ? SAY_FOR : say < -SAY_AGAINST ? -SAY_AGAINST : say;
            link.sums[i * n + j] = (float)(say * link.sizes[i] * link.sizes[j]);
            link.sums[(size_t)j * n + i] = link.sums[i * n + j];
        }
    }
    agglomerate(&link);
    for (size_t i = 0; i < n; i++)
        work->clusters[rows[i]] = rows[link.owner[i]];
out:
    cn_free(link.sums);
    cn_free(link.sizes);
    cn_free(link.best);
    cn_free(link.link);
    cn_free(link.owner);
    return rc;
}

/* Rows by component, components by their first row. counts: rows of each component's root. */
static int link_components(clustering *work, uint32_t *parents, uint32_t *counts, size_t n_rows,
                           cairn_error *err)
{
    uint32_t *starts = work->by_left ? cn_alloc_zero(n_rows + 1, sizeof(*starts)) : NULL;
    uint32_t sum = 0;
    int rc = CAIRN_OK;

    if (!starts)
        return cn_fail_memory(err, n_rows * sizeof(*starts));
    memset(counts, 0, n_rows * sizeof(*counts));
    for (size_t r = 0; r < n_rows; r++)
        counts[find_root(parents, (uint32_t)r)]++;
    for (size_t r = 0; r < n_rows; r++) {
        starts[r] = sum;
        sum += counts[r];
    }
    for (size_t r = 0; r < n_rows; r++) {
        const uint32_t root = find_root(parents, (uint32_t)r);

        work->clusters[r] = root;
        work->members[starts[root]] = (uint32_t)r;
        starts[root]++;
    }
    for (size_t r = 0; rc == CAIRN_OK && r < n_rows; r++) {
        const uint32_t *rows = work->members + starts[r] - counts[r];

        for (uint32_t i = 0; i < counts[r]; i++)
            work->place[rows[i]] = i;
        if (counts[r] > 1 && counts[r] <= COMPONENT_MAX)
            rc = link_component(work, rows, counts[r], err);
    }
    cn_free(starts);
    return rc;
}

int cn_match_cluster(const cn_match_pairs *pairs, const double *score, const uint32_t *sizes,
                     size_t n_rows, uint32_t *clusters, cairn_error *err)
{
    clustering work = {.pairs = pairs, .score = score, .sizes = sizes, .clusters = clusters};
    uint32_t *parents = cn_alloc((n_rows + 1) * sizeof(*parents));
    uint32_t *counts = cn_alloc((n_rows + 1) * sizeof(*counts));
    uint8_t *is_open = cn_alloc(n_rows + 1);
    int rc;

    work.members = cn_alloc((n_rows + 1) * sizeof(*work.members));
    work.place = cn_alloc_zero(n_rows + 1, sizeof(*work.place));
    work.by_left = cn_alloc((n_rows + 2) * sizeof(*work.by_left));
    if (!parents || !counts || !is_open || !work.members || !work.place || !work.by_left) {
        rc = cn_fail_memory(err, n_rows * sizeof(*parents));
        goto out;
    }
    for (size_t r = 0, at = 0; r <= n_rows; r++) {
        while (at < pairs->n && pairs->left[at] < r)
            at++;
        work.by_left[r] = at;
    }
    find_components(pairs, score, n_rows, parents, counts, is_open);
    rc = link_components(&work, parents, counts, n_rows, err);
out:
    cn_free(parents);
    cn_free(counts);
    cn_free(is_open);
    cn_free(work.members);
    cn_free(work.place);
    cn_free(work.by_left);
    return rc;
}
