/* A tree made ready for clauses: children in order, what lies below each token, the order from the
 * root down, the classes of the words. Filled once per tree in time linear in its tokens. */
#ifndef CN_INGEST_CLAUSE_INDEX_H
#define CN_INGEST_CLAUSE_INDEX_H

#include "ingest/clause_words.h"
#include "ingest/clauses.h"

typedef struct cn_clause_index {
    const cn_tree *tree;
    unsigned n;
    const cn_token *tokens;                /* of the tree: place i is tokens[i - 1] */
    uint16_t first_child[CN_TREE_MAX + 1]; /* of 0: the roots */
    uint16_t next_sibling[CN_TREE_MAX + 1];
    uint16_t order[CN_TREE_MAX + 1];     /* a head stands before its dependents */
    unsigned n_order;                    /* less than n: a token in a cycle is not reached */
    cn_token_set below[CN_TREE_MAX + 1]; /* a token with all that hangs on it */
    uint32_t classes[CN_TREE_MAX + 1];
} cn_clause_index;

void cn_clause_index_build(cn_clause_index *index, const cn_clause_words *words,
                           const cn_tree *tree);
/* The first child with the label; 0: none. */
unsigned cn_clause_child(const cn_clause_index *index, unsigned head, int label);

static inline int cn_clause_label(const cn_clause_index *index, unsigned token)
{
    return index->tokens[token - 1].label;
}
static inline unsigned cn_clause_head(const cn_clause_index *index, unsigned token)
{
    return index->tokens[token - 1].head;
}
static inline int cn_clause_upos(const cn_clause_index *index, unsigned token)
{
    return index->tokens[token - 1].upos;
}
static inline bool cn_clause_is(const cn_clause_index *index, unsigned token, uint32_t classes)
{
    return (index->classes[token] & classes) != 0;
}
static inline bool cn_clause_is_noun(const cn_clause_index *index, unsigned token)
{
    int upos = index->tokens[token - 1].upos;

    return upos == CN_UPOS_NOUN || upos == CN_UPOS_PROPN || upos == CN_UPOS_NUM ||
           upos == CN_UPOS_SYM || upos == CN_UPOS_X;
}

#endif
