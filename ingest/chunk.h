/* Blocks -> chunks. Chunks tile the document's text: each begins where the one before
 * ends, the first at 0, the last ends at its end; so that the text is their concatenation.
 *
 * A chunk ends before a heading, and at a block's end when the next block would take it over
 * CN_CHUNK_TARGET; a longer block is cut at sentence ends, else at spaces, else at code points, so
 * that no chunk is over CN_CHUNK_MAX. Table rows, code and prose do not mix in one chunk. A heading
 * stays with what follows it. */
#ifndef CN_INGEST_CHUNK_H
#define CN_INGEST_CHUNK_H

#include "ingest/document.h"
#include "schema/rows.h"

#define CN_CHUNK_TARGET 1600 /* bytes; about 300 words */
#define CN_CHUNK_MAX 3200

typedef struct cn_chunk {
    int kind;            /* cn_chunk_kind */
    const char *heading; /* path, borrowed from the cn_chunks */
    size_t first, len;   /* in the document's text */
    uint64_t src_first, src_len;
} cn_chunk;

typedef struct cn_chunks {
    cn_chunk *items;
    size_t n, cap;
    struct cn_arena *strings; /* owned */
} cn_chunks;

/* CAIRN_EINVAL when the document has more than 2^20 chunks. */
int cn_chunk_cut(const cn_document *doc, cn_chunks *chunks, cairn_error *err);
void cn_chunks_done(cn_chunks *chunks);

#endif
