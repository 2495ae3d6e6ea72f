/* Classes after "is a": which phrases there are, and what each makes of its subject. */
#include "ingest/classes.h"
#include "unit/ingest/sentence_fixture.h"

/* The phrases behind "is a" with the first letter of their types: "poet:p|band:o". */
static void assert_classes(fixture *f, const char *text, const char *wanted)
{
    static const char letters[] = {
        [CN_TYPE_PERSON] = 'p', [CN_TYPE_PLACE] = 'l', [CN_TYPE_ORGANISATION] = 'o',
        [CN_TYPE_WORK] = 'w',   [CN_TYPE_EVENT] = 'e', [CN_TYPE_OTHER] = '-'};
    cn_class_phrase classes[CN_CLASSES_MAX];
    char shown[512] = "";
    size_t n;

    read_form(f, text);
    n = cn_classes_read(&f->form, &f->passage, place_of(f, "is a ") + 5, classes);
    for (size_t i = 0; i < n; i++) {
        char type[] = {':', letters[classes[i].type], '\0'};

        if (i > 0)
            strcat(shown, "|");
        strncat(shown, f->form.text + classes[i].first, classes[i].end - classes[i].first);
        strcat(shown, type);
    }
    assert_string_equal(shown, wanted);
}

static void the_last_word_gives_the_type(void **state)
{
    fixture *f = *state;

    assert_classes(f, "Ada is a poet.", "poet:p");
    assert_classes(f, "Ada is a film director.", "film director:p");
    assert_classes(f, "Ada is a village band.", "village band:o");
    assert_classes(f, "Ada is a school novel.", "school novel:w");
    assert_classes(f, "Ada is a band village.", "band village:l");
    assert_classes(f, "Ada is a city festival.", "city festival:e");
    assert_classes(f, "Ada is a wooden spoon.", "wooden spoon:-");
}

static void phrases_end_where_something_else_begins(void **state)
{
    fixture *f = *state;

    assert_classes(f, "Ada is a drummer who sings.", "drummer:p");
    assert_classes(f, "Ada is a village near Rome.", "village:l");
    assert_classes(f, "Ada is a film directed by Max.", "film:w");
    assert_classes(f, "Ada is a film starring Max.", "film:w");
    assert_classes(f, "Ada is a drummer; a poet too.", "drummer:p");
}

static void lists_of_nouns_are_parted(void **state)
{
    fixture *f = *state;

    assert_classes(f, "Ada is a drummer, songwriter, and record producer from Rome.",
                   "drummer:p|songwriter:p|record producer:p");
    assert_classes(f, "Ada is a poet and the mayor.", "poet:p");
}

static void relations_are_no_classes(void **state)
{
    fixture *f = *state;

    assert_classes(f, "Ada is a daughter of Max.", "");
    assert_classes(f, "Ada is a member of parliament.", "");
    assert_classes(f, "Ada is a Roman.", "");
    assert_classes(f, "Ada is a 1990.", "");
}

static void at_most_eight_are_read(void **state)
{
    static const char text[] = "Ada is a poet, actor, singer, painter, dancer, writer, lawyer, "
                               "judge, monk, and pilot.";
    fixture *f = *state;
    cn_class_phrase classes[CN_CLASSES_MAX];

    read_form(f, text);
    assert_int_equal(cn_classes_read(&f->form, &f->passage, place_of(f, "is a ") + 5, classes),
                     CN_CLASSES_MAX);
    assert_memory_equal(f->form.text + classes[7].first, "judge", 5);
}

static void overlong_phrases_are_none(void **state)
{
    fixture *f = *state;

    assert_classes(f,
                   "Ada is a very old very old very old very old very old very old very old very "
                   "old wooden poet.",
                   "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_word_gives_the_type),
        cmocka_unit_test(phrases_end_where_something_else_begins),
        cmocka_unit_test(lists_of_nouns_are_parted),
        cmocka_unit_test(relations_are_no_classes),
        cmocka_unit_test(at_most_eight_are_read),
        cmocka_unit_test(overlong_phrases_are_none),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
