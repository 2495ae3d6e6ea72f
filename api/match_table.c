/* A CSV file as a table in memory; see match_table.h. */
#include "api/match_table.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/match.h"
#include "ingest/reader.h"

enum {
    COLUMNS_MAX = 1024,
    ISSUES_MAX = 10, /* rows that are named; the rest is counted */
    ENTITY_MAX = 12, /* bytes of "&thetasym;" and the like */
    PLACE_MAX = 300  /* bytes of "file:line" */
};
static const size_t FILE_MAX = (size_t)512 << 20;

typedef struct reading {
    cn_match_table *table;
    const char *path, *text;
    size_t len, at, line;
    char separator;
    bool is_line_bound;
    size_t n_bad;
    cn_buf cell;
    cairn_issue_fn issue;
    void *user;
} reading;

void cn_match_table_done(cn_match_table *table)
{
    for (size_t c = 0; table->columns && c < table->n_columns; c++)
        cn_free(table->columns[c]);
    cn_free(table->columns);
    cn_free(table->ends);
    cn_buf_done(&table->text);
    memset(table, 0, sizeof(*table));
}

static void report(reading *read, size_t line, const char *sentence)
{
    char place[PLACE_MAX];

    if (read->n_bad++ >= ISSUES_MAX || !read->issue)
        return;
    snprintf(place, sizeof(place), "%.250s:%zu", read->path, line);
    read->issue(place, sentence, read->user);
}

static char sniff_separator(const char *text, size_t len)
{
    static const char candidates[] = {',', ';', '\t', '|', '%'};
    size_t counts[sizeof(candidates)] = {0}, best = 0;
    bool in_quotes = false;

    for (size_t i = 0; i < len && (in_quotes || (text[i] != '\n' && text[i] != '\r')); i++) {
        in_quotes = in_quotes != (text[i] == '"');
        for (size_t c = 0; c < sizeof(candidates); c++)
            counts[c] += !in_quotes && text[i] == candidates[c];
    }
    for (size_t c = 1; c < sizeof(candidates); c++)
        best = counts[c] > counts[best] ? c : best;
    return candidates[best];
}

/* ---- Cells -------------------------------------------------------------------------- */

static void add_text(cn_buf *out, const char *text, size_t len)
{
    size_t i = 0;

    while (i < len) {
        const char *amp = memchr(text + i, '&', len - i);
        const size_t until = amp ? (size_t)(amp - text) : len;
        size_t end, n = 0;
        char utf8[4];

        cn_buf_add(out, text + i, until - i);
        i = until;
        if (i == len)
            return;
        for (end = i + 1; end < len && end - i < ENTITY_MAX && text[end] != ';'; end++)
            continue;
        if (end < len && text[end] == ';')
            n = cn_html_entity(text + i, end + 1 - i, utf8);
        cn_buf_add(out, n > 0 ? utf8 : text + i, n > 0 ? n : 1);
        i = n > 0 ? end + 1 : i + 1;
    }
}

static int end_cell(reading *read, cairn_error *err)
{
    cn_match_table *table = read->table;
    void *ends = table->ends;

    add_text(&table->text, cn_buf_str(&read->cell), read->cell.len);
    cn_buf_clear(&read->cell);
    if (table->text.status < 0 ||
        !cn_grow(&ends, &table->cells_cap, table->n_cells + 1, SIZE_MAX / 16, sizeof(size_t)))
        return cn_fail_memory(err, table->text.len);
    table->ends = ends;
    table->ends[table->n_cells++] = table->text.len;
    return CAIRN_OK;
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* Reads "..." at read->at; false when it is not closed before the limit. */
static bool read_quoted(reading *read, size_t limit)
{
    size_t i = read->at + 1;

    while (i < limit) {
        const char *quote = memchr(read->text + i, '"', limit - i);
        const size_t until = quote ? (size_t)(quote - read->text) : limit;

        cn_buf_add(&read->cell, read->text + i, until - i);
        i = until + 1;
        if (!quote)
            return false;
        if (i >= limit || read->text[i] != '"') {
            read->at = i;
            return true;
        }
        cn_buf_add_char(&read->cell, '"');
        i++;
    }
    return false;
}

static size_t find_line_end(const reading *read)
{
    size_t i = read->at;

    while (i < read->len && !ends_line(read->text[i]))
        i++;
    return i;
}

static void read_cell(reading *read)
{
    size_t first;

    if (read->at < read->len && read->text[read->at] == '"') {
        const size_t start = read->at;
        const size_t limit = read->is_line_bound ? find_line_end(read) : read->len;

        if (read_quoted(read, limit)) {
            for (size_t i = start; i < read->at; i++)
                read->line += read->text[i] == '\n';
        } else {
            report(read, read->line, "a quote is never closed: read as a plain character");
            read->is_line_bound = true;
            cn_buf_clear(&read->cell);
        }
    }
    for (first = read->at; read->at < read->len && read->text[read->at] != read->separator &&
                           !ends_line(read->text[read->at]);
         read->at++)
        continue;
    cn_buf_add(&read->cell, read->text + first, read->at - first);
}

static void skip_line_end(reading *read)
{
    if (read->at < read->len && read->text[read->at] == '\r')
        read->at++;
    if (read->at < read->len && read->text[read->at] == '\n')
        read->at++;
    read->line++;
}

/* ---- Records --------------------------------------------------------------------------- */

static void skip_blank_lines(reading *read)
{
    while (read->at < read->len) {
        size_t i = read->at;

        while (i < read->len && (read->text[i] == ' ' || read->text[i] == '\t') &&
               read->text[i] != read->separator)
            i++;
        if (i < read->len && !ends_line(read->text[i]))
            return;
        read->at = i;
        skip_line_end(read);
    }
}

/* Reads the record at read->at; of cells beyond n_max none is kept. *n: how many there were. */
static int read_record(reading *read, size_t n_max, size_t *n, cairn_error *err)
{
    int rc = CAIRN_OK;

    *n = 0;
    for (;;) {
        read_cell(read);
        if (read->cell.status < 0)
            return cn_fail_memory(err, read->cell.len);
        if (*n < n_max)
            rc = end_cell(read, err);
        else
            cn_buf_clear(&read->cell);
        ++*n;
        if (rc < 0 || read->at >= read->len || ends_line(read->text[read->at]))
            break;
        read->at++;
    }
    skip_line_end(read);
    return rc;
}

static int take_header(reading *read, cairn_error *err)
{
    cn_match_table *table = read->table;
    size_t n = 0, first = 0;
    int rc = read_record(read, COLUMNS_MAX, &n, err);

    if (rc < 0)
        return rc;
    if (n > COLUMNS_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.150s: its header has more than %d columns",
                       read->path, COLUMNS_MAX);
    table->columns = cn_alloc_zero(n, sizeof(char *));
    if (!table->columns)
        return cn_fail_memory(err, n * sizeof(char *));
    table->n_columns = n;
    for (size_t c = 0; c < n; c++) {
        table->columns[c] = cn_strndup(cn_buf_str(&table->text) + first, table->ends[c] - first);
        if (!table->columns[c])
            return cn_fail_memory(err, table->ends[c] - first);
        first = table->ends[c];
    }
    table->n_cells = 0;
    cn_buf_clear(&table->text);
    return CAIRN_OK;
}

/* The header is a row as well: its cells were taken back, so read again. */
static int read_rows(reading *read, cairn_error *err)
{
    cn_match_table *table = read->table;
    int rc = CAIRN_OK;

    for (skip_blank_lines(read); rc == CAIRN_OK && read->at < read->len; skip_blank_lines(read)) {
        const size_t line = read->line;
        size_t n;

        if (table->n_cells / table->n_columns >= CN_MATCH_ROWS_MAX)
            return cn_fail(err, CAIRN_EINVAL, 0, "%.150s: it has more than %zu rows", read->path,
                           CN_MATCH_ROWS_MAX);
        rc = read_record(read, table->n_columns, &n, err);
        if (rc == CAIRN_OK && n != table->n_columns) {
            char sentence[120];

            snprintf(sentence, sizeof(sentence), "the row has %zu cells, the header %zu%s", n,
                     table->n_columns, n > table->n_columns ? "; the rest is left out" : "");
            report(read, line, sentence);
        }
        for (; rc == CAIRN_OK && n < table->n_columns; n++)
            rc = end_cell(read, err);
    }
    return rc;
}

/* ---- Files ------------------------------------------------------------------------------- */

static int read_text(const char *path, cn_buf *text, cairn_error *err)
{
    cn_decoded how;
    cn_buf bytes;
    int rc;

    cn_buf_init(&bytes, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &bytes, err);
    if (rc == CAIRN_OK && cn_utf8_is_binary(cn_buf_str(&bytes), bytes.len))
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%.150s: it is no text", path);
    if (rc == CAIRN_OK)
        rc = cn_utf8_decode(cn_buf_str(&bytes), bytes.len, NULL, text, &how, err);
    cn_buf_done(&bytes);
    return rc;
}

static void name_rest(const reading *read)
{
    char sentence[80];

    if (read->n_bad <= ISSUES_MAX || !read->issue)
        return;
    snprintf(sentence, sizeof(sentence), "%zu more rows like these", read->n_bad - ISSUES_MAX);
    read->issue(read->path, sentence, read->user);
}

int cn_match_table_read(const char *path, bool has_header, cn_match_table *table,
                        cairn_issue_fn issue, void *user, cairn_error *err)
{
    reading read = {.table = table, .path = path, .line = 1, .issue = issue, .user = user};
    cn_buf text;
    int rc;

    memset(table, 0, sizeof(*table));
    cn_buf_init(&table->text, 2 * FILE_MAX);
    cn_buf_init(&read.cell, FILE_MAX);
    cn_buf_init(&text, 2 * FILE_MAX);
    rc = read_text(path, &text, err);
    read.text = cn_buf_str(&text);
    read.len = text.len;
    if (rc == CAIRN_OK) {
        size_t start, line;

        skip_blank_lines(&read);
        start = read.at;
        line = read.line;
        if (start == read.len) {
            rc = cn_fail(err, CAIRN_EPARSE, 0, "%.150s: it is empty", path);
        } else {
            read.separator = sniff_separator(read.text + start, read.len - start);
            rc = take_header(&read, err);
        }
        if (!has_header) {
            read.at = start;
            read.line = line;
        }
    }
    if (rc == CAIRN_OK)
        rc = read_rows(&read, err);
    if (rc == CAIRN_OK)
        name_rest(&read);
    cn_buf_done(&read.cell);
    cn_buf_done(&text);
    table->rows = (cn_match_rows){.n_rows = rc == CAIRN_OK ? table->n_cells / table->n_columns : 0,
                                  .n_columns = table->n_columns,
                                  .text = cn_buf_str(&table->text),
                                  .ends = table->ends,
                                  .columns = table->columns,
                                  .id_column = SIZE_MAX};
    return rc;
}
