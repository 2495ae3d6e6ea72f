/* What a question takes for granted. */
#include "retrieve/typed_premise.h"

#include "typed_view.h"

static const char *reason_of(typed_town *town, const char *question, cairn_id chunk,
                             const char *answer, double confidence)
{
    const size_t at = typed_fetch(town, chunk);
    const char *said = strstr(town->pool.items[at].text, answer);
    const cn_value value = {.text = answer,
                            .len = strlen(answer),
                            .entity = UINT32_MAX,
                            .chunk = chunk,
                            .first = said ? (size_t)(said - town->pool.items[at].text) : 0,
                            .n = strlen(answer)};
    const char *reason;

    told_ask(&town->t, question, CN_ASKED_PERSON);
    assert_int_equal(cn_premise_check(&town->t.a.view, &town->t.question, &town->pool, &value,
                                      confidence, &town->t.arena, &reason, NULL),
                     CAIRN_OK);
    return reason;
}

static void kin_must_be_spoken_of(void **state)
{
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_string_equal(reason_of(&town, "Who is the wife of Karl Holt?", town.holt, "Ribe", 0.3),
                        "nothing says who the wife of \"Karl Holt\" is");
    assert_null(reason_of(&town, "Who is the wife of Karl Holt?", town.holt, "Ribe", 0.9));
    assert_null(reason_of(&town, "Where did Karl Holt die?", town.holt, "Ribe", 0.3));
    typed_close(&town);
}

static void names_must_be_named(void **state)
{
    typed_town town;

    (void)state;
    typed_open(&town);
    assert_string_equal(
        reason_of(&town, "Who designed the Zedvik Ropewalk?", town.red, "Ada Lisk", 0.1),
        "no passage that could answer names \"Zedvik Ropewalk\"");
    assert_null(reason_of(&town, "Who designed the Zedvik Ropewalk?", town.red, "Ada Lisk", 0.5));
    assert_null(reason_of(&town, "Who designed the Red Bridge?", town.red, "Ada Lisk", 0.1));
    typed_close(&town);
}

static void it_can_be_switched_off(void **state)
{
    typed_town town;

    (void)state;
    typed_open(&town);
    town.t.a.settings.values[CN_SET_READ_PREMISE] = 0;
    assert_null(reason_of(&town, "Who is the wife of Karl Holt?", town.holt, "Ribe", 0.3));
    typed_close(&town);
}

static void longer_questions_are_left(void **state)
{
    const cn_value value = {.text = "Ribe", .len = 4, .entity = UINT32_MAX};
    const char *reason;
    typed_town town;

    (void)state;
    typed_open(&town);
    told_ask(&town.t, "Who is the wife of the man that Karl Holt met?", CN_ASKED_PERSON);
    town.t.question.plan.n_steps = 2;
    assert_int_equal(cn_premise_check(&town.t.a.view, &town.t.question, &town.pool, &value, 0.1,
                                      &town.t.arena, &reason, NULL),
                     CAIRN_OK);
    assert_null(reason);
    typed_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kin_must_be_spoken_of),
        cmocka_unit_test(names_must_be_named),
        cmocka_unit_test(it_can_be_switched_off),
        cmocka_unit_test(longer_questions_are_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
