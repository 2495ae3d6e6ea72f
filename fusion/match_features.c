/* How alike two rows are; see match_features.h. */
#include "fusion/match_features.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    STEPS = 12,         /* levels below "the same" */
    SOFT_WORDS_MAX = 48 /* of a cell that are compared softly: the time is their square */
};
static const double SAME = 0.9999;
static const double SOFT_MIN = 0.6;    /* share of bigrams from which on words are one misspelt */
static const double INITIAL = 0.5;     /* what "j" counts for "john" */
static const double PREFIX = 0.8;      /* what a code counts that only begins like the other */
static const double YEARS = 4;         /* from which on years are as far as can be */
static const double FILLED_MIN = 0.02; /* share of rows below which a column is no feature */
enum { PREFIX_MIN = 5, BIGRAM_WORD_MIN = 4 };

/* ---- Which features -------------------------------------------------------------------- */

static int add_feature(cn_match_features *features, cn_mixture *mixture, cn_match_look look,
                       size_t column, const char *name, uint32_t group, uint32_t n_levels,
                       cairn_error *err)
{
    static const char *const looks[] = {"words",   "codes",  "words", "spelling",
                                        "covered", "covers", "close", "choice"};
    char full[CN_MIXTURE_NAME_MAX];
    const size_t room = sizeof(full) - 12, len = strlen(name);

    if (features->n == CN_MIXTURE_FEATURES_MAX)
        return CAIRN_OK;
    snprintf(full, sizeof(full), "%.*s %s", (int)(len < room ? len : room), name, looks[look]);
    features->items[features->n++] = (cn_match_feature){look, column};
    return cn_mixture_add(mixture, full, group, n_levels, look != CN_MATCH_CHOICE, err);
}

/* A choice of few: each value stands in many rows. */
static bool is_choice(const cn_match_records *records, const cn_match_column *column)
{
    return column->kind == CN_MATCH_TEXT && column->n_values <= CN_MATCH_VALUES_MAX &&
           column->n_filled > records->n_rows / 2 && column->n_values * 20 < column->n_filled;
}

static int add_column(const cn_match_records *records, cn_match_features *features,
                      cn_mixture *mixture, size_t c, cairn_error *err)
{
    const cn_match_column *column = &records->columns[c];
    uint32_t group = (uint32_t)mixture->n_groups;
    static const cn_match_look text[] = {CN_MATCH_WORDS, CN_MATCH_SPELLING, CN_MATCH_COVERED,
                                         CN_MATCH_COVERS};
    const size_t n_looks = column->kind == CN_MATCH_TEXT ? 4 : 2;
    int rc = CAIRN_OK;

    if (column->kind == CN_MATCH_NUMBER || column->kind == CN_MATCH_YEAR)
        return add_feature(features, mixture, CN_MATCH_CLOSE, c, column->name, group, STEPS + 1,
                           err);
    for (size_t i = 0; rc == CAIRN_OK && i < n_looks; i++)
        rc = add_feature(features, mixture, text[i], c, column->name, group, STEPS + 1, err);
    if (rc == CAIRN_OK && is_choice(records, column))
        rc = add_feature(features, mixture, CN_MATCH_CHOICE, c, column->name, group + 1,
                         (uint32_t)(column->n_values * column->n_values), err);
    return rc;
}

int cn_match_features_choose(const cn_match_records *records, cn_match_features *features,
                             cn_mixture *mixture, cairn_error *err)
{
    int rc;

    features->n = 0;
    rc = add_feature(features, mixture, CN_MATCH_ROW_WORDS, SIZE_MAX, "row", 0, STEPS + 1, err);
    if (rc == CAIRN_OK)
        rc = add_feature(features, mixture, CN_MATCH_ROW_CODES, SIZE_MAX, "row", 1, STEPS + 1, err);
    for (size_t c = 0; rc == CAIRN_OK && c < records->n_columns; c++) {
        const cn_match_column *column = &records->columns[c];
        const bool in_both =
            !records->is_two || (column->in[0] < SIZE_MAX && column->in[1] < SIZE_MAX);

        if (in_both && column->n_values > 1 &&
            (double)column->n_filled > FILLED_MIN * (double)records->n_rows)
            rc = add_column(records, features, mixture, c, err);
    }
    return rc;
}

/* ---- Words, softly ------------------------------------------------------------------------ */

static const char *spelling_of(const cn_match_records *records, uint32_t id, size_t *len)
{
    const cn_match_word *word = &records->vocabulary[id];

    *len = word->len;
    return records->spelling.data + word->first;
}

static unsigned count_bits(uint64_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* Dice's share of bigrams in common, each counted as often as it stands in both. */
static double share_bigrams(const char *a, size_t a_len, const char *b, size_t b_len)
{
    bool is_used[64] = {false};
    size_t n = 0;

    for (size_t i = 0; i + 1 < a_len; i++) {
        for (size_t j = 0; j + 1 < b_len && j < 64; j++) {
            if (!is_used[j] && a[i] == b[j] && a[i + 1] == b[j + 1]) {
                is_used[j] = true;
                n++;
                break;
            }
        }
    }
    return 2 * (double)n / (double)(a_len + b_len - 2);
}

/* 1 for the same word, an initial's worth, or how alike the spelling is. */
static double compare_words(const cn_match_records *records, uint32_t a, uint32_t b)
{
    const cn_match_word *x = &records->vocabulary[a], *y = &records->vocabulary[b];
    size_t a_len, b_len, shorter, longer;
    const char *a_text, *b_text;
    double share;

    if (a == b)
        return 1;
    a_text = spelling_of(records, a, &a_len);
    b_text = spelling_of(records, b, &b_len);
    if (a_len == 1 || b_len == 1)
        return a_text[0] == b_text[0] ? INITIAL : 0;
    shorter = a_len < b_len ? a_len : b_len;
    longer = a_len < b_len ? b_len : a_len;
    if (a_len < BIGRAM_WORD_MIN || longer - shorter > longer / 2 ||
        2 * count_bits(x->letters & y->letters) < count_bits(x->letters | y->letters))
        return 0;
    share = share_bigrams(a_text, a_len, b_text, b_len);
    return share > SOFT_MIN ? share : 0;
}

/* The share, by weight, of a's words that b has. */
static double cover(const cn_match_records *records, cn_match_range a, cn_match_range b)
{
    const uint32_t *words = records->words;
    const uint32_t a_n = a.n < SOFT_WORDS_MAX ? a.n : SOFT_WORDS_MAX;
    const uint32_t b_n = b.n < SOFT_WORDS_MAX ? b.n : SOFT_WORDS_MAX;
    double sum = 0, all = 0;

    for (uint32_t i = 0; i < a_n; i++) {
        const double weight = (double)records->word_idf[a.first + i];
        double best = 0;

        for (uint32_t j = 0; j < b_n && best < 1; j++)
            if (words[a.first + i] == words[b.first + j])
                best = 1;
        for (uint32_t j = 0; j < b_n && best < 1; j++) {
            const double alike = compare_words(records, words[a.first + i], words[b.first + j]);

            best = alike > best ? alike : best;
        }
        all += weight;
        sum += weight * best;
    }
    return all > 0 ? sum / all : 0;
}

/* ---- Other looks ----------------------------------------------------------------------------- */

static bool begins_with(const char *text, size_t len, const char *start, size_t start_len)
{
    return start_len <= len && memcmp(text, start, start_len) == 0;
}

static double rarity(const cn_match_records *records, uint32_t id)
{
    const uint32_t n = records->vocabulary[id].n_rows;

    return log(1 + (double)records->n_rows / (n > 0 ? n : 1)) / log(1 + (double)records->n_rows);
}

static double compare_codes(const cn_match_records *records, cn_match_range a, cn_match_range b)
{
    double best = 0;

    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t j = 0; j < b.n; j++) {
            const uint32_t x = records->words[a.first + i], y = records->words[b.first + j];
            size_t x_len, y_len;
            const char *x_text = spelling_of(records, x, &x_len);
            const char *y_text = spelling_of(records, y, &y_len);
            double worth = 0;

            if (x == y)
                worth = rarity(records, x);
            else if (x_len >= PREFIX_MIN && begins_with(y_text, y_len, x_text, x_len))
                worth = PREFIX * rarity(records, x);
            else if (y_len >= PREFIX_MIN && begins_with(x_text, x_len, y_text, y_len))
                worth = PREFIX * rarity(records, y);
            best = worth > best ? worth : best;
        }
    }
    return best;
}

static double compare_numbers(cn_match_kind kind, double a, double b)
{
    const double apart = fabs(a - b);
    const double larger = fabs(a) > fabs(b) ? fabs(a) : fabs(b);

    if (kind == CN_MATCH_YEAR)
        return apart < YEARS ? 1 - apart / YEARS : 0;
    return larger > 0 ? 1 - apart / larger : 1;
}

static uint16_t level_of(double likeness)
{
    if (likeness >= SAME)
        return STEPS;
    return likeness > 0 ? (uint16_t)(likeness * STEPS) : 0;
}

/* Of a cell that both rows have; *other is filled for the look after COVERED. */
static uint16_t compare_cells(const cn_match_records *records, const cn_match_feature *feature,
                              const cn_match_cell *a, const cn_match_cell *b, double *other)
{
    const cn_match_column *column = &records->columns[feature->column];
    double there, back;

    switch (feature->look) {
    case CN_MATCH_WORDS:
        return level_of(cn_match_cosine(records, a->terms, b->terms));
    case CN_MATCH_SPELLING:
        return level_of(cn_match_cosine(records, a->grams, b->grams));
    case CN_MATCH_COVERED:
        there = cover(records, a->words, b->words);
        back = cover(records, b->words, a->words);
        *other = there > back ? there : back;
        return level_of(there > back ? back : there);
    case CN_MATCH_COVERS:
        return level_of(*other);
    case CN_MATCH_CLOSE:
        return a->has_number && b->has_number
                   ? level_of(compare_numbers(column->kind, a->number, b->number))
                   : CN_MIXTURE_MISSING;
    case CN_MATCH_CHOICE:
        /* In one table the order of the two rows means nothing. */
        if (!records->is_two && a->value > b->value)
            return (uint16_t)(b->value * column->n_values + a->value);
        return (uint16_t)(a->value * column->n_values + b->value);
    default:
        return CN_MIXTURE_MISSING;
    }
}

void cn_match_features_compare(const cn_match_records *records, const cn_match_features *features,
                               size_t left, size_t right, uint16_t *levels, size_t stride)
{
    const cn_match_record *a = &records->records[left], *b = &records->records[right];
    double other = 0;

    for (size_t f = 0; f < features->n; f++) {
        const cn_match_feature *feature = &features->items[f];
        uint16_t level = CN_MIXTURE_MISSING;

        if (feature->look == CN_MATCH_ROW_WORDS) {
            level = level_of(cn_match_cosine(records, a->terms, b->terms));
        } else if (feature->look == CN_MATCH_ROW_CODES) {
            if (a->codes.n > 0 && b->codes.n > 0)
                level = level_of(compare_codes(records, a->codes, b->codes));
        } else {
            const cn_match_cell *x = &records->cells[left * records->n_columns + feature->column];
            const cn_match_cell *y = &records->cells[right * records->n_columns + feature->column];

            if (x->is_filled && y->is_filled)
                level = compare_cells(records, feature, x, y, &other);
        }
        levels[f * stride] = level;
    }
}
