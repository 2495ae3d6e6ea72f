/* A fact as the answer of a step: its text, number, time and the sentence that states it. */
#ifndef CN_RETRIEVE_FACTS_VALUE_H
#define CN_RETRIEVE_FACTS_VALUE_H

#include "base/arena.h"
#include "retrieve/facts_fit.h"
#include "retrieve/value.h"

/* A fact that may answer, and how it was met. */
typedef struct cn_met_fact {
    cairn_id subject, id;
    bool is_inverse; /* the subject is the answer */
    double fit;      /* of its relation */
    double weight;   /* of what the step is about */
    size_t name;     /* of the step by which it was met; SIZE_MAX: by an answer it needs */
} cn_met_fact;

/* Fills all of *value but the sentence; strings in the arena. score 0: it is no answer (a date
 * where a person is asked for, or it does not hold at question->timing). */
int cn_fact_value(const cn_view *view, const cn_question *question, cn_asked asked,
                  const cn_met_fact *met, cn_arena *arena, cn_value *value, bool *is_believed,
                  cairn_error *err);
/* Chunk and sentence of the fact's surest statement. */
int cn_fact_cite(const cn_view *view, const cn_fact_row *row, cn_value *value, cairn_error *err);
/* The fact on the other side of a conflict: the winner of a loser, the surest loser of a winner; 0:
 * there is none. */
int cn_fact_conflict(const cn_view *view, const cn_fact_row *row, cairn_id *other,
                     cairn_error *err);
/* The number of a literal: of a date year * 10000 + month * 100 + day, of a quantity itself; false
 * where there is none. */
bool cn_fact_number(const char *literal, size_t len, int type, double *number);

#endif
