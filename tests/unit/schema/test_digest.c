/* The digest: same content, same digits; any difference shows. */
#include "tests/unit/schema/fixture.h"

static void put_fused(cn_store *store)
{
    const cn_entity_row entity = {
        .id = 3, .name = "Ada", .type = 1, .mentions = 2, .about = 1, .facts = 1};
    const cn_alias_row alias = {.key = 9,
                                .entity = 3,
                                .target = 3,
                                .score = 0.5,
                                .features = "initials 2.1",
                                .reason = "initials",
                                .run = 7};
    const cn_fact_row fact = {.id = 2,
                              .subject = 3,
                              .relation = cn_hash_id("born in", 7),
                              .literal = "Halvery",
                              .support = 1,
                              .confidence = 0.5,
                              .belief = 1,
                              .believed = true};
    const cn_conflict_row conflict = {
        .subject = 3, .relation = fact.relation, .winner = 2, .reason = "majority"};
    cn_sense_row sense = {.key = 9, .entity = 3};
    cn_document_row document;
    cairn_id stated;

    OK(cn_document_find(store, "a", &document, &last_error));
    sense.document = document.id;
    OK(cn_sense_put(store, &sense, &last_error));
    OK(cn_entity_put(store, &entity, &last_error));
    OK(cn_alias_put(store, &alias, &last_error));
    stated = cn_mention_id(cn_chunk_id(document.id, 0), 0);
    OK(cn_fact_put(store, &fact, &stated, 1, &last_error));
    OK(cn_conflict_put(store, &conflict, &last_error));
}

static void put_counted(cn_store *store)
{
    const cn_name_use_row use = {
        .key = 9, .name = cn_hash_id("Ada", 3), .counts = {.uses = 4, .named = 4}};
    const cn_learned_row learned = {
        .kind = 1, .rule = "born in", .confidence = 0.5, .support = 3, .cases = 6};
    const cn_decision_row decision = {.a = 3, .b = 9, .verdict = CN_DECIDED_SAME};
    cn_origin_row origin = {.source = 5, .day = 0};
    cn_document_row document;
    int64_t uses;

    OK(cn_document_find(store, "a", &document, &last_error));
    origin.document = document.id;
    OK(cn_origin_put(store, &origin, &last_error));
    OK(cn_name_use_put(store, &use, &last_error));
    OK(cn_relation_use_add(store, cn_hash_id("born in", 7), 3, &uses, &last_error));
    OK(cn_block_put(store, 77, 9, &last_error));
    OK(cn_stated_alias_add(store, 9, 9, 2, &last_error));
    OK(cn_learned_put(store, &learned, &last_error));
    OK(cn_decision_put(store, &decision, &last_error));
    OK(cn_decision_set_applied(store, &last_error));
}

static void put_published(fixture *f)
{
    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    put_all(f->store, "b", "Ada was here.", "Ada");
    settle(f);
    put_counted(f->store);
    put_fused(f->store);
    commit(f);
}

static void order_of_arrival_and_source_do_not_matter(void **state)
{
    fixture *f = *state;
    cn_store *other;
    char path[96], one[33], two[33];

    snprintf(path, sizeof(path), "%s/other", f->folder);
    other = open_store(path);
    put_published(f);
    OK(cn_store_begin(other, &last_error));
    put_all(other, "z", "will go", "Ada");
    put_all(other, "b", "Ada was here.", "Ada");
    put_all(other, "a", "Ada was born.", "Ada");
    OK(cn_document_forget(other, "z", &last_error));
    OK(cn_document_settle(other, &last_error));
    put_counted(other);
    put_fused(other);
    OK(cn_store_commit(other, &last_error));
    OK(cn_stmt_exec(other, "UPDATE document SET source = 'moved'", &last_error));
    OK(cn_stmt_exec(other, "UPDATE alias SET run = 1", &last_error));
    OK(cn_stmt_exec(other, "UPDATE fact SET recorded = 1, retired = 2", &last_error));
    OK(cn_build_put(other, 3, 0, &last_error));
    digest_of(f->store, one);
    digest_of(other, two);
    cn_store_close(other);
    assert_int_equal(strlen(one), 32);
    assert_string_equal(one, two);
}

/* Each changes one column of a published row. */
static const char *const edits[] = {
    "UPDATE document SET uri = 'c' WHERE uri = 'b'",
    "UPDATE document SET title = 'x' WHERE uri = 'b'",
    "UPDATE document SET format = 3 WHERE uri = 'b'",
    "UPDATE document SET hash_low = 3 WHERE uri = 'b'",
    "UPDATE document SET hash_high = 3 WHERE uri = 'b'",
    "UPDATE document SET byte_len = 3 WHERE uri = 'b'",
    "UPDATE document SET meta = '{}' WHERE uri = 'b'",
    "UPDATE chunk SET id = id + 1 WHERE id >> 20 = 2",
    "UPDATE chunk SET kind = 1 WHERE id >> 20 = 2",
    "UPDATE chunk SET heading = '' WHERE id >> 20 = 2",
    "UPDATE chunk SET first_byte = 1 WHERE id >> 20 = 2",
    "UPDATE chunk SET text = text || '!' WHERE id >> 20 = 2",
    "UPDATE mention SET chunk = chunk + 1 WHERE chunk >> 20 = 2",
    /* the name; its kind; first; len: 8, 1, 1, 1 bytes */
    "UPDATE mention SET data = CAST(X'0100000000000000' || substr(data, 9) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE mention SET data = CAST(substr(data, 1, 8) || X'01' || substr(data, 10) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE mention SET data = CAST(substr(data, 1, 9) || X'01' || substr(data, 11) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE mention SET data = CAST(substr(data, 1, 10) || X'01' AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE mention SET n = 2, data = CAST(data || data AS BLOB) WHERE chunk >> 20 = 2",
    "DELETE FROM mention WHERE chunk >> 20 = 2",
    "UPDATE statement SET chunk = chunk + 1 WHERE chunk >> 20 = 2",
    /* subject, relation, object, normal; types; confidence; rule; flags; first; len; more */
    "UPDATE statement SET data = CAST(X'0100000000000000' || substr(data, 9) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 8) || X'0100000000000000' || "
    "substr(data, 17) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 16) || X'0100000000000000' || "
    "substr(data, 25) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 24) || X'0100000000000000' || "
    "substr(data, 33) AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 32) || X'11' || substr(data, 34) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 33) || X'0100' || substr(data, 36) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 35) || X'01' || substr(data, 37) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 36) || X'01' || substr(data, 38) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 37) || X'01' || substr(data, 39) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 38) || X'01' || substr(data, 40) AS "
    "BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET data = CAST(substr(data, 1, 39) || X'3100' AS BLOB) "
    "WHERE chunk >> 20 = 2",
    "UPDATE statement SET n = 2, data = CAST(data || data AS BLOB) WHERE chunk >> 20 = 2",
    "DELETE FROM statement WHERE chunk >> 20 = 2",
    "INSERT INTO name (id, surface) VALUES (1, 'stray')",
    "INSERT INTO relation (id, surface) VALUES (1, 'stray')",
    "UPDATE name SET surface = 'Eve' WHERE surface = 'Ada'",
    "UPDATE entity SET id = 4",
    "UPDATE entity SET name = 'Eve'",
    "UPDATE entity SET type = 2",
    "UPDATE entity SET mentions = 1",
    "UPDATE entity SET about = 0",
    "UPDATE entity SET stated = X'0200000000000000'",
    "UPDATE alias SET target = 8",
    "UPDATE alias SET features = ''",
    "UPDATE sense SET key = 8",
    "UPDATE sense SET document = 2",
    "UPDATE sense SET document = 77",
    "UPDATE sense SET entity = 8",
    "UPDATE origin SET document = 2",
    "UPDATE origin SET source = 6",
    "UPDATE origin SET day = 1",
    "UPDATE origin SET day = NULL",
    "UPDATE name_use SET key = 8",
    "UPDATE name_use SET name = 8",
    "UPDATE name_use SET counts = X'00'",
    "UPDATE relation_use SET relation = 8",
    "UPDATE relation_use SET uses = 8",
    "UPDATE block SET block = 8",
    "UPDATE block SET key = 8",
    "UPDATE stated_alias SET key = 8",
    "UPDATE stated_alias SET other = 8",
    "UPDATE stated_alias SET uses = 8",
    "UPDATE decision SET a = 4",
    "UPDATE decision SET b = 4",
    "UPDATE decision SET verdict = 2",
    "DELETE FROM decision",
    "UPDATE learned SET kind = 2",
    "UPDATE learned SET rule = 'x'",
    "UPDATE learned SET confidence = 0.25",
    "UPDATE learned SET support = 4",
    "UPDATE learned SET cases = 4",
    "UPDATE fact SET valid = '1904/'",
    "UPDATE fact SET closed_by = 4",
    "UPDATE alias SET key = 8",
    "UPDATE alias SET entity = 8",
    "UPDATE alias SET score = 0.75",
    "UPDATE alias SET reason = ''",
    "UPDATE fact SET subject = 4",
    "UPDATE fact SET relation = 4",
    "UPDATE fact SET object = 4",
    "UPDATE fact SET literal = 'x'",
    "UPDATE fact SET object_type = 4",
    "UPDATE fact SET support = 4",
    "UPDATE fact SET confidence = 0.25",
    "UPDATE fact SET belief = 0.25",
    "UPDATE fact SET believed = 0",
    "UPDATE fact SET id = 4",
    "UPDATE fact SET statements = X'0100000001000000'",
    "UPDATE fact SET statements = X''",
    "UPDATE conflict SET subject = 4",
    "UPDATE conflict SET relation = 4",
    "UPDATE conflict SET winner = 4",
    "UPDATE conflict SET reason = ''",
};

static void every_column_counts(void **state)
{
    enum { N = sizeof(edits) / sizeof(edits[0]) };
    static char seen[N + 1][33];
    fixture *f = *state;

    put_published(f);
    digest_of(f->store, seen[N]);
    for (int i = 0; i < N; i++) {
        begin(f);
        OK(cn_stmt_exec(f->store, edits[i], &last_error));
        digest_of(f->store, seen[i]);
        cn_store_rollback(f->store);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(seen[i], seen[j]);
        if (strcmp(seen[i], seen[N]) == 0)
            fail_msg("not in the digest: %s", edits[i]);
    }
}

static void what_is_pending_does_not_count(void **state)
{
    const cn_decision_row decision = {.a = 4, .b = 9, .verdict = CN_DECIDED_APART};
    fixture *f = *state;
    char before[33], after[33];

    put_published(f);
    digest_of(f->store, before);
    begin(f);
    put_all(f->store, "c", "Cid was born.", "Cid");
    put_all(f->store, "a", "Ada was born in 1904.", "Ada");
    OK(cn_document_forget(f->store, "b", &last_error));
    OK(cn_decision_put(f->store, &decision, &last_error));
    commit(f);
    digest_of(f->store, after);
    assert_string_equal(before, after);
}

static void forgetting_what_was_added_restores_the_digest(void **state)
{
    fixture *f = *state;
    char before[33], with[33], after[33];

    put_published(f);
    digest_of(f->store, before);
    begin(f);
    put_all(f->store, "c", "Cid was born.", "Cid");
    settle(f);
    commit(f);
    digest_of(f->store, with);
    assert_string_not_equal(before, with);
    begin(f);
    OK(cn_document_forget(f->store, "c", &last_error));
    settle(f);
    OK(cn_name_drop(f->store, cn_hash_id("Cid", 3), &last_error));
    commit(f);
    digest_of(f->store, after);
    assert_string_equal(before, after);
}

static void empty_stores_agree(void **state)
{
    fixture *f = *state;
    char one[33], two[33];

    digest_of(f->store, one);
    reopen(f);
    digest_of(f->store, two);
    assert_string_equal(one, two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(order_of_arrival_and_source_do_not_matter),
        STORE_TEST(every_column_counts),
        STORE_TEST(what_is_pending_does_not_count),
        STORE_TEST(forgetting_what_was_added_restores_the_digest),
        STORE_TEST(empty_stores_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
