/* Parts of names: ranks, suffixes, qualifiers, numbers; and the keys of what is left. */
#include "unit/fusion/similarity_profiles.h"

static void check_base(const char *title, const char *base)
{
    size_t len = cn_name_base(title, strlen(title));

    if (len != strlen(base) || memcmp(title, base, len) != 0)
        fail_msg("base of \"%s\" is \"%.*s\"", title, (int)len, title);
}

static void a_qualifier_is_cut_off(void **state)
{
    (void)state;
    check_base("Heat (film)", "Heat");
    check_base("Heat (1995 film (US))", "Heat");
    check_base("Paris, Texas", "Paris");
    check_base("Paris, Texas (film)", "Paris, Texas");
    check_base("John Hale, 4th Earl of Wick", "John Hale");
}

static void more_of_a_name_is_no_qualifier(void **state)
{
    static const char *const titles[] = {"Heat",
                                         "(film)",
                                         "Earth, Wind & Fire",
                                         "a) b)",
                                         "Heat (",
                                         "Tyler, the Creator",
                                         "Emerson, Lake and Palmer",
                                         "1,000",
                                         ", Texas",
                                         "Heat,",
                                         "John Hale, Jr.",
                                         "Wick Trading, Inc.",
                                         ""};

    (void)state;
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
        check_base(titles[i], titles[i]);
}

static void check_core(const char *name, const char *core)
{
    cn_name_form form;

    read_form(name, &form);
    if (form.core_key != key_of(core))
        fail_msg("\"%s\" has another core than \"%s\"", name, core);
}

static void ranks_and_suffixes_are_not_of_the_core(void **state)
{
    (void)state;
    check_core("Sir John Hale", "John Hale");
    check_core("Lt. Col. John Hale", "John Hale");
    check_core("John Hale Jr.", "John Hale");
    check_core("The Wick Trading Co. Ltd", "Wick Trading");
    check_core("Wick Inc.", "Wick");
    check_core("King Henry IV", "Henry IV");
    check_core("Hale, J. A.", "J. A. Hale");
    check_core("John Hale (judge)", "John Hale");
}

static void what_looks_like_a_rank_stays_in_a_short_name(void **state)
{
    (void)state;
    check_core("Queen Victoria", "Queen Victoria");
    check_core("Lord of the Isles", "Lord of the Isles");
    check_core("The General", "General");
    check_core("Paris, Texas", "Paris");
}

static void numbers_are_read_in_every_spelling(void **state)
{
    static const struct {
        const char *name;
        uint32_t number;
    } cases[] = {
        {"Henry IV", 4},      {"Henry I", 1},    {"Rocky 2", 2},       {"Part Two", 2},
        {"Second Battle", 2}, {"2nd Battle", 2}, {"1936 Games", 1936}, {"Henry XIV of Reuss", 14},
        {"John I. Hale", 0},  {"Mix Tape", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cn_name_form form;
        uint32_t number = 0;

        read_form(cases[i].name, &form);
        for (size_t word = 0; word < form.n_core; word++)
            number += form.words[word].number;
        if (number != cases[i].number)
            fail_msg("\"%s\" counts %u", cases[i].name, number);
    }
}

static void qualifiers_and_suffixes_tell_the_sort_of_thing(void **state)
{
    cn_name_form form;

    (void)state;
    read_form("Heat (1995 film)", &form);
    assert_int_equal(form.sort, CN_SORT_WORK);
    assert_true(form.is_bracketed);
    read_form("John Hale (politician)", &form);
    assert_int_equal(form.sort, CN_SORT_PERSON);
    read_form("Anna, Countess of Wick", &form);
    assert_int_equal(form.sort, CN_SORT_PERSON);
    read_form("Wick Trading Ltd", &form);
    assert_int_equal(form.sort, CN_SORT_ORGANISATION);
    read_form("John Hale Sr.", &form);
    assert_int_equal(form.generation, 1);
    read_form("Heat (disambiguation)", &form);
    assert_true(form.is_list);
}

static void any_text_has_a_form(void **state)
{
    char text[5000];
    cn_name_form form;

    (void)state;
    read_form("", &form);
    assert_int_equal(form.n_words, 0);
    read_form("...", &form);
    assert_int_equal(form.n_words, 0);
    read_form("\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd", &form);
    assert_true(form.n_core > 0);
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    read_form(text, &form);
    assert_true(form.is_cut);
    for (size_t i = 1; i + 1 < sizeof(text); i += 2)
        text[i] = ' ';
    read_form(text, &form);
    assert_true(form.is_cut);
    assert_true(form.n_words <= CN_FORM_WORDS_MAX);
}

static int make_form(void *user)
{
    cn_former *former = NULL;
    cn_name_form form;
    int rc = cn_former_new(&former, NULL);

    (void)user;
    if (rc == CAIRN_OK)
        rc = cn_name_form_read(former, "Sir J\xc3\xb6hn Hale (judge)", 18, &form, NULL);
    cn_former_free(former);
    return rc;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    walk_failures(make_form, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_qualifier_is_cut_off),
        cmocka_unit_test(more_of_a_name_is_no_qualifier),
        cmocka_unit_test(ranks_and_suffixes_are_not_of_the_core),
        cmocka_unit_test(what_looks_like_a_rank_stays_in_a_short_name),
        cmocka_unit_test(numbers_are_read_in_every_spelling),
        cmocka_unit_test(qualifiers_and_suffixes_tell_the_sort_of_thing),
        cmocka_unit_test(any_text_has_a_form),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
