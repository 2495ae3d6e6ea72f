/* Vector spaces and the vectors of chunks in them.
 *
 * A vector is stored as dim little-endian IEEE floats, so that a store may be carried from one
 * machine to another. On little-endian machines the compiler turns the loops below into copies. */
#include <string.h>

#include "base/mem.h"
#include "schema/stmt.h"

enum { BYTES_PER_FLOAT = 4 };
_Static_assert(sizeof(float) == BYTES_PER_FLOAT, "IEEE single precision");

static void encode_floats(const float *data, uint32_t dim, uint8_t *bytes)
{
    for (size_t i = 0; i < dim; i++) {
        uint32_t bits;

        memcpy(&bits, &data[i], BYTES_PER_FLOAT);
        for (int byte = 0; byte < BYTES_PER_FLOAT; byte++)
            *bytes++ = (uint8_t)(bits >> 8 * byte);
    }
}

static void decode_floats(const uint8_t *bytes, uint32_t dim, float *data)
{
    for (size_t i = 0; i < dim; i++, bytes += BYTES_PER_FLOAT) {
        uint32_t bits = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
                        (uint32_t)bytes[3] << 24;

        memcpy(&data[i], &bits, BYTES_PER_FLOAT);
    }
}

/* ---- Spaces ---- */

/* *space is 0 when there is none. */
static int look_up(cn_store *store, const char *name, int64_t *space, uint32_t *dim,
                   cairn_error *err)
{
    static const char sql[] = "SELECT id, dim FROM space WHERE name = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *space = 0;
    *dim = 0;
    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, name);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        *space = cn_stmt_i64(stmt, 0);
        *dim = (uint32_t)cn_stmt_i64(stmt, 1);
    }
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}

static int make_space(cn_store *store, const char *name, uint32_t dim, int64_t *space,
                      cairn_error *err)
{
    static const char sql[] = "INSERT INTO space (name, dim) VALUES (?1, ?2)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, name);
    cn_stmt_bind_i64(stmt, 2, dim);
    rc = cn_stmt_run(stmt, err);
    if (rc == CAIRN_OK)
        *space = cn_stmt_last_id(store);
    return rc;
}

int cn_space_put(cn_store *store, const char *name, uint32_t dim, int64_t *space, cairn_error *err)
{
    uint32_t stored_dim;
    int rc = look_up(store, name, space, &stored_dim, err);

    if (rc < 0)
        return rc;
    if (*space == 0)
        return make_space(store, name, dim, space, err);
    if (stored_dim != dim)
        return cn_fail(err, CAIRN_EINVAL, stored_dim,
                       "vector space \"%s\" has %u dimensions in %s, not %u", name, stored_dim,
                       store->label, dim);
    return CAIRN_OK;
}

int cn_space_find(cn_store *store, const char *name, int64_t *space, cairn_error *err)
{
    uint32_t dim;
    int rc = look_up(store, name, space, &dim, err);

    if (rc == CAIRN_OK && *space == 0)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no vector space \"%s\" in %s", name, store->label);
    return rc;
}

/* ---- Vectors ---- */

int cn_vector_put(cn_store *store, int64_t space, cairn_id chunk, const float *data, uint32_t dim,
                  cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO vector (space, chunk, data) VALUES (?1, ?2, ?3)";
    size_t len = (size_t)dim * BYTES_PER_FLOAT;
    uint8_t *bytes = cn_alloc(len);
    cn_stmt *stmt;
    int rc;

    if (!bytes)
        return cn_fail_memory(err, len);
    encode_floats(data, dim, bytes);
    rc = cn_stmt_open(store, sql, &stmt, err);
    if (rc == CAIRN_OK) {
        cn_stmt_bind_i64(stmt, 1, space);
        cn_stmt_bind_i64(stmt, 2, chunk);
        cn_stmt_bind_blob(stmt, 3, bytes, len);
        rc = cn_stmt_run(stmt, err);
    }
    cn_free(bytes);
    return rc;
}

static int read_dim(cn_store *store, int64_t space, uint32_t *dim, cairn_error *err)
{
    static const char sql[] = "SELECT dim FROM space WHERE id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *dim = 0;
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, space);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        *dim = (uint32_t)cn_stmt_i64(stmt, 0);
    else if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no vector space %lld in %s", (long long)space,
                     store->label);
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_vector_scan(cn_store *store, int64_t space, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT v.chunk, v.data FROM document AS d CROSS JOIN vector AS v "
        "ON v.space = ?1 AND v.chunk BETWEEN d.id << 20 AND d.id << 20 | 1048575 "
        "WHERE " CN_SQL_PUBLISHED_D " ORDER BY d.id, v.chunk";
    uint32_t dim;
    int rc = read_dim(store, space, &dim, err);

    *cursor = NULL;
    if (rc < 0)
        return rc;
    rc = cn_cursor_new(store, sql, cursor, err);
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, space);
    (*cursor)->dim = dim;
    (*cursor)->vector = cn_alloc_zero(dim, sizeof(float));
    if ((*cursor)->vector)
        return CAIRN_OK;
    cn_cursor_free(*cursor);
    *cursor = NULL;
    return cn_fail_memory(err, (size_t)dim * sizeof(float));
}

int cn_vector_next(cn_cursor *cursor, cairn_id *chunk, const float **data, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);
    const uint8_t *bytes;
    size_t len;

    *data = cursor->vector;
    if (rc != CAIRN_ROW)
        return rc;
    *chunk = cn_stmt_i64(cursor->stmt, 0);
    bytes = cn_stmt_blob(cursor->stmt, 1, &len);
    if (len != (size_t)cursor->dim * BYTES_PER_FLOAT)
        return cn_fail(err, CAIRN_EDB, 0, "the vector of chunk %lld has %zu bytes, not %zu",
                       (long long)*chunk, len, (size_t)cursor->dim * BYTES_PER_FLOAT);
    decode_floats(bytes, cursor->dim, cursor->vector);
    return CAIRN_ROW;
}
