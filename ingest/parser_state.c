/* The arc-hybrid transition system. */
#include "ingest/parser_state.h"

#include <assert.h>
#include <string.h>

void cn_parser_state_init(cn_parser_state *state, uint32_t n)
{
    assert(n <= CN_TREE_MAX);
    state->n = n;
    state->next = 1;
    state->depth = 0;
    state->last = CN_MOVE_COUNT;
    memset(state->stack, 0, CN_STACK_BASE * sizeof *state->stack);
    memset(state->nodes, 0, (n + 2) * sizeof *state->nodes);
}

uint32_t cn_parser_state_moves(const cn_parser_state *state)
{
    if (state->next > state->n) /* one root */
        return state->depth > 1 ? 1U << CN_MOVE_RIGHT : 1U << CN_MOVE_LEFT;
    if (state->depth == 0)
        return 1U << CN_MOVE_SHIFT;
    return 1U << CN_MOVE_SHIFT | 1U << CN_MOVE_LEFT | (state->depth > 1 ? 1U << CN_MOVE_RIGHT : 0);
}

uint32_t cn_parser_state_head_of(const cn_parser_state *state, cn_move move)
{
    return move == CN_MOVE_LEFT ? state->next : cn_parser_state_stack(state, 1);
}

static void attach(cn_parser_state *state, uint32_t head, uint32_t token, uint8_t label)
{
    cn_parser_node *node = &state->nodes[head];

    state->nodes[token].head = (uint16_t)head;
    state->nodes[token].label = label;
    if (token < head) {
        node->left2 = node->left;
        node->left = (uint16_t)token;
        node->n_left++;
        node->left_labels |= (uint64_t)1 << label;
    } else {
        node->right2 = node->right;
        node->right = (uint16_t)token;
        node->n_right++;
        node->right_labels |= (uint64_t)1 << label;
    }
}

void cn_parser_state_apply(cn_parser_state *state, cn_move move, uint8_t label)
{
    state->last = (uint32_t)move;
    if (move == CN_MOVE_SHIFT) {
        state->stack[CN_STACK_BASE + state->depth++] = (uint16_t)state->next++;
        return;
    }
    attach(state, cn_parser_state_head_of(state, move), cn_parser_state_stack(state, 0), label);
    state->depth--;
}
