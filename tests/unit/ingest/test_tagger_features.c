/* What the tagger sees: the same word at the same place gives the same features, and the lexicon is
 * found by key. */
#include "unit/ingest/tokens_fixture.h"

#include "ingest/tagger_features.h"

static const uint64_t sets[] = {7, 5};
static const uint32_t clusters[] = {0, 3u << CN_CLUSTER_FINE_BITS | 1}, closed[] = {0};

static void fill_words(cn_tag_word words[4], const char *form)
{
    const uint64_t key = cn_token_key(form, strlen(form));

    memset(words, 0, 4 * sizeof(*words));
    words[key >> 32 & 3] = (cn_tag_word){(uint32_t)key, cn_tag_word_bits(1, 1, 0, true)};
}

static void a_word_of_the_lexicon_is_found(void **state)
{
    tokens_fixture *f = *state;
    cn_tag_look looks[CN_TREE_MAX + 2 * CN_TAG_PAD];
    cn_tag_word words[4];
    const cn_tag_lexicon lexicon = {words, 4, sets, 2, clusters, 2, closed, 1};

    fill_words(words, "hale");
    tokens_cut(f, "Old Hale", strlen("Old Hale"));
    cn_tag_looks(&lexicon, &f->trees.trees[0], looks);
    assert_int_equal(looks[CN_TAG_PAD].set, 0);
    assert_false(looks[CN_TAG_PAD].is_restricted);
    assert_int_equal(looks[CN_TAG_PAD + 1].set, 1);
    assert_true(looks[CN_TAG_PAD + 1].is_restricted);
    assert_int_equal(looks[CN_TAG_PAD + 1].cluster, clusters[1]);
    assert_int_equal(looks[CN_TAG_PAD + 1].coarse, 3);
    assert_int_equal(cn_tag_lexicon_find(&lexicon, cn_token_key("none", 4)), 0);
}

static void features_depend_on_the_tags_before(void **state)
{
    tokens_fixture *f = *state;
    cn_tag_look looks[CN_TREE_MAX + 2 * CN_TAG_PAD];
    uint64_t first[CN_TAG_FEATURES_MAX], second[CN_TAG_FEATURES_MAX];
    cn_tag_word words[4] = {{0}};
    const cn_tag_lexicon lexicon = {words, 4, sets, 2, clusters, 2, closed, 1};
    size_t n, n_different = 0;

    tokens_cut(f, "Old boats", strlen("Old boats"));
    cn_tag_looks(&lexicon, &f->trees.trees[0], looks);
    n = cn_tag_features(&looks[CN_TAG_PAD + 1], 1, CN_TAG_NONE, first);
    assert_in_range(n, 20, CN_TAG_FEATURES_MAX);
    assert_int_equal(cn_tag_features(&looks[CN_TAG_PAD + 1], 1, CN_TAG_NONE, second), n);
    assert_memory_equal(first, second, n * sizeof(first[0]));
    cn_tag_features(&looks[CN_TAG_PAD + 1], 2, CN_TAG_NONE, second);
    for (size_t i = 0; i < n; i++)
        n_different += first[i] != second[i];
    assert_in_range(n_different, 2, n - 10);
}

static void the_best_tag_is_one_of_the_set(void **state)
{
    const int32_t scores[] = {5, 9, -3, 9};

    (void)state;
    assert_int_equal(cn_tag_best(scores, 4, 15), 1);
    assert_int_equal(cn_tag_best(scores, 4, 5), 0);
    assert_int_equal(cn_tag_best(scores, 4, 4), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_of_the_lexicon_is_found),
        cmocka_unit_test(features_depend_on_the_tags_before),
        cmocka_unit_test(the_best_tag_is_one_of_the_set),
    };

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
