/* cairn_search(): retrieve on the snapshot, then fetch the rows of what was found. */
#include "api/as_of.h"

#include <string.h>

#include "base/mem.h"
#include "retrieve/topics.h"

#define HIT_BYTES_MAX ((size_t)64 << 20) /* of text in one cursor */

static int copy_row(cairn_hits *hits, const cn_view *view, cn_scored scored, cairn_error *err)
{
    cairn_hit *hit = &hits->items[hits->n];
    cn_document_row document;
    cn_chunk_row chunk;
    int rc;

    rc = cn_chunk_get(view->store, view->snapshot->chunks[scored.id].id, &chunk, err);
    if (rc < 0)
        return rc;
    hit->chunk = chunk.id;
    hit->score = scored.score;
    hit->heading = cn_arena_strndup(&hits->arena, chunk.heading, strlen(chunk.heading));
    hit->text = cn_arena_strndup(&hits->arena, chunk.text, chunk.text_len);
    hit->text_len = chunk.text_len;
    hit->first_byte = chunk.first_byte;
    hit->src_first = chunk.src_first;
    hit->src_len = chunk.src_len;
    hit->why = "";
    rc = cn_document_get(view->store, cn_chunk_document(chunk.id), &document, err);
    if (rc < 0)
        return rc;
    hit->uri = cn_arena_strndup(&hits->arena, document.uri, strlen(document.uri));
    hit->title = cn_arena_strndup(&hits->arena, document.title, strlen(document.title));
    if (!hit->heading || !hit->text || !hit->uri || !hit->title)
        return cn_fail_memory(err, chunk.text_len);
    hits->is_text[hits->n] = document.format == CAIRN_FORMAT_TEXT;
    hits->ordinals[hits->n++] = (uint32_t)scored.id;
    return CAIRN_OK;
}

int cn_hits_fetch(const cn_view *view, const cn_scored *found, size_t n, cairn_hits **hits,
                  cairn_error *err)
{
    cairn_hits *made = cn_alloc_zero(1, sizeof *made);
    int rc = CAIRN_OK;

    *hits = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, HIT_BYTES_MAX);
    made->items = cn_alloc_zero(n + 1, sizeof *made->items);
    made->ordinals = cn_alloc_zero(n + 1, sizeof *made->ordinals);
    made->is_text = cn_alloc_zero(n + 1, sizeof *made->is_text);
    if (!made->items || !made->ordinals || !made->is_text)
        rc = cn_fail_memory(err, n * sizeof *made->items);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = copy_row(made, view, found[i], err);
    if (rc < 0) {
        cairn_hits_free(made);
        return rc;
    }
    *hits = made;
    return CAIRN_OK;
}

int cn_check_search_options(const cairn_search_options *options, cairn_error *err)
{
    if (options->version != CAIRN_SEARCH_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, options->version,
                       "cairn_search_options: unknown version %u", (unsigned)options->version);
    if (options->limit == 0 || options->limit > 1000)
        return cn_fail(err, CAIRN_EINVAL, options->limit, "limit is %u, not 1 to 1000",
                       (unsigned)options->limit);
    return cn_as_of_check(options->as_of, err);
}

/* Chunks of the communities that a broad question is about. view->user is the knowledge base. */
static int retrieve_global(const cn_view *view, const cn_question *question, size_t limit,
                           cn_scored *found, size_t *n, cairn_error *err)
{
    const cn_communities *communities;
    int rc = cn_indices_communities(view->user, &communities, err);

    *n = 0;
    return rc < 0 ? rc : cn_topics_retrieve(view, communities, question, limit, found, n, err);
}

int cn_hits_search(const cn_view *view, const cn_question *question,
                   const cairn_search_options *options, cairn_hits **hits, cairn_error *err)
{
    const cn_retrieve_options retrieve = {options->limit, options->use_text, options->use_graph,
                                          options->use_vectors};
    cn_scored *found = cn_alloc_zero(options->limit, sizeof *found);
    size_t n;
    int rc;

    *hits = NULL;
    if (!found)
        return cn_fail_memory(err, options->limit * sizeof *found);
    rc = options->is_global ? retrieve_global(view, question, options->limit, found, &n, err)
                            : cn_retrieve(view, question, &retrieve, found, &n, err);
    if (rc == CAIRN_OK)
        rc = cn_hits_fetch(view, found, n, hits, err);
    cn_free(found);
    return rc;
}

int cairn_search(cairn *kb, const char *query, const cairn_search_options *opts, cairn_hits **hits,
                 cairn_error *err)
{
    static const cairn_search_options defaults = CAIRN_SEARCH_OPTIONS_INIT;
    cn_question question = {0};
    cn_as_of as_of;
    cn_view view;
    size_t len;
    int rc;

    *hits = NULL;
    opts = opts ? opts : &defaults;
    rc = cn_check_text(query, CAIRN_QUERY_MAX, "query", &len, err);
    if (rc == CAIRN_OK)
        rc = cn_check_search_options(opts, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_begin_read(kb, &view, err);
    if (rc < 0)
        return rc;
    rc = cn_question_init(&question, &view, query, len, err);
    cn_as_of_init(&as_of, &view, &question, opts->as_of);
    if (rc == CAIRN_OK)
        rc = cn_hits_search(&view, &question, opts, hits, err);
    if (rc == CAIRN_OK && opts->with_reasons)
        rc = cn_hits_explain(&view, &question, *hits, err);
    if (rc < 0) {
        cairn_hits_free(*hits);
        *hits = NULL;
    }
    cn_as_of_done(&as_of);
    cn_question_done(&question);
    cn_kb_end_read(kb);
    return rc;
}

int cairn_hits_next(cairn_hits *hits, cairn_hit *hit)
{
    if (hits->next >= hits->n)
        return CAIRN_OK;
    *hit = hits->items[hits->next++];
    return CAIRN_ROW;
}

void cairn_hits_free(cairn_hits *hits)
{
    if (!hits)
        return;
    cn_arena_done(&hits->arena);
    cn_free(hits->items);
    cn_free(hits->ordinals);
    cn_free(hits->is_text);
    cn_free(hits);
}
