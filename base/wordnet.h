/* WordNet's database as Debian's package wordnet-base installs it (wndb(5), wninput(5)): lemmas,
 * their senses, and what the senses point to. The files are mapped and searched in place, never
 * loaded: a lookup is a binary search in a sorted text. What does not read as the format says is
 * taken for the end of a line or a list.
 *
 * Words are ASCII, in lower case, parts of a compound joined by '_'. Read-only once open, shared
 * by all threads. */
#ifndef CN_BASE_WORDNET_H
#define CN_BASE_WORDNET_H

#include "base/status.h"

typedef enum cn_wordnet_class {
    CN_WORDNET_NOUN,
    CN_WORDNET_VERB,
    CN_WORDNET_ADJ,
    CN_WORDNET_ADV,
    CN_WORDNET_CLASSES
} cn_wordnet_class;

enum {
    CN_WORDNET_LEMMA_MAX = 64,  /* bytes; a longer word is not looked for */
    CN_WORDNET_SENSES_MAX = 8,  /* of a lemma, its first */
    CN_WORDNET_WORDS_MAX = 32,  /* of a sense */
    CN_WORDNET_LINKS_MAX = 128, /* of a sense */
    CN_WORDNET_FORMS_MAX = 4    /* lemmas a form may be of, in one class */
};

typedef struct cn_wordnet_lemma {
    char text[CN_WORDNET_LEMMA_MAX + 1];
    size_t len;
} cn_wordnet_lemma;

typedef struct cn_wordnet_link {
    char sign[3]; /* "@" wider, "~" narrower, "+" derived, "\\" pertains to, "&" similar, ... */
    uint8_t from; /* number of the word that it holds for, 0: all of the sense */
    uint8_t to;   /* likewise in the sense it points to */
    cn_wordnet_class class;
    uint32_t sense;
} cn_wordnet_link;

/* A set of synonyms. */
typedef struct cn_wordnet_sense {
    struct {
        const char *text; /* in the mapped file; len bytes, in the case it is written in */
        size_t len;
    } words[CN_WORDNET_WORDS_MAX];
    size_t n_words;
    cn_wordnet_link links[CN_WORDNET_LINKS_MAX];
    size_t n_links;
} cn_wordnet_sense;

typedef struct cn_wordnet cn_wordnet;

/* CAIRN_ENOTFOUND when the folder has no index of nouns; other files may be missing. */
int cn_wordnet_open(cn_wordnet **wordnet, const char *folder, cairn_error *err);
void cn_wordnet_close(cn_wordnet *wordnet);

/* The lemmas of which text may be a form ("wives" -> "wife"), the word itself first where it is
 * one; returns how many. */
size_t cn_wordnet_lemmas(const cn_wordnet *wordnet, cn_wordnet_class class, const char *text,
                         size_t len, cn_wordnet_lemma out[CN_WORDNET_FORMS_MAX]);
/* Senses of a lemma, the most frequent first; returns how many. */
size_t cn_wordnet_senses(const cn_wordnet *wordnet, cn_wordnet_class class, const char *lemma,
                         size_t len, uint32_t out[CN_WORDNET_SENSES_MAX]);
/* False when there is none at that place. */
bool cn_wordnet_read(const cn_wordnet *wordnet, cn_wordnet_class class, uint32_t sense,
                     cn_wordnet_sense *out);

#endif
