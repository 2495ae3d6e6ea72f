/* The making of a snapshot, and its format.
 *
 *   "cairngrf"     8 bytes, then zeros up to 64
 *   sections       each at a multiple of 64, in this order of writing:
 *     postings       per term: (gap of the chunk ordinal << 3 | min(tf, 7)) as varints
 *     terms          cn_snap_term x a power of two: open addressing by stem & (n - 1)
 *     chunks         cn_snap_chunk x n_chunks
 *     entity ids     int64 x n_entities, ascending
 *     keys           cn_snap_key x a power of two: open addressing by key & (n - 1)
 *     key entities   uint32: entity ordinals, ascending within a key
 *     about, mentioned, facts   each uint64 offsets x (n_entities + 1), then the items:
 *                    uint32 chunk ordinals, the same, cn_snap_fact
 *     links          uint64 offsets x (n_chunks + 1), then cn_snap_link
 *   trailer        cn_snap_trailer, the last 512 bytes: generation, counts, and per section
 *                  where it is, how long, and a hash; then a checksum of the trailer
 *
 * All numbers are little-endian. The same content gives the same bytes, whatever the order in
 * which documents came and the number of threads; only the ids in the chunks section, which are
 * the store's, and their hash may differ. */
#include "graph/snapshot_parts.h"

#include <string.h>

#include "base/mem.h"
#include "graph/text_index.h"

static float chunk_norm(const cn_snap_documents *documents, uint32_t n_words)
{
    double mean = (double)documents->n_words / (double)documents->n_chunks;
    double relative = mean > 0 ? n_words / mean : 1;

    return (float)(CN_BM25_K1 * (1 - CN_BM25_B + CN_BM25_B * relative));
}

static int write_chunks(const cn_snap_documents *documents, cn_snap_file *file, cairn_error *err)
{
    int rc = cn_snap_file_begin(file, CN_SNAP_CHUNKS, err);

    for (uint32_t rank = 0; rank < documents->n; rank++) {
        const cn_snap_document *document = &documents->items[documents->by_rank[rank]];

        for (uint32_t i = 0; rc == CAIRN_OK && i < document->n_chunks; i++) {
            uint32_t n_words = documents->chunk_words[document->n_before + i];
            cn_snap_chunk chunk = {.id = cn_chunk_id(document->id, i),
                                   .document = rank,
                                   .norm = chunk_norm(documents, n_words)};

            rc = cn_snap_file_add(file, &chunk, sizeof(chunk), err);
        }
    }
    return rc;
}

/* Words first: their memory is given back before the edges take theirs. */
static int write_text(cn_store *store, const char *path, unsigned n_threads,
                      const cn_snap_progress *progress, cn_snap_documents *documents,
                      cn_snap_file *file, cairn_error *err)
{
    cn_snap_terms *terms = NULL;
    int rc = cn_snap_terms_new(path, CN_SNAP_RUN_POSTINGS, &terms, err);

    if (rc == CAIRN_OK)
        rc = cn_snap_words_read(store, documents, terms, n_threads, progress, err);
    if (rc < 0)
        goto out;
    cn_snap_documents_number(documents);
    rc = cn_snap_terms_write(terms, documents, file, err);
    if (rc == CAIRN_OK)
        rc = write_chunks(documents, file, err);
out:
    cn_snap_terms_free(terms);
    return rc;
}

struct cn_snap_build {
    cn_snap_documents documents;
    cn_snap_file *file;
};

void cn_snapshot_build_free(cn_snap_build *build)
{
    if (!build)
        return;
    cn_snap_file_free(build->file);
    cn_snap_documents_done(&build->documents);
    cn_free(build);
}

int cn_snapshot_build_text(cn_store *store, const char *path, unsigned n_threads,
                           cairn_progress_fn progress, void *user, cn_snap_build **build,
                           cairn_error *err)
{
    const cn_snap_progress reported = {.call = progress, .user = user};
    cn_snap_build *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *build = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_snap_documents_init(&made->documents);
    rc = cn_snap_documents_load(&made->documents, store, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_file_new(path, &made->file, err);
    if (rc == CAIRN_OK)
        rc = write_text(store, path, n_threads, &reported, &made->documents, made->file, err);
    if (rc < 0) {
        cn_snapshot_build_free(made);
        return rc;
    }
    *build = made;
    return CAIRN_OK;
}

int cn_snapshot_build_graph(cn_snap_build *build, cn_store *store, uint64_t generation,
                            unsigned n_threads, cairn_error *err)
{
    cn_snap_names names = {.spans = NULL};
    cn_snap_keys keys;
    int rc;

    cn_snap_keys_init(&keys);
    rc = cn_snap_keys_load(&keys, store, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_keys_write(&keys, build->file, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_names_load(&names, store, &keys, n_threads, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_edges_write(store, &build->documents, &keys, &names, build->file, err);
    if (rc == CAIRN_OK)
        rc = cn_snap_file_commit(build->file, generation, (uint32_t)build->documents.n_chunks,
                                 (uint32_t)build->documents.n, (uint32_t)keys.entities.n, err);
    cn_snap_names_done(&names);
    cn_snap_keys_done(&keys);
    return rc;
}

int cn_snapshot_build(cn_store *store, const char *path, uint64_t generation, unsigned n_threads,
                      cairn_progress_fn progress, void *user, cairn_error *err)
{
    cn_snap_build *build = NULL;
    int rc = cn_snapshot_build_text(store, path, n_threads, progress, user, &build, err);

    if (rc == CAIRN_OK)
        rc = cn_snapshot_build_graph(build, store, generation, n_threads, err);
    cn_snapshot_build_free(build);
    return rc;
}
