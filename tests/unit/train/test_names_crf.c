/* The field learns what features tell, and the same bits each time. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "tools/train/names_crf.h"

enum { SENTENCES = 40, TOKENS = 4 };

/* Feature 0 marks the first token of a name of two, feature 1 its second, 2 others; 3 is rare. */
static void make_lesson(names_features *features, uint8_t gold[SENTENCES][TOKENS],
                        names_sentence sentences[SENTENCES])
{
    memset(features, 0, sizeof(*features));
    for (uint32_t s = 0; s < SENTENCES; s++) {
        for (uint32_t i = 0; i < TOKENS; i++) {
            uint32_t ids[2] = {i == s % 3 ? 0 : i == s % 3 + 1 ? 1 : 2, 3};

            gold[s][i] = (uint8_t)(ids[0] == 0   ? cn_label_of(CN_KIND_PLACE, CN_LABEL_BEGIN)
                                   : ids[0] == 1 ? cn_label_of(CN_KIND_PLACE, CN_LABEL_LAST)
                                                 : CN_LABEL_OUTSIDE);
            assert_int_equal(names_features_add(features, ids, s == 0 && i == 0 ? 2 : 1, NULL),
                             CAIRN_OK);
        }
        sentences[s] = (names_sentence){.token = s * TOKENS, .n = TOKENS, .gold = gold[s]};
    }
}

static const names_learning how = {.epochs = 8, .least = 2, .rate = 0.2f, .penalty = 0.1f};

static void learn(names_crf *crf)
{
    static uint8_t gold[SENTENCES][TOKENS];
    static names_sentence sentences[SENTENCES];
    names_features features;

    make_lesson(&features, gold, sentences);
    assert_int_equal(names_crf_train(crf, &features, 4, sentences, SENTENCES, &how, NULL),
                     CAIRN_OK);
    names_features_done(&features);
}

static void labels_follow_features(void **state)
{
    static const uint32_t ids[] = {2, 0, 1, 2};
    float scores[4][NAMES_STRIDE] = {{0}}, margins[4];
    uint8_t labels[4];
    names_crf crf;

    (void)state;
    learn(&crf);
    for (size_t i = 0; i < 4; i++)
        names_crf_score(&crf, &ids[i], 1, scores[i]);
    names_decode(crf.moves, &scores[0][0], 4, labels, margins);
    assert_int_equal(labels[0], CN_LABEL_OUTSIDE);
    assert_int_equal(labels[1], cn_label_of(CN_KIND_PLACE, CN_LABEL_BEGIN));
    assert_int_equal(labels[2], cn_label_of(CN_KIND_PLACE, CN_LABEL_LAST));
    assert_int_equal(labels[3], CN_LABEL_OUTSIDE);
    for (size_t i = 0; i < 4; i++)
        assert_true(margins[i] > 0);
    names_crf_done(&crf);
}

static void rare_features_are_not_learned(void **state)
{
    names_crf crf;

    (void)state;
    learn(&crf);
    for (size_t l = 0; l < NAMES_STRIDE; l++)
        assert_true(crf.weights[3 * NAMES_STRIDE + l] == 0);
    names_crf_done(&crf);
}

static void learning_twice_gives_the_same_bits(void **state)
{
    names_crf one, two;

    (void)state;
    learn(&one);
    learn(&two);
    assert_memory_equal(one.weights, two.weights, 4 * NAMES_STRIDE * sizeof(float));
    assert_memory_equal(one.moves, two.moves, sizeof(one.moves));
    names_crf_done(&one);
    names_crf_done(&two);
}

static void pruning_keeps_what_matters(void **state)
{
    uint32_t *order = NULL;
    size_t n = 0;
    names_crf crf;

    (void)state;
    learn(&crf);
    assert_int_equal(names_crf_order(&crf, &order, &n, NULL), CAIRN_OK);
    assert_int_equal(n, 3);
    assert_int_equal(names_crf_prune(&crf, 1, NULL), CAIRN_OK);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(crf.counts[i] > 0, i == order[0]);
    cn_free(order);
    names_crf_done(&crf);
}

static int learn_once(void *user)
{
    static uint8_t gold[TOKENS];
    static const size_t first[] = {0, 1};
    names_features features = {.ids = user, .n_ids = 1, .first = (size_t *)(uintptr_t)first};
    names_sentence sentence = {.token = 0, .n = 1, .gold = gold};
    names_crf crf;
    int rc;

    features.n_tokens = 1;
    rc = names_crf_train(&crf, &features, 1, &sentence, 1, &how, NULL);
    names_crf_done(&crf);
    return rc;
}

static void memory_that_runs_out_is_reported(void **state)
{
    uint32_t id = 0;

    (void)state;
    walk_failures(learn_once, &id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(labels_follow_features),
                                       cmocka_unit_test(rare_features_are_not_learned),
                                       cmocka_unit_test(learning_twice_gives_the_same_bits),
                                       cmocka_unit_test(pruning_keeps_what_matters),
                                       cmocka_unit_test(memory_that_runs_out_is_reported)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
