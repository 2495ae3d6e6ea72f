/* Does the store keep its own promises?
 *
 * Most of them are one question each: an SQL sentence that gives the ids of the rows that break
 * it. What is packed or hashed needs a walk: chunks that tile their document, their mentions,
 * surfaces that fit their hash, the statements behind facts. What
 * SQLite can say of its pages comes first; in a damaged file the later questions may fail, which
 * is an issue too.
 *
 * Entities are not counted again from mentions: which mentions an entity gathers is what fusion
 * decides. What can be counted without it is checked: the uses of names, the support of facts. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "schema/stmt.h"

enum { ISSUES_SHOWN_MAX = 100, WEIGHTS = 4 + CN_NAMED_TYPES };

typedef struct checking {
    cn_store *store;
    cairn_issue_fn issue;
    void *user;
    uint64_t n_issues;
    bool is_counting; /* name_use is what the raw rows of the view give, or should be */
    /* Of each name the sum of its counts, each times a constant of its own: equal counts have
     * equal sums, and others hardly ever. One number a name instead of twelve. */
    cn_map uses;
    uint64_t weights[WEIGHTS];
} checking;

static void report(checking *check, const char *where, const char *sentence)
{
    check->n_issues++;
    if (check->issue && check->n_issues <= ISSUES_SHOWN_MAX)
        check->issue(where, sentence, check->user);
}

static void report_row(checking *check, const char *table, cairn_id id, const char *sentence)
{
    char where[64];

    snprintf(where, sizeof(where), "%s %lld", table, (long long)id);
    report(check, where, sentence);
}

/* ---- Pages and foreign keys ---- */

static int check_pages(checking *check, cairn_error *err)
{
    static const char sql[] = "PRAGMA integrity_check(100)";
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        const char *sentence = cn_stmt_text(stmt, 0, NULL);

        if (strcmp(sentence, "ok") != 0)
            report(check, cn_store_path(check->store), sentence);
    }
    cn_stmt_free(stmt);
    return rc;
}

static int check_foreign_keys(checking *check, cairn_error *err)
{
    static const char sql[] = "PRAGMA foreign_key_check";
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        char sentence[96];

        snprintf(sentence, sizeof(sentence), "a row refers to a row that is missing in table %s",
                 cn_stmt_text(stmt, 2, NULL));
        report(check, cn_stmt_text(stmt, 0, NULL), sentence);
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- One question each ---- */

static const struct question {
    const char *table;
    const char *sentence; /* of a row whose id the SQL gives */
    const char *sql;
} questions[] = {
    {"document", "its URI belongs to another document of the same state",
     "SELECT max(d.id) FROM document AS d LEFT JOIN unsettled AS u ON u.document = d.id "
     "GROUP BY d.uri, coalesce(u.state, 1) = 0 HAVING count(*) > 1"},
    {"unsettled", "its document is missing",
     "SELECT document FROM unsettled WHERE document NOT IN (SELECT id FROM document)"},
    {"chunk", "its document is missing",
     "SELECT id FROM chunk WHERE id >> 20 NOT IN (SELECT id FROM document)"},
    {"mentions of chunk", "the chunk is missing",
     "SELECT chunk FROM mention WHERE chunk NOT IN (SELECT id FROM chunk)"},
    {"statements of chunk", "the chunk is missing",
     "SELECT chunk FROM statement WHERE chunk NOT IN (SELECT id FROM chunk)"},
    {"alias of entity", "the entity is missing",
     "SELECT entity FROM alias WHERE entity NOT IN (SELECT id FROM entity)"},
    {"fact", "its subject is missing",
     "SELECT id FROM fact WHERE subject NOT IN (SELECT id FROM entity)"},
    {"fact", "its object is missing",
     "SELECT id FROM fact WHERE object IS NOT NULL AND object NOT IN (SELECT id FROM entity)"},
    {"fact", "its relation is missing",
     "SELECT id FROM fact WHERE relation NOT IN (SELECT id FROM relation)"},
    {"conflict of entity", "the entity is missing",
     "SELECT subject FROM conflict WHERE subject NOT IN (SELECT id FROM entity)"},
    {"conflict of entity", "its relation is missing",
     "SELECT subject FROM conflict WHERE relation NOT IN (SELECT id FROM relation)"},
    {"conflict of entity", "the winning fact is missing",
     "SELECT subject FROM conflict WHERE winner NOT IN (SELECT id FROM fact)"},
    {"alias of entity", "the key it was merged with is missing",
     "SELECT entity FROM alias AS a WHERE target NOT IN (SELECT id FROM entity) "
     "AND NOT EXISTS (SELECT 1 FROM alias AS b WHERE b.key = a.target) "
     "AND NOT EXISTS (SELECT 1 FROM sense AS s WHERE s.key = a.target)"},
    {"sense of entity", "the entity is missing",
     "SELECT entity FROM sense WHERE entity NOT IN (SELECT id FROM entity)"},
    {"sense of entity", "its document is missing",
     "SELECT entity FROM sense WHERE document NOT IN (SELECT id FROM document)"},
    {"fact", "the fact that took its place is missing",
     "SELECT id FROM fact AS f WHERE closed_by <> 0 AND NOT EXISTS "
     "(SELECT 1 FROM fact AS g WHERE g.subject = f.subject AND g.id = f.closed_by)"},
    {"origin of document", "the document is missing",
     "SELECT document FROM origin WHERE document NOT IN (SELECT id FROM document)"},
    {"uses of name", "the name is missing",
     "SELECT name FROM name_use WHERE name NOT IN (SELECT id FROM name)"},
    {"uses of relation", "the relation is missing",
     "SELECT relation FROM relation_use WHERE relation NOT IN (SELECT id FROM relation)"},
    {"document", "its origin is missing",
     "SELECT d.id FROM document AS d WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'fused' AND "
     "value > 0) AND " CN_SQL_PUBLISHED_D " AND d.id NOT IN (SELECT document FROM origin)"},
    {"vector of chunk", "the chunk is missing",
     "SELECT chunk FROM vector WHERE chunk NOT IN (SELECT id FROM chunk)"},
    {"vector of chunk", "its length does not fit its space",
     "SELECT v.chunk FROM space AS s CROSS JOIN vector AS v ON v.space = s.id "
     "WHERE length(v.data) <> 4 * s.dim"},
};

static int ask(checking *check, const struct question *question, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, question->sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW)
        report_row(check, question->table, cn_stmt_i64(stmt, 0), question->sentence);
    cn_stmt_free(stmt);
    return rc;
}

static int ask_all(checking *check, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < sizeof(questions) / sizeof(questions[0]); i++)
        rc = ask(check, &questions[i], err);
    return rc;
}

/* ---- Tiles ---- */

/* Where the chunks of the current document have come to. */
typedef struct tiling {
    cairn_id document;
    int64_t byte_len;
    int64_t end;      /* of the last chunk */
    cairn_id next_id; /* the chunk that should follow */
    bool is_broken;   /* reported already: one issue a document */
} tiling;

static void end_document(checking *check, tiling *tiles)
{
    if (tiles->document && !tiles->is_broken && tiles->end != tiles->byte_len)
        report_row(check, "document", tiles->document, "its chunks end before or after its text");
}

static void add_tile(checking *check, tiling *tiles, cairn_id chunk, int64_t first, int64_t len)
{
    if (!tiles->is_broken && (chunk != tiles->next_id || first != tiles->end)) {
        tiles->is_broken = true;
        report_row(check, "chunk", chunk, "it does not follow the chunk before it");
    }
    tiles->next_id = chunk + 1;
    tiles->end = first + len;
}

static int check_tiles(checking *check, cairn_error *err)
{
    static const char sql[] =
        "SELECT d.id, d.byte_len, c.id, c.first_byte, length(CAST(c.text AS BLOB)) "
        "FROM document AS d LEFT JOIN chunk AS c ON " CN_SQL_CHUNK_OF_D " ORDER BY d.id, c.id";
    tiling tiles = {.document = 0};
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        cairn_id document = cn_stmt_i64(stmt, 0);

        if (document != tiles.document) {
            end_document(check, &tiles);
            tiles = (tiling){.document = document,
                             .byte_len = cn_stmt_i64(stmt, 1),
                             .next_id = cn_chunk_id(document, 0)};
        }
        if (!cn_stmt_is_null(stmt, 2))
            add_tile(check, &tiles, cn_stmt_i64(stmt, 2), cn_stmt_i64(stmt, 3),
                     cn_stmt_i64(stmt, 4));
    }
    end_document(check, &tiles);
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Surfaces ---- */

static int check_surfaces(checking *check, const char *table, const char *sql, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        size_t len;
        const char *surface = cn_stmt_text(stmt, 1, &len);

        rc = cn_stmt_row(stmt, err);
        if (rc < 0)
            break;
        if (cn_hash_id(surface, len) != cn_stmt_i64(stmt, 0))
            report_row(check, table, cn_stmt_i64(stmt, 0), "its id is not the hash of its surface");
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Counts ---- */

/* After a document was extracted anew counts are behind the raw rows until the next build. */
static int begin_counting(checking *check, cairn_error *err)
{
    bool is_unpublished = false;
    int version;
    int rc = cn_fused_version(check->store, &version, err);

    if (rc == CAIRN_OK)
        rc = cn_store_is_unpublished(check->store, &is_unpublished, err);
    check->is_counting = rc == CAIRN_OK && version > 0 && !is_unpublished;
    for (uint64_t i = 0; i < WEIGHTS; i++)
        check->weights[i] = cn_hash(&i, sizeof(i));
    return rc;
}

static uint64_t sum_counts(const checking *check, const cn_name_counts *counts)
{
    const uint64_t *weights = check->weights;
    uint64_t sum = counts->uses * weights[0] + counts->mentions * weights[1] +
                   counts->titles * weights[2] + counts->about * weights[3];

    for (int i = 0; i < CN_NAMED_TYPES; i++)
        sum += counts->types[i] * weights[4 + i];
    return sum;
}

/* What is right is taken out; what is left in check->uses has no row. */
static int compare_counts(checking *check, cairn_error *err)
{
    static const char sql[] = "SELECT key, name, counts FROM name_use ORDER BY key, name";
    cn_cursor *cursor;
    cn_name_use_row row;
    int rc = cn_cursor_new(check->store, sql, &cursor, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_name_use_next(cursor, &row, err)) == CAIRN_ROW) {
        uint64_t *sum = cn_map_get(&check->uses, (uint64_t)row.name);

        if (!sum || *sum != sum_counts(check, &row.counts))
            report_row(check, "uses of name", row.name, "they are not those of the raw rows");
        if (sum)
            *sum = 0;
    }
    cn_cursor_free(cursor);
    return rc;
}

static int check_counts(checking *check, cairn_error *err)
{
    static const char sql[] = "SELECT id FROM name ORDER BY id";
    cn_stmt *stmt;
    int rc;

    if (!check->is_counting)
        return CAIRN_OK;
    rc = compare_counts(check, err);
    if (rc == CAIRN_OK)
        rc = cn_stmt_open(check->store, sql, &stmt, err);
    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        const uint64_t *sum = cn_map_get(&check->uses, (uint64_t)cn_stmt_i64(stmt, 0));

        if (sum && *sum != 0)
            report_row(check, "name", cn_stmt_i64(stmt, 0), "its uses are not counted");
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Packed rows ---- */

/* sql: gives a row when there is one with the id ?1. */
static int look_up(checking *check, const char *sql, int64_t id, bool *found, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    cn_stmt_bind_i64(stmt, 1, id);
    rc = cn_stmt_next(stmt, err);
    *found = rc == CAIRN_ROW;
    cn_stmt_free(stmt);
    return rc < 0 ? rc : CAIRN_OK;
}

/* Adds the counts of one use; `named` is fusion's to say. */
static int count_use(checking *check, int64_t name, const cn_name_counts *counts, cairn_error *err)
{
    uint64_t *sum;

    if (!check->is_counting)
        return CAIRN_OK;
    sum = cn_map_put(&check->uses, (uint64_t)name, NULL);
    if (!sum)
        return cn_fail_memory(err, check->uses.n * sizeof(struct cn_map_slot));
    *sum += sum_counts(check, counts);
    return CAIRN_OK;
}

static int count_mention(checking *check, const cn_mention_row *row, cairn_error *err)
{
    cn_name_counts counts = {.uses = 1};

    if (!CN_TYPE_IS_LITERAL(row->type)) {
        counts.mentions = 1;
        counts.titles = row->role == CN_ROLE_TITLE;
        counts.about = row->role != CN_ROLE_MENTION;
        if (row->type > CN_TYPE_OTHER)
            counts.types[row->type - 1] = 1;
    }
    return count_use(check, row->name, &counts, err);
}

/* The mentions of the chunk that stmt has come to, whose text ends at `end`. */
static int check_mentions_of(checking *check, cn_stmt *stmt, int64_t end, cairn_error *err)
{
    static const char sql[] = "SELECT 1 FROM name WHERE id = ?1";
    const cairn_id chunk = cn_stmt_i64(stmt, 0);
    const bool is_published = cn_stmt_i64(stmt, 4) != 0;
    bool is_beyond = false;
    cn_packed walk;
    cn_mention_row row;
    int rc;

    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_mention(&walk, &row)) == CAIRN_ROW) {
        bool found;

        rc = look_up(check, sql, row.name, &found, err);
        if (rc < 0)
            return rc;
        if (!found)
            report_row(check, "mention", row.id, "its name is missing");
        if (is_published) {
            rc = count_mention(check, &row, err);
            if (rc < 0)
                return rc;
        }
        is_beyond |= (int64_t)row.first + row.len > end;
    }
    if (rc < 0)
        report_row(check, "mentions of chunk", chunk, "they cannot be read");
    if (is_beyond)
        report_row(check, "chunk", chunk, "a mention reaches beyond its text");
    return CAIRN_OK;
}

/* What the statement names and relates must be there. */
static int check_parts_of(checking *check, const cn_statement_row *row, cairn_error *err)
{
    static const char sql_name[] = "SELECT 1 FROM name WHERE id = ?1";
    static const char sql_relation[] = "SELECT 1 FROM relation WHERE id = ?1";
    const struct {
        const char *sql, *sentence;
        int64_t id;
    } parts[] = {{sql_name, "its subject is not among the names", row->subject},
                 {sql_name, "its object is not among the names", row->object},
                 {sql_relation, "its relation is missing", row->relation},
                 {sql_relation, "the normal form of its relation is missing", row->normal}};
    const size_t n = sizeof(parts) / sizeof(parts[0]) - (row->normal == 0);

    for (size_t i = 0; i < n; i++) {
        bool found;
        int rc = look_up(check, parts[i].sql, parts[i].id, &found, err);

        if (rc < 0)
            return rc;
        if (!found)
            report_row(check, "statement", row->id, parts[i].sentence);
    }
    return CAIRN_OK;
}

static int count_statement(checking *check, const cn_statement_row *row, cairn_error *err)
{
    const cn_name_counts once = {.uses = 1};
    int rc = count_use(check, row->subject, &once, err);

    return rc < 0 ? rc : count_use(check, row->object, &once, err);
}

static int check_statements_of(checking *check, cn_stmt *stmt, int64_t end, cairn_error *err)
{
    const cairn_id chunk = cn_stmt_i64(stmt, 0);
    const bool is_published = cn_stmt_i64(stmt, 4) != 0;
    bool is_beyond = false;
    cn_packed walk;
    cn_statement_row row;
    int rc;

    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_statement(&walk, &row)) == CAIRN_ROW) {
        rc = check_parts_of(check, &row, err);
        if (rc == CAIRN_OK && is_published)
            rc = count_statement(check, &row, err);
        if (rc < 0)
            return rc;
        is_beyond |= (int64_t)row.first + row.len > end;
    }
    if (rc < 0)
        report_row(check, "statements of chunk", chunk, "they cannot be read");
    if (is_beyond)
        report_row(check, "chunk", chunk, "a statement reaches beyond its text");
    return CAIRN_OK;
}

/* sql: chunk, n, data, the length of the chunk's text, and whether its document is published. */
static int check_packed(checking *check, const char *sql,
                        int (*check_chunk)(checking *check, cn_stmt *stmt, int64_t end,
                                           cairn_error *err),
                        cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        /* Without the chunk, which is an issue of its own, nothing is beyond it. */
        int64_t end = cn_stmt_is_null(stmt, 3) ? INT64_MAX : cn_stmt_i64(stmt, 3);

        rc = check_chunk(check, stmt, end, err);
        if (rc < 0)
            break;
    }
    cn_stmt_free(stmt);
    return rc;
}

/* The statements behind the fact that stmt has come to: id, support, statements. */
static int check_support_of(checking *check, cn_stmt *stmt, cairn_error *err)
{
    static const char sql[] = "SELECT 1 FROM statement WHERE chunk = ?1 >> 12 AND n > (?1 & 4095)";
    const cairn_id fact = cn_stmt_i64(stmt, 0);
    int64_t n_documents = 0;
    cairn_id last = 0;
    bool all_found = true;
    size_t len;
    const uint8_t *statements = cn_stmt_blob(stmt, 2, &len);

    for (size_t i = 0; i < len / CN_PACK_ID_SIZE; i++) {
        cairn_id id = cn_pack_id(statements, i);
        bool found = false;
        int rc = id > last ? look_up(check, sql, id, &found, err) : CAIRN_OK;

        if (rc < 0)
            return rc;
        all_found &= found;
        n_documents +=
            id >> (CN_CHUNK_BITS + CN_MENTION_BITS) != last >> (CN_CHUNK_BITS + CN_MENTION_BITS);
        last = id;
    }
    if (!all_found || len % CN_PACK_ID_SIZE != 0)
        report_row(check, "fact", fact, "a statement behind it is missing or out of order");
    if (n_documents != cn_stmt_i64(stmt, 1))
        report_row(check, "fact", fact, "its number of supporting documents is wrong");
    return CAIRN_OK;
}

static int check_support(checking *check, cairn_error *err)
{
    static const char sql[] = "SELECT id, support, statements FROM fact";
    cn_stmt *stmt;
    int rc = cn_stmt_open(check->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        rc = check_support_of(check, stmt, err);
        if (rc < 0)
            break;
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- All of it ---- */

static int check_rows(checking *check, cairn_error *err)
{
    static const char sql_mentions[] =
        "SELECT m.chunk, m.n, m.data, length(CAST(c.text AS BLOB)), coalesce(u.state, 1) <> 0 "
        "FROM mention AS m LEFT JOIN chunk AS c ON c.id = m.chunk "
        "LEFT JOIN unsettled AS u ON u.document = m.chunk >> 20";
    static const char sql_statements[] =
        "SELECT s.chunk, s.n, s.data, length(CAST(c.text AS BLOB)), coalesce(u.state, 1) <> 0 "
        "FROM statement AS s LEFT JOIN chunk AS c ON c.id = s.chunk "
        "LEFT JOIN unsettled AS u ON u.document = s.chunk >> 20";
    static const char sql_names[] = "SELECT id, surface FROM name";
    static const char sql_relations[] = "SELECT id, surface FROM relation";
    int rc = begin_counting(check, err);

    if (rc == CAIRN_OK)
        rc = check_foreign_keys(check, err);
    if (rc == CAIRN_OK)
        rc = ask_all(check, err);
    if (rc == CAIRN_OK)
        rc = check_tiles(check, err);
    if (rc == CAIRN_OK)
        rc = check_packed(check, sql_mentions, check_mentions_of, err);
    if (rc == CAIRN_OK)
        rc = check_packed(check, sql_statements, check_statements_of, err);
    if (rc == CAIRN_OK)
        rc = check_counts(check, err);
    if (rc == CAIRN_OK)
        rc = check_support(check, err);
    if (rc == CAIRN_OK)
        rc = check_surfaces(check, "name", sql_names, err);
    if (rc == CAIRN_OK)
        rc = check_surfaces(check, "relation", sql_relations, err);
    return rc;
}

int cn_store_check(cn_store *store, cairn_issue_fn issue, void *user, uint64_t *n_issues,
                   cairn_error *err)
{
    checking check = {.store = store, .issue = issue, .user = user};
    cairn_error why = CAIRN_ERROR_INIT;
    int rc;

    cn_map_init(&check.uses);
    rc = check_pages(&check, &why);
    if (rc == CAIRN_OK)
        rc = check_rows(&check, &why);
    if (rc == CAIRN_EDB) { /* it cannot be read further: an issue, unless that is known by now */
        if (check.n_issues == 0)
            report(&check, cn_store_path(store), why.message);
        rc = CAIRN_OK;
    }
    cn_map_done(&check.uses);
    *n_issues = check.n_issues;
    return rc < 0 ? cn_fail(err, rc, why.detail, "%s", why.message) : CAIRN_OK;
}
