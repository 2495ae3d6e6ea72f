/* Mentions: which words may refer. */
#include "tests/unit/ingest/reference_fixture.h"

static void phrase_stands_before_the_pronoun_in_it(void **state)
{
    fixture *f = *state;

    resolve(f, "", "Her mother sang.", NULL);
    assert_int_equal(f->resolution.n, 2);
    assert_int_equal(f->resolution.mentions[0].kind, CN_MENTION_NOMINAL);
    assert_int_equal(f->resolution.mentions[0].len, strlen("Her mother"));
    assert_int_equal(f->resolution.mentions[1].kind, CN_MENTION_PRONOUN);
    assert_int_equal(f->resolution.mentions[1].genders, CN_GENDER_FEMININE);
}

static void nouns_know_their_genders_and_types(void **state)
{
    fixture *f = *state;

    resolve(f, "", "The actress saw the town.", NULL);
    assert_int_equal(
        f->resolution.mentions[mention_of(f, "The actress", 0, CN_MENTION_NOMINAL)].type,
        CN_TYPE_PERSON);
    assert_int_equal(
        f->resolution.mentions[mention_of(f, "The actress", 0, CN_MENTION_NOMINAL)].genders,
        CN_GENDER_FEMININE);
    assert_int_equal(f->resolution.mentions[mention_of(f, "the town", 0, CN_MENTION_NOMINAL)].type,
                     CN_TYPE_PLACE);
}

static void dates_and_quantities_are_no_mentions(void **state)
{
    fixture *f = *state;
    const named names[] = {{"May 1904", CN_TYPE_DATE}, {NULL, 0}};

    resolve(f, "", "They met in May 1904.", names);
    for (size_t i = 0; i < f->resolution.n; i++)
        assert_int_not_equal(f->resolution.mentions[i].kind, CN_MENTION_NAME);
}

static void mentions_stand_in_the_order_of_the_text(void **state)
{
    fixture *f = *state;
    const named names[] = {{"Kelde", CN_TYPE_PLACE}, {NULL, 0}};

    resolve(f, "", "His old house in Kelde and their garden were sold by her brother's wife.",
            names);
    for (size_t i = 1; i < f->resolution.n; i++)
        assert_true(f->resolution.mentions[i - 1].first <= f->resolution.mentions[i].first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrase_stands_before_the_pronoun_in_it),
        cmocka_unit_test(nouns_know_their_genders_and_types),
        cmocka_unit_test(dates_and_quantities_are_no_mentions),
        cmocka_unit_test(mentions_stand_in_the_order_of_the_text),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
