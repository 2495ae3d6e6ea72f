/* Words of a step and the columns, cells and title of a table. */
#include "retrieve/tables_fit.h"

#include "told.h"

typedef struct fitted {
    told t;
    cn_table table;
    cn_table_ask ask;
    cn_table_fit fit;
} fitted;

static const char TOWNS[] = "town: Halden\nisland: Great Vik\nyear: 1911\npopulation: 23,870\n\n"
                            "town: Halden\nisland: Great Vik\nyear: 1921\npopulation: 26,945\n\n"
                            "town: Port Mave\nisland: Little Vik\nyear: 1911\npopulation: 7,110\n";

static void open_fitted(fitted *f)
{
    told_open(&f->t);
    asked_page(&f->t.a, "Ada", "Ada.");
    told_build(&f->t);
    f->table = (cn_table){.title = "Census"};
    assert_int_equal(cn_table_add_chunk(&f->table, &f->t.arena, 7, TOWNS, sizeof TOWNS - 1, NULL),
                     CAIRN_OK);
}

static void fit(fitted *f, const char *question)
{
    told_ask(&f->t, question, CN_ASKED_NAME);
    cn_table_ask_read(&f->t.question, 0, &f->ask);
    assert_int_equal(
        cn_table_fit_make(&f->fit, &f->t.a.view, &f->t.question, &f->ask, &f->table, NULL),
        CAIRN_OK);
}

static void close_fitted(fitted *f)
{
    cn_table_done(&f->table);
    told_close(&f->t);
}

static void words_find_their_columns(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    fit(&f, "Which island had the largest population in 1911?");
    assert_int_equal(f.fit.answer, 1);
    assert_int_equal(f.fit.measure, 3);
    assert_int_equal(f.fit.year, 2);
    assert_true(f.fit.explained >= 1);
    assert_true(cn_table_row_fits(&f.fit, 0));
    assert_false(cn_table_row_fits(&f.fit, 1));
    cn_table_fit_done(&f.fit);
    close_fitted(&f);
}

static void synonyms_are_columns_too(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    fit(&f, "How many inhabitants did Port Mave have?");
    assert_int_equal(f.fit.answer, 3);
    assert_true(f.fit.is_lookup);
    assert_false(cn_table_row_fits(&f.fit, 0));
    assert_true(cn_table_row_fits(&f.fit, 2));
    cn_table_fit_done(&f.fit);
    close_fitted(&f);
}

static void what_the_table_does_not_know_lessens_the_fit(void **state)
{
    fitted f;

    (void)state;
    open_fitted(&f);
    fit(&f, "Which painter married the youngest singer of Halden?");
    assert_true(f.fit.explained < 0.5);
    cn_table_fit_done(&f.fit);
    close_fitted(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_find_their_columns),
        cmocka_unit_test(synonyms_are_columns_too),
        cmocka_unit_test(what_the_table_does_not_know_lessens_the_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
