/* The complete name of a value. */
#include "retrieve/facts_span.h"

#include "told.h"

static cn_value value_of(const char *text)
{
    return (cn_value){.text = text, .len = strlen(text), .entity = UINT32_MAX};
}

static void complete(told *t, const char *sentence, bool is_place, const cn_value *others, size_t n,
                     cn_value *value)
{
    assert_int_equal(cn_fact_span_complete(&t->a.view, sentence, strlen(sentence), is_place, others,
                                           n, &t->arena, value, NULL),
                     CAIRN_OK);
}

static void a_name_goes_on_to_the_title_of_a_page(void **state)
{
    cn_value value = value_of("Louis II");
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Louis II, Count of Blenn", "He was a count.");
    told_thing(&t, "Louis II", CN_TYPE_PERSON);
    told_build(&t);
    value.entity = cn_snapshot_entity(t.a.snapshot, fixture_key(&t.a.f, "Louis II"));
    complete(&t, "Louis III was the son of Louis II, Count of Blenn, and Joan.", false, NULL, 0,
             &value);
    assert_string_equal(value.text, "Louis II, Count of Blenn");
    assert_int_equal(t.a.snapshot->entity_ids[value.entity],
                     fixture_key(&t.a.f, "Louis II, Count of Blenn"));
    told_close(&t);
}

static void a_place_goes_on_to_a_place_that_is_said_too(void **state)
{
    const cn_value others[] = {value_of("Vermont"), value_of("Sharon")};
    cn_value value = others[1], alone = value_of("Ribe");
    told t;

    (void)state;
    told_open(&t);
    asked_page(&t.a, "Ada", "Ada.");
    told_build(&t);
    complete(&t, "Ada was born in Sharon, Vermont, in 1805.", true, others, 2, &value);
    assert_string_equal(value.text, "Sharon, Vermont");
    complete(&t, "Ada was born in Ribe, where she died.", true, others, 2, &alone);
    assert_string_equal(alone.text, "Ribe");
    complete(&t, "", true, others, 2, &alone);
    assert_string_equal(alone.text, "Ribe");
    told_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_goes_on_to_the_title_of_a_page),
        cmocka_unit_test(a_place_goes_on_to_a_place_that_is_said_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
