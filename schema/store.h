/* The store: one SQLite file, and every SQL sentence of cairn.
 *
 * Writers hold the one write lock between cn_store_begin() and
 * cn_store_commit(). Readers take a snapshot with cn_store_begin_read().
 * A cn_store belongs to one thread at a time.
 *
 * The published view is the live and the leaving documents: what readers see until the next
 * build. The view being built is the live and the pending ones. After cn_document_settle() they
 * are the same. */
#ifndef CN_SCHEMA_STORE_H
#define CN_SCHEMA_STORE_H

#include "base/status.h"
#include "schema/rows.h"

#define CN_STORE_APPLICATION_ID 0x43524e31 /* "CRN1" */
#define CN_STORE_VERSION 3                 /* user_version; a newer one needs its migration */

typedef struct cn_store cn_store;
typedef struct cn_cursor cn_cursor; /* a running query over rows of one kind */

typedef struct cn_store_options {
    bool read_only;
    uint32_t busy_timeout_ms;
} cn_store_options;

/* ---- Life cycle: store.c ---- */
int cn_store_open(const char *path, const cn_store_options *options, cn_store **store,
                  cairn_error *err);
void cn_store_close(cn_store *store);
const char *cn_store_path(const cn_store *store);
int cn_store_begin(cn_store *store, cairn_error *err);      /* BEGIN IMMEDIATE; CAIRN_EBUSY */
int cn_store_begin_read(cn_store *store, cairn_error *err); /* and takes the snapshot now */
int cn_store_commit(cn_store *store, cairn_error *err);
/* From now on scans of all documents and all chunks give what the next build publishes, pending
 * ones instead of leaving ones: for a second reader beside the build. */
void cn_store_look_ahead(cn_store *store);
void cn_store_rollback(cn_store *store); /* fine when no transaction is open */
/* Makes a statement that runs on another thread stop with CAIRN_ECANCELED. Signal safe. */
void cn_store_interrupt(cn_store *store);
int cn_store_checkpoint(cn_store *store, cairn_error *err); /* WAL into the file, best effort */
/* Writes the file anew, without room that is free and without a trace of what was deleted, and
 * empties the WAL. Outside a transaction; needs room for a second copy. CAIRN_EBUSY while another
 * process reads or writes. */
int cn_store_vacuum(cn_store *store, cairn_error *err);
/* How often a build was published; 0 for a new store. Read in the caller's transaction. */
int cn_store_generation(cn_store *store, uint64_t *generation, cairn_error *err);
int cn_store_set_generation(cn_store *store, uint64_t generation, cairn_error *err);

/* Raw rows or vectors were committed that no build has published yet; cleared by
 * cn_store_set_generation(). For what no unsettled document tells: a document extracted anew. */
int cn_store_set_unpublished(cn_store *store, cairn_error *err);
int cn_store_is_unpublished(cn_store *store, bool *is_unpublished, cairn_error *err);

void cn_cursor_free(cn_cursor *cursor);

/* ---- Documents: document.c ---- */
typedef enum cn_put_outcome {
    CN_PUT_ADDED,
    CN_PUT_UNCHANGED,
    CN_PUT_MOVED /* same content, from another place: the caller moves the chunks too */
} cn_put_outcome;
/* Stores a document as pending, unless the current one of that URI has the same hash, in
 * which case at most its source is written. A pending predecessor is deleted with its rows; a
 * live one is marked leaving; one that was leaving with the same content comes back to live.
 * row->id and state are ignored; *id is the id to use. In a write transaction. */
int cn_document_put(cn_store *store, const cn_document_row *row, cairn_id *id,
                    cn_put_outcome *outcome, cairn_error *err);
/* Live -> leaving, pending -> deleted. CAIRN_ENOTFOUND: no such URI (or only leaving). */
int cn_document_forget(cn_store *store, const char *uri, cairn_error *err);
/* The published document of that URI. Here and below: strings of a row that is got, not scanned,
 * are borrowed from store until the next row of that kind is got. CAIRN_ENOTFOUND. */
int cn_document_find(cn_store *store, const char *uri, cn_document_row *row, cairn_error *err);
int cn_document_get(cn_store *store, cairn_id id, cn_document_row *row, cairn_error *err);
/* Publishes: deletes leaving documents with chunks, mentions, statements and vectors, turns
 * pending into live. In the build's write transaction. */
int cn_document_settle(cn_store *store, cairn_error *err);
/* Pending or leaving documents: what the next build has to do. */
int cn_document_unsettled(cn_store *store, uint64_t *n, cairn_error *err);
/* Which they are, ascending; state: cn_document_state, never live. */
int cn_unsettled_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_unsettled_next(cn_cursor *cursor, cairn_id *document, int *state, cairn_error *err);
/* All documents, whatever their state. */
int cn_document_count(cn_store *store, uint64_t *n, cairn_error *err);
/* Published documents by uri. CAIRN_ROW per row. */
int cn_document_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_document_next(cn_cursor *cursor, cn_document_row *row, cairn_error *err);

/* ---- Chunks: chunk.c ---- */
int cn_chunk_put(cn_store *store, const cn_chunk_row *row, cairn_error *err);
/* Where the chunk lies in its source now; nothing else of it changes. */
int cn_chunk_move(cn_store *store, cairn_id id, uint64_t src_first, uint64_t src_len,
                  cairn_error *err);
int cn_chunk_get(cn_store *store, cairn_id id, cn_chunk_row *row, cairn_error *err);
/* Chunks of one document, or of all published documents (document 0), by id. */
int cn_chunk_scan(cn_store *store, cairn_id document, cn_cursor **cursor, cairn_error *err);
/* Chunks of documents for which `stage` at `version` is not recorded as done (a recorded failure
 * is not done), by id, leaving documents excepted. */
int cn_chunk_scan_undone(cn_store *store, int stage, int version, cn_cursor **cursor,
                         cairn_error *err);
int cn_chunk_next(cn_cursor *cursor, cn_chunk_row *row, cairn_error *err);

/* ---- Progress: progress.c ---- */
int cn_progress_put(cn_store *store, cairn_id document, int stage, int version, const char *outcome,
                    cairn_error *err);
int cn_progress_count_undone(cn_store *store, int stage, int version, uint64_t *n,
                             cairn_error *err);

/* ---- Raw rows: raw.c. Bulk writing: statements stay prepared in the store ---- */
int cn_name_put(cn_store *store, const char *surface, size_t len, int64_t *id, cairn_error *err);
int cn_relation_put(cn_store *store, const char *surface, size_t len, int64_t *id,
                    cairn_error *err);
/* All mentions of a chunk that has none: rows[i].id is cn_mention_id(chunk, i). */
int cn_mentions_put(cn_store *store, cairn_id chunk, const cn_mention_row *rows, size_t n,
                    cairn_error *err);
/* One more mention of a chunk: row->id is the one after its last. */
int cn_mention_put(cn_store *store, const cn_mention_row *row, cairn_error *err);
/* Statements likewise. */
int cn_statements_put(cn_store *store, cairn_id chunk, const cn_statement_row *rows, size_t n,
                      cairn_error *err);
int cn_statement_put(cn_store *store, const cn_statement_row *row, cairn_error *err);
/* Removes mentions and statements of a document: before it is extracted again. Of one that is not
 * pending, the fused version becomes 0: the next build counts and fuses from scratch. */
int cn_raw_clear(cn_store *store, cairn_id document, cairn_error *err);
/* Rows of published documents, by id: after cn_document_settle() those of the view being built. */
int cn_mention_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_mention_next(cn_cursor *cursor, cn_mention_row *row, cairn_error *err);
int cn_statement_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_statement_next(cn_cursor *cursor, cn_statement_row *row, cairn_error *err);
int cn_statement_get(cn_store *store, cairn_id id, cn_statement_row *row, cairn_error *err);
/* All names (relations) by id. *surface borrowed until the next step. */
int cn_name_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_name_next(cn_cursor *cursor, int64_t *id, const char **surface, size_t *len,
                 cairn_error *err);
int cn_relation_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);
int cn_relation_next(cn_cursor *cursor, int64_t *id, const char **surface, size_t *len,
                     cairn_error *err);
/* Deletes a name (relation) that no row needs any more. */
int cn_name_drop(cn_store *store, int64_t id, cairn_error *err);
int cn_relation_drop(cn_store *store, int64_t id, cairn_error *err);
/* The surface of one, borrowed from store until the next call of this function. */
int cn_relation_get(cn_store *store, int64_t id, const char **surface, cairn_error *err);

/* The surface of a name, borrowed from store until the next call of this function. */
int cn_name_get(cn_store *store, int64_t id, const char **surface, size_t *len, cairn_error *err);
/* Raw rows of one document, whatever its state, by id. */
int cn_mention_scan_document(cn_store *store, cairn_id document, cn_cursor **cursor,
                             cairn_error *err);
int cn_statement_scan_document(cn_store *store, cairn_id document, cn_cursor **cursor,
                               cairn_error *err);
/* All statements of a chunk, by id. */
int cn_statement_scan_chunk(cn_store *store, cairn_id chunk, cn_cursor **cursor, cairn_error *err);

/* ---- Counted rows: counted.c. Sums over the raw rows, kept by fusion ---- */
/* For a build from scratch, which also drops the names and relations that nothing uses. */
int cn_counted_clear(cn_store *store, cairn_error *err);
int cn_origin_put(cn_store *store, const cn_origin_row *row, cairn_error *err);
int cn_origin_get(cn_store *store, cairn_id document, cn_origin_row *row, cairn_error *err);
int cn_origin_drop(cn_store *store, cairn_id document, cairn_error *err);
/* Replaces the row of that key and name. Cheapest in the order of key, name. */
int cn_name_use_put(cn_store *store, const cn_name_use_row *row, cairn_error *err);
int cn_name_use_drop(cn_store *store, int64_t key, int64_t name, cairn_error *err);
/* CAIRN_ENOTFOUND. */
int cn_name_use_get(cn_store *store, int64_t key, int64_t name, cn_name_use_row *row,
                    cairn_error *err);
int cn_name_use_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err);
int cn_name_use_next(cn_cursor *cursor, cn_name_use_row *row, cairn_error *err);
/* Adds to the uses of a relation; *uses is what there are now. At 0 the row goes. */
int cn_relation_use_add(cn_store *store, int64_t relation, int64_t more, int64_t *uses,
                        cairn_error *err);
int cn_block_put(cn_store *store, uint64_t block, int64_t key, cairn_error *err);
int cn_block_drop(cn_store *store, uint64_t block, int64_t key, cairn_error *err);
/* At most `max` keys of a block, ascending. */
int cn_block_scan(cn_store *store, uint64_t block, size_t max, cn_cursor **cursor,
                  cairn_error *err);
int cn_block_next(cn_cursor *cursor, int64_t *key, cairn_error *err);
/* Adds to the statements that say so, in both directions. At 0 the rows go. */
int cn_stated_alias_add(cn_store *store, int64_t key, int64_t other, int64_t more,
                        cairn_error *err);
int cn_stated_alias_scan(cn_store *store, int64_t key, size_t max, cn_cursor **cursor,
                         cairn_error *err);
int cn_stated_alias_next(cn_cursor *cursor, int64_t *other, uint64_t *uses, cairn_error *err);
/* Drops names and relations that no counted row uses, when there may be some that nobody dropped:
 * raw rows went that were not counted (of a pending document that was replaced or forgotten, or is
 * extracted again), or all counted rows went. At the end of a build, with every document counted
 * and the fused version set; does nothing while it is 0. */
int cn_stray_drop(cn_store *store, cairn_error *err);

/* ---- Fused rows: fused.c, fact.c ---- */
int cn_fused_clear(cn_store *store, cairn_error *err); /* entity, alias, sense, fact, conflict */
/* Version of the code that made counted and fused rows; 0: none, or they must be made anew. */
int cn_fused_version(cn_store *store, int *version, cairn_error *err);
int cn_fused_set_version(cn_store *store, int version, cairn_error *err);
int cn_entity_put(cn_store *store, const cn_entity_row *row, cairn_error *err); /* or replaces */
int cn_entity_drop(cn_store *store, cairn_id id, cairn_error *err);
int cn_entity_get(cn_store *store, cairn_id id, cn_entity_row *row, cairn_error *err);
int cn_entity_scan(cn_store *store, cn_cursor **cursor, cairn_error *err); /* by id */
int cn_entity_next(cn_cursor *cursor, cn_entity_row *row, cairn_error *err);
int cn_alias_put(cn_store *store, const cn_alias_row *row, cairn_error *err); /* or replaces */
int cn_alias_drop(cn_store *store, int64_t key, cairn_error *err);            /* all of the key */
int cn_alias_scan(cn_store *store, cn_cursor **cursor, cairn_error *err);     /* by key, entity */
int cn_alias_scan_key(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err);
/* By key, at most max. */
int cn_alias_scan_entity(cn_store *store, cairn_id entity, size_t max, cn_cursor **cursor,
                         cairn_error *err);
int cn_alias_next(cn_cursor *cursor, cn_alias_row *row, cairn_error *err);
int cn_sense_put(cn_store *store, const cn_sense_row *row, cairn_error *err);
int cn_sense_drop(cn_store *store, int64_t key, cairn_error *err); /* all of the key */
/* By document; key 0: all, by key, document. */
int cn_sense_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err);
int cn_sense_next(cn_cursor *cursor, cn_sense_row *row, cairn_error *err);
/* statements: the n that state it, ascending. Cheapest in the order of subject, id. Replaces. */
int cn_fact_put(cn_store *store, const cn_fact_row *row, const cairn_id *statements, size_t n,
                cairn_error *err);
int cn_fact_drop(cn_store *store, cairn_id subject, cairn_id id, cairn_error *err);
/* Of a row that is there: what is believed now, and by which generation: belief, believed, valid,
 * closed_by, retired. */
int cn_fact_set_belief(cn_store *store, const cn_fact_row *row, cairn_error *err);
/* Strings and statements are borrowed from store until the next fact is got. CAIRN_ENOTFOUND. */
int cn_fact_get(cn_store *store, cairn_id subject, cairn_id id, cn_fact_row *row, cairn_error *err);
/* Facts of an entity as subject or object, believed first, then relation surface, belief
 * descending, id; entity 0: all facts by subject, id. */
int cn_fact_scan(cn_store *store, cairn_id entity, cn_cursor **cursor, cairn_error *err);
/* Facts of a subject by id; of a relation, or of all with relation 0. */
int cn_fact_scan_subject(cn_store *store, cairn_id subject, int64_t relation, cn_cursor **cursor,
                         cairn_error *err);
/* Facts of a subject whose object is a literal, by id, at most max. */
int cn_fact_scan_literals(cn_store *store, cairn_id subject, size_t max, cn_cursor **cursor,
                          cairn_error *err);
/* Facts of an object by subject, id. */
int cn_fact_scan_object(cn_store *store, cairn_id object, cn_cursor **cursor, cairn_error *err);
int cn_fact_next(cn_cursor *cursor, cn_fact_row *row, cairn_error *err);
int cn_conflict_put(cn_store *store, const cn_conflict_row *row,
                    cairn_error *err); /* or replaces */
int cn_conflict_drop(cn_store *store, cairn_id subject, int64_t relation, cairn_error *err);
/* Of one subject, or all with subject 0, by subject, relation. */
int cn_conflict_scan(cn_store *store, cairn_id subject, cn_cursor **cursor, cairn_error *err);
int cn_conflict_next(cn_cursor *cursor, cn_conflict_row *row, cairn_error *err);

/* ---- What a user decided, or had learned: kept.c ---- */
/* Replaces the decision on the same two keys, in any order; the next build applies it, whatever
 * row->is_applied says. CAIRN_EINVAL for a key with itself. */
int cn_decision_put(cn_store *store, const cn_decision_row *row, cairn_error *err);
/* Takes it back: until the next build the row stays, with verdict 0. */
int cn_decision_drop(cn_store *store, int64_t a, int64_t b, cairn_error *err);
/* Of one key, or all with key 0, by a, b. */
int cn_decision_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err);
int cn_decision_next(cn_cursor *cursor, cn_decision_row *row, cairn_error *err);
int cn_decision_set_applied(cn_store *store, cairn_error *err);                /* all */
int cn_decision_count_waiting(cn_store *store, uint64_t *n, cairn_error *err); /* not applied */
int cn_learned_clear(cn_store *store, cairn_error *err);
int cn_learned_put(cn_store *store, const cn_learned_row *row, cairn_error *err);
int cn_learned_scan(cn_store *store, cn_cursor **cursor, cairn_error *err); /* by kind, rule */
int cn_learned_next(cn_cursor *cursor, cn_learned_row *row, cairn_error *err);
/* Settings of retrieval that differ from the defaults, by name. Not of the graph: no digest. */
int cn_setting_put(cn_store *store, const char *name, double value, cairn_error *err);
int cn_setting_drop(cn_store *store, const char *name, cairn_error *err);   /* NULL: all */
int cn_setting_scan(cn_store *store, cn_cursor **cursor, cairn_error *err); /* by name */
/* *name is borrowed until the next step. */
int cn_setting_next(cn_cursor *cursor, const char **name, double *value, cairn_error *err);
/* Records when a generation was published: Unix seconds. */
int cn_build_put(cn_store *store, uint64_t generation, int64_t seconds, cairn_error *err);
/* Its day and time, "2024-05-01T12:00:00Z", borrowed from store until the next call; "" when
 * nothing is known of it. */
int cn_build_get(cn_store *store, uint64_t generation, const char **day, cairn_error *err);

/* ---- Vectors: vector.c ---- */
int cn_space_put(cn_store *store, const char *name, uint32_t dim, int64_t *space,
                 cairn_error *err); /* finds or makes; CAIRN_EINVAL when dim differs */
/* CAIRN_ENOTFOUND when there is no such space. */
int cn_space_find(cn_store *store, const char *name, int64_t *space, cairn_error *err);
int cn_vector_put(cn_store *store, int64_t space, cairn_id chunk, const float *data, uint32_t dim,
                  cairn_error *err);
/* Vectors of published documents, by chunk. CAIRN_ENOTFOUND for an unknown space. */
int cn_vector_scan(cn_store *store, int64_t space, cn_cursor **cursor, cairn_error *err);
int cn_vector_next(cn_cursor *cursor, cairn_id *chunk, const float **data, cairn_error *err);
/* Chunks (of live and pending documents) without a vector in that space, by id. */
int cn_chunk_scan_unembedded(cn_store *store, int64_t space, cn_cursor **cursor, cairn_error *err);

/* ---- Counts, digest, check: inspect.c, digest.c, check.c ---- */
int cn_store_count(cn_store *store, cairn_stats *stats, cairn_error *err);
/* Over content, never over ids that depend on arrival: see digest.c for what each row
 * contributes. The published view. */
int cn_store_digest(cn_store *store, char hex[33], cairn_error *err);
/* integrity_check, foreign_key_check, nesting of ids, spans inside their chunks, chunks that
 * tile their document, names and relations present for every use and true to their ids, fused
 * rows complete, support of facts counted again from the raw rows. Calls issue once per finding
 * (at most 100), *n_issues counts all. CAIRN_OK also for a damaged file: that is an issue. */
int cn_store_check(cn_store *store, cairn_issue_fn issue, void *user, uint64_t *n_issues,
                   cairn_error *err);

#endif
