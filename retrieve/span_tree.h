/* One sentence's trees as the span finder reads them: nodes with heads across the whole sentence,
 * the range that each one governs, and the words of the passage that it spells. */
#ifndef CN_RETRIEVE_SPAN_TREE_H
#define CN_RETRIEVE_SPAN_TREE_H

#include "retrieve/parsed.h"
#include "retrieve/passages.h"

enum { CN_SPAN_NODES_MAX = 256 }; /* of a sentence; what comes later has no place in a tree */

/* What a word is to its head, with the subtypes that matter for an answer. */
typedef enum cn_span_role {
    CN_ROLE_OF_NONE = 0,
    CN_ROLE_OF_SUBJECT,
    CN_ROLE_OF_OBJECT, /* or subject of a passive */
    CN_ROLE_OF_OBLIQUE,
    CN_ROLE_OF_NOUN, /* nmod */
    CN_ROLE_OF_OWNER,
    CN_ROLE_OF_NAMED,     /* appos */
    CN_ROLE_OF_ATTRIBUTE, /* what something is: with a copula */
    CN_ROLE_OF_CLAUSE,
    CN_ROLE_OF_NUMBER,
    CN_ROLE_OF_MODIFIER,
    CN_ROLE_OF_PART, /* of a compound or of a name */
    CN_ROLE_OF_OTHER,
    CN_ROLE_OF_COUNT
} cn_span_role;

typedef struct cn_span_node {
    const cn_token *token;
    int head;            /* -1: a root */
    int left, right;     /* nodes that it governs, itself among them: [left, right) */
    int clause;          /* the node that its clause hangs on */
    uint32_t first, end; /* words of the text */
    uint64_t terms;      /* of the query */
    uint64_t related;    /* terms that it is a relative of */
} cn_span_node;

typedef struct cn_span_tree {
    cn_span_node nodes[CN_SPAN_NODES_MAX];
    int n;
} cn_span_tree;

/* at: where the parsed text begins in `text`; words [first, first + n) are those of it. */
void cn_span_tree_read(cn_span_tree *tree, const cn_parsed *parsed, const cn_text *text, size_t at,
                       size_t first, size_t n);
/* The node that spells word `word`; -1: none. */
int cn_span_tree_at(const cn_span_tree *tree, uint32_t word);
/* The highest node that stands for words [first, first + n); -1: none. */
int cn_span_tree_head(const cn_span_tree *tree, uint32_t first, uint32_t n);
/* A conjunct has the role of the first one; *node becomes that one. */
cn_span_role cn_span_tree_role(const cn_span_tree *tree, int *node);
/* Edges between two nodes; at most `max`, which is also the answer when they are in two trees. */
int cn_span_tree_path(const cn_span_tree *tree, int a, int b, int max);

#endif
