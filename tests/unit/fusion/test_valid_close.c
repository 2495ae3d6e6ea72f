/* A newer value closes the older one; rivals and far futures do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/valid.h"

static cn_valid_fact fact_of(cairn_id id, const char *valid, const char *day)
{
    cn_valid_fact fact = {
        .id = id, .valid = valid, .day = CN_DAY_UNKNOWN, .last_day = CN_DAY_UNKNOWN};

    if (day) {
        assert_true(cn_valid_day(day, &fact.day));
        fact.last_day = fact.day;
    }
    return fact;
}

static void close_all(cn_valid_fact *facts, size_t n)
{
    assert_int_equal(cn_valid_close(facts, n, NULL), CAIRN_OK);
}

static void the_newer_value_closes_the_older_one(void **state)
{
    cn_valid_fact facts[] = {fact_of(3, "2010-03/..", NULL), fact_of(1, "1998/", NULL),
                             fact_of(2, "2004", NULL)};

    (void)state;
    close_all(facts, 3);
    assert_string_equal(facts[0].out, "2010-03/..");
    assert_int_equal(facts[0].closed_by, 0);
    assert_string_equal(facts[1].out, "1998/2004");
    assert_int_equal(facts[1].closed_by, 2);
    assert_string_equal(facts[2].out, "2004/2010-03");
    assert_int_equal(facts[2].closed_by, 3);
}

static void an_end_that_is_known_stays(void **state)
{
    cn_valid_fact facts[] = {fact_of(1, "1998/2002", NULL), fact_of(2, "2004/..", NULL)};

    (void)state;
    close_all(facts, 2);
    assert_string_equal(facts[0].out, "1998/2002");
    assert_int_equal(facts[0].closed_by, 2);
}

static void document_dates_order_what_has_no_time(void **state)
{
    cn_valid_fact facts[] = {fact_of(1, "", "2005-06-01"), fact_of(2, "", "2012-01-15"),
                             fact_of(3, "", NULL)};

    (void)state;
    close_all(facts, 3);
    assert_string_equal(facts[0].out, "/2012-01-15");
    assert_int_equal(facts[0].closed_by, 2);
    assert_string_equal(facts[1].out, "");
    assert_int_equal(facts[1].closed_by, 0);
    assert_string_equal(facts[2].out, ""); /* nothing is known of it */
    assert_int_equal(facts[2].closed_by, 0);
}

static void facts_of_one_beginning_stay_rivals(void **state)
{
    cn_valid_fact facts[] = {fact_of(1, "2010/..", NULL), fact_of(2, "2010-06/..", NULL)};

    (void)state;
    close_all(facts, 2);
    assert_int_equal(facts[0].closed_by, 0);
    assert_int_equal(facts[1].closed_by, 0);
}

static void a_second_stint_is_closed_on_its_own(void **state)
{
    cn_valid_fact facts[] = {fact_of(1, "1976/1985;1997/..", NULL), fact_of(2, "1985/1997", NULL),
                             fact_of(3, "2011-08/..", NULL)};

    (void)state;
    close_all(facts, 3);
    assert_string_equal(facts[0].out, "1976/1985;1997/2011-08");
    assert_int_equal(facts[0].closed_by, 3);
    assert_int_equal(facts[1].closed_by, 1);
}

static void the_far_future_closes_nothing(void **state)
{
    cn_valid_fact dated[] = {fact_of(1, "2010/..", "2012-01-01"), fact_of(2, "9999/..", NULL)};
    cn_valid_fact undated[] = {fact_of(1, "2010/..", NULL), fact_of(2, "2150/..", NULL)};
    cn_valid_fact odd[] = {fact_of(1, "2010/..", NULL), fact_of(2, "", "9999-01-01")};
    cn_valid_fact soon[] = {fact_of(1, "2010/..", "2012-01-01"), fact_of(2, "2012-11/..", NULL)};

    (void)state;
    close_all(dated, 2);
    assert_int_equal(dated[0].closed_by, 0);
    assert_string_equal(dated[1].out, "9999/..");
    close_all(undated, 2);
    assert_int_equal(undated[0].closed_by, 0);
    close_all(odd, 2);
    assert_int_equal(odd[0].closed_by, 0);
    close_all(soon, 2);
    assert_int_equal(soon[0].closed_by, 2);
}

static void a_document_of_the_year_zero_is_undated(void **state)
{
    cn_valid_fact facts[] = {fact_of(1, "", NULL), fact_of(2, "1998/..", NULL)};

    (void)state;
    facts[0].day = facts[0].last_day = CN_VALID_DAY_MIN - 200;
    close_all(facts, 2);
    assert_int_equal(facts[0].closed_by, 0);
    assert_string_equal(facts[0].out, "");
}

static void the_order_of_facts_does_not_matter(void **state)
{
    cn_valid_fact a[] = {fact_of(1, "1998/", NULL), fact_of(2, "2004/..", NULL),
                         fact_of(3, "2004/..", NULL), fact_of(4, "", "2001-01-01")};
    cn_valid_fact b[] = {a[3], a[2], a[1], a[0]};

    (void)state;
    close_all(a, 4);
    close_all(b, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(a[i].out, b[3 - i].out);
        assert_int_equal(a[i].closed_by, b[3 - i].closed_by);
    }
    assert_string_equal(a[0].out, "1998/2001-01-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newer_value_closes_the_older_one),
        cmocka_unit_test(an_end_that_is_known_stays),
        cmocka_unit_test(document_dates_order_what_has_no_time),
        cmocka_unit_test(facts_of_one_beginning_stay_rivals),
        cmocka_unit_test(a_second_stint_is_closed_on_its_own),
        cmocka_unit_test(the_far_future_closes_nothing),
        cmocka_unit_test(a_document_of_the_year_zero_is_undated),
        cmocka_unit_test(the_order_of_facts_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
