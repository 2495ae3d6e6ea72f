/* struct cairn, and what the files of api/ share.
 *
 * Two connections: `reader` answers questions in read transactions, `writer` ingests and builds, so
 * that one handle can do both at once. Each is used under its own mutex.
 *
 * Derived indices live in the side folder "<path>.d", their generation in their names: the build
 * writes those of generation g + 1 before it commits g + 1, so a reader of any published view finds
 * its files; older ones are removed after the commit. */
#ifndef CN_API_KB_H
#define CN_API_KB_H

#include <stdatomic.h>

#include "base/threads.h"
#include "retrieve/retrieve.h"

/* What is mapped or loaded for one generation. */
typedef struct cn_indices {
    uint64_t generation;
    cn_snapshot *snapshot;
    cn_scores *scores;
    struct cn_walk_scratch *walk;
    cn_vectors *names;
    bool names_tried;
    cn_vectors *chunks;
    bool chunks_tried;
} cn_indices;

struct cn_languages;
struct cn_relation_table;

struct cairn {
    char *path, *folder, *data_path;
    cairn_options options; /* its data_path is ours */
    cn_mutex *read_mutex, *write_mutex;
    cn_store *reader; /* under read_mutex, as are indices, tokenizer */
    cn_indices indices;
    cn_tokenizer *tokenizer;
    cn_store *writer;            /* under write_mutex; opened when first needed */
    struct cn_languages *models; /* likewise; read-only, used by the extractors of all threads */
    cn_mutex *table_mutex;
    struct cn_relation_table *relations; /* under table_mutex while it is opened, then read-only */
    cairn_embedder embedder;             /* version 0: none */
    char *embedder_name;
    atomic_int interrupted;
};

/* A read transaction with the indices of its view. Locks read_mutex when it succeeds; the call
 * that ends it unlocks. Indices that are missing or damaged are built again. */
int cn_kb_begin_read(cairn *kb, cn_view *view, cairn_error *err);
void cn_kb_end_read(cairn *kb);

/* The writer's connection, locked; CAIRN_EINVAL on a read-only handle. */
int cn_kb_begin_write(cairn *kb, cairn_error *err);
void cn_kb_end_write(cairn *kb);
/* Opens kb->models when they are not open yet; between begin_write and end_write. */
int cn_kb_models(cairn *kb, cairn_error *err);
/* The table of relations in a data folder; an empty one where there is none. */
int cn_relations_open(struct cn_relation_table **table, const char *data_path, cairn_error *err);
/* What is known of relations, opened when first asked for; from any thread. Borrowed from kb. */
int cn_kb_relations(cairn *kb, const struct cn_relation_table **table, cairn_error *err);

/* What n_threads in options means: 0 is one per core, and there is a ceiling. */
uint32_t cn_kb_threads(uint32_t n_threads);

/* CAIRN_ECANCELED once after cairn_interrupt(). */
int cn_kb_check_interrupt(cairn *kb, cairn_error *err);

/* indices.c */
int cn_indices_open(cairn *kb, uint64_t generation, cairn_error *err);
void cn_indices_close(cn_indices *indices);
/* Builds all derived files of `generation` in two steps. The first needs documents and chunks
 * alone, from the view in the store's open transaction; *text is NULL on failure, else freed by the
 * caller with cn_snapshot_build_free(). The second needs the fused rows. */
int cn_indices_begin(cairn *kb, cn_store *store, uint64_t generation, unsigned n_threads,
                     cn_snap_build **text, cairn_error *err);
int cn_indices_finish(cairn *kb, cn_store *store, uint64_t generation, cn_snap_build *text,
                      cairn_error *err);
/* Removes files of the side folder that belong to other generations. */
void cn_indices_sweep(const cairn *kb, uint64_t generation);
/* Also what a killed process left half written. No other process may be writing there. */
void cn_indices_sweep_all(const cairn *kb, uint64_t generation);
const cn_vectors *cn_indices_names(void *kb);
int cn_indices_similar(void *kb, const char *question, size_t k, cn_scored *out, size_t *n,
                       cairn_error *err);

/* The caller's UTF-8 string, checked: CAIRN_EINVAL with `what` in the sentence. */
int cn_check_text(const char *text, size_t max, const char *what, size_t *len, cairn_error *err);

#endif
