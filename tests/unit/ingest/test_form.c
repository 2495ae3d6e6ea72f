/* Forms of sentences, the subjects of phrases in them, and the classes after "is a". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/classes.h"
#include "ingest/form.h"
#include "ingest/names.h"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_form form;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    cn_form_init(&f.form);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_form_done(&f->form);
    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

static void find(fixture *f, const char *title, const char *text)
{
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
    assert_int_equal(cn_form_build(&f->form, &f->passage, &f->passage.sentences[0], false, NULL),
                     CAIRN_OK);
}

/* Codes are shown as N, D, Q and R. */
static void assert_form(fixture *f, const char *text, const char *wanted)
{
    char shown[512];
    size_t n;

    find(f, "", text);
    for (n = 0; n < f->form.len && n + 1 < sizeof(shown); n++) {
        char c = f->form.text[n];

        shown[n] = c >= CN_CODE_NAME && c <= CN_CODE_REFERENCE ? "?NDQR"[(int)c] : c;
    }
    shown[n] = '\0';
    assert_string_equal(shown, wanted);
}

static void forms_are_even(void **state)
{
    fixture *f = *state;

    assert_form(f, "Jean- Paul Marat( 24 May 1743 - 13 July 1793)  was a\nFrench theorist.",
                "N was a french theorist.");
    assert_int_equal(f->form.n_notes, 1);
    assert_form(f, "He met his half- brother in \"Rome\" , 1990.",
                "R met his half-brother in N, D.");
    assert_form(f, "The film's cost was $4 million", "R 's cost was Q");
    assert_form(f, "It ran on ( until 1999", "R ran on ; until D");
}

static void places_lead_back_to_the_text(void **state)
{
    static const char text[] = "Marat (1743) was a \"French theorist\" of Rome.";
    fixture *f = *state;

    find(f, "", text);
    for (size_t i = 0; i < f->form.len; i++) {
        uint32_t at = f->form.place[i];

        if (f->form.text[i] == CN_CODE_NAME)
            assert_true(at < f->passage.n_items);
        else if (f->form.text[i] >= 'a' && f->form.text[i] <= 'z')
            assert_int_equal(text[at] | 32, f->form.text[i]);
    }
}

static size_t place_of(const fixture *f, const char *phrase)
{
    const char *found = strstr(f->form.text, phrase);

    assert_non_null(found);
    return (size_t)(found - f->form.text);
}

static void assert_subject(fixture *f, const char *text, const char *phrase, cn_form_kind kind,
                           const char *wanted)
{
    double certainty;
    size_t place;

    find(f, "", text);
    place = cn_form_subject(&f->form, place_of(f, phrase), kind, &certainty);
    if (!wanted) {
        assert_true(place == SIZE_MAX);
        return;
    }
    assert_true(place != SIZE_MAX);
    assert_true(certainty > 0.0 && certainty <= 1.0);
    assert_memory_equal(text + f->passage.items[f->form.place[place]].first, wanted,
                        strlen(wanted));
}

static void subjects_stand_left_of_their_phrase(void **state)
{
    fixture *f = *state;

    assert_subject(f, "In 1990 Max Mack directed Ivania.", "directed", CN_FORM_VERB, "Max Mack");
    assert_subject(f, "Ivania, directed by Max Mack, ran.", "directed", CN_FORM_PARTICIPLE,
                   "Ivania");
    assert_subject(f, "Jaws was a West Coast film directed by Max Mack.", "directed",
                   CN_FORM_PARTICIPLE, "Jaws");
    assert_subject(f, "Jaws is by Max Mack and was directed by Max Mack.", "directed",
                   CN_FORM_PARTICIPLE, "Jaws");
    assert_subject(f, "Lya Mara lived in Rome and founded Ivania.", "founded", CN_FORM_VERB,
                   "Lya Mara");
    assert_subject(f, "She met Lya Mara, daughter of Max Mack.", "daughter", CN_FORM_NOUN,
                   "Lya Mara");
}

static void doubtful_subjects_are_none(void **state)
{
    fixture *f = *state;

    assert_subject(f, "The mayor of Paris founded Ivania.", "founded", CN_FORM_VERB, NULL);
    assert_subject(f, "Max Mack never founded Ivania.", "founded", CN_FORM_VERB, NULL);
    assert_subject(f, "Lya Mara sang in a film directed by Max Mack.", "directed",
                   CN_FORM_PARTICIPLE, NULL);
    assert_subject(f, "nobody founded Ivania", "founded", CN_FORM_VERB, NULL);
}

static void assert_classes(fixture *f, const char *text, const char *wanted)
{
    cn_class_phrase classes[CN_CLASSES_MAX];
    char shown[512] = "";
    size_t n;

    find(f, "", text);
    n = cn_classes_read(&f->form, &f->passage, place_of(f, "is a ") + 5, classes);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            strcat(shown, "|");
        strncat(shown, f->form.text + classes[i].first, classes[i].end - classes[i].first);
    }
    assert_string_equal(shown, wanted);
}

static void classes_are_whole_noun_phrases(void **state)
{
    fixture *f = *state;

    assert_classes(f, "Ada is a poet, a critic, and book editor from Rome.",
                   "poet|critic|book editor");
    assert_classes(f, "Ada is a small, rural village in Saxony.", "rural village");
    assert_classes(f, "Ada is a 1926 silent film directed by Max.", "silent film");
    assert_classes(f, "Ada is a species of beetle in the family.", "species of beetle");
    assert_classes(f, "Ada is a style originating in Rome.", "style");
    assert_classes(f, "Ada is a film and television editor.", "television editor");
    assert_classes(f, "Ada is a critical and commercial success.", "commercial success");
    assert_classes(f, "Ada is a team, composed of Max and Lya.", "team");
    assert_classes(f, "Ada is a son of Max.", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_even),
        cmocka_unit_test(places_lead_back_to_the_text),
        cmocka_unit_test(subjects_stand_left_of_their_phrase),
        cmocka_unit_test(doubtful_subjects_are_none),
        cmocka_unit_test(classes_are_whole_noun_phrases),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
