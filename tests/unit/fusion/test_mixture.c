/* The mixture: it finds two components, obeys order and competition, and learns from labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "fusion/mixture.h"

enum { N = 400, LEVELS = 5, FEATURES = 3 };

typedef struct sample {
    uint32_t left[N], right[N];
    uint16_t levels[FEATURES * N];
    int8_t labels[N];
    double probability[N], score[N];
    cn_mixture mixture;
    cn_mixture_pairs pairs;
} sample;

static bool is_match(size_t i)
{
    return i % 8 == 0;
}

/* Each eighth pair is a match; every row has one. Levels are high for matches, with slips. */
static void make(sample *s, uint32_t groups)
{
    cairn_error err = CAIRN_ERROR_INIT;

    memset(s, 0, sizeof(*s));
    assert_int_equal(cn_mixture_init(&s->mixture, &err), CAIRN_OK);
    for (uint32_t f = 0; f < FEATURES; f++)
        assert_int_equal(cn_mixture_add(&s->mixture, "f", f % groups, LEVELS, true, &err),
                         CAIRN_OK);
    for (size_t i = 0; i < N; i++) {
        s->left[i] = (uint32_t)(i / 8);
        s->right[i] = (uint32_t)((i / 8 + i % 8 * 7) % (N / 8));
        s->labels[i] = -1;
        for (size_t f = 0; f < FEATURES; f++) {
            const bool slips = (i * 31 + f * 17) % 11 == 0;
            const uint16_t spread = (uint16_t)((i * 13 + f * 5) % 2);

            s->levels[f * N + i] = (uint16_t)(is_match(i) != slips ? 3 + spread : spread);
        }
        s->probability[i] = s->levels[i] >= 3;
    }
    s->pairs = (cn_mixture_pairs){.n = N,
                                  .left = s->left,
                                  .right = s->right,
                                  .n_left = N / 8,
                                  .n_right = N / 8,
                                  .levels = s->levels};
}

static void fit(sample *s)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_mixture_fit(&s->mixture, &s->pairs, s->probability, s->score, &err) < 0)
        fail_msg("%s", err.message);
}

static size_t count_right(const sample *s)
{
    size_t n = 0;

    for (size_t i = 0; i < N; i++)
        n += (s->probability[i] > 0.5) == is_match(i);
    return n;
}

static void two_components_are_found_without_labels(void **state)
{
    sample s;

    (void)state;
    make(&s, FEATURES);
    fit(&s);
    assert_true(count_right(&s) > N * 95 / 100);
    cn_mixture_done(&s.mixture);
}

static void weights_never_fall_as_likeness_grows(void **state)
{
    sample s;

    (void)state;
    make(&s, 2);
    fit(&s);
    for (size_t f = 0; f < FEATURES; f++)
        for (uint16_t l = 1; l < LEVELS; l++)
            assert_true(cn_mixture_weight(&s.mixture, f, l) >=
                        cn_mixture_weight(&s.mixture, f, (uint16_t)(l - 1)));
    cn_mixture_done(&s.mixture);
}

static void a_missing_level_says_nothing(void **state)
{
    sample s;

    (void)state;
    make(&s, FEATURES);
    for (size_t f = 0; f < FEATURES; f++)
        s.levels[f * N + 5] = CN_MIXTURE_MISSING;
    fit(&s);
    assert_true(fabs(s.score[5] - s.mixture.prior) < 1e-9);
    assert_true(fabs(cn_mixture_weight(&s.mixture, 0, CN_MIXTURE_MISSING)) < 1e-9);
    cn_mixture_done(&s.mixture);
}

static void candidates_of_one_row_compete(void **state)
{
    sample s;
    double sum = 0;

    (void)state;
    make(&s, FEATURES);
    for (size_t f = 0; f < FEATURES; f++)
        s.levels[f * N + 1] = s.levels[f * N]; /* as alike as the match beside it */
    s.pairs.left_has_one = s.pairs.right_has_one = true;
    fit(&s);
    for (size_t i = 0; i < 8; i++)
        sum += s.probability[i];
    assert_true(sum <= 1.0001);
    assert_true(s.probability[0] <= 0.5001);
    cn_mixture_done(&s.mixture);
}

static void scores_can_be_judged_with_fewer_rivals(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    sample s;

    (void)state;
    make(&s, FEATURES);
    for (size_t i = 0; i < N; i++)
        s.score[i] = i < 2 ? 5 : -5;
    s.pairs.left_has_one = true;
    assert_int_equal(cn_mixture_judge(&s.pairs, s.score, s.probability, &err), CAIRN_OK);
    assert_true(s.probability[0] < 0.5 && s.probability[1] < 0.5);
    s.pairs.left_has_one = false;
    assert_int_equal(cn_mixture_judge(&s.pairs, s.score, s.probability, &err), CAIRN_OK);
    assert_true(s.probability[0] > 0.9 && s.probability[1] > 0.9);
    cn_mixture_done(&s.mixture);
}

static void what_is_no_match_of_each_other_competes_in_a_triangle(void **state)
{
    static const uint32_t triangles[][3] = {{16, 24, 18}};
    sample s;

    (void)state;
    make(&s, FEATURES);
    fit(&s);
    assert_true(s.probability[16] > 0.9 && s.probability[24] > 0.9 && s.probability[18] < 0.1);
    cn_mixture_done(&s.mixture);
    make(&s, FEATURES);
    s.pairs.triangles = triangles;
    s.pairs.n_triangles = 1;
    fit(&s);
    assert_true(s.probability[16] < 0.9 && s.probability[24] < 0.9);
    cn_mixture_done(&s.mixture);
}

static void labels_decide_what_a_feature_is_worth(void **state)
{
    sample s;

    (void)state;
    make(&s, FEATURES);
    for (size_t i = 0; i < N; i++) {
        s.levels[2 * N + i] = (uint16_t)(i % LEVELS); /* says nothing */
        s.labels[i] = i % 2 == 0 || is_match(i) ? (int8_t)is_match(i) : -1;
    }
    s.pairs.labels = s.labels;
    fit(&s);
    assert_true(s.mixture.is_supervised);
    assert_true(count_right(&s) > N * 85 / 100);
    assert_true(cn_mixture_weight(&s.mixture, 0, LEVELS - 1) >
                cn_mixture_weight(&s.mixture, 2, LEVELS - 1) + 1);
    cn_mixture_done(&s.mixture);
}

static void labels_of_one_kind_are_no_labels(void **state)
{
    sample s;

    (void)state;
    make(&s, FEATURES);
    s.labels[0] = 1;
    s.pairs.labels = s.labels;
    fit(&s);
    assert_false(s.mixture.is_supervised);
    cn_mixture_done(&s.mixture);
}

static void no_pairs_and_one_pair_are_fine(void **state)
{
    sample s;

    (void)state;
    make(&s, FEATURES);
    s.pairs.n = 0;
    fit(&s);
    cn_mixture_done(&s.mixture);
    make(&s, FEATURES);
    s.pairs.n = 1;
    fit(&s);
    assert_true(s.probability[0] > 0 && s.probability[0] < 1);
    cn_mixture_done(&s.mixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_components_are_found_without_labels),
        cmocka_unit_test(weights_never_fall_as_likeness_grows),
        cmocka_unit_test(a_missing_level_says_nothing),
        cmocka_unit_test(candidates_of_one_row_compete),
        cmocka_unit_test(scores_can_be_judged_with_fewer_rivals),
        cmocka_unit_test(what_is_no_match_of_each_other_competes_in_a_triangle),
        cmocka_unit_test(labels_decide_what_a_feature_is_worth),
        cmocka_unit_test(labels_of_one_kind_are_no_labels),
        cmocka_unit_test(no_pairs_and_one_pair_are_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
