/* A store in a folder of its own, and small rows to put into it. */
#ifndef CN_TESTS_SCHEMA_FIXTURE_H
#define CN_TESTS_SCHEMA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/stmt.h"

typedef struct fixture {
    char folder[32];
    char path[64];
    cn_store *store;
} fixture;

static cairn_error last_error;

/* A call that must succeed; shows its sentence when it does not. */
#define OK(call)                                                                                   \
    do {                                                                                           \
        last_error.message[0] = '\0';                                                              \
        if ((call) < 0)                                                                            \
            fail_msg("%s: %s", #call, last_error.message);                                         \
    } while (0)

static inline cn_store *open_store(const char *path)
{
    cn_store *store = NULL;

    OK(cn_store_open(path, NULL, &store, &last_error));
    return store;
}

static inline cn_store *open_reader(const char *path)
{
    const cn_store_options options = {.read_only = true};
    cn_store *store = NULL;

    OK(cn_store_open(path, &options, &store, &last_error));
    return store;
}

static inline void remove_files(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[320];

    while (dir && (entry = readdir(dir))) {
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    if (dir)
        closedir(dir);
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof(*f));

    assert_non_null(f);
    strcpy(f->folder, "/tmp/cairn-schema-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof(f->path), "%s/kb.cairn", f->folder);
    f->store = open_store(f->path);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    cn_store_close(f->store);
    remove_files(f->folder);
    rmdir(f->folder);
    free(f);
    return 0;
}

static inline void reopen(fixture *f)
{
    cn_store_close(f->store);
    f->store = NULL;
    f->store = open_store(f->path);
}

static inline cn_document_row document_row(const char *uri, const char *text)
{
    return (cn_document_row){.uri = uri,
                             .title = "A title",
                             .source = "notes.txt",
                             .meta = "",
                             .format = CAIRN_FORMAT_TEXT,
                             .hash = cn_hash_wide(text, strlen(text)),
                             .byte_len = strlen(text)};
}

static inline cairn_id put_document(cn_store *store, const char *uri, const char *text,
                                    cn_put_outcome *outcome)
{
    cn_document_row row = document_row(uri, text);
    cn_put_outcome ignored;
    cairn_id id;

    OK(cn_document_put(store, &row, &id, outcome ? outcome : &ignored, &last_error));
    return id;
}

static inline void put_chunk(cn_store *store, cairn_id document, uint32_t ordinal, const char *text,
                             uint64_t first)
{
    cn_chunk_row row = {.id = cn_chunk_id(document, ordinal),
                        .heading = "Head",
                        .text = text,
                        .text_len = strlen(text),
                        .first_byte = first};

    OK(cn_chunk_put(store, &row, &last_error));
}

static inline int64_t name_id(cn_store *store, const char *surface)
{
    int64_t id;

    OK(cn_name_put(store, surface, strlen(surface), &id, &last_error));
    return id;
}

static inline int64_t relation_id(cn_store *store, const char *surface)
{
    int64_t id;

    OK(cn_relation_put(store, surface, strlen(surface), &id, &last_error));
    return id;
}

/* A chunk with its whole text, a mention of the name and a statement about it. */
static inline cairn_id put_all(cn_store *store, const char *uri, const char *text, const char *name)
{
    cairn_id document = put_document(store, uri, text, NULL);
    cairn_id id = cn_mention_id(cn_chunk_id(document, 0), 0);
    cn_mention_row mention = {.id = id, .role = CN_ROLE_TITLE, .type = CN_TYPE_PERSON, .len = 3};
    cn_statement_row statement = {.id = id, .object_type = CN_TYPE_PLACE, .confidence = 0.5};

    put_chunk(store, document, 0, text, 0);
    mention.name = name_id(store, name);
    statement.subject = mention.name;
    statement.relation = relation_id(store, "born in");
    statement.object = name_id(store, "Halvery");
    statement.len = (uint32_t)strlen(text);
    OK(cn_mention_put(store, &mention, &last_error));
    OK(cn_statement_put(store, &statement, &last_error));
    OK(cn_progress_put(store, document, CAIRN_STAGE_EXTRACT, 1, "", &last_error));
    return document;
}

static inline void begin(fixture *f)
{
    OK(cn_store_begin(f->store, &last_error));
}

static inline void commit(fixture *f)
{
    OK(cn_store_commit(f->store, &last_error));
}

static inline void settle(fixture *f)
{
    OK(cn_document_settle(f->store, &last_error));
}

static inline cairn_stats stats_of(cn_store *store)
{
    cairn_stats stats;

    OK(cn_store_count(store, &stats, &last_error));
    return stats;
}

static inline int64_t number_of(cn_store *store, const char *sql)
{
    int64_t number;

    OK(cn_stmt_number(store, sql, -1, &number, &last_error));
    return number;
}

static inline void digest_of(cn_store *store, char hex[33])
{
    OK(cn_store_digest(store, hex, &last_error));
}

#define STORE_TEST(claim) cmocka_unit_test_setup_teardown(claim, set_up, tear_down)

#endif
