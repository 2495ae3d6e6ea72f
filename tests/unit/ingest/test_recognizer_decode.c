/* The best sequence of labels, compared with trying all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/recognizer_decode.h"

enum { L = CN_LABEL_COUNT, LANES = CN_LABEL_LANES };

static uint32_t next_chance(uint32_t *chance)
{
    *chance = *chance * 1664525u + 1013904223u;
    return *chance >> 8;
}

static void fill_moves(cn_name_moves moves, uint32_t *chance)
{
    for (int from = 0; from <= L; from++)
        for (int to = 0; to < LANES; to++)
            moves[from][to] = to < L && cn_name_move_allowed(from, to)
                                  ? (int16_t)(next_chance(chance) % 60) - 30
                                  : CN_SCORE_NEVER;
}

static int sum_of(const cn_name_moves moves, const int16_t (*scores)[LANES], size_t n,
                  const uint8_t *labels)
{
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += moves[i == 0 ? L : labels[i - 1]][labels[i]] + scores[i][labels[i]];
    return sum;
}

/* The best sum of three tokens whose token `at` has (or, !is_own, has not) this label. */
static int best_of_three(const cn_name_moves moves, const int16_t (*scores)[LANES], size_t at,
                         uint8_t label, bool is_own)
{
    int best = -1000000;

    for (uint8_t a = 0; a < L; a++)
        for (uint8_t b = 0; b < L; b++)
            for (uint8_t c = 0; c < L; c++) {
                uint8_t labels[3] = {a, b, c};
                int sum;

                if ((labels[at] == label) != is_own || !cn_name_move_allowed(L, a) ||
                    !cn_name_move_allowed(a, b) || !cn_name_move_allowed(b, c) ||
                    !cn_name_move_allowed(c, L))
                    continue;
                sum = sum_of(moves, scores, 3, labels);
                best = sum > best ? sum : best;
            }
    return best;
}

static void no_sequence_is_better_and_margins_are_exact(void **state)
{
    uint32_t chance = 11;

    (void)state;
    for (int round = 0; round < 40; round++) {
        int16_t scores[3][LANES] = {{0}}, margins[3];
        cn_name_moves moves;
        cn_name_chain chain;
        uint8_t labels[3];

        fill_moves(moves, &chance);
        for (size_t i = 0; i < 3; i++)
            for (size_t l = 0; l < L; l++)
                scores[i][l] = (int16_t)((int)(next_chance(&chance) % 200) - 100);
        cn_name_chain_init(&chain, (const int16_t(*)[LANES])moves);
        cn_name_decode(&chain, (const int16_t(*)[LANES])scores, 3, labels, margins);
        for (size_t i = 0; i < 3; i++) {
            int own = best_of_three(moves, (const int16_t(*)[LANES])scores, i, labels[i], true);
            int other = best_of_three(moves, (const int16_t(*)[LANES])scores, i, labels[i], false);

            assert_int_equal(sum_of(moves, (const int16_t(*)[LANES])scores, 3, labels), own);
            assert_int_equal(margins[i], own - other);
        }
    }
}

static void extreme_scores_still_make_whole_names(void **state)
{
    static int16_t scores[CN_TREE_MAX][LANES];
    static int16_t margins[CN_TREE_MAX];
    uint8_t labels[CN_TREE_MAX];
    uint32_t chance = 5;
    cn_name_moves moves;
    cn_name_chain chain;

    (void)state;
    fill_moves(moves, &chance);
    cn_name_chain_init(&chain, (const int16_t(*)[LANES])moves);
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < CN_TREE_MAX; i++)
            for (size_t l = 0; l < L; l++)
                scores[i][l] = next_chance(&chance) % 2 ? CN_SCORE_MAX : -CN_SCORE_MAX;
        cn_name_decode(&chain, (const int16_t(*)[LANES])scores, CN_TREE_MAX, labels, margins);
        for (size_t i = 0; i < CN_TREE_MAX; i++) {
            assert_true(labels[i] < L);
            assert_true(margins[i] >= 0);
            if (i > 0)
                assert_true(cn_name_move_allowed(labels[i - 1], labels[i]));
        }
        assert_true(cn_name_move_allowed(labels[CN_TREE_MAX - 1], L));
    }
}

static void names_are_whole_by_the_moves_allowed(void **state)
{
    int begin = cn_label_of(CN_KIND_PERSON, CN_LABEL_BEGIN);
    int last = cn_label_of(CN_KIND_PERSON, CN_LABEL_LAST);

    (void)state;
    assert_true(cn_name_move_allowed(begin, last));
    assert_false(cn_name_move_allowed(begin, CN_LABEL_OUTSIDE));
    assert_false(cn_name_move_allowed(begin, cn_label_of(CN_KIND_PLACE, CN_LABEL_LAST)));
    assert_false(cn_name_move_allowed(L, last));
    assert_false(cn_name_move_allowed(begin, L));
    assert_true(cn_name_move_allowed(last, begin));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_sequence_is_better_and_margins_are_exact),
        cmocka_unit_test(extreme_scores_still_make_whole_names),
        cmocka_unit_test(names_are_whole_by_the_moves_allowed)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
