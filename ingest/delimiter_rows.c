/* Makes delimiter rows of Markdown tables long enough for md4c; see delimiter_rows.h. */
#include "ingest/delimiter_rows.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/reader.h"

#define CELL_MIN 3 /* characters that md4c wants between two bars */

void cn_delimiter_rows_init(cn_delimiter_rows *rows)
{
    *rows = (cn_delimiter_rows){0};
    cn_buf_init(&rows->text, 4 * CN_SOURCE_MAX);
}

void cn_delimiter_rows_done(cn_delimiter_rows *rows)
{
    cn_buf_done(&rows->text);
    cn_free(rows->rows);
    rows->rows = NULL;
    rows->n = rows->cap = 0;
}

static bool is_delimiter(char c)
{
    return c == '-' || c == ':';
}

/* Bars, dashes, colons and blanks, with a dash; *is_short when a cell is too short for md4c. Quote
 * marks may stand before it. */
static bool is_delimiter_row(const char *line, size_t len, bool *is_short)
{
    size_t n = 0;
    bool has_dash = false, has_bar = false;

    *is_short = false;
    for (size_t i = 0; i < len; i++) {
        bool is_blank = line[i] == ' ' || line[i] == '\t' || line[i] == '\r' || line[i] == '>';

        if (!is_delimiter(line[i]) && line[i] != '|' && !is_blank)
            return false;
        has_dash = has_dash || line[i] == '-';
        has_bar = has_bar || line[i] == '|';
        n = is_delimiter(line[i]) ? n + 1 : 0;
        if (n > 0 && n < CELL_MIN && (i + 1 == len || !is_delimiter(line[i + 1])))
            *is_short = true;
    }
    return has_dash && has_bar;
}

/* Copies the row, dashes added to each run that is too short: behind its first dash. */
static size_t add_row(cn_buf *out, const char *line, size_t len)
{
    size_t n_new = 0;

    for (size_t i = 0; i < len;) {
        size_t first = i;

        while (i < len && !is_delimiter(line[i]))
            i++;
        cn_buf_add(out, line + first, i - first);
        first = i;
        while (i < len && is_delimiter(line[i]))
            i++;
        for (size_t at = first; at < i; at++) {
            cn_buf_add_char(out, line[at]);
            if (line[at] != '-' || i - first >= CELL_MIN)
                continue;
            for (size_t n = i - first; n < CELL_MIN; n++, n_new++)
                cn_buf_add_char(out, '-');
            at++;
            cn_buf_add(out, line + at, i - at);
            break;
        }
    }
    return n_new;
}

static int note_row(cn_delimiter_rows *rows, size_t n_new, cairn_error *err)
{
    void *array = rows->rows;
    size_t before = rows->n > 0 ? rows->rows[rows->n - 1].n_new : 0;

    if (!cn_grow(&array, &rows->cap, rows->n + 1, CN_SOURCE_MAX, sizeof(cn_delimiter_row)))
        return cn_fail_memory(err, (rows->n + 1) * sizeof(cn_delimiter_row));
    rows->rows = array;
    rows->rows[rows->n++] = (cn_delimiter_row){rows->text.len, before + n_new};
    return CAIRN_OK;
}

int cn_delimiter_rows_widen(cn_delimiter_rows *rows, const char *text, size_t len, cairn_error *err)
{
    size_t copied = 0, at = 0, n_new;
    bool bar_above = false;
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && at < len) {
        const char *eol = memchr(text + at, '\n', len - at);
        size_t end = eol ? (size_t)(eol - text) : len;
        bool is_short;

        /* Only below a line that can be a header: elsewhere it may be a drawing. */
        if (bar_above && is_delimiter_row(text + at, end - at, &is_short) && is_short) {
            cn_buf_add(&rows->text, text + copied, at - copied);
            n_new = add_row(&rows->text, text + at, end - at);
            rc = note_row(rows, n_new, err);
            copied = end;
        }
        bar_above = memchr(text + at, '|', end - at) != NULL;
        at = end + 1;
    }
    if (rc == CAIRN_OK && copied > 0)
        cn_buf_add(&rows->text, text + copied, len - copied);
    return rc < 0 ? rc : cn_buf_check(&rows->text, err);
}

size_t cn_delimiter_rows_unmap(const cn_delimiter_rows *rows, size_t at)
{
    size_t low = 0, high = rows->n;

    /* The last row that ends at or before `at`. */
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (rows->rows[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? at - rows->rows[low - 1].n_new : at;
}
