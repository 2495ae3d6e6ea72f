/* How two names compare. */
#include "unit/fusion/similarity_profiles.h"

static void check_level(const char *a, const char *b, cn_name_level level, cn_veto veto)
{
    cn_name_form x, y;
    cn_names_compared there, back;

    read_form(a, &x);
    read_form(b, &y);
    there = cn_names_compare(&x, &y);
    back = cn_names_compare(&y, &x);
    assert_int_equal(there.level, back.level);
    assert_int_equal(there.veto, back.veto);
    if (there.level != level || there.veto != veto)
        fail_msg("\"%s\" and \"%s\": level %d, veto %d", a, b, there.level, there.veto);
}

static void names_of_one_thing_have_a_level(void **state)
{
    (void)state;
    check_level("Heat (film)", "Heat", CN_NAMES_BASE, CN_VETO_NONE);
    check_level("Sir John Hale", "John Hale", CN_NAMES_CORE, CN_VETO_NONE);
    check_level("Wick Trading Ltd", "Wick Trading", CN_NAMES_CORE, CN_VETO_NONE);
    check_level("Academy of Wick", "Wick Academy", CN_NAMES_CORE, CN_VETO_NONE);
    check_level("Ada DeWick", "Ada de Wick", CN_NAMES_SQUASHED, CN_VETO_NONE);
    check_level("Otto I of Wick", "Otto I, Count of Wick", CN_NAMES_TERRITORY, CN_VETO_NONE);
    check_level("WWW", "Wick Weather Watch", CN_NAMES_ACRONYM, CN_VETO_NONE);
    check_level("J. Hale", "John Hale", CN_NAMES_INITIALS, CN_VETO_NONE);
    check_level("J. A. Hale", "John Adam Hale", CN_NAMES_INITIALS, CN_VETO_NONE);
    check_level("John Hale", "John Adam Hale", CN_NAMES_MIDDLE, CN_VETO_NONE);
    check_level("Ada Wick", "Ada Wick Hale", CN_NAMES_FIRST, CN_VETO_NONE);
    check_level("Hale", "John Hale", CN_NAMES_LAST, CN_VETO_NONE);
    check_level("Adam Hale", "John Adam Hale", CN_NAMES_LAST, CN_VETO_NONE);
    check_level("Adam", "John Adam Hale", CN_NAMES_SUBSET, CN_VETO_NONE);
    check_level("John Brandenberg", "John Brandenburg", CN_NAMES_SPELT, CN_VETO_NONE);
}

static void unlike_names_are_a_veto(void **state)
{
    (void)state;
    check_level("Ada Wick", "John Hale", CN_NAMES_UNLIKE, CN_VETO_NAMES);
    check_level("Jane Hale", "John Hale", CN_NAMES_UNLIKE, CN_VETO_NAMES);
    check_level("John Hale", "John Hole", CN_NAMES_UNLIKE, CN_VETO_NAMES);
    check_level("", "John Hale", CN_NAMES_UNLIKE, CN_VETO_NAMES);
    check_level("", "", CN_NAMES_UNLIKE, CN_VETO_NAMES);
}

static void numbers_and_generations_are_a_veto(void **state)
{
    cn_name_form x, y;

    (void)state;
    check_level("John Hale Jr.", "John Hale Sr.", CN_NAMES_CORE, CN_VETO_GENERATION);
    check_level("John Hale Jr.", "John Hale", CN_NAMES_CORE, CN_VETO_GENERATION);
    check_level("Henry Wick", "Henry Wick IV", CN_NAMES_FIRST, CN_VETO_NUMBERS);
    check_level("Long Road, Part 2", "Long Road, Part 3", CN_NAMES_CORE, CN_VETO_QUALIFIERS);
    read_form("King Henry IV", &x);
    read_form("Henry V", &y);
    assert_int_not_equal(cn_names_compare(&x, &y).veto, CN_VETO_NONE);
}

static void qualifiers_that_differ_are_a_veto(void **state)
{
    (void)state;
    check_level("Heat (film)", "Heat (novel)", CN_NAMES_CORE, CN_VETO_QUALIFIERS);
    check_level("Heat (film)", "Heat (film)", CN_NAMES_CORE, CN_VETO_NONE);
}

/* Of the many called Otto, most are not that one; nor is every Sir John Hale the bishop. */
static void a_first_name_is_no_base(void **state)
{
    (void)state;
    check_level("Otto", "Otto, Count of Wick", CN_NAMES_FIRST, CN_VETO_NONE);
    check_level("Sir John Hale", "John Hale (bishop)", CN_NAMES_FIRST, CN_VETO_NONE);
}

static void only_the_title_in_other_words_leads(void **state)
{
    cn_name_form title, name;

    (void)state;
    read_form("John Hale", &title);
    read_form("John Adam Hale", &name);
    assert_true(cn_names_lead(&title, &name));
    read_form("Hale", &name);
    assert_false(cn_names_lead(&title, &name));
    read_form("Ada Wick", &name);
    assert_false(cn_names_lead(&title, &name));
    read_form("John Hale Jr.", &name);
    assert_false(cn_names_lead(&title, &name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_thing_have_a_level),
        cmocka_unit_test(unlike_names_are_a_veto),
        cmocka_unit_test(numbers_and_generations_are_a_veto),
        cmocka_unit_test(qualifiers_that_differ_are_a_veto),
        cmocka_unit_test(a_first_name_is_no_base),
        cmocka_unit_test(only_the_title_in_other_words_leads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
