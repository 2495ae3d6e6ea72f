/* The stages of a build, one file each; build.c says in which order they run. All use
 * kb->writer, which the caller holds, with no transaction open. */
#ifndef CN_API_STAGES_H
#define CN_API_STAGES_H

#include "api/kb.h"
#include "ingest/extract.h"
#include "ingest/language.h"

/* Mentions and statements for every document that has none of this extractor version. */
int cn_extract_stage(cairn *kb, cairn_progress_fn report, void *user, cairn_error *err);

/* Extractors for n threads, which share the models; cn_extractors_done() in any case. */
typedef struct cn_extractors {
    cn_extractor **items;
    unsigned n;
} cn_extractors;
int cn_extractors_new(cn_extractors *extractors, unsigned n, const cn_languages *models,
                      cairn_error *err);
void cn_extractors_done(cn_extractors *extractors);

/* The rows of one chunk, which has none yet. */
int cn_extraction_put(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                      cairn_error *err);

/* Vectors for chunks that have none, where an embedder is set. */
int cn_embed_stage(cairn *kb, cairn_error *err);

/* Hands progress to the caller; CAIRN_ECANCELED when it says stop. report may be NULL. */
int cn_stage_tell(cairn_progress_fn report, void *user, const cairn_progress *progress,
                  cairn_error *err);

#endif
