/* Reading the table of relations: what is wrong in it is told with its line. */
#include "unit/fusion/relation_rows.h"

static void check_refused(const char *rows, size_t len, const char *sentence)
{
    cn_relation_table *table;
    cairn_error err = {0};

    assert_int_equal(open_rows(rows, len, &table, &err), CAIRN_EPARSE);
    assert_null(table);
    if (!strstr(err.message, sentence))
        fail_msg("\"%s\" does not say \"%s\"", err.message, sentence);
}

static void refuse(const char *rows, const char *sentence)
{
    check_refused(rows, strlen(rows), sentence);
}

static void a_damaged_line_is_told_with_its_number(void **state)
{
    (void)state;
    refuse("# ok\n\nfrom\tborn\n", "line 3: no kind of line: \"from\"");
    refuse("form\tborn\t*\tdate\n", "line 1: \"form\" has 5 fields, not 4");
    refuse("rule\ta\tb\tc\td\te\tf\tg\n", "\"rule\" has 4 fields, not 7");
    refuse("form\tborn\tperson,bird\t*\tborn in\n", "no type of names: \"bird\"");
    refuse("form\tBorn\t*\t*\tborn in\n", "no name in lower case with single blanks: \"Born\"");
    refuse("form\tborn  at\t*\t*\tborn in\n", "single blanks: \"born  at\"");
    refuse("form\tborn|\t*\t*\tborn in\n", "single blanks: \"\"");
    refuse("form\twrote\t*\tdate\t<written by\n", "a literal cannot become a subject: \"date\"");
    refuse("head\tfilm  movie\tby\t*\t*\tdirected by\n", "words are parted by single blanks");
    refuse("drop\talso \n", "words are parted by single blanks");
    refuse("relation\tborn on\t-\tone:number\n", "no kind of values: \"number\"");
    refuse("relation\tborn on\t-\tonce\n", "no trait of relations: \"once\"");
    refuse("relation\tarea\t-\ttolerance:1000\n", "0 to 999 thousandths: \"1000\"");
    refuse("relation\tarea\t-\ttolerance:99999999999999\n", "0 to 999 thousandths");
    refuse("relation\tarea\t-\ttolerance:x\n", "0 to 999 thousandths: \"x\"");
    refuse("relation\tarea\t-\ttolerance:\n", "0 to 999 thousandths: \"\"");
    refuse("relation\tarea\t-\t-\nrelation\tarea\t-\t-\n", "line 2: listed twice: \"area\"");
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    static const char nul[] = "form\tbo\0rn\t*\t*\tborn in\n";

    (void)state;
    refuse("form\tb\xff\t*\t*\tborn in\n", "byte 6 is not UTF-8");
    check_refused(nul, sizeof(nul) - 1, "line 1: no name in lower case");
}

static void a_form_must_not_lead_on(void **state)
{
    cn_relation_table *table;
    static const char apart[] = "form\tborn\t*\tdate\tborn in\nform\tborn in\t*\tplace\tfrom\n";

    (void)state;
    refuse("form\tborn\t*\t*\tborn in\nform\tborn in\t*\tplace\tfrom\n",
           "line 1: \"born\" leads to \"born in\", and line 2 from there to \"from\"");
    refuse("form\twrote\t*\t*\t<by\nform\tby\t*\t*\t<by\n", "line 1");
    assert_int_equal(open_rows(apart, strlen(apart), &table, NULL), CAIRN_OK);
    cn_relation_table_close(table);
}

static void an_empty_file_and_other_line_ends_are_fine(void **state)
{
    static const char dos[] = "drop\talso\r\nrelation\tarea\t-\t-\r\n";
    cn_relation_table *table;

    (void)state;
    assert_int_equal(open_rows("", 0, &table, NULL), CAIRN_OK);
    assert_false(cn_relation_table_is_empty(table));
    cn_relation_table_close(table);
    assert_int_equal(open_rows(dos, strlen(dos), &table, NULL), CAIRN_OK);
    assert_int_equal(cn_relation_table_word(table, "also", 4), CN_RELATION_WORD_DROP);
    cn_relation_table_close(table);
}

/* Every prefix of a good file is read or refused; a sanitizer watches. */
static void a_cut_file_is_read_or_refused(void **state)
{
    static const char rows[] =
        "verb\twrite\twrote\twritten\nhead\tfilm\tby\t*\tproper\tdirected by\n"
        "form\ta|b\twork,none\tname,text\t<c\nrelation\tc\td\tone:date|alias\n";

    (void)state;
    for (size_t len = 0; len < sizeof(rows); len++) {
        cn_relation_table *table;
        int rc = open_rows(rows, len, &table, NULL);

        assert_true(rc == CAIRN_OK || rc == CAIRN_EPARSE);
        cn_relation_table_close(table);
    }
}

static void the_english_table_is_good(void **state)
{
    cn_relation_table *table;
    cairn_error err = {0};

    (void)state;
    if (cn_relation_table_open(&table, ENGLISH, &err) < 0)
        fail_msg("%s", err.message);
    assert_false(cn_relation_table_is_empty(table));
    cn_relation_table_close(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_damaged_line_is_told_with_its_number),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(a_form_must_not_lead_on),
        cmocka_unit_test(an_empty_file_and_other_line_ends_are_fine),
        cmocka_unit_test(a_cut_file_is_read_or_refused),
        cmocka_unit_test(the_english_table_is_good),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
