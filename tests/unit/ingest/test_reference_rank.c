/* Who may be meant by whom. */
#include "tests/unit/ingest/reference_fixture.h"

static void it_means_no_person(void **state)
{
    const named names[] = {{"Mary Teyle", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Mary Teyle was tired. It was late when its door fell.", names);
    for (size_t i = 0; i < ((fixture *)*state)->resolution.n; i++) {
        const cn_mention *mention = &((fixture *)*state)->resolution.mentions[i];

        if (mention->kind == CN_MENTION_PRONOUN)
            assert_int_not_equal(mention->name, 0);
    }
}

static void pronoun_is_not_the_phrase_it_stands_in(void **state)
{
    fixture *f = *state;

    resolve(f, "", "His brother sang.", NULL);
    assert_means(f, "His", 0, CN_MENTION_PRONOUN, NULL);
}

static void name_behind_the_pronoun_may_be_meant(void **state)
{
    const named names[] = {{"Tobias Renn", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "In his youth, Tobias Renn built boats.", names);
    assert_means(*state, "his", 0, CN_MENTION_PRONOUN, "Tobias Renn");
}

static void phrase_of_another_type_is_not_the_title(void **state)
{
    resolve(*state, "Strand (film)", "The village burned down in 1803.", NULL);
    assert_means(*state, "The village", 0, CN_MENTION_NOMINAL, NULL);
}

static void bracket_of_the_title_tells_what_the_film_is(void **state)
{
    resolve(*state, "Strand (film)", "The film was a success.", NULL);
    assert_means(*state, "The film", 0, CN_MENTION_NOMINAL, "Strand (film)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_means_no_person),
        cmocka_unit_test(pronoun_is_not_the_phrase_it_stands_in),
        cmocka_unit_test(name_behind_the_pronoun_may_be_meant),
        cmocka_unit_test(phrase_of_another_type_is_not_the_title),
        cmocka_unit_test(bracket_of_the_title_tells_what_the_film_is),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
