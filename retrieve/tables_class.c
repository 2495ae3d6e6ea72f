/* Things of a class as a table, see tables_class.h.
 *
 * Column 0 is the thing's name, column 1 all that facts say of it in words (for filters: "the
 * bridges of Skarn"), then the relations with numbers, those that most things have. */
#include "retrieve/tables_class.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "schema/namekey.h"

enum {
    THINGS_MAX = 256,
    LITERALS_MAX = 64, /* of a thing */
    NAMES_MAX = 32,    /* of things it has facts with */
    WORDS_BYTES = 600, /* of column 1 */
    CLASS_BYTES = 80,
    FIRST_NUMBERS = 2 /* column */
};
#define NUMBERS_MAX ((size_t)THINGS_MAX * LITERALS_MAX)

typedef struct number_fact {
    uint32_t row;
    int64_t relation;
    cairn_id fact;
    const char *literal;
} number_fact;

typedef struct class_table {
    const cn_view *view;
    cn_arena *arena;
    cn_table *table;
    uint32_t things[THINGS_MAX];
    size_t n_things;
    number_fact *numbers;
    size_t n_numbers, cap_numbers;
    int64_t relations[CN_TABLE_COLUMNS_MAX]; /* of columns */
} class_table;

/* ---- Which things ---------------------------------------------------------------------------- */

static void add_thing(class_table *c, uint32_t entity)
{
    for (size_t i = 0; i < c->n_things; i++)
        if (c->things[i] == entity)
            return;
    if (c->n_things < THINGS_MAX)
        c->things[c->n_things++] = entity;
}

static int add_things(class_table *c, const char *class, size_t len, cairn_error *err)
{
    const cn_snapshot *snapshot = c->view->snapshot;
    const int64_t is_a = cn_hash_id("is a", 4);
    cn_words words = {0};
    int64_t key = 0;
    uint32_t n = 0;
    const int rc = cn_name_key(c->view->tokenizer, class, len, &words, &key, err);
    const uint32_t *entities = rc == CAIRN_OK && key ? cn_snapshot_key(snapshot, key, &n) : NULL;

    cn_words_done(&words);
    for (uint32_t i = 0; i < n; i++)
        for (uint64_t e = snapshot->fact_offsets[entities[i]];
             e < snapshot->fact_offsets[entities[i] + 1] && c->n_things < THINGS_MAX; e++)
            if (snapshot->facts[e].inverse && snapshot->facts[e].relation == is_a)
                add_thing(c, snapshot->facts[e].entity);
    return rc;
}

/* "ferries", "ferry"; "churches", "church"; "bridges", "bridge". */
static int add_forms(class_table *c, const char *text, size_t len, cairn_error *err)
{
    char form[CLASS_BYTES];
    int rc;

    if (len + 1 >= sizeof form)
        return CAIRN_OK;
    memcpy(form, text, len);
    rc = add_things(c, form, len, err);
    if (rc == CAIRN_OK && len > 4 && memcmp(form + len - 3, "ies", 3) == 0) {
        form[len - 3] = 'y';
        return add_things(c, form, len - 2, err);
    }
    if (rc == CAIRN_OK && len > 3 && form[len - 1] == 's')
        rc = add_things(c, form, len - 1, err);
    if (rc == CAIRN_OK && len > 4 && memcmp(form + len - 2, "es", 2) == 0)
        rc = add_things(c, form, len - 2, err);
    return rc;
}

static int find_things(class_table *c, const cn_question *question, const cn_table_ask *ask,
                       cairn_error *err)
{
    const cn_word *noun = &question->words.items[ask->noun];
    const cn_word *before = NULL;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < ask->n_words; i++)
        if (ask->words[i] + 1 == ask->noun)
            before = noun - 1;
    if (before)
        rc = add_forms(c, question->text + before->first, noun->first + noun->len - before->first,
                       err);
    if (rc == CAIRN_OK && c->n_things == 0)
        rc = add_forms(c, question->text + noun->first, noun->len, err);
    return rc;
}

/* ---- What is known of them ------------------------------------------------------------------- */

static int set_cell(class_table *c, cn_table_row *row, size_t column, const char *text, size_t len,
                    cairn_error *err)
{
    row->cells[column].text = cn_arena_strndup(c->arena, text, len);
    row->cells[column].len = len;
    return row->cells[column].text ? CAIRN_OK : cn_fail_memory(err, len);
}

/* Names of what it has facts with, for filters. */
static int read_names(class_table *c, uint32_t entity, cn_table_row *row, cairn_error *err)
{
    const cn_snapshot *snapshot = c->view->snapshot;
    const uint64_t first = snapshot->fact_offsets[entity];
    char text[WORDS_BYTES];
    size_t len = 0;
    int rc = CAIRN_OK;

    for (uint64_t i = first;
         rc == CAIRN_OK && i < snapshot->fact_offsets[entity + 1] && i - first < NAMES_MAX; i++) {
        cn_entity_row other;

        rc = cn_entity_get(c->view->store, snapshot->entity_ids[snapshot->facts[i].entity], &other,
                           err);
        if (rc == CAIRN_OK && len + strlen(other.name) + 2 < sizeof text) {
            memcpy(text + len, other.name, strlen(other.name));
            len += strlen(other.name);
            text[len++] = ';';
        }
    }
    return rc == CAIRN_OK ? set_cell(c, row, 1, text, len, err) : rc;
}

static int read_numbers(class_table *c, uint32_t row, cairn_id subject, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row fact;
    int rc = cn_fact_scan_literals(c->view->store, subject, LITERALS_MAX, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &fact, err)) == CAIRN_ROW) {
        cn_table_cell cell = {.text = fact.literal, .len = strlen(fact.literal)};

        cn_table_cell_read(&cell);
        if (!fact.believed || !cell.is_number)
            continue;
        if (!cn_grow((void **)&c->numbers, &c->cap_numbers, c->n_numbers + 1, NUMBERS_MAX,
                     sizeof *c->numbers)) {
            rc = cn_fail_memory(err, c->n_numbers * sizeof *c->numbers);
            break;
        }
        c->numbers[c->n_numbers] = (number_fact){row, fact.relation, fact.id,
                                                 cn_arena_strndup(c->arena, cell.text, cell.len)};
        if (!c->numbers[c->n_numbers++].literal)
            rc = cn_fail_memory(err, cell.len);
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static int read_things(class_table *c, cairn_error *err)
{
    cn_table *table = c->table;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < c->n_things; i++) {
        cn_entity_row entity;
        cn_table_row *row;

        if (!cn_grow((void **)&table->rows, &table->cap_rows, i + 1, CN_TABLE_ROWS_MAX,
                     sizeof *table->rows))
            return cn_fail_memory(err, i * sizeof *table->rows);
        row = &table->rows[i];
        *row = (cn_table_row){.subject = c->view->snapshot->entity_ids[c->things[i]]};
        table->n_rows = i + 1;
        for (size_t k = 0; k < CN_TABLE_COLUMNS_MAX; k++)
            row->cells[k].text = "";
        rc = cn_entity_get(c->view->store, row->subject, &entity, err);
        if (rc == CAIRN_OK)
            rc = set_cell(c, row, 0, entity.name, strlen(entity.name), err);
        if (rc == CAIRN_OK)
            rc = read_names(c, c->things[i], row, err);
        if (rc == CAIRN_OK)
            rc = read_numbers(c, (uint32_t)i, row->subject, err);
    }
    return rc;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
    const number_fact *a = left, *b = right;

    if (a->relation != b->relation)
        return a->relation < b->relation ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->fact < b->fact ? -1 : a->fact > b->fact;
}

static size_t count_things(const class_table *c, size_t first, size_t end)
{
    size_t n = 0;

    for (size_t i = first; i < end; i++)
        n += i == first || c->numbers[i].row != c->numbers[i - 1].row;
    return n;
}

/* Sorted by how many things have them; those that fewer than two have are no columns. */
static void choose_columns(class_table *c)
{
    size_t counts[CN_TABLE_COLUMNS_MAX] = {0};
    size_t n = FIRST_NUMBERS;

    for (size_t first = 0, end; first < c->n_numbers; first = end) {
        size_t things, at;

        for (end = first + 1;
             end < c->n_numbers && c->numbers[end].relation == c->numbers[first].relation;)
            end++;
        things = count_things(c, first, end);
        for (at = n; at > FIRST_NUMBERS && counts[at - 1] < things; at--)
            continue;
        if (things < 2 || at == CN_TABLE_COLUMNS_MAX)
            continue;
        n += n < CN_TABLE_COLUMNS_MAX;
        for (size_t i = n - 1; i > at; i--) {
            counts[i] = counts[i - 1];
            c->relations[i] = c->relations[i - 1];
        }
        counts[at] = things;
        c->relations[at] = c->numbers[first].relation;
    }
    c->table->n_columns = n;
}

static int name_columns(class_table *c, const char *noun, size_t len, cairn_error *err)
{
    cn_table *table = c->table;
    int rc = CAIRN_OK;

    table->columns[0] = cn_arena_strndup(c->arena, noun, len);
    table->columns[1] = "";
    if (!table->columns[0])
        return cn_fail_memory(err, len);
    for (size_t i = FIRST_NUMBERS; rc == CAIRN_OK && i < table->n_columns; i++) {
        const char *surface;

        rc = cn_relation_get(c->view->store, c->relations[i], &surface, err);
        if (rc == CAIRN_OK)
            table->columns[i] = cn_arena_strndup(c->arena, surface, strlen(surface));
        if (rc == CAIRN_OK && !table->columns[i])
            rc = cn_fail_memory(err, strlen(surface));
    }
    return rc;
}

/* The first of several values of a relation: they are in the order of their facts. */
static void fill_cells(class_table *c)
{
    for (size_t i = 0; i < c->n_numbers; i++)
        for (size_t k = FIRST_NUMBERS; k < c->table->n_columns; k++) {
            cn_table_cell *cell = &c->table->rows[c->numbers[i].row].cells[k];

            if (c->relations[k] != c->numbers[i].relation || cell->len > 0)
                continue;
            *cell = (cn_table_cell){.text = c->numbers[i].literal,
                                    .len = strlen(c->numbers[i].literal),
                                    .fact = c->numbers[i].fact};
            cn_table_cell_read(cell);
        }
}

int cn_table_of_class(const cn_view *view, const cn_question *question, const cn_table_ask *ask,
                      cn_arena *arena, cn_table *table, cairn_error *err)
{
    class_table *c;
    int rc;

    *table = (cn_table){.title = ""};
    if (ask->noun >= question->words.n)
        return CAIRN_OK;
    c = cn_alloc_zero(1, sizeof *c);
    if (!c)
        return cn_fail_memory(err, sizeof *c);
    c->view = view;
    c->arena = arena;
    c->table = table;
    rc = find_things(c, question, ask, err);
    /* Of some of a class nothing can be said of all. */
    if (rc == CAIRN_OK && c->n_things > 1 && c->n_things < THINGS_MAX)
        rc = read_things(c, err);
    if (rc == CAIRN_OK && c->n_numbers > 1)
        qsort(c->numbers, c->n_numbers, sizeof *c->numbers, compare_numbers);
    choose_columns(c);
    if (rc == CAIRN_OK)
        rc = name_columns(c, question->text + question->words.items[ask->noun].first,
                          question->words.items[ask->noun].len, err);
    if (rc == CAIRN_OK)
        fill_cells(c);
    cn_free(c->numbers);
    cn_free(c);
    return rc;
}
