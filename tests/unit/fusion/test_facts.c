/* Facts: equal statements are one, counted by document. */
#include <math.h>

#include "unit/fusion/world.h"

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

static void belief_grows_with_documents_not_with_repeats(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, 0.5);
    say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, 0.8);
    fuse(f);
    assert_true(fabs(fact_of(f, "Ada", "Charles").belief - 0.8) < 1e-6);
    say_on(f, "b", "Ada", "knew", "Charles", CN_TYPE_PERSON);
    fuse(f);
    assert_true(fabs(fact_of(f, "Ada", "Charles").belief - 0.96) < 1e-6);
    assert_true(fact_of(f, "Ada", "Charles").confidence == 0.8);
}

static void belief_never_reaches_certainty(void **state)
{
    fixture *f = *state;
    char uri[32];

    begin(f);
    for (int i = 0; i < 20; i++) {
        page on;

        snprintf(uri, sizeof(uri), "u%d", i);
        on = add_page(f, uri);
        say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, 1.0);
        say(&on, "Ada", "doubted", "Charles", CN_TYPE_PERSON, 0.0);
    }
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE belief = 0.99"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE belief = 0"), 1);
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
    check_clean(f);
}

static void what_somebody_says_counts_less(void **state)
{
    fixture *f = *state;

    begin(f);
    say_flagged(f, "a", "Charles", CN_STATED_REFERRED);
    say_flagged(f, "b", "Mary", CN_STATED_REPORTED);
    fuse(f);
    assert_true(fabs(fact_of(f, "Ada", "Charles").belief - 0.8) < 1e-6);
    assert_true(fabs(fact_of(f, "Ada", "Mary").belief - 0.56) < 1e-6);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(equal_statements_are_one_fact),
        STORE_TEST(belief_grows_with_documents_not_with_repeats),
        STORE_TEST(belief_never_reaches_certainty),
        STORE_TEST(a_literal_and_an_entity_are_two_facts),
        STORE_TEST(white_space_is_no_literal),
        STORE_TEST(what_is_not_asserted_makes_no_fact),
        STORE_TEST(what_somebody_says_counts_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
