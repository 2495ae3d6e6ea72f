/* Names that are written otherwise than the titles they mean. */
#include "asked.h"

#include "retrieve/question_links.h"

static void assert_means(asked *a, const char *text, const char *name)
{
    cn_question question;
    bool is_found = false;

    read_question(a, text, &question);
    for (size_t i = 0; i < question.n_links; i++)
        is_found |= a->snapshot->entity_ids[question.links[i].entity] == fixture_key(&a->f, name);
    if (!is_found)
        fail_msg("%s does not mean %s", text, name);
    cn_question_done(&question);
}

static void open_titles(asked *a)
{
    asked_open(a);
    asked_page(a, "Quonk (film)", "A film.");
    asked_page(a, "Vexim (1967 film)", "A film.");
    asked_page(a, "Brool (TV series)", "A series.");
    asked_page(a, "The Zilver", "A play.");
    asked_page(a, "Tolm and Veln", "A band.");
    asked_page(a, "Wenning & Orm", "A band.");
    asked_page(a, "Deep Marn", "A river.");
    asked_build(a);
}

static void what_stands_in_parentheses_is_found_without(void **state)
{
    asked a;

    (void)state;
    open_titles(&a);
    assert_means(&a, "Who directed Quonk?", "Quonk (film)");
    assert_means(&a, "Who directed Vexim?", "Vexim (1967 film)");
    assert_means(&a, "Who wrote \"Brool\"?", "Brool (TV series)");
    assert_means(&a, "Who directed Quonk (film)?", "Quonk (film)");
    asked_close(&a);
}

static void articles_and_conjunctions_do_not_matter(void **state)
{
    asked a;

    (void)state;
    open_titles(&a);
    assert_means(&a, "Who wrote Zilver?", "The Zilver");
    assert_means(&a, "Who sang with Tolm & Veln?", "Tolm and Veln");
    assert_means(&a, "Who sang with Wenning and Orm?", "Wenning & Orm");
    assert_means(&a, "Who crossed The Deep Marn?", "Deep Marn");
    asked_close(&a);
}

static void nothing_is_made_of_what_is_not_there(void **state)
{
    cn_variants variants = {.n_kinds = 0};
    cn_meanings meanings = {.n = 0};
    cn_question question;
    asked a;

    (void)state;
    open_titles(&a);
    read_question(&a, "Ostermoor", &question);
    assert_int_equal(question.n_links, 0);
    assert_int_equal(cn_variants_find(&variants, &a.view, question.words.items, 1, &meanings, NULL),
                     CAIRN_OK);
    assert_int_equal(meanings.n, 0);
    assert_int_equal(cn_variants_find(&variants, &a.view, question.words.items, 0, &meanings, NULL),
                     CAIRN_OK);
    cn_variants_done(&variants);
    cn_question_done(&question);
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_in_parentheses_is_found_without),
        cmocka_unit_test(articles_and_conjunctions_do_not_matter),
        cmocka_unit_test(nothing_is_made_of_what_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
