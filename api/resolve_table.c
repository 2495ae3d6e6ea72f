/* Rows of a table of claims, see resolve_table.h. The text is read whole; cells are cut in place.
 */
#include "api/resolve_table.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

static const size_t FILE_MAX = (size_t)1 << 32; /* bytes */
enum { SNIFF_LINES = 50 };

typedef struct table {
    char *text;
    size_t len, at, line;
    size_t n_lines; /* of the record at hand */
    char separator;
    bool is_line_bound; /* a quote was left open before */
    cn_cell cells[CN_RESOLVE_CELLS_MAX];
    size_t n;
} table;

static size_t line_end(const table *t, size_t at)
{
    const char *end = at < t->len ? memchr(t->text + at, '\n', t->len - at) : NULL;

    return end ? (size_t)(end - t->text) : t->len;
}

/* How often the separator stands outside quotes in a line. */
static size_t count_separators(const char *text, size_t first, size_t end, char separator)
{
    bool in_quotes = false;
    size_t n = 0;

    for (size_t i = first; i < end; i++) {
        in_quotes = in_quotes != (text[i] == '"' && separator != '\t');
        n += !in_quotes && text[i] == separator;
    }
    return n;
}

static char sniff_separator(const table *t)
{
    static const char candidates[] = {'\t', ',', ';', '|'};
    size_t best_same = 0;
    char best = ',';

    for (size_t c = 0; c < sizeof(candidates); c++) {
        size_t n_first = 0, n_same = 0, at = 0;

        for (int line = 0; line < SNIFF_LINES && at < t->len; line++) {
            const size_t end = line_end(t, at);
            const size_t n = count_separators(t->text, at, end, candidates[c]);

            n_first = line == 0 ? n : n_first;
            n_same += n > 0 && n == n_first;
            at = end + 1;
        }
        if (n_same > best_same) {
            best_same = n_same;
            best = candidates[c];
        }
    }
    return best;
}

/* Unwraps the quoted cell that begins at *at; false when its quote is not closed before limit. */
static bool read_quoted(table *t, size_t *at, size_t limit, cn_cell *cell)
{
    size_t i = *at + 1, out = *at;

    for (; i < limit; i++) {
        if (t->text[i] == '"' && (i + 1 >= limit || t->text[i + 1] != '"'))
            break;
        i += t->text[i] == '"';
        out++;
    }
    if (i >= limit)
        return false;
    for (size_t from = *at; from < i; from++)
        t->n_lines += t->text[from] == '\n';
    /* Only now is the text changed: an open quote must leave it as it stood. */
    for (size_t from = *at + 1, to = *at; from < i; from++, to++) {
        from += t->text[from] == '"';
        t->text[to] = t->text[from];
    }
    *cell = (cn_cell){t->text + *at, out - *at};
    *at = i + 1;
    return true;
}

static void add_cell(table *t, cn_cell cell)
{
    if (t->n < CN_RESOLVE_CELLS_MAX)
        t->cells[t->n++] = cell;
}

/* Cuts the record at t->at; false when a quote in it is not closed. */
static bool cut_record(table *t, size_t *at, size_t limit)
{
    t->n = 0;
    for (;;) {
        const size_t first = *at;
        cn_cell cell = {t->text + first, 0};
        const bool is_quoted = t->separator != '\t' && first < limit && t->text[first] == '"';

        if (is_quoted && !read_quoted(t, at, limit, &cell))
            return false;
        while (*at < limit && t->text[*at] != t->separator && t->text[*at] != '\n')
            ++*at;
        if (!is_quoted)
            cell.len = *at - first;
        while (cell.len > 0 && cell.text[cell.len - 1] == '\r')
            cell.len--;
        add_cell(t, cell);
        if (*at >= limit || t->text[*at] == '\n')
            return true;
        ++*at;
    }
}

static void next_record(table *t)
{
    size_t at = t->at;
    const size_t end = line_end(t, t->at);
    bool is_whole;

    t->n_lines = 1;
    is_whole = cut_record(t, &at, t->is_line_bound ? end : t->len);
    if (!is_whole) {
        /* Without quotes the line is cut at its separators. */
        const char separator = t->separator;

        t->is_line_bound = true;
        at = t->at;
        t->n = 0;
        t->n_lines = 1;
        for (size_t first = at; first <= end; first = at + 1) {
            for (at = first; at < end && t->text[at] != separator;)
                at++;
            add_cell(t, (cn_cell){t->text + first, at - first});
        }
        at = end;
    }
    t->at = at + 1;
}

static bool is_empty(const table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        for (size_t k = 0; k < t->cells[i].len; k++) {
            if ((unsigned char)t->cells[i].text[k] > ' ')
                return false;
        }
    }
    return true;
}

static int read_rows(table *t, cn_resolve_row_fn fn, void *user, cairn_error *err)
{
    int rc = CAIRN_OK;

    t->separator = sniff_separator(t);
    while (rc == CAIRN_OK && t->at < t->len) {
        next_record(t);
        if (!is_empty(t))
            rc = fn(t->cells, t->n, t->line, user, err);
        t->line += t->n_lines;
    }
    return rc;
}

/* NUL and other control characters become blanks: names and values are printed. */
static void blank_controls(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c < ' ' && c != '\n' && c != '\t' && c != '\r')
            text[i] = ' ';
    }
}

int cn_resolve_table_read(const char *path, cn_resolve_row_fn fn, void *user, cairn_error *err)
{
    table *t = cn_alloc_zero(1, sizeof(*t));
    cn_decoded how;
    cn_buf bytes, text;
    int rc;

    if (!t)
        return cn_fail_memory(err, sizeof(*t));
    cn_buf_init(&bytes, FILE_MAX);
    cn_buf_init(&text, 3 * FILE_MAX);
    rc = cn_file_read(path, FILE_MAX, &bytes, err);
    if (rc == CAIRN_OK && cn_utf8_is_binary(cn_buf_str(&bytes), bytes.len))
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%s: this is no table of claims, it is binary", path);
    if (rc == CAIRN_OK)
        rc = cn_utf8_decode(cn_buf_str(&bytes), bytes.len, NULL, &text, &how, err);
    if (rc == CAIRN_OK && text.len > 0) {
        t->text = text.data;
        t->len = text.len;
        t->line = 1;
        blank_controls(t->text, t->len);
        rc = read_rows(t, fn, user, err);
    }
    cn_buf_done(&bytes);
    cn_buf_done(&text);
    cn_free(t);
    return rc;
}
