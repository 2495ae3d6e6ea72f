/* Candidates: pairs of rows worth comparing; see match_blocks.h. */
#include "fusion/match_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/topk.h"
#include "graph/names.h"

enum {
    NEAREST_ACROSS = 16, /* candidates of a row by words, in the other table */
    NEAREST_WITHIN = 16, /* in the same; more would tell related rows from unrelated ones */
    LOOKUPS = 8192,      /* rows looked up in lists of words, for one row */
    NEAREST_NAMES = 3,   /* by spelling */
    SAME_CELL = 12       /* rows behind a row with the same words in a cell */
};
static const double COSINE_MIN = 0.05;
static const size_t PAIRS_MAX = (size_t)4 << 20;     /* found by words */
static const size_t LOOKUPS_ALL = (size_t)600 << 20; /* over all rows: seconds */
static const size_t VECTORS_ALL = (size_t)64 << 20;  /* comparisons of vectors: seconds */

void cn_match_pairs_done(cn_match_pairs *pairs)
{
    cn_free(pairs->left);
    cn_free(pairs->right);
    memset(pairs, 0, sizeof(*pairs));
}

/* Inverted lists: the rows of one side by word, one after the other. */
typedef struct blocking {
    const cn_match_records *records;
    const uint8_t *is_left_out;
    uint32_t *starts; /* n_vocabulary + 1, in rows */
    uint32_t *rows;
    float *weights; /* beside rows */
    double *sums;   /* by row: the cosine so far; 0 but during a search */
    uint32_t *touched;
    size_t n_touched;
    cn_match_term *sorted; /* terms of the searching row, rare ones first */
    cn_topk top;
    size_t budget;
    uint64_t *keys; /* left << 32 | right of each candidate */
    size_t n_keys, keys_cap;
} blocking;

static bool takes_part(const blocking *work, size_t row)
{
    return !work->is_left_out || !work->is_left_out[row];
}

static int note_pair(blocking *work, size_t a, size_t b, cairn_error *err)
{
    void *keys = work->keys;

    /* Beyond the bound what was found first, by words, has to do. */
    if (a == b || work->n_keys >= 2 * PAIRS_MAX)
        return CAIRN_OK;
    if (!cn_grow(&keys, &work->keys_cap, work->n_keys + 1, SIZE_MAX / 16, sizeof(uint64_t)))
        return cn_fail_memory(err, work->n_keys * sizeof(uint64_t));
    work->keys = keys;
    work->keys[work->n_keys++] = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
    return CAIRN_OK;
}

/* ---- By words ------------------------------------------------------------------------- */

static void list_rows(blocking *work, size_t first, size_t end)
{
    const cn_match_records *records = work->records;
    const size_t n = records->n_vocabulary;
    uint32_t sum = 0;

    memset(work->starts, 0, (n + 1) * sizeof(*work->starts));
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t r = first; r < end; r++) {
            const cn_match_range range = records->records[r].terms;

            for (uint32_t i = 0; takes_part(work, r) && i < range.n; i++) {
                const cn_match_term *term = &records->terms[range.first + i];

                if (pass == 1) {
                    work->rows[work->starts[term->id]] = (uint32_t)r;
                    work->weights[work->starts[term->id]] = term->weight;
                }
                work->starts[term->id]++;
            }
        }
        for (size_t i = 0; pass == 0 && i < n; i++) {
            const uint32_t count = work->starts[i];

            work->starts[i] = sum;
            sum += count;
        }
    }
    /* Filling moved each start to its end, which is where the next list starts. */
    memmove(work->starts + 1, work->starts, n * sizeof(*work->starts));
    work->starts[0] = 0;
}

static int compare_rarity(const void *a, const void *b)
{
    const cn_match_term *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Adds up cosines over the lists of the row's words, until the budget does not hold the next list:
 * a word that very many rows have says nothing. */
static void search_row(blocking *work, size_t row)
{
    const cn_match_range range = work->records->records[row].terms;
    size_t budget = work->budget;

    memcpy(work->sorted, work->records->terms + range.first, range.n * sizeof(*work->sorted));
    if (range.n > 1)
        qsort(work->sorted, range.n, sizeof(*work->sorted), compare_rarity);
    work->n_touched = 0;
    for (uint32_t i = 0; i < range.n; i++) {
        const uint32_t first = work->starts[work->sorted[i].id];
        const uint32_t end = work->starts[work->sorted[i].id + 1];

        if (end - first > budget)
            break;
        budget -= end - first;
        for (uint32_t at = first; at < end; at++) {
            double *sum = &work->sums[work->rows[at]];

            if (*sum <= 0)
                work->touched[work->n_touched++] = work->rows[at];
            *sum += (double)work->weights[at] * (double)work->sorted[i].weight;
        }
    }
}

static int take_nearest(blocking *work, size_t row, cairn_error *err)
{
    int rc = CAIRN_OK;

    work->top.n = 0;
    for (size_t i = 0; i < work->n_touched; i++) {
        const uint32_t other = work->touched[i];

        if (other != row && work->sums[other] > COSINE_MIN)
            cn_topk_offer(&work->top, other, work->sums[other]);
        work->sums[other] = 0;
    }
    for (size_t i = 0; rc == CAIRN_OK && i < work->top.n; i++)
        rc = note_pair(work, row, work->top.items[i].id, err);
    return rc;
}

static int search_side(blocking *work, size_t first, size_t end, size_t list_first, size_t list_end,
                       cairn_error *err)
{
    int rc = CAIRN_OK;

    list_rows(work, list_first, list_end);
    for (size_t r = first; rc == CAIRN_OK && r < end; r++) {
        if (!takes_part(work, r))
            continue;
        search_row(work, r);
        rc = take_nearest(work, r, err);
    }
    return rc;
}

static int search_words(blocking *work, cairn_error *err)
{
    const cn_match_records *records = work->records;
    const size_t left = records->n_left, all = records->n_rows;
    size_t n_terms = 1, widest = 1;
    size_t k = records->is_two ? NEAREST_ACROSS : NEAREST_WITHIN;
    int rc;

    for (size_t r = 0; r < all; r++) {
        n_terms += records->records[r].terms.n;
        widest = records->records[r].terms.n > widest ? records->records[r].terms.n : widest;
    }
    if (all > 0 && k > PAIRS_MAX / all)
        k = PAIRS_MAX / all > 4 ? PAIRS_MAX / all : 4;
    work->budget = all > 0 && LOOKUPS_ALL / all < LOOKUPS ? LOOKUPS_ALL / all : LOOKUPS;
    work->starts = cn_alloc_zero(records->n_vocabulary + 2, sizeof(*work->starts));
    work->rows = cn_alloc(n_terms * sizeof(*work->rows));
    work->weights = cn_alloc(n_terms * sizeof(*work->weights));
    work->sums = cn_alloc_zero(all + 1, sizeof(*work->sums));
    work->touched = cn_alloc((all + 1) * sizeof(*work->touched));
    work->sorted = cn_alloc(widest * sizeof(*work->sorted));
    if (!work->starts || !work->rows || !work->weights || !work->sums || !work->touched ||
        !work->sorted || !cn_topk_init(&work->top, k))
        return cn_fail_memory(err, n_terms * sizeof(*work->rows));
    if (!records->is_two)
        return search_side(work, 0, all, 0, all, err);
    rc = search_side(work, 0, left, left, all, err);
    return rc < 0 ? rc : search_side(work, left, all, 0, left, err);
}

/* ---- By the words of one cell, in any order ------------------------------------------------ */

typedef struct keyed_row {
    uint64_t key;
    uint32_t row;
} keyed_row;

static int compare_keys(const void *a, const void *b)
{
    const keyed_row *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int pair_equal_keys(blocking *work, const keyed_row *rows, size_t n, cairn_error *err)
{
    const size_t left = work->records->n_left;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < n; i++) {
        size_t n_taken = 0;

        for (size_t j = i + 1; rc == CAIRN_OK && j < n && n_taken < SAME_CELL; j++) {
            if (rows[j].key != rows[i].key)
                break;
            if (work->records->is_two && (rows[i].row < left) == (rows[j].row < left)) {
                n_taken += j - i > 4 * SAME_CELL ? SAME_CELL : 0; /* a long run of one side */
                continue;
            }
            rc = note_pair(work, rows[i].row, rows[j].row, err);
            n_taken++;
        }
    }
    return rc;
}

/* A column that says little, such as a venue, has few values and is left out. */
static bool can_name(const cn_match_records *records, const cn_match_column *column)
{
    return column->kind == CN_MATCH_TEXT && column->n_filled > records->n_rows / 4 &&
           column->n_values > column->n_filled / 5 &&
           (!records->is_two || (column->in[0] < SIZE_MAX && column->in[1] < SIZE_MAX));
}

static int pair_equal_cells(blocking *work, cairn_error *err)
{
    const cn_match_records *records = work->records;
    keyed_row *rows = cn_alloc((records->n_rows + 1) * sizeof(*rows));
    int rc = CAIRN_OK;

    if (!rows)
        return cn_fail_memory(err, records->n_rows * sizeof(*rows));
    for (size_t c = 0; rc == CAIRN_OK && c < records->n_columns; c++) {
        size_t n = 0;

        if (!can_name(records, &records->columns[c]))
            continue;
        for (size_t r = 0; r < records->n_rows; r++) {
            const cn_match_range range = records->cells[r * records->n_columns + c].terms;
            uint64_t key = 0;

            if (range.n < 2 || !takes_part(work, r))
                continue;
            for (uint32_t i = 0; i < range.n; i++)
                key = cn_hash_mix(key, records->terms[range.first + i].id);
            rows[n++] = (keyed_row){key, (uint32_t)r};
        }
        qsort(rows, n, sizeof(*rows), compare_keys);
        rc = pair_equal_keys(work, rows, n, err);
    }
    cn_free(rows);
    return rc;
}

/* Two tables: rows that are equal throughout, one by one. They may share no word that is rare. */
static int pair_equal_rows(blocking *work, cairn_error *err)
{
    const cn_match_records *records = work->records;
    const size_t n = records->n_rows;
    keyed_row *rows = records->is_two ? cn_alloc((n + 1) * sizeof(*rows)) : NULL;
    int rc = CAIRN_OK;

    if (!records->is_two)
        return CAIRN_OK;
    if (!rows)
        return cn_fail_memory(err, n * sizeof(*rows));
    for (size_t r = 0; r < n; r++)
        rows[r] = (keyed_row){records->records[r].content, (uint32_t)r};
    qsort(rows, n, sizeof(*rows), compare_keys);
    for (size_t i = 0, end; rc == CAIRN_OK && i < n; i = end) {
        size_t right = i;

        for (end = i; end < n && rows[end].key == rows[i].key; end++)
            right += rows[end].row < records->n_left;
        for (; rc == CAIRN_OK && rows[i].key != 0 && right < end && rows[i].row < records->n_left;
             i++, right++)
            rc = note_pair(work, rows[i].row, rows[right].row, err);
    }
    cn_free(rows);
    return rc;
}

/* ---- By spelling ------------------------------------------------------------------------------
 */

/* The column that names the row: of text, filled, and different from row to row. */
static size_t naming_column(const cn_match_records *records)
{
    size_t best = SIZE_MAX;

    for (size_t c = 0; c < records->n_columns; c++)
        if (can_name(records, &records->columns[c]) &&
            (best == SIZE_MAX || records->columns[c].n_values > records->columns[best].n_values))
            best = c;
    return best;
}

typedef struct spelling {
    const cn_match_rows *rows[2];
    const cn_match_column *column;
    cn_vectors *vectors;
    size_t n_queries; /* left */
} spelling;

static int vector_of(const blocking *work, const spelling *names, size_t row, float *out,
                     bool *has_any, cairn_error *err)
{
    const size_t left = work->records->n_left;
    const int side = row >= left;
    size_t len;
    const char *text = cn_match_cell_text(names->rows[side], side ? row - left : row,
                                          names->column->in[side], &len);
    int rc = cn_name_vector(text, len, out, err);

    *has_any = false;
    for (size_t i = 0; rc == CAIRN_OK && i < CN_NAME_DIM; i++)
        *has_any = *has_any || out[i] < 0 || out[i] > 0;
    return rc;
}

static int add_vectors(const blocking *work, const spelling *names, size_t first, size_t end,
                       cairn_error *err)
{
    float vector[CN_NAME_DIM];
    int rc = CAIRN_OK;

    for (size_t r = first; rc == CAIRN_OK && r < end; r++) {
        const int64_t id = (int64_t)r;
        bool has_any;

        if (!takes_part(work, r))
            continue;
        rc = vector_of(work, names, r, vector, &has_any, err);
        if (rc == CAIRN_OK && has_any)
            rc = cn_vectors_add(names->vectors, &id, vector, 1, err);
    }
    return rc;
}

static int search_vectors(blocking *work, spelling *names, size_t first, size_t end,
                          cairn_error *err)
{
    cn_scored found[NEAREST_NAMES + 1];
    float vector[CN_NAME_DIM];
    int rc = CAIRN_OK;

    for (size_t r = first; rc == CAIRN_OK && r < end && names->n_queries > 0; r++) {
        size_t n = 0;
        bool has_any;

        if (!takes_part(work, r))
            continue;
        names->n_queries--;
        rc = vector_of(work, names, r, vector, &has_any, err);
        if (rc == CAIRN_OK && has_any)
            rc = cn_vectors_search(names->vectors, vector, NEAREST_NAMES + 1, found, &n, err);
        for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
            if (found[i].score >= CN_NAME_MIN_COSINE)
                rc = note_pair(work, r, found[i].id, err);
    }
    return rc;
}

static int pair_spellings(blocking *work, const cn_match_rows *a, const cn_match_rows *b,
                          cairn_error *err)
{
    const cn_match_records *records = work->records;
    const size_t column = naming_column(records), left = records->n_left, all = records->n_rows;
    const size_t first = records->is_two ? left : 0;
    spelling names = {.rows = {a, b}};
    int rc;

    if (column == SIZE_MAX || all == first)
        return CAIRN_OK;
    names.column = &records->columns[column];
    names.n_queries = VECTORS_ALL / (all - first);
    rc = cn_vectors_new(CN_NAME_DIM, &names.vectors, err);
    if (rc == CAIRN_OK)
        rc = add_vectors(work, &names, first, all, err);
    if (rc == CAIRN_OK)
        rc = search_vectors(work, &names, 0, left, err);
    cn_vectors_free(names.vectors);
    return rc;
}

/* ---- All together -------------------------------------------------------------------------------
 */

static int compare_numbers(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static int give_pairs(blocking *work, cn_match_pairs *pairs, cairn_error *err)
{
    pairs->left = cn_alloc((work->n_keys + 1) * sizeof(uint32_t));
    pairs->right = cn_alloc((work->n_keys + 1) * sizeof(uint32_t));
    if (!pairs->left || !pairs->right)
        return cn_fail_memory(err, work->n_keys * sizeof(uint32_t));
    if (work->n_keys > 1)
        qsort(work->keys, work->n_keys, sizeof(*work->keys), compare_numbers);
    for (size_t i = 0; i < work->n_keys; i++) {
        if (i > 0 && work->keys[i] == work->keys[i - 1])
            continue;
        pairs->left[pairs->n] = (uint32_t)(work->keys[i] >> 32);
        pairs->right[pairs->n++] = (uint32_t)work->keys[i];
    }
    return CAIRN_OK;
}

int cn_match_blocks_find(const cn_match_records *records, const cn_match_rows *a,
                         const cn_match_rows *b, const uint8_t *is_left_out, cn_match_pairs *pairs,
                         cairn_error *err)
{
    blocking work = {.records = records, .is_left_out = is_left_out};
    int rc;

    memset(pairs, 0, sizeof(*pairs));
    rc = search_words(&work, err);
    if (rc == CAIRN_OK)
        rc = pair_equal_cells(&work, err);
    if (rc == CAIRN_OK)
        rc = pair_equal_rows(&work, err);
    if (rc == CAIRN_OK)
        rc = pair_spellings(&work, a, b, err);
    if (rc == CAIRN_OK)
        rc = give_pairs(&work, pairs, err);
    cn_free(work.starts);
    cn_free(work.rows);
    cn_free(work.weights);
    cn_free(work.sums);
    cn_free(work.touched);
    cn_free(work.sorted);
    cn_free(work.keys);
    cn_topk_done(&work.top);
    return rc;
}
