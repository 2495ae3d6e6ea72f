/* The embed stage: chunks without a vector in the embedder's space get one. Each batch is
 * committed, so that no call of the embedder is made twice. */
#include "api/stages.h"
#include "base/arena.h"
#include "base/mem.h"

enum { EMBED_BATCH = 64 }; /* texts in one call of the embedder */

struct embed {
    cairn *kb;
    int64_t space;
    cn_arena arena;
    cairn_id ids[EMBED_BATCH];
    const char *texts[EMBED_BATCH];
    size_t n;
    float *vectors;
};

static int gather_texts(struct embed *run, bool *is_last, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_chunk_row row;
    int rc;

    run->n = 0;
    cn_arena_reset(&run->arena);
    rc = cn_chunk_scan_unembedded(run->kb->writer, run->space, &cursor, err);
    while (rc == CAIRN_OK && run->n < EMBED_BATCH &&
           (rc = cn_chunk_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = CAIRN_OK;
        run->ids[run->n] = row.id;
        run->texts[run->n] = cn_arena_strndup(&run->arena, row.text, row.text_len);
        if (!run->texts[run->n++])
            rc = cn_fail_memory(err, row.text_len);
    }
    cn_cursor_free(cursor);
    *is_last = run->n < EMBED_BATCH;
    return rc;
}

static int put_vectors(struct embed *run, cairn_error *err)
{
    cn_store *store = run->kb->writer;
    int rc = cn_store_begin(store, err);

    if (rc == CAIRN_OK)
        rc = cn_store_set_unpublished(store, err);
    for (size_t i = 0; rc == CAIRN_OK && i < run->n; i++)
        rc = cn_vector_put(store, run->space, run->ids[i], run->vectors + i * run->kb->embedder.dim,
                           run->kb->embedder.dim, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(store, err);
    else
        cn_store_rollback(store);
    return rc;
}

static int make_space(struct embed *run, cairn_error *err)
{
    cairn *kb = run->kb;
    int rc = cn_store_begin(kb->writer, err);

    if (rc == CAIRN_OK)
        rc = cn_space_put(kb->writer, kb->embedder_name, kb->embedder.dim, &run->space, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    else
        cn_store_rollback(kb->writer);
    return rc;
}

int cn_embed_stage(cairn *kb, cairn_error *err)
{
    struct embed run = {.kb = kb};
    bool is_last = false;
    int rc;

    if (!kb->embedder.version)
        return CAIRN_OK;
    cn_arena_init(&run.arena, SIZE_MAX / 2);
    run.vectors = cn_alloc_zero((size_t)EMBED_BATCH * kb->embedder.dim, sizeof(float));
    rc = run.vectors ? make_space(&run, err) : cn_fail_memory(err, EMBED_BATCH * sizeof(float));
    while (rc == CAIRN_OK && !is_last) {
        rc = gather_texts(&run, &is_last, err);
        if (rc == CAIRN_OK && run.n > 0)
            rc = kb->embedder.embed(kb->embedder.user, run.texts, run.n, run.vectors, err);
        if (rc == CAIRN_OK && run.n > 0)
            rc = put_vectors(&run, err);
        if (rc == CAIRN_OK)
            rc = cn_kb_check_interrupt(kb, err);
    }
    cn_free(run.vectors);
    cn_arena_done(&run.arena);
    return rc;
}
