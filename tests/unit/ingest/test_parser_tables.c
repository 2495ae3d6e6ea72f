/* Look-ups: a feature weighs what its slot says, and nothing when the slot is another's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/parser_tables.h"

enum { N_SLOTS = 4 };

static const uint64_t here = 0x1111222233334445u; /* odd at the end: a check as it stands */

static void a_move_weighs_what_its_slot_says(void **state)
{
    uint32_t slots[N_SLOTS] = {0};
    const cn_parser_tables tables = {.moves = slots, .n_moves = N_SLOTS};
    const uint64_t hashes[] = {here, here ^ 0x20};
    int32_t scores[CN_MOVE_COUNT];

    (void)state;
    slots[cn_parser_slot(here, N_SLOTS)] =
        cn_parser_check(here) << 16 | (uint32_t)(uint8_t)-7 << 8 | 5;
    cn_parser_move_scores(&tables, hashes, 2, scores);
    assert_int_equal(scores[CN_MOVE_SHIFT], 0);
    assert_int_equal(scores[CN_MOVE_LEFT], 5);
    assert_int_equal(scores[CN_MOVE_RIGHT], -7);
}

static void the_neighbour_slot_counts_too(void **state)
{
    uint32_t slots[N_SLOTS] = {0};
    const cn_parser_tables tables = {.moves = slots, .n_moves = N_SLOTS};
    int32_t scores[CN_MOVE_COUNT];

    (void)state;
    slots[cn_parser_slot(here, N_SLOTS) ^ 1] = cn_parser_check(here) << 16 | 9;
    cn_parser_move_scores(&tables, &here, 1, scores);
    assert_int_equal(scores[CN_MOVE_LEFT], 9);
}

static void a_label_weighs_what_its_slot_says(void **state)
{
    uint64_t slots[N_SLOTS] = {0};
    const cn_parser_tables tables = {.labels = slots, .n_labels = N_SLOTS};
    const uint64_t hashes[] = {here, here ^ 0x20};
    int32_t scores[CN_LABEL_SCORES];

    (void)state;
    slots[cn_parser_slot(here, N_SLOTS)] = (uint64_t)cn_parser_check(here) << 48 |
                                           (uint64_t)(uint8_t)-3 << 24 | CN_DEP_OBJ << 16 |
                                           100 << 8 | CN_DEP_NSUBJ;
    cn_parser_label_scores(&tables, hashes, 2, scores);
    assert_int_equal(scores[CN_DEP_NSUBJ], 100);
    assert_int_equal(scores[CN_DEP_OBJ], -3);
    assert_int_equal(scores[CN_DEP_OBL], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_weighs_what_its_slot_says),
        cmocka_unit_test(the_neighbour_slot_counts_too),
        cmocka_unit_test(a_label_weighs_what_its_slot_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
