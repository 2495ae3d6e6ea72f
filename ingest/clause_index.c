/* Builds the index of a tree, and the sets of its tokens. */
#include "ingest/clause_index.h"

#include <string.h>

enum { N_WORDS = CN_TREE_MAX / 64 + 1 };

unsigned cn_token_set_next(const cn_token_set *set, unsigned from)
{
    while (from <= CN_TREE_MAX) {
        uint64_t rest = set->bits[from / 64] >> from % 64;

        if (rest == 0) {
            from = (from / 64 + 1) * 64;
            continue;
        }
        while ((rest & 1) == 0) {
            rest >>= 1;
            from++;
        }
        return from;
    }
    return 0;
}

unsigned cn_token_set_last(const cn_token_set *set)
{
    for (unsigned i = N_WORDS; i-- > 0;) {
        uint64_t word = set->bits[i];
        unsigned place = i * 64;

        if (word == 0)
            continue;
        for (unsigned half = 32; half > 0; half /= 2) {
            if (word >> half != 0) {
                word >>= half;
                place += half;
            }
        }
        return place;
    }
    return 0;
}

unsigned cn_token_set_count(const cn_token_set *set)
{
    unsigned n = 0;

    for (unsigned i = 0; i < N_WORDS; i++)
        for (uint64_t word = set->bits[i]; word != 0; word &= word - 1)
            n++;
    return n;
}

bool cn_token_set_empty(const cn_token_set *set)
{
    uint64_t any = 0;

    for (unsigned i = 0; i < N_WORDS; i++)
        any |= set->bits[i];
    return any == 0;
}

void cn_token_set_join(cn_token_set *set, const cn_token_set *other)
{
    for (unsigned i = 0; i < N_WORDS; i++)
        set->bits[i] |= other->bits[i];
}

void cn_token_set_minus(cn_token_set *set, const cn_token_set *other)
{
    for (unsigned i = 0; i < N_WORDS; i++)
        set->bits[i] &= ~other->bits[i];
}

bool cn_token_set_overlap(const cn_token_set *set, const cn_token_set *other)
{
    uint64_t any = 0;

    for (unsigned i = 0; i < N_WORDS; i++)
        any |= set->bits[i] & other->bits[i];
    return any != 0;
}

/* Heads before dependents, each token once: breadth first from the roots. */
static void order_tokens(cn_clause_index *index)
{
    index->n_order = 0;
    for (unsigned c = index->first_child[0]; c != 0; c = index->next_sibling[c])
        index->order[index->n_order++] = (uint16_t)c;
    for (unsigned i = 0; i < index->n_order; i++)
        for (unsigned c = index->first_child[index->order[i]]; c != 0; c = index->next_sibling[c])
            index->order[index->n_order++] = (uint16_t)c;
}

void cn_clause_index_build(cn_clause_index *index, const cn_clause_words *words,
                           const cn_tree *tree)
{
    unsigned n = tree->n <= CN_TREE_MAX ? (unsigned)tree->n : CN_TREE_MAX;

    index->tree = tree;
    index->n = n;
    index->tokens = tree->tokens;
    memset(index->first_child, 0, (n + 1) * sizeof index->first_child[0]);
    index->classes[0] = 0;
    memset(index->below, 0, (n + 1) * sizeof index->below[0]);
    /* Backwards, because each is put before its siblings. */
    for (unsigned i = n; i >= 1; i--) {
        unsigned head = index->tokens[i - 1].head <= n ? index->tokens[i - 1].head : 0;

        index->next_sibling[i] = index->first_child[head];
        index->first_child[head] = (uint16_t)i;
        index->classes[i] = cn_clause_words_find(words, index->tokens[i - 1].key);
    }
    order_tokens(index);
    for (unsigned i = index->n_order; i-- > 0;) {
        unsigned token = index->order[i], head = index->tokens[token - 1].head;

        cn_token_set_add(&index->below[token], token);
        if (head != 0 && head <= n)
            cn_token_set_join(&index->below[head], &index->below[token]);
    }
}

unsigned cn_clause_child(const cn_clause_index *index, unsigned head, int label)
{
    for (unsigned c = index->first_child[head]; c != 0; c = index->next_sibling[c])
        if (index->tokens[c - 1].label == label)
            return c;
    return 0;
}
