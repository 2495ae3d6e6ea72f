/* The reader: an answer without a model. It types what is asked for, ranks the sentences
 * of the evidence by how much of the question they and their document's title cover, and takes the
 * best span of that type; or abstains. */
#ifndef CN_RETRIEVE_READER_H
#define CN_RETRIEVE_READER_H

#include "base/arena.h"
#include "retrieve/retrieve.h"

typedef struct cn_evidence { /* one retrieved chunk; strings borrowed */
    uint32_t chunk;          /* ordinal in the snapshot */
    double score;            /* 0..1 relative to the best */
    const char *title, *heading, *text;
    size_t text_len;
} cn_evidence;

#define CN_QUOTES_MAX 4
typedef struct cn_quote {
    size_t evidence;   /* index */
    size_t first, len; /* sentence in its text */
} cn_quote;

typedef struct cn_reading {
    const char *text;   /* in the arena; NULL: abstains */
    const char *reason; /* static or in the arena; "" when it answers */
    double confidence;
    cn_quote quotes[CN_QUOTES_MAX]; /* the sentence with the answer first */
    size_t n_quotes;
} cn_reading;

int cn_reader_answer(const cn_view *view, const cn_question *question, const cn_evidence *evidence,
                     size_t n_evidence, cn_arena *arena, cn_reading *reading, cairn_error *err);

#endif
