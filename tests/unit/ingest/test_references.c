/* What pronouns, noun phrases and parts of names mean. */
#include "tests/unit/ingest/reference_fixture.h"

#include <stdio.h>

#include "base/mem.h"

static void pronoun_means_the_subject_before_it(void **state)
{
    const named names[] = {{"Wilma Harker", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Wilma Harker is a painter. She won a prize for her work.", names);
    assert_means(*state, "She", 0, CN_MENTION_PRONOUN, "Wilma Harker");
    assert_means(*state, "her ", 0, CN_MENTION_PRONOUN, "Wilma Harker");
}

static void pronoun_means_the_title_that_no_mention_names(void **state)
{
    resolve(*state, "Halvery Lighthouse", "It was built in 1850 on a rock.", NULL);
    assert_means(*state, "It", 0, CN_MENTION_PRONOUN, "Halvery Lighthouse");
}

static void genders_tell_two_persons_apart(void **state)
{
    const named names[] = {
        {"Mary Teyle", CN_TYPE_PERSON}, {"John Quayne", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Mary Teyle met John Quayne in Rome. She wrote a book and he sold it.",
            names);
    assert_means(*state, "She", 0, CN_MENTION_PRONOUN, "Mary Teyle");
    assert_means(*state, "he sold", 0, CN_MENTION_PRONOUN, "John Quayne");
}

static void part_of_a_name_means_all_of_it(void **state)
{
    const named names[] = {
        {"Wilfried Orlan", CN_TYPE_PERSON}, {"Orlan", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(*state, "", "Wilfried Orlan was born in Kelde. Later Orlan moved away.", names);
    assert_means(*state, "Orlan", 1, CN_MENTION_NAME, "Wilfried Orlan");
}

static void noun_phrase_means_what_was_called_so(void **state)
{
    const named names[] = {{"Night Ferry", CN_TYPE_WORK}, {NULL, 0}};

    resolve(*state, "Night Ferry", "Night Ferry is a 1949 film. The film was shot in four weeks.",
            names);
    assert_means(*state, "The film", 0, CN_MENTION_NOMINAL, "Night Ferry");
}

static void pleonastic_it_is_no_mention(void **state)
{
    fixture *f = *state;

    resolve(f, "Brennock", "It is known that the river rose. It rained for a week.", NULL);
    for (size_t i = 0; i < f->resolution.n; i++)
        assert_int_not_equal(f->resolution.mentions[i].kind, CN_MENTION_PRONOUN);
}

static void names_mean_themselves_with_confidence_one(void **state)
{
    fixture *f = *state;
    const named names[] = {{"Skarn Point", CN_TYPE_PLACE}, {NULL, 0}};

    resolve(f, "", "The ship sank off Skarn Point.", names);
    int32_t place = mention_of(f, "Skarn", 0, CN_MENTION_NAME);

    assert_int_equal(f->resolution.mentions[place].name, place);
    assert_int_equal(f->resolution.mentions[place].antecedent, CN_REFERENCE_NONE);
    assert_true(f->resolution.mentions[place].confidence >= 1.0f);
}

static void confidence_lies_between_none_and_one(void **state)
{
    fixture *f = *state;
    const named names[] = {
        {"Mary Teyle", CN_TYPE_PERSON}, {"Ruth Quayne", CN_TYPE_PERSON}, {NULL, 0}};

    resolve(f, "", "Mary Teyle met Ruth Quayne before she left.", names);
    int32_t place = mention_of(f, "she ", 0, CN_MENTION_PRONOUN);

    assert_true(f->resolution.mentions[place].confidence > 0.0f);
    assert_true(f->resolution.mentions[place].confidence < 1.0f);
}

static void empty_text_has_no_mentions(void **state)
{
    fixture *f = *state;

    resolve(f, "Title", "", NULL);
    assert_int_equal(f->resolution.n, 0);
}

static void many_pronouns_and_nothing_else_come_to_nothing(void **state)
{
    fixture *f = *state;
    char text[6001];

    for (size_t i = 0; i < 6000; i += 3)
        memcpy(text + i, "he ", 3);
    text[6000] = '\0';
    resolve(f, "", text, NULL);
    for (size_t i = 0; i < f->resolution.n; i++)
        assert_true(f->resolution.mentions[i].name < 0);
}

static void missing_file_is_not_found(void **state)
{
    cn_references *references;
    cairn_error err;

    (void)state;
    assert_int_equal(cn_references_open(&references, MODELS "none.weights", &err), CAIRN_ENOTFOUND);
    assert_null(references);
}

static void foreign_file_is_refused(void **state)
{
    cn_references *references;
    cairn_error err;

    (void)state;
    assert_int_equal(cn_references_open(&references, MODELS "tagger.weights", &err), CAIRN_EPARSE);
    assert_null(references);
}

static void running_out_of_memory_is_told(void **state)
{
    fixture *f = *state;
    const named names[] = {{"Wilma Harker", CN_TYPE_PERSON}, {NULL, 0}};
    int rc = CAIRN_ENOMEM;

    resolve(f, "", "Wilma Harker is a painter. She won a prize.", names);
    for (uint64_t nth = 1; rc != CAIRN_OK; nth++) {
        cn_resolution fresh;

        cn_resolution_init(&fresh);
        cn_mem_fail_at(nth, true);
        rc = cn_references_resolve(f->references, &f->input, &fresh, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        assert_true(rc == CAIRN_OK || fresh.n == 0);
        cn_resolution_done(&fresh);
        assert_true(nth < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pronoun_means_the_subject_before_it),
        cmocka_unit_test(pronoun_means_the_title_that_no_mention_names),
        cmocka_unit_test(genders_tell_two_persons_apart),
        cmocka_unit_test(part_of_a_name_means_all_of_it),
        cmocka_unit_test(noun_phrase_means_what_was_called_so),
        cmocka_unit_test(pleonastic_it_is_no_mention),
        cmocka_unit_test(names_mean_themselves_with_confidence_one),
        cmocka_unit_test(confidence_lies_between_none_and_one),
        cmocka_unit_test(empty_text_has_no_mentions),
        cmocka_unit_test(many_pronouns_and_nothing_else_come_to_nothing),
        cmocka_unit_test(missing_file_is_not_found),
        cmocka_unit_test(foreign_file_is_refused),
        cmocka_unit_test(running_out_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
