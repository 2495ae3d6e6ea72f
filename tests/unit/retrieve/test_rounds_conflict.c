/* What is stated on the other side of a disputed answer. */
#include "retrieve/rounds_conflict.h"

#include "asked.h"

typedef struct disputed {
    asked a;
    cn_arena arena;
    cn_question question;
    cn_rounds rounds;
} disputed;

static void open_disputed(disputed *d)
{
    *d = (disputed){.question = {.text = ""}};
    asked_open(&d->a);
    asked_page(&d->a, "Ribe", "Ribe is a town.");
    asked_page(&d->a, "Otto Velling", "Otto Velling was born in Ribe.");
    asked_page(&d->a, "Odense", "Odense is a town.");
    fixture_fact(&d->a.f, 5, "Otto Velling", "Ribe");
    fixture_fact(&d->a.f, 6, "Otto Velling", "Odense");
    fixture_fact(&d->a.f, 7, "Otto Velling", NULL);
    asked_build(&d->a);
    cn_arena_init(&d->arena, 4096);
    read_question(&d->a, "Where was Otto Velling born?", &d->question);
    d->rounds = (cn_rounds){.view = &d->a.view, .question = &d->question, .arena = &d->arena};
}

static void close_disputed(disputed *d)
{
    cn_question_done(&d->question);
    cn_arena_done(&d->arena);
    asked_close(&d->a);
}

static const char *other_side(disputed *d, cairn_id conflict, const cn_value *bound, size_t n)
{
    const cn_value value = {
        .text = "Ribe", .len = 4, .entity = UINT32_MAX, .fact = 5, .conflict = conflict};
    const char *text = NULL;

    assert_int_equal(cn_rounds_conflict(&d->rounds, &value, bound, n, &text, NULL), CAIRN_OK);
    return text;
}

static void other_value_is_named(void **state)
{
    disputed d;

    (void)state;
    open_disputed(&d);
    assert_string_equal(other_side(&d, 6, NULL, 0), "Odense");
    assert_string_equal(other_side(&d, 7, NULL, 0), "1904");
    close_disputed(&d);
}

static void fact_is_sought_at_what_the_step_was_about(void **state)
{
    disputed d;
    cn_value bound = {.entity = UINT32_MAX};

    (void)state;
    open_disputed(&d);
    d.question.n_links = 0;
    assert_string_equal(other_side(&d, 6, &bound, 1), "");
    bound.entity = cn_snapshot_entity(d.a.snapshot, fixture_key(&d.a.f, "Otto Velling"));
    assert_string_equal(other_side(&d, 6, &bound, 1), "Odense");
    close_disputed(&d);
}

static void undisputed_answer_has_no_other_side(void **state)
{
    disputed d;

    (void)state;
    open_disputed(&d);
    assert_string_equal(other_side(&d, 0, NULL, 0), "");
    assert_string_equal(other_side(&d, 99, NULL, 0), "");
    close_disputed(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_value_is_named),
        cmocka_unit_test(fact_is_sought_at_what_the_step_was_about),
        cmocka_unit_test(undisputed_answer_has_no_other_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
