/* Boosting over lists: the span that a feature tells apart comes to score highest, and a list
 * without a right span comes to score below none. */
#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/mem.h"
#include "tools/train/reader_trees.h"

enum { LISTS = 200, SPANS = 6, ROWS = LISTS * SPANS };

typedef struct world {
    reader_rows rows;
    reader_bins bins;
    reader_settings settings;
    reader_list lists[LISTS];
    float overlap[ROWS], score[ROWS];
    uint32_t answer[ROWS];
    uint8_t bins_of[ROWS * CN_SPAN_FEATURES];
} world;

/* The right span has the first feature; lists with the second feature have no right one. */
static world *make_world(void)
{
    world *w = cn_alloc_zero(1, sizeof *w);

    assert_non_null(w);
    w->rows = (reader_rows){w->bins_of, w->overlap, w->answer, w->score, ROWS, w->lists, LISTS};
    w->settings = (reader_settings){2, 30, 0.3, 1, 0.1, 4, 2, 100, 100, {1, 1, 1, 1}};
    for (unsigned f = 0; f < 2; f++) {
        w->bins.n[f] = 1;
        w->bins.edges[f][0] = 0.5F;
    }
    for (size_t i = 0; i < LISTS; i++) {
        const bool is_answerable = i % 4 != 0;

        w->lists[i] = (reader_list){i * SPANS, SPANS, (uint32_t)i % 10, 0, is_answerable};
        for (size_t k = 0; k < SPANS; k++) {
            const size_t row = i * SPANS + k;

            w->answer[row] = (uint32_t)k;
            w->overlap[row] = is_answerable && k == i % SPANS ? 1 : 0;
            w->bins_of[row * CN_SPAN_FEATURES] = k == i % SPANS;
            w->bins_of[row * CN_SPAN_FEATURES + 1] = !is_answerable;
        }
    }
    return w;
}

static void the_right_span_scores_highest(void **state)
{
    cn_reader_model model = {.n_trees = 0};
    float scores[SPANS];
    world *w = make_world();

    (void)state;
    assert_true(reader_learn(&w->rows, &w->bins, &w->settings, 0, 0, &model));
    for (size_t i = 0; i < LISTS; i++) {
        reader_score(&w->rows, &w->bins, &model, w->lists[i].first, SPANS, scores);
        for (size_t k = 0; k < SPANS; k++) {
            if (w->lists[i].is_answerable)
                assert_true(k == i % SPANS ? scores[k] > 0 : scores[k] < scores[i % SPANS]);
            else
                assert_true(scores[k] < 0);
        }
    }
    cn_free(model.splits);
    cn_free(model.leaves);
    cn_free(w);
}

static void learning_twice_gives_the_same(void **state)
{
    cn_reader_model one = {.n_trees = 0}, two = {.n_trees = 0};
    world *w = make_world();

    (void)state;
    assert_true(reader_learn(&w->rows, &w->bins, &w->settings, 0, 0, &one));
    assert_true(reader_learn(&w->rows, &w->bins, &w->settings, 0, 0, &two));
    assert_memory_equal(one.leaves, two.leaves, 30 * 4 * sizeof(float));
    assert_memory_equal(one.splits, two.splits, 30 * 3 * sizeof(cn_reader_split));
    cn_free(one.splits);
    cn_free(one.leaves);
    cn_free(two.splits);
    cn_free(two.leaves);
    cn_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_span_scores_highest),
        cmocka_unit_test(learning_twice_gives_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
