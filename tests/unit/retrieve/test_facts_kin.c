/* Kin by two relations. */
#include "retrieve/facts_kin.h"

#include "retrieve/facts.h"
#include "told.h"

static void open_family(told *t)
{
    static const char *const parents[][2] = {
        {"Ada Lisk", "Karl Lisk"}, {"Karl Lisk", "Otto Lisk"}, {"Tom Reed", "Jory Reed"}};

    cairn_id pages[3], wedding;

    told_open(t);
    pages[0] = asked_page(&t->a, "Ada Lisk", "Ada Lisk was the daughter of Karl Lisk.");
    pages[1] = asked_page(&t->a, "Karl Lisk", "Karl Lisk was a son of Otto Lisk.");
    pages[2] = asked_page(&t->a, "Tom Reed", "Tom Reed was a son of Jory Reed.");
    wedding = asked_text(&t->a, "wedding", "Ada Lisk married Tom Reed.");
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 2; k++)
            told_thing(t, parents[i][k], CN_TYPE_PERSON);
    for (size_t i = 0; i < 3; i++)
        told_put(t, &(told_fact){.subject = parents[i][0],
                                 .relation = "father",
                                 .object = parents[i][1],
                                 .object_type = CN_TYPE_PERSON,
                                 .belief = 0.9,
                                 .chunk = pages[i]});
    told_put(t, &(told_fact){.subject = "Ada Lisk",
                             .relation = "married to",
                             .object = "Tom Reed",
                             .object_type = CN_TYPE_PERSON,
                             .belief = 0.9,
                             .chunk = wedding});
    told_build(t);
}

static void assert_found(told *t, const char *question, const char *answer)
{
    cn_value out[4];
    size_t n = 0;

    told_ask(t, question, CN_ASKED_PERSON);
    assert_int_equal(
        cn_facts_find(&t->a.view, &t->question, 0, NULL, 0, &t->arena, out, 4, &n, NULL), CAIRN_OK);
    if (!answer) {
        assert_int_equal(n, 0);
        return;
    }
    assert_true(n > 0);
    assert_string_equal(out[0].text, answer);
    assert_true(out[0].fact != 0);
    assert_true(out[0].chunk != 0 && out[0].via != 0 && out[0].via != out[0].chunk);
    assert_true(out[0].via_n > 0);
}

static void a_grandfather_is_a_father_of_a_parent(void **state)
{
    told t;

    (void)state;
    open_family(&t);
    assert_found(&t, "Who is the paternal grandfather of Ada Lisk?", "Otto Lisk");
    assert_found(&t, "Who was Ada Lisk's grandfather?", "Otto Lisk");
    assert_found(&t, "Who is Ada Lisk's father-in-law?", "Jory Reed");
    assert_found(&t, "Who is the maternal grandmother of Ada Lisk?", NULL);
    told_close(&t);
}

static void only_words_of_the_step_count(void **state)
{
    told t;

    (void)state;
    open_family(&t);
    told_ask(&t, "Who is the uncle of Ada Lisk?", CN_ASKED_PERSON);
    assert_string_equal(cn_kin_find(&t.question, 0)->second, "sibling");
    t.question.plan.steps[0].ranges[0] = (cn_words_range){5, 2};
    assert_null(cn_kin_find(&t.question, 0));
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grandfather_is_a_father_of_a_parent),
        cmocka_unit_test(only_words_of_the_step_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
