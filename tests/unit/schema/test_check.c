/* cn_store_check: silent about a sound store, one issue for each broken promise. */
#include "tests/unit/schema/fixture.h"

typedef struct heard {
    int n;
    char where[64];
    char sentence[160];
} heard;

static void hear(const char *where, const char *sentence, void *user)
{
    heard *h = user;

    h->n++;
    snprintf(h->where, sizeof(h->where), "%s", where);
    snprintf(h->sentence, sizeof(h->sentence), "%s", sentence);
}

static uint64_t check(fixture *f, heard *h)
{
    uint64_t n_issues = 99;

    *h = (heard){.n = 0};
    OK(cn_store_check(f->store, hear, h, &n_issues, &last_error));
    return n_issues;
}

static void put_use(fixture *f, const char *surface, cn_name_counts counts)
{
    const cn_name_use_row row = {
        .key = 3, .name = cn_hash_id(surface, strlen(surface)), .counts = counts};

    OK(cn_name_use_put(f->store, &row, &last_error));
}

/* What fusion counts of put_sound(). */
static void put_counted(fixture *f)
{
    const cn_origin_row origin = {.document = 1, .source = 5, .day = CN_DAY_UNKNOWN};
    int64_t uses;

    OK(cn_origin_put(f->store, &origin, &last_error));
    put_use(f, "Ada",
            (cn_name_counts){
                .uses = 2, .named = 2, .mentions = 1, .titles = 1, .about = 1, .types = {1}});
    put_use(f, "Halvery", (cn_name_counts){.uses = 1, .named = 1});
    OK(cn_relation_use_add(f->store, cn_hash_id("born in", 7), 2, &uses, &last_error));
    OK(cn_fused_set_version(f->store, 1, &last_error));
}

/* One document of two chunks with all kinds of rows on it. */
static void put_sound(fixture *f)
{
    static const float vector[2] = {0, 1};
    const cn_entity_row entity = {.id = 3, .name = "Ada", .mentions = 1};
    const cn_alias_row alias = {.key = 9, .entity = 3, .target = 3, .reason = "r"};
    const cn_fact_row fact = {
        .id = 2, .subject = 3, .relation = cn_hash_id("born in", 7), .object = 3, .support = 1};
    const cn_conflict_row conflict = {
        .subject = 3, .relation = fact.relation, .winner = 2, .reason = "r"};
    const cn_sense_row sense = {.key = 9, .document = 1, .entity = 3};
    cairn_id document, stated;
    int64_t space;

    begin(f);
    document = put_all(f->store, "a", "Ada was born.", "Ada");
    put_chunk(f->store, document, 1, " Then.", 13);
    OK(cn_stmt_exec(f->store, "UPDATE document SET byte_len = 19", &last_error));
    OK(cn_space_put(f->store, "m", 2, &space, &last_error));
    OK(cn_vector_put(f->store, space, cn_chunk_id(document, 0), vector, 2, &last_error));
    OK(cn_entity_put(f->store, &entity, &last_error));
    OK(cn_alias_put(f->store, &alias, &last_error));
    OK(cn_sense_put(f->store, &sense, &last_error));
    stated = cn_mention_id(cn_chunk_id(document, 0), 0);
    OK(cn_fact_put(f->store, &fact, &stated, 1, &last_error));
    OK(cn_conflict_put(f->store, &conflict, &last_error));
    settle(f);
    put_document(f->store, "b", "", NULL); /* empty, without chunks */
    commit(f);
}

static void sound_store_gives_no_issue(void **state)
{
    fixture *f = *state;
    heard h;

    assert_int_equal(check(f, &h), 0);
    put_sound(f);
    assert_int_equal(check(f, &h), 0);
    assert_int_equal(h.n, 0);
}

typedef struct broken {
    const char *edit, *where, *sentence;
} broken;

/* The edit makes one issue, that one. */
static void expect_issue(fixture *f, const broken *it)
{
    heard h;

    begin(f);
    OK(cn_stmt_exec(f->store, it->edit, &last_error));
    if (check(f, &h) != 1 || !strstr(h.where, it->where) || !strstr(h.sentence, it->sentence))
        fail_msg("%s: %d issues, %s: %s", it->edit, h.n, h.where, h.sentence);
    cn_store_rollback(f->store);
}

static void each_broken_promise_is_an_issue(void **state)
{
    static const broken cases[] = {
        {"INSERT INTO unsettled VALUES (77, 0)", "unsettled 77", "document is missing"},
        {"INSERT INTO document SELECT 5, uri, title, source, format, hash_low, hash_high, 0, meta "
         "FROM document WHERE uri = 'a'",
         "document 5", "another document"},
        {"INSERT INTO chunk SELECT 77 << 20, kind, heading, 0, 0, 0, text FROM chunk LIMIT 1",
         "chunk 80740352", "document is missing"},
        {"UPDATE mention SET chunk = chunk + 5", "mentions of chunk 1048581", "is missing"},
        {"INSERT INTO statement SELECT chunk + 5, n, data FROM statement",
         "statements of chunk 1048581", "is missing"},
        {"UPDATE mention SET data = X'0500000000000000110003'", "mention 4294967296",
         "its name is missing"},
        {"UPDATE mention SET n = 2", "mentions of chunk 1048576", "cannot be read"},
        {"UPDATE mention SET n = -1", "mentions of chunk 1048576", "cannot be read"},
        {"UPDATE mention SET data = X''", "mentions of chunk 1048576", "cannot be read"},
        {"UPDATE mention SET data = CAST(data || X'00' AS BLOB)", "mentions of chunk 1048576",
         "cannot be read"},
        /* subject, relation, object, normal: 8 bytes each */
        {"UPDATE statement SET data = CAST(X'0500000000000000' || substr(data, 9) AS BLOB)",
         "statement 4294967296", "subject is not"},
        {"UPDATE statement SET data = "
         "CAST(substr(data, 1, 8) || X'0500000000000000' || substr(data, 17) AS BLOB)",
         "statement 4294967296", "its relation is missing"},
        {"UPDATE statement SET data = "
         "CAST(substr(data, 1, 16) || X'0500000000000000' || substr(data, 25) AS BLOB)",
         "statement 4294967296", "object is not"},
        {"UPDATE statement SET data = "
         "CAST(substr(data, 1, 24) || X'0500000000000000' || substr(data, 33) AS BLOB)",
         "statement 4294967296", "normal form"},
        {"UPDATE statement SET n = 2", "statements of chunk 1048576", "cannot be read"},
        {"UPDATE statement SET data = X''", "statements of chunk 1048576", "cannot be read"},
        {"UPDATE mention SET data = CAST(substr(data, 1, 10) || X'0E' AS BLOB)", "chunk 1048576",
         "a mention reaches beyond"},
        {"UPDATE statement SET data = "
         "CAST(substr(data, 1, 37) || X'01' || substr(data, 39) AS BLOB)",
         "chunk 1048576", "a statement reaches beyond"},
        {"UPDATE alias SET entity = 5", "alias of entity 5", "is missing"},
        {"UPDATE alias SET target = 5", "alias of entity 3", "it was merged with"},
        {"UPDATE sense SET entity = 5", "sense of entity 5", "entity is missing"},
        {"UPDATE sense SET document = 5", "sense of entity 3", "document is missing"},
        {"UPDATE fact SET closed_by = 5", "fact 2", "took its place"},
        {"UPDATE fact SET subject = 5", "fact 2", "subject is missing"},
        {"UPDATE fact SET object = 5", "fact 2", "object is missing"},
        {"UPDATE fact SET relation = 5", "fact 2", "relation is missing"},
        {"UPDATE fact SET support = 2", "fact 2", "number of supporting documents"},
        {"UPDATE fact SET statements = X'0100000001000000'", "fact 2", "a statement behind"},
        {"UPDATE fact SET statements = CAST(statements || statements AS BLOB)", "fact 2",
         "out of order"},
        {"UPDATE fact SET statements = CAST(statements || X'00' AS BLOB)", "fact 2",
         "a statement behind"},
        {"UPDATE fact SET statements = X''", "fact 2", "number of supporting documents"},
        {"UPDATE conflict SET subject = 5", "conflict of entity 5", "entity is missing"},
        {"UPDATE conflict SET relation = 5", "conflict of entity 3", "relation is missing"},
        {"UPDATE conflict SET winner = 5", "conflict of entity 3", "winning fact"},
        {"UPDATE vector SET chunk = 5", "vector of chunk 5", "chunk is missing"},
        {"UPDATE space SET dim = 3", "vector of chunk 1048576", "does not fit its space"},
        {"UPDATE document SET byte_len = 20 WHERE id = 1", "document 1", "before or after"},
        {"UPDATE document SET byte_len = 1 WHERE id = 2", "document 2", "before or after"},
        {"UPDATE chunk SET first_byte = 12 WHERE id = 1048577", "chunk 1048577", "not follow"},
        {"UPDATE chunk SET id = 1048578 WHERE id = 1048577", "chunk 1048578", "not follow"},
        {"UPDATE name SET surface = 'Eve' WHERE surface = 'Ada'", "name ", "not the hash"},
        {"UPDATE relation SET surface = 'x'", "relation ", "not the hash"},
    };
    fixture *f = *state;

    put_sound(f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        expect_issue(f, &cases[i]);
}

static void each_broken_count_is_an_issue(void **state)
{
    static const broken cases[] = {
        {"UPDATE origin SET document = 2", "document 1", "its origin is missing"},
        {"INSERT INTO origin VALUES (5, 1, 1)", "origin of document 5", "is missing"},
        {"UPDATE relation_use SET relation = 5", "uses of relation 5", "is missing"},
        {"INSERT INTO name_use SELECT 4, name, counts FROM name_use WHERE length(counts) = 12 "
         "LIMIT 1",
         "uses of name ", "not those of the raw rows"},
        {"DELETE FROM name_use WHERE name IN (SELECT id FROM name WHERE surface = 'Ada')", "name ",
         "its uses are not counted"},
        /* uses, named, mentions, titles, about, types */
        {"UPDATE name_use SET counts = X'020201010100000000000000' "
         "WHERE name IN (SELECT id FROM name WHERE surface = 'Ada')",
         "uses of name ", "raw rows"},
        {"UPDATE name_use SET counts = X'010101010101000000000000' "
         "WHERE name IN (SELECT id FROM name WHERE surface = 'Ada')",
         "uses of name ", "raw rows"},
        {"UPDATE name_use SET counts = X'0202'", "", "cannot be read"},
        {"UPDATE name_use SET counts = CAST(counts || X'00' AS BLOB)", "", "cannot be read"},
    };
    fixture *f = *state;
    heard h;

    put_sound(f);
    put_counted(f);
    assert_int_equal(check(f, &h), 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        expect_issue(f, &cases[i]);
}

static void counts_of_another_view_are_not_compared(void **state)
{
    fixture *f = *state;
    heard h;

    put_sound(f);
    put_counted(f);
    begin(f);
    OK(cn_stmt_exec(f->store, "DELETE FROM name_use", &last_error));
    put_all(f->store, "c", "Cid was born.", "Cid"); /* pending: never counted */
    OK(cn_store_set_unpublished(f->store, &last_error));
    assert_int_equal(check(f, &h), 0);
    OK(cn_store_set_generation(f->store, 1, &last_error));
    assert_int_equal(check(f, &h), 2); /* Ada, Halvery */
    OK(cn_fused_set_version(f->store, 0, &last_error));
    assert_int_equal(check(f, &h), 0);
    commit(f);
}

static void missing_parent_is_found_by_foreign_keys(void **state)
{
    fixture *f = *state;
    heard h;

    put_sound(f);
    OK(cn_stmt_exec(f->store,
                    "PRAGMA foreign_keys = OFF; DELETE FROM document WHERE uri = 'b';"
                    "DELETE FROM unsettled;"
                    "INSERT INTO progress VALUES (2, 1, 1, '')",
                    &last_error));
    assert_int_equal(check(f, &h), 1);
    assert_string_equal(h.where, "progress");
    assert_non_null(strstr(h.sentence, "missing in table document"));
}

static void issues_beyond_a_hundred_are_counted_only(void **state)
{
    fixture *f = *state;
    heard h;

    begin(f);
    for (int i = 0; i < 150; i++) {
        cn_mention_row row = {.id = cn_mention_id(i + 1, 0), .name = 1};

        OK(cn_mention_put(f->store, &row, &last_error));
    }
    commit(f);
    assert_int_equal(check(f, &h), 300); /* no chunk, no name */
    assert_int_equal(h.n, 100);
}

static void damaged_pages_are_issues_not_a_failure(void **state)
{
    fixture *f = *state;
    const long first = (long)number_of(f->store, "PRAGMA page_count");
    FILE *file;
    heard h;

    begin(f);
    for (int i = 0; i < 300; i++) {
        char uri[16];

        snprintf(uri, sizeof(uri), "doc %d", i);
        put_all(f->store, uri, uri, uri);
    }
    commit(f);
    cn_store_close(f->store);
    f->store = NULL;
    file = fopen(f->path, "r+b");
    assert_non_null(file);
    /* The cell counts of the pages that a new store, with the schema, does not have. */
    for (long at = first * 8192; at < (first + 27) * 8192; at += 8192) {
        fseek(file, at + 3, SEEK_SET);
        fputs("\x7f\x7f", file);
    }
    fclose(file);
    f->store = open_store(f->path);
    assert_true(check(f, &h) > 0);
    assert_true(h.n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(sound_store_gives_no_issue),
        STORE_TEST(each_broken_promise_is_an_issue),
        STORE_TEST(each_broken_count_is_an_issue),
        STORE_TEST(counts_of_another_view_are_not_compared),
        STORE_TEST(missing_parent_is_found_by_foreign_keys),
        STORE_TEST(issues_beyond_a_hundred_are_counted_only),
        STORE_TEST(damaged_pages_are_issues_not_a_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
