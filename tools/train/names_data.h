/* Documents for the recogniser: Re-DocRED with its names, and plain corpora, both as the trees that
 * cairn makes of their text.
 *
 * Re-DocRED comes as tokens; they are joined by single spaces, sentences too, and read as any other
 * text. A name that cairn's tokens or sentences cut cannot be found: it is counted as missed. */
#ifndef CN_TRAIN_NAMES_DATA_H
#define CN_TRAIN_NAMES_DATA_H

#include "ingest/lexicon.h"
#include "ingest/passage.h"
#include "ingest/recognizer_features.h"

typedef struct names_span {
    uint32_t first, end; /* tokens of the document */
    uint8_t kind;
} names_span;

typedef struct names_document {
    char *title, *text;
    size_t len;
    cn_trees trees;
    names_span *gold;
    size_t n_gold, cap_gold;
    size_t n_lost;   /* names that are no whole tokens of one tree */
    uint8_t *labels; /* of the tokens */
} names_document;

typedef struct names_reader {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_tagger *tagger; /* NULL: no tags */
} names_reader;

typedef struct names_documents {
    names_document *items;
    size_t n, cap;
} names_documents;

int names_reader_init(names_reader *reader, const char *tagger_path, cairn_error *err);
void names_reader_done(names_reader *reader);
int names_read_docred(names_reader *reader, const char *path, names_documents *documents,
                      cairn_error *err);
/* Lines {"title": ..., "text": ...}. */
int names_read_corpus(names_reader *reader, const char *path, names_documents *documents,
                      cairn_error *err);
void names_documents_done(names_documents *documents);

#endif
