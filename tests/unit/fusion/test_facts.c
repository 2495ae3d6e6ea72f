/* Facts: equal statements are one, whoever says them and however, and facts follow the entities
 * that keys mean. */
#include "fusion/facts.h"
#include "unit/fusion/told.h"

static void equal_statements_are_one_fact(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada Lovelace", "Born on", "10 December 1815", CN_TYPE_DATE, 0.6);
    say(&on, "ADA LOVELACE", "born_on", "December 10, 1815", CN_TYPE_DATE, 0.9);
    say_on(f, "b", "Ada Lovelace", "date of birth:", "1815-12-10", CN_TYPE_TEXT);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 1);
    assert_int_equal(fact_of(f, "Ada Lovelace", "10 December 1815").support, 2);
    assert_int_equal(fact_of(f, "Ada Lovelace", "10 December 1815").object_type, CN_TYPE_DATE);
    assert_int_equal(number_of(f->store, "SELECT sum(length(statements)) FROM fact"),
                     3 * CN_PACK_ID_SIZE);
    check_clean(f);
}

static void a_fact_said_from_its_object_is_the_same(void **state)
{
    fixture *f = *state;
    cn_fact_row fact;

    begin(f);
    say_on(f, "a", "Heat", "was written by", "Ada", CN_TYPE_PERSON);
    say_on(f, "b", "Ada", "wrote", "Heat", CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 1);
    fact = fact_of(f, "Heat", "Ada");
    assert_int_equal(fact.support, 2);
    assert_int_equal(fact.object_type, CN_TYPE_PERSON);
    check_clean(f);
}

static void a_literal_and_an_entity_are_two_facts(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "job", "Poet", CN_TYPE_TEXT, 0.9);
    say(&on, "Ada", "job", "Poet", CN_TYPE_CLASS, 0.9);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 2);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE object IS NULL"), 1);
}

static void white_space_is_no_literal(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada", "job", " ", CN_TYPE_TEXT);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 0);
    check_clean(f);
}

static void signs_state_nothing(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "!!!", "made by", "Ada", CN_TYPE_PERSON, 0.9);
    say(&on, "Ada", "made", "!!!", CN_TYPE_WORK, 0.9);
    say(&on, "Ada", "born on", "1815", CN_TYPE_DATE, 0.9);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 1);
    check_clean(f);
}

/* One statement with flags on a page of its own. */
static void say_flagged(fixture *f, const char *uri, const char *object, unsigned flags)
{
    page on = add_page(f, uri);
    const cn_statement_row row = {.id = cn_mention_id(on.chunk, 0),
                                  .subject = name_id(f->store, "Ada"),
                                  .relation = relation_id(f->store, "knows"),
                                  .object = name_id(f->store, object),
                                  .normal = relation_id(f->store, "know"),
                                  .rule = 1,
                                  .flags = flags,
                                  .confidence = 0.8};

    OK(cn_statement_put(f->store, &row, &last_error));
}

static void what_is_not_asserted_makes_no_fact(void **state)
{
    static const unsigned flags[] = {CN_STATED_NEGATED,  CN_STATED_POSSIBLE,
                                     CN_STATED_FUTURE,   CN_STATED_CONDITIONAL,
                                     CN_STATED_QUESTION, CN_STATED_QUESTION | CN_STATED_REPORTED};
    fixture *f = *state;
    char uri[32];

    begin(f);
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        snprintf(uri, sizeof(uri), "u%zu", i);
        say_flagged(f, uri, "Charles", flags[i]);
    }
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 0);
    assert_int_equal(stats_of(f->store).statements, 6);
    assert_false(has_entity(f, "Charles"));
    check_clean(f);
}

static void something_may_be_a_thing_of_its_own_kind(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    say(&on, "poet", "is a", "writer", CN_TYPE_CLASS, 0.8);
    say(&on, "writer", "is a", "artist", CN_TYPE_CLASS, 0.8);
    say(&on, "artist", "is a", "poet", CN_TYPE_CLASS, 0.8);
    say(&on, "Heat", "is a", "Heat", CN_TYPE_WORK, 0.8);
    fuse(f);
    assert_true(fact_of(f, "artist", "poet").believed);
    assert_true(fact_of(f, "Heat", "Heat").believed);
    assert_int_equal(entity_of(f, "Heat").facts, 2); /* as the one and as the other */
    check_clean(f);
    forget(f, "a");
    fuse(f);
    check_followed(f);
    assert_false(has_entity(f, "Heat"));
}

/* ---- What comes and goes ---- */

static void a_fact_stays_as_long_as_somebody_states_it(void **state)
{
    fixture *f = *state;
    cairn_id id;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse_as(f, 1);
    id = fact_of(f, "Ada", "Charles").id;
    say_on(f, "b", "Ada", "met", "Charles", CN_TYPE_PERSON);
    fuse_as(f, 2);
    assert_int_equal(fact_of(f, "Ada", "Charles").id, id);
    assert_int_equal(fact_of(f, "Ada", "Charles").support, 2);
    forget(f, "a");
    fuse_as(f, 3);
    assert_int_equal(fact_of(f, "Ada", "Charles").support, 1);
    assert_int_equal(fact_of(f, "Ada", "Charles").recorded, 1);
    check_followed(f);
    forget(f, "b");
    fuse_as(f, 4);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact"), 24);
    check_followed(f);
}

static void facts_follow_a_key_that_means_another_entity(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    say(&on, "Heat", "directed by", "Mann", CN_TYPE_PERSON, 0.9);
    fuse(f);
    assert_true(fact_of(f, "Heat", "Mann").believed);
    on = add_page(f, "b");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_WORK);
    fuse(f);
    assert_true(fact_of(f, "Heat (film)", "Mann").believed);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact"), 25);
    check_followed(f);
    forget(f, "b");
    fuse(f);
    assert_true(fact_of(f, "Heat", "Mann").believed);
    check_followed(f);
}

static void the_spelling_of_a_value_is_the_first_by_bytes(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    say_on(f, "a", "Ada", "born on", "December 10, 1815", CN_TYPE_DATE);
    fuse(f);
    assert_int_equal(fact_of(f, "Ada", "December 10, 1815").support, 1);
    say_on(f, "b", "Ada", "born on", "10 December 1815", CN_TYPE_DATE);
    fuse(f);
    assert_int_equal(fact_of(f, "Ada", "10 December 1815").support, 2);
    forget(f, "b");
    fuse(f);
    assert_int_equal(fact_of(f, "Ada", "December 10, 1815").support, 1);
    check_followed(f);
}

/* The version of the fused rows, which says that they can be followed. */
static int64_t version(fixture *f)
{
    int number;

    OK(cn_fused_version(f->store, &number, &last_error));
    return number;
}

static void rows_cleared_from_a_published_document_are_fused_anew(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    say(&on, "Ada", "met", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    assert_true(version(f) != 0);
    OK(cn_raw_clear(f->store, cn_chunk_document(on.chunk), &last_error));
    assert_int_equal(version(f), 0);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact"), 24);
    check_clean(f);
}

static void a_fact_whose_statement_is_missing_is_reported(void **state)
{
    fixture *f = *state;
    int64_t before;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    say(&on, "Ada", "met", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    before = version(f);
    OK(cn_raw_clear(f->store, cn_chunk_document(on.chunk), &last_error));
    OK(cn_fused_set_version(f->store, (int)before, &last_error)); /* as if nobody had noticed */
    say_on(f, "b", "Ada", "met", "Charles", CN_TYPE_PERSON);
    assert_int_equal(try_fuse(f->store, &last_error), CAIRN_EINDEX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(equal_statements_are_one_fact),
        STORE_TEST(a_fact_said_from_its_object_is_the_same),
        STORE_TEST(a_literal_and_an_entity_are_two_facts),
        STORE_TEST(white_space_is_no_literal),
        STORE_TEST(signs_state_nothing),
        STORE_TEST(what_is_not_asserted_makes_no_fact),
        STORE_TEST(something_may_be_a_thing_of_its_own_kind),
        STORE_TEST(a_fact_stays_as_long_as_somebody_states_it),
        STORE_TEST(facts_follow_a_key_that_means_another_entity),
        STORE_TEST(the_spelling_of_a_value_is_the_first_by_bytes),
        STORE_TEST(rows_cleared_from_a_published_document_are_fused_anew),
        STORE_TEST(a_fact_whose_statement_is_missing_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
