/* Dates and quantities in running text, found word by word; what they mean is read by base/time.h
 * and base/quantity.h. */
#ifndef CN_INGEST_VALUES_H
#define CN_INGEST_VALUES_H

#include "ingest/passage.h"

/* The date, time, quantity or sum of money that begins at `word` and ends before `end_word`. Fills
 * item and returns how many words it takes, 0 when there is none. For words that begin with a
 * capital or a digit; a bare number is nothing, unless it reads as a year or is grouped by commas;
 * a range of years is two dates. A number takes the noun it counts when that is on a list. */
size_t cn_value_at(const cn_passage *passage, size_t word, size_t end_word, cn_item *item);

/* The same as an annotator would mark it, for any word: also bare numbers, numbers in words, "May",
 * "six years", "the 1990s", "45-part"; a counted noun, "early" and "since" are left out. Lengths of
 * time are CN_TYPE_TIME, as times of the day are. */
size_t cn_value_find(const cn_passage *passage, size_t word, size_t end_word, cn_item *item);

/* The same as it is to be read: with what changes its meaning, "since 1998", "from 1992 to 2002",
 * "early 1990s", "last year", "about 5,000 inhabitants". For any word. */
size_t cn_value_phrase(const cn_passage *passage, size_t word, size_t end_word, cn_item *item);

#endif
