/* Pages with dates and times, many pages, and what a build made of them. */
#ifndef CN_TESTS_FUSION_TOLD_H
#define CN_TESTS_FUSION_TOLD_H

#include "unit/fusion/world.h"

/* A page with meta keys, a JSON object. */
static inline page add_page_with(fixture *f, const char *uri, const char *meta)
{
    cn_document_row row = document_row(uri, uri);
    cn_put_outcome outcome;
    cairn_id document;

    row.meta = meta;
    OK(cn_document_put(f->store, &row, &document, &outcome, &last_error));
    put_chunk(f->store, document, 0, uri, 0);
    return (page){.store = f->store, .chunk = cn_chunk_id(document, 0)};
}

/* With an argument of time, "since 1998". */
static inline void say_when(page *on, const char *subject, const char *relation, const char *object,
                            int object_type, const char *when)
{
    char more[64];
    cn_statement_row row = {.id = cn_mention_id(on->chunk, on->n_statements++),
                            .subject = name_id(on->store, subject),
                            .relation = relation_id(on->store, relation),
                            .object = name_id(on->store, object),
                            .object_type = object_type,
                            .rule = 1,
                            .confidence = 0.8,
                            .more = more};

    snprintf(more, sizeof(more), "1\t%s\t\n", when);
    OK(cn_statement_put(on->store, &row, &last_error));
}

/* So many other pages that one more is few, and the next build follows it. */
static inline void add_others(fixture *f)
{
    for (int i = 0; i < 24; i++) {
        char uri[32], name[32];

        snprintf(uri, sizeof(uri), "other %d", i);
        snprintf(name, sizeof(name), "Thing %c%c", 'A' + i, 'Z' - i);
        say_on(f, uri, name, "knew", "Qertu", CN_TYPE_PERSON);
    }
}

static inline void fuse_as(fixture *f, uint64_t generation)
{
    cn_relation_table *table = NULL;

    OK(cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    OK(cn_fuse(f->store, table, generation, NULL, NULL, &last_error));
    cn_relation_table_close(table);
}

static inline void forget(fixture *f, const char *uri)
{
    OK(cn_document_forget(f->store, uri, &last_error));
}

/* The last build followed a few documents; one from scratch gives the same, and both are clean. */
static inline void check_followed(fixture *f)
{
    char followed[33], fresh[33];

    check_clean(f);
    digest_of(f->store, followed);
    fuse_anew(f);
    check_clean(f);
    digest_of(f->store, fresh);
    assert_string_equal(followed, fresh);
}

/* What a key means: the entity, 0 for its own, or for several. */
static inline cairn_id meaning_of(fixture *f, const char *surface)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    cairn_id entity = 0;

    OK(cn_alias_scan_key(f->store, key_of(surface), &cursor, &last_error));
    while (cn_alias_next(cursor, &row, &last_error) == CAIRN_ROW) {
        if (row.is_merged)
            entity = row.entity;
    }
    cn_cursor_free(cursor);
    return entity;
}

static inline bool means(fixture *f, const char *surface, const char *other)
{
    return meaning_of(f, surface) == key_of(other);
}

/* How many entities a key may mean, without being merged with one. */
static inline int64_t meanings_of(fixture *f, const char *surface)
{
    cn_cursor *cursor = NULL;
    cn_alias_row row;
    int64_t n = 0;

    OK(cn_alias_scan_key(f->store, key_of(surface), &cursor, &last_error));
    while (cn_alias_next(cursor, &row, &last_error) == CAIRN_ROW)
        n += !row.is_merged;
    cn_cursor_free(cursor);
    return n;
}

#endif
