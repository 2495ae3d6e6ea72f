/* The parts of a name, cut once, so that two names are compared without looking at their text.
 *
 *   "Sir James Charles Mathew"         rank sir; core james charles mathew
 *   "Smith, John Jr."                  core john smith (turned); generation 2
 *   "Heat (1995 film)"                 core heat; qualifier, a work
 *   "King Henry IV, Part 2"            core henry; numbers 4 and part 2
 *   "Acme Trading Co. Ltd"             core acme trading; company suffix
 *
 * Words are cut and folded by base/words.h, so a form agrees with the name's key. Words beyond
 * CN_FORM_WORDS_MAX and bytes beyond CN_FORM_TEXT_MAX are left out and is_cut says so: such names
 * are sentences, and no block or merge is made of them. O(length of the first kilobyte). */
#ifndef CN_FUSION_NAME_FORM_H
#define CN_FUSION_NAME_FORM_H

#include "base/buf.h"
#include "base/words.h"

enum { CN_FORM_WORDS_MAX = 12, CN_FORM_TEXT_MAX = 96 };

/* What a word is in its name. */
enum {
    CN_FORM_INITIAL = 1 << 0,   /* one letter: "J", "J." */
    CN_FORM_RANK = 1 << 1,      /* before the core: "Sir", "King", "Dr." */
    CN_FORM_SUFFIX = 1 << 2,    /* behind it: "Jr.", "Ltd", "MBE" */
    CN_FORM_NUMBER = 1 << 3,    /* digits, an ordinal, a Roman number at the end, "Part Two" */
    CN_FORM_LINK = 1 << 4,      /* "of", "de", "and", "the": small words that say little */
    CN_FORM_QUALIFIER = 1 << 5, /* in brackets at the end, or behind a comma: "Paris, Texas" */
    CN_FORM_CAPITAL = 1 << 6,   /* begins with a capital, or a letter without case */
    CN_FORM_ALLCAPS = 1 << 7
};

typedef struct cn_form_word {
    uint64_t key;     /* of the folded word */
    uint32_t initial; /* first code point of the folded word */
    uint32_t number;  /* what a NUMBER counts; else 0 */
    uint16_t flags;
    uint8_t first, len; /* in text; len 0: the text had no room for it */
} cn_form_word;

typedef struct cn_name_form {
    char text[CN_FORM_TEXT_MAX];           /* the words folded, in the order of words, no blanks */
    cn_form_word words[CN_FORM_WORDS_MAX]; /* core first, in reading order ("Smith, John" turned) */
    uint8_t n_words;
    uint8_t n_core;     /* words that are no rank, suffix, qualifier */
    uint8_t n_capitals; /* of the core */
    uint8_t n_initials; /* of the core */
    uint8_t generation; /* 1 senior, 2 junior, else 0 */
    uint8_t sort;       /* cn_form_sort that a suffix or qualifier tells */
    bool is_turned;     /* was "Smith, John" */
    bool is_cut;        /* longer than fits */
    bool is_list;       /* "Heat (disambiguation)": about names, not a thing */
    bool has_rank, has_suffix, has_qualifier;
    bool is_bracketed;  /* the qualifier: "(film)", not ", Texas" */
    uint64_t full;      /* hash of all words in order: equal forms of two keys never occur */
    uint64_t core;      /* hash of the core words in order */
    uint64_t qualifier; /* of the qualifier's words; 0 none */
    uint64_t squashed;  /* hash of the core's letters without blanks: "DeToth", "de Toth" */
    int64_t name_key;   /* cn_name_key of the whole */
    int64_t core_key;   /* cn_name_key of the core in reading order: the key of that other name */
    int64_t base_key;   /* cn_name_key of the name without its qualifier only; 0 none */
} cn_name_form;

/* Kinds of things that a word of a name tells: they differ, the things differ. */
typedef enum cn_form_sort {
    CN_SORT_UNKNOWN = 0,
    CN_SORT_PERSON,
    CN_SORT_PLACE,
    CN_SORT_ORGANISATION,
    CN_SORT_WORK,
    CN_SORT_EVENT
} cn_form_sort;

typedef struct cn_former cn_former; /* scratch; one per thread */

int cn_former_new(cn_former **former, cairn_error *err);
void cn_former_free(cn_former *former);
/* name: valid UTF-8. A name without words has n_words 0. */
int cn_name_form_read(cn_former *former, const char *name, size_t len, cn_name_form *form,
                      cairn_error *err);
/* Of a mention type: the sort of thing; classes, products and literals are unknown. */
cn_form_sort cn_form_sort_of_type(int mention_type);

/* Length of a title without its qualifier: "Heat (film)" -> 4, "Paris, Texas" -> 5; len when it
 * has none. */
size_t cn_name_base(const char *title, size_t len);

#endif
