/* Chunks fetched through the store, each once. A linear search: there are at most CN_POOL_MAX. */
#include "retrieve/pool.h"

#include <string.h>

void cn_pool_init(cn_pool *pool, const cn_view *view, const cn_timing *timing, cn_arena *arena)
{
    *pool = (cn_pool){.view = view, .timing = timing, .arena = arena};
}

size_t cn_pool_find(const cn_pool *pool, uint32_t chunk)
{
    for (size_t i = 0; i < pool->n; i++)
        if (pool->items[i].chunk == chunk)
            return i;
    return SIZE_MAX;
}

size_t cn_pool_find_id(const cn_pool *pool, cairn_id chunk)
{
    for (size_t i = 0; i < pool->n; i++)
        if (pool->view->snapshot->chunks[pool->items[i].chunk].id == chunk)
            return i;
    return SIZE_MAX;
}

void cn_pool_add(cn_pool *pool, const cn_evidence *evidence)
{
    if (pool->n == CN_POOL_MAX || cn_pool_find(pool, evidence->chunk) != SIZE_MAX)
        return;
    pool->from[pool->n] = CN_FROM_RANKED;
    pool->step[pool->n] = CN_POOL_STEP_NONE;
    pool->items[pool->n++] = *evidence;
}

static int is_admitted(const cn_pool *pool, cairn_id chunk, bool *is_in, cairn_error *err)
{
    *is_in = true;
    if (!pool->timing || !pool->timing->admits)
        return CAIRN_OK;
    return pool->timing->admits(pool->timing->user, chunk, is_in, err);
}

static int read_rows(cn_pool *pool, cairn_id id, cn_evidence *out, cairn_error *err)
{
    cn_document_row document;
    cn_chunk_row chunk;
    int rc = cn_chunk_get(pool->view->store, id, &chunk, err);

    if (rc < 0)
        return rc;
    out->heading = cn_arena_strndup(pool->arena, chunk.heading, strlen(chunk.heading));
    out->text = cn_arena_strndup(pool->arena, chunk.text, chunk.text_len);
    out->text_len = chunk.text_len;
    rc = cn_document_get(pool->view->store, cn_chunk_document(id), &document, err);
    if (rc < 0)
        return rc;
    out->title = cn_arena_strndup(pool->arena, document.title, strlen(document.title));
    if (!out->heading || !out->text || !out->title)
        return cn_fail_memory(err, out->text_len);
    return CAIRN_OK;
}

int cn_pool_fetch(cn_pool *pool, uint32_t chunk, cn_pool_from from, unsigned step, size_t *at,
                  cairn_error *err)
{
    const cairn_id id = pool->view->snapshot->chunks[chunk].id;
    cn_evidence made = {.chunk = chunk};
    bool is_in;
    int rc;

    *at = cn_pool_find(pool, chunk);
    if (*at != SIZE_MAX || pool->n == CN_POOL_MAX)
        return CAIRN_OK;
    rc = is_admitted(pool, id, &is_in, err);
    if (rc < 0 || !is_in)
        return rc;
    rc = read_rows(pool, id, &made, err);
    if (rc < 0)
        return rc;
    pool->from[pool->n] = from;
    pool->step[pool->n] = (uint8_t)step;
    *at = pool->n;
    pool->items[pool->n++] = made;
    return CAIRN_OK;
}
