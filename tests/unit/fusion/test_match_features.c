/* Features: which there are, and that likeness raises their levels. */
#include "match_given.h"

typedef struct compared {
    given_table table;
    cn_match_records records;
    cn_match_features features;
    cn_mixture mixture;
    uint16_t levels[CN_MIXTURE_FEATURES_MAX];
} compared;

static void make(compared *c, const char *text)
{
    cairn_error err = CAIRN_ERROR_INIT;

    given_read(&c->table, text);
    if (cn_mixture_init(&c->mixture, &err) < 0 ||
        cn_match_records_build(&c->records, &c->table.rows, NULL, &err) < 0 ||
        cn_match_features_choose(&c->records, &c->features, &c->mixture, &err) < 0)
        fail_msg("%s", err.message);
}

static void forget(compared *c)
{
    cn_mixture_done(&c->mixture);
    cn_match_records_done(&c->records);
    given_forget(&c->table);
}

/* The level of the named feature between two rows. */
static uint16_t level(compared *c, const char *name, size_t left, size_t right)
{
    cn_match_features_compare(&c->records, &c->features, left, right, c->levels, 1);
    for (size_t f = 0; f < c->features.n; f++)
        if (strcmp(c->mixture.features[f].name, name) == 0)
            return c->levels[f];
    fail_msg("there is no feature \"%s\"", name);
    return 0;
}

static void names_may_be_initials_or_misspelt(void **state)
{
    compared c;

    (void)state;
    make(&c, "author\nanna lindqvist\na. lindqvist\nanna lindquist\npeter mueller\nolga haddad\n");
    assert_int_equal(level(&c, "author covered", 0, 0), 12);
    assert_true(level(&c, "author covered", 0, 1) >= 7);
    assert_true(level(&c, "author covered", 0, 2) >= 7);
    assert_int_equal(level(&c, "author covered", 0, 3), 0);
    forget(&c);
}

static void what_is_part_of_the_other_is_covered_one_way(void **state)
{
    compared c;

    (void)state;
    make(&c,
         "title\nthe copper atlas\ncopper atlas of the northern winter harbours\nother thing\n");
    assert_int_equal(level(&c, "title covers", 0, 1), 12);
    assert_true(level(&c, "title covered", 0, 1) < 9);
    forget(&c);
}

static void years_and_numbers_are_compared_by_their_distance(void **state)
{
    compared c;

    (void)state;
    make(&c, "year|price\n1990|100\n1990|100\n1991|90\n1999|10\n");
    assert_int_equal(level(&c, "year close", 0, 1), 12);
    assert_int_equal(level(&c, "year close", 0, 2), 9);
    assert_int_equal(level(&c, "year close", 0, 3), 0);
    assert_int_equal(level(&c, "price close", 0, 1), 12);
    assert_int_equal(level(&c, "price close", 0, 2), 10);
    assert_int_equal(level(&c, "price close", 0, 3), 1);
    forget(&c);
}

static void a_code_may_begin_like_the_other(void **state)
{
    compared c;

    (void)state;
    make(&c, "name\nswitch FS105\nswitch FS-105NA\nswitch GS108\nlamp\n");
    assert_true(level(&c, "row codes", 0, 1) > 5);
    assert_int_equal(level(&c, "row codes", 0, 2), 0);
    assert_int_equal(level(&c, "row codes", 0, 3), CN_MIXTURE_MISSING);
    forget(&c);
}

static void a_choice_of_few_is_compared_by_which_values_meet(void **state)
{
    static const char *const venues[] = {"Journal A", "Meeting B"};
    compared c;
    cn_buf text;

    (void)state;
    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "title|venue\n");
    for (int i = 0; i < 60; i++)
        cn_buf_printf(&text, "title number %d|%s\n", i, venues[i % 2]);
    make(&c, cn_buf_str(&text));
    cn_buf_done(&text);
    assert_int_equal(level(&c, "venue choice", 0, 1), level(&c, "venue choice", 1, 2));
    assert_int_not_equal(level(&c, "venue choice", 0, 2), level(&c, "venue choice", 1, 3));
    forget(&c);
}

static void what_is_not_there_is_missing(void **state)
{
    compared c;

    (void)state;
    make(&c, "name|year\nanna|1990\nbert|\ncarla|2001\n");
    assert_int_equal(level(&c, "year close", 0, 1), CN_MIXTURE_MISSING);
    assert_int_not_equal(level(&c, "year close", 0, 2), CN_MIXTURE_MISSING);
    forget(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_may_be_initials_or_misspelt),
        cmocka_unit_test(what_is_part_of_the_other_is_covered_one_way),
        cmocka_unit_test(years_and_numbers_are_compared_by_their_distance),
        cmocka_unit_test(a_code_may_begin_like_the_other),
        cmocka_unit_test(a_choice_of_few_is_compared_by_which_values_meet),
        cmocka_unit_test(what_is_not_there_is_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
