/* CSV and TSV -> one document, each record a CN_BLOCK_ROW.
 *
 * RFC 4180: cells in double quotes may hold separators, line ends and doubled quotes. What comes
 * after a closing quote is taken as it stands, as spreadsheets do. The first record names the
 * columns; a lone caption before it becomes a paragraph. A quote that is never closed makes its
 * record bad; reading goes on with the next line, and from then on no record spans lines, so that
 * time stays linear. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/reader.h"

#define SNIFF_MAX ((size_t)64 << 10) /* bytes looked at to find the separator */
#define SNIFF_LINES 10
#define PLACE_MAX 300 /* bytes of "file:line" */

typedef struct table {
    const cn_source *source;
    const cn_sink *sink;
    cn_document *doc;
    size_t at;   /* next byte to read */
    size_t line; /* its line, from 1 */
    char separator, eol;
    bool is_line_bound; /* a quote was left open before: records end with their line */
    cn_cells header, cells;
    cn_buf cell; /* the quoted cell being read */
} table;

enum { RECORD_END, RECORD_READ, RECORD_UNCLOSED };

static size_t find_char(const char *text, size_t first, size_t end, char c)
{
    const char *found = first < end ? memchr(text + first, c, end - first) : NULL;

    return found ? (size_t)(found - text) : end;
}

static size_t count_lines(const table *t, size_t first, size_t end)
{
    size_t n = 0;

    while ((first = find_char(t->source->text, first, end, t->eol)) < end) {
        n++;
        first++;
    }
    return n;
}

/* Reads "..." from *at on into t->cell; false when no closing quote comes before limit. */
static bool read_quoted(table *t, size_t *at, size_t limit)
{
    const char *text = t->source->text;
    size_t i = *at + 1;

    for (;;) {
        size_t quote = find_char(text, i, limit, '"');

        if (quote == limit)
            return false;
        cn_buf_add(&t->cell, text + i, quote - i);
        i = quote + 1;
        if (i == limit || text[i] != '"')
            break;
        cn_buf_add_char(&t->cell, '"');
        i++;
    }
    *at = i;
    return true;
}

static size_t cell_end(const table *t, size_t i)
{
    const char *text = t->source->text;

    while (i < t->source->len && text[i] != t->separator && text[i] != t->eol)
        i++;
    return i;
}

/* Reads the cell at *at and moves *at to the separator or line end behind it. */
static int read_cell(table *t, size_t *at, size_t limit, int *status, cairn_error *err)
{
    const char *text = t->source->text;
    size_t first, end;
    int rc;

    cn_buf_clear(&t->cell);
    if (*at < limit && text[*at] == '"' && !read_quoted(t, at, limit)) {
        *status = RECORD_UNCLOSED;
        return CAIRN_OK;
    }
    first = *at;
    end = cell_end(t, first);
    *at = end;
    if (t->cell.len == 0)
        return cn_cells_add(&t->cells, text + first, end - first, err);
    cn_buf_add(&t->cell, text + first, end - first);
    rc = cn_buf_check(&t->cell, err);
    return rc < 0 ? rc : cn_cells_add(&t->cells, t->cell.data, t->cell.len, err);
}

/* Reads the record at t->at into t->cells; [*first, *end) is where it stands. On RECORD_UNCLOSED
 * and on errors t->at is the next line. */
static int read_record(table *t, size_t *first, size_t *end, int *status, cairn_error *err)
{
    size_t len = t->source->len, at = t->at, limit;
    size_t line_end = find_char(t->source->text, at, len, t->eol);
    int rc = CAIRN_OK;

    *first = *end = at;
    *status = at < len ? RECORD_READ : RECORD_END;
    if (*status == RECORD_END)
        return CAIRN_OK;
    limit = t->is_line_bound ? line_end : len - at > CN_RECORD_MAX ? at + CN_RECORD_MAX : len;
    cn_cells_clear(&t->cells);
    for (;;) {
        rc = read_cell(t, &at, limit, status, err);
        if (rc < 0 || *status != RECORD_READ || at >= len || t->source->text[at] == t->eol)
            break;
        at++;
    }
    *end = rc == CAIRN_OK && *status == RECORD_READ ? at : line_end;
    t->line += count_lines(t, t->at, *end) + 1;
    t->at = *end + 1;
    return rc;
}

static int refuse(const table *t, size_t line, const char *sentence, cairn_error *err)
{
    char place[PLACE_MAX];

    snprintf(place, sizeof(place), "%.250s:%zu", cn_source_name(t->source), line);
    return t->sink->refuse(t->sink->user, place, sentence, err);
}

/* The next record that is not empty; bad ones before it are refused. */
static int next_record(table *t, size_t *first, size_t *end, int *status, cairn_error *err)
{
    int rc;

    do {
        cairn_error why = CAIRN_ERROR_INIT;
        size_t line = t->line;

        rc = read_record(t, first, end, status, &why);
        if (rc == CAIRN_OK && *status == RECORD_UNCLOSED) {
            t->is_line_bound = true;
            rc = refuse(t, line, "the row has a quote that is never closed", err);
            *status = RECORD_UNCLOSED;
        } else if (rc == CAIRN_EPARSE) {
            rc = refuse(t, line, why.message, err);
            *status = RECORD_UNCLOSED;
        } else if (rc < 0 && err) {
            *err = why;
        }
    } while (rc == CAIRN_OK && *status != RECORD_END &&
             (*status == RECORD_UNCLOSED || cn_cells_filled(&t->cells) == 0));
    return rc;
}

static void source_range(const table *t, size_t first, size_t end, uint64_t *src_first,
                         uint64_t *src_len)
{
    bool is_known = t->source->is_verbatim;

    while (end > first && t->source->text[end - 1] == '\r')
        end--;
    *src_first = is_known ? t->source->src_base + first : 0;
    *src_len = is_known ? end - first : 0;
}

/* Reads the header into t->header; a caption over it, one cell in a wider table, is kept as a
 * paragraph. */
static int read_header(table *t, int *status, uint64_t *src_first, uint64_t *src_len,
                       cairn_error *err)
{
    size_t first, end, width, len;
    cn_cells swap;
    int rc = next_record(t, &first, &end, status, err);

    if (rc < 0 || *status == RECORD_END)
        return rc;
    width = t->cells.n;
    source_range(t, first, end, src_first, src_len);
    if (width > 1 && cn_cells_filled(&t->cells) == 1 && cn_cells_get(&t->cells, 0, &len)[0]) {
        rc = cn_row_add_header(t->doc, &t->cells, *src_first, *src_len, err);
        if (rc == CAIRN_OK)
            rc = next_record(t, &first, &end, status, err);
        if (rc < 0 || *status == RECORD_END)
            return rc;
        source_range(t, first, end, src_first, src_len);
    }
    swap = t->header;
    t->header = t->cells;
    t->cells = swap;
    return CAIRN_OK;
}

static int read_rows(table *t, cairn_error *err)
{
    uint64_t src_first = 0, src_len = 0, row_first, row_len;
    size_t first, end, n_rows = 0;
    int status, rc;

    rc = read_header(t, &status, &src_first, &src_len, err);
    while (rc == CAIRN_OK && status != RECORD_END) {
        rc = next_record(t, &first, &end, &status, err);
        if (rc < 0 || status == RECORD_END)
            break;
        source_range(t, first, end, &row_first, &row_len);
        rc = cn_row_add(t->doc, &t->header, &t->cells, row_first, row_len, err);
        n_rows++;
    }
    if (rc == CAIRN_OK && n_rows == 0)
        rc = cn_row_add_header(t->doc, &t->header, src_first, src_len, err);
    return rc;
}

/* How often c stands outside quotes in the line [first, end). */
static size_t count_separators(const char *text, size_t first, size_t end, char c)
{
    bool in_quotes = false;
    size_t n = 0;

    for (size_t i = first; i < end; i++) {
        in_quotes = in_quotes != (text[i] == '"');
        n += !in_quotes && text[i] == c;
    }
    return n;
}

/* The separator that splits most of the first lines into as many cells as the first of them; of
 * equals, the one that makes more cells, then the commoner one. */
static char sniff_separator(const char *text, size_t len, char eol)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t best_score = 0;
    char best = ',';

    len = len < SNIFF_MAX ? len : SNIFF_MAX;
    for (size_t c = 0; c < sizeof(candidates); c++) {
        size_t at = 0, n_first = 0, n_same = 0, score;

        for (int line = 0; line < SNIFF_LINES && at < len; line++) {
            size_t end = find_char(text, at, len, eol);
            size_t n = count_separators(text, at, end, candidates[c]);

            n_first = line == 0 ? n : n_first;
            n_same += n > 0 && n == n_first;
            at = end + 1;
        }
        score = n_same * SNIFF_MAX + n_first;
        if (score > best_score) {
            best_score = score;
            best = candidates[c];
        }
    }
    return best;
}

/* Spreadsheets may begin with a line "sep=;". */
static void skip_separator_line(table *t)
{
    const char *text = t->source->text;
    size_t end = find_char(text, 0, t->source->len, t->eol);

    if (end < 5 || end > 6 || memcmp(text, "sep=", 4) != 0 || (end == 6 && text[5] != '\r'))
        return;
    t->separator = text[4];
    t->at = end + 1;
    t->line++;
}

static void choose_separator(table *t, char separator)
{
    const cn_source *source = t->source;
    bool has_lf = find_char(source->text, 0, source->len, '\n') < source->len;
    bool has_cr = find_char(source->text, 0, source->len, '\r') < source->len;

    t->eol = !has_lf && has_cr ? '\r' : '\n';
    t->separator = separator ? separator : sniff_separator(source->text, source->len, t->eol);
    if (!separator)
        skip_separator_line(t);
}

int cn_read_table(const cn_source *source, char separator, const cn_sink *sink, cairn_error *err)
{
    int format = separator == '\t' ? CAIRN_FORMAT_TSV : CAIRN_FORMAT_CSV;
    table t = {.source = source, .sink = sink, .line = 1};
    int rc;

    cn_cells_init(&t.header);
    cn_cells_init(&t.cells);
    cn_buf_init(&t.cell, CN_RECORD_MAX);
    choose_separator(&t, separator);
    rc = cn_reader_open(source, format, &t.doc, err);
    if (rc == CAIRN_OK)
        rc = read_rows(&t, err);
    if (rc == CAIRN_OK)
        rc = cn_reader_deliver(source, sink, &t.doc, err);
    cn_document_free(t.doc);
    cn_buf_done(&t.cell);
    cn_cells_done(&t.cells);
    cn_cells_done(&t.header);
    return rc;
}
