/* What the fuzz targets of readers share: bytes go through one reader, every document through the
 * chunker, and what must hold is checked. */
#ifndef TESTS_FUZZ_READER_H
#define TESTS_FUZZ_READER_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/chunk.h"
#include "ingest/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", claim);
    abort();
}

static inline void check_blocks(const cn_document *doc)
{
    size_t at = 0;

    require(doc->n_blocks > 0, "a document has blocks");
    require(cn_utf8_valid(doc->text.data, doc->text.len) == doc->text.len, "text is UTF-8");
    require(cn_utf8_valid(doc->title, strlen(doc->title)) == strlen(doc->title), "title is UTF-8");
    for (size_t i = 0; i < doc->n_blocks; i++) {
        require(doc->blocks[i].first >= at && doc->blocks[i].len > 0, "blocks are in order");
        at = doc->blocks[i].first + doc->blocks[i].len;
        require(at <= doc->text.len, "blocks lie in the text");
    }
}

static inline void check_source(const cn_document *doc, const cn_chunk *chunk, const uint8_t *data,
                                size_t size)
{
    require(chunk->src_first <= size && chunk->src_len <= size - chunk->src_first,
            "a chunk stands in the source");
    if (!doc->is_verbatim)
        return;
    require(chunk->src_len == chunk->len, "verbatim chunks are as long as their source");
    for (size_t i = 0; i < chunk->len; i++) {
        char in_source = (char)data[chunk->src_first + i];

        require(doc->text.data[chunk->first + i] == (in_source ? in_source : ' '),
                "verbatim chunks are their source");
    }
}

typedef struct fuzz_input {
    const uint8_t *data;
    size_t size;
} fuzz_input;

static inline int check_document(void *user, cn_document *doc, cairn_error *err)
{
    const fuzz_input *input = user;
    cn_chunks chunks;
    size_t at = 0;

    check_blocks(doc);
    if (cn_chunk_cut(doc, &chunks, err) < 0) {
        cn_document_free(doc);
        return CAIRN_OK;
    }
    for (size_t i = 0; i < chunks.n; i++) {
        const cn_chunk *chunk = &chunks.items[i];

        require(chunk->first == at && chunk->len > 0 && chunk->len <= CN_CHUNK_MAX,
                "chunks tile the text");
        at += chunk->len;
        require(cn_utf8_valid(doc->text.data + chunk->first, chunk->len) == chunk->len,
                "no chunk splits a code point");
        check_source(doc, chunk, input->data, input->size);
    }
    require(at == doc->text.len, "chunks cover the text");
    cn_chunks_done(&chunks);
    cn_document_free(doc);
    return CAIRN_OK;
}

static inline int check_refusal(void *user, const char *place, const char *sentence,
                                cairn_error *err)
{
    (void)user;
    (void)err;
    require(place[0] && sentence[0], "a refusal names place and reason");
    return CAIRN_OK;
}

static inline int fuzz_reader(const char *path, int format, const uint8_t *data, size_t size)
{
    fuzz_input input = {data, size};
    const cn_sink sink = {check_document, check_refusal, &input};
    cairn_error err = CAIRN_ERROR_INIT;
    int rc =
        cn_source_read_bytes("fuzz:input", path, (const char *)data, size, format, &sink, &err);

    require(rc == CAIRN_OK || err.message[0], "an error has a message");
    return 0;
}

#endif
