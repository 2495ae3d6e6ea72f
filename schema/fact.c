/* Facts, each with the ids of the statements behind it as one blob.
 *
 * They stand by subject, then id, so that the facts of a subject are neighbours; those of an object
 * are found by an index. Ids are hashes of subject, relation and object. */
#include <string.h>

#include "schema/stmt.h"

#define FACT_COLUMNS                                                                               \
    "f.id, f.subject, f.relation, f.object, f.literal, f.object_type, f.support, f.confidence, "   \
    "f.belief, f.believed, f.valid, f.closed_by, f.recorded, f.retired, f.statements"

/* ---- Writing ---- */

static void bind_fact(cn_stmt *stmt, const cn_fact_row *row)
{
    cn_stmt_bind_i64(stmt, 1, row->id);
    cn_stmt_bind_i64(stmt, 2, row->subject);
    cn_stmt_bind_i64(stmt, 3, row->relation);
    if (row->object)
        cn_stmt_bind_i64(stmt, 4, row->object);
    else
        cn_stmt_bind_null(stmt, 4);
    cn_stmt_bind_str(stmt, 5, row->literal);
    cn_stmt_bind_i64(stmt, 6, row->object_type);
    cn_stmt_bind_i64(stmt, 7, row->support);
    cn_stmt_bind_f64(stmt, 8, row->confidence);
    cn_stmt_bind_f64(stmt, 9, row->belief);
    cn_stmt_bind_i64(stmt, 10, row->believed);
    cn_stmt_bind_str(stmt, 11, row->valid);
    cn_stmt_bind_i64(stmt, 12, row->closed_by);
    cn_stmt_bind_i64(stmt, 13, (int64_t)row->recorded);
    cn_stmt_bind_i64(stmt, 14, (int64_t)row->retired);
}

int cn_fact_put(cn_store *store, const cn_fact_row *row, const cairn_id *statements, size_t n,
                cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO fact (id, subject, relation, object, literal, object_type, "
        "    support, confidence, belief, believed, valid, closed_by, recorded, retired, "
        "    statements) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    cn_buf *packed = cn_stmt_packed(store);
    cn_stmt *stmt;
    int rc;

    cn_pack_ids(packed, statements, n);
    if (packed->status < 0)
        return cn_fail_memory(err, packed->len);
    rc = cn_stmt_open(store, sql, &stmt, err);
    if (rc < 0)
        return rc;
    bind_fact(stmt, row);
    cn_stmt_bind_blob(stmt, 15, cn_buf_str(packed), packed->len);
    return cn_stmt_run(stmt, err);
}

int cn_fact_drop(cn_store *store, cairn_id subject, cairn_id id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM fact WHERE subject = ?1 AND id = ?2";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){subject, id}, 2, err);
}

int cn_fact_set_belief(cn_store *store, const cn_fact_row *row, cairn_error *err)
{
    static const char sql[] =
        "UPDATE fact SET belief = ?3, believed = ?4, valid = ?5, closed_by = ?6, retired = ?7 "
        "WHERE subject = ?1 AND id = ?2";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->subject);
    cn_stmt_bind_i64(stmt, 2, row->id);
    cn_stmt_bind_f64(stmt, 3, row->belief);
    cn_stmt_bind_i64(stmt, 4, row->believed);
    cn_stmt_bind_str(stmt, 5, row->valid);
    cn_stmt_bind_i64(stmt, 6, row->closed_by);
    cn_stmt_bind_i64(stmt, 7, (int64_t)row->retired);
    return cn_stmt_run(stmt, err);
}

/* ---- Reading ---- */

static int read_fact(cn_stmt *stmt, cn_fact_row *row, cairn_error *err)
{
    size_t len;

    row->id = cn_stmt_i64(stmt, 0);
    row->subject = cn_stmt_i64(stmt, 1);
    row->relation = cn_stmt_i64(stmt, 2);
    row->object = cn_stmt_i64(stmt, 3); /* NULL reads as 0 */
    row->literal = cn_stmt_text(stmt, 4, NULL);
    row->object_type = (int)cn_stmt_i64(stmt, 5);
    row->support = (uint32_t)cn_stmt_i64(stmt, 6);
    row->confidence = cn_stmt_f64(stmt, 7);
    row->belief = cn_stmt_f64(stmt, 8);
    row->believed = cn_stmt_i64(stmt, 9) != 0;
    row->valid = cn_stmt_text(stmt, 10, NULL);
    row->closed_by = cn_stmt_i64(stmt, 11);
    row->recorded = (uint64_t)cn_stmt_i64(stmt, 12);
    row->retired = (uint64_t)cn_stmt_i64(stmt, 13);
    row->statements = cn_stmt_blob(stmt, 14, &len);
    row->n_statements = len / CN_PACK_ID_SIZE;
    row->statement = row->n_statements > 0 ? cn_pack_id(row->statements, 0) : 0;
    return cn_stmt_row(stmt, err);
}

static int keep_fact(cn_store *store, cn_fact_row *row, cairn_error *err)
{
    const char *statements = (const char *)row->statements;
    cn_borrowed strings[] = {{&row->literal, strlen(row->literal)},
                             {&row->valid, strlen(row->valid)},
                             {&statements, row->n_statements * CN_PACK_ID_SIZE}};
    int rc = cn_stmt_keep(store, CN_KEPT_FACT, strings, 3, err);

    row->statements = (const uint8_t *)statements;
    return rc;
}

int cn_fact_get(cn_store *store, cairn_id subject, cairn_id id, cn_fact_row *row, cairn_error *err)
{
    static const char sql[] =
        "SELECT " FACT_COLUMNS " FROM fact AS f WHERE f.subject = ?1 AND f.id = ?2";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_fact_row){.literal = "", .valid = ""};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, subject);
    cn_stmt_bind_i64(stmt, 2, id);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        rc = read_fact(stmt, row, err);
    else if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no fact %lld of entity %lld in %s", (long long)id,
                     (long long)subject, store->label);
    if (rc == CAIRN_ROW)
        rc = keep_fact(store, row, err);
    cn_stmt_free(stmt);
    return rc;
}

int cn_fact_scan(cn_store *store, cairn_id entity, cn_cursor **cursor, cairn_error *err)
{
    static const char sql_all[] = "SELECT " FACT_COLUMNS " FROM fact AS f ORDER BY f.subject, f.id";
    static const char sql_of_entity[] =
        "SELECT " FACT_COLUMNS " FROM fact AS f LEFT JOIN relation AS r ON r.id = f.relation "
        "WHERE f.subject = ?1 OR f.object = ?1 "
        "ORDER BY f.believed DESC, r.surface, f.belief DESC, f.id";
    int rc = cn_cursor_new(store, entity ? sql_of_entity : sql_all, cursor, err);

    if (rc == CAIRN_OK && entity)
        cn_stmt_bind_i64((*cursor)->stmt, 1, entity);
    return rc;
}

int cn_fact_scan_subject(cn_store *store, cairn_id subject, int64_t relation, cn_cursor **cursor,
                         cairn_error *err)
{
    static const char sql_all[] =
        "SELECT " FACT_COLUMNS " FROM fact AS f WHERE f.subject = ?1 ORDER BY f.id";
    static const char sql_of_relation[] =
        "SELECT " FACT_COLUMNS " FROM fact AS f WHERE f.subject = ?1 AND f.relation = ?2 "
        "ORDER BY f.id";
    int rc = cn_cursor_new(store, relation ? sql_of_relation : sql_all, cursor, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, subject);
    if (relation)
        cn_stmt_bind_i64((*cursor)->stmt, 2, relation);
    return rc;
}

int cn_fact_scan_literals(cn_store *store, cairn_id subject, size_t max, cn_cursor **cursor,
                          cairn_error *err)
{
    static const char sql[] = "SELECT " FACT_COLUMNS " FROM fact AS f "
                              "WHERE f.subject = ?1 AND f.object IS NULL ORDER BY f.id LIMIT ?2";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc == CAIRN_OK) {
        cn_stmt_bind_i64((*cursor)->stmt, 1, subject);
        cn_stmt_bind_i64((*cursor)->stmt, 2, (int64_t)max);
    }
    return rc;
}

int cn_fact_scan_object(cn_store *store, cairn_id object, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT " FACT_COLUMNS " FROM fact AS f WHERE f.object = ?1 ORDER BY f.subject, f.id";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc == CAIRN_OK)
        cn_stmt_bind_i64((*cursor)->stmt, 1, object);
    return rc;
}

int cn_fact_next(cn_cursor *cursor, cn_fact_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    return rc == CAIRN_ROW ? read_fact(cursor->stmt, row, err) : rc;
}
