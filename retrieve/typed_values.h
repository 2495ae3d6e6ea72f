/* Values for typed answers: of the plan's steps by facts alone, of rows of tables, of a question
 * made from the question's words. */
#ifndef CN_RETRIEVE_TYPED_VALUES_H
#define CN_RETRIEVE_TYPED_VALUES_H

#include "base/arena.h"
#include "retrieve/retrieve.h"
#include "retrieve/value.h"

enum { CN_TYPED_VALUES_MAX = 32 };

typedef struct cn_typed_values {
    cn_value way[CN_STEPS_MAX]; /* answers of the steps before the last one */
    cn_value items[CN_TYPED_VALUES_MAX];
    size_t n;
    double score; /* 0..1: of the way and of what it leads to */
} cn_typed_values;

/* What facts say of the last step: the values that are about as sure as the best one, each once.
 * n 0: nothing, or a step on the way has no sure answer. */
int cn_typed_by_facts(const cn_view *view, const cn_question *question, cn_arena *arena,
                      cn_typed_values *values, cairn_error *err);
/* What rows of a table or the things of a class say. */
int cn_typed_by_tables(const cn_view *view, const cn_question *question, cn_arena *arena,
                       cn_typed_values *values, cairn_error *err);
/* The one date (wants_date) or quantity that answers the text as a question, by facts or by a
 * table's row. *is_found: with a number, a date as in value.h. */
int cn_typed_side_find(const cn_view *view, const char *text, bool wants_date, cn_arena *arena,
                       cn_value *value, bool *is_found, cairn_error *err);

#endif
