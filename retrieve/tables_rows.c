/* Reading rows, see tables_rows.h. */
#include "retrieve/tables_rows.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/quantity.h"
#include "base/time.h"

enum { HEADER_MAX = 64 }; /* bytes */

static int fail(cairn_error *err, size_t size)
{
    return cn_fail_memory(err, size);
}

/* "Length_m" -> "length m". */
static const char *keep_header(cn_arena *arena, const char *text, size_t len)
{
    char *kept = cn_arena_strndup(arena, text, len);

    for (size_t i = 0; kept && i < len; i++) {
        if (kept[i] >= 'A' && kept[i] <= 'Z')
            kept[i] = (char)(kept[i] | 0x20);
        else if (kept[i] == '_')
            kept[i] = ' ';
    }
    return kept;
}

static double double_of(const cn_decimal *value)
{
    return (double)value->digits * pow(10, value->exponent);
}

static double year_of(const cn_time_point *point)
{
    const double months = point->month >= 1 && point->month <= 12 ? point->month - 1 : 0;

    return point->year + months / 12 + point->day / 400.0;
}

void cn_table_cell_read(cn_table_cell *cell)
{
    cn_quantity_value quantity;
    cn_time_value time;

    if (cn_quantity_read(cell->text, cell->len, &quantity) == cell->len && quantity.is_there &&
        !quantity.is_ordinal) {
        cell->number = double_of(&quantity.low);
        cell->last = double_of(&quantity.high);
        cell->is_number = true;
    } else if (cn_time_read(cell->text, cell->len, &time) == cell->len &&
               time.kind == CN_TIME_DATE && time.begin.has_year) {
        cell->number = year_of(&time.begin);
        cell->last = time.end.has_year ? year_of(&time.end) : cell->number;
        cell->is_date = true;
        cell->is_number = true;
    }
}

/* The column's place, added when it is new; n_columns when there is no room. */
static int find_column(cn_table *table, cn_arena *arena, const char *header, size_t len, size_t *at,
                       cairn_error *err)
{
    const char *kept = keep_header(arena, header, len);

    if (!kept)
        return fail(err, len);
    for (*at = 0; *at < table->n_columns; ++*at)
        if (strcmp(table->columns[*at], kept) == 0)
            return CAIRN_OK;
    if (table->n_columns < CN_TABLE_COLUMNS_MAX)
        table->columns[table->n_columns++] = kept;
    return CAIRN_OK;
}

static int read_line(cn_table *table, cn_arena *arena, const char *line, size_t len,
                     cn_table_row *row, size_t *column, cairn_error *err)
{
    const char *colon = memchr(line, ':', len < HEADER_MAX ? len : HEADER_MAX);
    size_t value;
    int rc;

    *column = CN_TABLE_COLUMNS_MAX;
    if (!colon || colon == line || colon + 1 >= line + len || colon[1] != ' ')
        return CAIRN_OK;
    value = (size_t)(colon - line) + 2;
    rc = find_column(table, arena, line, value - 2, column, err);
    if (rc < 0 || *column == CN_TABLE_COLUMNS_MAX)
        return rc;
    row->cells[*column] = (cn_table_cell){
        .text = cn_arena_strndup(arena, line + value, len - value), .len = len - value};
    if (!row->cells[*column].text)
        return fail(err, len);
    cn_table_cell_read(&row->cells[*column]);
    return CAIRN_OK;
}

static int add_row(cn_table *table, cn_arena *arena, cairn_id chunk, const char *text, size_t first,
                   size_t end, cairn_error *err)
{
    cn_table_row row = {.chunk = chunk, .first = first, .n = end - first};
    bool is_first = true;
    size_t n_cells = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < CN_TABLE_COLUMNS_MAX; i++)
        row.cells[i].text = "";
    for (size_t at = first; rc == CAIRN_OK && at < end;) {
        const char *newline = memchr(text + at, '\n', end - at);
        const size_t stop = newline ? (size_t)(newline - text) : end;
        size_t column;

        rc = read_line(table, arena, text + at, stop - at, &row, &column, err);
        at = stop + 1;
        if (rc < 0 || column == CN_TABLE_COLUMNS_MAX)
            continue;
        if (is_first && column != 0)
            return CAIRN_OK;
        is_first = false;
        n_cells++;
    }
    if (rc < 0 || n_cells == 0 || row.cells[0].len == 0)
        return rc;
    if (!cn_grow((void **)&table->rows, &table->cap_rows, table->n_rows + 1, CN_TABLE_ROWS_MAX,
                 sizeof *table->rows))
        return table->n_rows < CN_TABLE_ROWS_MAX ? fail(err, sizeof row) : CAIRN_OK;
    table->rows[table->n_rows++] = row;
    return CAIRN_OK;
}

int cn_table_add_chunk(cn_table *table, cn_arena *arena, cairn_id chunk, const char *text,
                       size_t len, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t at = 0, end; rc == CAIRN_OK && at < len; at = end) {
        while (at < len && text[at] == '\n')
            at++;
        for (end = at; end < len && !(text[end] == '\n' && end + 1 < len && text[end + 1] == '\n');)
            end++;
        while (end > at && text[end - 1] == '\n')
            end--;
        if (end > at)
            rc = add_row(table, arena, chunk, text, at, end, err);
        end = end > at ? end : at + 1;
    }
    return rc;
}

void cn_table_done(cn_table *table)
{
    cn_free(table->rows);
    *table = (cn_table){.n_rows = 0};
}
