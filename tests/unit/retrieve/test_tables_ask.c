/* What a step asks of a table, by its words. */
#include "retrieve/tables_ask.h"

#include "told.h"

static void read_ask(told *t, const char *question, cn_table_ask *ask)
{
    told_ask(t, question, CN_ASKED_NAME);
    cn_table_ask_read(&t->question, 0, ask);
}

static void assert_noun(const told *t, const cn_table_ask *ask, const char *noun)
{
    const cn_word *word;

    assert_true(ask->noun < t->question.words.n);
    word = &t->question.words.items[ask->noun];
    assert_int_equal(word->len, strlen(noun));
    assert_memory_equal(t->question.text + word->first, noun, word->len);
}

static void open_words(told *t)
{
    told_open(t);
    asked_page(&t->a, "Ada", "Ada.");
    told_build(t);
}

static void operations_are_read_off_the_words(void **state)
{
    cn_table_ask ask;
    told t;

    (void)state;
    open_words(&t);
    read_ask(&t, "Which island has the largest population?", &ask);
    assert_int_equal(ask.op, CN_TABLE_MOST);
    assert_noun(&t, &ask, "island");
    assert_int_equal(ask.n_words, 2);
    read_ask(&t, "How many ferries are there?", &ask);
    assert_int_equal(ask.op, CN_TABLE_COUNT);
    assert_noun(&t, &ask, "ferries");
    read_ask(&t, "What is the average length of the ships?", &ask);
    assert_int_equal(ask.op, CN_TABLE_AVERAGE);
    read_ask(&t, "List the bridges of Skarn.", &ask);
    assert_int_equal(ask.op, CN_TABLE_CELLS);
    assert_noun(&t, &ask, "bridges");
    told_close(&t);
}

static void limits_are_numbers_and_years(void **state)
{
    cn_table_ask ask;
    told t;

    (void)state;
    open_words(&t);
    read_ask(&t, "How many ferries were built after 1950?", &ask);
    assert_int_equal(ask.n_limits, 1);
    assert_int_equal(ask.limits[0].bound, CN_TABLE_ABOVE);
    assert_true(ask.limits[0].is_year);
    assert_int_equal((int)ask.limits[0].low, 1950);
    read_ask(&t, "List the bridges longer than 1,500 m.", &ask);
    assert_int_equal(ask.n_limits, 1);
    assert_false(ask.limits[0].is_year);
    assert_int_equal((int)ask.limits[0].low, 1500);
    assert_true(*ask.columns != '\0');
    read_ask(&t, "Which ships were built between 1850 and 1900?", &ask);
    assert_int_equal(ask.n_limits, 1);
    assert_int_equal(ask.limits[0].bound, CN_TABLE_BETWEEN);
    assert_int_equal((int)ask.limits[0].high, 1900);
    read_ask(&t, "Which town had 8,000 inhabitants in 1911?", &ask);
    assert_int_equal(ask.n_limits, 1);
    assert_int_equal(ask.limits[0].bound, CN_TABLE_EQUAL);
    told_close(&t);
}

static void nothing_and_much_are_read_too(void **state)
{
    static char many[6000];
    cn_table_ask ask;
    told t;

    (void)state;
    open_words(&t);
    read_ask(&t, "", &ask);
    assert_int_equal(ask.n_words, 0);
    for (size_t i = 0; i + 13 < sizeof many; i += 13)
        memcpy(many + i, "after 1900 a ", 13);
    read_ask(&t, many, &ask);
    assert_int_equal(ask.n_limits, CN_TABLE_LIMITS_MAX);
    told_close(&t);
}

static void a_limit_holds_for_ranges(void **state)
{
    const cn_table_limit in = {CN_TABLE_EQUAL, 1930, 0, true};
    const cn_table_limit between = {CN_TABLE_BETWEEN, 1922, 1946, true};

    (void)state;
    assert_true(cn_table_limit_holds(&in, 1922, 1946));
    assert_false(cn_table_limit_holds(&in, 1946, 1960));
    assert_true(cn_table_limit_holds(&between, 1922, 1946));
    assert_false(cn_table_limit_holds(&between, 1946, 1960));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_are_read_off_the_words),
        cmocka_unit_test(limits_are_numbers_and_years),
        cmocka_unit_test(nothing_and_much_are_read_too),
        cmocka_unit_test(a_limit_holds_for_ranges),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
