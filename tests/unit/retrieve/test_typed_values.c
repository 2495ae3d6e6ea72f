/* Values for typed answers, by facts and of one side. */
#include "retrieve/typed_values.h"

#include "typed_view.h"

static void values_of_a_list_are_each_there_once(void **state)
{
    cn_typed_values values;
    typed_town town;

    (void)state;
    typed_open(&town);
    told_ask(&town.t, "Which works did Ada Lisk design?", CN_ASKED_NAME);
    assert_int_equal(
        cn_typed_by_facts(&town.t.a.view, &town.t.question, &town.t.arena, &values, NULL),
        CAIRN_OK);
    assert_int_equal(values.n, 3);
    assert_true(values.score > 0.5 && values.score <= 1);
    told_ask(&town.t, "Which works did Karl Holt design?", CN_ASKED_NAME);
    assert_int_equal(
        cn_typed_by_facts(&town.t.a.view, &town.t.question, &town.t.arena, &values, NULL),
        CAIRN_OK);
    assert_int_equal(values.n, 0);
    typed_close(&town);
}

static void a_side_is_one_number(void **state)
{
    cn_value value;
    bool is_found;
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_int_equal(cn_typed_side_find(&town.t.a.view, "When was Ada Lisk born?", true,
                                        &town.t.arena, &value, &is_found, NULL),
                     CAIRN_OK);
    assert_true(is_found);
    assert_true(value.number > 18710311 && value.number < 18710313);
    assert_int_equal(cn_typed_side_find(&town.t.a.view, "What is the length of Red Bridge?", false,
                                        &town.t.arena, &value, &is_found, NULL),
                     CAIRN_OK);
    assert_true(is_found);
    assert_string_equal(value.text, "41 metres");
    assert_int_equal(cn_typed_side_find(&town.t.a.view, "When was Karl Holt born?", true,
                                        &town.t.arena, &value, &is_found, NULL),
                     CAIRN_OK);
    assert_false(is_found);
    typed_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_a_list_are_each_there_once),
        cmocka_unit_test(a_side_is_one_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
