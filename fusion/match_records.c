/* Rows made ready for comparing; see match_records.h. */
#include "fusion/match_records.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/match_words.h"

static const size_t POOL_MAX = UINT32_MAX; /* words, terms */

void cn_match_records_done(cn_match_records *records)
{
    cn_free(records->cells);
    cn_free(records->records);
    cn_map_done(&records->ids);
    cn_buf_done(&records->spelling);
    cn_free(records->vocabulary);
    cn_free(records->words);
    cn_free(records->word_idf);
    cn_free(records->terms);
    memset(records, 0, sizeof(*records));
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static int add_words(cn_match_records *records, const uint32_t *words, size_t n,
                     cn_match_range *range, cairn_error *err)
{
    void *array = records->words;

    *range = (cn_match_range){(uint32_t)records->n_words, (uint32_t)n};
    if (!cn_grow(&array, &records->words_cap, records->n_words + n + 1, POOL_MAX, sizeof(uint32_t)))
        return cn_fail_memory(err, (records->n_words + n) * sizeof(uint32_t));
    records->words = array;
    memcpy(records->words + records->n_words, words, n * sizeof(uint32_t));
    records->n_words += n;
    return CAIRN_OK;
}

/* Sorts ids; each becomes one term, its weight how often it stood there. */
static int add_terms(cn_match_records *records, uint32_t *ids, size_t n, cn_match_range *range,
                     cairn_error *err)
{
    void *array = records->terms;

    *range = (cn_match_range){(uint32_t)records->n_terms, 0};
    if (!cn_grow(&array, &records->terms_cap, records->n_terms + n + 1, POOL_MAX,
                 sizeof(cn_match_term)))
        return cn_fail_memory(err, (records->n_terms + n) * sizeof(cn_match_term));
    records->terms = array;
    if (n > 1)
        qsort(ids, n, sizeof(*ids), compare_ids);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && ids[i] == ids[i - 1])
            records->terms[records->n_terms - 1].weight += 1;
        else
            records->terms[records->n_terms++] = (cn_match_term){ids[i], 1};
    }
    range->n = (uint32_t)(records->n_terms - range->first);
    return CAIRN_OK;
}

/* ---- Reading rows ---------------------------------------------------------------------- */

enum { ROW_IDS_MAX = 2048 }; /* words and codes of a row over all its cells */

typedef struct building {
    cn_match_records *records;
    cn_match_scan scan;
    uint32_t ids[ROW_IDS_MAX]; /* of the row */
    size_t n_ids;
    uint32_t codes[CN_MATCH_CODES_MAX];
    size_t n_codes;
    cn_map values[CN_MATCH_COLUMNS_MAX]; /* content of a cell -> the number of the value */
} building;

static void note_value(building *build, size_t column, cn_match_cell *cell)
{
    cn_match_column *of = &build->records->columns[column];
    uint64_t *slot;
    bool is_new;

    cell->value = UINT32_MAX;
    of->n_filled++;
    slot = cn_map_put(&build->values[column], build->scan.content, &is_new);
    if (!slot)
        return;
    if (is_new)
        *slot = of->n_values++;
    cell->value = (uint32_t)*slot;
}

/* Codes are not looked for in numbers: "1999.00" is none. */
static void gather_row(building *build, cn_match_kind kind)
{
    const cn_match_scan *scan = &build->scan;

    for (size_t i = 0; i < scan->n_words && build->n_ids < ROW_IDS_MAX; i++)
        build->ids[build->n_ids++] = scan->words[i];
    if (kind == CN_MATCH_YEAR || kind == CN_MATCH_NUMBER)
        return;
    for (size_t i = 0; i < scan->n_codes && build->n_codes < CN_MATCH_CODES_MAX; i++) {
        bool is_known = false;

        for (size_t c = 0; c < build->n_codes; c++)
            is_known = is_known || build->codes[c] == scan->codes[i];
        if (!is_known)
            build->codes[build->n_codes++] = scan->codes[i];
    }
}

static int read_cell(building *build, const cn_match_rows *rows, size_t row, size_t at,
                     size_t column, uint64_t *content, cairn_error *err)
{
    cn_match_records *records = build->records;
    const cn_match_column *of = &records->columns[column];
    cn_match_cell *cell = &records->cells[at * records->n_columns + column];
    const int side = at >= records->n_left;
    size_t len;
    const char *text;
    int rc;

    cell->value = UINT32_MAX;
    if (of->in[side] == SIZE_MAX)
        return CAIRN_OK;
    text = cn_match_cell_text(rows, row, of->in[side], &len);
    rc = cn_match_scan_cell(&build->scan, records, text, len, err);
    if (rc < 0 || build->scan.n_words == 0)
        return rc;
    cell->is_filled = true;
    *content = cn_hash_mix(*content, cn_hash_mix(build->scan.content, column));
    if (of->kind == CN_MATCH_NUMBER || of->kind == CN_MATCH_YEAR)
        cell->has_number = cn_match_cell_number(text, len, &cell->number);
    note_value(build, column, cell);
    gather_row(build, of->kind);
    rc = add_words(records, build->scan.words, build->scan.n_words, &cell->words, err);
    if (rc == CAIRN_OK)
        rc = add_terms(records, build->scan.words, build->scan.n_words, &cell->terms, err);
    if (rc == CAIRN_OK && (of->kind == CN_MATCH_TEXT || of->kind == CN_MATCH_LONG))
        rc = add_terms(records, build->scan.grams, build->scan.n_grams, &cell->grams, err);
    return rc;
}

static int read_row(building *build, const cn_match_rows *rows, size_t row, size_t at,
                    cairn_error *err)
{
    cn_match_records *records = build->records;
    cn_match_record *record = &records->records[at];
    int rc = CAIRN_OK;

    build->n_ids = build->n_codes = 0;
    record->content = 0;
    for (size_t c = 0; rc == CAIRN_OK && c < records->n_columns; c++)
        rc = read_cell(build, rows, row, at, c, &record->content, err);
    if (rc == CAIRN_OK)
        rc = add_words(records, build->codes, build->n_codes, &record->codes, err);
    for (size_t i = 0; i < build->n_codes && build->n_ids < ROW_IDS_MAX; i++)
        build->ids[build->n_ids++] = build->codes[i];
    if (rc == CAIRN_OK)
        rc = add_terms(records, build->ids, build->n_ids, &record->terms, err);
    return rc;
}

static int read_rows(building *build, const cn_match_rows *a, const cn_match_rows *b,
                     cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t r = 0; rc == CAIRN_OK && r < a->n_rows; r++)
        rc = read_row(build, a, r, r, err);
    for (size_t r = 0; b && rc == CAIRN_OK && r < b->n_rows; r++)
        rc = read_row(build, b, r, a->n_rows + r, err);
    return rc;
}

/* ---- Weights ------------------------------------------------------------------------------ */

static float idf_of(size_t n_documents, uint32_t n_with)
{
    return (float)log(1 + (double)n_documents / (double)(n_with > 0 ? n_with : 1));
}

/* counts: rows with each id. is_set: that a word stands there twice says no more. */
static void weigh_terms(cn_match_records *records, cn_match_range range, const uint32_t *counts,
                        size_t n_documents, bool is_set)
{
    cn_match_term *terms = records->terms + range.first;
    double sum = 0;

    for (uint32_t i = 0; i < range.n; i++) {
        const double often = is_set ? 1 : 1 + log((double)terms[i].weight);

        terms[i].weight = (float)(often * (double)idf_of(n_documents, counts[terms[i].id]));
        sum += (double)terms[i].weight * (double)terms[i].weight;
    }
    for (uint32_t i = 0; i < range.n && sum > 0; i++)
        terms[i].weight = (float)(terms[i].weight / sqrt(sum));
}

static void count_terms(const cn_match_records *records, cn_match_range range, uint32_t *counts)
{
    for (uint32_t i = 0; i < range.n; i++)
        counts[records->terms[range.first + i].id]++;
}

static void weigh_column(cn_match_records *records, size_t column, uint32_t *counts,
                         size_t n_counts, bool is_grams)
{
    const size_t n_documents = records->columns[column].n_filled;

    memset(counts, 0, n_counts * sizeof(*counts));
    for (size_t r = 0; r < records->n_rows; r++) {
        const cn_match_cell *cell = &records->cells[r * records->n_columns + column];

        count_terms(records, is_grams ? cell->grams : cell->terms, counts);
    }
    for (size_t r = 0; r < records->n_rows; r++) {
        const cn_match_cell *cell = &records->cells[r * records->n_columns + column];

        weigh_terms(records, is_grams ? cell->grams : cell->terms, counts, n_documents, false);
        for (uint32_t i = 0; !is_grams && i < cell->words.n; i++)
            records->word_idf[cell->words.first + i] =
                idf_of(n_documents, counts[records->words[cell->words.first + i]]);
    }
}

static void weigh_rows(cn_match_records *records, uint32_t *counts)
{
    memset(counts, 0, records->n_vocabulary * sizeof(*counts));
    for (size_t r = 0; r < records->n_rows; r++)
        count_terms(records, records->records[r].terms, counts);
    for (size_t i = 0; i < records->n_vocabulary; i++)
        records->vocabulary[i].n_rows = counts[i];
    for (size_t r = 0; r < records->n_rows; r++)
        weigh_terms(records, records->records[r].terms, counts, records->n_rows, true);
}

static int weigh_all(cn_match_records *records, cairn_error *err)
{
    const size_t n_grams = (size_t)1 << CN_MATCH_GRAM_BITS;
    const size_t n = records->n_vocabulary > n_grams ? records->n_vocabulary : n_grams;
    uint32_t *counts = cn_alloc(n * sizeof(*counts));

    records->word_idf = cn_alloc_zero(records->n_words + 1, sizeof(float));
    if (!counts || !records->word_idf) {
        cn_free(counts);
        return cn_fail_memory(err, n * sizeof(*counts));
    }
    for (size_t c = 0; c < records->n_columns; c++) {
        weigh_column(records, c, counts, records->n_vocabulary, false);
        weigh_column(records, c, counts, n_grams, true);
    }
    weigh_rows(records, counts);
    cn_free(counts);
    return CAIRN_OK;
}

int cn_match_records_build(cn_match_records *records, const cn_match_rows *a,
                           const cn_match_rows *b, cairn_error *err)
{
    building *build = cn_alloc_zero(1, sizeof(*build));
    int rc;

    memset(records, 0, sizeof(*records));
    cn_map_init(&records->ids);
    if (!build)
        return cn_fail_memory(err, sizeof(*build));
    build->records = records;
    cn_match_scan_init(&build->scan);
    for (size_t c = 0; c < CN_MATCH_COLUMNS_MAX; c++)
        cn_map_init(&build->values[c]);
    records->is_two = b != NULL;
    records->n_left = a->n_rows;
    records->n_rows = a->n_rows + (b ? b->n_rows : 0);
    rc = cn_match_columns_find(a, b, records->columns, &records->n_columns, err);
    if (rc < 0)
        goto out;
    records->cells =
        cn_alloc_zero(records->n_rows + 1, (records->n_columns + 1) * sizeof(*records->cells));
    records->records = cn_alloc_zero(records->n_rows + 1, sizeof(*records->records));
    if (!records->cells || !records->records) {
        rc = cn_fail_memory(err, records->n_rows * sizeof(*records->records));
        goto out;
    }
    rc = read_rows(build, a, b, err);
    if (rc == CAIRN_OK)
        rc = weigh_all(records, err);
out:
    for (size_t c = 0; c < CN_MATCH_COLUMNS_MAX; c++)
        cn_map_done(&build->values[c]);
    cn_match_scan_done(&build->scan);
    cn_free(build);
    return rc;
}

double cn_match_cosine(const cn_match_records *records, cn_match_range a, cn_match_range b)
{
    const cn_match_term *x = records->terms + a.first, *y = records->terms + b.first;
    const cn_match_term *x_end = x + a.n, *y_end = y + b.n;
    double sum = 0;

    while (x < x_end && y < y_end) {
        if (x->id < y->id) {
            x++;
        } else if (y->id < x->id) {
            y++;
        } else {
            sum += (double)x->weight * (double)y->weight;
            x++;
            y++;
        }
    }
    return sum;
}
