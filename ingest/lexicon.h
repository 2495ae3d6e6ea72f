/* The words the pattern extractor knows: months, titles, demonyms, class nouns ... All lists stand
 * in lexicon.c; a word may be on several. Statement rules add their trigger words here as well.
 */
#ifndef CN_INGEST_LEXICON_H
#define CN_INGEST_LEXICON_H

#include "base/map.h"
#include "base/words.h"

enum {
    CN_LEX_MONTH = 1 << 0,
    CN_LEX_WEEKDAY = 1 << 1,
    CN_LEX_CONNECTOR = 1 << 2,    /* joins capitalised words of a name: of, de, van */
    CN_LEX_STYLE = 1 << 3,        /* Mr, Dr: a person follows, not part of the name */
    CN_LEX_OFFICE = 1 << 4,       /* President, Senator: the same, before a full name */
    CN_LEX_RANK = 1 << 5,         /* Sir, King: a person's name that keeps it */
    CN_LEX_DOTTED = 1 << 6,       /* St, Mt: the stop after it does not end the name */
    CN_LEX_SUFFIX = 1 << 7,       /* Jr, Inc: belongs to the name before it, even after a comma */
    CN_LEX_OPENER = 1 << 8,       /* capitalised only because it opens the sentence */
    CN_LEX_DEMONYM = 1 << 9,      /* American: an adjective when a common noun follows */
    CN_LEX_EPITHET = 1 << 10,     /* Great: "X the Great" */
    CN_LEX_FOR_HEAD = 1 << 11,    /* Center: "Center for Disease Control" */
    CN_LEX_ORG_END = 1 << 12,     /* University: last word of an organisation */
    CN_LEX_PLACE_END = 1 << 13,   /* River, County */
    CN_LEX_EVENT_END = 1 << 14,   /* Olympics, War */
    CN_LEX_IS_PERSON = 1 << 15,   /* nouns of "is a ...": actor, */
    CN_LEX_IS_PLACE = 1 << 16,    /* village, */
    CN_LEX_IS_ORG = 1 << 17,      /* band, */
    CN_LEX_IS_WORK = 1 << 18,     /* film, */
    CN_LEX_IS_EVENT = 1 << 19,    /* battle */
    CN_LEX_UNIT = 1 << 20,        /* km, inhabitants */
    CN_LEX_SCALE = 1 << 21,       /* million */
    CN_LEX_BEFORE_YEAR = 1 << 22, /* in, since: a bare number after it may be a year */
    CN_LEX_ERA = 1 << 23,         /* AD, BC */
    CN_LEX_CENTURY = 1 << 24,
    CN_LEX_HE = 1 << 25,         /* he, she: a person said before */
    CN_LEX_IT = 1 << 26,         /* it, they */
    CN_LEX_PARTICIPLE = 1 << 27, /* directed: after "is a film" a clause begins here */
    CN_LEX_JOINER = 1 << 28,     /* however: never the first word of a name */
    CN_LEX_PREPOSITION = 1 << 29,
    CN_LEX_VALUE = 1 << 30 /* twenty, early, today: a date or a number may begin here */
};

typedef struct cn_lex_entry {
    uint32_t rules; /* list of the rules that begin at this word, see rules.h; 0: none */
    uint32_t classes;
} cn_lex_entry;

typedef struct cn_lexicon {
    cn_map index;          /* word key -> place in entries */
    cn_lex_entry *entries; /* [0] is the word that is on no list */
    size_t n, cap;
} cn_lexicon;

int cn_lexicon_init(cn_lexicon *lexicon, cn_tokenizer *tokenizer, cairn_error *err);
void cn_lexicon_done(cn_lexicon *lexicon);
/* Adds each word of a list, separated by spaces. */
int cn_lexicon_add(cn_lexicon *lexicon, cn_tokenizer *tokenizer, const char *words,
                   uint32_t classes, cairn_error *err);
/* Adds a word by its key. rules: 0 leaves what is there. */
int cn_lexicon_add_key(cn_lexicon *lexicon, uint64_t key, uint32_t classes, uint32_t rules,
                       cairn_error *err);
/* Place in entries of a word's key; 0 for a word on no list. */
static inline uint16_t cn_lexicon_find(const cn_lexicon *lexicon, uint64_t key)
{
    const uint64_t *place = cn_map_get(&lexicon->index, key);

    return place ? (uint16_t)*place : 0;
}

#endif
