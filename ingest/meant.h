/* What references tell beyond the clauses: whom the pronouns of pattern statements mean, and the
 * pronouns and noun phrases themselves as mentions. */
#ifndef CN_INGEST_MEANT_H
#define CN_INGEST_MEANT_H

#include "ingest/analysis.h"
#include "ingest/extract.h"

/* Patterns take "he" for the document's title; where the references know better, the statement is
 * said of whom they mean. */
int cn_meant_subjects(const cn_analysis *analysis, cn_found_name title, cn_extraction *out,
                      cairn_error *err);
/* Adds a mention for each pronoun and noun phrase that refers, and tells what short names mean. */
int cn_meant_mentions(const cn_analysis *analysis, cn_found_name title, cn_extraction *out,
                      cairn_error *err);

#endif
