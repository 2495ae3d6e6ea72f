/* Votes for arcs and labels, and the best projective tree of them. Spans are half trees as Eisner
 * draws them: open ones end in an arc between their ends, closed ones are whole on one side. */
#include "tools/train/parser_vote.h"

#include <string.h>

#include "base/mem.h"

enum {
    PLACES = CN_TREE_MAX + 1,
    /* More than all votes of a tree: one arc from the root, no more. */
    ROOT_PRICE = 1 << 20
};

typedef enum direction { FROM_RIGHT = 0, FROM_LEFT = 1 } direction; /* where the head is */

struct cn_votes {
    uint32_t n;
    uint8_t arcs[PLACES][PLACES]; /* head, token */
    uint8_t labels[PLACES][PLACES][CN_DEP_COUNT];
    int32_t open[PLACES][PLACES][2], closed[PLACES][PLACES][2];
    uint8_t open_at[PLACES][PLACES][2], closed_at[PLACES][PLACES][2];
};

int cn_votes_new(cn_votes **votes, cairn_error *err)
{
    *votes = cn_alloc_zero(1, sizeof **votes);
    return *votes ? CAIRN_OK : cn_fail_memory(err, sizeof **votes);
}

void cn_votes_free(cn_votes *votes)
{
    cn_free(votes);
}

void cn_votes_begin(cn_votes *votes, uint32_t n)
{
    votes->n = n;
    for (uint32_t head = 0; head <= n; head++) {
        memset(votes->arcs[head], 0, n + 1);
        memset(votes->labels[head], 0, (n + 1) * sizeof votes->labels[head][0]);
    }
}

void cn_votes_add(cn_votes *votes, const cn_tree *tree)
{
    for (uint32_t i = 0; i < tree->n; i++) {
        votes->arcs[tree->tokens[i].head][i + 1]++;
        votes->labels[tree->tokens[i].head][i + 1][tree->tokens[i].label]++;
    }
}

static int32_t weight(const cn_votes *votes, uint32_t head, uint32_t token)
{
    return votes->arcs[head][token] - (head == 0 ? ROOT_PRICE : 0);
}

/* Best way to join two closed halves of from..to by an arc. */
static void fill_open(cn_votes *v, uint32_t from, uint32_t to)
{
    int32_t best = INT32_MIN;
    uint32_t best_at = from;

    for (uint32_t at = from; at < to; at++) {
        const int32_t sum = v->closed[from][at][FROM_LEFT] + v->closed[at + 1][to][FROM_RIGHT];

        if (sum > best) {
            best = sum;
            best_at = at;
        }
    }
    v->open_at[from][to][FROM_LEFT] = v->open_at[from][to][FROM_RIGHT] = (uint8_t)best_at;
    v->open[from][to][FROM_LEFT] = best + weight(v, from, to);
    /* The root has no head. */
    v->open[from][to][FROM_RIGHT] = from == 0 ? INT32_MIN / 4 : best + weight(v, to, from);
}

static void fill_closed(cn_votes *v, uint32_t from, uint32_t to)
{
    int32_t left = INT32_MIN, right = INT32_MIN;

    for (uint32_t at = from; at < to; at++) {
        const int32_t sum = v->closed[from][at][FROM_RIGHT] + v->open[at][to][FROM_RIGHT];

        if (sum > right) {
            right = sum;
            v->closed_at[from][to][FROM_RIGHT] = (uint8_t)at;
        }
    }
    for (uint32_t at = from + 1; at <= to; at++) {
        const int32_t sum = v->open[from][at][FROM_LEFT] + v->closed[at][to][FROM_LEFT];

        if (sum > left) {
            left = sum;
            v->closed_at[from][to][FROM_LEFT] = (uint8_t)at;
        }
    }
    v->closed[from][to][FROM_RIGHT] = right;
    v->closed[from][to][FROM_LEFT] = left;
}

typedef struct span {
    uint16_t from, to;
    bool is_open;
    direction way;
} span;

/* Follows the best choices down. The stack holds disjoint spans, so it cannot outgrow the tree. */
static void read_heads(const cn_votes *v, uint16_t *heads)
{
    span stack[4 * PLACES];
    size_t n = 0;

    stack[n++] = (span){0, (uint16_t)v->n, false, FROM_LEFT};
    while (n > 0) {
        const span s = stack[--n];
        uint16_t at;

        if (s.from == s.to)
            continue;
        if (s.is_open) {
            at = v->open_at[s.from][s.to][s.way];
            heads[s.way == FROM_LEFT ? s.to : s.from] = s.way == FROM_LEFT ? s.from : s.to;
            stack[n++] = (span){s.from, at, false, FROM_LEFT};
            stack[n++] = (span){(uint16_t)(at + 1), s.to, false, FROM_RIGHT};
            continue;
        }
        at = v->closed_at[s.from][s.to][s.way];
        stack[n++] = (span){s.from, at, s.way == FROM_LEFT, s.way};
        stack[n++] = (span){at, s.to, s.way == FROM_RIGHT, s.way};
    }
}

uint32_t cn_votes_end(cn_votes *v, cn_tree *tree)
{
    uint16_t heads[PLACES] = {0};
    uint32_t sum = 0;

    for (uint32_t i = 0; i <= v->n; i++)
        v->closed[i][i][FROM_LEFT] = v->closed[i][i][FROM_RIGHT] = 0;
    for (uint32_t width = 1; width <= v->n; width++)
        for (uint32_t from = 0; from + width <= v->n; from++) {
            fill_open(v, from, from + width);
            fill_closed(v, from, from + width);
        }
    read_heads(v, heads);
    for (uint32_t i = 0; i < tree->n; i++) {
        const uint8_t *labels = v->labels[heads[i + 1]][i + 1];
        uint8_t best = 0;

        for (uint8_t label = 1; label < CN_DEP_COUNT; label++)
            if (labels[label] > labels[best])
                best = label;
        tree->tokens[i].head = heads[i + 1];
        tree->tokens[i].label = best;
        sum += v->arcs[heads[i + 1]][i + 1];
    }
    return sum;
}
