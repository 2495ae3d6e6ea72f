/* Decisions, what was learned, days of builds. */
#include "tests/unit/schema/fixture.h"

static void put_decision(fixture *f, int64_t a, int64_t b, int verdict)
{
    const cn_decision_row row = {.a = a, .b = b, .verdict = verdict, .is_applied = true};

    OK(cn_decision_put(f->store, &row, &last_error));
}

/* "a-b:verdict" for each, with "!" when it is not applied yet. */
static void list_decisions(fixture *f, int64_t key, char list[128])
{
    cn_cursor *cursor;
    cn_decision_row row;
    size_t len = 0;
    int rc;

    list[0] = '\0';
    OK(cn_decision_scan(f->store, key, &cursor, &last_error));
    while ((rc = cn_decision_next(cursor, &row, &last_error)) == CAIRN_ROW)
        len += (size_t)snprintf(list + len, 128 - len, "%d-%d:%d%s ", (int)row.a, (int)row.b,
                                row.verdict, row.is_applied ? "" : "!");
    assert_int_equal(rc, CAIRN_OK);
    cn_cursor_free(cursor);
}

static void decisions_are_found_by_either_key(void **state)
{
    fixture *f = *state;
    char list[128];

    begin(f);
    put_decision(f, 7, 3, CN_DECIDED_SAME);
    put_decision(f, 7, 9, CN_DECIDED_APART);
    put_decision(f, 1, 3, CN_DECIDED_SAME);
    commit(f);
    list_decisions(f, 0, list);
    assert_string_equal(list, "1-3:1! 3-7:1! 7-9:2! ");
    list_decisions(f, 3, list);
    assert_string_equal(list, "1-3:1! 3-7:1! ");
    list_decisions(f, 7, list);
    assert_string_equal(list, "3-7:1! 7-9:2! ");
    list_decisions(f, 5, list);
    assert_string_equal(list, "");
}

static void a_later_decision_replaces_and_waits_for_a_build(void **state)
{
    fixture *f = *state;
    char list[128];

    begin(f);
    put_decision(f, 3, 7, CN_DECIDED_SAME);
    put_decision(f, 3, 8, CN_DECIDED_SAME);
    OK(cn_decision_set_applied(f->store, &last_error));
    put_decision(f, 7, 3, CN_DECIDED_APART);
    commit(f);
    list_decisions(f, 0, list);
    assert_string_equal(list, "3-7:2! 3-8:1 ");
    begin(f);
    OK(cn_decision_drop(f->store, 7, 3, &last_error));
    OK(cn_decision_drop(f->store, 5, 6, &last_error));
    commit(f);
    list_decisions(f, 0, list);
    assert_string_equal(list, "3-7:0! 3-8:1 "); /* the next build looks at it once more */
}

static void what_is_applied_no_longer_waits(void **state)
{
    fixture *f = *state;
    uint64_t n = 9;
    char list[128];

    begin(f);
    put_decision(f, 3, 7, CN_DECIDED_SAME);
    put_decision(f, 3, 8, CN_DECIDED_SAME);
    OK(cn_decision_drop(f->store, 3, 7, &last_error));
    OK(cn_decision_count_waiting(f->store, &n, &last_error));
    assert_int_equal(n, 2);
    OK(cn_decision_set_applied(f->store, &last_error));
    OK(cn_decision_count_waiting(f->store, &n, &last_error));
    assert_int_equal(n, 0);
    commit(f);
    list_decisions(f, 0, list);
    assert_string_equal(list, "3-8:1 ");
}

static void a_key_cannot_be_decided_with_itself(void **state)
{
    const cn_decision_row row = {.a = 3, .b = 3, .verdict = CN_DECIDED_APART};
    fixture *f = *state;

    begin(f);
    assert_int_equal(cn_decision_put(f->store, &row, &last_error), CAIRN_EINVAL);
    commit(f);
}

static void learned_rows_are_scanned_by_kind_and_rule(void **state)
{
    static const cn_learned_row rows[] = {
        {.kind = 2, .rule = "a", .confidence = 0.25, .support = 1, .cases = 4},
        {.kind = 1, .rule = "b", .confidence = 0.5, .support = 2, .cases = 4},
        {.kind = 1, .rule = "a", .confidence = 0.75, .support = 3, .cases = 4},
        {.kind = 1, .rule = "b", .confidence = 1, .support = 5, .cases = 5},
    };
    fixture *f = *state;
    cn_cursor *cursor;
    cn_learned_row row;

    begin(f);
    for (int i = 0; i < 4; i++)
        OK(cn_learned_put(f->store, &rows[i], &last_error));
    commit(f);
    OK(cn_learned_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_learned_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.kind == 1 && strcmp(row.rule, "a") == 0 && row.confidence == 0.75);
    assert_true(row.support == 3 && row.cases == 4);
    assert_int_equal(cn_learned_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_true(row.kind == 1 && strcmp(row.rule, "b") == 0 && row.support == 5);
    assert_int_equal(cn_learned_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.kind, 2);
    assert_int_equal(cn_learned_next(cursor, &row, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    begin(f);
    OK(cn_learned_clear(f->store, &last_error));
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM learned"), 0);
}

static void settings_are_kept_by_name_and_are_not_of_the_digest(void **state)
{
    fixture *f = *state;
    char before[33], after[33];
    cn_cursor *cursor;
    const char *name;
    double value;

    OK(cn_store_digest(f->store, before, &last_error));
    begin(f);
    OK(cn_setting_put(f->store, "walk.keep", 0.25, &last_error));
    OK(cn_setting_put(f->store, "walk.fall", 1, &last_error));
    OK(cn_setting_put(f->store, "walk.keep", 0.75, &last_error));
    OK(cn_setting_put(f->store, "a", -2, &last_error));
    commit(f);
    OK(cn_store_digest(f->store, after, &last_error));
    assert_string_equal(before, after);
    begin(f);
    OK(cn_setting_drop(f->store, "walk.fall", &last_error));
    commit(f);
    OK(cn_setting_scan(f->store, &cursor, &last_error));
    assert_int_equal(cn_setting_next(cursor, &name, &value, &last_error), CAIRN_ROW);
    assert_true(strcmp(name, "a") == 0 && value == -2);
    assert_int_equal(cn_setting_next(cursor, &name, &value, &last_error), CAIRN_ROW);
    assert_true(strcmp(name, "walk.keep") == 0 && value == 0.75);
    assert_int_equal(cn_setting_next(cursor, &name, &value, &last_error), CAIRN_OK);
    cn_cursor_free(cursor);
    begin(f);
    OK(cn_setting_drop(f->store, NULL, &last_error));
    commit(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM meta WHERE key LIKE 'set.%'"), 0);
    assert_true(number_of(f->store, "SELECT count(*) FROM meta") >= 0);
}

static void a_build_has_its_day_and_time(void **state)
{
    fixture *f = *state;
    const char *day;

    begin(f);
    OK(cn_build_put(f->store, 1, 1714564800, &last_error));
    OK(cn_build_put(f->store, 2, 0, &last_error));
    OK(cn_build_put(f->store, 2, -1, &last_error));
    OK(cn_build_put(f->store, 3, INT64_MAX, &last_error));
    commit(f);
    OK(cn_build_get(f->store, 1, &day, &last_error));
    assert_string_equal(day, "2024-05-01T12:00:00Z");
    OK(cn_build_get(f->store, 2, &day, &last_error));
    assert_string_equal(day, "1969-12-31T23:59:59Z");
    OK(cn_build_get(f->store, 3, &day, &last_error));
    assert_string_equal(day, "");
    OK(cn_build_get(f->store, 4, &day, &last_error));
    assert_string_equal(day, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(decisions_are_found_by_either_key),
        STORE_TEST(a_later_decision_replaces_and_waits_for_a_build),
        STORE_TEST(what_is_applied_no_longer_waits),
        STORE_TEST(a_key_cannot_be_decided_with_itself),
        STORE_TEST(learned_rows_are_scanned_by_kind_and_rule),
        STORE_TEST(settings_are_kept_by_name_and_are_not_of_the_digest),
        STORE_TEST(a_build_has_its_day_and_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
