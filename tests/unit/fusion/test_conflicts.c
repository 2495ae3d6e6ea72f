/* Conflicts: the majority wins, losers stay, and what only differs in precision is none. */
#include <math.h>

#include "unit/fusion/world.h"

static void born(fixture *f, const char *uri, const char *date)
{
    say_on(f, uri, "Ada", "born on", date, CN_TYPE_DATE);
}

static void the_majority_wins_and_losers_stay(void **state)
{
    fixture *f = *state;
    char reason[128];

    begin(f);
    born(f, "a", "10 December 1815");
    born(f, "b", "December 10, 1815");
    born(f, "c", "1815-12-10");
    born(f, "d", "10 December 1816");
    fuse(f);
    assert_true(fact_of(f, "Ada", "10 December 1815").believed);
    assert_false(fact_of(f, "Ada", "10 December 1816").believed);
    assert_true(fabs(fact_of(f, "Ada", "10 December 1815").belief - 0.7) < 1e-9);
    assert_true(fabs(fact_of(f, "Ada", "10 December 1816").belief - 0.3) < 1e-9);
    text_of(f, "SELECT reason FROM conflict", reason);
    assert_string_equal(reason, "3 documents against 1");
    check_clean(f);
}

static void a_precise_date_absorbs_its_year(void **state)
{
    fixture *f = *state;
    char reason[128];

    begin(f);
    born(f, "a", "1815");
    born(f, "b", "10 December 1815");
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 0);
    born(f, "c", "1 May 1816");
    born(f, "d", "December 1815");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1815").believed);
    assert_true(fact_of(f, "Ada", "December 1815").believed);
    assert_true(fact_of(f, "Ada", "10 December 1815").believed);
    assert_false(fact_of(f, "Ada", "1 May 1816").believed);
    text_of(f, "SELECT reason FROM conflict", reason);
    assert_string_equal(reason, "3 documents against 1");
    assert_int_equal(fact_of(f, "Ada", "10 December 1815").support, 1);
    check_clean(f);
}

static void a_vague_date_goes_with_the_winner(void **state)
{
    fixture *f = *state;

    begin(f);
    born(f, "a", "1815");
    born(f, "b", "10 December 1815");
    born(f, "c", "11 December 1815");
    born(f, "d", "11 December 1815 ");
    born(f, "e", "1816");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1815").believed);
    assert_true(fact_of(f, "Ada", "11 December 1815").believed);
    assert_false(fact_of(f, "Ada", "10 December 1815").believed);
    assert_false(fact_of(f, "Ada", "1816").believed);
}

static void a_document_that_says_both_counts_once(void **state)
{
    fixture *f = *state;
    char reason[128];
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born on", "1815", CN_TYPE_DATE, 0.9);
    say(&on, "Ada", "born on", "10 December 1815", CN_TYPE_DATE, 0.9);
    born(f, "b", "1816");
    born(f, "c", "1816");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1816").believed);
    text_of(f, "SELECT reason FROM conflict", reason);
    assert_string_equal(reason, "2 documents against 1");
}

static void ties_are_stable(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born on", "1815", CN_TYPE_DATE, 0.6);
    on = add_page(f, "b");
    say(&on, "Ada", "born on", "1816", CN_TYPE_DATE, 0.7);
    say(&on, "Bob", "born on", "1815", CN_TYPE_DATE, 0.7);
    say(&on, "Bob", "born on", "1816", CN_TYPE_DATE, 0.7);
    fuse(f);
    assert_true(fact_of(f, "Ada", "1816").believed);
    assert_int_equal(
        number_of(f->store, "SELECT count(*) FROM conflict AS c JOIN fact AS w ON w.id = c.winner "
                            "WHERE w.id = (SELECT min(f.id) FROM fact AS f "
                            "WHERE f.subject = c.subject) AND c.reason LIKE '%by order of ids'"),
        1);
}

static void kinds_and_units_do_not_compete(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born in", "London", CN_TYPE_PLACE, 0.9);
    say(&on, "Ada", "born in", "1815", CN_TYPE_DATE, 0.9);
    say(&on, "Tower", "height", "330 m", CN_TYPE_QUANTITY, 0.9);
    say(&on, "Tower", "height", "1,083 ft", CN_TYPE_QUANTITY, 0.9);
    say(&on, "Ada", "founded", "Acme", CN_TYPE_ORGANISATION, 0.9);
    say(&on, "Ada", "founded", "Bolt", CN_TYPE_ORGANISATION, 0.9);
    say(&on, "Heat", "directed by", "Ada", CN_TYPE_PERSON, 0.9);
    say(&on, "Heat", "directed by", "Bob", CN_TYPE_PERSON, 0.9);
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE NOT believed"), 0);
}

static void a_place_absorbs_its_short_name(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born in", "London", CN_TYPE_PLACE, 0.9);
    say(&on, "Ada", "born in", "London, England", CN_TYPE_PLACE, 0.9);
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 0);
    say_on(f, "b", "Ada", "born in", "Londonderry", CN_TYPE_PLACE);
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 1);
    check_clean(f);
}

static void two_kinds_of_conflict_make_one_row(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born in", "London", CN_TYPE_PLACE, 0.9);
    say(&on, "Ada", "born in", "Leeds", CN_TYPE_PLACE, 0.8);
    say(&on, "Ada", "born in", "1815", CN_TYPE_DATE, 0.9);
    say(&on, "Ada", "born in", "1816", CN_TYPE_DATE, 0.8);
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE NOT believed"), 2);
    check_clean(f);
}

static void a_name_of_hundreds_is_no_conflict(void **state)
{
    fixture *f = *state;
    char year[16];
    page on;

    begin(f);
    on = add_page(f, "a");
    for (int i = 0; i < 300; i++) {
        snprintf(year, sizeof(year), "%d", 1000 + i);
        say(&on, "Smith", "born on", year, CN_TYPE_DATE, 0.9);
    }
    fuse(f);
    assert_int_equal(stats_of(f->store).conflicts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_majority_wins_and_losers_stay),
        STORE_TEST(a_precise_date_absorbs_its_year),
        STORE_TEST(a_vague_date_goes_with_the_winner),
        STORE_TEST(a_document_that_says_both_counts_once),
        STORE_TEST(ties_are_stable),
        STORE_TEST(kinds_and_units_do_not_compete),
        STORE_TEST(a_place_absorbs_its_short_name),
        STORE_TEST(two_kinds_of_conflict_make_one_row),
        STORE_TEST(a_name_of_hundreds_is_no_conflict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
