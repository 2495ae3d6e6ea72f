/* Names of a step. */
#include "retrieve/facts_names.h"

#include "told.h"

static void open_names(told *t)
{
    told_open(t);
    asked_page(&t->a, "Ada Lisk", "Ada Lisk was a painter.");
    asked_page(&t->a, "Blue Harbour", "Blue Harbour is a film.");
    told_thing(t, "father of Ada Lisk", CN_TYPE_PERSON);
    told_thing(t, "Ada Lisk's father", CN_TYPE_PERSON);
    told_thing(t, "Robert", CN_TYPE_PERSON);
    told_build(t);
}

static void find(told *t, const char *question, cn_fact_names *names)
{
    told_ask(t, question, CN_ASKED_NAME);
    cn_fact_names_find(names, &t->a.view, &t->question, 0);
}

static void a_name_begins_with_a_capital_and_ends_with_one(void **state)
{
    cn_fact_names names;
    told t;

    (void)state;
    open_names(&t);
    find(&t, "Who is the father of Ada Lisk?", &names);
    assert_int_equal(names.n, 1);
    assert_int_equal(names.items[0].first, 5);
    assert_int_equal(names.items[0].n, 2);
    assert_true(cn_fact_names_cover(&names, 6));
    assert_false(cn_fact_names_cover(&names, 3));
    find(&t, "Who is Ada Lisk's father?", &names);
    assert_int_equal(names.n, 1);
    assert_int_equal(names.items[0].n, 2);
    told_close(&t);
}

static void names_outside_the_step_are_not_its_own(void **state)
{
    cn_fact_names names;
    told t;

    (void)state;
    open_names(&t);
    told_ask(&t, "Did Ada Lisk paint Blue Harbour?", CN_ASKED_NAME);
    t.question.plan.steps[0].ranges[0] = (cn_words_range){3, 3};
    cn_fact_names_find(&names, &t.a.view, &t.question, 0);
    assert_int_equal(names.n, 1);
    assert_int_equal(names.items[0].first, 4);
    told_close(&t);
}

static void a_part_of_a_name_counts_little(void **state)
{
    cn_fact_names whole, part;
    told t;

    (void)state;
    open_names(&t);
    find(&t, "Who is the wife of Ada Lisk?", &whole);
    find(&t, "Who is the wife of Ada Lisk Berkeley?", &part);
    assert_int_equal(part.n, 1);
    assert_true(part.items[0].weights[0] < whole.items[0].weights[0]);
    told_close(&t);
}

static void small_letters_will_do_where_there_is_nothing_else(void **state)
{
    cn_fact_names names;
    told t;

    (void)state;
    open_names(&t);
    find(&t, "who painted blue harbour", &names);
    assert_int_equal(names.n, 1);
    assert_int_equal(names.items[0].n, 2);
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_begins_with_a_capital_and_ends_with_one),
        cmocka_unit_test(names_outside_the_step_are_not_its_own),
        cmocka_unit_test(a_part_of_a_name_counts_little),
        cmocka_unit_test(small_letters_will_do_where_there_is_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
