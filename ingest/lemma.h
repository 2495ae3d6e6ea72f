/* Lemmas: "founded" -> "found", "cities" -> "city", "was" -> "be". A word's ending picks a rule
 * (bytes to strip, bytes to append), the longest ending that is known decides; a whole form with a
 * rule of its own is an exception. An ending may have a second rule: it is taken when what it makes
 * is a word better known than what the first makes ("resumed": "resume", not "resum").
 *
 *   "lemma.rules"   cn_lemma_rule
 *   "lemma.endings" cn_lemma_ending: a hash table with open addressing, rule CN_LEMMA_FREE: free
 */
#ifndef CN_INGEST_LEMMA_H
#define CN_INGEST_LEMMA_H

#include "base/tree.h"
#include "ingest/weights.h"

enum { CN_LEMMA_ENDING_MAX = 6, CN_LEMMA_APPEND_MAX = 14, CN_LEMMA_FREE = UINT16_MAX };

struct cn_tag_lexicon;

typedef struct cn_lemma_rule {
    uint8_t n_strip, n_append; /* bytes; strip at most the ending that picked it */
    char append[CN_LEMMA_APPEND_MAX];
} cn_lemma_rule;

typedef struct cn_lemma_ending {
    uint32_t check;
    uint16_t rule;
    uint16_t zero;
} cn_lemma_ending;

typedef struct cn_lemmas {
    const cn_lemma_ending *endings;
    uint32_t n_endings; /* slots, a power of two */
    const cn_lemma_rule *rules;
    uint32_t n_rules;
} cn_lemmas;

int cn_lemmas_open(cn_lemmas *lemmas, const cn_weights *weights, cairn_error *err);

/* What an ending says: the rule of most words with it, the second rule, that of the whole form. */
typedef enum cn_lemma_kind { CN_LEMMA_FIRST, CN_LEMMA_SECOND, CN_LEMMA_WHOLE } cn_lemma_kind;

/* The key of an ending of a word with this part of speech and these features. Slot: key >> 32;
 * check: its low half. */
uint64_t cn_lemma_key(const char *ending, size_t len, cn_lemma_kind kind, uint8_t upos,
                      uint32_t morph);
/* Which rule the key has; CN_LEMMA_FREE for none. */
uint16_t cn_lemma_rule_of(const cn_lemmas *lemmas, uint64_t key);
/* What a lemma is made from: the form as it is written for names, in lower case for others. */
size_t cn_lemma_base(const char *text, const cn_token *token, char *base, size_t size);
/* See cn_tagger_lemma(); lexicon: the words that are known. */
size_t cn_lemmas_find(const cn_lemmas *lemmas, const struct cn_tag_lexicon *lexicon,
                      const char *text, const cn_token *token, char *lemma, size_t size);

#endif
