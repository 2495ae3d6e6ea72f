/* Facts and what they stand on, as the public structs: shared by the cursor over facts, cards and
 * conflicts. Strings are copied into the arena of what is handed out. */
#ifndef CN_API_FACTS_H
#define CN_API_FACTS_H

#include "base/arena.h"
#include "schema/store.h"

enum {
    CN_CITATIONS_MAX = 16 /* of one fact; as many documents are compared */
};

/* Copies text; does nothing when *rc is an error already, and sets it when memory is out. */
const char *cn_keep(cn_arena *arena, const char *text, size_t len, int *rc, cairn_error *err);
const char *cn_keep_str(cn_arena *arena, const char *text, int *rc, cairn_error *err);

/* The sentence at chunk.text[first, first + len) as a citation. */
int cn_cite_range(cn_arena *arena, cn_store *store, const cn_chunk_row *chunk, size_t first,
                  size_t len, cairn_citation *citation, cairn_error *err);
/* The sentence of a statement. */
int cn_cite_statement(cn_arena *arena, cn_store *store, cairn_id statement,
                      cairn_citation *citation, cairn_error *err);

/* With at most max citations, of different documents, the most confident first. */
int cn_fact_fill(cn_arena *arena, cn_store *store, const cn_fact_row *row, size_t max,
                 cairn_fact *fact, cairn_error *err);

#endif
