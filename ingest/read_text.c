/* Plain text -> one document, verbatim: its text is the file, and blocks are ranges of it.
 *
 * A paragraph ends at a blank line or a form feed. Nothing in plain text is taken for a heading,
 * since what looks like one often is not; a short first line that stands alone is the title. */
#include <string.h>

#include "ingest/reader.h"

#define TITLE_MAX 80 /* bytes; a line of a typewriter */

/* Cuts the text into lines at eol and form feeds, each byte looked at once or twice. */
typedef struct line_reader {
    const char *text;
    size_t len;
    size_t at;     /* where the next line begins */
    size_t eol_at; /* the first eol at or after `at` */
    char eol;
} line_reader;

static bool next_line(line_reader *lines, size_t *first, size_t *end, bool *is_page_end)
{
    const char *found;

    if (lines->at >= lines->len)
        return false;
    /* Searched again only once it is passed: a line may hold a million form feeds. */
    if (lines->eol_at < lines->at) {
        found = memchr(lines->text + lines->at, lines->eol, lines->len - lines->at);
        lines->eol_at = found ? (size_t)(found - lines->text) : lines->len;
    }
    found = memchr(lines->text + lines->at, '\f', lines->eol_at - lines->at);
    *is_page_end = found != NULL;
    *first = lines->at;
    *end = found ? (size_t)(found - lines->text) : lines->eol_at;
    lines->at = *end + 1;
    cn_trim(lines->text, first, end);
    return true;
}

static void start_lines(line_reader *lines, const char *text, size_t len)
{
    const char *found = memchr(text, '\n', len);

    /* Without a single line feed, carriage returns end lines, as on old Macs. */
    lines->eol = found || !memchr(text, '\r', len) ? '\n' : '\r';
    if (lines->eol == '\r')
        found = memchr(text, '\r', len);
    lines->text = text;
    lines->len = len;
    lines->at = 0;
    lines->eol_at = found ? (size_t)(found - text) : len;
}

static int mark_paragraph(cn_document *doc, const cn_source *source, size_t first, size_t end,
                          cairn_error *err)
{
    cn_block block = {.kind = CN_BLOCK_PARAGRAPH, .first = first, .len = end - first};

    if (source->is_verbatim) {
        block.src_first = source->src_base + first;
        block.src_len = block.len;
    }
    return cn_document_mark(doc, block, err);
}

static int mark_paragraphs(cn_document *doc, const cn_source *source, cairn_error *err)
{
    line_reader lines;
    size_t first, end, open_first = 0, open_end = 0;
    bool is_page_end;
    int rc = CAIRN_OK;

    start_lines(&lines, doc->text.data, doc->text.len);
    while (rc == CAIRN_OK && next_line(&lines, &first, &end, &is_page_end)) {
        /* The last block takes in what is left when there are more paragraphs than blocks. */
        bool is_last = doc->n_blocks + 1 >= CN_BLOCKS_MAX;

        if (first < end && open_end == 0)
            open_first = first;
        if (first < end)
            open_end = end;
        if (open_end > 0 && (first == end || is_page_end) && !is_last) {
            rc = mark_paragraph(doc, source, open_first, open_end, err);
            open_end = 0;
        }
    }
    if (rc == CAIRN_OK && open_end > 0)
        rc = mark_paragraph(doc, source, open_first, open_end, err);
    return rc;
}

/* A short first paragraph of one line, without a final period, before others. */
static int set_title(cn_document *doc, cairn_error *err)
{
    const cn_block *block = doc->blocks;
    const char *line;

    if (doc->n_blocks < 2 || block->len > TITLE_MAX)
        return CAIRN_OK;
    line = doc->text.data + block->first;
    if (line[block->len - 1] == '.' || memchr(line, '\n', block->len) ||
        memchr(line, '\r', block->len))
        return CAIRN_OK;
    return cn_document_set(&doc->title, line, block->len, err);
}

/* Copies byte for byte, but NUL as a space, so that offsets stay. */
static int copy_text(cn_document *doc, const cn_source *source, cairn_error *err)
{
    char *at, *end;

    cn_buf_add(&doc->text, source->text, source->len);
    if (doc->text.status < 0 || !doc->text.data)
        return cn_buf_check(&doc->text, err);
    end = doc->text.data + doc->text.len;
    for (at = doc->text.data; at < end && (at = memchr(at, '\0', (size_t)(end - at)));)
        *at++ = ' ';
    return CAIRN_OK;
}

int cn_read_text(const cn_source *source, const cn_sink *sink, cairn_error *err)
{
    cn_document *doc = NULL;
    int rc = cn_reader_open(source, CAIRN_FORMAT_TEXT, &doc, err);

    if (rc < 0)
        return rc;
    doc->is_verbatim = source->is_verbatim;
    rc = copy_text(doc, source, err);
    if (rc == CAIRN_OK && doc->text.len > 0)
        rc = mark_paragraphs(doc, source, err);
    if (rc == CAIRN_OK)
        rc = set_title(doc, err);
    if (rc == CAIRN_OK)
        rc = cn_reader_deliver(source, sink, &doc, err);
    cn_document_free(doc);
    return rc;
}
