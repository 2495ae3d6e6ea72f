/* Names of a question as one token each, mapped back to its words. */
#include "planned.h"

/* The names of the text are `names`, up to a NULL. */
static void assert_names(planned *p, const char *text, const char *const *names)
{
    cn_question question;
    cn_plan_tokens tokens;
    size_t n = 0;

    read_question(&p->a, text, &question);
    assert_int_equal(cn_plan_tokens_read(&question, &p->a.view, &tokens, NULL), CAIRN_OK);
    for (; names[n]; n++) {
        const cn_word *first, *last;

        if (n >= tokens.n_names)
            fail_msg("%s: no name \"%s\"", text, names[n]);
        first = &question.words.items[tokens.names[n].first];
        last = first + tokens.names[n].n - 1;
        if (last->first + last->len - first->first != strlen(names[n]) ||
            memcmp(text + first->first, names[n], strlen(names[n])) != 0)
            fail_msg("%s: not \"%s\"", text, names[n]);
    }
    assert_int_equal(tokens.n_names, n);
    cn_question_done(&question);
}

#define ASSERT_NAMES(p, ...)                                                                       \
    assert_names(p, (const char *const[]){__VA_ARGS__, NULL}[0],                                   \
                 (const char *const[]){__VA_ARGS__, NULL} + 1)

static void names_are_quoted_linked_or_in_capitals(void **state)
{
    planned p;

    (void)state;
    planned_open(&p);
    ASSERT_NAMES(&p, "who sang \"low tide\" in 2005?", "low tide");
    ASSERT_NAMES(&p, "who sang \xE2\x80\x9Clow tide\xE2\x80\x9D?", "low tide");
    ASSERT_NAMES(&p, "Who wrote The Grey Lantern?", "The Grey Lantern");
    ASSERT_NAMES(&p, "Who was Otto of the Marn married to?", "Otto of the Marn");
    ASSERT_NAMES(&p, "Who is J. R. Velling's wife?", "J. R. Velling");
    ASSERT_NAMES(&p, "Is Otto Velling older than Maud Teller?", "Otto Velling", "Maud Teller");
    ASSERT_NAMES(&p, "Which Danish painter was it?"); /* says of what kind */
    ASSERT_NAMES(&p, "Who is it");
    planned_close(&p);
}

static void each_name_is_one_token(void **state)
{
    cn_question question;
    cn_plan_tokens tokens;
    size_t words = 0;
    planned p;

    (void)state;
    planned_open(&p);
    read_question(&p.a, "Who did Otto Velling (painter) of Tolm Mills's father meet?", &question);
    assert_int_equal(cn_plan_tokens_read(&question, &p.a.view, &tokens, NULL), CAIRN_OK);
    for (size_t i = 0; i < tokens.n; i++) {
        words += tokens.items[i].n_words;
        if (tokens.items[i].is_name)
            assert_int_equal(tokens.items[i].upos, CN_UPOS_PROPN);
    }
    assert_int_equal(words, question.words.n); /* each word is in one token */
    assert_true(cn_plan_token_is(&tokens, 0, "what|who"));
    assert_false(cn_plan_token_is(&tokens, 0, "what"));
    assert_false(cn_plan_token_is(&tokens, tokens.n, "who"));
    cn_question_done(&question);
    planned_close(&p);
}

static void long_questions_have_no_tokens(void **state)
{
    static char text[4 * CN_PLAN_WORDS_MAX + 16];
    cn_question question;
    cn_plan_tokens tokens;
    planned p;

    (void)state;
    planned_open(&p);
    for (size_t i = 0; i <= CN_PLAN_WORDS_MAX; i++)
        memcpy(text + 4 * i, "Ole ", 4);
    read_question(&p.a, text, &question);
    assert_int_equal(cn_plan_tokens_read(&question, &p.a.view, &tokens, NULL), CAIRN_OK);
    assert_int_equal(tokens.n, 0);
    cn_question_done(&question);
    planned_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_quoted_linked_or_in_capitals),
        cmocka_unit_test(each_name_is_one_token),
        cmocka_unit_test(long_questions_have_no_tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
