/* Features: the same for the same surroundings, none where no name can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/recognizer_features.h"
#include "unit/ingest/tokens_fixture.h"

enum { TOKENS = 64 };

static cn_name_atom atoms[TOKENS];
static const cn_name_topic no_topic = {.noun = 0};

static size_t read_atoms(tokens_fixture *f, const char *text)
{
    static const cn_name_tables none = {.words = NULL};

    tokens_cut(f, text, strlen(text));
    assert_int_equal(f->trees.n_trees, 1);
    cn_name_atoms(&none, NULL, f->trees.trees, atoms);
    return f->trees.trees[0].n;
}

static void words_far_from_capitals_and_numbers_have_none(void **state)
{
    uint64_t hashes[CN_NAME_FEATURES_MAX];
    tokens_fixture *f = *state;
    size_t n = read_atoms(f, "we went home and then slept until Monday");

    assert_int_equal(cn_name_features(atoms, n, 2, &no_topic, hashes), 0);
    assert_true(cn_name_features(atoms, n, 6, &no_topic, hashes) > 0);
    assert_true(cn_name_features(atoms, n, 7, &no_topic, hashes) > 0);
}

static void equal_surroundings_give_equal_features(void **state)
{
    uint64_t first[CN_NAME_FEATURES_MAX], again[CN_NAME_FEATURES_MAX];
    tokens_fixture *f = *state;
    size_t n = read_atoms(f, "near Paris , France");
    size_t n_first = cn_name_features(atoms, n, 1, &no_topic, first);

    n = read_atoms(f, "near Paris , France");
    assert_int_equal(cn_name_features(atoms, n, 1, &no_topic, again), n_first);
    assert_memory_equal(first, again, n_first * sizeof(*first));
    assert_in_range(n_first, 1, CN_NAME_FEATURES_MAX);
}

static void features_of_one_token_differ(void **state)
{
    uint64_t hashes[CN_NAME_FEATURES_MAX];
    tokens_fixture *f = *state;
    size_t n = cn_name_features(atoms, read_atoms(f, "\" The Long Road \" of 1987 ."), 1, &no_topic,
                                hashes);

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            assert_true(hashes[i] != hashes[k]);
}

static void silence_elsewhere_has_no_features(void **state)
{
    cn_name_echo echoes[2] = {{.kind = 0}, {.kind = 0}};
    uint64_t hashes[CN_NAME_DOCUMENT_MAX];
    tokens_fixture *f = *state;
    size_t n = read_atoms(f, "Anna Berg");

    assert_int_equal(n, 2);
    assert_int_equal(cn_name_document_features(atoms, echoes, n, 0, hashes), 0);
    echoes[0].kind = 1;
    assert_in_range(cn_name_document_features(atoms, echoes, n, 0, hashes), 1,
                    CN_NAME_DOCUMENT_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_far_from_capitals_and_numbers_have_none),
        cmocka_unit_test(equal_surroundings_give_equal_features),
        cmocka_unit_test(features_of_one_token_differ),
        cmocka_unit_test(silence_elsewhere_has_no_features)};

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
