/* What the parser has done so far with a sentence, and what it may do next: the arc-hybrid system
 * (Kuhlmann, Gomez-Rodriguez and Satta 2011). Shared by the parser and its trainer.
 *
 * Tokens wait in the buffer, 1..n, then the root, n + 1. Place 0 is "none".
 *   SHIFT  the first of the buffer goes onto the stack
 *   LEFT   the top of the stack gets the first of the buffer as its head, and leaves
 *   RIGHT  the top of the stack gets the one beneath it as its head, and leaves
 * When only the root waits, all on the stack are hung one on the other and the last one on the
 * root, so that each tree has exactly one root; each token leaves the stack once, with a head, so
 * that there is no cycle. A sentence of n tokens takes 2n moves. */
#ifndef CN_INGEST_PARSER_STATE_H
#define CN_INGEST_PARSER_STATE_H

#include "base/tree.h"

typedef enum cn_move { CN_MOVE_SHIFT = 0, CN_MOVE_LEFT, CN_MOVE_RIGHT, CN_MOVE_COUNT } cn_move;

/* Places beneath the stack that are always 0, so that features need no test. */
enum { CN_STACK_BASE = 3 };

typedef struct cn_parser_node {
    uint64_t left_labels, right_labels; /* sets of cn_dep, by bit */
    uint16_t left, left2;               /* outermost child on that side, and the one next to it */
    uint16_t right, right2;
    uint8_t n_left, n_right;
    uint16_t head;
    uint8_t label;
} cn_parser_node;

typedef struct cn_parser_state {
    uint32_t n;
    uint32_t next;  /* first of the buffer */
    uint32_t depth; /* of the stack */
    uint32_t last;  /* the last move */
    uint16_t stack[CN_STACK_BASE + CN_TREE_MAX];
    cn_parser_node nodes[CN_TREE_MAX + 2];
} cn_parser_state;

void cn_parser_state_init(cn_parser_state *state, uint32_t n);
/* All have a head. */
static inline bool cn_parser_state_is_end(const cn_parser_state *state)
{
    return state->next > state->n && state->depth == 0;
}
/* k = 0: the top; 0 when there is none. k < CN_STACK_BASE. */
static inline uint32_t cn_parser_state_stack(const cn_parser_state *state, uint32_t k)
{
    return state->stack[CN_STACK_BASE + state->depth - 1 - k];
}
/* The moves that are possible, bit 1 << move; one at least before the end. */
uint32_t cn_parser_state_moves(const cn_parser_state *state);
/* For LEFT and RIGHT: the arc the move makes. */
uint32_t cn_parser_state_head_of(const cn_parser_state *state, cn_move move);
/* label: of the arc, for LEFT and RIGHT. */
void cn_parser_state_apply(cn_parser_state *state, cn_move move, uint8_t label);

#endif
