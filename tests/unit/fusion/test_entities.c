/* Entities: names with one key are one, under the name used most. */
#include "unit/fusion/world.h"

static void spellings_are_one_entity(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "The Beatles", CN_ROLE_MENTION, CN_TYPE_ORGANISATION);
    mention(&on, "beatles", CN_ROLE_MENTION, CN_TYPE_ORGANISATION);
    mention(&on, "BEATLES", CN_ROLE_HEADING, CN_TYPE_OTHER);
    fuse(f);
    assert_int_equal(stats_of(f->store).entities, 1);
    assert_int_equal(entity_of(f, "Beatles").mentions, 3);
    assert_int_equal(entity_of(f, "Beatles").about, 1);
    assert_int_equal(entity_of(f, "Beatles").type, CN_TYPE_ORGANISATION);
}

static void the_title_names_the_entity(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Ada Lovelace", CN_ROLE_TITLE, CN_TYPE_OTHER);
    for (int i = 0; i < 3; i++)
        mention(&on, "ADA LOVELACE", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fuse(f);
    assert_string_equal(entity_of(f, "ada lovelace").name, "Ada Lovelace");
}

static void the_most_used_name_wins_then_the_first_by_bytes(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "babbage", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "Babbage", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fuse(f);
    assert_string_equal(entity_of(f, "Ada").name, "ada");
    assert_string_equal(entity_of(f, "Babbage").name, "Babbage");
}

static void most_votes_give_the_type_then_the_smaller(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    mention(&on, "heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    mention(&on, "HEAT", CN_ROLE_MENTION, CN_TYPE_CLASS);
    mention(&on, "Paris", CN_ROLE_MENTION, CN_TYPE_WORK);
    mention(&on, "Paris", CN_ROLE_MENTION, CN_TYPE_PLACE);
    mention(&on, "Paris", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fuse(f);
    assert_int_equal(entity_of(f, "Heat").type, CN_TYPE_WORK);
    assert_int_equal(entity_of(f, "Paris").type, CN_TYPE_PLACE);
}

static void literals_and_signs_are_no_entities(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "1815", CN_ROLE_MENTION, CN_TYPE_DATE);
    mention(&on, "!!!", CN_ROLE_TITLE, CN_TYPE_WORK);
    say(&on, "!!!", "made by", "Ada", CN_TYPE_PERSON, 0.9);
    say(&on, "Ada", "made", "!!!", CN_TYPE_WORK, 0.9);
    say(&on, "Ada", "born on", "1815", CN_TYPE_DATE, 0.9);
    fuse(f);
    assert_int_equal(stats_of(f->store).entities, 1);
    assert_int_equal(stats_of(f->store).facts, 1);
    check_clean(f);
}

static void a_literal_does_not_name_an_entity(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "film director", "is a", "person", CN_TYPE_CLASS, 0.9);
    say(&on, "Ada", "job", "Film Director", CN_TYPE_TEXT, 0.9);
    fuse(f);
    assert_string_equal(entity_of(f, "film director").name, "film director");
}

static void what_statements_name_is_an_entity_too(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada", "is a", "mathematician", CN_TYPE_CLASS);
    fuse(f);
    assert_int_equal(entity_of(f, "Ada").mentions, 0);
    assert_int_equal(entity_of(f, "mathematician").type, CN_TYPE_CLASS);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(spellings_are_one_entity),
        STORE_TEST(the_title_names_the_entity),
        STORE_TEST(the_most_used_name_wins_then_the_first_by_bytes),
        STORE_TEST(most_votes_give_the_type_then_the_smaller),
        STORE_TEST(literals_and_signs_are_no_entities),
        STORE_TEST(a_literal_does_not_name_an_entity),
        STORE_TEST(what_statements_name_is_an_entity_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
