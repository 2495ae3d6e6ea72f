/* Documents: text that grows block by block, and ranges over it.
 *
 * Invariants: blocks are in order and do not overlap; none is empty; none begins
 * or ends with white space (code may begin with an indented line). */
#include "ingest/document.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/reader.h"

#define TEXT_MAX (2 * CN_SOURCE_MAX) /* names of columns are repeated in each row */

int cn_document_new(const char *uri, const char *source, int format, cn_document **out,
                    cairn_error *err)
{
    cn_document *doc = cn_alloc_zero(1, sizeof(*doc));
    int rc;

    *out = NULL;
    if (!doc)
        return cn_fail_memory(err, sizeof(*doc));
    cn_buf_init(&doc->text, TEXT_MAX);
    doc->format = format;
    rc = cn_document_set(&doc->uri, uri, strlen(uri), err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&doc->source, source, strlen(source), err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&doc->title, "", 0, err);
    if (rc == CAIRN_OK)
        rc = cn_document_set(&doc->meta, "", 0, err);
    if (rc < 0) {
        cn_document_free(doc);
        return rc;
    }
    *out = doc;
    return CAIRN_OK;
}

void cn_document_free(cn_document *doc)
{
    if (!doc)
        return;
    cn_free(doc->uri);
    cn_free(doc->title);
    cn_free(doc->source);
    cn_free(doc->meta);
    cn_buf_done(&doc->text);
    cn_free(doc->blocks);
    cn_free(doc);
}

/* NUL is replaced one for one, so that offsets stay. */
static void blank_nuls(char *text, size_t len)
{
    char *end = text + len;

    while (text < end && (text = memchr(text, '\0', (size_t)(end - text))))
        *text++ = ' ';
}

int cn_document_set(char **field, const char *text, size_t len, cairn_error *err)
{
    char *copy = cn_alloc(len + 1);

    if (!copy)
        return cn_fail_memory(err, len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    blank_nuls(copy, len);
    cn_free(*field);
    *field = copy;
    return CAIRN_OK;
}

int cn_document_mark(cn_document *doc, cn_block block, cairn_error *err)
{
    void *blocks = doc->blocks;

    if (doc->n_blocks >= CN_BLOCKS_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.120s: more than %zu paragraphs or rows", doc->uri,
                       CN_BLOCKS_MAX);
    if (!cn_grow(&blocks, &doc->cap_blocks, doc->n_blocks + 1, CN_BLOCKS_MAX, sizeof(block)))
        return cn_fail_memory(err, (doc->n_blocks + 1) * sizeof(block));
    doc->blocks = blocks;
    doc->blocks[doc->n_blocks++] = block;
    return CAIRN_OK;
}

/* The first line of code keeps its indentation: in Python it means something. */
static size_t line_start(const char *text, size_t first)
{
    while (first > 0 && (text[first - 1] == ' ' || text[first - 1] == '\t'))
        first--;
    return first;
}

int cn_document_add(cn_document *doc, cn_block_kind kind, unsigned level, const char *text,
                    size_t len, uint64_t src_first, uint64_t src_len, cairn_error *err)
{
    cn_block block = {
        .kind = kind, .level = (uint8_t)level, .src_first = src_first, .src_len = src_len};
    size_t first = 0;
    int rc;

    cn_trim(text, &first, &len);
    if (first == len)
        return CAIRN_OK;
    if (kind == CN_BLOCK_CODE)
        first = line_start(text, first);
    if (doc->text.len > 0)
        cn_buf_add(&doc->text, "\n\n", 2);
    block.first = doc->text.len;
    block.len = len - first;
    cn_buf_add(&doc->text, text + first, block.len);
    rc = cn_buf_check(&doc->text, err);
    if (rc < 0)
        return rc;
    blank_nuls(doc->text.data + block.first, block.len);
    return cn_document_mark(doc, block, err);
}

int cn_document_add_paragraphs(cn_document *doc, const char *text, size_t len, uint64_t src_first,
                               uint64_t src_len, cairn_error *err)
{
    size_t first = 0, at = 0;
    bool is_blank = true;
    int rc = CAIRN_OK;

    while (at < len && rc == CAIRN_OK) {
        const char *eol = memchr(text + at, '\n', len - at);
        size_t end = eol ? (size_t)(eol - text) : len;
        size_t from = at, to = end;

        cn_trim(text, &from, &to);
        if (from == to && !is_blank)
            rc = cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, text + first, at - first, src_first,
                                 src_len, err);
        if (from == to || is_blank)
            first = at;
        is_blank = from == to;
        at = end + 1;
    }
    if (rc == CAIRN_OK && !is_blank)
        rc = cn_document_add(doc, CN_BLOCK_PARAGRAPH, 0, text + first, len - first, src_first,
                             src_len, err);
    return rc;
}
