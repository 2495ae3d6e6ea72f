/* Questions with the spans of their evidence: what the reader's model is learned from.
 *
 * The file: for each question u32 fold group, u32 set, u32 answerable, u32 spans; then for each
 * span u32 its answer's number within the question, float overlap with the accepted answers (F1 of
 * words, 1: the same), and CN_SPAN_FEATURES floats. In this machine's order: it is not kept. */
#ifndef CN_TRAIN_READER_DATA_H
#define CN_TRAIN_READER_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "retrieve/span_features.h"

typedef struct cn_reader_question {
    uint32_t group, set, is_answerable, n;
} cn_reader_question;

typedef struct cn_reader_span {
    uint32_t answer;
    float overlap;
    float features[CN_SPAN_FEATURES];
} cn_reader_span;

/* Words both have, as SQuAD's F1: case, marks and articles do not count. */
double reader_overlap(const char *said, size_t said_len, const char *wanted);
/* Do the wanted words stand in the text, one after the other? */
bool reader_holds(const char *text, size_t len, const char *wanted);

#endif
