/* Words of a step and a table, see tables_fit.h. */
#include "retrieve/tables_fit.h"

#include <string.h>

#include "base/mem.h"

typedef struct fitting {
    cn_table_fit *fit;
    const cn_view *view;
    const cn_question *question;
    cn_words scratch;
    uint32_t columns[CN_TABLE_COLUMNS_MAX]; /* bits of the words that the column's name has */
    uint32_t title;                         /* or the table's */
    uint32_t cells;                         /* or any cell */
} fitting;

static const cn_word *ask_word(const fitting *f, size_t i)
{
    return &f->question->words.items[f->fit->ask->words[i]];
}

/* Bits of the step's words that stand in the text. */
static int find_words(fitting *f, const char *text, size_t len, uint32_t *bits, cairn_error *err)
{
    const int rc = cn_tokenizer_scan(f->view->tokenizer, text, len, &f->scratch, err);

    *bits = 0;
    for (size_t w = 0; rc == CAIRN_OK && w < f->scratch.n; w++)
        for (size_t i = 0; i < f->fit->ask->n_words; i++)
            if (f->scratch.items[w].stem == ask_word(f, i)->stem)
                *bits |= UINT32_C(1) << i;
    return rc;
}

/* Do word and column mean one relation: "inhabitants" and "population"? */
static int is_same_relation(fitting *f, size_t word, const char *column, bool *is_same,
                            cairn_error *err)
{
    const cn_word *asked = ask_word(f, word);
    cn_relate_asked ask = {.words = f->question->text + asked->first,
                           .len = asked->len,
                           .object_type = CN_TYPE_QUANTITY};
    cn_relate_meant left = {.id = 0}, right = {.id = 0};
    int rc = CAIRN_OK;

    for (int type = 0; type < 2 && !*is_same && rc == CAIRN_OK; type++) {
        ask.words = f->question->text + asked->first;
        ask.len = asked->len;
        ask.object_type = type == 0 ? CN_TYPE_QUANTITY : CN_TYPE_DATE;
        rc = f->view->relate(f->view->user, &ask, &left, err);
        ask.words = column;
        ask.len = strlen(column);
        if (rc == CAIRN_OK && left.is_known)
            rc = f->view->relate(f->view->user, &ask, &right, err);
        *is_same = left.is_known && right.is_known && left.id == right.id;
    }
    return rc;
}

static int fit_columns(fitting *f, cairn_error *err)
{
    const cn_table *table = f->fit->table;
    int rc = CAIRN_OK;

    for (size_t c = 0; rc == CAIRN_OK && c < table->n_columns; c++) {
        rc = find_words(f, table->columns[c], strlen(table->columns[c]), &f->columns[c], err);
        for (size_t i = 0; rc == CAIRN_OK && f->view->relate && i < f->fit->ask->n_words; i++) {
            bool is_same = false;

            if (f->columns[c] & UINT32_C(1) << i)
                continue;
            rc = is_same_relation(f, i, table->columns[c], &is_same, err);
            f->columns[c] |= is_same ? UINT32_C(1) << i : 0;
        }
    }
    return rc < 0 ? rc : find_words(f, table->title, strlen(table->title), &f->title, err);
}

static int fit_rows(fitting *f, cairn_error *err)
{
    const cn_table *table = f->fit->table;
    int rc = CAIRN_OK;

    for (size_t r = 0; rc == CAIRN_OK && r < table->n_rows; r++)
        for (size_t c = 0; rc == CAIRN_OK && c < table->n_columns; c++) {
            const cn_table_cell *cell = &table->rows[r].cells[c];
            uint32_t bits;

            if (cell->len == 0 || cell->is_number)
                continue;
            rc = find_words(f, cell->text, cell->len, &bits, err);
            f->fit->row_words[r] |= bits;
            f->cells |= bits;
        }
    return rc;
}

/* Most of its cells are numbers. */
static bool is_of_numbers(const cn_table *table, size_t column)
{
    size_t n = 0, n_cells = 0;

    for (size_t r = 0; r < table->n_rows; r++) {
        n += table->rows[r].cells[column].is_number;
        n_cells += table->rows[r].cells[column].len > 0;
    }
    return n > 0 && 2 * n >= n_cells;
}

static bool is_of_years(const cn_table *table, size_t column)
{
    size_t n = 0, n_cells = 0;

    for (size_t r = 0; r < table->n_rows; r++) {
        const cn_table_cell *cell = &table->rows[r].cells[column];

        n += cell->is_number && cell->number >= 1000 && cell->number < 2200;
        n_cells += cell->len > 0;
    }
    return n > 0 && 10 * n >= 9 * n_cells;
}

/* The column's name has one of the words, '|' between them; the first word counts most. */
static size_t column_named(const cn_table *table, const char *words)
{
    for (const char *at = words; *at;) {
        const size_t len = strcspn(at, "|");

        for (size_t c = 0; c < table->n_columns; c++) {
            const char *name = table->columns[c];
            const size_t n = strlen(name);

            for (size_t i = 0; i + len <= n; i++)
                if (memcmp(name + i, at, len) == 0 && (i == 0 || name[i - 1] == ' ') &&
                    (i + len == n || name[i + len] == ' ' || name[i + len] == '('))
                    return c;
        }
        at += len + (at[len] == '|');
    }
    return CN_TABLE_NONE;
}

/* What the noun is: a column, or what the rows are about. */
static void choose_answer(fitting *f, uint32_t noun)
{
    cn_table_fit *fit = f->fit;

    fit->answer = 0;
    for (size_t c = 0; noun != 0 && c < fit->table->n_columns; c++)
        if (f->columns[c] & noun) {
            fit->answer = c;
            break;
        }
    /* "how many inhabitants", "the population of": the number itself. */
    fit->is_lookup = fit->answer > 0 && is_of_numbers(fit->table, fit->answer) &&
                     (fit->ask->op == CN_TABLE_CELLS || fit->ask->op == CN_TABLE_COUNT);
    if ((fit->ask->op == CN_TABLE_SUM || fit->ask->op == CN_TABLE_AVERAGE) &&
        is_of_numbers(fit->table, fit->answer))
        fit->answer = 0;
}

static void choose_measure(fitting *f, uint32_t noun)
{
    cn_table_fit *fit = f->fit;
    const cn_table *table = fit->table;

    fit->measure = fit->year = CN_TABLE_NONE;
    /* "the highest level" is a number, "the longest ship" none. */
    if (fit->is_lookup || (fit->answer > 0 && is_of_numbers(table, fit->answer)))
        fit->measure = fit->answer;
    for (int with_noun = 0; with_noun < 2; with_noun++)
        for (size_t c = 0; c < table->n_columns && fit->measure == CN_TABLE_NONE; c++)
            if (c != fit->answer && f->columns[c] & ~(with_noun ? 0 : noun) &&
                is_of_numbers(table, c))
                fit->measure = c;
    if (fit->measure == CN_TABLE_NONE && *fit->ask->columns)
        fit->measure = column_named(table, fit->ask->columns);
    if (fit->measure != CN_TABLE_NONE && is_of_years(table, fit->measure))
        fit->year = fit->measure;
    for (size_t c = 0; c < table->n_columns && fit->year == CN_TABLE_NONE; c++)
        if (f->columns[c] && is_of_years(table, c))
            fit->year = c;
    if (fit->year == CN_TABLE_NONE)
        fit->year = column_named(table, "year|date");
    for (size_t c = 0; c < table->n_columns && fit->year == CN_TABLE_NONE; c++)
        if (is_of_years(table, c))
            fit->year = c;
}

static unsigned count_bits(uint32_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

static void choose_filter(fitting *f, uint32_t noun)
{
    cn_table_fit *fit = f->fit;
    uint32_t named = f->title;

    for (size_t c = 0; c < fit->table->n_columns; c++)
        named |= f->columns[c];
    fit->has_names = true;
    for (size_t i = 0; i < fit->ask->n_words; i++)
        fit->has_names &= !(ask_word(f, i)->flags & CN_WORD_UPPER) || fit->ask->words[i] == 0 ||
                          ((named | f->cells) & UINT32_C(1) << i) != 0;
    fit->filter = f->cells;
    for (size_t c = 0; c < fit->table->n_columns; c++)
        fit->filter &= ~f->columns[c];
    /* "water level" of a column "level": no cell has to say "water". */
    for (size_t i = fit->ask->n_words; fit->answer > 0 && i-- > 1;)
        if (noun & UINT32_C(1) << i && fit->ask->words[i - 1] + 1 == fit->ask->words[i]) {
            noun |= UINT32_C(1) << (i - 1);
            fit->filter &= ~(UINT32_C(1) << (i - 1));
        }
    /* "ships" of a table of ships: no row has to say so. */
    if (f->title & noun)
        fit->filter &= ~noun;
    fit->explained = fit->ask->n_words == 0
                         ? 0
                         : (double)count_bits(named | f->cells) / (double)fit->ask->n_words;
}

int cn_table_fit_make(cn_table_fit *fit, const cn_view *view, const cn_question *question,
                      const cn_table_ask *ask, const cn_table *table, cairn_error *err)
{
    fitting f = {.fit = fit, .view = view, .question = question};
    uint32_t noun = 0;
    int rc;

    *fit = (cn_table_fit){.table = table, .ask = ask};
    fit->row_words = cn_alloc_zero(table->n_rows + 1, sizeof *fit->row_words);
    if (!fit->row_words)
        return cn_fail_memory(err, table->n_rows * sizeof *fit->row_words);
    for (size_t i = 0; i < ask->n_words; i++)
        noun |= ask->words[i] == ask->noun ? UINT32_C(1) << i : 0;
    rc = fit_columns(&f, err);
    if (rc == CAIRN_OK)
        rc = fit_rows(&f, err);
    if (rc == CAIRN_OK) {
        choose_answer(&f, noun);
        choose_measure(&f, noun);
        choose_filter(&f, noun);
    }
    cn_words_done(&f.scratch);
    return rc;
}

void cn_table_fit_done(cn_table_fit *fit)
{
    cn_free(fit->row_words);
    fit->row_words = NULL;
}

bool cn_table_row_fits(const cn_table_fit *fit, size_t row)
{
    const cn_table_row *cells = &fit->table->rows[row];

    if ((fit->row_words[row] & fit->filter) != fit->filter)
        return false;
    for (size_t i = 0; i < fit->ask->n_limits; i++) {
        const cn_table_limit *limit = &fit->ask->limits[i];
        const size_t column = limit->is_year ? fit->year : fit->measure;

        if (column == CN_TABLE_NONE || !cells->cells[column].is_number ||
            !cn_table_limit_holds(limit, cells->cells[column].number, cells->cells[column].last))
            return false;
    }
    return true;
}
