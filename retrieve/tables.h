/* Answers from tables: filters, counts, superlatives, sums over the rows of CSV, TSV, HTML and
 * Markdown tables, read as they stand in their chunks, or over the facts of all things of a class
 * ("which of the bridges is the longest"). */
#ifndef CN_RETRIEVE_TABLES_H
#define CN_RETRIEVE_TABLES_H

#include "base/arena.h"
#include "retrieve/retrieve.h"
#include "retrieve/value.h"

/* out[max], best first (the rows of a list in the table's order); strings in the arena. Each value
 * has the row that says it as its sentence, and the fact where there is one; of a count, a sum or
 * an average that is the first row that went in, of a class the sentence of the fact. What a count
 * has counted stands behind it. Nothing is
 * found (*n 0) unless a table explains most of the step's words. Looks at the tables among a
 * bounded number of chunks that hold the step's words; some 0.1 ms where there are none. */
int cn_table_find(const cn_view *view, const cn_question *question, unsigned step, cn_arena *arena,
                  cn_value *out, size_t max, size_t *n, cairn_error *err);

#endif
