/* Trees of a sentence, flattened. Heads come from a parser that is trained, not checked: every walk
 * to the root is bounded by the number of nodes. */
#include "retrieve/span_tree.h"

static bool is_clause(int label)
{
    return label == CN_DEP_ROOT || label == CN_DEP_CCOMP || label == CN_DEP_ADVCL ||
           label == CN_DEP_ADVCL_RELCL || label == CN_DEP_ACL || label == CN_DEP_ACL_RELCL ||
           label == CN_DEP_PARATAXIS || label == CN_DEP_CSUBJ || label == CN_DEP_CSUBJ_PASS;
}

static void add_nodes(cn_span_tree *tree, const cn_tree *from)
{
    const int base = tree->n;

    for (uint32_t i = 0; i < from->n && tree->n < CN_SPAN_NODES_MAX; i++) {
        const cn_token *token = &from->tokens[i];
        int head = token->head == 0 || token->head > from->n ? -1 : base + token->head - 1;

        if (head >= CN_SPAN_NODES_MAX)
            head = -1;
        tree->nodes[tree->n] = (cn_span_node){
            .token = token, .head = head, .left = tree->n, .right = tree->n + 1, .clause = tree->n};
        tree->n++;
    }
}

static void find_ranges(cn_span_tree *tree)
{
    for (int i = 0; i < tree->n; i++) {
        int at = i;

        for (int steps = 0; steps < tree->n && tree->nodes[at].head >= 0; steps++) {
            cn_span_node *head = &tree->nodes[tree->nodes[at].head];

            head->left = i < head->left ? i : head->left;
            head->right = i + 1 > head->right ? i + 1 : head->right;
            at = tree->nodes[at].head;
        }
        at = i;
        for (int steps = 0; steps < tree->n; steps++) {
            const cn_span_node *node = &tree->nodes[at];
            const bool is_verb_too = node->token->label == CN_DEP_CONJ && node->head >= 0 &&
                                     node->token->upos == CN_UPOS_VERB;

            if (node->head < 0 || is_clause(node->token->label) || is_verb_too)
                break;
            at = node->head;
        }
        tree->nodes[i].clause = at;
    }
}

void cn_span_tree_read(cn_span_tree *tree, const cn_parsed *parsed, const cn_text *text, size_t at,
                       size_t first, size_t n)
{
    size_t word = first;

    tree->n = 0;
    for (size_t t = 0; parsed->trees && t < parsed->trees->n_trees; t++)
        add_nodes(tree, &parsed->trees->trees[t]);
    for (int i = 0; i < tree->n; i++) {
        cn_span_node *node = &tree->nodes[i];
        const size_t begin = at + node->token->first, end = begin + node->token->len;

        while (word < first + n && text->words[word].first < begin)
            word++;
        node->first = (uint32_t)word;
        while (word < first + n && text->words[word].first < end)
            word++;
        node->end = (uint32_t)word;
    }
    find_ranges(tree);
}

int cn_span_tree_at(const cn_span_tree *tree, uint32_t word)
{
    int low = 0, high = tree->n;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (tree->nodes[middle].end <= word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tree->n && tree->nodes[low].first <= word ? low : -1;
}

int cn_span_tree_head(const cn_span_tree *tree, uint32_t first, uint32_t n)
{
    const int begin = cn_span_tree_at(tree, first), end = cn_span_tree_at(tree, first + n - 1);

    if (begin < 0 || end < begin)
        return -1;
    for (int i = begin; i <= end; i++)
        if (tree->nodes[i].head < begin || tree->nodes[i].head > end)
            return i;
    return begin;
}

cn_span_role cn_span_tree_role(const cn_span_tree *tree, int *node)
{
    int at = *node;

    for (int steps = 0; steps < tree->n && tree->nodes[at].head >= 0; steps++) {
        const int label = tree->nodes[at].token->label;

        if (label != CN_DEP_CONJ && label != CN_DEP_FLAT)
            break;
        at = tree->nodes[at].head;
    }
    *node = at;
    switch (tree->nodes[at].token->label) {
    case CN_DEP_NSUBJ:
    case CN_DEP_NSUBJ_OUTER:
    case CN_DEP_OBL_AGENT:
        return CN_ROLE_OF_SUBJECT;
    case CN_DEP_OBJ:
    case CN_DEP_IOBJ:
    case CN_DEP_NSUBJ_PASS:
        return CN_ROLE_OF_OBJECT;
    case CN_DEP_OBL:
    case CN_DEP_OBL_UNMARKED:
    case CN_DEP_ADVMOD:
        return CN_ROLE_OF_OBLIQUE;
    case CN_DEP_NMOD:
    case CN_DEP_NMOD_DESC:
    case CN_DEP_NMOD_UNMARKED:
        return CN_ROLE_OF_NOUN;
    case CN_DEP_NMOD_POSS:
        return CN_ROLE_OF_OWNER;
    case CN_DEP_APPOS:
    case CN_DEP_LIST:
        return CN_ROLE_OF_NAMED;
    case CN_DEP_ROOT:
        return CN_ROLE_OF_ATTRIBUTE;
    case CN_DEP_ACL:
    case CN_DEP_ACL_RELCL:
    case CN_DEP_ADVCL:
    case CN_DEP_ADVCL_RELCL:
    case CN_DEP_CCOMP:
    case CN_DEP_XCOMP:
    case CN_DEP_PARATAXIS:
        return CN_ROLE_OF_CLAUSE;
    case CN_DEP_NUMMOD:
        return CN_ROLE_OF_NUMBER;
    case CN_DEP_AMOD:
    case CN_DEP_DET:
        return CN_ROLE_OF_MODIFIER;
    case CN_DEP_COMPOUND:
    case CN_DEP_FLAT:
        return CN_ROLE_OF_PART;
    default:
        return CN_ROLE_OF_OTHER;
    }
}

static int depth_of(const cn_span_tree *tree, int node)
{
    int depth = 0;

    while (depth < tree->n && tree->nodes[node].head >= 0) {
        node = tree->nodes[node].head;
        depth++;
    }
    return depth;
}

int cn_span_tree_path(const cn_span_tree *tree, int a, int b, int max)
{
    int deep_a = depth_of(tree, a), deep_b = depth_of(tree, b), edges = 0;

    while (a != b && edges < max) {
        if (deep_a >= deep_b) {
            a = tree->nodes[a].head;
            deep_a--;
        } else {
            b = tree->nodes[b].head;
            deep_b--;
        }
        if (a < 0 || b < 0)
            return max;
        edges++;
    }
    return edges;
}
