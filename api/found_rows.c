/* What the extractor found in a chunk, as rows of the store. */
#include <string.h>

#include "api/stages.h"
#include "base/mem.h"
#include "ingest/references.h"
#include "schema/more.h"

#define MORE_BYTES_MAX ((size_t)64 << 20) /* as much as an extraction holds */

static int put_name(cn_store *store, const cn_found_name *name, cairn_error *err)
{
    int64_t id;

    return cn_name_put(store, name->surface, name->len, &id, err);
}

static int put_mentions(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                        cairn_error *err)
{
    const size_t n = extraction->n_mentions;
    cn_mention_row *rows = cn_alloc_zero(n, sizeof *rows);
    uint32_t n_rows = 0;
    int rc = CAIRN_OK;

    if (!rows)
        return cn_fail_memory(err, n * sizeof *rows);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cn_found_mention *found = &extraction->mentions[i];
        const cn_found_name *name = found->meant.len > 0 ? &found->meant : &found->name;

        /* A pronoun that refers to nothing we know names nothing. */
        if (found->kind != CN_MENTION_NAME && found->meant.len == 0)
            continue;
        rows[n_rows] = (cn_mention_row){cn_mention_id(chunk, n_rows),
                                        name->id,
                                        found->role,
                                        found->type,
                                        found->first,
                                        found->len};
        n_rows++;
        rc = put_name(store, name, err);
    }
    if (rc == CAIRN_OK)
        rc = cn_mentions_put(store, chunk, rows, n_rows, err);
    cn_free(rows);
    return rc;
}

/* The arguments of one statement, in `more` from its place on. */
static int add_arguments(const cn_found_statement *found, cn_buf *more, cairn_error *err)
{
    for (size_t i = 0; i < found->n_arguments; i++) {
        const cn_found_argument *argument = &found->arguments[i];
        const cn_more line = {argument->role, argument->text.surface, argument->text.len,
                              argument->value.surface, argument->value.len};

        cn_more_add(more, &line);
    }
    cn_buf_add_char(more, '\0');
    return more->status < 0 ? cn_fail_memory(err, more->len) : CAIRN_OK;
}

static int put_parts(cn_store *store, const cn_found_statement *found, cairn_error *err)
{
    int64_t ignored;
    int rc = put_name(store, &found->subject, err);

    if (rc == CAIRN_OK)
        rc = put_name(store, &found->object, err);
    if (rc == CAIRN_OK)
        rc = cn_relation_put(store, found->relation.surface, found->relation.len, &ignored, err);
    if (rc == CAIRN_OK && found->normal.len > 0)
        rc = cn_relation_put(store, found->normal.surface, found->normal.len, &ignored, err);
    return rc;
}

static cn_statement_row row_of(const cn_found_statement *found, cairn_id id)
{
    return (cn_statement_row){
        .id = id,
        .subject = found->subject.id,
        .relation = cn_hash_id(found->relation.surface, found->relation.len),
        .object = found->object.id,
        .normal = found->normal.len > 0 ? cn_hash_id(found->normal.surface, found->normal.len) : 0,
        .subject_type = found->subject_type,
        .object_type = found->object_type,
        .rule = found->rule,
        .flags = found->flags,
        .confidence = found->confidence,
        .first = found->first,
        .len = found->len};
}

static int put_statements(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                          cairn_error *err)
{
    const size_t n = extraction->n_statements;
    cn_statement_row *rows = cn_alloc_zero(n, sizeof *rows);
    size_t at = 0;
    int rc = CAIRN_OK;
    cn_buf more;

    if (!rows)
        return cn_fail_memory(err, n * sizeof *rows);
    cn_buf_init(&more, MORE_BYTES_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        rows[i] = row_of(&extraction->statements[i], cn_mention_id(chunk, (uint32_t)i));
        rc = put_parts(store, &extraction->statements[i], err);
        if (rc == CAIRN_OK)
            rc = add_arguments(&extraction->statements[i], &more, err);
    }
    /* Only now does the buffer stay where it is. */
    for (size_t i = 0; rc == CAIRN_OK && i < n; at += strlen(rows[i++].more) + 1)
        rows[i].more = more.data + at;
    if (rc == CAIRN_OK)
        rc = cn_statements_put(store, chunk, rows, n, err);
    cn_buf_done(&more);
    cn_free(rows);
    return rc;
}

int cn_extraction_put(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                      cairn_error *err)
{
    int rc = put_mentions(store, chunk, extraction, err);

    return rc < 0 ? rc : put_statements(store, chunk, extraction, err);
}
