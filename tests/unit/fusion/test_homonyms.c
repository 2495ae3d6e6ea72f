/* Two things of one name stay two, and one of which two things are said stays one. */
#include "unit/fusion/world.h"

/* A page about a John Smith. */
static void tell(fixture *f, const char *uri, const char *born, const char *place,
                 const char *father)
{
    page on = add_page(f, uri);

    mention(&on, "John Smith", CN_ROLE_MENTION, CN_TYPE_PERSON);
    say(&on, "John Smith", "born on", born, CN_TYPE_DATE, 0.9);
    say(&on, "John Smith", "born in", place, CN_TYPE_PLACE, 0.9);
    say(&on, "John Smith", "father", father, CN_TYPE_PERSON, 0.9);
}

static int64_t subjects_of(fixture *f)
{
    return number_of(f->store, "SELECT count(DISTINCT subject) FROM fact");
}

static void two_people_of_one_name_stay_two(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "a", "3 May 1812", "Leeds", "Adam Smith");
    tell(f, "b", "9 June 1950", "Cork", "Liam Smith");
    tell(f, "c", "1950", "Cork", "Liam Smith");
    fuse(f);
    check_clean(f);
    assert_int_equal(subjects_of(f), 2);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM conflict"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(DISTINCT entity) FROM sense"), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM entity WHERE name = 'John Smith'"),
                     2);
}

static void one_value_that_differs_is_a_conflict(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "a", "3 May 1812", "Leeds", "Adam Smith");
    tell(f, "b", "3 May 1814", "Leeds", "Adam Smith");
    fuse(f);
    check_clean(f);
    assert_int_equal(subjects_of(f), 1);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM conflict"), 1);
}

static void a_sense_goes_with_its_documents(void **state)
{
    fixture *f = *state;

    begin(f);
    for (int i = 0; i < 8; i++) { /* so that one more is few */
        char uri[32];

        snprintf(uri, sizeof(uri), "u%d", i);
        say_on(f, uri, "Ada", "knew", "Charles", CN_TYPE_PERSON);
    }
    tell(f, "a", "3 May 1812", "Leeds", "Adam Smith");
    fuse(f);
    assert_int_equal(subjects_of(f), 2);
    tell(f, "b", "9 June 1950", "Cork", "Liam Smith");
    fuse(f);
    check_clean(f);
    assert_int_equal(subjects_of(f), 3);
    OK(cn_document_forget(f->store, "b", &last_error));
    fuse(f);
    check_clean(f);
    assert_int_equal(subjects_of(f), 2);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM sense"), 0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM entity WHERE name = 'John Smith'"),
                     1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_people_of_one_name_stay_two, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_value_that_differs_is_a_conflict, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sense_goes_with_its_documents, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
