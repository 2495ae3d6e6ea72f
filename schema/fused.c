/* What fusion makes of the raw rows: entities, aliases, facts, conflicts.
 * Ids are hashes of content, so that the same documents give the same rows in any order. */
#include <string.h>

#include "schema/stmt.h"

#define FACT_COLUMNS                                                                               \
    "f.id, f.subject, f.relation, f.object, f.literal, f.object_type, f.support, f.confidence, "   \
    "f.belief, f.believed, f.statements"

int cn_fused_clear(cn_store *store, cairn_error *err)
{
    static const char sql[] = "DELETE FROM conflict; DELETE FROM fact;"
                              "DELETE FROM alias; DELETE FROM entity";

    return cn_stmt_exec(store, sql, err);
}

/* ---- Entities ---- */

int cn_entity_put(cn_store *store, const cn_entity_row *row, cairn_error *err)
{
    static const char sql[] = "INSERT INTO entity (id, name, type, mentions, about) "
                              "VALUES (?1, ?2, ?3, ?4, ?5)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->id);
    cn_stmt_bind_str(stmt, 2, row->name);
    cn_stmt_bind_i64(stmt, 3, row->type);
    cn_stmt_bind_i64(stmt, 4, (int64_t)row->mentions);
    cn_stmt_bind_i64(stmt, 5, (int64_t)row->about);
    return cn_stmt_run(stmt, err);
}

static int read_entity(cn_stmt *stmt, cn_entity_row *row, cairn_error *err)
{
    row->id = cn_stmt_i64(stmt, 0);
    row->name = cn_stmt_text(stmt, 1, NULL);
    row->type = (int)cn_stmt_i64(stmt, 2);
    row->mentions = (uint64_t)cn_stmt_i64(stmt, 3);
    row->about = (uint64_t)cn_stmt_i64(stmt, 4);
    return cn_stmt_row(stmt, err);
}

int cn_entity_get(cn_store *store, cairn_id id, cn_entity_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT id, name, type, mentions, about FROM entity WHERE id = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_entity_row){.id = 0};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        rc = read_entity(stmt, row, err);
    else if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no entity %lld in %s", (long long)id, store->label);
    if (rc == CAIRN_ROW) {
        cn_borrowed string = {&row->name, strlen(row->name)};

        rc = cn_stmt_keep(store, CN_KEPT_ENTITY, &string, 1, err);
    }
    cn_stmt_free(stmt);
    return rc;
}

int cn_entity_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT id, name, type, mentions, about FROM entity ORDER BY id";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_entity_next(cn_cursor *cursor, cn_entity_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    return rc == CAIRN_ROW ? read_entity(cursor->stmt, row, err) : rc;
}

/* ---- Aliases ---- */

int cn_alias_put(cn_store *store, const cn_alias_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO alias (key, entity, score, reason) VALUES (?1, ?2, ?3, ?4)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->key);
    cn_stmt_bind_i64(stmt, 2, row->entity);
    cn_stmt_bind_f64(stmt, 3, row->score);
    cn_stmt_bind_str(stmt, 4, row->reason);
    return cn_stmt_run(stmt, err);
}

int cn_alias_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT key, entity, score, reason FROM alias ORDER BY key, entity";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_alias_next(cn_cursor *cursor, cn_alias_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->key = cn_stmt_i64(cursor->stmt, 0);
    row->entity = cn_stmt_i64(cursor->stmt, 1);
    row->score = cn_stmt_f64(cursor->stmt, 2);
    row->reason = cn_stmt_text(cursor->stmt, 3, NULL);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Facts ---- */

int cn_fact_put(cn_store *store, const cn_fact_row *row, const cairn_id *statements, size_t n,
                cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO fact (id, subject, relation, object, literal, object_type, support, "
        "                  confidence, belief, believed, statements) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    cn_buf *packed = cn_stmt_packed(store);
    cn_stmt *stmt;
    int rc;

    cn_pack_ids(packed, statements, n);
    if (packed->status < 0)
        return cn_fail_memory(err, packed->len);
    rc = cn_stmt_open(store, sql, &stmt, err);
    if (rc < 0)
        return rc;
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
    cn_stmt_bind_blob(stmt, 11, cn_buf_str(packed), packed->len);
    return cn_stmt_run(stmt, err);
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

int cn_fact_next(cn_cursor *cursor, cn_fact_row *row, cairn_error *err)
{
    cn_stmt *stmt = cursor->stmt;
    int rc = cn_stmt_next(stmt, err);
    const uint8_t *statements;
    size_t len;

    if (rc != CAIRN_ROW)
        return rc;
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
    statements = cn_stmt_blob(stmt, 10, &len);
    row->statement = len >= CN_PACK_ID_SIZE ? cn_pack_id(statements, 0) : 0;
    return cn_stmt_row(stmt, err);
}

/* ---- Conflicts ---- */

int cn_conflict_put(cn_store *store, const cn_conflict_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO conflict (subject, relation, winner, reason) VALUES (?1, ?2, ?3, ?4)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->subject);
    cn_stmt_bind_i64(stmt, 2, row->relation);
    cn_stmt_bind_i64(stmt, 3, row->winner);
    cn_stmt_bind_str(stmt, 4, row->reason);
    return cn_stmt_run(stmt, err);
}
