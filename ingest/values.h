/* Dates and quantities in running text, found word by word. */
#ifndef CN_INGEST_VALUES_H
#define CN_INGEST_VALUES_H

#include "ingest/passage.h"

/* The date or quantity that begins at `word` and ends before `end_word`. Fills item and returns how
 * many words it takes, 0 when there is none. A bare number is neither, unless it reads as a year.
 */
size_t cn_value_at(const cn_passage *passage, size_t word, size_t end_word, cn_item *item);

#endif
