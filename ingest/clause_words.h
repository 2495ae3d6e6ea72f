/* Words that clauses ask for by name: who says, what may be, when. Each form is hashed once when
 * the scratch is made; a token is then looked up by its key. Closed lists of English. */
#ifndef CN_INGEST_CLAUSE_WORDS_H
#define CN_INGEST_CLAUSE_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum {
    CN_WORD_IS_BE = 1 << 0,
    CN_WORD_IS_HAVE = 1 << 1,
    CN_WORD_IS_SAY = 1 << 2,       /* reports what another said or thought */
    CN_WORD_IS_POSSIBLE = 1 << 3,  /* may, perhaps */
    CN_WORD_IS_NECESSARY = 1 << 4, /* must */
    CN_WORD_IS_FUTURE = 1 << 5,    /* will */
    CN_WORD_IS_PLAN = 1 << 6,      /* plans to, hopes to */
    CN_WORD_IS_NEGATIVE = 1 << 7,
    CN_WORD_IS_IF = 1 << 8,
    CN_WORD_IS_TIME = 1 << 9,      /* year, Monday, June, yesterday, century */
    CN_WORD_IS_RELATIVE = 1 << 10, /* who, which, that */
    CN_WORD_IS_WHERE = 1 << 11,    /* where, when: a relative adverb */
    CN_WORD_IS_WHOSE = 1 << 12,
    CN_WORD_IS_SUCH = 1 << 13,  /* such (as), including, like */
    CN_WORD_IS_OTHER = 1 << 14, /* (and) other */
    CN_WORD_IS_PLACE_PREP = 1 << 15,
    CN_WORD_IS_ARTICLE = 1 << 16,
    CN_WORD_IS_QUANTITY = 1 << 17,  /* a number of, part of: not whose */
    CN_WORD_IS_HONORIFIC = 1 << 18, /* Mr., Dr.: says nothing of an office */
    CN_WORD_IS_ACCORDING = 1 << 19,
    CN_WORD_IS_OF = 1 << 20,
    CN_WORD_IS_TO = 1 << 21,
    CN_WORD_IS_QUESTION_MARK = 1 << 22,
    CN_WORD_IS_COMMA = 1 << 23,
    CN_WORD_IS_OPEN = 1 << 24,  /* ( [ */
    CN_WORD_IS_CLOSE = 1 << 25, /* ) ] */
    CN_WORD_IS_QUOTE = 1 << 26,
    CN_WORD_IS_HYPHEN = 1 << 27,
    CN_WORD_IS_VAGUE = 1 << 28, /* it, this, that, there as a subject */
    CN_WORD_IS_BY = 1 << 29,
    CN_WORD_IS_LOCATED = 1 << 30 /* in, at, near: between two names they say where */
};

enum { CN_CLAUSE_WORDS_CAP = 2048 };

typedef struct cn_clause_words {
    uint64_t keys[CN_CLAUSE_WORDS_CAP]; /* open addressing; 0: free */
    uint32_t classes[CN_CLAUSE_WORDS_CAP];
} cn_clause_words;

void cn_clause_words_init(cn_clause_words *words);
uint32_t cn_clause_words_find(const cn_clause_words *words, uint64_t key);

#endif
