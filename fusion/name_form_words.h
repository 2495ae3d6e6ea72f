/* Closed lists of words that play a part in names: ranks, suffixes, links, numbers, kinds of
 * things. Internal to name_form.c. */
#ifndef CN_FUSION_NAME_FORM_WORDS_H
#define CN_FUSION_NAME_FORM_WORDS_H

#include "fusion/name_form.h"

/* word: folded. */
bool cn_form_is_link(const char *word, size_t len);
bool cn_form_is_rank(const char *word, size_t len);
/* *sort: of the thing that has such a suffix; *generation as in cn_name_form. */
bool cn_form_is_suffix(const char *word, size_t len, bool is_upper, uint8_t *sort,
                       uint8_t *generation);
/* Of a word in brackets: "film" a work; CN_SORT_UNKNOWN for others. */
cn_form_sort cn_form_sort_of_word(const char *word, size_t len);
/* Of a word in brackets: the title is about a name, not about a thing. */
bool cn_form_is_list(const char *word, size_t len);
/* "two", "second", "2nd", "1995": what it counts; 0 for none. */
uint32_t cn_form_number(const char *word, size_t len);
/* "iv" -> 4; 0 for none; at most 39. */
uint32_t cn_form_roman(const char *word, size_t len);

#endif
