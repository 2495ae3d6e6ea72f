/* The table of relations: what is looked up is found by name and types. */
#include "unit/fusion/relation_rows.h"

#include "base/mem.h"
#include "fusion/values.h"

static const char rows[] = "# a comment\n"
                           "drop\talso now\n"
                           "qualifier\teldest now\n"
                           "verb\tfind\tfound\tfound\n"
                           "verb\twrite\twrote\twritten\n"
                           "head\tfilm movie\tby of\twork,none\tproper\tdirected by\n"
                           "form\tborn\t*\tdate\tborn on\n"
                           "form\tborn|birthplace\tperson\tplace\tborn in\n"
                           "form\twrote\t*\t*\t<written by\n"
                           "relation\twritten by\twrote\t-\n"
                           "relation\tborn on\t-\tone:date\n"
                           "relation\tpopulation\t-\tnow:quantity,text|tolerance:20\n"
                           "relation\tfather\tfather of\tone:entity|implies:child of\n"
                           "relation\tcapital\tcapital of\timplies:<located in\n"
                           "relation\tlocated in\t-\ttransitive\n"
                           "relation\tborn in\t-\tnested\n"
                           "relation\tsibling of\tsibling of\tsymmetric\n"
                           "relation\talso known as\t-\talias\n"
                           "rule\tchild of\tchild of\tgrandchild of\n";

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

static void check_form(const char *text, int subject, int object, const char *relation,
                       bool swapped)
{
    cn_relation_meaning meaning =
        cn_relation_table_form(table, text, strlen(text), subject, object);

    if (!relation) {
        assert_null(meaning.relation);
        return;
    }
    assert_non_null(meaning.relation);
    assert_string_equal(meaning.relation, relation);
    assert_int_equal(meaning.is_swapped, swapped);
}

static void the_first_form_whose_types_fit_decides(void **state)
{
    (void)state;
    check_form("born", CN_TYPE_PERSON, CN_TYPE_DATE, "born on", false);
    check_form("born", CN_TYPE_PERSON, CN_TYPE_PLACE, "born in", false);
    check_form("born", CN_TYPE_WORK, CN_TYPE_PLACE, NULL, false);
    check_form("birthplace", CN_TYPE_PERSON, CN_TYPE_PLACE, "born in", false);
    check_form("birth", CN_TYPE_PERSON, CN_TYPE_PLACE, NULL, false);
    check_form("", CN_TYPE_PERSON, CN_TYPE_PLACE, NULL, false);
    check_form("born", -1, 77, NULL, false);
}

static void a_literal_never_becomes_a_subject(void **state)
{
    (void)state;
    check_form("wrote", CN_TYPE_PERSON, CN_TYPE_WORK, "written by", true);
    for (int type = CN_TYPE_DATE; type <= CN_TYPE_TEXT; type++) {
        check_form("wrote", CN_TYPE_PERSON, type, NULL, false);
        check_form("wrote", type, CN_TYPE_WORK, NULL, false);
    }
}

static void a_relation_stands_for_itself(void **state)
{
    (void)state;
    check_form("written by", CN_TYPE_WORK, CN_TYPE_TEXT, "written by", false);
    check_form("population", CN_TYPE_PLACE, CN_TYPE_QUANTITY, "population", false);
}

static void a_head_is_a_noun_and_its_preposition(void **state)
{
    cn_relation_meaning meaning =
        cn_relation_table_head(table, "movie by", 8, CN_TYPE_WORK, CN_TYPE_PERSON);

    (void)state;
    assert_string_equal(meaning.relation, "directed by");
    meaning = cn_relation_table_head(table, "movie by", 8, CN_TYPE_WORK, CN_TYPE_CLASS);
    assert_null(meaning.relation);
    check_form("movie by", CN_TYPE_WORK, CN_TYPE_PERSON, NULL, false);
}

static void words_and_verbs_are_found(void **state)
{
    (void)state;
    assert_int_equal(cn_relation_table_word(table, "also", 4), CN_RELATION_WORD_DROP);
    assert_int_equal(cn_relation_table_word(table, "now", 3),
                     CN_RELATION_WORD_DROP | CN_RELATION_WORD_QUALIFIER);
    assert_int_equal(cn_relation_table_word(table, "nowhere", 7), 0);
    assert_string_equal(cn_relation_table_lemma(table, "find", 4)->past, "found");
    assert_null(cn_relation_table_lemma(table, "found", 5));
    assert_string_equal(cn_relation_table_past(table, "written", 7)->lemma, "write");
    assert_null(cn_relation_table_past(table, "write", 5));
}

static const cn_relation_traits *traits_of(const char *relation)
{
    return cn_relation_table_traits(table, relation, strlen(relation));
}

static void traits_are_as_listed(void **state)
{
    (void)state;
    assert_int_equal(traits_of("born on")->one_value, CN_VALUE_DATE);
    assert_int_equal(traits_of("population")->one_at_a_time, CN_VALUE_QUANTITY | CN_VALUE_TEXT);
    assert_int_equal(traits_of("population")->tolerance, 20);
    assert_string_equal(traits_of("father")->implies, "child of");
    assert_false(traits_of("father")->implies_inverse);
    assert_string_equal(traits_of("capital")->implies, "located in");
    assert_true(traits_of("capital")->implies_inverse);
    assert_string_equal(traits_of("written by")->inverse, "wrote");
    assert_true(traits_of("located in")->is_transitive);
    assert_true(traits_of("born in")->is_nested);
    assert_true(traits_of("sibling of")->is_symmetric);
    assert_true(traits_of("also known as")->is_alias);
}

static void what_is_not_listed_has_no_traits(void **state)
{
    (void)state;
    assert_int_equal(traits_of("met")->one_value, 0);
    assert_string_equal(traits_of("met")->inverse, "");
    assert_string_equal(traits_of("")->implies, "");
}

static void rules_are_in_order(void **state)
{
    const cn_relation_rule *rules;

    (void)state;
    assert_int_equal(cn_relation_table_rules(table, &rules), 1);
    assert_string_equal(rules[0].second, "child of");
    assert_string_equal(rules[0].then, "grandchild of");
}

static void without_a_file_the_table_is_empty(void **state)
{
    cn_relation_table *none;
    const cn_relation_rule *rules;

    (void)state;
    assert_int_equal(cn_relation_table_open(&none, NULL, NULL), CAIRN_OK);
    assert_true(cn_relation_table_is_empty(none));
    assert_int_equal(cn_relation_table_hash(none), 0);
    assert_int_equal(cn_relation_table_rules(none, &rules), 0);
    cn_relation_table_close(none);
    assert_int_equal(cn_relation_table_open(&none, "/nowhere/at/all", NULL), CAIRN_OK);
    assert_true(cn_relation_table_is_empty(none));
    cn_relation_table_close(none);
    cn_relation_table_close(NULL);
}

static void another_table_has_another_hash(void **state)
{
    cn_relation_table *other;

    (void)state;
    assert_int_equal(open_rows(rows, strlen(rows) - 1, &other, NULL), CAIRN_OK);
    assert_true(cn_relation_table_hash(other) != cn_relation_table_hash(table));
    cn_relation_table_close(other);
}

static void no_memory_is_an_error_and_nothing_leaks(void **state)
{
    int rc = CAIRN_ENOMEM;

    (void)state;
    for (uint64_t nth = 1; rc == CAIRN_ENOMEM; nth++) {
        const int64_t live = cn_mem_live();
        cn_relation_table *made;

        cn_mem_fail_at(nth, true);
        rc = open_rows(rows, strlen(rows), &made, NULL);
        cn_mem_fail_at(0, false);
        cn_relation_table_close(made);
        assert_int_equal(cn_mem_live(), live);
    }
    assert_int_equal(rc, CAIRN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_form_whose_types_fit_decides),
        cmocka_unit_test(a_literal_never_becomes_a_subject),
        cmocka_unit_test(a_relation_stands_for_itself),
        cmocka_unit_test(a_head_is_a_noun_and_its_preposition),
        cmocka_unit_test(words_and_verbs_are_found),
        cmocka_unit_test(traits_are_as_listed),
        cmocka_unit_test(what_is_not_listed_has_no_traits),
        cmocka_unit_test(rules_are_in_order),
        cmocka_unit_test(without_a_file_the_table_is_empty),
        cmocka_unit_test(another_table_has_another_hash),
        cmocka_unit_test(no_memory_is_an_error_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
