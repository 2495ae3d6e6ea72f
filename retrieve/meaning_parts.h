/* What the files of meaning share: the table, the list that relatives are gathered in. */
#ifndef CN_RETRIEVE_MEANING_PARTS_H
#define CN_RETRIEVE_MEANING_PARTS_H

#include "base/wordnet.h"
#include "retrieve/meaning.h"

typedef struct cn_meaning_pair {
    uint64_t from, to; /* stems */
    float weight;
} cn_meaning_pair;

/* By key, not by stem: "engine" and "engineer", "animal" and "anime" have one stem each. */
typedef struct cn_meaning_noun {
    uint64_t key, wider; /* wider 0: kind says what it is */
    cn_noun_kind kind;
} cn_meaning_noun;

struct cn_meaning {
    cn_meaning_pair *pairs; /* by from, then the greatest weight, then to */
    size_t n_pairs, cap_pairs;
    cn_meaning_noun *nouns; /* by key, then kind, then wider */
    size_t n_nouns, cap_nouns;
    cn_wordnet *wordnet; /* NULL: not installed */
};

/* More than are given out: the best of them stay. */
enum { CN_GATHERED_MAX = 96 };
typedef struct cn_gathered {
    cn_related items[CN_GATHERED_MAX];
    size_t n;
    uint64_t own; /* the word's stem, never a relative */
} cn_gathered;

/* Keeps the greatest weight of a stem; drops the least when there are too many. */
void cn_gathered_add(cn_gathered *gathered, uint64_t stem, double weight, cn_related_kind kind);

/* meaning_table.c: reads the folder's files into the two lists. */
int cn_meaning_read(cn_meaning *meaning, const char *folder, cairn_error *err);
void cn_meaning_add_listed(const cn_meaning *meaning, uint64_t stem, cn_gathered *gathered);

/* meaning_wordnet.c */
int cn_meaning_add_wordnet(const cn_wordnet *wordnet, cn_tokenizer *tokenizer, const char *word,
                           size_t len, cn_gathered *gathered, cairn_error *err);

#endif
