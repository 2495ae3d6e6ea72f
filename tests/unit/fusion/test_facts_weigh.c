/* What facts without a rival are worth: by documents, not by repeats, and when they hold. */
#include <math.h>

#include "fusion/facts.h"
#include "unit/fusion/told.h"

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
    assert_int_equal(fact_of(f, "Ada", "Charles").support, 1);
    say_on(f, "b", "Ada", "knew", "Charles", CN_TYPE_PERSON);
    fuse(f);
    assert_true(fabs(fact_of(f, "Ada", "Charles").belief - 0.96) < 1e-6);
    assert_true(fact_of(f, "Ada", "Charles").confidence == 0.8);
    assert_int_equal(fact_of(f, "Ada", "Charles").support, 2);
    check_clean(f);
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

static void belief_does_not_depend_on_the_order_of_documents(void **state)
{
    static const double confidences[] = {0.1, 0.37, 0.9, 0.55, 0.123, 0.71};
    fixture *f = *state;
    char hex[33], other_hex[33];
    void *other = NULL;

    begin(f);
    set_up(&other);
    begin(other);
    for (size_t i = 0; i < 6; i++) {
        char uri[32];
        page on;

        snprintf(uri, sizeof(uri), "%zu", i);
        on = add_page(f, uri);
        say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, confidences[i]);
        snprintf(uri, sizeof(uri), "%zu", 5 - i);
        on = add_page(other, uri);
        say(&on, "Ada", "knew", "Charles", CN_TYPE_PERSON, confidences[5 - i]);
    }
    fuse(f);
    digest_of(f->store, hex);
    fuse(other);
    digest_of(((fixture *)other)->store, other_hex);
    tear_down(&other);
    assert_string_equal(hex, other_hex);
}

static void what_somebody_in_the_text_says_counts_less(void **state)
{
    static const struct {
        const char *object;
        unsigned flags;
        double belief;
    } said[] = {{"Charles", CN_STATED_REFERRED, 0.8}, {"Mary", CN_STATED_REPORTED, 0.56}};
    fixture *f = *state;

    begin(f);
    for (size_t i = 0; i < 2; i++) {
        page on = add_page(f, said[i].object);
        const cn_statement_row row = {.id = cn_mention_id(on.chunk, 0),
                                      .subject = name_id(f->store, "Ada"),
                                      .relation = relation_id(f->store, "knows"),
                                      .object = name_id(f->store, said[i].object),
                                      .rule = 1,
                                      .flags = said[i].flags,
                                      .confidence = 0.8};

        OK(cn_statement_put(f->store, &row, &last_error));
    }
    fuse(f);
    for (size_t i = 0; i < 2; i++)
        assert_true(fabs(fact_of(f, "Ada", said[i].object).belief - said[i].belief) < 1e-6);
    check_clean(f);
}

static void times_of_the_statements_are_put_together(void **state)
{
    fixture *f = *state;
    char valid[128];
    page on;

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    say_when(&on, "Ada", "led", "Norvex", CN_TYPE_ORGANISATION, "since 1998");
    fuse(f);
    text_of(f, "SELECT valid FROM fact WHERE valid <> ''", valid);
    assert_string_equal(valid, "1998/..");
    on = add_page(f, "b");
    say_when(&on, "Ada", "led", "Norvex", CN_TYPE_ORGANISATION, "until 2002");
    fuse(f);
    text_of(f, "SELECT valid FROM fact WHERE valid <> ''", valid);
    assert_string_equal(valid, "1998/2002");
    check_followed(f);
    forget(f, "a");
    fuse(f);
    text_of(f, "SELECT valid FROM fact WHERE valid <> ''", valid);
    assert_string_equal(valid, "../2002");
    check_followed(f);
}

static void a_fact_whose_object_is_a_date_needs_no_time(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    say_when(&on, "Ada", "born on", "1815", CN_TYPE_DATE, "in 1815");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM fact WHERE valid = ''"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(belief_grows_with_documents_not_with_repeats),
        STORE_TEST(belief_never_reaches_certainty),
        STORE_TEST(belief_does_not_depend_on_the_order_of_documents),
        STORE_TEST(what_somebody_in_the_text_says_counts_less),
        STORE_TEST(times_of_the_statements_are_put_together),
        STORE_TEST(a_fact_whose_object_is_a_date_needs_no_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
