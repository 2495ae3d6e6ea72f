/* The recogniser being learned, in floats: tables, a first field over what stands around a token,
 * and a second one that adds what the rest of the chunk says. */
#ifndef CN_TRAIN_NAMES_MODEL_H
#define CN_TRAIN_NAMES_MODEL_H

#include "tools/train/names_crf.h"
#include "tools/train/names_tables.h"

typedef struct names_model {
    cn_name_tables tables;
    cn_map index, document_index; /* hash of a feature -> its number */
    names_crf base, document;
} names_model;

/* What is learned from; is_held[i]: document i is not to be learned from. */
typedef struct names_lesson {
    const names_documents *documents, *corpus;
    const bool *is_held;
    names_reader *reader;
    names_counts *counts; /* of the corpus */
    unsigned corpus_step; /* 1: label all of the corpus, n: every nth document */
    names_learning base, document;
    uint32_t base_rows, document_rows; /* features that are kept */
} names_lesson;

int names_model_learn(names_model *model, const names_lesson *lesson, cairn_error *err);
void names_model_done(names_model *model);

/* Labels of all tokens of a document; first: those of the first pass; margins: of the second. Each
 * has as many places as tokens; first and margins may be NULL. */
int names_model_label(const names_model *model, const cn_tagger *tagger,
                      const names_document *document, uint8_t *first, uint8_t *labels,
                      float *margins, cairn_error *err);

#endif
