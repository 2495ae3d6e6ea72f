/* What a passage says, word by word: trees of its sentences, names with types, what its pronouns
 * refer to. Scratch of an extractor, filled anew for each chunk. */
#ifndef CN_INGEST_ANALYSIS_H
#define CN_INGEST_ANALYSIS_H

#include "ingest/language.h"
#include "ingest/passage.h"
#include "ingest/references.h"

typedef struct cn_analysis {
    const cn_language *language; /* NULL: of no language there is a pack for; then all is empty */
    cn_trees trees;
    cn_recognition recognition;
    cn_reference_name *names;
    size_t cap_names;
    cn_reference_input referred;
    cn_resolution resolution;
} cn_analysis;

void cn_analysis_init(cn_analysis *analysis);
void cn_analysis_done(cn_analysis *analysis);
/* Nothing but what the last chunk left is taken away. */
void cn_analysis_clear(cn_analysis *analysis);

/* Trees of the passage's sentences, tagged and parsed, and the names that the recogniser sees. */
int cn_analysis_parse(cn_analysis *analysis, const cn_languages *languages,
                      const cn_passage *passage, cairn_error *err);
/* Joins the recogniser's names to the passage's items. After the patterns, which know the spans of
 * rules better: names that rules find and names that rules read belong together. */
int cn_analysis_merge(const cn_analysis *analysis, cn_passage *passage, cairn_error *err);
/* What refers to what, once all items have their types. title is borrowed until the next chunk. */
int cn_analysis_resolve(cn_analysis *analysis, const cn_passage *passage, const char *title,
                        int title_type, cairn_error *err);

#endif
