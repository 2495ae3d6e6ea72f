/* Subjects: the name a phrase speaks of, or none when that is in doubt. */
#include "unit/ingest/sentence_fixture.h"

/* wanted: the subject, "" for a reference ("he"), NULL for none. Returns the certainty. */
static double assert_subject(fixture *f, const char *text, const char *phrase, cn_form_kind kind,
                             const char *wanted)
{
    double certainty = 0;
    size_t place;

    read_form(f, text);
    place = cn_form_subject(&f->form, place_of(f, phrase), kind, &certainty);
    if (!wanted) {
        assert_true(place == SIZE_MAX);
        return 0;
    }
    assert_true(place < f->form.len);
    if (wanted[0] == '\0') {
        assert_int_equal(f->form.text[place], CN_CODE_REFERENCE);
    } else {
        const cn_item *item = &f->passage.items[f->form.place[place]];

        assert_int_equal(f->form.text[place], CN_CODE_NAME);
        assert_int_equal(item->len, strlen(wanted));
        assert_memory_equal(text + item->first, wanted, item->len);
    }
    return certainty;
}

static void the_nearest_name_is_certain(void **state)
{
    fixture *f = *state;

    assert_true(
        assert_subject(f, "Lya Mara founded Ivania.", "founded", CN_FORM_VERB, "Lya Mara") == 1.0);
    assert_true(assert_subject(f, "Lya Mara also subsequently founded Ivania.", "founded",
                               CN_FORM_VERB, "Lya Mara") == 1.0);
    assert_true(assert_subject(f, "She founded Ivania.", "founded", CN_FORM_VERB, "") == 1.0);
}

static void the_sentences_subject_is_less_certain(void **state)
{
    fixture *f = *state;
    double certainty = assert_subject(f, "Jaws is a film from France, directed by Max Mack.",
                                      "directed", CN_FORM_PARTICIPLE, "Jaws");

    assert_true(certainty > 0.0 && certainty < 1.0);
    certainty = assert_subject(f, "Lya Mara lived in Rome and founded Ivania.", "founded",
                               CN_FORM_VERB, "Lya Mara");
    assert_true(certainty > 0.0 && certainty < 1.0);
}

static void a_phrase_at_the_start_has_the_subject_behind_its_comma(void **state)
{
    fixture *f = *state;

    assert_subject(f, "Born in Ulm, Lya Mara was a dancer.", "born", CN_FORM_PARTICIPLE,
                   "Lya Mara");
}

static void negated_phrases_have_none(void **state)
{
    fixture *f = *state;

    assert_subject(f, "Max Mack was not born in Rome.", "born", CN_FORM_PARTICIPLE, NULL);
    assert_subject(f, "Max Mack has never founded Ivania.", "founded", CN_FORM_VERB, NULL);
    assert_subject(f, "Max Mack cannot have founded Ivania.", "founded", CN_FORM_VERB, NULL);
}

static void names_behind_prepositions_do_not_act(void **state)
{
    fixture *f = *state;

    assert_subject(f, "The wife of Max Mack founded Ivania.", "founded", CN_FORM_VERB, NULL);
    assert_subject(f, "A life of Max Mack, published in 1990.", "published", CN_FORM_PARTICIPLE,
                   NULL);
}

static void words_are_looked_up_whole(void **state)
{
    fixture *f = *state;

    read_form(f, "In Rome he was born.");
    assert_true(cn_form_opens(&f->form, " at in "));
    assert_false(cn_form_opens(&f->form, " at into "));
    assert_true(cn_form_follows(&f->form, place_of(f, "born"), " is was "));
    assert_false(cn_form_follows(&f->form, place_of(f, "born"), " wasn as "));
    assert_false(cn_form_follows(&f->form, 0, " in was "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_name_is_certain),
        cmocka_unit_test(the_sentences_subject_is_less_certain),
        cmocka_unit_test(a_phrase_at_the_start_has_the_subject_behind_its_comma),
        cmocka_unit_test(negated_phrases_have_none),
        cmocka_unit_test(names_behind_prepositions_do_not_act),
        cmocka_unit_test(words_are_looked_up_whole),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
