/* The words of a relation: cut, told apart by what they do, and verbs put into the past. Knows
 * English endings; what it knows of single words is in the table. */
#ifndef CN_FUSION_RELATION_FORM_WORDS_H
#define CN_FUSION_RELATION_FORM_WORDS_H

#include "fusion/relation_table.h"

enum {
    CN_RELATION_WORDS_MAX = 24, /* a longer relation is a sentence: it is folded only */
    CN_RELATION_TEXT_MAX = 240  /* bytes; likewise */
};

typedef struct cn_relation_words {
    struct cn_relation_token {
        const char *text; /* borrowed, no NUL */
        size_t len;
    } items[CN_RELATION_WORDS_MAX];
    size_t n;
} cn_relation_words;

/* What a word does before a verb. */
typedef enum cn_relation_auxiliary {
    CN_AUXILIARY_NONE,
    CN_AUXILIARY_BE,
    CN_AUXILIARY_HAVE,
    CN_AUXILIARY_OTHER /* do, modal verbs, "not" */
} cn_relation_auxiliary;

/* Words parted by single blanks; false when there are more than fit. */
bool cn_relation_words_cut(const char *text, size_t len, cn_relation_words *words);
bool cn_relation_word_is(const struct cn_relation_token *word, const char *text);
/* Is the word one of the list " a b c "? */
bool cn_relation_word_in(const struct cn_relation_token *word, const char *list);
bool cn_relation_words_have(const cn_relation_words *words, const struct cn_relation_token *word);
cn_relation_auxiliary cn_relation_word_auxiliary(const struct cn_relation_token *word);
/* "built", "directed": a past or participle. normal: words of the normal form; a word that stands
 * there as it is, is none ("be breed of"). */
bool cn_relation_word_is_past(const cn_relation_table *table, const struct cn_relation_token *word,
                              const cn_relation_words *normal);
/* "written", which is neither "wrote" nor "write". */
bool cn_relation_word_is_participle(const cn_relation_table *table,
                                    const struct cn_relation_token *word);
/* What the end of a word says, with the lemma as the tagger made it. */
typedef enum cn_relation_ending {
    CN_ENDING_NONE, /* "include": the lemma itself */
    CN_ENDING_VERB, /* "includes", "including", "included", "won" */
    CN_ENDING_OTHER /* "children" */
} cn_relation_ending;
cn_relation_ending cn_relation_word_ending(const cn_relation_table *table,
                                           const struct cn_relation_token *word,
                                           const struct cn_relation_token *lemma);
/* Writes the past of a verb that is written in any form ("writes", "writing", "wrote"), or its
 * participle; lemma as the tagger made it, which may be wrong or empty. Returns the length, 0 when
 * there is no room. */
size_t cn_relation_word_past(const cn_relation_table *table, const struct cn_relation_token *word,
                             const struct cn_relation_token *lemma, bool is_participle, char *out,
                             size_t size);

#endif
