/* Things of a class as a table. */
#include "retrieve/tables_class.h"

#include "retrieve/tables.h"
#include "told.h"

static const struct {
    const char *name, *length, *opened;
} bridges[] = {
    {"Teyle Bridge", "212 m", "3 May 1909"},
    {"Quill Bridge", "96 m", "1899"},
    {"Skarn Bridge", "540 m", "1931"},
};

static void open_bridges(told *t)
{
    told_open(t);
    told_thing(t, "bridge", CN_TYPE_CLASS);
    told_thing(t, "Skarn", CN_TYPE_PLACE);
    for (size_t i = 0; i < sizeof bridges / sizeof *bridges; i++) {
        char text[128];
        cairn_id page;

        snprintf(text, sizeof text, "The %s is a bridge %s long, opened in %s.", bridges[i].name,
                 bridges[i].length, bridges[i].opened);
        page = asked_page(&t->a, bridges[i].name, text);
        told_put(t, &(told_fact){.subject = bridges[i].name,
                                 .relation = "is a",
                                 .object = "bridge",
                                 .object_type = CN_TYPE_CLASS,
                                 .belief = 0.9});
        told_put(t, &(told_fact){.subject = bridges[i].name,
                                 .relation = "length",
                                 .object = bridges[i].length,
                                 .object_type = CN_TYPE_QUANTITY,
                                 .belief = 0.9,
                                 .chunk = page});
        told_put(t, &(told_fact){.subject = bridges[i].name,
                                 .relation = "opened on",
                                 .object = bridges[i].opened,
                                 .object_type = CN_TYPE_DATE,
                                 .belief = 0.9,
                                 .chunk = page});
        if (i != 1)
            told_put(t, &(told_fact){.subject = bridges[i].name,
                                     .relation = "located in",
                                     .object = "Skarn",
                                     .object_type = CN_TYPE_PLACE,
                                     .belief = 0.9});
    }
    told_build(t);
}

static void a_row_is_a_thing_and_a_column_a_relation(void **state)
{
    cn_table_ask ask;
    cn_table table;
    told t;

    (void)state;
    open_bridges(&t);
    told_ask(&t, "How many bridges are there?", CN_ASKED_NUMBER);
    cn_table_ask_read(&t.question, 0, &ask);
    assert_int_equal(cn_table_of_class(&t.a.view, &t.question, &ask, &t.arena, &table, NULL),
                     CAIRN_OK);
    assert_int_equal(table.n_rows, 3);
    assert_int_equal(table.n_columns, 4);
    assert_string_equal(table.columns[0], "bridges");
    for (size_t r = 0; r < 3; r++)
        for (size_t c = 2; c < 4; c++)
            assert_true(table.rows[r].cells[c].is_number && table.rows[r].cells[c].fact != 0);
    cn_table_done(&table);
    told_close(&t);
}

static void assert_answers(told *t, const char *question, size_t n, const char *first)
{
    cn_value out[4];
    size_t found = 0;

    told_ask(t, question, CN_ASKED_NAME);
    assert_int_equal(cn_table_find(&t->a.view, &t->question, 0, &t->arena, out, 4, &found, NULL),
                     CAIRN_OK);
    assert_int_equal(found, n);
    if (n == 0)
        return;
    assert_string_equal(out[0].text, first);
    assert_true(out[0].fact != 0);
    assert_true(out[0].chunk != 0 && out[0].n > 0);
}

static void classes_are_asked_as_tables_are(void **state)
{
    told t;

    (void)state;
    open_bridges(&t);
    assert_answers(&t, "Which is the longest bridge?", 1, "Skarn Bridge");
    assert_answers(&t, "Which of the bridges was opened first?", 1, "Quill Bridge");
    assert_answers(&t, "How many bridges were opened after 1900?", 3, "2");
    assert_answers(&t, "Which is the shortest bridge in Skarn?", 1, "Teyle Bridge");
    assert_answers(&t, "Which is the longest tunnel?", 0, NULL);
    assert_answers(&t, "Which is the longest bridge in Norvex?", 0, NULL);
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_thing_and_a_column_a_relation),
        cmocka_unit_test(classes_are_asked_as_tables_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
