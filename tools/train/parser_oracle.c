/* Costs of moves. */
#include "tools/train/parser_oracle.h"

#include <string.h>

void cn_gold_set(cn_gold *gold, const uint16_t *heads, const uint8_t *labels, uint32_t n)
{
    uint16_t fill[CN_TREE_MAX + 3];

    gold->n = n;
    memset(gold->first, 0, sizeof gold->first);
    gold->head[0] = gold->head[n + 1] = 0;
    gold->label[0] = gold->label[n + 1] = CN_DEP_DEP;
    for (uint32_t i = 1; i <= n; i++) {
        gold->head[i] = heads[i - 1] == 0 ? (uint16_t)(n + 1) : heads[i - 1];
        gold->label[i] = labels[i - 1];
        gold->first[gold->head[i] + 1]++;
    }
    for (uint32_t i = 1; i <= n + 2; i++)
        gold->first[i] = (uint16_t)(gold->first[i] + gold->first[i - 1]);
    memcpy(fill, gold->first, sizeof fill);
    for (uint32_t i = 1; i <= n; i++)
        gold->children[fill[gold->head[i]]++] = (uint16_t)i;
}

/* Right dependents of the token that wait in the buffer. */
static uint32_t waiting_children(const cn_gold *gold, const cn_parser_state *state, uint32_t token)
{
    uint32_t n = 0;

    for (uint32_t i = gold->first[token + 1]; i > gold->first[token]; i--, n++)
        if (gold->children[i - 1] < state->next)
            break;
    return n;
}

/* Dependents of the buffer's first that lie on the stack. */
static uint32_t stacked_children(const cn_gold *gold, const cn_parser_state *state)
{
    uint32_t n = 0;

    for (uint32_t i = gold->first[state->next]; i < gold->first[state->next + 1]; i++) {
        const uint32_t child = gold->children[i];

        if (child > state->next)
            break;
        n += state->nodes[child].head == 0;
    }
    return n;
}

void cn_oracle_costs(const cn_gold *gold, const cn_parser_state *state, uint32_t possible,
                     uint32_t costs[CN_MOVE_COUNT])
{
    const uint32_t top = cn_parser_state_stack(state, 0);
    const uint32_t below = cn_parser_state_stack(state, 1);
    const uint32_t next = state->next;

    if (possible >> CN_MOVE_SHIFT & 1) {
        const uint32_t head = gold->head[next];

        costs[CN_MOVE_SHIFT] = stacked_children(gold, state) +
                               (head < next && head != top && state->nodes[head].head == 0 ? 1 : 0);
    }
    if (possible >> CN_MOVE_LEFT & 1)
        costs[CN_MOVE_LEFT] = waiting_children(gold, state, top) +
                              ((below && gold->head[top] == below) || gold->head[top] > next);
    if (possible >> CN_MOVE_RIGHT & 1)
        costs[CN_MOVE_RIGHT] =
            waiting_children(gold, state, top) + (gold->head[top] >= next ? 1 : 0);
}
