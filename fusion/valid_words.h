/* Words about time in a sentence, as intervals. Internal to fusion/valid.h. */
#ifndef CN_FUSION_VALID_WORDS_H
#define CN_FUSION_VALID_WORDS_H

#include "fusion/valid_span.h"

enum { CN_VALID_WORDS_MAX = 400 }; /* of a sentence; later ones are not looked at */

/* A run of letters, digits and bytes beyond ASCII. */
typedef struct cn_valid_word {
    uint32_t first, len;
} cn_valid_word;

typedef struct cn_valid_words {
    const char *text; /* borrowed */
    size_t len;
    cn_valid_word items[CN_VALID_WORDS_MAX];
    size_t n;
} cn_valid_words;

/* How an expression was said. */
typedef enum cn_valid_way {
    CN_WAY_NOTHING,
    CN_WAY_DATE,   /* "in 2010", "from 2001 to 2004", "2001-2004" */
    CN_WAY_NOW,    /* "now", "currently", "current": counts from the document's date */
    CN_WAY_FORMER, /* "former", "ex-": was over by then */
    CN_WAY_BARE    /* a year without a preposition: trusted beside nothing but its argument */
} cn_valid_way;

void cn_valid_words_cut(cn_valid_words *words, const char *text, size_t len);
/* Is word i this one, or one of "a|b|c"? Small letters; the text's may be capital. */
bool cn_valid_words_is(const cn_valid_words *words, size_t i, const char *list);

/* The expression that begins at word i: the words it takes, 0 for none, its way and interval. An
 * expression may be one that says nothing of the interval: span then has the kind END and no date.
 * day: of the document, or CN_DAY_UNKNOWN. */
size_t cn_valid_words_read(const cn_valid_words *words, size_t i, int64_t day, cn_valid_way *way,
                           cn_span *span);

#endif
