/* Names in running text: one scan over the words of each sentence. */
#ifndef CN_INGEST_NAMES_H
#define CN_INGEST_NAMES_H

#include "ingest/passage.h"

/* Fills passage->items with names, quoted titles, dates and quantities, in order, and sets each
 * sentence's range of items. Types are guessed from the name and the words around it. */
int cn_names_find(cn_passage *passage, cairn_error *err);

/* Does item say the same as the title, word for word, brackets and case aside? */
bool cn_names_is_title(const cn_passage *passage, const cn_item *item);
/* Could item be the title by another name? They have a word in common, and the title has no common
 * noun beside it ("Shakespeare bibliography" is not about William Shakespeare). */
bool cn_names_renames_title(const cn_passage *passage, const cn_item *item);

#endif
