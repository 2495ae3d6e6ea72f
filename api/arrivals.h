/* A part of the input on its way into the store: read, cut into chunks, hashed and extracted on
 * any thread; written later by the one that has the connection. */
#ifndef CN_API_ARRIVALS_H
#define CN_API_ARRIVALS_H

#include "base/hash.h"
#include "ingest/chunk.h"
#include "ingest/extract.h"
#include "ingest/parts.h"

/* A longer document is extracted by the build, chunk by chunk, so that memory stays bounded. */
enum { CN_ARRIVAL_CHUNKS_MAX = 256 };

typedef struct cn_arrival {
    cn_document *doc; /* NULL: refused */
    char *place, *sentence;
    cn_hash128 hash;
    cn_chunks chunks;
    cn_extraction *found; /* one per chunk; NULL: left to the build */
} cn_arrival;

typedef struct cn_arrivals {
    cn_part part;
    cn_arrival *items;
    size_t n, cap;
    cn_extractor *extractor; /* borrowed while reading; NULL: nothing is extracted */
    const char *title;       /* of every document; NULL: its own. Borrowed likewise */
    bool wants_text;         /* of statements, see cn_extract_input */
} cn_arrivals;

/* Reads arrivals->part. What is wrong with the input becomes a refusal; an error is one of ours. */
int cn_arrivals_read(cn_arrivals *arrivals, cairn_error *err);
void cn_arrivals_free(cn_arrivals *arrivals);

/* What the extractor is told of chunk i. */
cn_extract_input cn_arrival_input(const cn_arrival *arrival, size_t i, bool wants_text);

/* The sink's end of cn_arrivals, for a source that is no part. */
int cn_arrivals_deliver(void *arrivals, cn_document *doc, cairn_error *err);
int cn_arrivals_refuse(void *arrivals, const char *place, const char *sentence, cairn_error *err);

#endif
