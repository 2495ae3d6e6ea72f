/* Documents that name things and state things, row by row: no ingest. A page is a document with one
 * chunk. */
#ifndef CN_TESTS_FUSION_WORLD_H
#define CN_TESTS_FUSION_WORLD_H

#include "fusion/fuse.h"
#include "schema/namekey.h"
#include "unit/schema/fixture.h"

typedef struct page {
    cn_store *store;
    cairn_id chunk;
    uint32_t n_mentions, n_statements;
} page;

static inline page add_page(fixture *f, const char *uri)
{
    cairn_id document = put_document(f->store, uri, uri, NULL);

    put_chunk(f->store, document, 0, uri, 0);
    return (page){.store = f->store, .chunk = cn_chunk_id(document, 0)};
}

static inline void mention(page *on, const char *surface, int role, int type)
{
    cn_mention_row row = {.id = cn_mention_id(on->chunk, on->n_mentions++),
                          .name = name_id(on->store, surface),
                          .role = role,
                          .type = type};

    OK(cn_mention_put(on->store, &row, &last_error));
}

static inline void say(page *on, const char *subject, const char *relation, const char *object,
                       int object_type, double confidence)
{
    cn_statement_row row = {.id = cn_mention_id(on->chunk, on->n_statements++),
                            .subject = name_id(on->store, subject),
                            .relation = relation_id(on->store, relation),
                            .object = name_id(on->store, object),
                            .object_type = object_type,
                            .rule = 1,
                            .confidence = confidence};

    OK(cn_statement_put(on->store, &row, &last_error));
}

/* A page that says one thing. */
static inline void say_on(fixture *f, const char *uri, const char *subject, const char *relation,
                          const char *object, int object_type)
{
    page on = add_page(f, uri);

    say(&on, subject, relation, object, object_type, 0.8);
}

/* With what is declared of English relations, as a build does it. */
static inline int try_fuse(cn_store *store, cairn_error *err)
{
    cn_relation_table *table = NULL;
    int rc = cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv", err);

    if (rc == CAIRN_OK)
        rc = cn_fuse(store, table, 1, NULL, NULL, err);
    cn_relation_table_close(table);
    return rc;
}

static inline void fuse(fixture *f)
{
    OK(try_fuse(f->store, &last_error));
}

/* From scratch, whatever there is. */
static inline void fuse_anew(fixture *f)
{
    OK(cn_fused_set_version(f->store, 0, &last_error));
    fuse(f);
}

static inline int64_t key_of(const char *surface)
{
    cn_tokenizer *tokenizer;
    cn_words words = {.items = NULL};
    int64_t key;

    OK(cn_tokenizer_new(&tokenizer, &last_error));
    OK(cn_name_key(tokenizer, surface, strlen(surface), &words, &key, &last_error));
    cn_words_done(&words);
    cn_tokenizer_free(tokenizer);
    return key;
}

/* The entity of a surface, valid until the next call on store. */
static inline cn_entity_row entity_of(fixture *f, const char *surface)
{
    cn_entity_row row;

    last_error.message[0] = '\0';
    if (cn_entity_get(f->store, key_of(surface), &row, &last_error) < 0)
        fail_msg("%s: %s", surface, last_error.message);
    return row;
}

static inline bool has_entity(fixture *f, const char *surface)
{
    cn_entity_row row;

    return cn_entity_get(f->store, key_of(surface), &row, NULL) >= 0;
}

/* The fact with that subject and that literal, or that object, without its strings. */
static inline cn_fact_row fact_of(fixture *f, const char *subject, const char *object)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row, found = {.id = 0};

    OK(cn_fact_scan(f->store, key_of(subject), &cursor, &last_error));
    while (cn_fact_next(cursor, &row, &last_error) == CAIRN_ROW) {
        bool is_it = row.object ? row.object == key_of(object) : strcmp(row.literal, object) == 0;

        if (is_it && row.subject == key_of(subject))
            found = row;
    }
    cn_cursor_free(cursor);
    if (found.id == 0)
        fail_msg("no fact of %s and %s", subject, object);
    found.literal = NULL;
    return found;
}

/* A column of one row as text, copied to out. */
static inline void text_of(fixture *f, const char *sql, char out[128])
{
    cn_stmt *stmt = NULL;

    OK(cn_stmt_open(f->store, sql, &stmt, &last_error));
    assert_int_equal(cn_stmt_next(stmt, &last_error), CAIRN_ROW);
    snprintf(out, 128, "%s", cn_stmt_text(stmt, 0, NULL));
    cn_stmt_free(stmt);
}

static inline void fail_on_issue(const char *where, const char *sentence, void *user)
{
    (void)user;
    print_error("%s: %s\n", where, sentence);
}

/* The store has nothing to complain about fused rows. */
static inline void check_clean(fixture *f)
{
    uint64_t n_issues = 0;

    OK(cn_store_check(f->store, fail_on_issue, NULL, &n_issues, &last_error));
    assert_int_equal(n_issues, 0);
}

#endif
