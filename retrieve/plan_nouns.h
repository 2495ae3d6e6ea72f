/* What nouns and verbs of a question mean for its plan: closed lists of English. */
#ifndef CN_RETRIEVE_PLAN_NOUNS_H
#define CN_RETRIEVE_PLAN_NOUNS_H

#include "retrieve/plan_tokens.h"

/* Who or what stands in a relation to something else: father, director, capital. "The N of X" is a
 * description of someone else than X. */
bool cn_plan_is_role(const cn_plan_tokens *tokens, size_t i);
/* Roles, and what can belong to someone: country, team, film. "X's N" is a description. */
bool cn_plan_is_thing(const cn_plan_tokens *tokens, size_t i);
/* "The name of", "a kind of": the noun behind it is meant. */
bool cn_plan_is_empty_noun(const cn_plan_tokens *tokens, size_t i);
/* A base form that taggers take for a noun: play, die, rank. */
bool cn_plan_may_be_verb(const cn_plan_tokens *tokens, size_t i);
/* What is not asked for by itself, though a clause says which: "the last time that". */
bool cn_plan_is_no_step(const cn_plan_tokens *tokens, size_t i);
/* Behind it "that" begins what is said, not what is described. */
bool cn_plan_is_saying(const cn_plan_tokens *tokens, size_t i);

#endif
