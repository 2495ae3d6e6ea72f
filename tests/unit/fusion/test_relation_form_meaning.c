/* What a stripped relation means between two types. */
#include "unit/fusion/relation_rows.h"

#include "fusion/relation_form_meaning.h"

enum {
    PERSON = CN_TYPE_PERSON,
    PLACE = CN_TYPE_PLACE,
    WORK = CN_TYPE_WORK,
    CLASS = CN_TYPE_CLASS,
    DATE = CN_TYPE_DATE,
    TEXT = CN_TYPE_TEXT
};

static const char rows[] = "verb\twrite\twrote\twritten\n"
                           "verb\tbuild\tbuilt\tbuilt\n"
                           "head\tfilm\tby of\t*\tproper\tdirected by\n"
                           "form\twrote\t*\t*\t<written by\n"
                           "form\tborn .. in\t*\tplace\tborn in\n"
                           "form\tmayor of\t*\tproper\t<mayor\n"
                           "relation\twritten by\twrote\t-\n";

static cn_relation_table *table;

static int open_all(void **state)
{
    (void)state;
    return open_rows(rows, strlen(rows), &table, NULL);
}

static int close_all(void **state)
{
    (void)state;
    cn_relation_table_close(table);
    return 0;
}

/* expected "<...": swapped. */
static void check(const char *text, int subject, int object, const char *expected)
{
    cn_relation_between between = {subject, object, false};
    cn_relation_line line = {.len = 0};

    cn_relation_line_put(&line, text, strlen(text));
    cn_relation_line_settle(table, &between, &line);
    assert_int_equal(between.is_swapped, *expected == '<');
    assert_int_equal(between.subject_type, between.is_swapped ? object : subject);
    assert_string_equal(line.text, expected + (*expected == '<'));
    assert_int_equal(line.len, strlen(line.text));
}

static void the_table_comes_first(void **state)
{
    (void)state;
    check("wrote", PERSON, WORK, "<written by");
    check("written by", WORK, PERSON, "written by");
    check("wrote", PERSON, TEXT, "wrote");
}

static void then_the_noun_before_the_last_preposition(void **state)
{
    (void)state;
    check("silent film by", WORK, PERSON, "directed by");
    check("film of", WORK, PERSON, "directed by");
    check("film by", WORK, CLASS, "film by");
    check("film", WORK, PERSON, "film");
}

static void then_what_somebody_became(void **state)
{
    (void)state;
    check("became mayor of", PERSON, PLACE, "<mayor");
    check("became lord of", PERSON, PLACE, "became lord of");
    check("became of", PERSON, PLACE, "became of");
}

static void then_the_first_and_the_last_word(void **state)
{
    (void)state;
    check("born to poor parents in", PERSON, PLACE, "born in");
    check("born in", PERSON, PLACE, "born in");
    check("born of", PERSON, PLACE, "born of");
}

static void then_a_passive_is_turned(void **state)
{
    (void)state;
    check("defeated by", PERSON, PERSON, "<defeated");
    check("defeated by", PERSON, DATE, "defeated by");
    check("defeated by", DATE, PERSON, "defeated by");
    check("stand by", PERSON, PERSON, "stand by");
}

static void a_date_is_on(void **state)
{
    (void)state;
    check("built in", PLACE, DATE, "built on");
    check("is built", PLACE, DATE, "built on");
    check("built", PLACE, PERSON, "built");
    check("before", PLACE, DATE, "before");
    check("in", PLACE, DATE, "in");
}

static void what_does_not_fit_a_line_is_left_out(void **state)
{
    cn_relation_line line = {.len = 0};
    static char text[2 * CN_RELATION_TEXT_MAX];

    (void)state;
    memset(text, 'a', sizeof(text));
    cn_relation_line_put(&line, text, sizeof(text) - 2);
    assert_int_equal(line.len, sizeof(text) - 2);
    cn_relation_line_put(&line, "b", 1);
    assert_int_equal(line.len, sizeof(text) - 2);
    assert_int_equal(line.text[line.len], '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_comes_first),
        cmocka_unit_test(then_the_noun_before_the_last_preposition),
        cmocka_unit_test(then_what_somebody_became),
        cmocka_unit_test(then_the_first_and_the_last_word),
        cmocka_unit_test(then_a_passive_is_turned),
        cmocka_unit_test(a_date_is_on),
        cmocka_unit_test(what_does_not_fit_a_line_is_left_out),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
