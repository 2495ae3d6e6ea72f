/* What nouns and verbs mean for a plan. */
#include "planned.h"

#include "retrieve/plan_nouns.h"

/* The words of `text` that have `property`, as a bit each. */
static unsigned having(planned *p, const char *text,
                       bool (*property)(const cn_plan_tokens *tokens, size_t i))
{
    cn_question question;
    cn_plan_tokens tokens;
    unsigned bits = 0;

    read_question(&p->a, text, &question);
    assert_int_equal(cn_plan_tokens_read(&question, &p->a.view, &tokens, NULL), CAIRN_OK);
    for (size_t i = 0; i < tokens.n && i < 32; i++)
        bits |= (unsigned)property(&tokens, i) << i;
    assert_false(property(&tokens, tokens.n));
    cn_question_done(&question);
    return bits;
}

static void nouns_are_told_by_list_and_ending(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    assert_int_equal(having(&p, "the father the glazier the river the number", cn_plan_is_role),
                     1 << 1 | 1 << 3);
    assert_int_equal(having(&p, "the father the river the colour", cn_plan_is_thing),
                     1 << 1 | 1 << 3);
    assert_int_equal(having(&p, "the name of the kind", cn_plan_is_empty_noun), 1 << 1 | 1 << 4);
    assert_int_equal(having(&p, "the time the river", cn_plan_is_no_step), 1 << 1);
    assert_int_equal(having(&p, "they play the drums", cn_plan_may_be_verb), 1 << 1);
    assert_int_equal(having(&p, "they said the drums", cn_plan_is_saying), 1 << 1);
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nouns_are_told_by_list_and_ending)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
