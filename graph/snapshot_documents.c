/* The documents of a snapshot and the numbering of their chunks.
 *
 * Rows come by document id, which depends on the order of arrival; ordinals go by the hash of the
 * URI, which does not. A chunk's place (rank of its document, ordinal in it) orders like its final
 * ordinal and is known at once, so that postings need no second pass over the text. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "graph/snapshot_parts.h"

#define TITLES_MAX ((size_t)8 << 30)    /* bytes: 400 for each of 21 million documents */
#define DOCUMENTS_MAX ((size_t)1 << 31) /* rank << 20 << 3 stays under 64 bits */
#define CHUNKS_MAX ((size_t)1 << 29)    /* a posting's ordinal << 3 fits 32 bits */

void cn_snap_documents_init(cn_snap_documents *documents)
{
    *documents = (cn_snap_documents){.items = NULL};
    cn_buf_init(&documents->titles, TITLES_MAX);
}

void cn_snap_documents_done(cn_snap_documents *documents)
{
    cn_free(documents->items);
    cn_free(documents->by_rank);
    cn_free(documents->chunk_words);
    cn_buf_done(&documents->titles);
}

static int add_document(cn_snap_documents *documents, const cn_document_row *row, cairn_error *err)
{
    size_t title_len = strlen(row->title);
    cn_snap_document *item;

    if (!cn_grow((void **)&documents->items, &documents->cap, documents->n + 1, DOCUMENTS_MAX,
                 sizeof(*item)))
        return cn_fail_memory(err, (documents->n + 1) * sizeof(*item));
    item = &documents->items[documents->n];
    *item = (cn_snap_document){.id = row->id,
                               .uri_hash = cn_hash(row->uri, strlen(row->uri)),
                               .title_first = documents->titles.len,
                               .title_len = (uint32_t)title_len,
                               .rank = (uint32_t)documents->n};
    if (title_len > UINT32_MAX)
        return cn_fail(err, CAIRN_EDB, row->id, "document %lld: its title is over 4 GiB",
                       (long long)row->id);
    if (cn_buf_add(&documents->titles, row->title, title_len) < 0)
        return cn_fail_memory(err, documents->titles.len + title_len);
    documents->n++;
    return CAIRN_OK;
}

static int scan_documents(cn_snap_documents *documents, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_document_row row;
    int rc = cn_document_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_document_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_document(documents, &row, err);
    cn_cursor_free(cursor);
    return rc;
}

/* Rows come by URI, so that the position breaks a tie of hashes the same way on every run. */
static int compare_hashes(const void *left, const void *right)
{
    const cn_snap_document *a = left, *b = right;

    if (a->uri_hash != b->uri_hash)
        return a->uri_hash < b->uri_hash ? -1 : 1;
    return a->rank < b->rank ? -1 : 1;
}

static int compare_ids(const void *left, const void *right)
{
    const cn_snap_document *a = left, *b = right;

    return a->id < b->id ? -1 : a->id > b->id;
}

int cn_snap_documents_load(cn_snap_documents *documents, cn_store *store, cairn_error *err)
{
    int rc = scan_documents(documents, store, err);

    if (rc < 0)
        return rc;
    documents->by_rank = cn_alloc_zero(documents->n, sizeof(*documents->by_rank));
    if (!documents->by_rank)
        return cn_fail_memory(err, documents->n * sizeof(*documents->by_rank));
    if (documents->n == 0)
        return CAIRN_OK;
    qsort(documents->items, documents->n, sizeof(*documents->items), compare_hashes);
    for (size_t i = 0; i < documents->n; i++)
        documents->items[i].rank = (uint32_t)i;
    qsort(documents->items, documents->n, sizeof(*documents->items), compare_ids);
    for (size_t i = 0; i < documents->n; i++)
        documents->by_rank[documents->items[i].rank] = (uint32_t)i;
    return CAIRN_OK;
}

cn_snap_document *cn_snap_documents_seek(const cn_snap_documents *documents, size_t *at, int64_t id)
{
    while (*at < documents->n && documents->items[*at].id < id)
        ++*at;
    if (*at == documents->n || documents->items[*at].id != id)
        return NULL;
    return &documents->items[*at];
}

int cn_snap_documents_add_chunk(cn_snap_documents *documents, cn_snap_document *document,
                                uint32_t n_words, cairn_error *err)
{
    if (!cn_grow((void **)&documents->chunk_words, &documents->cap_chunks, documents->n_chunks + 1,
                 CHUNKS_MAX, sizeof(*documents->chunk_words)))
        return cn_fail_memory(err, (documents->n_chunks + 1) * sizeof(*documents->chunk_words));
    if (document->n_chunks == 0)
        document->n_before = (uint32_t)documents->n_chunks;
    document->n_chunks++;
    documents->chunk_words[documents->n_chunks++] = n_words;
    documents->n_words += n_words;
    return CAIRN_OK;
}

void cn_snap_documents_number(cn_snap_documents *documents)
{
    uint32_t first = 0;

    for (size_t rank = 0; rank < documents->n; rank++) {
        cn_snap_document *document = &documents->items[documents->by_rank[rank]];

        document->first = first;
        first += document->n_chunks;
    }
}
