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
#include "graph/communities.h"
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
    cn_communities *communities; /* opened, or built, when first asked for */
} cn_indices;

struct cn_languages;
struct cn_relation_table;
struct cn_kb_parser;

struct cairn {
    char *path, *folder, *data_path;
    cairn_options options; /* its data_path is ours */
    cn_mutex *read_mutex, *write_mutex;
    cn_store *reader; /* under read_mutex, as are indices, tokenizer, parser, settings */
    cn_indices indices;
    cn_tokenizer *tokenizer;
    struct cn_kb_parser *parser;   /* of questions; opened when first needed */
    struct cn_reader_model *spans; /* what ranks answers; opened when first needed */
    bool spans_tried;
    struct cn_meaning *meaning; /* likewise */
    cn_settings settings;       /* in use: kept ones, and over them: */
    cn_settings own;            /* those of this handle alone, */
    bool is_own[CN_SET_COUNT];  /* where there are any */
    cn_store *writer;           /* under write_mutex; opened when first needed */
    cn_mutex *table_mutex;
    /* Under table_mutex while they are opened, then read-only and used by all threads. */
    struct cn_languages *models;
    struct cn_relation_table *relations;
    cairn_embedder embedder; /* version 0: none */
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
/* Opens kb->models when they are not open yet; from any thread. */
int cn_kb_models(cairn *kb, cairn_error *err);
/* The table of relations in a data folder; an empty one where there is none. */
int cn_relations_open(struct cn_relation_table **table, const char *data_path, cairn_error *err);
/* What is known of relations, opened when first asked for; from any thread. Borrowed from kb. */
int cn_kb_relations(cairn *kb, const struct cn_relation_table **table, cairn_error *err);

/* The view's parse(). parse.c */
int cn_kb_parse(void *kb, const char *text, size_t len, cn_parsed *parsed, cairn_error *err);
void cn_kb_parser_free(struct cn_kb_parser *parser);
/* The view's reader(). reader_model.c */
int cn_kb_reader(void *kb, const struct cn_reader_model **model, cairn_error *err);
/* Opens kb->meaning when it is not open yet; under read_mutex. meaning.c */
int cn_kb_meaning(cairn *kb, cairn_error *err);
/* The view's relate(). relate.c */
int cn_kb_relate(void *kb, const cn_relate_asked *asked, cn_relate_meant *meant, cairn_error *err);

/* Settings of the view that is read, into kb->settings. In a read transaction. settings.c */
int cn_kb_load_settings(cairn *kb, cairn_error *err);
/* Keeps values[CN_SET_COUNT] in the store, those that are not the defaults. */
int cn_kb_keep_settings(cairn *kb, const double *values, cairn_error *err);

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
/* Communities of the view and their digests, built and kept in the side folder when they are not
 * there yet. Between begin_read and end_read; borrowed until the latter. topics.c */
int cn_indices_communities(cairn *kb, const cn_communities **communities, cairn_error *err);
const cn_vectors *cn_indices_names(void *kb);
int cn_indices_similar(void *kb, const char *question, size_t k, cn_scored *out, size_t *n,
                       cairn_error *err);

/* The caller's UTF-8 string, checked: CAIRN_EINVAL with `what` in the sentence. */
int cn_check_text(const char *text, size_t max, const char *what, size_t *len, cairn_error *err);

#endif
