/* Weights become bytes, 1 / CN_NAME_SCALE each; the features that matter most are placed first, and
 * one whose bucket is full is left out. */
#include "tools/train/names_export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/recognizer_decode.h"

enum { L = CN_LABEL_COUNT, S = NAMES_STRIDE };

static int rounded(float weight, int limit)
{
    float scaled = weight * CN_NAME_SCALE;
    int whole = (int)(scaled + (scaled < 0 ? -0.5f : 0.5f));

    return whole > limit ? limit : whole < -limit ? -limit : whole;
}

typedef struct packed {
    cn_name_checks *checks;
    cn_name_row *rows;
    size_t n_buckets;
} packed;

static void place(packed *table, uint64_t hash, const float *weights)
{
    size_t bucket = cn_name_bucket(hash, (uint32_t)table->n_buckets);
    uint16_t *checks = table->checks[bucket].of;

    for (size_t r = 0; r < CN_NAME_ROWS_IN_BUCKET; r++) {
        if (checks[r] == cn_name_check(hash))
            return; /* taken for the one before it: leave that alone */
        if (checks[r] != 0)
            continue;
        checks[r] = cn_name_check(hash);
        for (size_t l = 0; l < L; l++)
            table->rows[bucket * CN_NAME_ROWS_IN_BUCKET + r][l] = (int8_t)rounded(weights[l], 127);
        return;
    }
}

static int packed_make(packed *table, size_t n_buckets, cairn_error *err)
{
    *table =
        (packed){.checks = cn_alloc_zero(n_buckets, sizeof(*table->checks)),
                 .rows = cn_alloc_zero(n_buckets * CN_NAME_ROWS_IN_BUCKET, sizeof(*table->rows)),
                 .n_buckets = n_buckets};
    return table->checks && table->rows ? CAIRN_OK
                                        : cn_fail_memory(err, n_buckets * sizeof(*table->rows));
}

static void packed_done(packed *table)
{
    cn_free(table->checks);
    cn_free(table->rows);
}

static int pack_rows(const names_crf *crf, const cn_map *index, packed *table, cairn_error *err)
{
    uint64_t *hashes = cn_alloc_zero((size_t)crf->n_features + 1, sizeof(*hashes));
    uint32_t *order = NULL;
    size_t n = 0;
    int rc = hashes ? names_crf_order(crf, &order, &n, err)
                    : cn_fail_memory(err, crf->n_features * sizeof(*hashes));

    if (rc == CAIRN_OK) {
        uint64_t key, value;

        for (size_t i = 0; cn_map_next(index, &i, &key, &value);)
            if (value < crf->n_features)
                hashes[value] = key;
        for (size_t i = 0; i < n; i++)
            place(table, hashes[order[i]], crf->weights + (size_t)order[i] * S);
    }
    cn_free(hashes);
    cn_free(order);
    return rc;
}

static void pack_moves(const float *moves, const float *more, cn_name_moves out)
{
    for (int from = 0; from <= L; from++)
        for (int to = 0; to < CN_LABEL_LANES; to++) {
            size_t k = (size_t)from * S + (size_t)to;

            out[from][to] = CN_SCORE_NEVER;
            if (to < L && cn_name_move_allowed(from, to))
                out[from][to] = (int16_t)rounded(moves[k] + (more ? more[k] : 0), CN_MOVE_MAX);
        }
}

int names_export(const names_model *model, const cn_name_sure *sure, size_t n_sure,
                 const char *language, const char *path, cairn_error *err)
{
    const cn_name_tables *tables = &model->tables;
    const size_t words_len =
        tables->n_word_buckets * CN_NAME_WORDS_IN_BUCKET * sizeof(cn_name_word);
    const size_t phrases_len =
        tables->n_phrase_buckets * CN_NAME_PHRASES_IN_BUCKET * sizeof(cn_name_phrase);
    const size_t row_len = CN_NAME_ROWS_IN_BUCKET * sizeof(cn_name_row);
    cn_name_moves base_moves, echo_moves;
    packed base = {.rows = NULL}, echo = {.rows = NULL};
    int rc = packed_make(&base, NAMES_BASE_BUCKETS, err);

    if (rc == CAIRN_OK)
        rc = packed_make(&echo, NAMES_ECHO_BUCKETS, err);
    if (rc == CAIRN_OK)
        rc = pack_rows(&model->base, &model->index, &base, err);
    if (rc == CAIRN_OK)
        rc = pack_rows(&model->document, &model->document_index, &echo, err);
    if (rc == CAIRN_OK) {
        const cn_weights_part parts[] = {
            {"base.checks", base.checks, base.n_buckets * sizeof(cn_name_checks)},
            {"base.rows", base.rows, base.n_buckets * row_len},
            {"base.moves", base_moves, sizeof(base_moves)},
            {"echo.checks", echo.checks, echo.n_buckets * sizeof(cn_name_checks)},
            {"echo.rows", echo.rows, echo.n_buckets * row_len},
            {"echo.moves", echo_moves, sizeof(echo_moves)},
            {"words", tables->words, words_len},
            {"phrases", tables->phrases, phrases_len},
            {"sure", sure, n_sure * sizeof(*sure)}};

        pack_moves(model->base.moves, NULL, base_moves);
        pack_moves(model->base.moves, model->document.moves, echo_moves);
        rc =
            cn_weights_write(path, "names", language, parts, sizeof(parts) / sizeof(parts[0]), err);
    }
    packed_done(&base);
    packed_done(&echo);
    return rc;
}

/* ---- How sure ---------------------------------------------------------------------------- */

static int by_margin(const void *a, const void *b)
{
    const names_judged *x = a, *y = b;

    if (x->margin != y->margin)
        return x->margin < y->margin ? -1 : 1;
    return x->is_right - y->is_right;
}

typedef struct group {
    float margin; /* the least of them */
    size_t n, right;
} group;

size_t names_calibrate(names_judged *judged, size_t n, cn_name_sure sure[NAMES_SURE_MAX])
{
    enum { GROUPS = 24 };
    group groups[GROUPS];
    size_t n_groups = 0;

    qsort(judged, n, sizeof(*judged), by_margin);
    for (size_t g = 0; g < GROUPS; g++) {
        size_t first = n * g / GROUPS, end = n * (g + 1) / GROUPS;
        group made = {.margin = first < n ? judged[first].margin : 0, .n = end - first};

        for (size_t i = first; i < end; i++)
            made.right += judged[i].is_right;
        if (made.n == 0)
            continue;
        groups[n_groups++] = made;
        /* Pool adjacent violators. */
        while (n_groups > 1 && groups[n_groups - 1].right * groups[n_groups - 2].n <=
                                   groups[n_groups - 2].right * groups[n_groups - 1].n) {
            groups[n_groups - 2].n += groups[n_groups - 1].n;
            groups[n_groups - 2].right += groups[n_groups - 1].right;
            n_groups--;
        }
    }
    for (size_t g = 0; g < n_groups; g++)
        sure[g] = (cn_name_sure){
            .margin = g == 0 ? 0 : (uint16_t)(groups[g].margin * CN_NAME_SCALE),
            .per_mille = (uint16_t)(1000 * (groups[g].right + 1) / (groups[g].n + 2))};
    return n_groups;
}
