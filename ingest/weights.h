/* A file of trained weights: named sections, mapped, never copied.
 *
 *   "CNWEIGHT"  8 bytes
 *   version     uint32, CN_WEIGHTS_VERSION of the code that reads the sections
 *   n_sections  uint32
 *   kind        16 bytes, NUL-padded: "tagger", "parser", "names" ...
 *   language    16 bytes, NUL-padded: "en"
 *   sections    n times: name (16 bytes, NUL-padded), first, len (uint64, bytes of the file)
 *   data        each section at a multiple of 64
 *   trailer     128-bit hash (XXH3) of all before
 *
 * Numbers are little-endian. A file that is cut, damaged, foreign or of another version is refused
 * with a sentence that says which. */
#ifndef CN_INGEST_WEIGHTS_H
#define CN_INGEST_WEIGHTS_H

#include "base/status.h"

#define CN_WEIGHTS_VERSION 1
enum { CN_WEIGHTS_SECTIONS_MAX = 64 };

typedef struct cn_weights cn_weights;

/* kind: the file must be of it. CAIRN_ENOTFOUND when there is no such file, CAIRN_EPARSE when it
 * cannot be used. Cost: one pass over the file for the hash. */
int cn_weights_open(cn_weights **weights, const char *path, const char *kind, cairn_error *err);
void cn_weights_close(cn_weights *weights);
/* The bytes of a section, 64-byte aligned, borrowed from weights; CAIRN_EPARSE when there is none
 * or its length is no multiple of `unit`. */
int cn_weights_section(const cn_weights *weights, const char *name, size_t unit, const void **data,
                       size_t *len, cairn_error *err);
const char *cn_weights_language(const cn_weights *weights);
/* For messages. */
const char *cn_weights_path(const cn_weights *weights);

/* Writing, for the trainer: path is replaced in one step. */
typedef struct cn_weights_part {
    const char *name;
    const void *data;
    size_t len;
} cn_weights_part;
int cn_weights_write(const char *path, const char *kind, const char *language,
                     const cn_weights_part *parts, size_t n, cairn_error *err);

#endif
