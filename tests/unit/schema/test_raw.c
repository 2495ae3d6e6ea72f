/* Names, relations, mentions, statements. */
#include "tests/unit/schema/fixture.h"

static void name_id_is_the_hash_of_its_surface(void **state)
{
    fixture *f = *state;

    begin(f);
    assert_int_equal(name_id(f->store, "Ada"), cn_hash_id("Ada", 3));
    assert_int_equal(name_id(f->store, "Ada"), cn_hash_id("Ada", 3));
    assert_int_equal(name_id(f->store, ""), cn_hash_id("", 0));
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
}

static void known_names_follow_what_others_drop(void **state)
{
    fixture *f = *state;
    cn_store *other = open_store(f->path);

    begin(f);
    name_id(f->store, "Ada");
    relation_id(f->store, "born in");
    commit(f);
    OK(cn_store_begin(other, &last_error));
    OK(cn_name_drop(other, cn_hash_id("Ada", 3), &last_error));
    OK(cn_relation_drop(other, cn_hash_id("born in", 7), &last_error));
    OK(cn_store_commit(other, &last_error));
    cn_store_close(other);
    begin(f);
    name_id(f->store, "Ada");
    relation_id(f->store, "born in");
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation"), 1);
}

static void dropped_name_can_be_put_again(void **state)
{
    fixture *f = *state;
    int64_t id;

    begin(f);
    id = name_id(f->store, "Ada");
    OK(cn_name_drop(f->store, id, &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 0);
    name_id(f->store, "Ada");
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 1);
}

static void names_after_an_interrupt_are_written_again(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    int64_t id;
    const char *surface;
    size_t len;

    begin(f);
    name_id(f->store, "kept");
    commit(f);
    begin(f);
    name_id(f->store, "lost");
    OK(cn_name_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_name_next(cursor, &id, &surface, &len, &last_error), CAIRN_ROW);
    cn_store_interrupt(f->store);
    assert_int_equal(cn_name_put(f->store, "x", 1, &id, &last_error), CAIRN_ECANCELED);
    cn_cursor_free(cursor);
    cn_store_rollback(f->store);
    begin(f);
    name_id(f->store, "lost");
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
}

static void relations_are_got_and_scanned_by_id(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    const char *surface;
    int64_t id, last = 0;
    size_t len;
    int n = 0;

    begin(f);
    relation_id(f->store, "born in");
    relation_id(f->store, "founded");
    commit(f);
    OK(cn_relation_get(f->store, cn_hash_id("founded", 7), &surface, &last_error));
    assert_string_equal(surface, "founded");
    assert_int_equal(cn_relation_get(f->store, 1, &surface, &last_error), CAIRN_ENOTFOUND);
    assert_string_equal(surface, "");
    OK(cn_relation_scan(f->store, &cursor, &last_error));
    while (cn_relation_next(cursor, &id, &surface, &len, &last_error) == CAIRN_ROW) {
        assert_true(id > last);
        assert_int_equal(cn_hash_id(surface, len), id);
        last = id;
        n++;
    }
    cn_cursor_free(cursor);
    assert_int_equal(n, 2);
}

static void names_are_got_until_the_next(void **state)
{
    fixture *f = *state;
    const char *surface;
    size_t len = 9;

    begin(f);
    name_id(f->store, "Ada");
    commit(f);
    OK(cn_name_get(f->store, cn_hash_id("Ada", 3), &surface, &len, &last_error));
    assert_string_equal(surface, "Ada");
    assert_int_equal(len, 3);
    assert_int_equal(cn_name_get(f->store, 1, &surface, &len, &last_error), CAIRN_ENOTFOUND);
    assert_string_equal(surface, "");
    assert_int_equal(len, 0);
}

/* Ids of the mentions, then of the statements, that a cursor gives. */
static int count_mentions(cn_cursor *cursor, cairn_id *last)
{
    cn_mention_row row;
    int n = 0;

    while (cn_mention_next(cursor, &row, &last_error) == CAIRN_ROW && row.id > *last) {
        *last = row.id;
        n++;
    }
    cn_cursor_free(cursor);
    return n;
}

static int count_statements(cn_cursor *cursor, cairn_id *last)
{
    cn_statement_row row;
    int n = 0;

    while (cn_statement_next(cursor, &row, &last_error) == CAIRN_ROW && row.id > *last) {
        *last = row.id;
        n++;
    }
    cn_cursor_free(cursor);
    return n;
}

static void rows_of_one_document_or_chunk_are_scanned_in_any_state(void **state)
{
    fixture *f = *state;
    cairn_id documents[3], last = 0;
    cn_cursor *cursor;

    begin(f);
    documents[0] = put_all(f->store, "a", "Ada was born.", "Ada"); /* will be leaving */
    documents[1] = put_all(f->store, "b", "Bob was born.", "Bob");
    settle(f);
    documents[2] = put_all(f->store, "a", "Ada was born again.", "Ada");
    for (int i = 0; i < 3; i++) {
        const cairn_id chunk = cn_chunk_id(documents[i], 7);
        const cn_mention_row mention = {.id = cn_mention_id(chunk, 0), .name = 5};
        const cn_statement_row statements[] = {{.id = cn_mention_id(chunk, 0)},
                                               {.id = cn_mention_id(chunk, 1)}};

        OK(cn_mention_put(f->store, &mention, &last_error));
        OK(cn_statements_put(f->store, chunk, statements, 2, &last_error));
    }
    commit(f);
    for (int i = 0; i < 3; i++) {
        const cairn_id id = documents[i];

        last = cn_mention_id(cn_chunk_id(id, 0), 0) - 1;
        OK(cn_mention_scan_document(f->store, id, &cursor, &last_error));
        assert_int_equal(count_mentions(cursor, &last), 2);
        assert_int_equal(last, cn_mention_id(cn_chunk_id(id, 7), 0));
        last = cn_mention_id(cn_chunk_id(id, 0), 0) - 1;
        OK(cn_statement_scan_document(f->store, id, &cursor, &last_error));
        assert_int_equal(count_statements(cursor, &last), 3);
        assert_int_equal(last, cn_mention_id(cn_chunk_id(id, 7), 1));
        last = 0;
        OK(cn_statement_scan_chunk(f->store, cn_chunk_id(id, 0), &cursor, &last_error));
        assert_int_equal(count_statements(cursor, &last), 1);
        assert_int_equal(last, cn_mention_id(cn_chunk_id(id, 0), 0));
    }
    OK(cn_statement_scan_chunk(f->store, cn_chunk_id(documents[0], 1), &cursor, &last_error));
    assert_int_equal(count_statements(cursor, &last), 0);
}

static void mention_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    cn_mention_row in = {.role = CN_ROLE_TERM, .type = CN_TYPE_TEXT, .first = UINT32_MAX, .len = 9};
    cn_mention_row out = {0};
    cn_cursor *cursor;

    begin(f);
    in.id = cn_mention_id(cn_chunk_id(put_document(f->store, "a", "a", NULL), 7), 0);
    in.name = name_id(f->store, "Ada");
    OK(cn_mention_put(f->store, &in, &last_error));
    settle(f);
    commit(f);
    OK(cn_mention_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_mention_next(cursor, &out, &last_error), CAIRN_ROW);
    assert_memory_equal(&in, &out, sizeof(in));
    assert_int_equal(cn_mention_next(cursor, &out, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

/* n rows of every shape the format has. */
static void make_mentions(cn_mention_row *rows, cairn_id chunk, uint32_t n)
{
    static const uint32_t numbers[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX - 1, UINT32_MAX};
    enum { N_NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

    for (uint32_t i = 0; i < n; i++)
        rows[i] = (cn_mention_row){.id = cn_mention_id(chunk, i),
                                   .name = cn_hash_id((const char *)&i, sizeof(i)),
                                   .role = (int)(i % (CN_ROLE_TERM + 1)),
                                   .type = (int)(i % (CN_TYPE_TEXT + 1)),
                                   .first = numbers[i % N_NUMBERS],
                                   .len = numbers[i / N_NUMBERS % N_NUMBERS]};
}

static void a_full_chunk_of_mentions_reads_as_it_was_written(void **state)
{
    enum { N = 1 << CN_MENTION_BITS };
    static cn_mention_row rows[2][N];
    const size_t n[] = {N, 3};
    fixture *f = *state;
    cn_mention_row row = {0};
    cn_cursor *cursor;
    cairn_id document;

    begin(f);
    document = put_document(f->store, "a", "a", NULL);
    for (uint32_t c = 0; c < 2; c++) { /* chunk 1 has none */
        make_mentions(rows[c], cn_chunk_id(document, 2 * c), (uint32_t)n[c]);
        OK(cn_mentions_put(f->store, cn_chunk_id(document, 2 * c), rows[c], n[c], &last_error));
    }
    OK(cn_mentions_put(f->store, cn_chunk_id(document, 1), NULL, 0, &last_error));
    settle(f);
    commit(f);
    assert_int_equal(stats_of(f->store).mentions, N + 3);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM mention"), 2);
    OK(cn_mention_scan(f->store, &cursor, &last_error));
    for (int c = 0; c < 2; c++) {
        for (size_t i = 0; i < n[c]; i++) {
            assert_int_equal(cn_mention_next(cursor, &row, &last_error), CAIRN_ROW);
            assert_memory_equal(&rows[c][i], &row, sizeof(row));
        }
    }
    assert_int_equal(cn_mention_next(cursor, &row, &last_error), CAIRN_OK);
    assert_int_equal(cn_mention_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void appended_mentions_equal_those_put_at_once(void **state)
{
    enum { N = 40 };
    fixture *f = *state;
    cn_mention_row rows[N];
    cairn_id document;

    begin(f);
    document = put_document(f->store, "a", "a", NULL);
    make_mentions(rows, cn_chunk_id(document, 0), N);
    OK(cn_mentions_put(f->store, cn_chunk_id(document, 0), rows, N, &last_error));
    make_mentions(rows, cn_chunk_id(document, 1), N);
    for (int i = 0; i < N; i++)
        OK(cn_mention_put(f->store, &rows[i], &last_error));
    commit(f);
    assert_int_equal(number_of(f->store,
                               "SELECT count(*) FROM mention AS a JOIN mention AS b ON a.chunk + 1 "
                               "= b.chunk WHERE a.n = b.n AND a.data = b.data "
                               "AND typeof(b.data) = 'blob'"),
                     1);
}

static void a_second_bulk_of_mentions_is_refused(void **state)
{
    fixture *f = *state;
    cairn_id document;
    cn_mention_row row = {.name = 1};

    begin(f);
    document = put_all(f->store, "a", "a", "Ada");
    row.id = cn_mention_id(cn_chunk_id(document, 0), 0);
    assert_int_equal(cn_mentions_put(f->store, cn_chunk_id(document, 0), &row, 1, &last_error),
                     CAIRN_EDB);
    commit(f);
}

static void damaged_mentions_are_reported(void **state)
{
    static const char *const edits[] = {
        "UPDATE mention SET data = X''",
        "UPDATE mention SET data = ''",
        "UPDATE mention SET data = 7",
        "UPDATE mention SET n = n + 1",
        "UPDATE mention SET n = n - 1",
        "UPDATE mention SET n = -1",
        "UPDATE mention SET n = 4097",
        "UPDATE mention SET n = 9223372036854775807",
        "UPDATE mention SET n = 'many'",
        "UPDATE mention SET data = substr(data, 1, length(data) - 1)",
        "UPDATE mention SET data = CAST(data || X'00' AS BLOB)",
        /* a role and a type that do not exist */
        "UPDATE mention SET data = X'0000000000000000400000'",
        "UPDATE mention SET data = X'00000000000000000D0000'",
        /* numbers without an end, or beyond 32 bits */
        "UPDATE mention SET data = X'000000000000000000FFFFFFFF'",
        "UPDATE mention SET data = X'000000000000000000FFFFFFFF1F00'",
        "UPDATE mention SET data = X'000000000000000000FFFFFFFFFFFFFF'",
    };
    fixture *f = *state;
    char hex[33];

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        cn_mention_row row;
        cn_cursor *cursor;
        int rc;

        begin(f);
        OK(cn_stmt_exec(f->store, edits[i], &last_error));
        OK(cn_mention_scan(f->store, &cursor, &last_error));
        while ((rc = cn_mention_next(cursor, &row, &last_error)) == CAIRN_ROW)
            ;
        cn_cursor_free(cursor);
        if (rc != CAIRN_EDB || !strstr(last_error.message, "mentions of chunk 1048576"))
            fail_msg("%s: %d, %s", edits[i], rc, last_error.message);
        assert_int_equal(cn_store_digest(f->store, hex, &last_error), CAIRN_EDB);
        cn_store_rollback(f->store);
    }
}

static void every_cut_of_a_blob_is_reported(void **state)
{
    enum { N = 30 };
    fixture *f = *state;
    cn_mention_row rows[N], row;
    cairn_id chunk;
    int64_t len;

    begin(f);
    chunk = cn_chunk_id(put_document(f->store, "a", "a", NULL), 0);
    make_mentions(rows, chunk, N);
    OK(cn_mentions_put(f->store, chunk, rows, N, &last_error));
    settle(f);
    len = number_of(f->store, "SELECT length(data) FROM mention");
    for (; len > 0; len--) {
        cn_cursor *cursor;
        int n = 0;
        int rc;

        OK(cn_stmt_exec(f->store, "UPDATE mention SET data = substr(data, 1, length(data) - 1)",
                        &last_error));
        OK(cn_mention_scan(f->store, &cursor, &last_error));
        for (; (rc = cn_mention_next(cursor, &row, &last_error)) == CAIRN_ROW; n++)
            assert_memory_equal(&rows[n], &row, sizeof(row));
        cn_cursor_free(cursor);
        assert_int_equal(rc, CAIRN_EDB);
        assert_true(n < N);
    }
    commit(f);
}

static void same_statement(const cn_statement_row *one, const cn_statement_row *other)
{
    assert_true(one->id == other->id && one->subject == other->subject);
    assert_true(one->relation == other->relation && one->object == other->object);
    assert_true(one->normal == other->normal && one->rule == other->rule);
    assert_true(one->subject_type == other->subject_type);
    assert_true(one->object_type == other->object_type && one->flags == other->flags);
    assert_true(one->confidence == other->confidence);
    assert_true(one->first == other->first && one->len == other->len);
    assert_string_equal(one->more, other->more);
}

static void statement_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    cn_statement_row in = {.subject = 1,
                           .relation = 2,
                           .object = 3,
                           .normal = INT64_MAX,
                           .subject_type = CN_TYPE_PERSON,
                           .object_type = CN_TYPE_TEXT,
                           .rule = 17,
                           .flags = CN_STATED_NEGATED | CN_STATED_REFERRED,
                           .confidence = 0.8731,
                           .first = 4,
                           .len = UINT32_MAX,
                           .more = "1\tin 1843\t1843\n"};
    cn_statement_row out;
    cn_cursor *cursor;

    begin(f);
    in.id = cn_mention_id(cn_chunk_id(put_document(f->store, "a", "a", NULL), 0), 0);
    OK(cn_statement_put(f->store, &in, &last_error));
    settle(f);
    commit(f);
    OK(cn_statement_get(f->store, in.id, &out, &last_error));
    same_statement(&in, &out);
    OK(cn_statement_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_statement_next(cursor, &out, &last_error), CAIRN_ROW);
    same_statement(&in, &out);
    assert_int_equal(cn_statement_next(cursor, &out, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    assert_int_equal(cn_statement_get(f->store, 1, &out, &last_error), CAIRN_ENOTFOUND);
    assert_int_equal(cn_statement_get(f->store, in.id + 1, &out, &last_error), CAIRN_ENOTFOUND);
    assert_string_equal(out.more, "");
}

/* n rows of every shape the format has. */
static void make_statements(cn_statement_row *rows, cairn_id chunk, uint32_t n)
{
    static const uint32_t numbers[] = {0, 127, 128, 16384, UINT32_MAX};
    static const char *const arguments[] = {"", "2\tin Oslo\tOslo\n",
                                            "1\tin 1843\t1843\n3\tshe\t\n"};

    for (uint32_t i = 0; i < n; i++)
        rows[i] = (cn_statement_row){.id = cn_mention_id(chunk, i),
                                     .subject = cn_hash_id((const char *)&i, sizeof(i)),
                                     .relation = i,
                                     .object = INT64_MAX - i,
                                     .normal = i % 2,
                                     .subject_type = (int)(i % (CN_TYPE_TEXT + 1)),
                                     .object_type = (int)(i / 2 % (CN_TYPE_TEXT + 1)),
                                     .rule = (int)(i % 300),
                                     .flags = i % 256,
                                     .confidence = (double)(i % 10001) / 10000,
                                     .first = numbers[i % 5],
                                     .len = numbers[i / 5 % 5],
                                     .more = arguments[i % 3]};
}

static void a_full_chunk_of_statements_reads_as_it_was_written(void **state)
{
    enum { N = 1 << CN_MENTION_BITS };
    static cn_statement_row rows[N];
    fixture *f = *state;
    cn_statement_row row;
    cn_cursor *cursor;
    cairn_id document;

    begin(f);
    document = put_document(f->store, "a", "a", NULL);
    make_statements(rows, cn_chunk_id(document, 0), N);
    OK(cn_statements_put(f->store, cn_chunk_id(document, 0), rows, N, &last_error));
    OK(cn_statements_put(f->store, cn_chunk_id(document, 1), NULL, 0, &last_error));
    settle(f);
    commit(f);
    assert_int_equal(stats_of(f->store).statements, N);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM statement"), 1);
    OK(cn_statement_scan(f->store, &cursor, &last_error));
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(cn_statement_next(cursor, &row, &last_error), CAIRN_ROW);
        same_statement(&rows[i], &row);
    }
    assert_int_equal(cn_statement_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_statement_get(f->store, rows[N - 1].id, &row, &last_error));
    same_statement(&rows[N - 1], &row);
}

static void appended_statements_equal_those_put_at_once(void **state)
{
    enum { N = 40 };
    fixture *f = *state;
    cn_statement_row rows[N];
    cairn_id document;

    begin(f);
    document = put_document(f->store, "a", "a", NULL);
    make_statements(rows, cn_chunk_id(document, 0), N);
    OK(cn_statements_put(f->store, cn_chunk_id(document, 0), rows, N, &last_error));
    make_statements(rows, cn_chunk_id(document, 1), N);
    for (int i = 0; i < N; i++)
        OK(cn_statement_put(f->store, &rows[i], &last_error));
    commit(f);
    assert_int_equal(number_of(f->store,
                               "SELECT count(*) FROM statement AS a JOIN statement AS b ON a.chunk "
                               "+ 1 = b.chunk WHERE a.n = b.n AND a.data = b.data "
                               "AND typeof(b.data) = 'blob'"),
                     1);
}

static void confidences_beyond_their_range_are_cut(void **state)
{
    static const double given[] = {-1, 2, 0.00004, 0.99996};
    static const double kept[] = {0, 1, 0, 1};
    fixture *f = *state;
    cairn_id chunk;

    begin(f);
    chunk = cn_chunk_id(put_document(f->store, "a", "a", NULL), 0);
    for (uint32_t i = 0; i < 4; i++) {
        cn_statement_row row = {.id = cn_mention_id(chunk, i), .confidence = given[i]};

        OK(cn_statement_put(f->store, &row, &last_error));
        OK(cn_statement_get(f->store, row.id, &row, &last_error));
        assert_true(row.confidence == kept[i]);
    }
    commit(f);
}

static void damaged_statements_are_reported(void **state)
{
    static const char *const edits[] = {
        "UPDATE statement SET data = X''",
        "UPDATE statement SET data = ''",
        "UPDATE statement SET n = n + 1",
        "UPDATE statement SET n = n - 1",
        "UPDATE statement SET n = -1",
        "UPDATE statement SET n = 4097",
        "UPDATE statement SET data = substr(data, 1, length(data) - 1)",
        "UPDATE statement SET data = CAST(data || X'00' AS BLOB)",
        /* types that do not exist */
        "UPDATE statement SET data = CAST(substr(data, 1, 32) || X'0D' || substr(data, 34) AS "
        "BLOB)",
        "UPDATE statement SET data = CAST(substr(data, 1, 32) || X'D0' || substr(data, 34) AS "
        "BLOB)",
        /* more than certain */
        "UPDATE statement SET data = CAST(substr(data, 1, 33) || X'1127' || substr(data, 36) AS "
        "BLOB)",
        /* a rule beyond its numbers, a number without an end */
        "UPDATE statement SET data = CAST(substr(data, 1, 35) || X'FFFFFFFF0F' || substr(data, 37) "
        "AS BLOB)",
        "UPDATE statement SET data = CAST(substr(data, 1, 35) || X'FFFFFFFFFF' AS BLOB)",
    };
    fixture *f = *state;
    char hex[33];

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    commit(f);
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        cn_statement_row row;
        cn_cursor *cursor;
        int rc;

        begin(f);
        OK(cn_stmt_exec(f->store, edits[i], &last_error));
        OK(cn_statement_scan(f->store, &cursor, &last_error));
        while ((rc = cn_statement_next(cursor, &row, &last_error)) == CAIRN_ROW)
            ;
        cn_cursor_free(cursor);
        if (rc != CAIRN_EDB || !strstr(last_error.message, "statements of chunk 1048576"))
            fail_msg("%s: %d, %s", edits[i], rc, last_error.message);
        assert_int_equal(cn_store_digest(f->store, hex, &last_error), CAIRN_EDB);
        cn_store_rollback(f->store);
    }
}

static void scans_see_the_published_view(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_mention_row mention;
    cn_statement_row statement;
    cairn_id old;

    begin(f);
    old = put_all(f->store, "a", "old", "Ada");
    settle(f);
    put_all(f->store, "a", "new", "Ada");
    commit(f);
    OK(cn_mention_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_mention_next(cursor, &mention, &last_error), CAIRN_ROW);
    assert_int_equal(mention.id >> 32, old);
    assert_int_equal(cn_mention_next(cursor, &mention, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_statement_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_statement_next(cursor, &statement, &last_error), CAIRN_ROW);
    assert_int_equal(statement.id >> 32, old);
    assert_int_equal(cn_statement_next(cursor, &statement, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void clear_takes_one_document_only(void **state)
{
    fixture *f = *state;
    cairn_id a;

    begin(f);
    a = put_all(f->store, "a", "a", "Ada");
    put_all(f->store, "b", "b", "Bob");
    OK(cn_raw_clear(f->store, a, &last_error));
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM mention"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM statement"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM chunk"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(name_id_is_the_hash_of_its_surface),
        STORE_TEST(known_names_follow_what_others_drop),
        STORE_TEST(dropped_name_can_be_put_again),
        STORE_TEST(names_after_an_interrupt_are_written_again),
        STORE_TEST(relations_are_got_and_scanned_by_id),
        STORE_TEST(names_are_got_until_the_next),
        STORE_TEST(rows_of_one_document_or_chunk_are_scanned_in_any_state),
        STORE_TEST(mention_reads_as_it_was_written),
        STORE_TEST(a_full_chunk_of_mentions_reads_as_it_was_written),
        STORE_TEST(appended_mentions_equal_those_put_at_once),
        STORE_TEST(a_second_bulk_of_mentions_is_refused),
        STORE_TEST(damaged_mentions_are_reported),
        STORE_TEST(every_cut_of_a_blob_is_reported),
        STORE_TEST(statement_reads_as_it_was_written),
        STORE_TEST(a_full_chunk_of_statements_reads_as_it_was_written),
        STORE_TEST(appended_statements_equal_those_put_at_once),
        STORE_TEST(confidences_beyond_their_range_are_cut),
        STORE_TEST(damaged_statements_are_reported),
        STORE_TEST(scans_see_the_published_view),
        STORE_TEST(clear_takes_one_document_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
