/* Which columns of two tables belong together, and what they hold; see match_columns.h. */
#include "fusion/match_columns.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
    SAMPLE = 2000, /* rows looked at, spread over the table */
    SKETCH = 1024, /* numbers that stand for the words of a column */
    YEAR_FIRST = 1000,
    YEAR_LAST = 2100
};
static const double MOSTLY = 0.8;     /* share of cells that decides what a column holds */
static const double LONG_WORDS = 15;  /* words of a cell from which on it is a description */
static const double ALIKE_MIN = 0.25; /* cosine of the sketches of columns that belong together */
static const double SIZE_ALIKE = 0.3; /* what numbers of the same size count for */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

const char *cn_match_cell_text(const cn_match_rows *rows, size_t row, size_t column, size_t *len)
{
    const size_t i = row * rows->n_columns + column;
    size_t first = i > 0 ? rows->ends[i - 1] : 0, end = rows->ends[i];

    while (first < end && is_blank(rows->text[first]))
        first++;
    while (end > first && is_blank(rows->text[end - 1]))
        end--;
    *len = end - first;
    if (*len > CN_MATCH_CELL_MAX)
        *len = cn_utf8_floor(rows->text + first, CN_MATCH_CELL_MAX);
    return rows->text + first;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool cn_match_cell_number(const char *text, size_t len, double *number)
{
    double value = 0, unit = 1;
    bool in_fraction = false;
    size_t i = 0;

    while (i < len && !is_digit(text[i]) && !is_ascii_letter(text[i]))
        i++;
    if (i == len || !is_digit(text[i]))
        return false;
    for (; i < len && (is_digit(text[i]) || text[i] == ',' || text[i] == '.'); i++) {
        if (text[i] == '.')
            in_fraction = true;
        if (!is_digit(text[i]))
            continue;
        value = value * 10 + (text[i] - '0');
        unit = in_fraction ? unit * 10 : unit;
    }
    for (; i < len; i++)
        if (is_digit(text[i]) || is_ascii_letter(text[i]))
            return false;
    *number = value / unit;
    return isfinite(*number) != 0;
}

/* ---- What one column of one table holds --------------------------------------------- */

typedef struct profile {
    double filled, numbers, years, words; /* of the sample: cells, cells, cells, words */
    double log_sum;                       /* of the numbers */
    float sketch[SKETCH];
} profile;

/* Adds the cell's words to the sketch; ends of words are where ASCII says so, which will do to
 * compare two columns. */
static size_t sketch_words(profile *of, const char *text, size_t len)
{
    size_t n = 0, first = 0;
    char word[64];

    for (size_t i = 0; i <= len; i++) {
        const bool is_in = i < len && (is_ascii_letter(text[i]) || is_digit(text[i]) ||
                                       (unsigned char)text[i] >= 0x80);
        size_t word_len = i - first;

        if (is_in)
            continue;
        if (word_len > 0) {
            word_len = word_len < sizeof(word) ? word_len : sizeof(word);
            for (size_t c = 0; c < word_len; c++)
                word[c] = (char)(text[first + c] | 0x20);
            of->sketch[cn_hash(word, word_len) % SKETCH] += 1;
            n++;
        }
        first = i + 1;
    }
    return n;
}

static void look_at(const cn_match_rows *rows, size_t column, profile *of)
{
    const size_t step = rows->n_rows > SAMPLE ? rows->n_rows / SAMPLE : 1;

    memset(of, 0, sizeof(*of));
    for (size_t r = 0; r < rows->n_rows; r += step) {
        size_t len;
        const char *text = cn_match_cell_text(rows, r, column, &len);
        double number;

        if (len == 0)
            continue;
        of->filled += 1;
        of->words += (double)sketch_words(of, text, len);
        if (!cn_match_cell_number(text, len, &number))
            continue;
        of->numbers += 1;
        of->years += number >= YEAR_FIRST && number <= YEAR_LAST && floor(number) == number;
        of->log_sum += log(1 + number);
    }
    /* Dampened, so that a few frequent words do not stand for the column. */
    for (size_t i = 0; i < SKETCH; i++)
        of->sketch[i] = logf(1 + of->sketch[i]);
}

static double compare_profiles(const profile *a, const profile *b)
{
    const bool a_number = a->numbers > MOSTLY * a->filled;
    const bool b_number = b->numbers > MOSTLY * b->filled;
    double ab = 0, aa = 0, bb = 0;

    if (a->filled <= 0 || b->filled <= 0 || a_number != b_number)
        return 0;
    if (a_number) {
        const bool years = a->years > MOSTLY * a->numbers;

        if (years != (b->years > MOSTLY * b->numbers))
            return 0;
        return fabs(a->log_sum / a->numbers - b->log_sum / b->numbers) < 1 ? SIZE_ALIKE : 0;
    }
    for (size_t i = 0; i < SKETCH; i++) {
        ab += (double)a->sketch[i] * (double)b->sketch[i];
        aa += (double)a->sketch[i] * (double)a->sketch[i];
        bb += (double)b->sketch[i] * (double)b->sketch[i];
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

/* ---- Which belong together ------------------------------------------------------------ */

/* Letters and digits only, so that "Song_Name" is "song name". */
static bool is_same_name(const char *a, const char *b)
{
    for (;;) {
        while (*a && !is_ascii_letter(*a) && !is_digit(*a) && (unsigned char)*a < 0x80)
            a++;
        while (*b && !is_ascii_letter(*b) && !is_digit(*b) && (unsigned char)*b < 0x80)
            b++;
        if (!*a || !*b)
            return *a == *b;
        if ((*a | 0x20) != (*b | 0x20))
            return false;
        a++;
        b++;
    }
}

typedef struct finding {
    const cn_match_rows *rows[2];
    profile *profiles[2]; /* of each compared column */
    size_t n[2];          /* columns looked at */
    bool is_taken[2][CN_MATCH_COLUMNS_MAX];
    cn_match_column *columns;
    size_t n_columns;
} finding;

static bool is_compared(const cn_match_rows *rows, size_t column)
{
    return column != rows->id_column;
}

static cn_match_kind decide_kind(const profile *a, const profile *b)
{
    const double filled = a->filled + (b ? b->filled : 0);
    const double numbers = a->numbers + (b ? b->numbers : 0);
    const double years = a->years + (b ? b->years : 0);
    const double words = a->words + (b ? b->words : 0);

    if (numbers > MOSTLY * filled)
        return years > MOSTLY * numbers ? CN_MATCH_YEAR : CN_MATCH_NUMBER;
    return words > LONG_WORDS * filled ? CN_MATCH_LONG : CN_MATCH_TEXT;
}

/* left or right may be SIZE_MAX. */
static void add_column(finding *find, size_t left, size_t right)
{
    cn_match_column *column;
    const profile *a = left < SIZE_MAX ? &find->profiles[0][left] : NULL;
    const profile *b = right < SIZE_MAX ? &find->profiles[1][right] : NULL;

    if (find->n_columns == CN_MATCH_COLUMNS_MAX)
        return;
    column = &find->columns[find->n_columns++];
    *column = (cn_match_column){.in = {left, right}};
    column->name = a ? find->rows[0]->columns[left] : find->rows[1]->columns[right];
    column->kind = decide_kind(a ? a : b, a ? b : NULL);
    if (a)
        find->is_taken[0][left] = true;
    if (b)
        find->is_taken[1][right] = true;
}

static void pair_by_name(finding *find)
{
    for (size_t l = 0; l < find->n[0]; l++)
        for (size_t r = 0; r < find->n[1]; r++)
            if (!find->is_taken[0][l] && !find->is_taken[1][r] && is_compared(find->rows[0], l) &&
                is_compared(find->rows[1], r) && find->rows[0]->columns[l][0] &&
                is_same_name(find->rows[0]->columns[l], find->rows[1]->columns[r]))
                add_column(find, l, r);
}

/* Best first. */
static void pair_by_data(finding *find)
{
    for (;;) {
        double best = ALIKE_MIN;
        size_t left = SIZE_MAX, right = SIZE_MAX;

        for (size_t l = 0; l < find->n[0]; l++) {
            for (size_t r = 0; r < find->n[1]; r++) {
                double alike;

                if (find->is_taken[0][l] || find->is_taken[1][r] ||
                    !is_compared(find->rows[0], l) || !is_compared(find->rows[1], r))
                    continue;
                alike = compare_profiles(&find->profiles[0][l], &find->profiles[1][r]);
                if (alike > best) {
                    best = alike;
                    left = l;
                    right = r;
                }
            }
        }
        if (left == SIZE_MAX)
            return;
        add_column(find, left, right);
    }
}

static void add_rest(finding *find, int side)
{
    for (size_t c = 0; c < find->n[side]; c++)
        if (!find->is_taken[side][c] && is_compared(find->rows[side], c))
            add_column(find, side == 0 ? c : SIZE_MAX, side == 0 ? SIZE_MAX : c);
}

int cn_match_columns_find(const cn_match_rows *a, const cn_match_rows *b, cn_match_column *columns,
                          size_t *n, cairn_error *err)
{
    finding find = {.rows = {a, b}, .columns = columns};

    *n = 0;
    for (int side = 0; side < (b ? 2 : 1); side++) {
        const size_t width = find.rows[side]->n_columns;

        find.n[side] = width < CN_MATCH_COLUMNS_MAX ? width : CN_MATCH_COLUMNS_MAX;
        find.profiles[side] = cn_alloc_zero(find.n[side], sizeof(profile));
        if (!find.profiles[side]) {
            cn_free(find.profiles[0]);
            return cn_fail_memory(err, find.n[side] * sizeof(profile));
        }
        for (size_t c = 0; c < find.n[side]; c++)
            look_at(find.rows[side], c, &find.profiles[side][c]);
    }
    if (b) {
        pair_by_name(&find);
        pair_by_data(&find);
        add_rest(&find, 1);
    }
    add_rest(&find, 0);
    cn_free(find.profiles[0]);
    cn_free(find.profiles[1]);
    *n = find.n_columns;
    return CAIRN_OK;
}
