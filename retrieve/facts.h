/* Answers of a step from the facts of the graph: what the entities it is about have as values of
 * the relation it asks for, followed in either direction. */
#ifndef CN_RETRIEVE_FACTS_H
#define CN_RETRIEVE_FACTS_H

#include "base/arena.h"
#include "retrieve/retrieve.h"
#include "retrieve/value.h"

/* out[max], best first; strings in the arena. The step is about bound[n_bound], the answers of its
 * needs, or else about the entities that its own words name. Every value has a fact, the sentence
 * that states it, and where it is disputed the fact on the other side. Only facts that hold at
 * question->timing. Reads a bounded number of facts of each entity. */
int cn_facts_find(const cn_view *view, const cn_question *question, unsigned step,
                  const cn_value *bound, size_t n_bound, cn_arena *arena, cn_value *out, size_t max,
                  size_t *n, cairn_error *err);

#endif
