/* What fusion makes of the raw rows: entities, aliases, senses, conflicts. Facts are in fact.c.
 * Ids are hashes of content, so that the same documents give the same rows in any order. */
#include <string.h>

#include "schema/stmt.h"

#define ENTITY_COLUMNS "id, name, type, mentions, about, stated"
#define ALIAS_COLUMNS "key, entity, target, score, features, reason, run, is_merged"

enum { ENTITY_COUNTS = 1 + CN_NAMED_TYPES };
_Static_assert((int)ENTITY_COUNTS <= (int)CN_COUNTS_MAX,
               "the counts of an entity must fit the buffer");

int cn_fused_clear(cn_store *store, cairn_error *err)
{
    static const char sql[] = "DELETE FROM conflict; DELETE FROM fact; DELETE FROM sense;"
                              "DELETE FROM alias; DELETE FROM entity";

    return cn_stmt_exec(store, sql, err);
}

/* ---- Version ---- */

int cn_fused_version(cn_store *store, int *version, cairn_error *err)
{
    static const char sql[] = "SELECT value FROM meta WHERE key = 'fused'";
    int64_t number;
    int rc = cn_stmt_number(store, sql, 0, &number, err);

    *version = number > 0 && number <= INT32_MAX ? (int)number : 0;
    return rc;
}

int cn_fused_set_version(cn_store *store, int version, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('fused', ?1)";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){version}, 1, err);
}

/* ---- Entities ---- */

int cn_entity_put(cn_store *store, const cn_entity_row *row, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO entity (" ENTITY_COLUMNS ") "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    uint64_t counts[ENTITY_COUNTS] = {row->facts};
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    memcpy(counts + 1, row->object_types, sizeof(row->object_types));
    cn_stmt_bind_i64(stmt, 1, row->id);
    cn_stmt_bind_str(stmt, 2, row->name);
    cn_stmt_bind_i64(stmt, 3, row->type);
    cn_stmt_bind_i64(stmt, 4, (int64_t)row->mentions);
    cn_stmt_bind_i64(stmt, 5, (int64_t)row->about);
    cn_stmt_bind_counts(stmt, 6, counts, ENTITY_COUNTS);
    return cn_stmt_run(stmt, err);
}

int cn_entity_drop(cn_store *store, cairn_id id, cairn_error *err)
{
    static const char sql[] = "DELETE FROM entity WHERE id = ?1";

    return cn_stmt_run_ids(store, sql, &id, 1, err);
}

static int read_entity(cn_stmt *stmt, cn_entity_row *row, cairn_error *err)
{
    uint64_t counts[ENTITY_COUNTS];
    int rc;

    row->id = cn_stmt_i64(stmt, 0);
    row->name = cn_stmt_text(stmt, 1, NULL);
    row->type = (int)cn_stmt_i64(stmt, 2);
    row->mentions = (uint64_t)cn_stmt_i64(stmt, 3);
    row->about = (uint64_t)cn_stmt_i64(stmt, 4);
    rc = cn_stmt_counts(stmt, 5, "entity", row->id, counts, ENTITY_COUNTS, err);
    row->facts = counts[0];
    memcpy(row->object_types, counts + 1, sizeof(row->object_types));
    return rc < 0 ? rc : cn_stmt_row(stmt, err);
}

int cn_entity_get(cn_store *store, cairn_id id, cn_entity_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT " ENTITY_COLUMNS " FROM entity WHERE id = ?1";
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
    static const char sql[] = "SELECT " ENTITY_COLUMNS " FROM entity ORDER BY id";

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
    static const char sql[] = "INSERT OR REPLACE INTO alias (" ALIAS_COLUMNS ") "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->key);
    cn_stmt_bind_i64(stmt, 2, row->entity);
    cn_stmt_bind_i64(stmt, 3, row->target);
    cn_stmt_bind_f64(stmt, 4, row->score);
    cn_stmt_bind_str(stmt, 5, row->features);
    cn_stmt_bind_str(stmt, 6, row->reason);
    cn_stmt_bind_i64(stmt, 7, (int64_t)row->run);
    cn_stmt_bind_i64(stmt, 8, row->is_merged);
    return cn_stmt_run(stmt, err);
}

int cn_alias_drop(cn_store *store, int64_t key, cairn_error *err)
{
    static const char sql[] = "DELETE FROM alias WHERE key = ?1";

    return cn_stmt_run_ids(store, sql, &key, 1, err);
}

int cn_alias_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT " ALIAS_COLUMNS " FROM alias ORDER BY key, entity";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_alias_scan_key(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT " ALIAS_COLUMNS " FROM alias WHERE key = ?1 ORDER BY entity";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc == CAIRN_OK)
        cn_stmt_bind_i64((*cursor)->stmt, 1, key);
    return rc;
}

int cn_alias_scan_entity(cn_store *store, cairn_id entity, size_t max, cn_cursor **cursor,
                         cairn_error *err)
{
    static const char sql[] =
        "SELECT " ALIAS_COLUMNS " FROM alias WHERE entity = ?1 ORDER BY key LIMIT ?2";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, entity);
    cn_stmt_bind_i64((*cursor)->stmt, 2, max < INT64_MAX ? (int64_t)max : INT64_MAX);
    return rc;
}

int cn_alias_next(cn_cursor *cursor, cn_alias_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->key = cn_stmt_i64(cursor->stmt, 0);
    row->entity = cn_stmt_i64(cursor->stmt, 1);
    row->target = cn_stmt_i64(cursor->stmt, 2);
    row->score = cn_stmt_f64(cursor->stmt, 3);
    row->features = cn_stmt_text(cursor->stmt, 4, NULL);
    row->reason = cn_stmt_text(cursor->stmt, 5, NULL);
    row->run = (uint64_t)cn_stmt_i64(cursor->stmt, 6);
    row->is_merged = cn_stmt_i64(cursor->stmt, 7) != 0;
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Senses ---- */

int cn_sense_put(cn_store *store, const cn_sense_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO sense (key, document, entity) VALUES (?1, ?2, ?3)";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){row->key, row->document, row->entity}, 3,
                           err);
}

int cn_sense_drop(cn_store *store, int64_t key, cairn_error *err)
{
    static const char sql[] = "DELETE FROM sense WHERE key = ?1";

    return cn_stmt_run_ids(store, sql, &key, 1, err);
}

int cn_sense_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err)
{
    static const char sql_all[] = "SELECT key, document, entity FROM sense ORDER BY key, document";
    static const char sql_of_key[] =
        "SELECT key, document, entity FROM sense WHERE key = ?1 ORDER BY document";
    int rc = cn_cursor_new(store, key ? sql_of_key : sql_all, cursor, err);

    if (rc == CAIRN_OK && key)
        cn_stmt_bind_i64((*cursor)->stmt, 1, key);
    return rc;
}

int cn_sense_next(cn_cursor *cursor, cn_sense_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->key = cn_stmt_i64(cursor->stmt, 0);
    row->document = cn_stmt_i64(cursor->stmt, 1);
    row->entity = cn_stmt_i64(cursor->stmt, 2);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Conflicts ---- */

int cn_conflict_put(cn_store *store, const cn_conflict_row *row, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO conflict (subject, relation, winner, reason) "
                              "VALUES (?1, ?2, ?3, ?4)";
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

int cn_conflict_drop(cn_store *store, cairn_id subject, int64_t relation, cairn_error *err)
{
    static const char sql[] = "DELETE FROM conflict WHERE subject = ?1 AND relation = ?2";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){subject, relation}, 2, err);
}

int cn_conflict_scan(cn_store *store, cairn_id subject, cn_cursor **cursor, cairn_error *err)
{
    static const char sql_all[] =
        "SELECT subject, relation, winner, reason FROM conflict ORDER BY subject, relation";
    static const char sql_of_subject[] = "SELECT subject, relation, winner, reason FROM conflict "
                                         "WHERE subject = ?1 ORDER BY relation";
    int rc = cn_cursor_new(store, subject ? sql_of_subject : sql_all, cursor, err);

    if (rc == CAIRN_OK && subject)
        cn_stmt_bind_i64((*cursor)->stmt, 1, subject);
    return rc;
}

int cn_conflict_next(cn_cursor *cursor, cn_conflict_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->subject = cn_stmt_i64(cursor->stmt, 0);
    row->relation = cn_stmt_i64(cursor->stmt, 1);
    row->winner = cn_stmt_i64(cursor->stmt, 2);
    row->reason = cn_stmt_text(cursor->stmt, 3, NULL);
    return cn_stmt_row(cursor->stmt, err);
}
