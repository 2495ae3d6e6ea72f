/* Conflicts: who wins, that losers stay, and what is no conflict: a vague date, a short name of a
 * place, another unit, another time. */
#include "fusion/conflicts.h"
#include "unit/fusion/told.h"

static void born(fixture *f, const char *uri, const char *date)
{
    say_on(f, uri, "Ada", "born on", date, CN_TYPE_DATE);
}

static int64_t n_conflicts(fixture *f)
{
    return (int64_t)stats_of(f->store).conflicts;
}

static int64_t n_doubted(fixture *f)
{
    return number_of(f->store, "SELECT count(*) FROM fact WHERE NOT believed");
}

static void check_reason(fixture *f, const char *beginning)
{
    char reason[128];

    text_of(f, "SELECT reason FROM conflict", reason);
    if (strncmp(reason, beginning, strlen(beginning)) != 0)
        fail_msg("\"%s\" does not begin with \"%s\"", reason, beginning);
}

static void the_majority_wins_and_losers_stay(void **state)
{
    fixture *f = *state;
    cn_fact_row winner, loser;

    begin(f);
    born(f, "a", "10 December 1815");
    born(f, "b", "December 10, 1815");
    born(f, "c", "1815-12-10");
    born(f, "d", "10 December 1816");
    fuse(f);
    winner = fact_of(f, "Ada", "10 December 1815");
    loser = fact_of(f, "Ada", "10 December 1816");
    assert_true(winner.believed);
    assert_false(loser.believed);
    assert_true(winner.belief > loser.belief && loser.belief > 0);
    assert_int_equal(winner.support, 3);
    assert_int_equal(loser.support, 1);
    assert_int_equal(number_of(f->store, "SELECT winner FROM conflict"), winner.id);
    check_reason(f, "3 sources against 1");
    check_clean(f);
}

static void a_precise_date_absorbs_its_year(void **state)
{
    fixture *f = *state;

    begin(f);
    born(f, "a", "1815");
    born(f, "b", "10 December 1815");
    fuse(f);
    assert_int_equal(n_conflicts(f), 0);
    born(f, "c", "1 May 1816");
    born(f, "d", "December 1815");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1815").believed);
    assert_true(fact_of(f, "Ada", "December 1815").believed);
    assert_true(fact_of(f, "Ada", "10 December 1815").believed);
    assert_false(fact_of(f, "Ada", "1 May 1816").believed);
    assert_int_equal(fact_of(f, "Ada", "10 December 1815").support, 1);
    assert_int_equal(n_conflicts(f), 1);
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

static void a_source_that_says_two_things_does_not_outvote_two(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "born on", "1815", CN_TYPE_DATE, 0.9);
    say(&on, "Ada", "born on", "10 December 1815", CN_TYPE_DATE, 0.9);
    born(f, "b", "1816");
    born(f, "c", "1816");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1816").believed);
    assert_false(fact_of(f, "Ada", "1815").believed);
    check_reason(f, "2 sources against 1");
}

static void a_claim_repeated_thousands_of_times_counts_once(void **state)
{
    enum { CHUNKS = 3, N = 10000 };
    fixture *f = *state;
    cn_statement_row row = {.object_type = CN_TYPE_DATE, .rule = 1, .confidence = 0.8};
    cairn_id document;

    begin(f);
    document = put_document(f->store, "a", "a", NULL);
    row.subject = name_id(f->store, "Ada");
    row.relation = relation_id(f->store, "born on");
    row.object = name_id(f->store, "1815");
    for (uint32_t chunk = 0, n = 0; chunk < CHUNKS; chunk++) {
        cn_statement_row *rows = calloc(1 << CN_MENTION_BITS, sizeof(*rows));
        size_t n_rows = 0;

        assert_non_null(rows);
        put_chunk(f->store, document, chunk, "a", chunk);
        for (; n_rows < 1 << CN_MENTION_BITS && n < N; n_rows++, n++) {
            rows[n_rows] = row;
            rows[n_rows].id = cn_mention_id(cn_chunk_id(document, chunk), (uint32_t)n_rows);
        }
        OK(cn_statements_put(f->store, cn_chunk_id(document, chunk), rows, n_rows, &last_error));
        free(rows);
    }
    born(f, "b", "1816");
    born(f, "c", "1816");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT sum(length(statements)) FROM fact"),
                     (N + 2) * CN_PACK_ID_SIZE);
    assert_true(fact_of(f, "Ada", "1816").believed);
    assert_false(fact_of(f, "Ada", "1815").believed);
    assert_int_equal(fact_of(f, "Ada", "1815").support, 1);
    check_reason(f, "2 sources against 1");
}

static void a_site_counts_once_however_many_pages_it_has(void **state)
{
    fixture *f = *state;

    begin(f);
    for (int i = 0; i < 5; i++) {
        char uri[48];

        snprintf(uri, sizeof(uri), "https://one.example/%d", i);
        born(f, uri, "1815");
    }
    born(f, "https://two.example/", "1816");
    born(f, "https://three.example/", "1816");
    fuse(f);
    assert_true(fact_of(f, "Ada", "1816").believed);
    assert_false(fact_of(f, "Ada", "1815").believed);
    assert_int_equal(fact_of(f, "Ada", "1815").support, 5);
}

static void ties_are_decided_the_same_in_any_order(void **state)
{
    fixture *f = *state;
    char hex[33], other_hex[33];
    void *other = NULL;

    begin(f);
    born(f, "a", "1815");
    born(f, "b", "1816");
    fuse(f);
    assert_int_equal(n_doubted(f), 1);
    digest_of(f->store, hex);
    set_up(&other);
    begin(other);
    born(other, "b", "1816");
    born(other, "a", "1815");
    fuse(other);
    digest_of(((fixture *)other)->store, other_hex);
    tear_down(&other);
    assert_string_equal(hex, other_hex);
}

static void a_source_that_is_right_elsewhere_counts_for_more(void **state)
{
    fixture *f = *state;
    static const char *const names[] = {"Bob", "Eve", "Sam", "Max", "Lee", "Kim"};
    page right, wrong, third, fourth;

    begin(f);
    right = add_page(f, "right");
    wrong = add_page(f, "wrong");
    third = add_page(f, "third");
    fourth = add_page(f, "fourth");
    for (size_t i = 0; i < 6; i++) {
        say(&right, names[i], "born on", "1815", CN_TYPE_DATE, 0.8);
        say(&third, names[i], "born on", "1815", CN_TYPE_DATE, 0.8);
        say(&fourth, names[i], "born on", "1815", CN_TYPE_DATE, 0.8);
        say(&wrong, names[i], "born on", "1816", CN_TYPE_DATE, 0.8);
    }
    say(&right, "Ada", "born on", "1820", CN_TYPE_DATE, 0.8);
    say(&wrong, "Ada", "born on", "1830", CN_TYPE_DATE, 0.8);
    say(&right, "Ann", "born on", "1850", CN_TYPE_DATE, 0.8);
    say(&wrong, "Ann", "born on", "1840", CN_TYPE_DATE, 0.8);
    fuse(f);
    assert_true(fact_of(f, "Ada", "1820").believed);
    assert_false(fact_of(f, "Ada", "1830").believed);
    assert_true(fact_of(f, "Ann", "1850").believed);
    assert_false(fact_of(f, "Ann", "1840").believed);
}

static void what_is_learned_of_a_source_reaches_conflicts_that_nobody_touched(void **state)
{
    fixture *f = *state;
    static const char *const names[] = {"Bob", "Eve", "Sam", "Max"};
    page first, second, third;

    begin(f);
    add_others(f);
    first = add_page(f, "first");
    second = add_page(f, "second");
    say(&first, "Ada", "born on", "1815", CN_TYPE_DATE, 0.8);
    say(&second, "Ada", "born on", "1816", CN_TYPE_DATE, 0.8);
    for (size_t i = 0; i < 4; i++) {
        say(&first, names[i], "born on", "1815", CN_TYPE_DATE, 0.8);
        say(&second, names[i], "born on", "1816", CN_TYPE_DATE, 0.8);
    }
    fuse(f);
    third = add_page(f, "third");
    for (size_t i = 0; i < 4; i++)
        say(&third, names[i], "born on", "1816", CN_TYPE_DATE, 0.8);
    fuse(f);
    check_followed(f);
    assert_true(fact_of(f, "Ada", "1816").believed);
    forget(f, "third");
    third = add_page(f, "another");
    for (size_t i = 0; i < 4; i++)
        say(&third, names[i], "born on", "1815", CN_TYPE_DATE, 0.8);
    fuse(f);
    check_followed(f);
    assert_true(fact_of(f, "Ada", "1815").believed);
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
    assert_int_equal(n_conflicts(f), 0);
    assert_int_equal(n_doubted(f), 0);
    say_on(f, "b", "Tower", "height", "500 m", CN_TYPE_QUANTITY);
    fuse(f);
    assert_int_equal(n_conflicts(f), 1);
    assert_true(fact_of(f, "Tower", "1,083 ft").believed);
    check_clean(f);
}

static void a_place_absorbs_its_short_name(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada", "born in", "London", CN_TYPE_PLACE);
    say_on(f, "b", "Ada", "born in", "London, England", CN_TYPE_PLACE);
    fuse(f);
    assert_int_equal(n_conflicts(f), 0);
    say_on(f, "c", "Ada", "born in", "Londonderry", CN_TYPE_PLACE);
    fuse(f);
    assert_int_equal(n_conflicts(f), 1);
    assert_int_equal(n_doubted(f), 1);
    assert_false(fact_of(f, "Ada", "Londonderry").believed);
    check_clean(f);
}

static void places_of_one_sentence_agree_and_win_or_lose_together(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    add_others(f);
    for (int i = 0; i < 2; i++) {
        on = add_page(f, i == 0 ? "a" : "b");
        say(&on, "Ada", "born in", "Tampa", CN_TYPE_PLACE, 0.8);
        say(&on, "Ada", "born in", "Florida", CN_TYPE_PLACE, 0.8);
    }
    fuse(f);
    assert_int_equal(n_conflicts(f), 0);
    say_on(f, "c", "Ada", "born in", "Leeds", CN_TYPE_PLACE);
    fuse(f);
    check_followed(f);
    assert_true(fact_of(f, "Ada", "Tampa").believed);
    assert_true(fact_of(f, "Ada", "Florida").believed);
    assert_false(fact_of(f, "Ada", "Leeds").believed);
    for (int i = 0; i < 3; i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "d%d", i);
        say_on(f, uri, "Ada", "born in", "Leeds", CN_TYPE_PLACE);
    }
    fuse(f);
    check_followed(f);
    assert_false(fact_of(f, "Ada", "Tampa").believed);
    assert_false(fact_of(f, "Ada", "Florida").believed);
    assert_true(fact_of(f, "Ada", "Leeds").believed);
}

static void two_kinds_of_conflict_make_one_row(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada", "father", "Bob", CN_TYPE_PERSON);
    say_on(f, "b", "Ada", "father", "Sam", CN_TYPE_PERSON);
    say_on(f, "c", "Ada", "father", "a lord", CN_TYPE_TEXT);
    say_on(f, "d", "Ada", "father", "the poet", CN_TYPE_TEXT);
    say_on(f, "e", "Ada", "father", "some baker", CN_TYPE_TEXT);
    fuse(f);
    assert_int_equal(n_conflicts(f), 1);
    assert_int_equal(n_doubted(f), 2);
    check_clean(f);
}

static void hundreds_of_values_are_settled_too(void **state)
{
    fixture *f = *state;
    char year[32];
    page on;

    begin(f);
    on = add_page(f, "a");
    for (int i = 0; i < 300; i++) {
        snprintf(year, sizeof(year), "%d", 1000 + i);
        say(&on, "Smith", "born on", year, CN_TYPE_DATE, 0.9);
    }
    born(f, "b", "1815");
    fuse(f);
    assert_int_equal(n_conflicts(f), 1);
    assert_int_equal(n_doubted(f), 299);
    check_clean(f);
}

/* ---- What comes and goes ---- */

static void a_loser_is_retired_once_and_comes_back_with_the_last_rival_gone(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    born(f, "a", "1815");
    fuse_as(f, 1);
    assert_int_equal(fact_of(f, "Ada", "1815").retired, 0);
    born(f, "b", "1816");
    born(f, "c", "1816");
    fuse_as(f, 2);
    assert_false(fact_of(f, "Ada", "1815").believed);
    assert_int_equal(fact_of(f, "Ada", "1815").retired, 2);
    assert_int_equal(fact_of(f, "Ada", "1815").recorded, 1);
    assert_int_equal(fact_of(f, "Ada", "1816").recorded, 2);
    born(f, "d", "1816");
    fuse_as(f, 3);
    assert_int_equal(fact_of(f, "Ada", "1815").retired, 2);
    assert_int_equal(fact_of(f, "Ada", "1816").recorded, 2);
    forget(f, "b");
    forget(f, "c");
    forget(f, "d");
    fuse_as(f, 4);
    assert_int_equal(n_conflicts(f), 0);
    assert_true(fact_of(f, "Ada", "1815").believed);
    assert_int_equal(fact_of(f, "Ada", "1815").retired, 0);
    assert_int_equal(fact_of(f, "Ada", "1815").recorded, 1);
    check_followed(f);
}

static void the_winner_changes_with_the_documents(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    born(f, "a", "1815");
    born(f, "b", "1815");
    born(f, "c", "1816");
    fuse_as(f, 1);
    assert_int_equal(fact_of(f, "Ada", "1816").retired, 1);
    born(f, "d", "1816");
    born(f, "e", "1816");
    fuse_as(f, 2);
    assert_true(fact_of(f, "Ada", "1816").believed);
    assert_int_equal(fact_of(f, "Ada", "1816").retired, 0);
    assert_int_equal(fact_of(f, "Ada", "1815").retired, 2);
    check_followed(f);
}

/* ---- One value at a time ---- */

static void mayor(fixture *f, const char *uri, const char *name, const char *when)
{
    page on = add_page(f, uri);

    say_when(&on, "Ulm", "mayor", name, CN_TYPE_PERSON, when);
}

static void a_newer_value_closes_the_older(void **state)
{
    fixture *f = *state;
    char valid[128];

    begin(f);
    add_others(f);
    mayor(f, "a", "Tom Hale", "since 1998");
    fuse(f);
    text_of(f, "SELECT valid FROM fact WHERE valid <> ''", valid);
    assert_string_equal(valid, "1998/..");
    mayor(f, "b", "Ann Ross", "since 2006");
    fuse(f);
    assert_int_equal(n_conflicts(f), 0);
    assert_int_equal(n_doubted(f), 0);
    assert_int_equal(fact_of(f, "Ulm", "Tom Hale").closed_by, fact_of(f, "Ulm", "Ann Ross").id);
    assert_int_equal(fact_of(f, "Ulm", "Ann Ross").closed_by, 0);
    text_of(f, "SELECT valid FROM fact WHERE closed_by <> 0", valid);
    assert_string_equal(valid, "1998/2006");
    check_followed(f);
    forget(f, "b");
    fuse(f);
    assert_int_equal(fact_of(f, "Ulm", "Tom Hale").closed_by, 0);
    text_of(f, "SELECT valid FROM fact WHERE valid <> ''", valid);
    assert_string_equal(valid, "1998/..");
    check_followed(f);
}

static void a_value_between_two_others_closes_and_is_closed(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    mayor(f, "c", "Kim Lund", "since 2014");
    mayor(f, "a", "Tom Hale", "since 1998");
    fuse(f);
    assert_int_equal(fact_of(f, "Ulm", "Tom Hale").closed_by, fact_of(f, "Ulm", "Kim Lund").id);
    mayor(f, "b", "Ann Ross", "since 2006");
    fuse(f);
    assert_int_equal(fact_of(f, "Ulm", "Tom Hale").closed_by, fact_of(f, "Ulm", "Ann Ross").id);
    assert_int_equal(fact_of(f, "Ulm", "Ann Ross").closed_by, fact_of(f, "Ulm", "Kim Lund").id);
    assert_int_equal(n_doubted(f), 0);
    check_followed(f);
}

static void two_at_the_same_time_are_rivals(void **state)
{
    fixture *f = *state;

    begin(f);
    mayor(f, "a", "Tom Hale", "since 1998");
    mayor(f, "b", "Ann Ross", "since 2006");
    mayor(f, "c", "Ann Ross", "since 2006");
    mayor(f, "d", "Kim Lund", "since 2006");
    fuse(f);
    assert_int_equal(n_conflicts(f), 1);
    assert_true(fact_of(f, "Ulm", "Tom Hale").believed);
    assert_true(fact_of(f, "Ulm", "Ann Ross").believed);
    assert_false(fact_of(f, "Ulm", "Kim Lund").believed);
    check_clean(f);
}

static void values_without_any_time_are_no_rivals(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ulm", "mayor", "Tom Hale", CN_TYPE_PERSON);
    say_on(f, "b", "Ulm", "mayor", "Ann Ross", CN_TYPE_PERSON);
    fuse(f);
    assert_int_equal(n_conflicts(f), 0);
    assert_int_equal(n_doubted(f), 0);
    assert_int_equal(fact_of(f, "Ulm", "Tom Hale").closed_by, 0);
}

static void population(fixture *f, const char *uri, const char *meta, const char *number)
{
    page on = add_page_with(f, uri, meta);

    say(&on, "Ulm", "population", number, CN_TYPE_QUANTITY, 0.8);
}

static void the_dates_of_documents_tell_which_is_newer(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    population(f, "new", "{\"date\": \"2011-03-05\"}", "120,000");
    population(f, "old", "{\"date\": \"2001-03-05\"}", "110,000");
    fuse(f);
    assert_int_equal(fact_of(f, "Ulm", "110,000").closed_by, fact_of(f, "Ulm", "120,000").id);
    assert_int_equal(fact_of(f, "Ulm", "120,000").closed_by, 0);
    assert_true(fact_of(f, "Ulm", "110,000").believed);
    assert_true(fact_of(f, "Ulm", "120,000").believed);
    assert_int_equal(n_conflicts(f), 0);
    population(f, "newest", "{\"date\": \"2021\"}", "130,000");
    fuse(f);
    assert_int_equal(fact_of(f, "Ulm", "120,000").closed_by, fact_of(f, "Ulm", "130,000").id);
    check_followed(f);
}

static void an_impossible_date_of_a_document_closes_nothing(void **state)
{
    static const char *const metas[] = {"{\"date\": \"9999-12-31\"}", "{\"date\": \"0000-01-01\"}",
                                        "{\"date\": \"-9999\"}", "{\"date\": \"soon\"}",
                                        "{\"date\": 1e300}"};
    fixture *f = *state;

    begin(f);
    add_others(f);
    population(f, "good", "{\"date\": \"2011-03-05\"}", "120,000");
    fuse(f);
    for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
        char uri[32];

        snprintf(uri, sizeof(uri), "bad %zu", i);
        population(f, uri, metas[i], "900,000");
        fuse(f);
        assert_true(fact_of(f, "Ulm", "120,000").believed);
        assert_int_equal(fact_of(f, "Ulm", "120,000").closed_by, 0);
        check_followed(f);
    }
}

/* ---- The question by itself ---- */

static void only_values_that_none_implies_are_in_dispute(void **state)
{
    const cn_claim_value dates[] = {{CN_CLAIM_DATE, "1815", 4, 0},
                                    {CN_CLAIM_DATE, "10 December 1815", 16, 0},
                                    {CN_CLAIM_DATE, "December 1815", 13, 0},
                                    {CN_CLAIM_DATE, "1816", 4, 0}};
    bool is_it;

    (void)state;
    OK(cn_conflicts_in_dispute(dates, 0, &is_it, &last_error));
    assert_false(is_it);
    OK(cn_conflicts_in_dispute(dates, 1, &is_it, &last_error));
    assert_false(is_it);
    OK(cn_conflicts_in_dispute(dates, 3, &is_it, &last_error));
    assert_false(is_it);
    OK(cn_conflicts_in_dispute(dates, 4, &is_it, &last_error));
    assert_true(is_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_majority_wins_and_losers_stay),
        STORE_TEST(a_precise_date_absorbs_its_year),
        STORE_TEST(a_vague_date_goes_with_the_winner),
        STORE_TEST(a_source_that_says_two_things_does_not_outvote_two),
        STORE_TEST(a_claim_repeated_thousands_of_times_counts_once),
        STORE_TEST(a_site_counts_once_however_many_pages_it_has),
        STORE_TEST(ties_are_decided_the_same_in_any_order),
        STORE_TEST(a_source_that_is_right_elsewhere_counts_for_more),
        STORE_TEST(what_is_learned_of_a_source_reaches_conflicts_that_nobody_touched),
        STORE_TEST(kinds_and_units_do_not_compete),
        STORE_TEST(a_place_absorbs_its_short_name),
        STORE_TEST(places_of_one_sentence_agree_and_win_or_lose_together),
        STORE_TEST(two_kinds_of_conflict_make_one_row),
        STORE_TEST(hundreds_of_values_are_settled_too),
        STORE_TEST(a_loser_is_retired_once_and_comes_back_with_the_last_rival_gone),
        STORE_TEST(the_winner_changes_with_the_documents),
        STORE_TEST(a_newer_value_closes_the_older),
        STORE_TEST(a_value_between_two_others_closes_and_is_closed),
        STORE_TEST(two_at_the_same_time_are_rivals),
        STORE_TEST(values_without_any_time_are_no_rivals),
        STORE_TEST(the_dates_of_documents_tell_which_is_newer),
        STORE_TEST(an_impossible_date_of_a_document_closes_nothing),
        cmocka_unit_test(only_values_that_none_implies_are_in_dispute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
