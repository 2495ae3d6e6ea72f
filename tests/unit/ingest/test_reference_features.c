/* Features: the same for the same places, within the model's rows, and blind where asked. */
#include "tests/unit/ingest/reference_fixture.h"

typedef struct seen {
    size_t n_cases, n_features;
    uint64_t sum;
} seen;

static int look(void *user, const cn_reference_case *asked)
{
    seen *s = user;

    s->n_cases++;
    for (size_t i = 0; i < asked->n; i++) {
        assert_true(asked->candidates[i].n <= CN_REFERENCE_FEATURES);
        for (size_t k = 0; k < asked->candidates[i].n; k++) {
            assert_true(asked->candidates[i].features[k] < CN_REFERENCE_ROWS);
            s->n_features++;
            s->sum = s->sum * 31 + asked->candidates[i].features[k];
        }
    }
    return 0;
}

static seen looked(fixture *f, bool is_blind)
{
    seen s = {0, 0, 0};
    cn_reference_observer observer = {.choose = look, .user = &s, .is_blind = is_blind};

    assert_int_equal(
        cn_references_resolve_with(f->references, &f->input, &observer, &f->resolution, NULL),
        CAIRN_OK);
    return s;
}

static void features_are_the_same_on_every_run(void **state)
{
    const named names[] = {
        {"Mary Teyle", CN_TYPE_PERSON}, {"Ruth Quayne", CN_TYPE_PERSON}, {NULL, 0}};
    seen first, second;

    resolve(*state, "", "Mary Teyle met Ruth Quayne before she left her house.", names);
    first = looked(*state, false);
    second = looked(*state, false);
    assert_int_equal(first.n_cases, 2);
    assert_true(first.n_features > 50);
    assert_true(first.sum == second.sum);
}

static void blind_features_do_not_tell_genders(void **state)
{
    const named names[] = {
        {"Mary Teyle", CN_TYPE_PERSON}, {"John Quayne", CN_TYPE_PERSON}, {NULL, 0}};
    seen all, blind;

    resolve(*state, "", "Mary Teyle met John Quayne before she left.", names);
    all = looked(*state, false);
    blind = looked(*state, true);
    assert_int_equal(all.n_cases, 1);
    assert_int_equal(blind.n_cases, 1);
    assert_true(all.sum != blind.sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_the_same_on_every_run),
        cmocka_unit_test(blind_features_do_not_tell_genders),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
