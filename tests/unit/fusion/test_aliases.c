/* Aliases: a title without its qualifier means its entity, shared among n. */
#include "fusion/aliases.h"
#include "unit/fusion/world.h"

static void check_base(const char *title, const char *base)
{
    size_t len = cn_title_base(title, strlen(title));

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
                                         "Heat,"};

    (void)state;
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
        check_base(titles[i], titles[i]);
}

static void a_name_means_the_only_title(void **state)
{
    fixture *f = *state;
    char reason[128];
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    say(&on, "Heat", "directed by", "Mann", CN_TYPE_PERSON, 0.9);
    fuse(f);
    assert_false(has_entity(f, "Heat"));
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 2);
    assert_int_equal(entity_of(f, "Heat (film)").type, CN_TYPE_WORK);
    assert_true(fact_of(f, "Heat (film)", "Mann").believed);
    text_of(f, "SELECT reason FROM alias WHERE score = 1.0", reason);
    assert_string_equal(reason, "title without \"(film)\"");
    check_clean(f);
}

static void candidates_share_the_score(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat (novel)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat, Kansas", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "HEAT (Film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat", CN_ROLE_MENTION, CN_TYPE_WORK);
    fuse(f);
    assert_int_equal(
        number_of(f->store, "SELECT count(*) FROM alias WHERE abs(score - 1.0 / 3) < 1e-9"), 3);
    assert_false(has_entity(f, "Heat"));
    assert_int_equal(entity_of(f, "Heat (film)").mentions, 3);
    assert_int_equal(entity_of(f, "Heat (novel)").mentions, 2);
    assert_int_equal(entity_of(f, "Heat (novel)").type, CN_TYPE_OTHER);
    check_clean(f);
}

static void a_stated_name_of_several_stays_its_own(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat (novel)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    say(&on, "Heat", "is a", "story", CN_TYPE_CLASS, 0.9);
    fuse(f);
    assert_true(has_entity(f, "Heat"));
    assert_true(fact_of(f, "Heat", "story").believed);
    check_clean(f);
}

static void what_something_is_about_keeps_its_name(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Heat (film)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "Heat", CN_ROLE_HEADING, CN_TYPE_OTHER);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
    assert_true(has_entity(f, "Heat"));
}

static void a_class_is_not_a_work_of_that_name(void **state)
{
    fixture *f = *state;
    page on;

    begin(f);
    on = add_page(f, "a");
    mention(&on, "Composer (software)", CN_ROLE_TITLE, CN_TYPE_OTHER);
    mention(&on, "composer", CN_ROLE_MENTION, CN_TYPE_CLASS);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM alias"), 0);
}

static void a_long_qualifier_is_cut_at_a_code_point(void **state)
{
    fixture *f = *state;
    char title[512] = "Heat (", reason[128];
    page on;

    begin(f);
    on = add_page(f, "a");
    for (int i = 0; i < 150; i++)
        strcat(title, "\xc3\xa9");
    strcat(title, ")");
    mention(&on, title, CN_ROLE_TITLE, CN_TYPE_OTHER);
    fuse(f);
    text_of(f, "SELECT reason FROM alias", reason);
    assert_int_equal(number_of(f->store, "SELECT length(CAST(reason AS BLOB)) FROM alias"),
                     15 + 199 + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_qualifier_is_cut_off),
        cmocka_unit_test(more_of_a_name_is_no_qualifier),
        STORE_TEST(a_name_means_the_only_title),
        STORE_TEST(candidates_share_the_score),
        STORE_TEST(a_stated_name_of_several_stays_its_own),
        STORE_TEST(what_something_is_about_keeps_its_name),
        STORE_TEST(a_class_is_not_a_work_of_that_name),
        STORE_TEST(a_long_qualifier_is_cut_at_a_code_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
