/* Files as parts that can be read on any thread: a large JSONL file in slices of whole lines,
 * any other file whole. Reading the parts in order gives what reading the files would. */
#ifndef CN_INGEST_PARTS_H
#define CN_INGEST_PARTS_H

#include "base/file.h"
#include "ingest/source.h"

typedef struct cn_parts cn_parts; /* one thread; hands out parts in order */

typedef struct cn_part {
    const char *path; /* borrowed from the cn_parts */
    int format;
    const char *text; /* a slice of a mapped file; NULL: the whole file at path */
    size_t len;
    uint64_t src_base;   /* where text lies in the file */
    uint64_t first_line; /* of text in the file, from 1 */
    cn_mapping mapping;  /* of the last slice: goes with it, since parts end in order */
} cn_part;

int cn_parts_new(int format, cn_parts **parts, cairn_error *err);
void cn_parts_free(cn_parts *parts);
int cn_parts_add(cn_parts *parts, const char *path, cairn_error *err);
/* CAIRN_ROW with *part filled, CAIRN_OK at the end. */
int cn_parts_next(cn_parts *parts, cn_part *part, cairn_error *err);

int cn_part_read(const cn_part *part, const cn_sink *sink, cairn_error *err);
/* In the order of cn_parts_next(), once no earlier part is read any more. */
void cn_part_done(cn_part *part);

#endif
