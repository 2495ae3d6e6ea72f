/* What is not made from documents: what a user decided of two keys, what `cairn learn` found out
 * about relations, the settings that `cairn tune` found, when builds were published. A build from
 * scratch keeps these rows. Settings are rows of meta, so that they need no table of their own and
 * a store without any is as good as before. */
#include <string.h>

#include "schema/stmt.h"

/* ---- Decisions ---- */

static void order_keys(int64_t *a, int64_t *b)
{
    if (*a > *b) {
        int64_t smaller = *b;

        *b = *a;
        *a = smaller;
    }
}

int cn_decision_put(cn_store *store, const cn_decision_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO decision (a, b, verdict, is_applied) VALUES (?1, ?2, ?3, 0)";
    int64_t values[] = {row->a, row->b, row->verdict};

    if (row->a == row->b)
        return cn_fail(err, CAIRN_EINVAL, row->a, "a name is the same as itself");
    order_keys(&values[0], &values[1]);
    return cn_stmt_run_ids(store, sql, values, 3, err);
}

int cn_decision_drop(cn_store *store, int64_t a, int64_t b, cairn_error *err)
{
    /* The next build looks at the two once more, and then the row goes. */
    static const char sql[] =
        "UPDATE decision SET verdict = 0, is_applied = 0 WHERE a = ?1 AND b = ?2";

    order_keys(&a, &b);
    return cn_stmt_run_ids(store, sql, (const int64_t[]){a, b}, 2, err);
}

int cn_decision_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err)
{
    static const char sql_all[] = "SELECT a, b, verdict, is_applied FROM decision ORDER BY a, b";
    static const char sql_of_key[] = "SELECT a, b, verdict, is_applied FROM decision "
                                     "WHERE a = ?1 OR b = ?1 ORDER BY a, b";
    int rc = cn_cursor_new(store, key ? sql_of_key : sql_all, cursor, err);

    if (rc == CAIRN_OK && key)
        cn_stmt_bind_i64((*cursor)->stmt, 1, key);
    return rc;
}

int cn_decision_next(cn_cursor *cursor, cn_decision_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->a = cn_stmt_i64(cursor->stmt, 0);
    row->b = cn_stmt_i64(cursor->stmt, 1);
    row->verdict = (int)cn_stmt_i64(cursor->stmt, 2);
    row->is_applied = cn_stmt_i64(cursor->stmt, 3) != 0;
    return cn_stmt_row(cursor->stmt, err);
}

int cn_decision_set_applied(cn_store *store, cairn_error *err)
{
    static const char sql_gone[] = "DELETE FROM decision WHERE verdict = 0";
    static const char sql[] = "UPDATE decision SET is_applied = 1 WHERE is_applied = 0";
    int rc = cn_stmt_run_ids(store, sql_gone, NULL, 0, err);

    return rc < 0 ? rc : cn_stmt_run_ids(store, sql, NULL, 0, err);
}

int cn_decision_count_waiting(cn_store *store, uint64_t *n, cairn_error *err)
{
    static const char sql[] = "SELECT count(*) FROM decision WHERE is_applied = 0";
    int64_t count;
    int rc = cn_stmt_number(store, sql, 0, &count, err);

    *n = (uint64_t)count;
    return rc;
}

/* ---- What was learned ---- */

int cn_learned_clear(cn_store *store, cairn_error *err)
{
    static const char sql[] = "DELETE FROM learned";

    return cn_stmt_run_ids(store, sql, NULL, 0, err);
}

int cn_learned_put(cn_store *store, const cn_learned_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO learned (kind, rule, confidence, support, cases) "
        "VALUES (?1, ?2, ?3, ?4, ?5)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->kind);
    cn_stmt_bind_str(stmt, 2, row->rule);
    cn_stmt_bind_f64(stmt, 3, row->confidence);
    cn_stmt_bind_i64(stmt, 4, (int64_t)row->support);
    cn_stmt_bind_i64(stmt, 5, (int64_t)row->cases);
    return cn_stmt_run(stmt, err);
}

int cn_learned_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT kind, rule, confidence, support, cases FROM learned ORDER BY kind, rule";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_learned_next(cn_cursor *cursor, cn_learned_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->kind = (int)cn_stmt_i64(cursor->stmt, 0);
    row->rule = cn_stmt_text(cursor->stmt, 1, NULL);
    row->confidence = cn_stmt_f64(cursor->stmt, 2);
    row->support = (uint64_t)cn_stmt_i64(cursor->stmt, 3);
    row->cases = (uint64_t)cn_stmt_i64(cursor->stmt, 4);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Settings ---- */

int cn_setting_put(cn_store *store, const char *name, double value, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('set.' || ?1, ?2)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, name);
    cn_stmt_bind_f64(stmt, 2, value);
    return cn_stmt_run(stmt, err);
}

int cn_setting_drop(cn_store *store, const char *name, cairn_error *err)
{
    static const char sql_all[] = "DELETE FROM meta WHERE key > 'set.' AND key < 'set/'";
    static const char sql[] = "DELETE FROM meta WHERE key = 'set.' || ?1";
    cn_stmt *stmt;
    int rc;

    if (!name)
        return cn_stmt_run_ids(store, sql_all, NULL, 0, err);
    rc = cn_stmt_open(store, sql, &stmt, err);
    if (rc < 0)
        return rc;
    cn_stmt_bind_str(stmt, 1, name);
    return cn_stmt_run(stmt, err);
}

int cn_setting_scan(cn_store *store, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT substr(key, 5), value FROM meta "
                              "WHERE key > 'set.' AND key < 'set/' ORDER BY key";

    return cn_cursor_new(store, sql, cursor, err);
}

int cn_setting_next(cn_cursor *cursor, const char **name, double *value, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    *name = "";
    *value = 0;
    if (rc != CAIRN_ROW)
        return rc;
    *name = cn_stmt_text(cursor->stmt, 0, NULL);
    *value = cn_stmt_f64(cursor->stmt, 1);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Builds ---- */

int cn_build_put(cn_store *store, uint64_t generation, int64_t seconds, cairn_error *err)
{
    /* SQLite knows the years 0 to 9999; beyond them it gives NULL. */
    static const char sql[] =
        "INSERT OR REPLACE INTO build (generation, day) "
        "VALUES (?1, coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', ?2, 'unixepoch'), ''))";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){(int64_t)generation, seconds}, 2, err);
}

int cn_build_get(cn_store *store, uint64_t generation, const char **day, cairn_error *err)
{
    static const char sql[] = "SELECT day FROM build WHERE generation = ?1";
    cn_borrowed string = {day, 0};
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *day = "";
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, (int64_t)generation);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        *day = cn_stmt_text(stmt, 0, &string.len);
        rc = cn_stmt_row(stmt, err);
    }
    if (rc == CAIRN_ROW)
        rc = cn_stmt_keep(store, CN_KEPT_BUILD, &string, 1, err);
    cn_stmt_free(stmt);
    if (rc < 0)
        *day = "";
    return rc;
}
