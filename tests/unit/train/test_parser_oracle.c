/* The oracle: moves without cost lead to the right tree, and after a mistake to the best one that
 * is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "tools/train/parser_oracle.h"

static cn_move cheapest_move(const cn_gold *gold, const cn_parser_state *state, uint32_t *cost)
{
    const uint32_t possible = cn_parser_state_moves(state);
    uint32_t costs[CN_MOVE_COUNT] = {0};
    int best = -1;

    cn_oracle_costs(gold, state, possible, costs);
    for (int move = 0; move < CN_MOVE_COUNT; move++)
        if (possible >> move & 1 && (best < 0 || costs[move] < costs[best]))
            best = move;
    *cost = costs[best];
    return (cn_move)best;
}

/* Follows the oracle to the end; the sum of costs, and how many heads are right. */
static uint32_t follow(const cn_gold *gold, cn_parser_state *state, uint32_t *n_right)
{
    uint32_t sum = 0;

    while (!cn_parser_state_is_end(state)) {
        uint32_t cost;

        cn_parser_state_apply(state, cheapest_move(gold, state, &cost), CN_DEP_DEP);
        sum += cost;
    }
    *n_right = 0;
    for (uint32_t i = 1; i <= gold->n; i++)
        *n_right += state->nodes[i].head == gold->head[i];
    return sum;
}

/* Heads of a random projective tree over from..to, the head of which is `head`. */
static void grow(uint16_t *heads, uint32_t from, uint32_t to, uint32_t head, uint64_t *seed)
{
    while (from <= to) {
        uint32_t last = from, child;

        *seed = cn_hash_mix(*seed, from);
        last = from + (uint32_t)(*seed % (to - from + 1));
        child = from + (uint32_t)((*seed >> 20) % (last - from + 1));
        heads[child - 1] = (uint16_t)head;
        if (child > from)
            grow(heads, from, child - 1, child, seed);
        if (child < last)
            grow(heads, child + 1, last, child, seed);
        from = last + 1;
    }
}

static void grow_tree(uint16_t *heads, uint32_t n, uint64_t *seed)
{
    uint32_t root;

    *seed = cn_hash_mix(*seed, n);
    root = 1 + (uint32_t)(*seed % n);
    heads[root - 1] = 0;
    if (root > 1)
        grow(heads, 1, root - 1, root, seed);
    if (root < n)
        grow(heads, root + 1, n, root, seed);
}

static void projective_trees_are_reached_without_cost(void **state)
{
    static const uint8_t labels[CN_TREE_MAX];
    uint16_t heads[CN_TREE_MAX];
    uint64_t seed = 5;

    (void)state;
    for (uint32_t n = 1; n <= CN_TREE_MAX; n++) {
        cn_gold gold;
        cn_parser_state s;
        uint32_t n_right;

        grow_tree(heads, n, &seed);
        cn_gold_set(&gold, heads, labels, n);
        cn_parser_state_init(&s, n);
        assert_int_equal(follow(&gold, &s, &n_right), 0);
        assert_int_equal(n_right, n);
    }
}

static void a_mistake_costs_the_arcs_it_puts_out_of_reach(void **state)
{
    /* 2 is the root and has 1 and 3; 3 has 4. */
    static const uint16_t heads[] = {2, 0, 2, 3};
    static const uint8_t labels[4];
    uint32_t costs[CN_MOVE_COUNT], n_right;
    cn_gold gold;
    cn_parser_state s;

    (void)state;
    cn_gold_set(&gold, heads, labels, 4);
    cn_parser_state_init(&s, 4);
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    cn_oracle_costs(&gold, &s, cn_parser_state_moves(&s), costs);
    assert_int_equal(costs[CN_MOVE_LEFT], 0);
    assert_int_equal(costs[CN_MOVE_SHIFT], 1); /* 2 can no longer be the head of 1 */
    cn_parser_state_apply(&s, CN_MOVE_SHIFT, 0);
    follow(&gold, &s, &n_right);
    assert_true(n_right >= 2); /* 3 and 4 */
    assert_int_equal(s.nodes[4].head, 3);
}

static void crossing_arcs_do_no_harm(void **state)
{
    /* 1 and 3 cross 2 and 4. */
    static const uint16_t heads[] = {3, 4, 0, 3};
    static const uint8_t labels[4];
    cn_gold gold;
    cn_parser_state s;
    uint32_t n_right;

    (void)state;
    cn_gold_set(&gold, heads, labels, 4);
    cn_parser_state_init(&s, 4);
    follow(&gold, &s, &n_right);
    assert_true(n_right >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(projective_trees_are_reached_without_cost),
        cmocka_unit_test(a_mistake_costs_the_arcs_it_puts_out_of_reach),
        cmocka_unit_test(crossing_arcs_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
