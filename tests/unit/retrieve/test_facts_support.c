/* What else a step says, in the sentence of a fact. */
#include "retrieve/facts_support.h"

#include "told.h"

static double support(told *t, const char *question, size_t name, const char *sentence)
{
    cn_fact_names names;
    cn_fact_fits fits;
    double score = 1;

    told_ask(t, question, CN_ASKED_PLACE);
    cn_fact_names_find(&names, &t->a.view, &t->question, 0);
    assert_int_equal(cn_fact_fits_init(&fits, &t->a.view, &t->question, 0, &names, NULL), CAIRN_OK);
    assert_int_equal(cn_fact_support(&fits, name, sentence, strlen(sentence), &score, NULL),
                     CAIRN_OK);
    cn_fact_fits_done(&fits);
    return score;
}

static void a_sentence_without_the_other_name_counts_less(void **state)
{
    const char *question = "Where in Knox County was Ada Lisk born?";
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada Lisk", "Ada Lisk was a painter.");
    asked_page(&t.a, "Knox County", "Knox County is a county.");
    told_build(&t);
    assert_true(support(&t, question, 1, "She was born in Skarn, Knox County.") >= 1);
    assert_true(support(&t, question, 1, "She was born in Skarn.") < 0.5);
    /* Met by "Knox County": Ada Lisk has to be there. */
    assert_true(support(&t, question, 0, "Skarn is in Knox County.") < 0.5);
    assert_true(support(&t, "Where was Ada Lisk born?", 0, "In Skarn.") >= 1);
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_without_the_other_name_counts_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
