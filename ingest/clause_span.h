/* What an argument covers: a head with all that belongs to it, but not with the clauses, the
 * appositions and the conjuncts that get statements of their own. */
#ifndef CN_INGEST_CLAUSE_SPAN_H
#define CN_INGEST_CLAUSE_SPAN_H

#include "ingest/clause_index.h"

enum { CN_CONJUNCTS_MAX = 12 };

/* A noun phrase (or the phrase of an adjective or number) by its head, without its preposition.
 * with_conjuncts: all of "A, B and C" by its first; else this one alone. */
void cn_clause_noun_span(const cn_clause_index *index, unsigned head, bool with_conjuncts,
                         cn_clause_span *span);
/* All below a verb but its marks at the edges and `without`, a token with all below it; 0: none. */
void cn_clause_verb_span(const cn_clause_index *index, unsigned verb, unsigned without,
                         cn_clause_span *span);
/* The prepositions before a phrase, "because of", or the conjunctions before a clause, "when". */
void cn_clause_preposition(const cn_clause_index *index, unsigned head, cn_token_set *prep);
/* head and its conjuncts, in order; returns how many (at least 1). */
size_t cn_clause_conjuncts(const cn_clause_index *index, unsigned head,
                           uint16_t conjuncts[CN_CONJUNCTS_MAX]);
/* A comma or a bracket stands before the first token of what hangs on `token`. */
bool cn_clause_is_set_off(const cn_clause_index *index, unsigned token);
/* "Ostrane" in "Skarn, Ostrane": two names of places and a comma, the second without an article. */
bool cn_clause_is_wider_place(const cn_clause_index *index, unsigned place, unsigned child);
/* Whose a noun is: "A's X", "the X of A". 0: nobody's. */
unsigned cn_clause_owner(const cn_clause_index *index, unsigned noun);
/* A number of four digits that may be a year. */
bool cn_clause_is_year(const cn_clause_index *index, unsigned token);
/* Without commas, full stops, lone quotes and brackets at the edges. */
void cn_clause_trim(const cn_clause_index *index, cn_token_set *set);

#endif
