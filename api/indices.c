/* The side folder: which derived files there are, building, opening, sweeping.
 *
 *   graph-<generation>.snap          adjacency and text index, graph/snapshot.h
 *   names-<generation>.faiss(.ids)   names by spelling
 *   chunks-<generation>-<space>.faiss(.ids)   chunks by meaning, one per embedder
 *
 * Anything missing or damaged is built again from the store: deleting the folder is safe. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "api/kb.h"
#include "base/log.h"
#include "base/mem.h"

enum { PATH_LEN = 4096 };

static int make_path(char path[PATH_LEN], const char *folder, const char *kind, uint64_t generation,
                     const char *tail, cairn_error *err)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, PATH_LEN - 1);
    rc = cn_buf_printf(&buf, "%s/%s-%" PRIu64 "%s", folder, kind, generation, tail);
    if (rc == CAIRN_OK)
        memcpy(path, buf.data, buf.len + 1);
    else
        rc = cn_fail(err, rc, 0, "the path %.100s... is too long", folder);
    cn_buf_done(&buf);
    return rc;
}

static int chunk_path(char path[PATH_LEN], const char *folder, uint64_t generation, int64_t space,
                      cairn_error *err)
{
    char tail[48];
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, sizeof tail - 1);
    rc = cn_buf_printf(&buf, "-%" PRId64 ".faiss", space);
    if (rc == CAIRN_OK)
        memcpy(tail, buf.data, buf.len + 1);
    cn_buf_done(&buf);
    return rc == CAIRN_OK ? make_path(path, folder, "chunks", generation, tail, err)
                          : cn_fail_memory(err, sizeof tail);
}

void cn_indices_close(cn_indices *indices)
{
    cn_communities_close(indices->communities);
    cn_scores_free(indices->scores);
    cn_walk_scratch_free(indices->walk);
    cn_snapshot_close(indices->snapshot);
    cn_vectors_free(indices->names);
    cn_vectors_free(indices->chunks);
    *indices = (cn_indices){0};
}

/* All vectors of the embedder's space, from the store's view to a FAISS file. */
static int build_chunk_vectors(cairn *kb, cn_store *store, uint64_t generation, cairn_error *err)
{
    const uint32_t dim = kb->embedder.dim;
    char path[PATH_LEN];
    cn_vectors *vectors = NULL;
    cn_cursor *cursor = NULL;
    const float *data;
    cairn_id chunk;
    int64_t space;
    int rc;

    rc = cn_space_find(store, kb->embedder_name, &space, err);
    if (rc == CAIRN_ENOTFOUND)
        return CAIRN_OK; /* nothing was embedded yet */
    if (rc == CAIRN_OK)
        rc = chunk_path(path, kb->folder, generation, space, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_new(dim, &vectors, err);
    if (rc == CAIRN_OK)
        rc = cn_vector_scan(store, space, &cursor, err);
    while (rc == CAIRN_OK && (rc = cn_vector_next(cursor, &chunk, &data, err)) == CAIRN_ROW)
        rc = cn_vectors_add(vectors, &chunk, data, 1, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_save(vectors, path, generation, err);
    cn_cursor_free(cursor);
    cn_vectors_free(vectors);
    return rc;
}

int cn_indices_begin(cairn *kb, cn_store *store, uint64_t generation, unsigned n_threads,
                     cn_snap_build **text, cairn_error *err)
{
    char path[PATH_LEN];
    int rc;

    *text = NULL;
    rc = cn_file_make_dir(kb->folder, err);
    if (rc == CAIRN_OK)
        rc = make_path(path, kb->folder, "graph", generation, ".snap", err);
    if (rc == CAIRN_OK)
        rc = cn_snapshot_build_text(store, path, n_threads, NULL, NULL, text, err);
    return rc;
}

int cn_indices_finish(cairn *kb, cn_store *store, uint64_t generation, cn_snap_build *text,
                      cairn_error *err)
{
    char path[PATH_LEN];
    int rc = cn_snapshot_build_graph(text, store, generation, kb->options.n_threads, err);

    if (rc == CAIRN_OK)
        rc = make_path(path, kb->folder, "names", generation, ".faiss", err);
    if (rc == CAIRN_OK)
        rc = cn_names_build(store, path, generation, err);
    if (rc == CAIRN_OK && kb->embedder.version)
        rc = build_chunk_vectors(kb, store, generation, err);
    return rc;
}

static int rebuild_indices(cairn *kb, uint64_t generation, cairn_error *err)
{
    cn_snap_build *text;
    int rc = cn_indices_begin(kb, kb->reader, generation, kb->options.n_threads, &text, err);

    if (rc == CAIRN_OK)
        rc = cn_indices_finish(kb, kb->reader, generation, text, err);
    cn_snapshot_build_free(text);
    return rc;
}

static int map_snapshot(cairn *kb, uint64_t generation, cn_indices *made, cairn_error *err)
{
    char path[PATH_LEN];
    int rc;

    rc = make_path(path, kb->folder, "graph", generation, ".snap", err);
    if (rc == CAIRN_OK)
        rc = cn_snapshot_open(path, &made->snapshot, err);
    if (rc == CAIRN_OK && made->snapshot->generation != generation)
        rc = cn_fail(err, CAIRN_EINDEX, 0, "%s is of another generation", path);
    if (rc == CAIRN_OK)
        rc = cn_scores_new(made->snapshot, &made->scores, err);
    if (rc == CAIRN_OK)
        rc = cn_walk_scratch_new(made->snapshot, &made->walk, err);
    made->generation = generation;
    if (rc < 0)
        cn_indices_close(made);
    return rc;
}

int cn_indices_open(cairn *kb, uint64_t generation, cairn_error *err)
{
    cn_indices made = {0};
    int rc;

    if (kb->indices.snapshot && kb->indices.generation == generation)
        return CAIRN_OK;
    rc = map_snapshot(kb, generation, &made, err);
    if (rc == CAIRN_EINDEX || rc == CAIRN_ENOTFOUND) {
        cn_log(CN_LOG_INFO, "building the indices in %s again", kb->folder);
        rc = rebuild_indices(kb, generation, err);
        if (rc == CAIRN_OK)
            rc = map_snapshot(kb, generation, &made, err);
    }
    if (rc < 0)
        return rc;
    cn_indices_close(&kb->indices);
    kb->indices = made;
    return CAIRN_OK;
}

const cn_vectors *cn_indices_names(void *user)
{
    cairn *kb = user;
    cn_indices *indices = &kb->indices;
    char path[PATH_LEN];

    if (indices->names_tried)
        return indices->names;
    indices->names_tried = true;
    if (make_path(path, kb->folder, "names", indices->generation, ".faiss", NULL) < 0)
        return NULL;
    if (cn_vectors_load(path, indices->generation, &indices->names, NULL) == CAIRN_OK)
        return indices->names;
    /* Missing or damaged: made again; questions go on without it when that fails too. */
    if (cn_names_build(kb->reader, path, indices->generation, NULL) == CAIRN_OK)
        cn_vectors_load(path, indices->generation, &indices->names, NULL);
    return indices->names;
}

static const cn_vectors *chunk_vectors(cairn *kb)
{
    cn_indices *indices = &kb->indices;
    char path[PATH_LEN];
    int64_t space;

    if (indices->chunks_tried)
        return indices->chunks;
    indices->chunks_tried = true;
    if (cn_space_find(kb->reader, kb->embedder_name, &space, NULL) == CAIRN_OK &&
        chunk_path(path, kb->folder, indices->generation, space, NULL) == CAIRN_OK)
        cn_vectors_load(path, indices->generation, &indices->chunks, NULL);
    return indices->chunks;
}

int cn_indices_similar(void *user, const char *question, size_t k, cn_scored *out, size_t *n,
                       cairn_error *err)
{
    cairn *kb = user;
    const cn_vectors *vectors = chunk_vectors(kb);
    float *query;
    int rc;

    *n = 0;
    if (!vectors)
        return CAIRN_OK;
    query = cn_alloc_zero(kb->embedder.dim, sizeof *query);
    if (!query)
        return cn_fail_memory(err, kb->embedder.dim * sizeof *query);
    rc = kb->embedder.embed(kb->embedder.user, &question, 1, query, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(vectors, query, k, out, n, err);
    cn_free(query);
    return rc;
}

struct sweep {
    const char *folder;
    uint64_t generation;
    bool with_halves; /* "<name>.tmp-...", see base/file_writer.c */
};

/* Ours are named <kind>-<generation>...; anything else in the folder is left alone. */
static int sweep_entry(const char *name, void *user, cairn_error *err)
{
    static const char *const kinds[] = {"graph-", "names-", "chunks-", "topics-"};
    const struct sweep *sweep = user;
    char path[PATH_LEN], *end;
    cn_buf buf;

    (void)err;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t len = strlen(kinds[i]);
        uint64_t generation;

        if (strncmp(name, kinds[i], len) != 0)
            continue;
        generation = strtoull(name + len, &end, 10);
        if (end == name + len ||
            (generation == sweep->generation && !(sweep->with_halves && strstr(end, ".tmp-"))))
            continue;
        cn_buf_init(&buf, sizeof path - 1);
        if (cn_buf_printf(&buf, "%s/%s", sweep->folder, name) == CAIRN_OK)
            cn_file_remove(buf.data);
        cn_buf_done(&buf);
    }
    return CAIRN_OK;
}

void cn_indices_sweep(const cairn *kb, uint64_t generation)
{
    struct sweep sweep = {kb->folder, generation, false};

    cn_file_list(kb->folder, sweep_entry, &sweep, NULL);
}

void cn_indices_sweep_all(const cairn *kb, uint64_t generation)
{
    struct sweep sweep = {kb->folder, generation, true};

    cn_file_list(kb->folder, sweep_entry, &sweep, NULL);
}
