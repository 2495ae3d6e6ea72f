/* What the readers share; see reader.h. */
#include "ingest/reader.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define EXTENSION_MAX 8 /* bytes; "markdown" */

void cn_trim(const char *text, size_t *first, size_t *end)
{
    while (*first < *end && cn_is_space(text[*first]))
        ++*first;
    while (*end > *first && cn_is_space(text[*end - 1]))
        --*end;
}

void cn_squeeze(cn_buf *out, const char *text, size_t len)
{
    size_t i = 0;

    cn_trim(text, &i, &len);
    while (i < len) {
        size_t first = i;

        while (i < len && !cn_is_space(text[i]))
            i++;
        cn_buf_add(out, text + first, i - first);
        if (i < len)
            cn_buf_add_char(out, ' ');
        while (i < len && cn_is_space(text[i]))
            i++;
    }
}

int cn_buf_check(const cn_buf *buf, cairn_error *err)
{
    if (buf->status == CAIRN_OK)
        return CAIRN_OK;
    if (buf->status == CAIRN_ENOMEM)
        return cn_fail_memory(err, buf->cap);
    return cn_fail(err, CAIRN_EPARSE, 0, "the text is longer than %zu bytes", buf->max);
}

const char *cn_source_name(const cn_source *source)
{
    if (strcmp(source->path, "-") == 0)
        return "standard input";
    return source->path[0] ? source->path : source->uri;
}

/* The last part of a path or URI, without folders, query and extension. */
static const char *base_name(const cn_source *source, size_t *len)
{
    bool is_path = source->path[0] && strcmp(source->path, "-") != 0;
    const char *name = is_path ? source->path : source->uri;
    size_t end = is_path ? strlen(name) : strcspn(name, "?#");
    size_t first, dot;

    while (end > 0 && name[end - 1] == '/')
        end--;
    for (first = end; first > 0 && name[first - 1] != '/'; first--)
        if (!is_path && name[first - 1] == ':')
            break;
    dot = end;
    while (dot > first + 1 && end - dot <= EXTENSION_MAX && name[dot - 1] != '.' &&
           name[dot - 1] != ' ')
        dot--;
    if (dot > first + 1 && dot < end && name[dot - 1] == '.')
        end = dot - 1;
    *len = end - first;
    return name + first;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void make_readable(char *name, size_t len)
{
    bool has_upper = false;

    for (size_t i = 0; i < len; i++) {
        bool in_date = i > 0 && i + 1 < len && is_digit(name[i - 1]) && is_digit(name[i + 1]);

        if (name[i] == '_' || (name[i] == '-' && !in_date))
            name[i] = ' ';
        has_upper = has_upper || (name[i] >= 'A' && name[i] <= 'Z');
    }
    if (len > 0 && !has_upper && name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
}

int cn_source_title(const cn_source *source, char **title, cairn_error *err)
{
    size_t len;
    const char *name = base_name(source, &len);
    char *copy = NULL;
    cn_buf out;
    int rc;

    cn_buf_init(&out, CN_SOURCE_MAX);
    rc = cn_document_set(&copy, name, len, err);
    if (rc < 0)
        goto out;
    make_readable(copy, len);
    /* A file name may be any bytes; a title is UTF-8. */
    cn_squeeze(&out, copy, cn_utf8_valid(copy, len));
    rc = cn_buf_check(&out, err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(title, cn_buf_str(&out), out.len, err);
out:
    cn_free(copy);
    cn_buf_done(&out);
    return rc;
}

int cn_reader_open(const cn_source *source, int format, cn_document **doc, cairn_error *err)
{
    return cn_document_new(source->uri, source->path, format, doc, err);
}

int cn_reader_deliver(const cn_source *source, const cn_sink *sink, cn_document **doc,
                      cairn_error *err)
{
    cn_document *ready = *doc;
    int rc = CAIRN_OK;

    if (ready->n_blocks == 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.180s: there is no text in it",
                       cn_source_name(source));
    if (!ready->title[0])
        rc = cn_source_title(source, &ready->title, err);
    if (rc < 0)
        return rc;
    *doc = NULL;
    return sink->deliver(sink->user, ready, err);
}

void cn_cells_init(cn_cells *cells)
{
    *cells = (cn_cells){0};
    cn_buf_init(&cells->text, CN_RECORD_MAX);
}

void cn_cells_done(cn_cells *cells)
{
    cn_buf_done(&cells->text);
    cn_free(cells->ends);
    cells->ends = NULL;
    cells->n = cells->cap = 0;
}

void cn_cells_clear(cn_cells *cells)
{
    cn_buf_clear(&cells->text);
    cells->n = 0;
}

int cn_cells_add(cn_cells *cells, const char *text, size_t len, cairn_error *err)
{
    void *ends = cells->ends;
    int rc;

    if (cells->n >= CN_COLUMNS_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "the row has more than %d cells", CN_COLUMNS_MAX);
    if (!cn_grow(&ends, &cells->cap, cells->n + 1, CN_COLUMNS_MAX, sizeof(size_t)))
        return cn_fail_memory(err, (cells->n + 1) * sizeof(size_t));
    cells->ends = ends;
    cn_squeeze(&cells->text, text, len);
    rc = cn_buf_check(&cells->text, err);
    if (rc < 0)
        return rc;
    cells->ends[cells->n++] = cells->text.len;
    return CAIRN_OK;
}

const char *cn_cells_get(const cn_cells *cells, size_t i, size_t *len)
{
    size_t first = i > 0 && i < cells->n ? cells->ends[i - 1] : 0;

    *len = i < cells->n ? cells->ends[i] - first : 0;
    return cn_buf_str(&cells->text) + first;
}

size_t cn_cells_filled(const cn_cells *cells)
{
    size_t n = 0, len;

    for (size_t i = 0; i < cells->n; i++) {
        cn_cells_get(cells, i, &len);
        n += len > 0;
    }
    return n;
}

void cn_row_line(cn_buf *row, const char *name, size_t name_len, size_t column, const char *value,
                 size_t value_len)
{
    size_t before = row->len;

    if (value_len == 0)
        return;
    if (name_len > CN_COLUMN_NAME_MAX)
        name_len = cn_utf8_floor(name, CN_COLUMN_NAME_MAX);
    cn_squeeze(row, name, name_len);
    if (row->len == before)
        cn_buf_printf(row, "column %zu", column);
    /* A header that ends in a colon brings its own. */
    else if (row->status == CAIRN_OK && row->data[row->len - 1] == ':')
        row->len--;
    cn_buf_add(row, ": ", 2);
    cn_squeeze(row, value, value_len);
    cn_buf_add_char(row, '\n');
}

int cn_row_add(cn_document *doc, const cn_cells *header, const cn_cells *cells, uint64_t src_first,
               uint64_t src_len, cairn_error *err)
{
    cn_buf row;
    int rc;

    cn_buf_init(&row, CN_SOURCE_MAX);
    for (size_t i = 0; i < cells->n; i++) {
        size_t name_len, value_len;
        const char *name = cn_cells_get(header, i, &name_len);
        const char *value = cn_cells_get(cells, i, &value_len);

        cn_row_line(&row, name, name_len, i + 1, value, value_len);
    }
    rc = cn_buf_check(&row, err);
    if (rc == CAIRN_OK)
        rc = cn_document_add(doc, CN_BLOCK_ROW, 0, cn_buf_str(&row), row.len, src_first, src_len,
                             err);
    cn_buf_done(&row);
    return rc;
}

int cn_row_add_header(cn_document *doc, const cn_cells *header, uint64_t src_first,
                      uint64_t src_len, cairn_error *err)
{
    cn_buf line;
    int rc;

    cn_buf_init(&line, CN_SOURCE_MAX);
    for (size_t i = 0; i < header->n; i++) {
        size_t len;
        const char *name = cn_cells_get(header, i, &len);

        if (len > 0 && line.len > 0)
            cn_buf_add_str(&line, ", ");
        cn_buf_add(&line, name, len);
    }
    rc = cn_buf_check(&line, err);
    if (rc == CAIRN_OK)
        rc = cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, cn_buf_str(&line), line.len, src_first,
                             src_len, err);
    cn_buf_done(&line);
    return rc;
}
