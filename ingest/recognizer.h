/* Names with their types, by a trained sequence tagger over the tokens of a chunk's trees.
 *
 * Each token gets the label that makes the best sequence for its sentence (Viterbi over sums of
 * small integers, so every machine finds the same), first by what stands around it, then once more
 * with what the first pass found for the same words elsewhere in the chunk. */
#ifndef CN_INGEST_RECOGNIZER_H
#define CN_INGEST_RECOGNIZER_H

#include "ingest/tagger.h"
#include "schema/rows.h"

typedef struct cn_recognizer cn_recognizer; /* read-only, shared by threads */

/* A name, date or quantity: tokens [token, token + n) of a tree, 0-based. */
typedef struct cn_named {
    uint32_t tree;
    uint16_t token, n;
    uint8_t type;     /* cn_mention_type */
    float confidence; /* that its span and its type are right, as far as known */
} cn_named;

/* The names of a chunk, in order, not overlapping; and scratch, kept from chunk to chunk. */
typedef struct cn_recognition {
    cn_named *names;
    size_t n, cap;
    struct cn_recognizer_scratch *scratch;
} cn_recognition;

void cn_recognition_init(cn_recognition *recognition);
void cn_recognition_done(cn_recognition *recognition);

/* path: a weights file of kind "names". */
int cn_recognizer_open(cn_recognizer **recognizer, const char *path, cairn_error *err);
void cn_recognizer_close(cn_recognizer *recognizer);
/* Replaces the names of recognition by those of the tagged trees. Time is linear in the tokens. */
int cn_recognizer_run(const cn_recognizer *recognizer, const cn_tagger *tagger,
                      const cn_trees *trees, cn_recognition *recognition, cairn_error *err);

#endif
