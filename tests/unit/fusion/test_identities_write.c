/* Entities: names with one key are one, under the name used most, with what their aliases have. */
#include "fusion/identities_parts.h"
#include "unit/fusion/told.h"

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
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "babbage", CN_ROLE_MENTION, CN_TYPE_OTHER);
    mention(&on, "Babbage", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fuse(f);
    assert_string_equal(entity_of(f, "Ada").name, "ada");
    assert_string_equal(entity_of(f, "Babbage").name, "Babbage");
    on = add_page(f, "b");
    mention(&on, "Ada", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fuse(f);
    assert_string_equal(entity_of(f, "Ada").name, "Ada");
    check_followed(f);
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
    add_others(f);
    say_on(f, "a", "Ada", "is a", "mathematician", CN_TYPE_CLASS);
    fuse(f);
    assert_int_equal(entity_of(f, "Ada").mentions, 0);
    assert_int_equal(entity_of(f, "mathematician").type, CN_TYPE_CLASS);
    check_clean(f);
    forget(f, "a");
    fuse(f);
    assert_false(has_entity(f, "Ada"));
    assert_false(has_entity(f, "mathematician"));
    check_followed(f);
}

static void an_alias_adds_to_its_entity_and_takes_it_back(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    fuse(f);
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 1);
    assert_int_equal(entity_of(f, "Heat (film)").type, CN_TYPE_OTHER);
    on = add_page(f, "b");
    for (int i = 0; i < 3; i++)
        mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 4);
    assert_int_equal(entity_of(f, "Heat (film)").type, CN_TYPE_WORK);
    assert_string_equal(entity_of(f, "Heat (film)").name, "Heat (film)");
    check_followed(f);
    forget(f, "b");
    fuse(f);
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 1);
    check_followed(f);
}

static void an_entity_of_thousands_of_aliases_is_bounded(void **state)
{
    enum { N = 3000 };
    fixture *f = *state;
    int64_t n_aliases;
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "hub");
    mention(&on, "Ada Lovelace", CN_ROLE_TITLE, CN_TYPE_PERSON);
    for (int i = 0; i < N; i++) {
        char name[64];

        snprintf(name, sizeof(name), "Ada Q%c%c%c Lovelace", 'a' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 676);
        say(&on, "Ada Lovelace", "also known as", name, CN_TYPE_PERSON, 0.8);
    }
    fuse(f);
    n_aliases = number_of(f->store, "SELECT count(*) FROM alias WHERE is_merged");
    assert_true(n_aliases > N / 2);
    check_clean(f);
    /* All of them look to what it is. */
    on = add_page(f, "change");
    for (int i = 0; i < 8; i++)
        mention(&on, "Ada Lovelace", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    check_followed(f);
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
        STORE_TEST(an_alias_adds_to_its_entity_and_takes_it_back),
        STORE_TEST(an_entity_of_thousands_of_aliases_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
