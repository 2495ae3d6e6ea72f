/* Relations: spellings merge, and rows live as long as something needs them. */
#include "fusion/relations.h"
#include "fusion/values.h"
#include "unit/fusion/world.h"

static void check_normal(const char *surface, const char *normal)
{
    cn_buf out;

    cn_buf_init(&out, 1000);
    assert_int_equal(cn_relation_normal(surface, strlen(surface), &out, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), normal);
    cn_buf_done(&out);
}

static void spellings_have_one_normal_form(void **state)
{
    (void)state;
    check_normal("Born In", "born in");
    check_normal("  born_in :", "born in");
    check_normal("BORN \t in", "born in");
    check_normal("Date of Birth", "born on");
    check_normal("place_of_death:", "died in");
    check_normal(":", "");
    check_normal("\xc3\x89t\xc3\xa9", "\xc3\x89t\xc3\xa9");
}

static void a_normal_form_is_its_own(void **state)
{
    static const char *const forms[] = {"born on", "born in", "died on", "died in", "a b c"};

    (void)state;
    for (size_t i = 0; i < 5; i++)
        check_normal(forms[i], forms[i]);
}

static void only_listed_relations_have_one_value(void **state)
{
    (void)state;
    assert_int_equal(cn_relation_one_value("born on"), CN_VALUE_DATE);
    assert_int_equal(cn_relation_one_value("founded"), CN_VALUE_DATE);
    assert_int_equal(cn_relation_one_value("height"), CN_VALUE_QUANTITY);
    assert_int_equal(cn_relation_one_value("directed by"), 0);
    assert_int_equal(cn_relation_one_value(""), 0);
}

static void facts_carry_a_relation_with_a_row(void **state)
{
    fixture *f = *state;
    char text[128];

    begin(f);
    say_on(f, "a", "Ada", "Date of Birth", "1815", CN_TYPE_DATE);
    say_on(f, "b", "Ada", "BORN ON", "1815", CN_TYPE_DATE);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 1);
    text_of(f, "SELECT r.surface FROM fact AS f JOIN relation AS r ON r.id = f.relation", text);
    assert_string_equal(text, "born on");
    check_clean(f);
}

static void rows_that_nothing_needs_go(void **state)
{
    fixture *f = *state;

    begin(f);
    say_on(f, "a", "Ada", "Knew", "Charles", CN_TYPE_PERSON);
    say_on(f, "b", "Ada", "Loved", "Poetry", CN_TYPE_CLASS);
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation"), 4);
    OK(cn_document_forget(f->store, "a", &last_error));
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation"), 2);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name"), 2);
    check_clean(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_have_one_normal_form),
        cmocka_unit_test(a_normal_form_is_its_own),
        cmocka_unit_test(only_listed_relations_have_one_value),
        STORE_TEST(facts_carry_a_relation_with_a_row),
        STORE_TEST(rows_that_nothing_needs_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
