/* What changed about an entity, in the order of time, with receipts. */
#include "small_kb.h"

static temp_dir dir;

static int make_dir(void **state)
{
    (void)state;
    return temp_dir_make(&dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    return 0;
}

static const char TEXT[] =
    "Norvex\n\nNorvex is a maker of pumps in Ulm. Bob Ray has been the chief executive of Norvex "
    "since 2010. Ann Lee was the chief executive of Norvex from 2001 to 2009.";

static cairn *open_norvex(cairn_entity *entity)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb = small_open(temp_name(&dir, "kb.db"));

    if (cairn_ingest_text(kb, "norvex.txt", TEXT, strlen(TEXT), CAIRN_FORMAT_TEXT, &err) < 0)
        fail_msg("%s", err.message);
    small_build(kb);
    if (cairn_entity_find(kb, "Norvex", entity, &err) < 0)
        fail_msg("%s", err.message);
    return kb;
}

static cairn_history *list(cairn *kb, cairn_id entity, const char *relation, size_t limit,
                           uint64_t *all)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_history *history = NULL;

    if (cairn_list_history(kb, entity, relation, limit, &history, all, &err) < 0)
        fail_msg("%s", err.message);
    return history;
}

static void states_come_in_the_order_of_time(void **state)
{
    cairn_history *history;
    cairn_entity entity;
    cairn *kb = open_norvex(&entity);
    cairn_state first, second, other;
    uint64_t all;

    (void)state;
    history = list(kb, entity.id, "EXECUTIVE", 10, &all);
    assert_int_equal(cairn_history_next(history, &first), CAIRN_ROW);
    assert_int_equal(cairn_history_next(history, &second), CAIRN_ROW);
    assert_int_equal(cairn_history_next(history, &other), CAIRN_OK);
    assert_int_equal(all, 2);
    assert_string_equal(first.fact.subject_name, "Ann Lee");
    assert_string_equal(first.fact.valid, "2001/2009");
    assert_false(first.is_subject);
    assert_string_equal(second.fact.subject_name, "Bob Ray");
    assert_string_equal(second.fact.valid, "2010/..");
    assert_int_equal(first.fact.n_citations, 1);
    assert_string_equal(first.fact.citations[0].uri, "norvex.txt");
    assert_memory_equal(TEXT + first.fact.citations[0].first_byte, first.fact.citations[0].quote,
                        first.fact.citations[0].len);
    assert_true(first.fact.recorded > 0);
    assert_int_equal(strlen(first.recorded_day), strlen("2024-05-01T12:00:00Z"));
    assert_string_equal(first.retired_day, "");
    cairn_history_free(history);
    cairn_close(kb);
}

static void relations_that_never_change_are_left_out(void **state)
{
    cairn_history *history;
    cairn_entity entity;
    cairn *kb = open_norvex(&entity);
    cairn_state one;

    (void)state;
    history = list(kb, entity.id, NULL, 100, NULL);
    while (cairn_history_next(history, &one) == CAIRN_ROW)
        assert_string_not_equal(one.fact.relation, "is a");
    cairn_history_free(history);
    history = list(kb, entity.id, "no such relation", 100, NULL);
    assert_int_equal(cairn_history_next(history, &one), CAIRN_OK);
    cairn_history_free(history);
    cairn_close(kb);
}

static void the_limit_is_kept_and_all_are_counted(void **state)
{
    cairn_history *history;
    cairn_entity entity;
    cairn *kb = open_norvex(&entity);
    cairn_state one;
    uint64_t all;

    (void)state;
    history = list(kb, entity.id, "executive", 1, &all);
    assert_int_equal(all, 2);
    assert_int_equal(cairn_history_next(history, &one), CAIRN_ROW);
    assert_int_equal(cairn_history_next(history, &one), CAIRN_OK);
    cairn_history_free(history);
    assert_int_equal(cairn_list_history(kb, entity.id, NULL, 0, &history, &all, NULL),
                     CAIRN_EINVAL);
    assert_int_equal(cairn_list_history(kb, 12345, NULL, 10, &history, &all, NULL),
                     CAIRN_ENOTFOUND);
    assert_null(history);
    cairn_history_free(NULL);
    cairn_close(kb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(states_come_in_the_order_of_time, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(relations_that_never_change_are_left_out, make_dir,
                                        remove_dir),
        cmocka_unit_test_setup_teardown(the_limit_is_kept_and_all_are_counted, make_dir,
                                        remove_dir),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
