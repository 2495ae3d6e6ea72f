/* Clauses, names and references of a chunk -> its statements: each argument gets the name it means
 * ("he" -> Ada Lovelace, "the director Nolan" -> Christopher Nolan), or stands as a phrase. */
#ifndef CN_INGEST_STATEMENTS_H
#define CN_INGEST_STATEMENTS_H

#include "ingest/clauses.h"
#include "ingest/passage.h"
#include "ingest/references.h"

typedef struct cn_statement_source {
    const cn_passage *passage;
    const cn_trees *trees;
    const cn_tagger *tagger;
    const cn_reference_input *referred;
    const cn_resolution *resolution;
    cn_found_name title;
    bool wants_text; /* fill the texts as written, which the store has no use for */
} cn_statement_source;

/* Adds the statements of all trees to out, behind those of the patterns. */
int cn_statements_add(cn_clauses *clauses, const cn_statement_source *source, cn_extraction *out,
                      cairn_error *err);

#endif
