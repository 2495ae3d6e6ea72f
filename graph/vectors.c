/* An exact inner-product index over FAISS (Johnson, Douze, Jégou: Billion-scale similarity search
 * with GPUs, 2019). The only file that includes FAISS.
 *
 * "Flat" keeps the floats as they are. For 100,000 names of 64 floats it searches in 1.9 ms; "SQ8"
 * is a quarter of the size (6.4 MB for 25.6) and loads 25 ms faster, but takes 19 ms a search,
 * since Debian builds FAISS without AVX2 (FAISS 1.7.3, 2 cores at 2.x GHz).
 *
 * Threads: FAISS gives one query to one OpenMP thread (exhaustive_inner_product_seq: as many as
 * there are queries), so we search one at a time and leave the host program's OpenMP as it is.
 * Equal scores rank by id.
 *
 * FAISS parses its file without mistrust, so that it gets to see only a file whose length and hash
 * are those in ours:
 *
 *   path         FAISS's format
 *   path.ids     ids_header, then int64 x n, little-endian */
#include "graph/vectors.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <faiss/c_api/Index_c.h>
#include <faiss/c_api/error_c.h>
#include <faiss/c_api/index_factory_c.h>
#include <faiss/c_api/index_io_c.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#define IDS_MAGIC "cairnids"
#define IDS_VERSION 1
#define IDS_SUFFIX ".ids"
#define DIM_MAX 65536
#define VECTORS_MAX ((size_t)1 << 40)
#define FAISS_HEADER_MAX 4096 /* bytes of a Flat file beside its floats; it has 45 */
enum { TEMP_SUFFIX = 64 };    /* bytes for ".tmp-<pid>-<address>" */

typedef struct ids_header {
    char magic[8];
    uint32_t version;
    uint32_t dim;
    uint64_t generation;
    uint64_t n;
    uint64_t faiss_len, faiss_hash;
    uint64_t ids_hash;
    uint64_t checksum; /* cn_hash of all before it */
} ids_header;

_Static_assert(sizeof(ids_header) == 64, "the header is part of the format");

struct cn_vectors {
    FaissIndex *index;
    uint32_t dim;
    int64_t *ids;
    size_t n, cap;
};

/* FAISS says "out of memory" by the name of the exception. */
static int fail_faiss(cairn_error *err, int status, int code, const char *what)
{
    const char *message = faiss_get_last_error();

    if (!message)
        message = "no reason given";
    if (code == STD_EXCEPT && strcmp(message, "std::bad_alloc") == 0)
        status = CAIRN_ENOMEM;
    return cn_fail(err, status, 0, "FAISS cannot %s: %s", what, message);
}

int cn_vectors_new(uint32_t dim, cn_vectors **vectors, cairn_error *err)
{
    cn_vectors *made;
    int code;

    *vectors = NULL;
    if (dim == 0 || dim > DIM_MAX)
        return cn_fail(err, CAIRN_EINVAL, dim, "a vector of %u numbers is not 1 to %u long", dim,
                       (unsigned)DIM_MAX);
    made = cn_alloc_zero(1, sizeof(*made));
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->dim = dim;
    code = faiss_index_factory(&made->index, (int)dim, "Flat", METRIC_INNER_PRODUCT);
    if (code != OK) {
        cn_free(made);
        return fail_faiss(err, CAIRN_EINDEX, code, "make an index");
    }
    *vectors = made;
    return CAIRN_OK;
}

void cn_vectors_free(cn_vectors *vectors)
{
    if (!vectors)
        return;
    if (vectors->index)
        faiss_Index_free(vectors->index);
    cn_free(vectors->ids);
    cn_free(vectors);
}

int cn_vectors_add(cn_vectors *vectors, const int64_t *ids, const float *data, size_t n,
                   cairn_error *err)
{
    int code;

    if (n == 0)
        return CAIRN_OK;
    if (n > VECTORS_MAX ||
        !cn_grow((void **)&vectors->ids, &vectors->cap, vectors->n + n, VECTORS_MAX, sizeof(*ids)))
        return cn_fail_memory(err, (vectors->n + n) * sizeof(*ids));
    code = faiss_Index_add(vectors->index, (idx_t)n, data);
    if (code != OK)
        return fail_faiss(err, CAIRN_EINDEX, code, "add vectors");
    memcpy(vectors->ids + vectors->n, ids, n * sizeof(*ids));
    vectors->n += n;
    return CAIRN_OK;
}

size_t cn_vectors_count(const cn_vectors *vectors)
{
    return vectors->n;
}

/* ---- Searching ---- */

typedef struct found {
    float *cosines;
    idx_t *rows; /* -1 beyond the last */
    cn_topk top; /* puts equal scores in the order of ids */
} found;

static int alloc_found(found *f, size_t k, cairn_error *err)
{
    *f = (found){.cosines = cn_alloc_zero(k, sizeof(*f->cosines)),
                 .rows = cn_alloc_zero(k, sizeof(*f->rows))};
    if (!f->cosines || !f->rows || !cn_topk_init(&f->top, k))
        return cn_fail_memory(err, k * sizeof(cn_scored));
    return CAIRN_OK;
}

static void free_found(found *f)
{
    cn_free(f->cosines);
    cn_free(f->rows);
    cn_topk_done(&f->top);
}

int cn_vectors_search(const cn_vectors *vectors, const float *query, size_t k, cn_scored *out,
                      size_t *n, cairn_error *err)
{
    found f;
    int code, rc;

    *n = 0;
    if (k > vectors->n)
        k = vectors->n;
    if (k == 0)
        return CAIRN_OK;
    rc = alloc_found(&f, k, err);
    if (rc < 0)
        goto out;
    code = faiss_Index_search(vectors->index, 1, query, (idx_t)k, f.cosines, f.rows);
    if (code != OK) {
        rc = fail_faiss(err, CAIRN_EINDEX, code, "search");
        goto out;
    }
    for (size_t i = 0; i < k; i++)
        if (f.rows[i] >= 0 && (size_t)f.rows[i] < vectors->n)
            cn_topk_offer(&f.top, (uint64_t)vectors->ids[f.rows[i]], (double)f.cosines[i]);
    cn_topk_sort(&f.top);
    memcpy(out, f.top.items, f.top.n * sizeof(*out));
    *n = f.top.n;
out:
    free_found(&f);
    return rc;
}

/* ---- Files ---- */

static uint64_t header_checksum(const ids_header *header)
{
    return cn_hash(header, offsetof(ids_header, checksum));
}

static char *add_suffix(const char *path, const char *suffix)
{
    size_t len = strlen(path), suffix_len = strlen(suffix);
    char *joined = cn_alloc(len + suffix_len + 1);

    if (!joined)
        return NULL;
    memcpy(joined, path, len);
    memcpy(joined + len, suffix, suffix_len + 1);
    return joined;
}

/* FAISS writes in place: to a name of our own, which then becomes `path`. */
static int write_faiss(const cn_vectors *vectors, const char *path, ids_header *header,
                       cairn_error *err)
{
    char suffix[TEMP_SUFFIX];
    cn_mapping mapping = {.data = NULL};
    char *temp;
    int code, rc;

    snprintf(suffix, sizeof(suffix), ".tmp-%ld-%p", (long)getpid(), (const void *)vectors);
    temp = add_suffix(path, suffix);
    if (!temp)
        return cn_fail_memory(err, strlen(path) + sizeof(suffix));
    code = faiss_write_index_fname(vectors->index, temp);
    if (code != OK) {
        rc = fail_faiss(err, CAIRN_EIO, code, "write its file");
        goto out;
    }
    rc = cn_file_map(temp, &mapping, err);
    if (rc < 0)
        goto out;
    header->faiss_len = mapping.len;
    header->faiss_hash = cn_hash(mapping.data, mapping.len);
    if (rename(temp, path) != 0)
        rc = cn_fail_errno(err, errno, "cannot write %s", path);
out:
    cn_file_unmap(&mapping);
    if (rc < 0)
        cn_file_remove(temp);
    cn_free(temp);
    return rc;
}

static int write_ids(const cn_vectors *vectors, const char *path, const ids_header *header,
                     cairn_error *err)
{
    char *ids_path = add_suffix(path, IDS_SUFFIX);
    cn_writer *writer = NULL;
    int rc;

    if (!ids_path)
        return cn_fail_memory(err, strlen(path) + sizeof(IDS_SUFFIX));
    rc = cn_writer_new(ids_path, false, &writer, err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, header, sizeof(*header), err);
    if (rc == CAIRN_OK)
        rc = cn_writer_add(writer, vectors->ids, vectors->n * sizeof(*vectors->ids), err);
    if (rc == CAIRN_OK)
        rc = cn_writer_commit(writer, err);
    cn_writer_free(writer);
    cn_free(ids_path);
    return rc;
}

int cn_vectors_save(const cn_vectors *vectors, const char *path, uint64_t generation,
                    cairn_error *err)
{
    ids_header header = {
        .version = IDS_VERSION, .dim = vectors->dim, .generation = generation, .n = vectors->n};
    int rc;

    memcpy(header.magic, IDS_MAGIC, sizeof(header.magic));
    header.ids_hash = cn_hash(vectors->ids, vectors->n * sizeof(*vectors->ids));
    rc = write_faiss(vectors, path, &header, err);
    if (rc < 0)
        return rc;
    header.checksum = header_checksum(&header);
    return write_ids(vectors, path, &header, err);
}

static bool is_header_sound(const ids_header *header, size_t file_len)
{
    uint64_t floats_len;

    if (memcmp(header->magic, IDS_MAGIC, sizeof(header->magic)) != 0 ||
        header->version != IDS_VERSION || header->checksum != header_checksum(header) ||
        header->dim == 0 || header->dim > DIM_MAX || header->n > VECTORS_MAX ||
        file_len != sizeof(*header) + header->n * sizeof(int64_t))
        return false;
    floats_len = header->n * header->dim * sizeof(float); /* under 2^58 */
    return header->faiss_len >= floats_len && header->faiss_len - floats_len <= FAISS_HEADER_MAX;
}

static int read_ids(const char *path, uint64_t generation, cn_vectors *vectors, ids_header *header,
                    cairn_error *err)
{
    cn_mapping mapping = {.data = NULL};
    size_t ids_len;
    int rc = cn_file_map(path, &mapping, err);

    if (rc < 0)
        return rc;
    rc = cn_fail(err, CAIRN_EINDEX, 0, "%s is damaged or of another build", path);
    if (mapping.len < sizeof(*header))
        goto out;
    memcpy(header, mapping.data, sizeof(*header));
    ids_len = mapping.len - sizeof(*header);
    if (!is_header_sound(header, mapping.len) || header->generation != generation ||
        cn_hash(mapping.data + sizeof(*header), ids_len) != header->ids_hash)
        goto out;
    vectors->dim = header->dim;
    vectors->n = vectors->cap = (size_t)header->n;
    vectors->ids = cn_alloc(ids_len);
    if (!vectors->ids) {
        rc = cn_fail_memory(err, ids_len);
        goto out;
    }
    memcpy(vectors->ids, mapping.data + sizeof(*header), ids_len);
    rc = CAIRN_OK;
out:
    cn_file_unmap(&mapping);
    return rc;
}

static int read_faiss(const char *path, const ids_header *header, cn_vectors *vectors,
                      cairn_error *err)
{
    cn_mapping mapping = {.data = NULL};
    bool is_whole;
    int code;
    int rc = cn_file_map(path, &mapping, err);

    if (rc < 0)
        return rc;
    is_whole = mapping.len == header->faiss_len &&
               cn_hash(mapping.data, mapping.len) == header->faiss_hash;
    cn_file_unmap(&mapping);
    if (!is_whole)
        return cn_fail(err, CAIRN_EINDEX, 0, "%s is damaged", path);
    code = faiss_read_index_fname(path, 0, &vectors->index);
    if (code != OK)
        return fail_faiss(err, CAIRN_EINDEX, code, "read its file");
    if (faiss_Index_d(vectors->index) != (int)header->dim ||
        faiss_Index_ntotal(vectors->index) != (idx_t)header->n ||
        faiss_Index_metric_type(vectors->index) != METRIC_INNER_PRODUCT)
        return cn_fail(err, CAIRN_EINDEX, 0, "%s is not the index of its ids", path);
    return CAIRN_OK;
}

int cn_vectors_load(const char *path, uint64_t generation, cn_vectors **vectors, cairn_error *err)
{
    char *ids_path = add_suffix(path, IDS_SUFFIX);
    cn_vectors *made = cn_alloc_zero(1, sizeof(*made));
    ids_header header;
    int rc;

    *vectors = NULL;
    if (!ids_path || !made)
        rc = cn_fail_memory(err, strlen(path) + sizeof(*made));
    else if (!cn_file_exists(ids_path) || !cn_file_exists(path))
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no vector index %s", path);
    else
        rc = read_ids(ids_path, generation, made, &header, err);
    if (rc == CAIRN_OK)
        rc = read_faiss(path, &header, made, err);
    cn_free(ids_path);
    if (rc < 0) {
        cn_vectors_free(made);
        return rc;
    }
    *vectors = made;
    return CAIRN_OK;
}
