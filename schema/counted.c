/* Sums over the raw rows of the view, kept by fusion as documents come and go: where a document
 * comes from, how often a name or relation is used, which keys have something in common, which a
 * text says mean the same.
 *
 * A row stands for what some raw row says: a sum that falls to nothing takes its row with it, so
 * that what is left is what a build from scratch makes. */
#include "base/mem.h"
#include "schema/stmt.h"

enum { NAME_COUNTS = 5 + CN_NAMED_TYPES };
_Static_assert((int)NAME_COUNTS <= (int)CN_COUNTS_MAX, "the counts of a name must fit the buffer");

int cn_counted_clear(cn_store *store, cairn_error *err)
{
    static const char sql[] = "DELETE FROM origin; DELETE FROM name_use; DELETE FROM relation_use;"
                              "DELETE FROM block; DELETE FROM stated_alias;"
                              "DELETE FROM meta WHERE key = 'strays'";

    return cn_stmt_exec(store, sql, err);
}

/* ---- Origins ---- */

int cn_origin_put(cn_store *store, const cn_origin_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO origin (document, source, day) VALUES (?1, ?2, ?3)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, row->document);
    cn_stmt_bind_i64(stmt, 2, (int64_t)row->source);
    if (row->day == CN_DAY_UNKNOWN)
        cn_stmt_bind_null(stmt, 3);
    else
        cn_stmt_bind_i64(stmt, 3, row->day);
    return cn_stmt_run(stmt, err);
}

int cn_origin_get(cn_store *store, cairn_id document, cn_origin_row *row, cairn_error *err)
{
    static const char sql[] = "SELECT source, day FROM origin WHERE document = ?1";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_origin_row){.document = document, .day = CN_DAY_UNKNOWN};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, document);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW) {
        row->source = (uint64_t)cn_stmt_i64(stmt, 0);
        row->day = cn_stmt_is_null(stmt, 1) ? CN_DAY_UNKNOWN : cn_stmt_i64(stmt, 1);
        rc = CAIRN_OK;
    } else if (rc == CAIRN_OK) {
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no origin of document %lld in %s",
                     (long long)document, store->label);
    }
    cn_stmt_free(stmt);
    return rc;
}

int cn_origin_drop(cn_store *store, cairn_id document, cairn_error *err)
{
    static const char sql[] = "DELETE FROM origin WHERE document = ?1";

    return cn_stmt_run_ids(store, sql, &document, 1, err);
}

/* ---- Uses of names ---- */

static void list_counts(const cn_name_counts *counts, uint64_t list[NAME_COUNTS])
{
    list[0] = counts->uses;
    list[1] = counts->named;
    list[2] = counts->mentions;
    list[3] = counts->titles;
    list[4] = counts->about;
    for (int i = 0; i < CN_NAMED_TYPES; i++)
        list[5 + i] = counts->types[i];
}

int cn_name_use_put(cn_store *store, const cn_name_use_row *row, cairn_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO name_use (key, name, counts) VALUES (?1, ?2, ?3)";
    uint64_t list[NAME_COUNTS];
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    list_counts(&row->counts, list);
    cn_stmt_bind_i64(stmt, 1, row->key);
    cn_stmt_bind_i64(stmt, 2, row->name);
    cn_stmt_bind_counts(stmt, 3, list, NAME_COUNTS);
    return cn_stmt_run(stmt, err);
}

int cn_name_use_drop(cn_store *store, int64_t key, int64_t name, cairn_error *err)
{
    static const char sql[] = "DELETE FROM name_use WHERE key = ?1 AND name = ?2";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){key, name}, 2, err);
}

int cn_name_use_scan(cn_store *store, int64_t key, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] =
        "SELECT u.key, u.name, u.counts, n.surface FROM name_use AS u LEFT JOIN name AS n "
        "ON n.id = u.name WHERE u.key = ?1 ORDER BY u.key, u.name";
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc == CAIRN_OK)
        cn_stmt_bind_i64((*cursor)->stmt, 1, key);
    return rc;
}

static int read_name_use(cn_stmt *stmt, cn_name_use_row *row, cairn_error *err)
{
    uint64_t list[NAME_COUNTS];
    int rc;

    row->key = cn_stmt_i64(stmt, 0);
    row->name = cn_stmt_i64(stmt, 1);
    rc = cn_stmt_counts(stmt, 2, "name", row->name, list, NAME_COUNTS, err);
    row->counts = (cn_name_counts){.uses = list[0],
                                   .named = list[1],
                                   .mentions = list[2],
                                   .titles = list[3],
                                   .about = list[4]};
    for (int i = 0; i < CN_NAMED_TYPES; i++)
        row->counts.types[i] = list[5 + i];
    return rc < 0 ? rc : cn_stmt_row(stmt, err);
}

int cn_name_use_get(cn_store *store, int64_t key, int64_t name, cn_name_use_row *row,
                    cairn_error *err)
{
    static const char sql[] = "SELECT key, name, counts FROM name_use WHERE key = ?1 AND name = ?2";
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *row = (cn_name_use_row){.key = key, .name = name};
    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, key);
    cn_stmt_bind_i64(stmt, 2, name);
    rc = cn_stmt_next(stmt, err);
    if (rc == CAIRN_ROW)
        rc = read_name_use(stmt, row, err);
    else if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "nothing uses name %lld in %s", (long long)name,
                     store->label);
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_name_use_next(cn_cursor *cursor, cn_name_use_row *row, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    row->surface = cn_stmt_text(cursor->stmt, 3, &row->surface_len);
    return read_name_use(cursor->stmt, row, err);
}

/* ---- Uses of relations ---- */

/* sql: adds ?n of ids to a sum and returns it. */
static int add_uses(cn_store *store, const char *sql, const int64_t *ids, int n, int64_t *uses,
                    cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    *uses = 0;
    if (rc < 0)
        return rc;
    for (int i = 0; i < n; i++)
        cn_stmt_bind_i64(stmt, i + 1, ids[i]);
    rc = cn_stmt_next(stmt, err);
    if (rc < 0) {
        cn_stmt_free(stmt);
        return rc;
    }
    *uses = cn_stmt_i64(stmt, 0);
    return cn_stmt_run(stmt, err);
}

int cn_relation_use_add(cn_store *store, int64_t relation, int64_t more, int64_t *uses,
                        cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO relation_use (relation, uses) VALUES (?1, ?2) ON CONFLICT (relation) "
        "DO UPDATE SET uses = uses + excluded.uses RETURNING uses";
    static const char sql_drop[] = "DELETE FROM relation_use WHERE relation = ?1";
    int rc = add_uses(store, sql, (const int64_t[]){relation, more}, 2, uses, err);

    if (rc < 0 || *uses > 0)
        return rc;
    return cn_stmt_run_ids(store, sql_drop, &relation, 1, err);
}

/* ---- Blocks ---- */

int cn_block_put(cn_store *store, uint64_t block, int64_t key, cairn_error *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO block (block, key) VALUES (?1, ?2)";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){(int64_t)block, key}, 2, err);
}

int cn_block_drop(cn_store *store, uint64_t block, int64_t key, cairn_error *err)
{
    static const char sql[] = "DELETE FROM block WHERE block = ?1 AND key = ?2";

    return cn_stmt_run_ids(store, sql, (const int64_t[]){(int64_t)block, key}, 2, err);
}

/* sql: rows of ?1, at most ?2. */
static int scan_some(cn_store *store, const char *sql, int64_t of, size_t max, cn_cursor **cursor,
                     cairn_error *err)
{
    int rc = cn_cursor_new(store, sql, cursor, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64((*cursor)->stmt, 1, of);
    cn_stmt_bind_i64((*cursor)->stmt, 2, max < INT64_MAX ? (int64_t)max : INT64_MAX);
    return rc;
}

int cn_block_scan(cn_store *store, uint64_t block, size_t max, cn_cursor **cursor, cairn_error *err)
{
    static const char sql[] = "SELECT key FROM block WHERE block = ?1 ORDER BY key LIMIT ?2";

    return scan_some(store, sql, (int64_t)block, max, cursor, err);
}

int cn_block_next(cn_cursor *cursor, int64_t *key, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    *key = cn_stmt_i64(cursor->stmt, 0);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Stated aliases ---- */

static int add_one_way(cn_store *store, int64_t key, int64_t other, int64_t more, cairn_error *err)
{
    static const char sql[] =
        "INSERT INTO stated_alias (key, other, uses) VALUES (?1, ?2, ?3) ON CONFLICT (key, other) "
        "DO UPDATE SET uses = uses + excluded.uses RETURNING uses";
    static const char sql_drop[] = "DELETE FROM stated_alias WHERE key = ?1 AND other = ?2";
    const int64_t ids[] = {key, other, more};
    int64_t uses;
    int rc = add_uses(store, sql, ids, 3, &uses, err);

    if (rc < 0 || uses > 0)
        return rc;
    return cn_stmt_run_ids(store, sql_drop, ids, 2, err);
}

int cn_stated_alias_add(cn_store *store, int64_t key, int64_t other, int64_t more, cairn_error *err)
{
    int rc = add_one_way(store, key, other, more, err);

    return rc < 0 || key == other ? rc : add_one_way(store, other, key, more, err);
}

int cn_stated_alias_scan(cn_store *store, int64_t key, size_t max, cn_cursor **cursor,
                         cairn_error *err)
{
    static const char sql[] =
        "SELECT other, uses FROM stated_alias WHERE key = ?1 ORDER BY other LIMIT ?2";

    return scan_some(store, sql, key, max, cursor, err);
}

int cn_stated_alias_next(cn_cursor *cursor, int64_t *other, uint64_t *uses, cairn_error *err)
{
    int rc = cn_stmt_next(cursor->stmt, err);

    if (rc != CAIRN_ROW)
        return rc;
    *other = cn_stmt_i64(cursor->stmt, 0);
    *uses = (uint64_t)cn_stmt_i64(cursor->stmt, 1);
    return cn_stmt_row(cursor->stmt, err);
}

/* ---- Strays ---- */

/* Ids of one table that nothing uses. */
typedef struct stray_list {
    int64_t *ids;
    size_t n, cap;
} stray_list;

int cn_stray_note(cn_store *store, cairn_error *err)
{
    static const char sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('strays', 1)";

    return cn_stmt_run_ids(store, sql, NULL, 0, err);
}

/* sql: ids. */
static int note_used(cn_store *store, const char *sql, cn_map *used, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        if (!cn_map_put(used, (uint64_t)cn_stmt_i64(stmt, 0), NULL)) {
            rc = cn_fail_memory(err, used->n * sizeof(struct cn_map_slot));
            break;
        }
    }
    cn_stmt_free(stmt);
    return rc;
}

static int list_strays(cn_store *store, const char *sql, const cn_map *used, stray_list *list,
                       cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        int64_t id = cn_stmt_i64(stmt, 0);

        if (cn_map_get(used, (uint64_t)id))
            continue;
        if (!cn_grow((void **)&list->ids, &list->cap, list->n + 1, INT32_MAX, sizeof(id))) {
            rc = cn_fail_memory(err, (list->n + 1) * sizeof(id));
            break;
        }
        list->ids[list->n++] = id;
    }
    cn_stmt_free(stmt);
    return rc;
}

static int drop_strays(cn_store *store, const char *sql_used, const char *sql_all,
                       int (*drop)(cn_store *store, int64_t id, cairn_error *err), cairn_error *err)
{
    stray_list list = {.ids = NULL};
    cn_map used;
    int rc;

    cn_map_init(&used);
    rc = note_used(store, sql_used, &used, err);
    if (rc == CAIRN_OK)
        rc = list_strays(store, sql_all, &used, &list, err);
    for (size_t i = 0; rc == CAIRN_OK && i < list.n; i++)
        rc = drop(store, list.ids[i], err);
    cn_map_done(&used);
    cn_free(list.ids);
    return rc;
}

int cn_stray_drop(cn_store *store, cairn_error *err)
{
    static const char sql_noted[] = "SELECT value FROM meta WHERE key = 'strays'";
    static const char sql_done[] = "DELETE FROM meta WHERE key = 'strays'";
    static const char sql_used_names[] = "SELECT name FROM name_use";
    static const char sql_used_relations[] = "SELECT relation FROM relation_use";
    static const char sql_names[] = "SELECT id FROM name ORDER BY id";
    static const char sql_relations[] = "SELECT id FROM relation ORDER BY id";
    int64_t noted;
    int version;
    int rc = cn_fused_version(store, &version, err);

    if (rc == CAIRN_OK)
        rc = cn_stmt_number(store, sql_noted, 0, &noted, err);
    if (rc < 0 || version == 0 || noted == 0)
        return rc;
    rc = drop_strays(store, sql_used_names, sql_names, cn_name_drop, err);
    if (rc == CAIRN_OK)
        rc = drop_strays(store, sql_used_relations, sql_relations, cn_relation_drop, err);
    return rc < 0 ? rc : cn_stmt_run_ids(store, sql_done, NULL, 0, err);
}
