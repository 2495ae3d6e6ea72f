/* The digest of what is published: equal for two stores with the same content.
 *
 * It is a sum over rows, so the order of arrival does not matter, and no row contributes an id
 * that depends on it. Every row becomes a few 64-bit words, the first of which says its kind:
 *
 *     document   uri, title, format, hash, byte_len, meta      (not source: paths may differ)
 *     chunk      uri, ordinal, kind, heading, first_byte, text              (not where it
 *                lies in the source: rows of a file may be in another order)
 *     mention    uri, chunk ordinal, name, role and type, first, len
 *     statement  uri, chunk ordinal, subject, relation, object, normal, both types, rule, flags,
 *                confidence, first, len, further arguments
 *     name       id, surface          those of pending documents alone left out
 *     relation   id, surface          likewise
 *     origin     uri, source, day
 *     name_use, relation_use, block, stated_alias   every column
 *     entity     every column
 *     alias      every column but run
 *     sense      key, uri, entity
 *     fact       every column but recorded and retired: a build from scratch has no history
 *                and for each of its statements: fact, uri, chunk ordinal, ordinal in the chunk
 *     conflict   subject, relation, winner, reason
 *     decision   a, b, verdict        those that the next build applies left out
 *     learned    every column
 *
 * Counted and fused rows tell of published documents only, whatever waits for the next build.
 * A text contributes its hash, a number its bits; names and relations stand for themselves,
 * because their ids are hashes of their surfaces. */
#include <string.h>

#include "schema/stmt.h"

typedef enum row_kind {
    ROW_DOCUMENT = 1,
    ROW_CHUNK,
    ROW_MENTION,
    ROW_STATEMENT,
    ROW_NAME,
    ROW_RELATION,
    ROW_ENTITY,
    ROW_ALIAS,
    ROW_FACT,
    ROW_STATED, /* a statement behind a fact */
    ROW_CONFLICT,
    ROW_ORIGIN,
    ROW_NAME_USE,
    ROW_RELATION_USE,
    ROW_BLOCK,
    ROW_STATED_ALIAS,
    ROW_SENSE,
    ROW_DECISION,
    ROW_LEARNED
} row_kind;

typedef struct summing {
    cn_store *store;
    cn_digest digest;
    cn_map uris;       /* id of a published document -> hash of its URI */
    cn_map unseen;     /* name or relation of a pending document -> 1 once a published row has it */
    cairn_id last_id;  /* of uris, the last one looked up: rows come document by document */
    uint64_t last_uri; /* 0: that document is not published */
} summing;

/* Adds one row of a running statement. */
typedef int (*row_fn)(summing *sum, cn_stmt *stmt, cairn_error *err);

static int for_each_row(summing *sum, const char *sql, row_fn add, cairn_error *err)
{
    cn_stmt *stmt;
    int rc = cn_stmt_open(sum->store, sql, &stmt, err);

    if (rc < 0)
        return rc;
    while ((rc = cn_stmt_next(stmt, err)) == CAIRN_ROW) {
        rc = add(sum, stmt, err);
        if (rc >= 0)
            rc = cn_stmt_row(stmt, err);
        if (rc < 0)
            break;
    }
    cn_stmt_free(stmt);
    return rc;
}

/* ---- Words of a row ---- */

static uint64_t word(cn_stmt *stmt, int column)
{
    return (uint64_t)cn_stmt_i64(stmt, column);
}

static uint64_t text_word(cn_stmt *stmt, int column)
{
    size_t len;
    const char *text = cn_stmt_text(stmt, column, &len);

    return cn_hash(text, len);
}

static uint64_t blob_word(cn_stmt *stmt, int column)
{
    size_t len;
    const void *data = cn_stmt_blob(stmt, column, &len);

    return cn_hash(data ? data : "", len);
}

static uint64_t bits_of(double number)
{
    double value = number + 0.0; /* -0 becomes 0 */
    uint64_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static uint64_t real_word(cn_stmt *stmt, int column)
{
    return bits_of(cn_stmt_f64(stmt, column));
}

static int add_words(summing *sum, const uint64_t *words, size_t n)
{
    cn_digest_add(&sum->digest, words, n * sizeof(*words));
    return CAIRN_OK;
}
#define ADD_WORDS(sum, words) add_words(sum, words, sizeof(words) / sizeof((words)[0]))

/* ---- Documents and what nests in them ---- */

/* False for a document that is not published. */
static bool find_uri(summing *sum, cairn_id document, uint64_t *uri)
{
    if (document != sum->last_id) {
        const uint64_t *found = cn_map_get(&sum->uris, (uint64_t)document);

        sum->last_id = document;
        sum->last_uri = found ? *found : 0;
    }
    *uri = sum->last_uri;
    return *uri != 0;
}

/* A published row uses the name or relation: it counts, whoever else uses it. */
static void note_use(summing *sum, uint64_t id)
{
    uint64_t *value = sum->unseen.n > 0 ? cn_map_get(&sum->unseen, id) : NULL;

    if (value)
        *value = 1;
}

static int add_document(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    uint64_t uri = text_word(stmt, 1) | 1; /* never 0, which means not published */
    const uint64_t words[] = {ROW_DOCUMENT,  uri,           text_word(stmt, 2), word(stmt, 3),
                              word(stmt, 4), word(stmt, 5), word(stmt, 6),      text_word(stmt, 7)};
    uint64_t *value = cn_map_put(&sum->uris, word(stmt, 0), NULL);

    if (!value)
        return cn_fail_memory(err, sum->uris.n * sizeof(*value));
    *value = uri;
    return ADD_WORDS(sum, words);
}

static int add_chunk(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    cairn_id id = cn_stmt_i64(stmt, 0);
    uint64_t uri;
    size_t len;
    const char *text = cn_stmt_text(stmt, 4, &len);
    cn_hash128 hash = cn_hash_wide(text, len);

    (void)err;
    if (!find_uri(sum, cn_chunk_document(id), &uri))
        return CAIRN_OK;
    const uint64_t words[] = {ROW_CHUNK,
                              uri,
                              (uint64_t)id % (1 << CN_CHUNK_BITS),
                              word(stmt, 1),
                              text_word(stmt, 2),
                              word(stmt, 3),
                              hash.low,
                              hash.high};
    return ADD_WORDS(sum, words);
}

/* The chunk's ordinal in its document. */
static uint64_t chunk_ordinal(cairn_id mention)
{
    return (uint64_t)cn_mention_chunk(mention) % (1 << CN_CHUNK_BITS);
}

static int add_mentions(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const cairn_id chunk = cn_stmt_i64(stmt, 0);
    cn_packed walk;
    cn_mention_row row;
    uint64_t uri;
    int rc;

    if (!find_uri(sum, cn_chunk_document(chunk), &uri))
        return CAIRN_OK;
    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_mention(&walk, &row)) == CAIRN_ROW) {
        const uint64_t words[] = {ROW_MENTION,
                                  uri,
                                  chunk_ordinal(row.id),
                                  (uint64_t)row.name,
                                  (uint64_t)row.role << 8 | (uint64_t)row.type,
                                  row.first,
                                  row.len};
        note_use(sum, words[3]);
        ADD_WORDS(sum, words);
    }
    return rc < 0 ? cn_stmt_fail_packed(stmt, "mentions", chunk, err) : rc;
}

static void add_statement(summing *sum, uint64_t uri, const cn_statement_row *row)
{
    const uint64_t words[] = {ROW_STATEMENT,
                              uri,
                              chunk_ordinal(row->id),
                              (uint64_t)row->subject,
                              (uint64_t)row->relation,
                              (uint64_t)row->object,
                              (uint64_t)row->normal,
                              (uint64_t)row->subject_type << 8 | (uint64_t)row->object_type,
                              (uint64_t)row->rule,
                              row->flags,
                              bits_of(row->confidence),
                              row->first,
                              row->len,
                              cn_hash(row->more, strlen(row->more))};

    for (int i = 3; i <= 6; i++)
        note_use(sum, words[i]);
    ADD_WORDS(sum, words);
}

static int add_statements(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const cairn_id chunk = cn_stmt_i64(stmt, 0);
    cn_packed walk;
    cn_statement_row row;
    uint64_t uri;
    int rc;

    if (!find_uri(sum, cn_chunk_document(chunk), &uri))
        return CAIRN_OK;
    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_statement(&walk, &row)) == CAIRN_ROW)
        add_statement(sum, uri, &row);
    return rc < 0 ? cn_stmt_fail_packed(stmt, "statements", chunk, err) : rc;
}

/* ---- Names and relations ---- */

static int note_name(summing *sum, uint64_t id, cairn_error *err)
{
    if (cn_map_put(&sum->unseen, id, NULL))
        return CAIRN_OK;
    return cn_fail_memory(err, sum->unseen.n * sizeof(struct cn_map_slot));
}

static int note_pending_mentions(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    cn_packed walk;
    cn_mention_row row;
    int rc;

    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_mention(&walk, &row)) == CAIRN_ROW) {
        rc = note_name(sum, (uint64_t)row.name, err);
        if (rc < 0)
            return rc;
    }
    return rc < 0 ? cn_stmt_fail_packed(stmt, "mentions", cn_stmt_i64(stmt, 0), err) : rc;
}

static int note_pending_statements(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    cn_packed walk;
    cn_statement_row row;
    int rc;

    cn_stmt_walk(stmt, 0, &walk);
    while ((rc = cn_pack_next_statement(&walk, &row)) == CAIRN_ROW) {
        const int64_t used[] = {row.subject, row.relation, row.object, row.normal};

        for (size_t i = 0; rc >= 0 && i < sizeof(used) / sizeof(used[0]); i++)
            rc = note_name(sum, (uint64_t)used[i], err);
        if (rc < 0)
            return rc;
    }
    return rc < 0 ? cn_stmt_fail_packed(stmt, "statements", cn_stmt_i64(stmt, 0), err) : rc;
}

static int add_surface(summing *sum, cn_stmt *stmt, uint64_t kind)
{
    const uint64_t words[] = {kind, word(stmt, 0), text_word(stmt, 1)};
    const uint64_t *use = sum->unseen.n > 0 ? cn_map_get(&sum->unseen, words[1]) : NULL;

    return use && *use == 0 ? CAIRN_OK : ADD_WORDS(sum, words);
}

static int add_name(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    (void)err;
    return add_surface(sum, stmt, ROW_NAME);
}

static int add_relation(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    (void)err;
    return add_surface(sum, stmt, ROW_RELATION);
}

/* ---- Counted rows ---- */

/* A document that is not published is a fault, and so a difference: it counts with URI 0. */
static uint64_t uri_of(summing *sum, cairn_id document)
{
    uint64_t uri;

    find_uri(sum, document, &uri);
    return uri;
}

static int add_origin(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_ORIGIN, uri_of(sum, cn_stmt_i64(stmt, 0)), word(stmt, 1),
                              word(stmt, 2), cn_stmt_is_null(stmt, 2)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static int add_name_use(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_NAME_USE, word(stmt, 0), word(stmt, 1), blob_word(stmt, 2)};

    (void)err;
    note_use(sum, words[2]);
    return ADD_WORDS(sum, words);
}

static int add_relation_use(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_RELATION_USE, word(stmt, 0), word(stmt, 1)};

    (void)err;
    note_use(sum, words[1]);
    return ADD_WORDS(sum, words);
}

static int add_block(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_BLOCK, word(stmt, 0), word(stmt, 1)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static int add_stated_alias(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_STATED_ALIAS, word(stmt, 0), word(stmt, 1), word(stmt, 2)};

    (void)err;
    return ADD_WORDS(sum, words);
}

/* ---- Fused rows ---- */

static int add_entity(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_ENTITY,    word(stmt, 0), text_word(stmt, 1), word(stmt, 2),
                              word(stmt, 3), word(stmt, 4), blob_word(stmt, 5)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static int add_alias(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_ALIAS,          word(stmt, 0),      word(stmt, 1),
                              word(stmt, 2),      real_word(stmt, 3), text_word(stmt, 4),
                              text_word(stmt, 5), word(stmt, 6)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static int add_sense(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_SENSE, word(stmt, 0), uri_of(sum, cn_stmt_i64(stmt, 1)),
                              word(stmt, 2)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static void add_stated(summing *sum, uint64_t fact, cairn_id statement)
{
    const uint64_t uri = uri_of(sum, cn_chunk_document(cn_mention_chunk(statement)));
    const uint64_t words[] = {ROW_STATED, fact, uri, chunk_ordinal(statement),
                              (uint64_t)statement % (1 << CN_MENTION_BITS)};
    ADD_WORDS(sum, words);
}

static int add_fact(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    size_t len;
    const uint8_t *statements = cn_stmt_blob(stmt, 12, &len);
    const uint64_t words[] = {ROW_FACT,           word(stmt, 0), word(stmt, 1),
                              word(stmt, 2),      word(stmt, 3), text_word(stmt, 4),
                              word(stmt, 5),      word(stmt, 6), real_word(stmt, 7),
                              real_word(stmt, 8), word(stmt, 9), text_word(stmt, 10),
                              word(stmt, 11)};

    (void)err;
    note_use(sum, words[3]);
    for (size_t i = 0; i < len / CN_PACK_ID_SIZE; i++)
        add_stated(sum, words[1], cn_pack_id(statements, i));
    return ADD_WORDS(sum, words);
}

static int add_conflict(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_CONFLICT, word(stmt, 0), word(stmt, 1), word(stmt, 2),
                              text_word(stmt, 3)};

    (void)err;
    note_use(sum, words[2]);
    return ADD_WORDS(sum, words);
}

/* ---- What a user decided ---- */

static int add_decision(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_DECISION, word(stmt, 0), word(stmt, 1), word(stmt, 2)};

    (void)err;
    return ADD_WORDS(sum, words);
}

static int add_learned(summing *sum, cn_stmt *stmt, cairn_error *err)
{
    const uint64_t words[] = {ROW_LEARNED,        word(stmt, 0), text_word(stmt, 1),
                              real_word(stmt, 2), word(stmt, 3), word(stmt, 4)};

    (void)err;
    return ADD_WORDS(sum, words);
}

/* ---- All of it ---- */

/* In this order: uris and unseen are filled before they are asked. */
static const struct pass {
    row_fn add;
    const char *sql;
} passes[] = {
    {add_document, "SELECT d.id, d.uri, d.title, d.format, d.hash_low, d.hash_high, d.byte_len, "
                   "       d.meta FROM document AS d WHERE " CN_SQL_PUBLISHED_D},
    {note_pending_mentions, "SELECT m.chunk, m.n, m.data FROM unsettled AS d CROSS JOIN mention AS "
                            "m ON m.chunk BETWEEN d.document << 20 AND d.document << 20 | 1048575 "
                            "WHERE d.state = 0"},
    {note_pending_statements,
     "SELECT s.chunk, s.n, s.data FROM unsettled AS d CROSS JOIN statement AS s ON s.chunk BETWEEN "
     "d.document << 20 AND d.document << 20 | 1048575 WHERE d.state = 0"},
    {add_chunk, "SELECT id, kind, heading, first_byte, text FROM chunk"},
    {add_mentions, "SELECT chunk, n, data FROM mention"},
    {add_statements, "SELECT chunk, n, data FROM statement"},
    {add_origin, "SELECT document, source, day FROM origin"},
    {add_name_use, "SELECT key, name, counts FROM name_use"},
    {add_relation_use, "SELECT relation, uses FROM relation_use"},
    {add_block, "SELECT block, key FROM block"},
    {add_stated_alias, "SELECT key, other, uses FROM stated_alias"},
    {add_entity, "SELECT id, name, type, mentions, about, stated FROM entity"},
    {add_alias, "SELECT key, entity, target, score, features, reason, is_merged FROM alias"},
    {add_sense, "SELECT key, document, entity FROM sense"},
    {add_fact, "SELECT id, subject, relation, object, literal, object_type, support, confidence, "
               "       belief, believed, valid, closed_by, statements FROM fact"},
    {add_conflict, "SELECT subject, relation, winner, reason FROM conflict"},
    {add_decision, "SELECT a, b, verdict FROM decision WHERE is_applied <> 0"},
    {add_learned, "SELECT kind, rule, confidence, support, cases FROM learned"},
    {add_name, "SELECT id, surface FROM name"},
    {add_relation, "SELECT id, surface FROM relation"},
};

int cn_store_digest(cn_store *store, char hex[33], cairn_error *err)
{
    summing sum = {.store = store};
    int rc = CAIRN_OK;

    hex[0] = '\0';
    cn_map_init(&sum.uris);
    cn_map_init(&sum.unseen);
    for (size_t i = 0; rc == CAIRN_OK && i < sizeof(passes) / sizeof(passes[0]); i++)
        rc = for_each_row(&sum, passes[i].sql, passes[i].add, err);
    if (rc == CAIRN_OK)
        cn_digest_hex(&sum.digest, hex);
    cn_map_done(&sum.uris);
    cn_map_done(&sum.unseen);
    return rc;
}
