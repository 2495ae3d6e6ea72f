/* What the extractor found in a chunk, as rows of the store. */
#include "api/stages.h"
#include "base/mem.h"

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
    int rc = CAIRN_OK;

    if (!rows)
        return cn_fail_memory(err, n * sizeof *rows);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cn_found_mention *found = &extraction->mentions[i];

        rows[i] = (cn_mention_row){cn_mention_id(chunk, (uint32_t)i),
                                   found->name.id,
                                   found->role,
                                   found->type,
                                   found->first,
                                   found->len};
        rc = put_name(store, &found->name, err);
    }
    if (rc == CAIRN_OK)
        rc = cn_mentions_put(store, chunk, rows, n, err);
    cn_free(rows);
    return rc;
}

static int put_statements(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                          cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < extraction->n_statements; i++) {
        const cn_found_statement *found = &extraction->statements[i];
        cn_statement_row row = {cn_mention_id(chunk, (uint32_t)i),
                                found->subject.id,
                                0,
                                found->object.id,
                                found->object_type,
                                found->rule,
                                found->confidence,
                                found->first,
                                found->len};
        rc = put_name(store, &found->subject, err);
        if (rc == CAIRN_OK)
            rc = put_name(store, &found->object, err);
        if (rc == CAIRN_OK)
            rc = cn_relation_put(store, found->relation.surface, found->relation.len, &row.relation,
                                 err);
        if (rc == CAIRN_OK)
            rc = cn_statement_put(store, &row, err);
    }
    return rc;
}

int cn_extraction_put(cn_store *store, cairn_id chunk, const cn_extraction *extraction,
                      cairn_error *err)
{
    int rc = put_mentions(store, chunk, extraction, err);

    return rc < 0 ? rc : put_statements(store, chunk, extraction, err);
}

int cn_extractors_new(cn_extractors *extractors, unsigned n, cairn_error *err)
{
    int rc = CAIRN_OK;

    *extractors = (cn_extractors){cn_alloc_zero(n, sizeof(cn_extractor *)), n};
    if (!extractors->items)
        return cn_fail_memory(err, n * sizeof(cn_extractor *));
    for (unsigned i = 0; rc == CAIRN_OK && i < n; i++)
        rc = cn_extractor_new(&extractors->items[i], err);
    return rc;
}

void cn_extractors_done(cn_extractors *extractors)
{
    for (unsigned i = 0; extractors->items && i < extractors->n; i++)
        cn_extractor_free(extractors->items[i]);
    cn_free(extractors->items);
    extractors->items = NULL;
}
