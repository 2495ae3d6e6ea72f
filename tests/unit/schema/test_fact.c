/* Facts: written, replaced, decided again; found by subject, relation and object. */
#include "tests/unit/schema/fixture.h"

static cn_fact_row fact_row(cairn_id id, cairn_id subject, const char *relation, cairn_id object,
                            double belief, bool believed)
{
    return (cn_fact_row){.id = id,
                         .subject = subject,
                         .relation = cn_hash_id(relation, strlen(relation)),
                         .object = object,
                         .literal = object ? "" : "1904",
                         .object_type = object ? CN_TYPE_PLACE : CN_TYPE_DATE,
                         .support = 1,
                         .confidence = 0.5,
                         .belief = belief,
                         .believed = believed};
}

static void facts_of_an_entity_come_believed_first(void **state)
{
    static const cairn_id expected[] = {4, 5, 1, 2, 3};
    fixture *f = *state;
    cn_fact_row facts[] = {
        fact_row(1, 7, "founded", 8, 0.9, true),  fact_row(2, 8, "visited", 7, 0.9, true),
        fact_row(3, 7, "born in", 9, 0.9, false), fact_row(4, 7, "born in", 0, 0.8, true),
        fact_row(5, 7, "born in", 7, 0.7, true),  fact_row(6, 8, "born in", 9, 0.9, true),
    };
    cn_cursor *cursor;
    cn_fact_row row;

    begin(f);
    relation_id(f->store, "founded");
    relation_id(f->store, "visited");
    relation_id(f->store, "born in");
    for (int i = 0; i < 6; i++)
        OK(cn_fact_put(f->store, &facts[i], NULL, 0, &last_error));
    commit(f);
    OK(cn_fact_scan(f->store, 7, &cursor, &last_error));
    for (int i = 0; i < 5; i++) {
        assert_int_equal(cn_fact_next(cursor, &row, &last_error), CAIRN_ROW);
        assert_int_equal(row.id, expected[i]);
    }
    assert_int_equal(cn_fact_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void fact_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    cn_fact_row in = fact_row(2, 3, "born in", 0, 0.25, false);
    cn_fact_row out;
    cn_cursor *cursor;

    in.valid = "1904/..";
    in.closed_by = 9;
    in.recorded = 5;
    in.retired = 6;
    begin(f);
    OK(cn_fact_put(f->store, &in, (const cairn_id[]){200, 300}, 2, &last_error));
    commit(f);
    OK(cn_fact_scan(f->store, 0, &cursor, &last_error));
    assert_int_equal(cn_fact_next(cursor, &out, &last_error), CAIRN_ROW);
    assert_true(out.id == 2 && out.subject == 3 && out.relation == in.relation);
    assert_true(out.object == 0 && out.object_type == CN_TYPE_DATE && out.support == 1);
    assert_true(out.confidence == 0.5 && out.belief == 0.25 && !out.believed);
    assert_string_equal(out.literal, "1904");
    assert_string_equal(out.valid, "1904/..");
    assert_true(out.closed_by == 9 && out.recorded == 5 && out.retired == 6);
    assert_int_equal(out.statement, 200);
    assert_int_equal(out.n_statements, 2);
    assert_int_equal(cn_pack_id(out.statements, 1), 300);
    cn_cursor_free(cursor);
}

static void all_facts_come_by_subject_and_id(void **state)
{
    static const cairn_id expected[] = {2, 5, 1, 3};
    fixture *f = *state;
    const cn_fact_row facts[] = {
        fact_row(1, 8, "founded", 0, 0.9, true),
        fact_row(5, 7, "founded", 8, 0.9, true),
        fact_row(3, 8, "visited", 7, 0.9, true),
        fact_row(2, 7, "born in", 0, 0.9, true),
    };
    cn_cursor *cursor;
    cn_fact_row row;

    begin(f);
    for (int i = 0; i < 4; i++)
        OK(cn_fact_put(f->store, &facts[i], NULL, 0, &last_error));
    commit(f);
    OK(cn_fact_scan(f->store, 0, &cursor, &last_error));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(cn_fact_next(cursor, &row, &last_error), CAIRN_ROW);
        assert_int_equal(row.id, expected[i]);
        assert_int_equal(row.statement, 0);
    }
    assert_int_equal(cn_fact_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void a_fact_that_is_got_is_kept_until_the_next(void **state)
{
    fixture *f = *state;
    cn_fact_row in = fact_row(2, 3, "born in", 0, 0.25, true);
    cn_fact_row out, other;

    in.valid = "1904";
    begin(f);
    OK(cn_fact_put(f->store, &in, (const cairn_id[]){200, 300}, 2, &last_error));
    commit(f);
    OK(cn_fact_get(f->store, 3, 2, &out, &last_error));
    begin(f);
    OK(cn_fact_drop(f->store, 3, 2, &last_error));
    commit(f);
    assert_true(out.id == 2 && out.subject == 3 && out.n_statements == 2);
    assert_string_equal(out.literal, "1904");
    assert_string_equal(out.valid, "1904");
    assert_int_equal(cn_pack_id(out.statements, 0), 200);
    assert_int_equal(cn_pack_id(out.statements, 1), 300);
    assert_int_equal(cn_fact_get(f->store, 3, 2, &other, &last_error), CAIRN_ENOTFOUND);
    assert_string_equal(other.literal, "");
    assert_int_equal(cn_fact_get(f->store, 2, 3, &other, &last_error), CAIRN_ENOTFOUND);
}

static void a_put_replaces_the_fact_of_that_subject_and_id(void **state)
{
    fixture *f = *state;
    cn_fact_row row = fact_row(2, 3, "born in", 8, 0.25, true);

    begin(f);
    OK(cn_fact_put(f->store, &row, (const cairn_id[]){200, 300}, 2, &last_error));
    row.object = 9;
    row.support = 7;
    OK(cn_fact_put(f->store, &row, (const cairn_id[]){400}, 1, &last_error));
    row.subject = 4;
    OK(cn_fact_put(f->store, &row, NULL, 0, &last_error));
    OK(cn_fact_get(f->store, 3, 2, &row, &last_error));
    assert_true(row.object == 9 && row.support == 7 && row.n_statements == 1);
    assert_int_equal(row.statement, 400);
    OK(cn_fact_get(f->store, 4, 2, &row, &last_error));
    assert_true(row.n_statements == 0 && row.statement == 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE object = 8"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE object = 9"), 2);
    commit(f);
}

static void belief_is_set_and_the_rest_stays(void **state)
{
    fixture *f = *state;
    cn_fact_row row = fact_row(2, 3, "born in", 8, 0.25, true);
    const cn_fact_row decided = {.id = 2,
                                 .subject = 3,
                                 .belief = 0.75,
                                 .valid = "../1904",
                                 .closed_by = 11,
                                 .recorded = 99,
                                 .retired = 6};

    row.recorded = 5;
    begin(f);
    OK(cn_fact_put(f->store, &row, (const cairn_id[]){200}, 1, &last_error));
    OK(cn_fact_set_belief(f->store, &decided, &last_error));
    commit(f);
    OK(cn_fact_get(f->store, 3, 2, &row, &last_error));
    assert_true(row.belief == 0.75 && !row.believed && row.closed_by == 11);
    assert_string_equal(row.valid, "../1904");
    assert_true(row.retired == 6 && row.recorded == 5);
    assert_true(row.object == 8 && row.support == 1 && row.statement == 200);
}

/* The ids of the facts of a cursor as digits; frees it. */
static void expect_facts(cn_cursor *cursor, const char *expected)
{
    char ids[16] = "";
    cn_fact_row row;
    size_t n = 0;
    int rc;

    while ((rc = cn_fact_next(cursor, &row, &last_error)) == CAIRN_ROW && n < 15)
        ids[n++] = (char)('0' + row.id);
    ids[n] = '\0';
    assert_int_equal(rc, CAIRN_OK);
    assert_string_equal(ids, expected);
    cn_cursor_free(cursor);
}

static void facts_are_found_by_subject_relation_and_object(void **state)
{
    fixture *f = *state;
    const cn_fact_row facts[] = {
        fact_row(4, 7, "born in", 8, 0.9, true),  fact_row(1, 7, "founded", 9, 0.9, true),
        fact_row(3, 7, "born in", 9, 0.9, false), fact_row(2, 8, "visited", 9, 0.9, true),
        fact_row(5, 6, "visited", 9, 0.9, true),  fact_row(6, 7, "born in", 0, 0.9, true),
    };
    cn_cursor *cursor;

    begin(f);
    for (int i = 0; i < 6; i++)
        OK(cn_fact_put(f->store, &facts[i], NULL, 0, &last_error));
    commit(f);
    OK(cn_fact_scan_subject(f->store, 7, 0, &cursor, &last_error));
    expect_facts(cursor, "1346");
    OK(cn_fact_scan_subject(f->store, 7, facts[0].relation, &cursor, &last_error));
    expect_facts(cursor, "346");
    OK(cn_fact_scan_subject(f->store, 7, 77, &cursor, &last_error));
    expect_facts(cursor, "");
    OK(cn_fact_scan_literals(f->store, 7, 5, &cursor, &last_error));
    expect_facts(cursor, "6");
    OK(cn_fact_scan_literals(f->store, 7, 0, &cursor, &last_error));
    expect_facts(cursor, "");
    OK(cn_fact_scan_object(f->store, 9, &cursor, &last_error));
    expect_facts(cursor, "5132");
    OK(cn_fact_scan_object(f->store, 5, &cursor, &last_error));
    expect_facts(cursor, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(facts_of_an_entity_come_believed_first),
        STORE_TEST(fact_reads_as_it_was_written),
        STORE_TEST(all_facts_come_by_subject_and_id),
        STORE_TEST(a_fact_that_is_got_is_kept_until_the_next),
        STORE_TEST(a_put_replaces_the_fact_of_that_subject_and_id),
        STORE_TEST(belief_is_set_and_the_rest_stays),
        STORE_TEST(facts_are_found_by_subject_relation_and_object),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
