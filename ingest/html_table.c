/* Rows of an HTML table -> blocks.
 *
 * Header rows are those of th alone, or the first row. Several on top of each other are joined
 * column by column. A row of one th and some td, in a table without a header, is a pair, as in the
 * info boxes of Wikipedia: all pairs of a table make one block. A cell that spans rows is repeated,
 * cut to CARRY_MAX; one that spans columns stands in the first of them. */
#include "ingest/html_table.h"

#include <string.h>

#include "base/utf8.h"

/* Bytes of a spanning cell that are repeated, and of all of them in a page, so that a short page
 * cannot become a long document. */
#define CARRY_MAX 200
#define REPEATED_MAX ((size_t)4 << 20)

void cn_html_table_init(cn_html_table *table)
{
    cn_cells_init(&table->header);
    cn_cells_init(&table->row);
    cn_cells_init(&table->before);
    cn_buf_init(&table->caption, CN_RECORD_MAX);
    cn_buf_init(&table->pairs, CN_SOURCE_MAX);
    cn_html_table_start(table);
}

void cn_html_table_done(cn_html_table *table)
{
    cn_cells_done(&table->header);
    cn_cells_done(&table->row);
    cn_cells_done(&table->before);
    cn_buf_done(&table->caption);
    cn_buf_done(&table->pairs);
}

void cn_html_table_start(cn_html_table *table)
{
    cn_cells_clear(&table->header);
    cn_cells_clear(&table->row);
    cn_cells_clear(&table->before);
    cn_buf_clear(&table->caption);
    cn_buf_clear(&table->pairs);
    memset(table->spans, 0, sizeof(table->spans));
    table->n_header = table->n_data = 0;
    table->has_rows = false;
}

/* How much of a cell's text is repeated in another column or row. */
static size_t repeated_len(cn_html_table *table, const char *text, size_t len)
{
    len = len > CARRY_MAX ? cn_utf8_floor(text, CARRY_MAX) : len;
    if (table->n_repeated + len > REPEATED_MAX)
        return 0;
    table->n_repeated += len;
    return len;
}

/* Repeats cells of the row before that span into the column to be filled next. */
static int carry_cells(cn_html_table *table, cairn_error *err)
{
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && table->row.n < CN_SPAN_MAX && table->spans[table->row.n] > 0) {
        size_t column = table->row.n, len;
        const char *text = cn_cells_get(&table->before, column, &len);

        table->spans[column]--;
        rc = cn_cells_add(&table->row, text, repeated_len(table, text, len), err);
    }
    return rc;
}

int cn_html_table_cell(cn_html_table *table, const cn_html_cell *cell, cairn_error *err)
{
    unsigned rows_below = cell->rowspan < 1 ? 0 : cell->rowspan - 1;
    int rc = carry_cells(table, err);

    if (cell->is_header)
        table->n_header++;
    else
        table->n_data++;
    if (rc == CAIRN_OK && table->row.n < CN_SPAN_MAX)
        table->spans[table->row.n] = rows_below;
    if (rc == CAIRN_OK)
        rc = cn_cells_add(&table->row, cell->text, cell->len, err);
    for (unsigned i = 1; rc == CAIRN_OK && i < cell->colspan && table->row.n < CN_SPAN_MAX; i++) {
        /* A header over several columns names each of them; data stands in the first. */
        size_t len = cell->is_header ? repeated_len(table, cell->text, cell->len) : 0;

        table->spans[table->row.n] = rows_below;
        rc = cn_cells_add(&table->row, cell->text, len, err);
    }
    return rc;
}

static bool same_cell(const cn_cells *a, const cn_cells *b, size_t i)
{
    size_t a_len, b_len;
    const char *a_text = cn_cells_get(a, i, &a_len), *b_text = cn_cells_get(b, i, &b_len);

    return a_len == b_len && memcmp(a_text, b_text, a_len) == 0;
}

/* Joins the open row to the header, column by column. */
static int add_header(cn_html_table *table, cairn_error *err)
{
    size_t n = table->header.n > table->row.n ? table->header.n : table->row.n, len;
    cn_cells joined, old = table->header;
    cn_buf cell;
    int rc = CAIRN_OK;

    cn_cells_init(&joined);
    cn_buf_init(&cell, CN_RECORD_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const char *text = cn_cells_get(&old, i, &len);

        cn_buf_clear(&cell);
        cn_buf_add(&cell, text, len < CN_COLUMN_NAME_MAX ? len : 0);
        text = cn_cells_get(&table->row, i, &len);
        if (!same_cell(&old, &table->row, i) && len > 0) {
            cn_buf_add_char(&cell, ' ');
            cn_buf_add(&cell, text, len);
        }
        rc = cn_buf_check(&cell, err);
        if (rc == CAIRN_OK)
            rc = cn_cells_add(&joined, cn_buf_str(&cell), cell.len, err);
    }
    cn_buf_done(&cell);
    if (rc < 0) {
        cn_cells_done(&joined);
        return rc;
    }
    table->header = joined;
    cn_cells_done(&old);
    return CAIRN_OK;
}

/* Adds what cells hold as a paragraph. */
static int add_loose(const cn_cells *cells, cn_document *doc, cairn_error *err)
{
    return cn_row_add_header(doc, cells, 0, 0, err);
}

static int write_caption(cn_html_table *table, cn_document *doc, cairn_error *err)
{
    int rc = cn_buf_check(&table->caption, err);

    if (rc == CAIRN_OK)
        rc = cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, cn_buf_str(&table->caption),
                             table->caption.len, 0, 0, err);
    cn_buf_clear(&table->caption);
    return rc;
}

/* "th: td, td" */
static int add_pair(cn_html_table *table, cairn_error *err)
{
    size_t name_len, len;
    cn_buf value;
    int rc;

    cn_buf_init(&value, CN_SOURCE_MAX);
    for (size_t i = 1; i < table->row.n; i++) {
        const char *text = cn_cells_get(&table->row, i, &len);

        if (len > 0 && value.len > 0)
            cn_buf_add_str(&value, ", ");
        cn_buf_add(&value, text, len);
    }
    rc = cn_buf_check(&value, err);
    if (rc == CAIRN_OK) {
        const char *name = cn_cells_get(&table->row, 0, &name_len);

        cn_row_line(&table->pairs, name, name_len, 1, cn_buf_str(&value), value.len);
        rc = cn_buf_check(&table->pairs, err);
    }
    cn_buf_done(&value);
    return rc;
}

static int write_pairs(cn_html_table *table, const char *name, cn_document *doc, cairn_error *err)
{
    cn_buf row;
    int rc;

    cn_buf_init(&row, CN_SOURCE_MAX);
    if (table->caption.len > 0)
        cn_row_line(&row, "name", 4, 1, table->caption.data, table->caption.len);
    else
        cn_row_line(&row, "name", 4, 1, name, strlen(name));
    cn_buf_add(&row, cn_buf_str(&table->pairs), table->pairs.len);
    rc = cn_buf_check(&row, err);
    if (rc == CAIRN_OK)
        rc = cn_document_add(doc, CN_BLOCK_ROW, 0, cn_buf_str(&row), row.len, 0, 0, err);
    cn_buf_done(&row);
    cn_buf_clear(&table->pairs);
    cn_buf_clear(&table->caption);
    return rc;
}

static int end_header_row(cn_html_table *table, cn_document *doc, cairn_error *err)
{
    size_t n_cells = table->n_header + table->n_data, len;
    const char *text = cn_cells_get(&table->row, 0, &len);

    /* One cell over the whole width is a caption. */
    if (n_cells == 1 && table->row.n > 1 && table->header.n == 0 && table->pairs.len == 0) {
        cn_buf_add(&table->caption, " ", table->caption.len > 0);
        cn_buf_add(&table->caption, text, len);
        return cn_buf_check(&table->caption, err);
    }
    if (n_cells == 1 && table->row.n > 1)
        return table->pairs.len > 0
                   ? CAIRN_OK
                   : cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, text, len, 0, 0, err);
    /* A header in the middle begins a new part of the table. */
    if (table->has_rows)
        cn_cells_clear(&table->header);
    table->has_rows = false;
    return add_header(table, err);
}

/* One th and its td, or "Kingdom:" and what it is. */
static bool is_pair(const cn_html_table *table)
{
    size_t len;
    const char *name = cn_cells_get(&table->row, 0, &len);

    return table->n_header == 1 || (table->n_data == 2 && len > 0 && name[len - 1] == ':');
}

static int take_row(cn_html_table *table, bool in_head, cn_document *doc, cairn_error *err)
{
    bool is_header = in_head || (table->n_header > 0 && table->n_data == 0);
    bool is_first = table->header.n == 0 && !table->has_rows;
    int rc = CAIRN_OK;

    if (is_header)
        return end_header_row(table, doc, err);
    if (table->header.n == 0 && is_pair(table))
        return add_pair(table, err);
    if (table->caption.len > 0 && table->pairs.len == 0)
        rc = write_caption(table, doc, err);
    if (rc < 0)
        return rc;
    if (is_first && table->pairs.len == 0 && cn_cells_filled(&table->row) > 1)
        return add_header(table, err);
    if (table->header.n == 0)
        return add_loose(&table->row, doc, err);
    table->has_rows = true;
    return cn_row_add(doc, &table->header, &table->row, 0, 0, err);
}

int cn_html_table_end_row(cn_html_table *table, bool in_head, cn_document *doc, cairn_error *err)
{
    cn_cells swap;
    int rc = CAIRN_OK;

    /* Cells that span rows may stand behind the last one written. */
    for (size_t i = table->row.n; rc == CAIRN_OK && i < table->before.n && i < CN_SPAN_MAX; i++) {
        while (rc == CAIRN_OK && table->spans[i] > 0 && table->row.n < i)
            rc = cn_cells_add(&table->row, "", 0, err);
        if (rc == CAIRN_OK)
            rc = carry_cells(table, err);
    }
    if (rc == CAIRN_OK && cn_cells_filled(&table->row) > 0)
        rc = take_row(table, in_head, doc, err);
    swap = table->before;
    table->before = table->row;
    table->row = swap;
    cn_cells_clear(&table->row);
    table->n_header = table->n_data = 0;
    return rc;
}

int cn_html_table_end(cn_html_table *table, const char *name, cn_document *doc, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (table->pairs.len > 0)
        rc = write_pairs(table, name, doc, err);
    else if (table->caption.len > 0)
        rc = write_caption(table, doc, err);
    if (rc == CAIRN_OK && table->header.n > 0 && !table->has_rows)
        rc = add_loose(&table->header, doc, err);
    cn_html_table_start(table);
    return rc;
}
