/* cairn_match_path(): two CSV files, or one, through fusion/match.h, and what came of it as
 * cursors.
 *
 * Ids are borrowed by nobody but this file: a row's id is the cell of its id column, else its
 * number. Pairs of one table come from its clusters, so that rows joined through others are pairs
 * as well; their probability is that of the two rows alone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/match_table.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/match.h"

enum {
    WHOLE_CLUSTER_MAX = 300, /* rows; beyond it pairs with the first row only */
    ID_MAX = 200,            /* bytes */
    REASONS_MAX = CN_MIXTURE_FEATURES_MAX
};
static const double SPEAKS_MIN = 0.05; /* log odds below which a feature is no reason */

struct cairn_matches {
    cn_match_table tables[2];
    size_t n_tables;
    cn_match match;
    bool with_rejected;
    char **ids;           /* of all rows */
    uint32_t *by_cluster; /* rows, those of a cluster together */
    size_t next_pair;     /* candidate */
    size_t first, i, j;   /* one table: the cluster at by_cluster[first], and the pair in it */
    size_t next_cluster;
    size_t next_feature;
    uint32_t next_level;
    cairn_match_reason reasons[REASONS_MAX];
    const char **cluster_ids;
    uint16_t levels[CN_MIXTURE_FEATURES_MAX];
};

/* ---- Ids ---------------------------------------------------------------------------------- */

/* "id", "Entity Id", "rec_id": ends with "id" that stands alone. */
static bool is_id_name(const char *name)
{
    const size_t len = strlen(name);

    if (len < 2 || (name[len - 2] | 0x20) != 'i' || (name[len - 1] | 0x20) != 'd')
        return false;
    return len == 2 || name[len - 3] == ' ' || name[len - 3] == '_' || name[len - 3] == '-' ||
           (name[len - 2] == 'I' && name[len - 3] >= 'a' && name[len - 3] <= 'z');
}

static int name_rows(cairn_matches *matches, size_t table, size_t first, cairn_error *err)
{
    cn_match_rows *rows = &matches->tables[table].rows;

    if (rows->n_columns > 1 && is_id_name(rows->columns[0]))
        rows->id_column = 0;
    for (size_t r = 0; r < rows->n_rows; r++) {
        char number[24];
        const char *text = number;
        size_t len;

        if (rows->id_column == 0)
            text = cn_match_cell_text(rows, r, 0, &len);
        if (rows->id_column != 0 || len == 0) {
            snprintf(number, sizeof(number), "%zu", r + 1);
            text = number;
            len = strlen(number);
        }
        len = len < ID_MAX ? len : ID_MAX;
        matches->ids[first + r] = cn_strndup(text, len);
        if (!matches->ids[first + r])
            return cn_fail_memory(err, len);
    }
    return CAIRN_OK;
}

static int read_tables(cairn_matches *matches, const char *const *paths, cairn_issue_fn issue,
                       void *user, cairn_error *err)
{
    size_t n = 0;
    int rc = CAIRN_OK;

    for (size_t t = 0; rc == CAIRN_OK && t < matches->n_tables; t++) {
        rc = cn_match_table_read(paths[t], true, &matches->tables[t], issue, user, err);
        if (rc == CAIRN_OK && matches->tables[t].rows.n_rows == 0)
            rc =
                cn_fail(err, CAIRN_EPARSE, 0, "%.150s: there is no row below the header", paths[t]);
        n += matches->tables[t].rows.n_rows;
    }
    if (rc < 0)
        return rc;
    matches->ids = cn_alloc_zero(n + 1, sizeof(char *));
    matches->by_cluster = cn_alloc((n + 1) * sizeof(uint32_t));
    matches->cluster_ids = cn_alloc((n + 1) * sizeof(char *));
    if (!matches->ids || !matches->by_cluster || !matches->cluster_ids)
        return cn_fail_memory(err, n * sizeof(char *));
    rc = name_rows(matches, 0, 0, err);
    if (rc == CAIRN_OK && matches->n_tables == 2)
        rc = name_rows(matches, 1, matches->tables[0].rows.n_rows, err);
    return rc;
}

/* ---- Labels --------------------------------------------------------------------------------- */

typedef struct label_reading {
    cn_map rows[2]; /* hash of an id -> row + 1 */
    cn_match_label *labels;
    size_t n;
} label_reading;

static int map_ids(const cairn_matches *matches, label_reading *read, cairn_error *err)
{
    size_t at = 0;

    for (size_t t = 0; t < matches->n_tables; t++) {
        for (size_t r = 0; r < matches->tables[t].rows.n_rows; r++, at++) {
            bool is_new;
            uint64_t *slot = cn_map_put(
                &read->rows[t], cn_hash(matches->ids[at], strlen(matches->ids[at])), &is_new);

            if (!slot)
                return cn_fail_memory(err, sizeof(*slot));
            if (is_new)
                *slot = r + 1;
        }
    }
    return CAIRN_OK;
}

static uint64_t find_id(const cn_map *rows, const cn_match_rows *table, size_t row, size_t column)
{
    size_t len;
    const char *text = cn_match_cell_text(table, row, column, &len);
    const uint64_t *slot = cn_map_get(rows, cn_hash(text, len < ID_MAX ? len : ID_MAX));

    return slot ? *slot : 0;
}

/* The first row may be a header: then it names no rows. */
static int take_labels(const cairn_matches *matches, const cn_match_rows *table,
                       label_reading *read, const char *path, cairn_error *err)
{
    const cn_map *right = &read->rows[matches->n_tables - 1];

    for (size_t r = 0; r < table->n_rows; r++) {
        const uint64_t a = find_id(&read->rows[0], table, r, 0);
        const uint64_t b = find_id(right, table, r, 1);
        cn_match_label *label = &read->labels[read->n];
        const char *text;
        size_t len;

        if (a == 0 || b == 0) {
            if (r == 0)
                continue;
            text = cn_match_cell_text(table, r, a == 0 ? 0 : 1, &len);
            return cn_fail(err, CAIRN_EINVAL, (int64_t)r + 1,
                           "%.120s: row %zu names \"%.*s\", which is no row's id", path, r + 1,
                           (int)cn_utf8_floor(text, len < 40 ? len : 40), text);
        }
        *label = (cn_match_label){(uint32_t)a - 1, (uint32_t)b - 1, true};
        if (table->n_columns > 2) {
            text = cn_match_cell_text(table, r, 2, &len);
            label->is_match = len == 0 || text[0] != '0';
        }
        read->n++;
    }
    return CAIRN_OK;
}

static int read_labels(const cairn_matches *matches, const char *path, label_reading *read,
                       cairn_error *err)
{
    cn_match_table table;
    int rc;

    cn_map_init(&read->rows[0]);
    cn_map_init(&read->rows[1]);
    if (!path)
        return CAIRN_OK;
    rc = cn_match_table_read(path, false, &table, NULL, NULL, err);
    if (rc == CAIRN_OK && table.n_columns < 2)
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%.150s: a label is two ids, its rows have one cell",
                     path);
    if (rc == CAIRN_OK) {
        read->labels = cn_alloc((table.rows.n_rows + 1) * sizeof(*read->labels));
        rc = read->labels ? map_ids(matches, read, err)
                          : cn_fail_memory(err, table.rows.n_rows * sizeof(*read->labels));
    }
    if (rc == CAIRN_OK)
        rc = take_labels(matches, &table.rows, read, path, err);
    cn_match_table_done(&table);
    return rc;
}

static void free_labels(label_reading *read)
{
    cn_map_done(&read->rows[0]);
    cn_map_done(&read->rows[1]);
    cn_free(read->labels);
}

/* ---- Life -------------------------------------------------------------------------------------
 */

void cairn_matches_free(cairn_matches *matches)
{
    if (!matches)
        return;
    for (size_t r = 0; matches->ids && r < matches->match.records.n_rows; r++)
        cn_free(matches->ids[r]);
    cn_free(matches->ids);
    cn_free(matches->by_cluster);
    cn_free(matches->cluster_ids);
    cn_match_done(&matches->match);
    cn_match_table_done(&matches->tables[0]);
    cn_match_table_done(&matches->tables[1]);
    cn_free(matches);
}

/* Counting sort by cluster: rows stay in their order. */
static int order_clusters(cairn_matches *matches, cairn_error *err)
{
    const size_t n = matches->match.records.n_rows;
    const uint32_t *clusters = matches->match.clusters;
    uint32_t *starts = cn_alloc_zero(n + 1, sizeof(*starts));

    if (!starts)
        return cn_fail_memory(err, n * sizeof(*starts));
    for (size_t r = 0; r < n; r++)
        starts[clusters[r] + 1]++;
    for (size_t r = 0; r < n; r++)
        starts[r + 1] += starts[r];
    for (size_t r = 0; r < n; r++)
        matches->by_cluster[starts[clusters[r]]++] = (uint32_t)r;
    cn_free(starts);
    return CAIRN_OK;
}

int cairn_match_path(const char *a, const char *b, const cairn_match_options *options,
                     cairn_matches **out, cairn_issue_fn issue, void *user, cairn_error *err)
{
    const char *const paths[2] = {a, b};
    label_reading labels = {.n = 0};
    cairn_matches *matches;
    int rc;

    if (out)
        *out = NULL;
    if (!a || !out || (options && options->version != CAIRN_MATCH_OPTIONS_VERSION))
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "cairn_match_path() needs a file, a place for the "
                       "matches and options of version 1");
    matches = cn_alloc_zero(1, sizeof(*matches));
    if (!matches)
        return cn_fail_memory(err, sizeof(*matches));
    matches->n_tables = b ? 2 : 1;
    matches->with_rejected = options && options->with_rejected;
    rc = read_tables(matches, paths, issue, user, err);
    if (rc == CAIRN_OK)
        rc = read_labels(matches, options ? options->labels : NULL, &labels, err);
    if (rc == CAIRN_OK)
        rc = cn_match_run(&matches->match, &matches->tables[0].rows,
                          b ? &matches->tables[1].rows : NULL, labels.labels, labels.n, err);
    if (rc == CAIRN_OK)
        rc = order_clusters(matches, err);
    free_labels(&labels);
    if (rc < 0) {
        /* Ids are freed by the number of records, which a failure may have left at 0. */
        matches->match.records.n_rows =
            matches->tables[0].rows.n_rows + (b ? matches->tables[1].rows.n_rows : 0);
        cairn_matches_free(matches);
        return rc;
    }
    *out = matches;
    return CAIRN_OK;
}

/* ---- Pairs
 * ---------------------------------------------------------------------------------------- */

static int compare_reasons(const void *a, const void *b)
{
    const cairn_match_reason *x = a, *y = b;

    if (fabs(x->weight) != fabs(y->weight))
        return fabs(x->weight) > fabs(y->weight) ? -1 : 1;
    return strcmp(x->feature, y->feature);
}

static void fill_pair(cairn_matches *matches, size_t left, size_t right, double probability,
                      bool is_match, cairn_match_pair *pair)
{
    const cn_mixture *mixture = &matches->match.mixture;
    size_t n = 0;

    for (size_t f = 0; f < matches->match.features.n; f++) {
        const double weight = cn_mixture_weight(mixture, f, matches->levels[f]);

        if (fabs(weight) >= SPEAKS_MIN)
            matches->reasons[n++] = (cairn_match_reason){mixture->features[f].name, weight};
    }
    qsort(matches->reasons, n, sizeof(*matches->reasons), compare_reasons);
    *pair = (cairn_match_pair){matches->ids[left], matches->ids[right], probability,
                               is_match,           matches->reasons,    n};
}

/* Of two tables, or with the rejected: candidates. */
static int next_candidate(cairn_matches *matches, cairn_match_pair *pair)
{
    const cn_match *match = &matches->match;

    while (matches->next_pair < match->pairs.n) {
        const size_t i = matches->next_pair++;
        const bool is_match = match->is_kept[i] != 0;

        if ((!is_match && !matches->with_rejected) || (is_match && !match->records.is_two))
            continue;
        for (size_t f = 0; f < match->features.n; f++)
            matches->levels[f] = match->levels[f * match->pairs.n + i];
        fill_pair(matches, match->pairs.left[i], match->pairs.right[i], match->probability[i],
                  is_match, pair);
        return CAIRN_ROW;
    }
    return CAIRN_OK;
}

static size_t cluster_size(const cairn_matches *matches, size_t first)
{
    const cn_match *match = &matches->match;
    size_t n = 1;

    while (first + n < match->records.n_rows && match->clusters[matches->by_cluster[first + n]] ==
                                                    match->clusters[matches->by_cluster[first]])
        n++;
    return n;
}

/* Of one table: all pairs of each cluster. */
static int next_within(cairn_matches *matches, cairn_match_pair *pair)
{
    const cn_match *match = &matches->match;

    while (matches->first < match->records.n_rows) {
        const size_t n = cluster_size(matches, matches->first);
        size_t left, right;
        double score;

        if (++matches->j >= n) {
            matches->i = n <= WHOLE_CLUSTER_MAX ? matches->i + 1 : n;
            matches->j = matches->i + 1;
        }
        if (matches->j >= n) {
            matches->first += n;
            matches->i = matches->j = 0;
            continue;
        }
        left = matches->by_cluster[matches->first + matches->i];
        right = matches->by_cluster[matches->first + matches->j];
        score = cn_match_score(match, left, right, matches->levels);
        if (match->records.records[left].content == match->records.records[right].content)
            score = 40;
        fill_pair(matches, left, right, 1 / (1 + exp(-score)), true, pair);
        return CAIRN_ROW;
    }
    return CAIRN_OK;
}

int cairn_matches_next_pair(cairn_matches *matches, cairn_match_pair *pair)
{
    const int rc = next_candidate(matches, pair);

    return rc == CAIRN_ROW || matches->match.records.is_two ? rc : next_within(matches, pair);
}

/* ---- Clusters and weights
 * ----------------------------------------------------------------------------- */

int cairn_matches_next_cluster(cairn_matches *matches, cairn_match_cluster *cluster)
{
    const cn_match *match = &matches->match;

    while (matches->next_cluster < match->records.n_rows) {
        const size_t first = matches->next_cluster, n = cluster_size(matches, first);

        matches->next_cluster += n;
        if (n < 2)
            continue;
        *cluster = (cairn_match_cluster){matches->cluster_ids, n, 0};
        for (size_t i = 0; i < n; i++) {
            const uint32_t row = matches->by_cluster[first + i];

            matches->cluster_ids[i] = matches->ids[row];
            cluster->n_left += row < match->records.n_left;
        }
        return CAIRN_ROW;
    }
    return CAIRN_OK;
}

int cairn_matches_next_weight(cairn_matches *matches, cairn_match_weight *weight)
{
    const cn_mixture *mixture = &matches->match.mixture;
    const cn_mixture_feature *feature;

    if (matches->next_feature >= mixture->n_features)
        return CAIRN_OK;
    feature = &mixture->features[matches->next_feature];
    *weight = (cairn_match_weight){
        feature->name, feature->group, matches->next_level, feature->n_levels,
        cn_mixture_weight(mixture, matches->next_feature, (uint16_t)matches->next_level)};
    if (++matches->next_level >= feature->n_levels) {
        matches->next_level = 0;
        matches->next_feature++;
    }
    return CAIRN_ROW;
}

void cairn_matches_summary(const cairn_matches *matches, cairn_match_summary *summary)
{
    const cn_match *match = &matches->match;

    *summary = (cairn_match_summary){.left_rows = match->records.n_left,
                                     .right_rows = match->records.n_rows - match->records.n_left,
                                     .compared = match->pairs.n,
                                     .left_has_one = match->has_one[0],
                                     .right_has_one = match->has_one[1],
                                     .is_supervised = match->mixture.is_supervised,
                                     .prior = match->mixture.prior};
}
