/* Facts in the store: with all their statements, counted at both ends, and gone with the last. */
#include "fusion/facts.h"
#include "unit/fusion/told.h"

static void a_fact_names_its_statements_ascending(void **state)
{
    fixture *f = *state;
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    page first, second;

    begin(f);
    first = add_page(f, "a");
    second = add_page(f, "b");
    say(&second, "Ada", "met", "Charles", CN_TYPE_PERSON, 0.8);
    say(&first, "Ada", "saw", "Rome", CN_TYPE_PLACE, 0.8);
    say(&first, "Ada", "met", "Charles", CN_TYPE_PERSON, 0.8);
    say(&first, "Ada", "met", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    OK(cn_fact_scan_object(f->store, key_of("Charles"), &cursor, &last_error));
    assert_int_equal(cn_fact_next(cursor, &row, &last_error), CAIRN_ROW);
    assert_int_equal(row.n_statements, 3);
    assert_int_equal(cn_pack_id(row.statements, 0), cn_mention_id(first.chunk, 1));
    assert_int_equal(cn_pack_id(row.statements, 1), cn_mention_id(first.chunk, 2));
    assert_int_equal(cn_pack_id(row.statements, 2), cn_mention_id(second.chunk, 0));
    assert_int_equal(row.statement, cn_mention_id(first.chunk, 1));
    cn_cursor_free(cursor);
    check_clean(f);
}

static void both_ends_and_the_relation_count_it(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    say_on(f, "b", "Ada", "met", "Rome", CN_TYPE_PLACE);
    fuse(f);
    assert_int_equal(entity_of(f, "Ada").facts, 2);
    assert_int_equal(entity_of(f, "Charles").facts, 1);
    assert_int_equal(entity_of(f, "Charles").object_types[CN_TYPE_PERSON - 1], 1);
    assert_int_equal(entity_of(f, "Ada").object_types[CN_TYPE_PERSON - 1], 0);
    forget(f, "a");
    fuse(f);
    assert_int_equal(entity_of(f, "Ada").facts, 1);
    assert_false(has_entity(f, "Charles"));
    check_followed(f);
}

static void a_fact_that_nobody_states_any_more_is_dropped(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact"), 25);
    forget(f, "a");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact"), 24);
    check_followed(f);
}

static void what_is_not_touched_keeps_its_generation(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse_as(f, 7);
    say_on(f, "b", "Ada", "met", "Mary", CN_TYPE_PERSON);
    say_on(f, "c", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse_as(f, 8);
    assert_int_equal(fact_of(f, "Ada", "Charles").recorded, 7);
    assert_int_equal(fact_of(f, "Ada", "Mary").recorded, 8);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE recorded = 7"), 25);
}

static void a_document_that_is_replaced_leaves_no_old_fact(void **state)
{
    fixture *f = *state;
    cairn_id document;
    page on;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse(f);
    document = put_document(f->store, "a", "another text", NULL);
    put_chunk(f->store, document, 0, "another text", 0);
    on = (page){.store = f->store, .chunk = cn_chunk_id(document, 0)};
    say(&on, "Ada", "met", "Mary", CN_TYPE_PERSON, 0.8);
    fuse(f);
    assert_true(fact_of(f, "Ada", "Mary").believed);
    assert_false(has_entity(f, "Charles"));
    check_followed(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_fact_names_its_statements_ascending),
        STORE_TEST(both_ends_and_the_relation_count_it),
        STORE_TEST(a_fact_that_nobody_states_any_more_is_dropped),
        STORE_TEST(what_is_not_touched_keeps_its_generation),
        STORE_TEST(a_document_that_is_replaced_leaves_no_old_fact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
