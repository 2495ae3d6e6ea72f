/* A table made of facts: a row for each thing of a class ("bridges": what is a bridge, as texts
 * say), a column for each relation that most of them have with a date or a quantity. */
#ifndef CN_RETRIEVE_TABLES_CLASS_H
#define CN_RETRIEVE_TABLES_CLASS_H

#include "retrieve/tables_ask.h"
#include "retrieve/tables_rows.h"

/* The class is the ask's noun, alone or with the word before it. No rows where nothing is of such a
 * class. No more than 255 things: of a larger class there is no
 * table. About 20 us for each of them. */
int cn_table_of_class(const cn_view *view, const cn_question *question, const cn_table_ask *ask,
                      cn_arena *arena, cn_table *table, cairn_error *err);

#endif
