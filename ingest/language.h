/* Language packs: what cairn knows of a language, a folder of data/models/ each.
 *
 *   data/models/en/words.txt            function words: what a text in this language is told by
 *   data/models/en/tagger.weights       part-of-speech tags, clusters, lemmas
 *   data/models/en/parser.weights       dependency trees
 *   data/models/en/names.weights        names with types; a pack may do without
 *   data/models/en/references.weights   what pronouns refer to; a pack may do without
 *   data/models/en/rules/               statement rules; of the first pack that has some
 *
 * Opened once, read-only, shared by all threads. Weights are mapped, not loaded. */
#ifndef CN_INGEST_LANGUAGE_H
#define CN_INGEST_LANGUAGE_H

#include "base/buf.h"
#include "base/map.h"
#include "base/words.h"
#include "ingest/parser.h"
#include "ingest/recognizer.h"
#include "ingest/references.h"
#include "ingest/rules.h"
#include "ingest/tagger.h"

typedef struct cn_language {
    char code[16]; /* the folder's name: "en" */
    cn_map words;  /* keys of the function words, see base/words.h */
    cn_tagger *tagger;
    cn_parser *parser;
    cn_recognizer *recognizer; /* NULL: the pack has none */
    cn_references *references; /* NULL: the pack has none */
} cn_language;

typedef struct cn_languages {
    cn_language *items; /* by code */
    size_t n, cap;
    cn_rules *rules; /* they look at spelling, so they are tried on any text */
} cn_languages;

/* Replaces folder: the path of "models" in a data folder. data_path NULL: the environment's
 * CAIRN_DATA, else where cairn was installed to, else the source tree it was built from.
 * CAIRN_ENOTFOUND when there is no such folder. */
int cn_models_find(const char *data_path, cn_buf *folder, cairn_error *err);
/* Opens all packs of a data folder, which is found as above; what a pack lacks or is damaged in it
 * is an error that names the file. */
int cn_languages_open(cn_languages **languages, const char *data_path, cairn_error *err);
void cn_languages_close(cn_languages *languages);

/* The language a text is in, by the share of its words that are function words of the pack; NULL
 * when that is small in all packs: then names and values are all that is found. */
const cn_language *cn_languages_choose(const cn_languages *languages, const char *text,
                                       const cn_words *words);

#endif
