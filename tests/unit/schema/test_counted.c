/* Origins, uses of names and relations, blocks, stated aliases; names that nothing uses. */
#include "tests/unit/schema/fixture.h"

static void an_origin_reads_as_it_was_written(void **state)
{
    const cn_origin_row dated = {.document = 4, .source = UINT64_MAX, .day = -1};
    const cn_origin_row undated = {.document = 5, .source = 1, .day = CN_DAY_UNKNOWN};
    fixture *f = *state;
    cn_origin_row row;

    begin(f);
    OK(cn_origin_put(f->store, &undated, &last_error));
    OK(cn_origin_put(f->store, &dated, &last_error));
    OK(cn_origin_get(f->store, 4, &row, &last_error));
    assert_true(row.document == 4 && row.source == UINT64_MAX && row.day == -1);
    OK(cn_origin_get(f->store, 5, &row, &last_error));
    assert_true(row.source == 1 && row.day == CN_DAY_UNKNOWN);
    OK(cn_origin_drop(f->store, 5, &last_error));
    assert_int_equal(cn_origin_get(f->store, 5, &row, &last_error), CAIRN_ENOTFOUND);
    commit(f);
}

static void the_names_of_a_key_come_by_id_with_their_counts(void **state)
{
    static const int64_t names[] = {30, 10, 20};
    fixture *f = *state;
    cn_name_use_row row;
    cn_cursor *cursor;

    begin(f);
    for (int i = 0; i < 3; i++) {
        const cn_name_use_row use = {.key = 5,
                                     .name = names[i],
                                     .counts = {.uses = UINT64_MAX,
                                                .named = 300,
                                                .mentions = 4,
                                                .titles = 3,
                                                .about = 2,
                                                .types = {1, 2, 3, 4, 5, 6, 7}}};

        OK(cn_name_use_put(f->store, &use, &last_error));
    }
    OK(cn_name_use_put(f->store, &(cn_name_use_row){.key = 6, .name = 40}, &last_error));
    OK(cn_name_use_put(f->store, &(cn_name_use_row){.key = 5, .name = 20}, &last_error));
    OK(cn_name_use_drop(f->store, 5, 30, &last_error));
    commit(f);
    OK(cn_name_use_scan(f->store, 5, &cursor, &last_error));
    assert_int_equal(cn_name_use_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.key == 5 && row.name == 10 && row.counts.uses == UINT64_MAX);
    assert_true(row.counts.named == 300 && row.counts.mentions == 4 && row.counts.titles == 3);
    assert_int_equal(row.counts.about, 2);
    for (uint64_t i = 0; i < CN_NAMED_TYPES; i++)
        assert_int_equal(row.counts.types[i], i + 1);
    assert_int_equal(cn_name_use_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.name == 20 && row.counts.uses == 0);
    assert_int_equal(cn_name_use_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

static void damaged_counts_are_told(void **state)
{
    fixture *f = *state;
    cn_name_use_row row;
    cn_cursor *cursor;

    OK(cn_stmt_exec(f->store, "INSERT INTO name_use VALUES (5, 10, X'01')", &last_error));
    OK(cn_name_use_scan(f->store, 5, &cursor, &last_error));
    assert_int_equal(cn_name_use_next(cursor, &row, &last_error), CAIRN_EDB);
    assert_non_null(strstr(last_error.message, "the counts of name 10 cannot be read"));
    cn_cursor_free(cursor);
}

static void uses_of_a_relation_add_up_and_the_last_takes_the_row(void **state)
{
    static const struct {
        int more, uses;
    } steps[] = {{2, 2}, {3, 5}, {-4, 1}, {-1, 0}, {1, 1}};
    fixture *f = *state;
    int64_t uses;

    begin(f);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        OK(cn_relation_use_add(f->store, 7, steps[i].more, &uses, &last_error));
        assert_int_equal(uses, steps[i].uses);
        assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation_use"), uses > 0);
    }
    commit(f);
}

static void a_block_gives_its_least_keys(void **state)
{
    static const int64_t keys[] = {30, 10, 20, 10};
    const uint64_t block = UINT64_MAX - 1;
    fixture *f = *state;
    cn_cursor *cursor;
    int64_t key;

    begin(f);
    for (int i = 0; i < 4; i++)
        OK(cn_block_put(f->store, block, keys[i], &last_error));
    OK(cn_block_put(f->store, 1, 5, &last_error));
    OK(cn_block_drop(f->store, 1, 6, &last_error));
    OK(cn_block_drop(f->store, block, 10, &last_error));
    commit(f);
    OK(cn_block_scan(f->store, block, 1, &cursor, &last_error));
    assert_int_equal(cn_block_next(cursor, &key, &last_error), CAIRN_ROW);
    assert_int_equal(key, 20);
    assert_int_equal(cn_block_next(cursor, &key, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    OK(cn_block_scan(f->store, block, SIZE_MAX, &cursor, &last_error));
    assert_int_equal(cn_block_next(cursor, &key, &last_error), CAIRN_ROW);
    assert_int_equal(cn_block_next(cursor, &key, &last_error), CAIRN_ROW);
    assert_int_equal(key, 30);
    assert_int_equal(cn_block_next(cursor, &key, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
}

/* Of a key: the other of the first row and its uses; 0 when there is none. */
static int64_t first_alias(fixture *f, int64_t key, uint64_t *uses)
{
    cn_cursor *cursor;
    int64_t other = 0;
    int rc;

    *uses = 0;
    OK(cn_stated_alias_scan(f->store, key, 1, &cursor, &last_error));
    rc = cn_stated_alias_next(cursor, &other, uses, &last_error);
    assert_true(rc == CAIRN_ROW || (rc == CAIRN_OK && other == 0));
    cn_cursor_free(cursor);
    return other;
}

static void stated_aliases_hold_in_both_directions(void **state)
{
    fixture *f = *state;
    uint64_t uses;

    begin(f);
    OK(cn_stated_alias_add(f->store, 1, 3, 1, &last_error));
    OK(cn_stated_alias_add(f->store, 2, 1, 1, &last_error));
    OK(cn_stated_alias_add(f->store, 3, 1, 1, &last_error));
    OK(cn_stated_alias_add(f->store, 4, 4, 1, &last_error));
    assert_int_equal(first_alias(f, 1, &uses), 2);
    assert_int_equal(uses, 1);
    assert_int_equal(first_alias(f, 3, &uses), 1);
    assert_int_equal(uses, 2);
    assert_int_equal(first_alias(f, 4, &uses), 4);
    assert_int_equal(uses, 1);
    OK(cn_stated_alias_add(f->store, 1, 3, -2, &last_error));
    OK(cn_stated_alias_add(f->store, 1, 2, -1, &last_error));
    assert_int_equal(first_alias(f, 1, &uses), 0);
    assert_int_equal(first_alias(f, 3, &uses), 0);
    OK(cn_stated_alias_add(f->store, 4, 4, -1, &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM stated_alias"), 0);
    commit(f);
}

static void clear_empties_the_counted_tables(void **state)
{
    static const char sql[] = "SELECT (SELECT count(*) FROM origin) + "
                              "(SELECT count(*) FROM name_use) + "
                              "(SELECT count(*) FROM relation_use) + "
                              "(SELECT count(*) FROM block) + (SELECT count(*) FROM stated_alias)";
    fixture *f = *state;
    int64_t uses;

    begin(f);
    OK(cn_origin_put(f->store, &(cn_origin_row){.document = 4}, &last_error));
    OK(cn_name_use_put(f->store, &(cn_name_use_row){.key = 5, .name = 20}, &last_error));
    OK(cn_relation_use_add(f->store, 7, 1, &uses, &last_error));
    OK(cn_block_put(f->store, 1, 5, &last_error));
    OK(cn_stated_alias_add(f->store, 1, 3, 1, &last_error));
    assert_int_equal(number_of(f->store, sql), 6);
    OK(cn_counted_clear(f->store, &last_error));
    assert_int_equal(number_of(f->store, sql), 0);
    commit(f);
}

/* ---- Strays ---- */

/* As a build would: everything that has rows now is counted. */
static void count_names(fixture *f)
{
    int64_t uses;

    OK(cn_stmt_exec(f->store,
                    "INSERT OR REPLACE INTO name_use SELECT 1, id, X'010000000000000000000000' "
                    "FROM name WHERE surface IN ('Ada', 'Halvery')",
                    &last_error));
    OK(cn_relation_use_add(f->store, cn_hash_id("born in", 7), 1, &uses, &last_error));
    OK(cn_fused_set_version(f->store, 1, &last_error));
}

static void names_of_a_pending_document_that_went_are_dropped(void **state)
{
    fixture *f = *state;
    const char *surface;
    size_t len;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    settle(f);
    count_names(f);
    put_all(f->store, "b", "Cid was born.", "Cid");
    relation_id(f->store, "sung by");
    OK(cn_stray_drop(f->store, &last_error)); /* nothing went */
    OK(cn_name_get(f->store, cn_hash_id("Cid", 3), &surface, &len, &last_error));
    OK(cn_document_forget(f->store, "b", &last_error));
    OK(cn_stray_drop(f->store, &last_error));
    assert_int_equal(cn_name_get(f->store, cn_hash_id("Cid", 3), &surface, &len, &last_error),
                     CAIRN_ENOTFOUND);
    OK(cn_name_get(f->store, cn_hash_id("Ada", 3), &surface, &len, &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation"), 1);
    assert_int_equal(name_id(f->store, "Cid"), cn_hash_id("Cid", 3)); /* and can come back */
    OK(cn_name_get(f->store, cn_hash_id("Cid", 3), &surface, &len, &last_error));
    commit(f);
}

static void without_counted_rows_no_name_is_dropped(void **state)
{
    fixture *f = *state;

    begin(f);
    put_all(f->store, "a", "Ada was born.", "Ada");
    put_all(f->store, "b", "Cid was born.", "Cid");
    OK(cn_document_forget(f->store, "b", &last_error));
    OK(cn_stray_drop(f->store, &last_error));
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 3);
    count_names(f);
    OK(cn_stray_drop(f->store, &last_error)); /* still known: one went */
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
    commit(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(an_origin_reads_as_it_was_written),
        STORE_TEST(the_names_of_a_key_come_by_id_with_their_counts),
        STORE_TEST(damaged_counts_are_told),
        STORE_TEST(uses_of_a_relation_add_up_and_the_last_takes_the_row),
        STORE_TEST(a_block_gives_its_least_keys),
        STORE_TEST(stated_aliases_hold_in_both_directions),
        STORE_TEST(clear_empties_the_counted_tables),
        STORE_TEST(names_of_a_pending_document_that_went_are_dropped),
        STORE_TEST(without_counted_rows_no_name_is_dropped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
