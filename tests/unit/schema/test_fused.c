/* Entities, aliases, facts and conflicts. */
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

static void entity_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    const cn_entity_row in = {
        .id = INT64_MAX, .name = "Ada", .type = CN_TYPE_PERSON, .mentions = 3, .about = 1};
    cn_entity_row out;

    begin(f);
    OK(cn_entity_put(f->store, &in, &last_error));
    commit(f);
    OK(cn_entity_get(f->store, in.id, &out, &last_error));
    assert_string_equal(out.name, "Ada");
    assert_true(out.id == in.id && out.type == in.type);
    assert_true(out.mentions == 3 && out.about == 1);
    assert_int_equal(cn_entity_get(f->store, 1, &out, &last_error), CAIRN_ENOTFOUND);
}

static void entities_and_aliases_are_scanned_in_order(void **state)
{
    static const cairn_id ids[] = {30, 10, 20};
    fixture *f = *state;
    cn_cursor *cursor;
    cn_entity_row entity;
    cn_alias_row alias;

    begin(f);
    for (int i = 0; i < 3; i++) {
        cn_entity_row e = {.id = ids[i], .name = "n"};
        cn_alias_row a = {.key = 5, .entity = ids[i], .score = 0.25, .reason = "initials"};

        OK(cn_entity_put(f->store, &e, &last_error));
        OK(cn_alias_put(f->store, &a, &last_error));
    }
    commit(f);
    OK(cn_entity_scan(f->store, &cursor, &last_error));
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(cn_entity_next(cursor, &entity, &last_error), CAIRN_ROW);
        assert_int_equal(entity.id, 10 * i);
    }
    assert_int_equal(cn_entity_next(cursor, &entity, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_alias_scan(f->store, &cursor, &last_error));
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(cn_alias_next(cursor, &alias, &last_error), CAIRN_ROW);
        assert_true(alias.key == 5 && alias.entity == 10 * i && alias.score == 0.25);
        assert_string_equal(alias.reason, "initials");
    }
    assert_int_equal(cn_alias_next(cursor, &alias, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
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
    const cn_fact_row in = fact_row(2, 3, "born in", 0, 0.25, false);
    cn_fact_row out;
    cn_cursor *cursor;

    begin(f);
    OK(cn_fact_put(f->store, &in, (const cairn_id[]){200, 300}, 2, &last_error));
    commit(f);
    OK(cn_fact_scan(f->store, 0, &cursor, &last_error));
    assert_int_equal(cn_fact_next(cursor, &out, &last_error), CAIRN_ROW);
    assert_true(out.id == 2 && out.subject == 3 && out.relation == in.relation);
    assert_true(out.object == 0 && out.object_type == CN_TYPE_DATE && out.support == 1);
    assert_true(out.confidence == 0.5 && out.belief == 0.25 && !out.believed);
    assert_string_equal(out.literal, "1904");
    assert_int_equal(out.statement, 200);
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

static void clear_empties_the_fused_tables_only(void **state)
{
    fixture *f = *state;
    const cn_fact_row fact = fact_row(2, 3, "born in", 0, 0.25, false);
    const cn_entity_row entity = {.id = 3, .name = "Ada"};
    const cn_alias_row alias = {.key = 9, .entity = 3, .reason = "r"};
    const cn_conflict_row conflict = {.subject = 3, .relation = 4, .winner = 2, .reason = "r"};
    cairn_stats stats;

    begin(f);
    put_all(f->store, "a", "a", "Ada");
    OK(cn_entity_put(f->store, &entity, &last_error));
    OK(cn_alias_put(f->store, &alias, &last_error));
    OK(cn_fact_put(f->store, &fact, (const cairn_id[]){5}, 1, &last_error));
    OK(cn_conflict_put(f->store, &conflict, &last_error));
    settle(f);
    commit(f);
    stats = stats_of(f->store);
    assert_true(stats.entities == 1 && stats.facts == 1 && stats.conflicts == 1);
    begin(f);
    OK(cn_fused_clear(f->store, &last_error));
    commit(f);
    stats = stats_of(f->store);
    assert_true(stats.entities == 0 && stats.facts == 0 && stats.conflicts == 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    assert_int_equal(stats.mentions, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(entity_reads_as_it_was_written),
        STORE_TEST(entities_and_aliases_are_scanned_in_order),
        STORE_TEST(facts_of_an_entity_come_believed_first),
        STORE_TEST(fact_reads_as_it_was_written),
        STORE_TEST(all_facts_come_by_subject_and_id),
        STORE_TEST(clear_empties_the_fused_tables_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
