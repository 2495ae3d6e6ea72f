/* The complete name of a value, as the sentence that states it has it: "Louis II" of "son of Louis
 * II, Count of Blois", where something is called so; "Missoula" of "born in Missoula, Montana",
 * where Montana is said to be the place too. */
#ifndef CN_RETRIEVE_FACTS_SPAN_H
#define CN_RETRIEVE_FACTS_SPAN_H

#include "base/arena.h"
#include "retrieve/retrieve.h"
#include "retrieve/value.h"

/* others[n]: values of the same step, the value itself may be among them. Text, key and entity
 * change where a longer name is found. */
int cn_fact_span_complete(const cn_view *view, const char *sentence, size_t len, bool is_place,
                          const cn_value *others, size_t n, cn_arena *arena, cn_value *value,
                          cairn_error *err);

#endif
