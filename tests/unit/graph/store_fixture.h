/* A small store to make snapshots from, filled row by row: no ingest, no fusion. Every
 * function fails the test when a row is refused. Surfaces become keys as in fusion. */
#ifndef CN_TESTS_STORE_FIXTURE_H
#define CN_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "graph/snapshot.h"
#include "schema/namekey.h"
#include "schema/store.h"

typedef struct fixture {
    char folder[64];
    char store_path[96], snap_path[96];
    cn_store *store;
    cn_tokenizer *tokenizer;
    cn_words words;
} fixture;

static inline void fixture_open(fixture *f)
{
    static const cn_store_options options = {.read_only = false, .busy_timeout_ms = 1000};
    cairn_error err = CAIRN_ERROR_INIT;

    *f = (fixture){.store = NULL};
    strcpy(f->folder, "/tmp/cairn-graph-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->store_path, sizeof(f->store_path), "%s/store", f->folder);
    snprintf(f->snap_path, sizeof(f->snap_path), "%s/snap", f->folder);
    if (cn_store_open(f->store_path, &options, &f->store, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(cn_tokenizer_new(&f->tokenizer, &err), CAIRN_OK);
    assert_int_equal(cn_store_begin(f->store, &err), CAIRN_OK);
}

static inline int remove_entry(const char *name, void *user, cairn_error *err)
{
    char path[400];

    (void)err;
    snprintf(path, sizeof(path), "%s/%s", (const char *)user, name);
    return cn_file_remove(path) == 0 ? CAIRN_OK : CAIRN_EIO;
}

static inline void fixture_close(fixture *f)
{
    cn_words_done(&f->words);
    cn_tokenizer_free(f->tokenizer);
    cn_store_rollback(f->store);
    cn_store_close(f->store);
    cn_file_list(f->folder, remove_entry, f->folder, NULL);
    rmdir(f->folder);
}

static inline int64_t fixture_key(fixture *f, const char *name)
{
    int64_t key = 0;

    assert_int_equal(cn_name_key(f->tokenizer, name, strlen(name), &f->words, &key, NULL),
                     CAIRN_OK);
    assert_true(key != 0);
    return key;
}

/* texts[i] becomes chunk i, under headings[i] (NULL: none). Returns the document's id. */
static inline cairn_id fixture_document(fixture *f, const char *uri, const char *title,
                                        const char *const *headings, const char *const *texts,
                                        size_t n)
{
    cn_document_row document = {.uri = uri,
                                .title = title,
                                .source = "",
                                .meta = "",
                                .format = CAIRN_FORMAT_TEXT,
                                .hash = cn_hash_wide(uri, strlen(uri))};
    cn_put_outcome outcome;
    cairn_id id = 0;
    uint64_t at = 0;
    cairn_error err = CAIRN_ERROR_INIT;

    for (size_t i = 0; i < n; i++)
        document.byte_len += strlen(texts[i]);
    if (cn_document_put(f->store, &document, &id, &outcome, &err) < 0)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < n; i++) {
        cn_chunk_row chunk = {.id = cn_chunk_id(id, (uint32_t)i),
                              .heading = headings && headings[i] ? headings[i] : "",
                              .first_byte = at,
                              .text = texts[i],
                              .text_len = strlen(texts[i])};

        at += chunk.text_len;
        if (cn_chunk_put(f->store, &chunk, &err) < 0)
            fail_msg("%s", err.message);
    }
    return id;
}

/* ordinal: of the mention in its chunk. */
static inline void fixture_mention(fixture *f, cairn_id chunk, uint32_t ordinal, const char *name,
                                   int role, int type)
{
    cn_mention_row row = {.id = cn_mention_id(chunk, ordinal), .role = role, .type = type};
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_name_put(f->store, name, strlen(name), &row.name, &err) < 0 ||
        cn_mention_put(f->store, &row, &err) < 0)
        fail_msg("%s", err.message);
}

static inline int64_t fixture_entity(fixture *f, const char *name, uint64_t mentions,
                                     uint64_t about)
{
    cn_entity_row row = {
        .id = fixture_key(f, name), .name = name, .mentions = mentions, .about = about};
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_entity_put(f->store, &row, &err) < 0)
        fail_msg("%s", err.message);
    return row.id;
}

static inline void fixture_alias(fixture *f, const char *alias, const char *entity)
{
    cn_alias_row row = {.key = fixture_key(f, alias),
                        .entity = fixture_key(f, entity),
                        .score = 1,
                        .reason = "test"};
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_alias_put(f->store, &row, &err) < 0)
        fail_msg("%s", err.message);
}

static inline void fixture_fact(fixture *f, cairn_id id, const char *subject, const char *object)
{
    cn_fact_row row = {.id = id,
                       .subject = fixture_key(f, subject),
                       .relation = 77,
                       .object = object ? fixture_key(f, object) : 0,
                       .literal = object ? "" : "1904",
                       .support = 1,
                       .confidence = 1,
                       .belief = 1,
                       .believed = true};
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_fact_put(f->store, &row, NULL, 0, &err) < 0)
        fail_msg("%s", err.message);
}

static inline void fixture_build(fixture *f, unsigned n_threads)
{
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(cn_document_settle(f->store, &err), CAIRN_OK);
    if (cn_snapshot_build(f->store, f->snap_path, 7, n_threads, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
}

static inline cn_snapshot *fixture_snapshot(fixture *f)
{
    cn_snapshot *snapshot = NULL;
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_snapshot_open(f->snap_path, &snapshot, &err) < 0)
        fail_msg("%s", err.message);
    return snapshot;
}

#endif
