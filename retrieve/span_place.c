/* Features from trees. All zero when the sentence has none. */
#include "retrieve/span_place.h"

#include <math.h>

enum { PATH_MAX = 9 /* edges; farther is as far */ };

static double part(double held, double all)
{
    return all > 0 ? held / all : 0;
}

static bool is_in(const cn_span_node *node, const cn_answer_span *span)
{
    return node->first >= span->first && node->end <= span->first + span->n;
}

/* Weight of the query's terms at a node. */
static double weight_at(const cn_span_scene *scene, int node)
{
    return cn_span_terms_weight(scene->asked, scene->in.tree->nodes[node].terms);
}

static void read_paths(const cn_span_scene *scene, const cn_answer_span *span, int head, float *f)
{
    const cn_span_tree *tree = scene->in.tree;
    const cn_span_asked *asked = scene->asked;
    double names = 0, others = 0, relation = 0, clause = 0, clause_others = 0, related = 0;
    int path_name = PATH_MAX, path_other = PATH_MAX;

    for (int i = 0; i < tree->n; i++) {
        const cn_span_node *node = &tree->nodes[i];
        double weight;
        int path;

        if (!(node->terms | node->related) || is_in(node, span))
            continue;
        if (!node->terms) {
            path = cn_span_tree_path(tree, head, i, PATH_MAX);
            related += cn_span_terms_weight(asked, node->related) * exp(-(path - 1) / 2.0);
            continue;
        }
        weight = weight_at(scene, i);
        path = cn_span_tree_path(tree, head, i, PATH_MAX);
        if (node->terms & asked->names) {
            names += weight * exp(-(path - 1) / 2.0);
            path_name = path < path_name ? path : path_name;
        } else {
            others += weight * exp(-(path - 1) / 2.0);
            path_other = path < path_other ? path : path_other;
        }
        if (node->terms & asked->relations)
            relation = fmax(relation, exp(-(path - 1) / 2.0));
        if (node->clause == tree->nodes[head].clause) {
            clause += weight;
            clause_others += node->terms & asked->names ? 0 : weight;
        }
    }
    f[CN_SF_tree_names] = (float)part(names, asked->all);
    f[CN_SF_tree_others] = (float)part(others, asked->all);
    f[CN_SF_tree_relation] = (float)relation;
    f[CN_SF_tree_related] = (float)part(others + related, asked->all);
    f[CN_SF_path_name] = (float)path_name;
    f[CN_SF_path_other] = (float)path_other;
    f[CN_SF_clause_share] = (float)part(clause, asked->all);
    f[CN_SF_clause_others] = (float)part(clause_others, asked->all);
}

/* Terms below the governor but not below the span, and below the span's head but not in it. */
static void read_family(const cn_span_scene *scene, const cn_answer_span *span, int head,
                        int governor, float *f)
{
    const cn_span_tree *tree = scene->in.tree;
    uint64_t siblings = 0, children = 0;

    for (int i = 0; i < tree->n; i++) {
        const cn_span_node *node = &tree->nodes[i];

        if (!node->terms || is_in(node, span))
            continue;
        if (i >= tree->nodes[head].left && i < tree->nodes[head].right)
            children |= node->terms;
        else if (governor >= 0 && i >= tree->nodes[governor].left &&
                 i < tree->nodes[governor].right)
            siblings |= node->terms;
    }
    f[CN_SF_sibling_share] = (float)cn_span_terms_share(scene->asked, siblings);
    f[CN_SF_child_share] = (float)cn_span_terms_share(scene->asked, children);
    f[CN_SF_sibling_names] =
        (float)cn_span_terms_share(scene->asked, siblings & scene->asked->names);
}

/* The preposition of the head's phrase, by a short closed list; 20: another, 0: none. */
static int case_of(const cn_span_scene *scene, int head, uint64_t *key)
{
    static const char *const kinds[] = {"in",     "on",   "at",      "of",      "by",     "from",
                                        "to",     "for",  "as",      "with",    "during", "after",
                                        "before", "into", "between", "through", "under"};
    const cn_span_tree *tree = scene->in.tree;
    const cn_text *text = scene->in.text;

    *key = 0;
    for (int i = tree->nodes[head].left; i < tree->nodes[head].right; i++) {
        if (tree->nodes[i].head != head || tree->nodes[i].token->label != CN_DEP_CASE ||
            tree->nodes[i].first >= tree->nodes[i].end)
            continue;
        *key = text->words[tree->nodes[i].first].key;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (cn_phrase_at(text, tree->nodes[i].first, tree->nodes[i].end, kinds[k]) > 0)
                return (int)k + 1;
        return 20;
    }
    return 0;
}

/* Is the asked noun above the span: "the league" of "the league, Serie A"? */
static bool is_noun_above(const cn_span_scene *scene, int head)
{
    const cn_span_tree *tree = scene->in.tree;

    for (int steps = 0; steps < 2 && scene->asked->noun_stem && tree->nodes[head].head >= 0;
         steps++) {
        head = tree->nodes[head].head;
        if (tree->nodes[head].first < scene->in.text->n &&
            scene->in.text->words[tree->nodes[head].first].stem == scene->asked->noun_stem)
            return true;
    }
    return false;
}

static uint64_t stem_at(const cn_span_scene *scene, int node)
{
    const cn_span_node *at = &scene->in.tree->nodes[node];

    return at->first < at->end ? scene->in.text->words[at->first].stem : 0;
}

void cn_span_place_read(const cn_span_scene *scene, const cn_answer_span *span, float *features)
{
    const cn_span_tree *tree = scene->in.tree;
    const cn_span_asked *asked = scene->asked;
    const int head = tree->n > 0 ? cn_span_tree_head(tree, span->first, span->n) : -1;
    float *f = features;
    uint64_t case_key;
    cn_span_role role;
    int first, governor, depth = 0;

    if (head < 0)
        return;
    first = head;
    role = cn_span_tree_role(tree, &first);
    governor = tree->nodes[first].head;
    f[CN_SF_role] = (float)role;
    f[CN_SF_is_conjunct] = (float)(first != head);
    f[CN_SF_upos] = (float)tree->nodes[head].token->upos;
    f[CN_SF_label] = (float)tree->nodes[head].token->label;
    f[CN_SF_case_of] = (float)case_of(scene, first, &case_key);
    f[CN_SF_case_fit] = (float)(asked->case_key == 0 ? 0 : asked->case_key == case_key ? 2 : 1);
    f[CN_SF_noun_above] = (float)is_noun_above(scene, head);
    f[CN_SF_inside_other] =
        (float)(span->first > tree->nodes[tree->nodes[head].left].first) +
        2 * (float)(span->first + span->n < tree->nodes[tree->nodes[head].right - 1].end);
    if (governor >= 0) {
        const int grand = tree->nodes[governor].head;
        const bool is_same = asked->governor != 0 && stem_at(scene, governor) == asked->governor;

        f[CN_SF_governor_upos] = (float)tree->nodes[governor].token->upos;
        f[CN_SF_governor_term] = (float)part(weight_at(scene, governor), asked->all);
        f[CN_SF_governor_related] =
            (float)((tree->nodes[governor].related & asked->relations) != 0);
        f[CN_SF_governor_fit] = (float)is_same;
        f[CN_SF_role_fit] = (float)(asked->role == CN_ROLE_OF_NONE ? 0
                                    : asked->role == role          ? 1 + is_same
                                                                   : -is_same);
        if (grand >= 0)
            f[CN_SF_grand_term] = (float)part(weight_at(scene, grand), asked->all);
    }
    for (int at = head; depth < 12 && tree->nodes[at].head >= 0; at = tree->nodes[at].head)
        depth++;
    f[CN_SF_depth] = (float)depth;
    read_paths(scene, span, head, f);
    read_family(scene, span, head, governor, f);
}
