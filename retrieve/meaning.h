/* What words have to do with each other: "spouse" asks for what "wife" and "married" say, a
 * "composer" has "composed", an "actress" is a person. From two sources: a table of the language
 * pack (data/models/en/related.tsv), and WordNet where a user names it (base/wordnet.h).
 *
 * Asked by stem (base/words.h), answered in stems, so that what comes back can be looked for in
 * chunks, sentences and names of relations as they are. One word has CN_RELATED_MAX relatives at
 * most. Everything here is optional: without table and WordNet, a word
 * means only itself. Read-only once open, shared by all threads; the tokenizer is the caller's. */
#ifndef CN_RETRIEVE_MEANING_H
#define CN_RETRIEVE_MEANING_H

#include "base/words.h"
#include "graph/text_index.h"

typedef enum cn_related_kind {
    CN_RELATED_TABLE,   /* our own table says so */
    CN_RELATED_FORM,    /* derived: "compose", "composer", "composition" */
    CN_RELATED_SYNONYM, /* of one of its first senses */
    CN_RELATED_WIDER,   /* "wife" -> "spouse" */
    CN_RELATED_NARROWER /* "spouse" -> "wife" */
} cn_related_kind;
enum { CN_RELATED_KINDS = CN_RELATED_NARROWER + 1, CN_RELATED_MAX = 12 };

typedef struct cn_related {
    uint64_t stem;
    float weight; /* 0..1: how far it says the same */
    uint8_t kind; /* cn_related_kind */
} cn_related;

/* What a noun names. */
typedef enum cn_noun_kind {
    CN_NOUN_UNKNOWN,
    CN_NOUN_PERSON,
    CN_NOUN_PLACE,
    CN_NOUN_ORGANISATION,
    CN_NOUN_WORK,
    CN_NOUN_EVENT,
    CN_NOUN_PRODUCT,
    CN_NOUN_QUANTITY,
    CN_NOUN_TIME
} cn_noun_kind;

typedef struct cn_meaning cn_meaning;

/* table: a folder with related.tsv and reference-nouns.txt, each of which may be missing; wordnet:
 * one with index.noun and its like, CAIRN_ENOTFOUND where that is not there. NULL: do without.
 * CAIRN_EPARSE names file and line of what cannot be read. */
int cn_meaning_open(cn_meaning **meaning, const char *table, const char *wordnet, cairn_error *err);
void cn_meaning_free(cn_meaning *meaning);

/* In all that follows meaning may be NULL, and a word is text[word->first, + word->len). */

/* Best first; *n is 0 for what is not known. */
int cn_meaning_related(const cn_meaning *meaning, cn_tokenizer *tokenizer, const char *text,
                       const cn_word *word, cn_related out[CN_RELATED_MAX], size_t *n,
                       cairn_error *err);

/* 0..1: how far `said` says what `asked` asks for: 1 for equal stems, the relative's weight, 0. */
int cn_meaning_likeness(const cn_meaning *meaning, cn_tokenizer *tokenizer, const char *asked,
                        const cn_word *asked_word, uint64_t said_stem, double *likeness,
                        cairn_error *err);

/* What a common noun names; its plural too. */
cn_noun_kind cn_meaning_noun_kind(const cn_meaning *meaning, const char *text, const cn_word *noun);
/* Is the noun a kind of the other: "river" of "stream", "city" of "settlement"? Equal ones are. */
bool cn_meaning_is_a(const cn_meaning *meaning, const char *text, const cn_word *noun,
                     const char *wider_text, const cn_word *wider);

#endif
