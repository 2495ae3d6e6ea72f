/* The transition system: moves, and what they leave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/parser_state.h"

enum { ONLY_SHIFT = 1 << CN_MOVE_SHIFT, ONLY_LEFT = 1 << CN_MOVE_LEFT };
enum { ONLY_RIGHT = 1 << CN_MOVE_RIGHT };

static void arcs_are_made_with_both_neighbours(void **state)
{
    cn_parser_state s;

    (void)state;
    cn_parser_state_init(&s, 3);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    assert_int_equal(cn_parser_state_head_of(&s, CN_MOVE_LEFT), 2);
    cn_parser_state_apply(&s, CN_MOVE_LEFT, CN_DEP_NSUBJ);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    assert_int_equal(cn_parser_state_head_of(&s, CN_MOVE_RIGHT), 2);
    cn_parser_state_apply(&s, CN_MOVE_RIGHT, CN_DEP_OBJ);
    assert_int_equal(s.nodes[1].head, 2);
    assert_int_equal(s.nodes[3].head, 2);
    assert_int_equal(s.nodes[2].left, 1);
    assert_int_equal(s.nodes[2].right, 3);
    assert_true(s.nodes[2].left_labels == (uint64_t)1 << CN_DEP_NSUBJ);
    assert_true(s.nodes[2].right_labels == (uint64_t)1 << CN_DEP_OBJ);
}

static void the_outermost_two_children_are_known(void **state)
{
    cn_parser_state s;

    (void)state;
    cn_parser_state_init(&s, 4);
    for (int i = 0; i < 3; i++)
        cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    for (int i = 0; i < 3; i++)
        cn_parser_state_apply(&s, CN_MOVE_LEFT, CN_DEP_DET);
    assert_int_equal(s.nodes[4].left, 1);
    assert_int_equal(s.nodes[4].left2, 2);
    assert_int_equal(s.nodes[4].n_left, 3);
}

static void the_end_has_one_root(void **state)
{
    cn_parser_state s;

    (void)state;
    cn_parser_state_init(&s, 2);
    assert_int_equal(cn_parser_state_moves(&s), ONLY_SHIFT);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    assert_int_equal(cn_parser_state_moves(&s), ONLY_SHIFT | ONLY_LEFT);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    assert_int_equal(cn_parser_state_moves(&s), ONLY_RIGHT);
    cn_parser_state_apply(&s, CN_MOVE_RIGHT, CN_DEP_OBJ);
    assert_int_equal(cn_parser_state_moves(&s), ONLY_LEFT);
    assert_false(cn_parser_state_is_end(&s));
    cn_parser_state_apply(&s, CN_MOVE_LEFT, CN_DEP_ROOT);
    assert_true(cn_parser_state_is_end(&s));
    assert_int_equal(s.nodes[1].head, 3);
}

static void an_empty_sentence_is_at_its_end(void **state)
{
    cn_parser_state s;

    (void)state;
    cn_parser_state_init(&s, 0);
    assert_true(cn_parser_state_is_end(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arcs_are_made_with_both_neighbours),
        cmocka_unit_test(the_outermost_two_children_are_known),
        cmocka_unit_test(the_end_has_one_root),
        cmocka_unit_test(an_empty_sentence_is_at_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
