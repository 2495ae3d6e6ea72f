/* Tables that may answer, and what their rows say, see tables.h. */
#include "retrieve/tables.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "retrieve/facts_names.h"
#include "retrieve/facts_value.h"
#include "retrieve/tables_class.h"
#include "retrieve/tables_fit.h"
#include "schema/namekey.h"

enum {
    CHUNKS_MAX = 48,       /* that hold the step's words, the best */
    TABLES_MAX = 6,        /* documents whose tables are read */
    TABLE_CHUNKS_MAX = 64, /* of each */
    POSTINGS_MAX = 200000, /* decoded for one step */
    LITERALS_MAX = 512     /* of a row's subject, for the fact of a cell */
};
#define EXPLAINED_LEAST 0.6
#define SURE_TABLE 0.9
#define SURE_CLASS 0.6 /* of some of a class the texts do not say it */

/* ---- Chunks that hold the words -------------------------------------------------------------- */

typedef struct held {
    uint32_t chunk;
    double weight;
} held;

typedef struct finding {
    const cn_view *view;
    const cn_question *question;
    cn_arena *arena;
    cn_table_ask ask;
    cn_map weights; /* chunk -> thousandths */
    held best[CHUNKS_MAX];
    size_t n_best;
    cn_table tables[TABLES_MAX];
    size_t n_tables;
} finding;

static int weigh_word(finding *f, const cn_word *word, size_t *left, cairn_error *err)
{
    const cn_snapshot *snapshot = f->view->snapshot;
    const cn_snap_term *term = cn_snapshot_term(snapshot, word->stem);
    const uint8_t *at, *end;
    uint64_t weight;
    uint32_t chunk = 0, tf;

    if (!term || term->df > *left)
        return CAIRN_OK;
    *left -= term->df;
    weight = (uint64_t)(cn_idf(snapshot, term->df) * 1000);
    at = snapshot->postings + term->first;
    for (end = at + term->len; at < end;) {
        uint64_t *slot;

        at = cn_posting_next(at, &chunk, &tf);
        slot = cn_map_put(&f->weights, chunk, NULL);
        if (!slot)
            return cn_fail_memory(err, f->weights.n);
        *slot += weight;
    }
    return CAIRN_OK;
}

static bool is_heavier(const held *a, const held *b)
{
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight;
    return a->chunk < b->chunk;
}

static void keep_best(finding *f)
{
    uint64_t chunk, weight;

    for (size_t i = 0; cn_map_next(&f->weights, &i, &chunk, &weight);) {
        const held here = {(uint32_t)chunk, (double)weight};
        size_t at = f->n_best;

        while (at > 0 && is_heavier(&here, &f->best[at - 1]))
            at--;
        if (at == CHUNKS_MAX)
            continue;
        f->n_best += f->n_best < CHUNKS_MAX;
        memmove(&f->best[at + 1], &f->best[at], (f->n_best - at - 1) * sizeof here);
        f->best[at] = here;
    }
}

static int find_chunks(finding *f, cairn_error *err)
{
    size_t left = POSTINGS_MAX;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < f->ask.n_words; i++)
        rc = weigh_word(f, &f->question->words.items[f->ask.words[i]], &left, err);
    keep_best(f);
    return rc;
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static int read_table(finding *f, cairn_id document, cn_table *table, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_document_row row;
    cn_chunk_row chunk;
    int rc = cn_document_get(f->view->store, document, &row, err);

    if (rc < 0)
        return rc;
    *table = (cn_table){.document = document,
                        .title = cn_arena_strndup(f->arena, row.title, strlen(row.title))};
    if (!table->title)
        return cn_fail_memory(err, strlen(row.title));
    rc = cn_chunk_scan(f->view->store, document, &cursor, err);
    for (size_t i = 0;
         rc >= 0 && i < TABLE_CHUNKS_MAX && (rc = cn_chunk_next(cursor, &chunk, err)) == CAIRN_ROW;
         i++)
        if (chunk.kind == CN_CHUNK_TABLE)
            rc = cn_table_add_chunk(table, f->arena, chunk.id, chunk.text, chunk.text_len, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* A list by words alone is what a search is for. */
static bool is_of_class(const cn_table_ask *ask)
{
    return ask->op != CN_TABLE_CELLS || ask->n_limits > 0;
}

static int find_tables(finding *f, cairn_error *err)
{
    int rc = find_chunks(f, err);

    for (size_t i = 0; rc == CAIRN_OK && i < f->n_best && f->n_tables < TABLES_MAX; i++) {
        const cairn_id id = f->view->snapshot->chunks[f->best[i].chunk].id;
        cn_chunk_row chunk;
        bool is_there = false;

        for (size_t t = 0; t < f->n_tables; t++)
            is_there |= f->tables[t].document == cn_chunk_document(id);
        if (is_there)
            continue;
        rc = cn_chunk_get(f->view->store, id, &chunk, err);
        if (rc == CAIRN_OK && chunk.kind == CN_CHUNK_TABLE)
            rc = read_table(f, cn_chunk_document(id), &f->tables[f->n_tables++], err);
    }
    if (rc == CAIRN_OK && f->n_tables < TABLES_MAX && is_of_class(&f->ask))
        rc = cn_table_of_class(f->view, f->question, &f->ask, f->arena, &f->tables[f->n_tables++],
                               err);
    return rc;
}

/* ---- Answers --------------------------------------------------------------------------------- */

typedef struct answering {
    const finding *f;
    const cn_table_fit *fit;
    cn_value *out;
    size_t max, n;
    double score;
} answering;

/* The fact whose literal the cell is, of what the row is about. */
static int find_fact(const finding *f, const cn_table_row *row, const cn_table_cell *cell,
                     cn_value *value, cairn_error *err)
{
    cn_fact_name subject = {.n = 0};
    cn_words words = {0};
    cn_cursor *cursor = NULL;
    cn_fact_row fact;
    int64_t key;
    int rc =
        cn_name_key(f->view->tokenizer, row->cells[0].text, row->cells[0].len, &words, &key, err);

    cn_words_done(&words);
    if (rc < 0)
        return rc;
    cn_fact_name_mean(&subject, f->view->snapshot, key);
    if (subject.n_entities == 0)
        return CAIRN_OK;
    if (cell == &row->cells[0]) {
        value->entity = subject.entities[0];
        return CAIRN_OK;
    }
    rc = cn_fact_scan_literals(f->view->store, f->view->snapshot->entity_ids[subject.entities[0]],
                               LITERALS_MAX, &cursor, err);
    while (rc >= 0 && (rc = cn_fact_next(cursor, &fact, err)) == CAIRN_ROW)
        if (strlen(fact.literal) == cell->len && memcmp(fact.literal, cell->text, cell->len) == 0 &&
            value->fact == 0)
            value->fact = fact.id;
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static bool is_there(const answering *a, const cn_table_cell *cell)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->out[i].len == cell->len && memcmp(a->out[i].text, cell->text, cell->len) == 0)
            return true;
    return false;
}

/* The fact of a cell, with the sentence that states it. */
static int cite_cell(const answering *a, const cn_table_row *row, const cn_table_cell *cell,
                     cn_value *value, cairn_error *err)
{
    cn_fact_row fact;
    int rc = cn_fact_get(a->f->view->store, row->subject, cell->fact, &fact, err);

    if (rc == CAIRN_OK)
        rc = cn_fact_cite(a->f->view, &fact, value, err);
    if (rc == CAIRN_OK)
        rc = cn_fact_conflict(a->f->view, &fact, &value->conflict, err);
    value->fact = cell->fact;
    return rc;
}

/* The cell as a value, each text once; said: the column that says so. */
static int add_cell(answering *a, size_t row, size_t column, size_t said, cn_value_how how,
                    cairn_error *err)
{
    const cn_table_row *from = &a->fit->table->rows[row];
    const cn_table_cell *cell = &from->cells[column];
    cn_words words = {0};
    cn_value *value = &a->out[a->n];
    int rc;

    if (cell->len == 0 || a->n == a->max || is_there(a, cell))
        return CAIRN_OK;
    *value = (cn_value){.text = cell->text,
                        .len = cell->len,
                        .entity = UINT32_MAX,
                        .score = a->score,
                        .how = how,
                        .chunk = from->chunk,
                        .first = from->first,
                        .n = from->n,
                        .number = cell->is_number ? cell->number : 0};
    a->n++;
    if (cell->is_date)
        cn_fact_number(cell->text, cell->len, CN_TYPE_DATE, &value->number);
    if (from->subject == 0)
        rc = find_fact(a->f, from, cell, value, err);
    else if (said != CN_TABLE_NONE && from->cells[said].fact != 0)
        rc = cite_cell(a, from, &from->cells[said], value, err);
    else
        rc = CAIRN_OK;
    if (rc == CAIRN_OK && from->subject != 0 && column == 0)
        value->entity = cn_snapshot_entity(a->f->view->snapshot, from->subject);
    if (rc == CAIRN_OK && !cell->is_number)
        rc = cn_name_key(a->f->view->tokenizer, cell->text, cell->len, &words, &value->key, err);
    if (rc == CAIRN_OK && value->entity == UINT32_MAX && value->key != 0) {
        cn_fact_name name;

        cn_fact_name_mean(&name, a->f->view->snapshot, value->key);
        value->entity = name.n_entities > 0 ? name.entities[0] : UINT32_MAX;
    }
    cn_words_done(&words);
    return rc;
}

static int add_number(answering *a, size_t row, size_t said, double number, cairn_error *err)
{
    const cn_table_row *from = &a->fit->table->rows[row];
    char text[32];
    int len = snprintf(text, sizeof text, "%.2f", number);

    while (len > 0 && strchr(text, '.') && (text[len - 1] == '0' || text[len - 1] == '.')) {
        const bool is_point = text[len - 1] == '.';

        text[--len] = '\0';
        if (is_point)
            break;
    }
    a->out[a->n] = (cn_value){.text = cn_arena_strndup(a->f->arena, text, (size_t)len),
                              .len = (size_t)len,
                              .entity = UINT32_MAX,
                              .score = a->score,
                              .how = CN_HOW_COUNTED,
                              .chunk = from->chunk,
                              .first = from->first,
                              .n = from->n,
                              .number = number};
    if (!a->out[a->n].text)
        return cn_fail_memory(err, sizeof text);
    a->n++;
    if (from->subject == 0 || said == CN_TABLE_NONE || from->cells[said].fact == 0)
        return CAIRN_OK;
    return cite_cell(a, from, &from->cells[said], &a->out[a->n - 1], err);
}

/* The row with the greatest or least number. Rows that are equal are all answers. */
static int answer_extreme(answering *a, cairn_error *err)
{
    const cn_table_fit *fit = a->fit;
    const bool wants_most = fit->ask->op == CN_TABLE_MOST;
    double best = 0;
    bool is_any = false;
    int rc = CAIRN_OK;

    for (size_t r = 0; r < fit->table->n_rows; r++) {
        const cn_table_cell *cell = &fit->table->rows[r].cells[fit->measure];

        if (!cn_table_row_fits(fit, r) || !cell->is_number ||
            (is_any && (wants_most ? cell->number <= best : cell->number >= best)))
            continue;
        best = cell->number;
        is_any = true;
    }
    for (size_t r = 0; is_any && rc == CAIRN_OK && r < fit->table->n_rows; r++) {
        const cn_table_cell *cell = &fit->table->rows[r].cells[fit->measure];

        if (cn_table_row_fits(fit, r) && cell->is_number && cell->number >= best &&
            cell->number <= best)
            rc = add_cell(a, r, fit->answer, fit->measure, CN_HOW_COMPARED, err);
    }
    return rc;
}

/* What put the row into a list: its number, its year, or the cell itself. */
static size_t column_that_says(const cn_table_fit *fit)
{
    if (fit->ask->n_limits == 0)
        return fit->answer;
    return fit->ask->limits[0].is_year ? fit->year : fit->measure;
}

/* How many, or the sum or average of the numbers of the rows that fit; each answer counts once. */
static int answer_number(answering *a, cairn_error *err)
{
    const cn_table_fit *fit = a->fit;
    const bool is_count = fit->ask->op == CN_TABLE_COUNT;
    size_t n = 0, first = 0;
    double sum = 0;
    cn_map seen;
    int rc = CAIRN_OK;

    cn_map_init(&seen);
    for (size_t r = 0; rc == CAIRN_OK && r < fit->table->n_rows; r++) {
        const cn_table_row *row = &fit->table->rows[r];
        const cn_table_cell *cell = &row->cells[is_count ? fit->answer : fit->measure];
        bool is_new = true;

        if (!cn_table_row_fits(fit, r) || cell->len == 0 || (!is_count && !cell->is_number))
            continue;
        if (is_count && !cn_map_put(&seen, cn_hash(cell->text, cell->len), &is_new))
            rc = cn_fail_memory(err, seen.n);
        first = n == 0 ? r : first;
        n += is_new;
        sum += cell->number;
    }
    cn_map_done(&seen);
    if (rc < 0 || n == 0)
        return rc;
    return add_number(a, first, is_count ? column_that_says(fit) : fit->measure,
                      is_count                       ? (double)n
                      : fit->ask->op == CN_TABLE_SUM ? sum
                                                     : sum / (double)n,
                      err);
}

static int answer_cells(answering *a, cairn_error *err)
{
    const cn_table_fit *fit = a->fit;
    int rc = CAIRN_OK;

    for (size_t r = 0; rc == CAIRN_OK && r < fit->table->n_rows; r++)
        if (cn_table_row_fits(fit, r))
            rc = add_cell(a, r, fit->answer, column_that_says(fit), CN_HOW_FACT, err);
    return rc;
}

static int answer(answering *a, cairn_error *err)
{
    const cn_table_fit *fit = a->fit;

    if (fit->is_lookup)
        return fit->filter != 0 ? answer_cells(a, err) : CAIRN_OK;
    switch (fit->ask->op) {
    case CN_TABLE_MOST:
    case CN_TABLE_LEAST:
        return fit->measure != CN_TABLE_NONE ? answer_extreme(a, err) : CAIRN_OK;
    case CN_TABLE_SUM:
    case CN_TABLE_AVERAGE:
        return fit->measure != CN_TABLE_NONE ? answer_number(a, err) : CAIRN_OK;
    case CN_TABLE_COUNT: { /* the number, and behind it what was counted */
        const int rc = answer_number(a, err);

        return rc < 0 || a->n == 0 ? rc : answer_cells(a, err);
    }
    default: /* all rows of a table are no answer */
        return fit->filter != 0 || fit->ask->n_limits > 0 ? answer_cells(a, err) : CAIRN_OK;
    }
}

/* The table that explains most of the words answers; the first of equals. */
static int answer_best(finding *f, cn_value *out, size_t max, size_t *n, cairn_error *err)
{
    cn_table_fit fits[TABLES_MAX];
    bool is_tried[TABLES_MAX] = {false};
    size_t n_fits = 0;
    int rc = CAIRN_OK;

    for (; rc == CAIRN_OK && n_fits < f->n_tables; n_fits++)
        rc = cn_table_fit_make(&fits[n_fits], f->view, f->question, &f->ask, &f->tables[n_fits],
                               err);
    for (size_t tries = 0; rc == CAIRN_OK && *n == 0 && tries < n_fits; tries++) {
        size_t best = TABLES_MAX;

        for (size_t t = 0; t < n_fits; t++)
            if (!is_tried[t] && f->tables[t].n_rows > 0 && fits[t].has_names &&
                fits[t].explained >= EXPLAINED_LEAST &&
                (best == TABLES_MAX || fits[t].explained > fits[best].explained))
                best = t;
        if (best == TABLES_MAX)
            break;
        is_tried[best] = true;
        {
            const double sure = f->tables[best].document ? SURE_TABLE : SURE_CLASS;
            answering a = {f,   &fits[best], out,
                           max, 0,           sure * fits[best].explained * fits[best].explained};

            rc = answer(&a, err);
            *n = a.n;
        }
    }
    for (size_t t = 0; t < n_fits; t++)
        cn_table_fit_done(&fits[t]);
    return rc;
}

int cn_table_find(const cn_view *view, const cn_question *question, unsigned step, cn_arena *arena,
                  cn_value *out, size_t max, size_t *n, cairn_error *err)
{
    finding *f;
    int rc = CAIRN_OK;

    *n = 0;
    if (step >= question->plan.n_steps || question->plan.steps[step].n_needs > 0 || max == 0 ||
        view->settings->values[CN_SET_USE_FACTS] < 0.5)
        return CAIRN_OK;
    f = cn_alloc_zero(1, sizeof *f);
    if (!f)
        return cn_fail_memory(err, sizeof *f);
    f->view = view;
    f->question = question;
    f->arena = arena;
    cn_map_init(&f->weights);
    cn_table_ask_read(question, step, &f->ask);
    if (f->ask.n_words > 0)
        rc = find_tables(f, err);
    if (rc == CAIRN_OK && f->n_tables > 0)
        rc = answer_best(f, out, max, n, err);
    for (size_t t = 0; t < f->n_tables; t++)
        cn_table_done(&f->tables[t]);
    cn_map_done(&f->weights);
    if (rc < 0)
        *n = 0;
    cn_free(f);
    return rc;
}
