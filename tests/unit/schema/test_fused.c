/* Entities, aliases, senses, conflicts, and the version of what made them. */
#include "tests/unit/schema/fixture.h"

static void entity_reads_as_it_was_written(void **state)
{
    fixture *f = *state;
    const cn_entity_row in = {.id = INT64_MAX,
                              .name = "Ada",
                              .type = CN_TYPE_PERSON,
                              .mentions = 3,
                              .about = 1,
                              .facts = 300,
                              .object_types = {1, 0, 0, 0, 0, 0, 7}};
    cn_entity_row out;

    begin(f);
    OK(cn_entity_put(f->store, &in, &last_error));
    commit(f);
    OK(cn_entity_get(f->store, in.id, &out, &last_error));
    assert_string_equal(out.name, "Ada");
    assert_true(out.id == in.id && out.type == in.type);
    assert_true(out.mentions == 3 && out.about == 1 && out.facts == 300);
    assert_memory_equal(out.object_types, in.object_types, sizeof(in.object_types));
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

static void entity_is_replaced_and_dropped(void **state)
{
    fixture *f = *state;
    cn_entity_row row = {.id = 3, .name = "Ada"};

    begin(f);
    OK(cn_entity_put(f->store, &row, &last_error));
    row.name = "Ada Lovelace";
    OK(cn_entity_put(f->store, &row, &last_error));
    OK(cn_entity_get(f->store, 3, &row, &last_error));
    assert_string_equal(row.name, "Ada Lovelace");
    OK(cn_entity_drop(f->store, 3, &last_error));
    assert_int_equal(cn_entity_get(f->store, 3, &row, &last_error), CAIRN_ENOTFOUND);
    commit(f);
}

static void damaged_counts_of_an_entity_are_told(void **state)
{
    fixture *f = *state;
    cn_entity_row row;

    OK(cn_stmt_exec(f->store, "INSERT INTO entity VALUES (3, 'Ada', 1, 1, 0, X'01')", &last_error));
    assert_int_equal(cn_entity_get(f->store, 3, &row, &last_error), CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "the counts of entity 3 cannot be read"));
}

static void put_alias(fixture *f, int64_t key, cairn_id entity)
{
    const cn_alias_row row = {.key = key,
                              .entity = entity,
                              .target = entity + 1,
                              .score = 0.25,
                              .features = "initials 2.1",
                              .reason = "initials",
                              .run = 4};

    OK(cn_alias_put(f->store, &row, &last_error));
}

static void aliases_are_found_by_key_and_by_entity(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor;
    cn_alias_row row;

    begin(f);
    put_alias(f, 7, 20);
    put_alias(f, 5, 20);
    put_alias(f, 5, 10);
    put_alias(f, 6, 20);
    commit(f);
    OK(cn_alias_scan_key(f->store, 5, &cursor, &last_error));
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.key == 5 && row.entity == 10 && row.target == 11 && row.run == 4);
    assert_string_equal(row.features, "initials 2.1");
    assert_string_equal(row.reason, "initials");
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.entity, 20);
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_alias_scan_entity(f->store, 20, 2, &cursor, &last_error));
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.key, 5);
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.key, 6);
    assert_int_equal(cn_alias_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void alias_is_replaced_and_dropped_with_its_key(void **state)
{
    fixture *f = *state;

    begin(f);
    put_alias(f, 5, 20);
    put_alias(f, 5, 20);
    put_alias(f, 5, 10);
    put_alias(f, 6, 10);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 3);
    OK(cn_alias_drop(f->store, 5, &last_error));
    assert_int_equal(number_of(f->store, "SELECT sum(key) FROM alias"), 6);
    commit(f);
}

static void senses_are_scanned_by_key_and_document(void **state)
{
    static const cn_sense_row rows[] = {{7, 2, 20}, {5, 3, 10}, {5, 1, 11}, {5, 1, 12}};
    fixture *f = *state;
    cn_cursor *cursor;
    cn_sense_row row;

    begin(f);
    for (int i = 0; i < 4; i++)
        OK(cn_sense_put(f->store, &rows[i], &last_error));
    commit(f);
    OK(cn_sense_scan(f->store, 5, &cursor, &last_error));
    assert_int_equal(cn_sense_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.key == 5 && row.document == 1 && row.entity == 12);
    assert_int_equal(cn_sense_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.document == 3 && row.entity == 10);
    assert_int_equal(cn_sense_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    begin(f);
    OK(cn_sense_drop(f->store, 5, &last_error));
    commit(f);
    OK(cn_sense_scan(f->store, 0, &cursor, &last_error));
    assert_int_equal(cn_sense_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.key, 7);
    assert_int_equal(cn_sense_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void conflicts_are_replaced_dropped_and_scanned(void **state)
{
    static const cn_conflict_row rows[] = {
        {.subject = 9, .relation = 1, .winner = 5, .reason = "a"},
        {.subject = 3, .relation = 2, .winner = 6, .reason = "b"},
        {.subject = 3, .relation = 1, .winner = 7, .reason = "c"},
        {.subject = 3, .relation = 1, .winner = 8, .reason = "3 sources against 1"},
    };
    fixture *f = *state;
    cn_cursor *cursor;
    cn_conflict_row row;

    begin(f);
    for (int i = 0; i < 4; i++)
        OK(cn_conflict_put(f->store, &rows[i], &last_error));
    commit(f);
    OK(cn_conflict_scan(f->store, 3, &cursor, &last_error));
    assert_int_equal(cn_conflict_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.subject == 3 && row.relation == 1 && row.winner == 8);
    assert_string_equal(row.reason, "3 sources against 1");
    assert_int_equal(cn_conflict_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.relation, 2);
    assert_int_equal(cn_conflict_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    begin(f);
    OK(cn_conflict_drop(f->store, 3, 1, &last_error));
    OK(cn_conflict_drop(f->store, 3, 2, &last_error));
    commit(f);
    OK(cn_conflict_scan(f->store, 0, &cursor, &last_error));
    assert_int_equal(cn_conflict_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.subject, 9);
    assert_int_equal(cn_conflict_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static int version_of(fixture *f)
{
    int version;

    OK(cn_fused_version(f->store, &version, &last_error));
    return version;
}

static void version_is_kept_until_it_is_set_or_a_counted_document_changes(void **state)
{
    fixture *f = *state;
    cairn_id live, pending;

    assert_int_equal(version_of(f), 0);
    begin(f);
    live = put_all(f->store, "a", "a", "Ada");
    settle(f);
    pending = put_all(f->store, "b", "b", "Ada");
    OK(cn_fused_set_version(f->store, 3, &last_error));
    OK(cn_fused_set_version(f->store, 4, &last_error));
    OK(cn_raw_clear(f->store, pending, &last_error));
    assert_int_equal(version_of(f), 4);
    OK(cn_raw_clear(f->store, live, &last_error));
    assert_int_equal(version_of(f), 0);
    commit(f);
}

static void clear_empties_the_fused_tables_only(void **state)
{
    fixture *f = *state;
    const cn_fact_row fact = {.id = 2, .subject = 3, .relation = 4, .literal = "1904"};
    const cn_entity_row entity = {.id = 3, .name = "Ada"};
    const cn_alias_row alias = {.key = 9, .entity = 3, .reason = "r"};
    const cn_conflict_row conflict = {.subject = 3, .relation = 4, .winner = 2, .reason = "r"};
    cairn_stats stats;

    begin(f);
    put_all(f->store, "a", "a", "Ada");
    OK(cn_entity_put(f->store, &entity, &last_error));
    OK(cn_alias_put(f->store, &alias, &last_error));
    OK(cn_sense_put(f->store, &(cn_sense_row){.key = 9, .document = 1, .entity = 3}, &last_error));
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
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM sense"), 0);
    assert_int_equal(stats.mentions, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(entity_reads_as_it_was_written),
        STORE_TEST(entities_and_aliases_are_scanned_in_order),
        STORE_TEST(entity_is_replaced_and_dropped),
        STORE_TEST(damaged_counts_of_an_entity_are_told),
        STORE_TEST(aliases_are_found_by_key_and_by_entity),
        STORE_TEST(alias_is_replaced_and_dropped_with_its_key),
        STORE_TEST(senses_are_scanned_by_key_and_document),
        STORE_TEST(conflicts_are_replaced_dropped_and_scanned),
        STORE_TEST(version_is_kept_until_it_is_set_or_a_counted_document_changes),
        STORE_TEST(clear_empties_the_fused_tables_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
