/* From tables to matches; see match.h. */
#include "fusion/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fusion/match_clusters.h"

static const double THRESHOLD = 0.5;
static const double SEVERAL_MIN = 0.2; /* share of rows with several matches */
static const size_t TRIANGLES_MAX = (size_t)8 << 20;
static const double CLOSED_MIN = 0.75; /* share of triangles with two matches that have three */
static const double EVIDENCE = 0.85;   /* of two tables; within one, rows repeat each other more */
static const double SURE = 40.0;       /* log odds of a pair that a label or equality decides */

void cn_match_done(cn_match *match)
{
    cn_match_records_done(&match->records);
    cn_match_pairs_done(&match->pairs);
    cn_mixture_done(&match->mixture);
    cn_free(match->levels);
    cn_free(match->probability);
    cn_free(match->score);
    cn_free(match->is_kept);
    cn_free(match->clusters);
    cn_free(match->triangles);
    memset(match, 0, sizeof(*match));
}

/* ---- Equal rows of one table -------------------------------------------------------------- */

/* same_as[row]: the first row with the same content. Only for one table. */
typedef struct equals {
    uint32_t *same_as;
    uint32_t *sizes; /* of each first row, how many it stands for */
    uint8_t *is_left_out;
} equals;

static int find_equals(const cn_match_records *records, equals *same, cairn_error *err)
{
    cn_map first;
    int rc = CAIRN_OK;

    same->same_as = cn_alloc((records->n_rows + 1) * sizeof(uint32_t));
    same->sizes = cn_alloc_zero(records->n_rows + 1, sizeof(uint32_t));
    same->is_left_out = cn_alloc_zero(records->n_rows + 1, 1);
    if (!same->same_as || !same->sizes || !same->is_left_out)
        return cn_fail_memory(err, records->n_rows * sizeof(uint32_t));
    cn_map_init(&first);
    for (size_t r = 0; r < records->n_rows; r++) {
        bool is_new = true;
        uint64_t *slot = NULL;

        same->same_as[r] = (uint32_t)r;
        same->sizes[r] = 1;
        /* A row without words is like no other. */
        if (records->is_two || records->records[r].content == 0)
            continue;
        slot = cn_map_put(&first, records->records[r].content, &is_new);
        if (!slot) {
            rc = cn_fail_memory(err, sizeof(*slot));
            break;
        }
        if (is_new) {
            *slot = r;
            continue;
        }
        same->same_as[r] = (uint32_t)*slot;
        same->sizes[*slot]++;
        same->is_left_out[r] = 1;
    }
    cn_map_done(&first);
    return rc;
}

static void free_equals(equals *same)
{
    cn_free(same->same_as);
    cn_free(same->sizes);
    cn_free(same->is_left_out);
}

/* ---- Comparing ------------------------------------------------------------------------------ */

static int compare_pairs(cn_match *match, cairn_error *err)
{
    const size_t n = match->pairs.n;
    size_t size;

    match->probability = cn_alloc((n + 1) * sizeof(double));
    match->score = cn_alloc_zero(n + 1, sizeof(double));
    match->is_kept = cn_alloc_zero(n + 1, 1);
    match->clusters = cn_alloc((match->records.n_rows + 1) * sizeof(uint32_t));
    if (!cn_mul_size(n + 1, match->features.n * sizeof(uint16_t), &size))
        return cn_fail_memory(err, SIZE_MAX);
    match->levels = cn_alloc(size);
    if (!match->probability || !match->score || !match->is_kept || !match->clusters ||
        !match->levels)
        return cn_fail_memory(err, size);
    for (size_t i = 0; i < n; i++)
        cn_match_features_compare(&match->records, &match->features, match->pairs.left[i],
                                  match->pairs.right[i], match->levels + i, n);
    return CAIRN_OK;
}

double cn_match_score(const cn_match *match, size_t left, size_t right, uint16_t *levels)
{
    double score = match->mixture.prior;

    cn_match_features_compare(&match->records, &match->features, left, right, levels, 1);
    for (size_t f = 0; f < match->features.n; f++)
        score += cn_mixture_weight(&match->mixture, f, levels[f]);
    return score;
}

/* ---- Where EM starts --------------------------------------------------------------------------
 */

/* Two tables, or few duplicates: pairs that are each other's best. probability: in, likeness; out,
 * 0 or 1. */
static int start_with_best(cn_match *match, cairn_error *err)
{
    const cn_match_pairs *pairs = &match->pairs;
    double *best = cn_alloc_zero(match->records.n_rows + 1, sizeof(double));

    if (!best)
        return cn_fail_memory(err, match->records.n_rows * sizeof(double));
    for (size_t i = 0; i < pairs->n; i++) {
        const double likeness = match->probability[i];

        best[pairs->left[i]] = fmax(best[pairs->left[i]], likeness);
        best[pairs->right[i]] = fmax(best[pairs->right[i]], likeness);
    }
    for (size_t i = 0; i < pairs->n; i++)
        match->probability[i] = match->probability[i] >= best[pairs->left[i]] &&
                                match->probability[i] >= best[pairs->right[i]];
    cn_free(best);
    return CAIRN_OK;
}

/* One table with many: two means of the likeness. */
static void start_with_means(cn_match *match)
{
    const size_t n = match->pairs.n;
    double low = 1, high = 0;

    for (size_t i = 0; i < n; i++) {
        low = fmin(low, match->probability[i]);
        high = fmax(high, match->probability[i]);
    }
    for (int round = 0; round < 50; round++) {
        const double middle = (low + high) / 2;
        double sums[2] = {0, 0}, counts[2] = {0, 0};

        for (size_t i = 0; i < n; i++) {
            sums[match->probability[i] >= middle] += match->probability[i];
            counts[match->probability[i] >= middle] += 1;
        }
        low = counts[0] > 0 ? sums[0] / counts[0] : low;
        high = counts[1] > 0 ? sums[1] / counts[1] : high;
    }
    for (size_t i = 0; i < n; i++)
        match->probability[i] = match->probability[i] >= (low + high) / 2;
}

/* ---- Labels
 * -------------------------------------------------------------------------------------- */

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

typedef struct labelled {
    uint64_t *keys;  /* left << 33 | right << 1 | is_match, sorted */
    uint8_t *is_row; /* the row stands in a label */
    size_t n;
    bool has_negatives;
} labelled;

static int read_labels(const cn_match *match, const cn_match_label *labels, size_t n,
                       labelled *known, cairn_error *err)
{
    const size_t n_left = match->records.n_left, n_rows = match->records.n_rows;

    known->keys = cn_alloc((n + 1) * sizeof(uint64_t));
    known->is_row = cn_alloc_zero(n_rows + 1, 1);
    if (!known->keys || !known->is_row)
        return cn_fail_memory(err, n * sizeof(uint64_t));
    for (size_t i = 0; i < n; i++) {
        size_t a = labels[i].left, b = labels[i].right + (match->records.is_two ? n_left : 0);

        if (a >= n_left || b >= n_rows || a == b)
            return cn_fail(err, CAIRN_EINVAL, (int64_t)i, "label %zu names a row that is not there",
                           i + 1);
        if (a > b) {
            const size_t swap = a;

            a = b;
            b = swap;
        }
        known->keys[known->n++] = (uint64_t)a << 33 | (uint64_t)b << 1 | labels[i].is_match;
        known->is_row[a] = known->is_row[b] = 1;
        known->has_negatives = known->has_negatives || !labels[i].is_match;
    }
    qsort(known->keys, known->n, sizeof(uint64_t), compare_keys);
    return CAIRN_OK;
}

static int8_t label_of(const cn_match *match, const labelled *known, size_t left, size_t right)
{
    const uint64_t key = (uint64_t)left << 33 | (uint64_t)right << 1 | 1;
    const uint64_t none = key - 1;

    if (bsearch(&key, known->keys, known->n, sizeof(key), compare_keys))
        return 1;
    if (bsearch(&none, known->keys, known->n, sizeof(none), compare_keys))
        return 0;
    if (known->has_negatives)
        return -1;
    if (match->records.is_two ? known->is_row[left] || known->is_row[right]
                              : known->is_row[left] && known->is_row[right])
        return 0;
    return -1;
}

/* *out: a label for each candidate; NULL without labels. Caller frees with cn_free. */
static int label_pairs(const cn_match *match, const cn_match_label *labels, size_t n_labels,
                       int8_t **out, cairn_error *err)
{
    labelled known = {0};
    int rc;

    *out = NULL;
    if (n_labels == 0)
        return CAIRN_OK;
    rc = read_labels(match, labels, n_labels, &known, err);
    if (rc == CAIRN_OK) {
        *out = cn_alloc(match->pairs.n + 1);
        rc = *out ? CAIRN_OK : cn_fail_memory(err, match->pairs.n);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < match->pairs.n; i++)
        (*out)[i] = label_of(match, &known, match->pairs.left[i], match->pairs.right[i]);
    cn_free(known.keys);
    cn_free(known.is_row);
    return rc;
}

/* ---- Triangles
 * ------------------------------------------------------------------------------------- */

static size_t find_pair(const cn_match_pairs *pairs, size_t first, size_t end, uint32_t right)
{
    while (first < end) {
        const size_t middle = first + (end - first) / 2;

        if (pairs->right[middle] < right)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

/* One table: rows a < b < c of which all three pairs are candidates. */
static int find_triangles(cn_match *match, cairn_error *err)
{
    const cn_match_pairs *pairs = &match->pairs;
    const size_t n_rows = match->records.n_rows;
    size_t *starts = cn_alloc((n_rows + 2) * sizeof(*starts)), cap = 0;
    int rc = CAIRN_OK;

    if (!starts)
        return cn_fail_memory(err, n_rows * sizeof(*starts));
    for (size_t r = 0, at = 0; r <= n_rows; r++) {
        while (at < pairs->n && pairs->left[at] < r)
            at++;
        starts[r] = at;
    }
    for (size_t x = 0; rc == CAIRN_OK && x < pairs->n; x++) {
        const size_t b = pairs->right[x], a_end = starts[pairs->left[x] + 1];

        for (size_t y = x + 1; rc == CAIRN_OK && y < a_end; y++) {
            const uint32_t c = pairs->right[y];
            const size_t z = find_pair(pairs, starts[b], starts[b + 1], c);
            void *array = match->triangles;

            if (z == starts[b + 1] || pairs->right[z] != c || match->n_triangles == TRIANGLES_MAX)
                continue;
            if (!cn_grow(&array, &cap, match->n_triangles + 1, TRIANGLES_MAX,
                         sizeof(*match->triangles))) {
                rc = cn_fail_memory(err, match->n_triangles * sizeof(*match->triangles));
                break;
            }
            match->triangles = array;
            match->triangles[match->n_triangles][0] = (uint32_t)x;
            match->triangles[match->n_triangles][1] = (uint32_t)y;
            match->triangles[match->n_triangles++][2] = (uint32_t)z;
        }
    }
    cn_free(starts);
    return rc;
}

/* ---- Weighing and deciding
 * -------------------------------------------------------------------------- */

static cn_mixture_pairs pairs_to_weigh(const cn_match *match, const int8_t *labels)
{
    return (cn_mixture_pairs){.n = match->pairs.n,
                              .left = match->pairs.left,
                              .right = match->pairs.right,
                              .n_left = match->records.n_rows,
                              .n_right = match->records.n_rows,
                              .left_has_one = match->has_one[0],
                              .right_has_one = match->has_one[1],
                              .evidence = match->records.is_two ? EVIDENCE : 1,
                              .triangles = (const uint32_t(*)[3])match->triangles,
                              .n_triangles = match->is_tight ? match->n_triangles : 0,
                              .levels = match->levels,
                              .labels = labels};
}

static void obey(cn_match *match, const int8_t *labels)
{
    for (size_t i = 0; labels && i < match->pairs.n; i++) {
        if (labels[i] < 0)
            continue;
        match->probability[i] = labels[i];
        match->score[i] = labels[i] ? SURE : -SURE;
    }
}

static int weigh(cn_match *match, const int8_t *labels, cairn_error *err)
{
    const cn_mixture_pairs pairs = pairs_to_weigh(match, labels);
    int rc = CAIRN_OK;

    for (size_t i = 0; i < match->pairs.n; i++)
        match->probability[i] =
            cn_match_cosine(&match->records, match->records.records[match->pairs.left[i]].terms,
                            match->records.records[match->pairs.right[i]].terms);
    if (match->records.is_two || match->is_tight)
        rc = start_with_best(match, err);
    else
        start_with_means(match);
    if (rc == CAIRN_OK)
        rc = cn_mixture_fit(&match->mixture, &pairs, match->probability, match->score, err);
    if (rc == CAIRN_OK)
        obey(match, labels);
    return rc;
}

/* Each row of one side goes to its best row on the other. How many rows are gone to by several
 * tells whether the first side holds a thing twice. score > 0 only. */
static int share_of_stars(const cn_match *match, bool to_left, double *share, cairn_error *err)
{
    const cn_match_pairs *pairs = &match->pairs;
    const uint32_t *from = to_left ? pairs->right : pairs->left;
    const uint32_t *to = to_left ? pairs->left : pairs->right;
    const size_t n = match->records.n_rows;
    double *best = cn_alloc_zero(n + 1, sizeof(*best));
    uint32_t *goes_to = cn_alloc_zero(n + 1, sizeof(*goes_to));
    uint32_t *counts = cn_alloc_zero(n + 1, sizeof(*counts));
    double n_any = 0, n_several = 0;
    int rc = CAIRN_OK;

    *share = 0;
    if (!best || !goes_to || !counts) {
        rc = cn_fail_memory(err, n * sizeof(*best));
        goto out;
    }
    for (size_t i = 0; i < pairs->n; i++) {
        if (match->score[i] <= best[from[i]])
            continue;
        best[from[i]] = match->score[i];
        goes_to[from[i]] = to[i];
    }
    for (size_t r = 0; r < n; r++)
        if (best[r] > 0)
            counts[goes_to[r]]++;
    for (size_t r = 0; r < n; r++) {
        n_any += counts[r] > 0;
        n_several += counts[r] > 1;
    }
    *share = n_any > 0 ? n_several / n_any : 0;
out:
    cn_free(best);
    cn_free(goes_to);
    cn_free(counts);
    return rc;
}

/* Of the triangles with two matches, the share that has three. */
static double share_of_closed(const cn_match *match)
{
    double n_open = 0, n_closed = 0;

    for (size_t t = 0; t < match->n_triangles; t++) {
        int n = 0;

        for (size_t side = 0; side < 3; side++)
            n += match->score[match->triangles[t][side]] > 0;
        n_open += n == 2;
        n_closed += n == 3;
    }
    return n_open + n_closed > 0 ? n_closed / (n_open + n_closed) : 1;
}

/* One table: where matches of a row are often none of each other, what was found is likeness and
 * not sameness: then such candidates compete, and the weights are found anew. */
static int tighten(cn_match *match, const int8_t *labels, cairn_error *err)
{
    if (match->mixture.is_supervised || share_of_closed(match) >= CLOSED_MIN)
        return CAIRN_OK;
    match->is_tight = true;
    return weigh(match, labels, err);
}

/* Where one table holds things several times, rows of the other may have several matches. The
 * weights stay: found without the competition, they would take what is related for the same. */
static int relax(cn_match *match, const int8_t *labels, cairn_error *err)
{
    cn_mixture_pairs pairs;
    double left, right;
    int rc = share_of_stars(match, true, &left, err);

    if (rc == CAIRN_OK)
        rc = share_of_stars(match, false, &right, err);
    if (rc < 0 || (left < SEVERAL_MIN && right < SEVERAL_MIN))
        return rc;
    match->has_one[0] = left < SEVERAL_MIN;
    match->has_one[1] = right < SEVERAL_MIN;
    pairs = pairs_to_weigh(match, labels);
    rc = cn_mixture_judge(&pairs, match->score, match->probability, err);
    if (rc == CAIRN_OK)
        obey(match, labels);
    return rc;
}

static int decide(cn_match *match, const equals *same, cairn_error *err)
{
    const size_t n_rows = match->records.n_rows;
    int rc;

    if (match->records.is_two) {
        rc = cn_match_assign(&match->pairs, match->score, match->probability, match->threshold,
                             n_rows, match->has_one[0], match->has_one[1], match->is_kept, err);
        if (rc == CAIRN_OK)
            cn_match_components(&match->pairs, match->is_kept, n_rows, match->clusters);
        return rc;
    }
    rc = cn_match_cluster(&match->pairs, match->score, same->sizes, n_rows, match->clusters, err);
    for (size_t r = 0; rc == CAIRN_OK && r < n_rows; r++)
        if (same->same_as[r] != r)
            match->clusters[r] = match->clusters[same->same_as[r]];
    for (size_t i = 0; rc == CAIRN_OK && i < match->pairs.n; i++)
        match->is_kept[i] =
            match->clusters[match->pairs.left[i]] == match->clusters[match->pairs.right[i]];
    return rc;
}

int cn_match_run(cn_match *match, const cn_match_rows *a, const cn_match_rows *b,
                 const cn_match_label *labels, size_t n_labels, cairn_error *err)
{
    equals same = {0};
    int8_t *pair_labels = NULL;
    int rc;

    memset(match, 0, sizeof(*match));
    match->threshold = THRESHOLD;
    match->has_one[0] = match->has_one[1] = b != NULL;
    if (a->n_rows + (b ? b->n_rows : 0) > CN_MATCH_ROWS_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "more than %zu rows", CN_MATCH_ROWS_MAX);
    rc = cn_mixture_init(&match->mixture, err);
    if (rc == CAIRN_OK)
        rc = cn_match_records_build(&match->records, a, b, err);
    if (rc == CAIRN_OK)
        rc = find_equals(&match->records, &same, err);
    if (rc == CAIRN_OK)
        rc = cn_match_features_choose(&match->records, &match->features, &match->mixture, err);
    if (rc == CAIRN_OK)
        rc = cn_match_blocks_find(&match->records, a, b, same.is_left_out, &match->pairs, err);
    if (rc == CAIRN_OK)
        rc = compare_pairs(match, err);
    if (rc == CAIRN_OK)
        rc = b ? CAIRN_OK : find_triangles(match, err);
    if (rc == CAIRN_OK)
        rc = label_pairs(match, labels, n_labels, &pair_labels, err);
    if (rc == CAIRN_OK)
        rc = weigh(match, pair_labels, err);
    if (rc == CAIRN_OK)
        rc = b ? relax(match, pair_labels, err) : tighten(match, pair_labels, err);
    if (rc == CAIRN_OK)
        rc = decide(match, &same, err);
    free_equals(&same);
    cn_free(pair_labels);
    return rc;
}
