/* Which of the names that overlap in a question are linked, and what they weigh. */
#include "asked.h"

#include "retrieve/question_links.h"

/* A hall has a page, its law school is only mentioned. */
static void open_hall(asked *a)
{
    cairn_id chunk;

    asked_open(a);
    asked_page(a, "Quonk Hall", "A university.");
    asked_page(a, "Zilver", "A surname.");
    asked_page(a, "harbour", "A place for ships.");
    asked_page(a, "Low Tide of Veln", "A song.");
    chunk = asked_page(a, "Otto Velling", "He left Quonk Hall Law School. Director of song.");
    fixture_mention(&a->f, chunk, 1, "Quonk Hall Law School", CN_ROLE_MENTION,
                    CN_TYPE_ORGANISATION);
    fixture_mention(&a->f, chunk, 2, "director of song", CN_ROLE_MENTION, CN_TYPE_CLASS);
    fixture_mention(&a->f, chunk, 3, "song low", CN_ROLE_MENTION, CN_TYPE_CLASS);
    fixture_mention(&a->f, chunk, 4, "Wenning", CN_ROLE_MENTION, CN_TYPE_PERSON);
    fixture_entity(&a->f, "Quonk Hall Law School", 2, 0);
    fixture_entity(&a->f, "director of song", 2, 0);
    fixture_entity(&a->f, "song low", 2, 0);
    fixture_entity(&a->f, "Wenning", 2, 0);
    asked_build(a);
}

/* The weight of the link to these words, 0 for none. */
static double weight_of(asked *a, const char *text, const char *span)
{
    cn_question question;
    double weight = 0;

    read_question(a, text, &question);
    for (size_t i = 0; i < question.n_links; i++)
        if (question.links[i].len == strlen(span) &&
            memcmp(text + question.links[i].first, span, strlen(span)) == 0)
            weight = question.links[i].weight;
    for (size_t i = 1; i < question.n_links; i++)
        assert_true(question.links[i - 1].first <= question.links[i].first);
    cn_question_done(&question);
    return weight;
}

static void a_mentioned_name_may_hold_one_with_a_page(void **state)
{
    static const char text[] = "Who left Quonk Hall Law School?";
    asked a;

    (void)state;
    open_hall(&a);
    assert_true(weight_of(&a, text, "Quonk Hall") > 0);
    assert_true(weight_of(&a, text, "Quonk Hall Law School") > 0);
    asked_close(&a);
}

static void a_mentioned_name_does_not_cut_one_with_a_page(void **state)
{
    static const char text[] = "Who wrote the song Low Tide of Veln?";
    asked a;

    (void)state;
    open_hall(&a);
    assert_true(weight_of(&a, text, "Low Tide of Veln") > 0);
    assert_true(weight_of(&a, text, "song Low") == 0);
    asked_close(&a);
}

static void lower_case_is_no_name_where_capitals_are(void **state)
{
    asked a;

    (void)state;
    open_hall(&a);
    assert_true(weight_of(&a, "the director of song for Otto Velling", "director of song") == 0);
    assert_true(weight_of(&a, "the director of song", "director of song") > 0);
    assert_true(weight_of(&a, "which harbour did Otto Velling leave", "harbour") <
                weight_of(&a, "which harbour did he leave", "harbour"));
    asked_close(&a);
}

static void a_word_out_of_a_longer_name_weighs_less(void **state)
{
    asked a;

    (void)state;
    open_hall(&a);
    assert_true(weight_of(&a, "Did Marta Zilver leave?", "Zilver") <
                weight_of(&a, "Did they name Zilver?", "Zilver"));
    asked_close(&a);
}

static void a_capitalised_word_with_one_meaning_is_a_name(void **state)
{
    asked a;

    (void)state;
    open_hall(&a);
    assert_true(weight_of(&a, "Did they name Wenning?", "Wenning") > 0);
    assert_true(weight_of(&a, "Did they name wenning?", "wenning") == 0);
    asked_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mentioned_name_may_hold_one_with_a_page),
        cmocka_unit_test(a_mentioned_name_does_not_cut_one_with_a_page),
        cmocka_unit_test(lower_case_is_no_name_where_capitals_are),
        cmocka_unit_test(a_word_out_of_a_longer_name_weighs_less),
        cmocka_unit_test(a_capitalised_word_with_one_meaning_is_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
