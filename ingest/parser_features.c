/* Templates of features. The order is part of the weights' format. */
#include "ingest/parser_features.h"

#include "base/hash.h"

typedef cn_parser_atoms atoms;

/* Odd numbers with no pattern: one for each place in a template, and one for the templates. */
#define FIRST 0x9E3779B97F4A7C15u
#define SECOND 0xD6E8FEB86659FD93u
#define THIRD 0xA0761D6478BD642Fu
#define FOURTH 0xE7037ED1A0B428DBu
#define TEMPLATE 0x8EBC6AF09C88C6E3u
#define SMALL 0x589965CC75374CC3u

typedef struct features {
    uint64_t *hashes;
    size_t n;
} features;

static inline void one(features *f, uint64_t a)
{
    f->hashes[f->n] = a * FIRST + (f->n + 1) * TEMPLATE;
    f->n++;
}

static inline void two(features *f, uint64_t a, uint64_t b)
{
    f->hashes[f->n] = a * FIRST + b * SECOND + (f->n + 1) * TEMPLATE;
    f->n++;
}

static inline void three(features *f, uint64_t a, uint64_t b, uint64_t c)
{
    f->hashes[f->n] = a * FIRST + b * SECOND + c * THIRD + (f->n + 1) * TEMPLATE;
    f->n++;
}

static inline void four(features *f, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    f->hashes[f->n] = a * FIRST + b * SECOND + c * THIRD + d * FOURTH + (f->n + 1) * TEMPLATE;
    f->n++;
}

/* A small number as an atom. */
static inline uint64_t small(uint64_t value)
{
    return (value + 1) * SMALL;
}

static inline uint64_t distance(uint32_t from, uint32_t to)
{
    const uint32_t far = to - from;

    if (from == 0)
        return small(15);
    return small(far < 5 ? far : far < 8 ? 5 : far < 12 ? 6 : 7);
}

/* A set of labels as an atom: the high bits must differ where the low ones do, and the reverse. */
static inline uint64_t set_atom(uint64_t labels)
{
    const uint64_t spread = (labels + 1) * SMALL;

    return spread ^ spread >> 32;
}

static inline uint64_t count(uint32_t n)
{
    return small(n < 4 ? n : 4);
}

enum {
    ROOT_SALT = 1,
    NONE_SALT,
    WORD_SALT,
    TAG_SALT,
    POS_SALT,
    CLUSTER_SALT,
    BOTH_SALT,
    COARSE_SALT,
    ROUGH_SALT
};
static atoms special_atoms(uint64_t salt)
{
    const uint64_t value = cn_hash_mix(salt, salt);

    return (atoms){value, value, value, value, value, value, value};
}

static void set_atoms(atoms *a, const cn_token *token, uint32_t cluster)
{
    a->word = cn_hash_mix(WORD_SALT, token->key);
    a->tag = cn_hash_mix(TAG_SALT, (uint64_t)token->upos << 32 | token->morph);
    a->both = cn_hash_mix(BOTH_SALT, a->word + 3 * a->tag);
    a->pos = cn_hash_mix(POS_SALT, token->upos);
    a->cluster = cn_hash_mix(CLUSTER_SALT, cluster);
    a->coarse = cn_hash_mix(COARSE_SALT, cluster >> CN_CLUSTER_FINE_BITS);
    a->rough = cn_hash_mix(ROUGH_SALT, cluster >> (CN_CLUSTER_FINE_BITS + 2));
}

void cn_parser_sentence_set(cn_parser_sentence *sentence, const cn_tagger *tagger,
                            const cn_tree *tree)
{
    sentence->n = tree->n;
    sentence->atoms[0] = special_atoms(NONE_SALT);
    sentence->atoms[tree->n + 1] = special_atoms(ROOT_SALT);
    for (uint32_t i = 0; i < tree->n; i++)
        set_atoms(&sentence->atoms[i + 1], &tree->tokens[i],
                  tagger ? cn_tagger_cluster(tagger, &tree->tokens[i]) : 0);
}

/* Places around the decision, shared by the groups of templates below. */
typedef struct view {
    const atoms *s0, *s1, *s2, *n0, *n1, *n2;
    const atoms *s0l, *s0r, *s0l2, *s0r2, *s1l, *s1r, *s1r2, *n0l, *n0l2;
    const atoms *before_s0, *after_s0, *before_n0, *after_s1; /* in the text */
    const cn_parser_node *s0_node, *s1_node, *n0_node;
    uint64_t s0l_label, s0r_label, s1l_label, s1r_label, n0l_label, s0r2_label, s1r2_label;
    uint64_t s0_left, s0_right, s1_left, s1_right, n0_left; /* sets of labels */
    uint64_t near, span;                                    /* from s0 to n0, from s1 to s0 */
} view;

static inline uint64_t label_of(const cn_parser_state *state, uint32_t token)
{
    return small(token ? state->nodes[token].label : CN_DEP_COUNT);
}

static inline void set_view(view *v, const cn_parser_sentence *sentence,
                            const cn_parser_state *state)
{
    const atoms *a = sentence->atoms;
    const uint32_t s0 = cn_parser_state_stack(state, 0), s1 = cn_parser_state_stack(state, 1);
    const uint32_t n0 = state->next, end = sentence->n + 1;
    const cn_parser_node *s0n = &state->nodes[s0], *s1n = &state->nodes[s1];
    const cn_parser_node *n0n = &state->nodes[n0];

    v->s0 = &a[s0], v->s1 = &a[s1], v->s2 = &a[cn_parser_state_stack(state, 2)];
    v->n0 = &a[n0];
    v->n1 = &a[n0 + 1 <= end ? n0 + 1 : 0], v->n2 = &a[n0 + 2 <= end ? n0 + 2 : 0];
    v->s0l = &a[s0n->left], v->s0l2 = &a[s0n->left2];
    v->s0r = &a[s0n->right], v->s0r2 = &a[s0n->right2];
    v->s1l = &a[s1n->left], v->s1r = &a[s1n->right], v->s1r2 = &a[s1n->right2];
    v->n0l = &a[n0n->left], v->n0l2 = &a[n0n->left2];
    v->before_s0 = &a[s0 ? s0 - 1 : 0], v->after_s0 = &a[s0 ? s0 + 1 : 0];
    v->before_n0 = &a[n0 - 1], v->after_s1 = &a[s1 ? s1 + 1 : 0];
    v->s0_node = s0n, v->s1_node = s1n, v->n0_node = n0n;
    v->s0l_label = label_of(state, s0n->left), v->s0r_label = label_of(state, s0n->right);
    v->s1l_label = label_of(state, s1n->left), v->s1r_label = label_of(state, s1n->right);
    v->n0l_label = label_of(state, n0n->left), v->s0r2_label = label_of(state, s0n->right2);
    v->s1r2_label = label_of(state, s1n->right2);
    v->s0_left = set_atom(s0n->left_labels), v->s0_right = set_atom(s0n->right_labels);
    v->s1_left = set_atom(s1n->left_labels), v->s1_right = set_atom(s1n->right_labels);
    v->n0_left = set_atom(n0n->left_labels);
    v->near = distance(s0, n0), v->span = distance(s1, s0);
}

static inline void add_words(features *f, const view *v)
{
    one(f, v->s0->both);
    one(f, v->s0->word);
    one(f, v->s0->tag);
    one(f, v->s1->both);
    one(f, v->s1->tag);
    one(f, v->n0->both);
    one(f, v->n0->word);
    one(f, v->n0->tag);
    one(f, v->n1->both);
    one(f, v->n1->tag);
    one(f, v->n2->both);
    one(f, v->n2->tag);
    one(f, v->s2->both);
    one(f, v->s0->cluster);
    one(f, v->s1->cluster);
    one(f, v->n0->cluster);
    one(f, v->n1->cluster);
}

static inline void add_pairs(features *f, const view *v)
{
    two(f, v->s0->both, v->n0->both);
    two(f, v->s0->both, v->n0->tag);
    two(f, v->s0->tag, v->n0->both);
    three(f, v->s0->tag, v->n0->tag, v->near);
    two(f, v->s1->both, v->s0->both);
    two(f, v->s1->both, v->s0->tag);
    two(f, v->s1->tag, v->s0->both);
    three(f, v->s1->tag, v->s0->tag, v->span);
    two(f, v->s1->both, v->n0->tag);
    two(f, v->s1->tag, v->n0->both);
    two(f, v->n0->both, v->n1->tag);
    two(f, v->n0->tag, v->n1->both);
    two(f, v->n0->tag, v->n1->tag);
    two(f, v->s0->cluster, v->n0->cluster);
    two(f, v->s1->cluster, v->s0->cluster);
    two(f, v->s0->coarse, v->n0->coarse);
    two(f, v->s1->coarse, v->s0->coarse);
    two(f, v->s0->cluster, v->n0->tag);
    two(f, v->s0->tag, v->n0->cluster);
    two(f, v->s1->cluster, v->s0->tag);
    two(f, v->s1->tag, v->s0->cluster);
    three(f, v->s1->cluster, v->s0->tag, v->n0->tag);
    three(f, v->s1->tag, v->s0->cluster, v->n0->tag);
    three(f, v->s1->tag, v->s0->tag, v->n0->cluster);
    two(f, v->s0->word, v->near);
    two(f, v->n0->word, v->near);
    two(f, v->s1->word, v->span);
    two(f, v->s0->word, v->n0->word);
    two(f, v->s1->word, v->s0->word);
    two(f, v->s1->word, v->n0->word);
    two(f, v->n0->word, v->n1->word);
    two(f, v->s0->word, v->n0->cluster);
    two(f, v->s0->cluster, v->n0->word);
    two(f, v->s1->word, v->s0->cluster);
    two(f, v->s1->cluster, v->s0->word);
}

static inline void add_context(features *f, const view *v)
{
    three(f, v->n0->tag, v->n1->tag, v->n2->tag);
    three(f, v->s0->tag, v->n0->tag, v->n1->tag);
    three(f, v->s1->tag, v->s0->tag, v->n0->tag);
    three(f, v->s2->tag, v->s1->tag, v->s0->tag);
    four(f, v->s1->tag, v->s0->tag, v->n0->tag, v->n1->tag);
    four(f, v->s2->pos, v->s1->pos, v->s0->pos, v->n0->pos);
    four(f, v->s0->pos, v->n0->pos, v->n1->pos, v->n2->pos);
    three(f, v->s0->word, v->n0->tag, v->n1->tag);
    three(f, v->s1->word, v->s0->tag, v->n0->tag);
    three(f, v->s1->tag, v->s0->word, v->n0->tag);
    three(f, v->s1->tag, v->s0->tag, v->n0->word);
    four(f, v->s0->tag, v->after_s0->pos, v->before_n0->pos, v->n0->tag);
    four(f, v->before_s0->pos, v->s0->tag, v->n0->tag, v->n1->pos);
    four(f, v->s1->tag, v->after_s1->pos, v->before_s0->pos, v->s0->tag);
    three(f, v->s2->tag, v->s0->tag, v->n0->tag);
    three(f, v->s1->rough, v->s0->rough, v->n0->rough);
    three(f, v->s1->coarse, v->s0->coarse, v->n0->coarse);
    three(f, v->s0->coarse, v->n0->coarse, v->n1->coarse);
    three(f, v->n0->coarse, v->n1->coarse, v->n2->coarse);
    three(f, v->s2->coarse, v->s1->coarse, v->s0->coarse);
}

static inline void add_children(features *f, const view *v)
{
    three(f, v->s0->tag, v->s0l->tag, v->n0->tag);
    three(f, v->s0->tag, v->s0r->tag, v->n0->tag);
    three(f, v->s0->tag, v->n0l->tag, v->n0->tag);
    three(f, v->s1->tag, v->s0l->tag, v->s0->tag);
    three(f, v->s1->tag, v->s0r->tag, v->s0->tag);
    three(f, v->s1->tag, v->s1r->tag, v->s0->tag);
    three(f, v->s1->tag, v->s1l->tag, v->s0->tag);
    three(f, v->s1->both, v->s0l->both, v->s0->pos);
    three(f, v->s1->tag, v->s0l->word, v->s0->tag);
    three(f, v->s1->cluster, v->s0l->word, v->s0->cluster);
    three(f, v->s0->pos, v->s0l->word, v->n0->tag);
    three(f, v->n0->pos, v->n0l->word, v->s0->tag);
    four(f, v->s1->pos, v->s1r->word, v->s0->pos, v->s0l->word);
    four(f, v->s0->pos, v->s0l_label, v->s0r_label, v->n0->pos);
    four(f, v->s1->pos, v->s1l_label, v->s1r_label, v->s0->pos);
    four(f, v->s0->pos, v->s0r_label, v->s0r2_label, v->n0->pos);
    four(f, v->s1->pos, v->s1r_label, v->s1r2_label, v->s0->pos);
    three(f, v->n0->tag, v->n0l_label, v->s0->tag);
    two(f, v->s0l->both, v->s0l_label);
    two(f, v->s0r->both, v->s0r_label);
    two(f, v->s1r->both, v->s1r_label);
    two(f, v->s1l->both, v->s1l_label);
    two(f, v->n0l->both, v->n0l_label);
    three(f, v->s0->tag, v->s0l->tag, v->s0l2->tag);
    three(f, v->s0->tag, v->s0r->tag, v->s0r2->tag);
    three(f, v->s1->tag, v->s1r->tag, v->s1r2->tag);
    three(f, v->n0->tag, v->n0l->tag, v->n0l2->tag);
}

static inline void add_sets(features *f, const view *v)
{
    const cn_parser_node *s0 = v->s0_node, *s1 = v->s1_node, *n0 = v->n0_node;

    two(f, v->s0->both, v->s0_left);
    two(f, v->s0->both, v->s0_right);
    two(f, v->s1->both, v->s1_right);
    two(f, v->n0->both, v->n0_left);
    three(f, v->s0->tag, v->s0_left, v->n0->tag);
    three(f, v->s0->tag, v->s0_right, v->n0->tag);
    three(f, v->s1->tag, v->s1_left, v->s0->tag);
    three(f, v->s1->tag, v->s1_right, v->s0->tag);
    three(f, v->n0->tag, v->n0_left, v->s0->tag);
    four(f, v->s1->pos, v->s1_right, v->s0->pos, v->s0_left);
    four(f, v->s0->pos, v->s0_left, v->s0_right, v->n0->pos);
    three(f, v->s0->tag, count(s0->n_left), count(s0->n_right));
    three(f, v->s1->tag, count(s1->n_left), count(s1->n_right));
    two(f, v->n0->both, count(n0->n_left));
    four(f, v->s1->word, v->s1_right, v->s0->pos, v->n0->pos);
    four(f, v->s1->pos, v->s0->pos, v->s0_left, v->n0->pos);
}

size_t cn_parser_move_features(const cn_parser_sentence *sentence, const cn_parser_state *state,
                               uint64_t *hashes)
{
    features f = {.hashes = hashes};
    view v;

    set_view(&v, sentence, state);
    one(&f, small(state->last));
    add_words(&f, &v);
    add_pairs(&f, &v);
    add_context(&f, &v);
    add_children(&f, &v);
    add_sets(&f, &v);
    return f.n;
}

/* The arc's two ends and what hangs on them. */
static inline void add_arc(features *f, const atoms *h, const atoms *d, uint64_t way, uint64_t far)
{
    two(f, d->both, way);
    two(f, d->tag, way);
    two(f, h->both, way);
    two(f, h->tag, way);
    two(f, d->cluster, way);
    two(f, h->cluster, way);
    three(f, h->both, d->both, way);
    three(f, h->both, d->tag, way);
    three(f, h->tag, d->both, way);
    three(f, h->tag, d->tag, way);
    four(f, h->tag, d->tag, way, far);
    three(f, h->cluster, d->cluster, way);
    three(f, h->coarse, d->coarse, way);
    three(f, h->cluster, d->tag, way);
    three(f, h->tag, d->cluster, way);
    three(f, h->pos, d->word, way);
    three(f, h->word, d->pos, way);
    three(f, d->word, way, far);
    three(f, h->word, d->word, way);
    three(f, h->word, d->cluster, way);
    three(f, h->cluster, d->word, way);
}

static inline void add_surroundings(features *f, const atoms *a, const view *v, uint32_t head,
                                    uint32_t dep, uint32_t end, uint64_t way)
{
    const atoms *h = &a[head], *d = &a[dep];

    four(f, h->tag, d->tag, a[dep - 1].tag, way);
    four(f, h->tag, d->tag, a[dep + 1].tag, way);
    four(f, h->tag, d->tag, a[head - 1].tag, way);
    four(f, h->tag, d->tag, a[head < end ? head + 1 : 0].tag, way);
    three(f, h->pos, d->pos, a[dep - 1].both);
    three(f, h->pos, d->pos, a[dep + 1].both);
    three(f, h->tag, d->tag, a[head - 1].word);
    three(f, h->tag, d->tag, a[head < end ? head + 1 : 0].word);
    four(f, h->coarse, d->coarse, a[dep - 1].coarse, way);
    four(f, h->coarse, d->coarse, a[dep + 1].coarse, way);
    three(f, d->coarse, a[dep - 1].word, way);
    three(f, d->coarse, a[dep + 1].word, way);
    four(f, h->pos, d->pos, v->n0->tag, way);
    four(f, h->pos, d->pos, v->s1->tag, way);
    four(f, h->pos, d->pos, v->s2->tag, way);
}

static inline void add_subtrees(features *f, const atoms *a, const cn_parser_state *state,
                                uint32_t head, uint32_t dep, uint64_t way)
{
    const atoms *h = &a[head], *d = &a[dep];
    const cn_parser_node *hn = &state->nodes[head], *dn = &state->nodes[dep];
    const uint32_t sibling = dep < head ? hn->left : hn->right;
    const uint64_t d_left = set_atom(dn->left_labels), d_right = set_atom(dn->right_labels);
    const uint64_t h_left = set_atom(hn->left_labels), h_right = set_atom(hn->right_labels);

    four(f, h->pos, d->tag, a[dn->left].word, way);
    four(f, h->pos, d->tag, a[dn->right].word, way);
    three(f, h->word, d->pos, a[dn->left].word);
    three(f, h->cluster, d->cluster, a[dn->left].word);
    two(f, d->both, a[dn->left].word);
    two(f, d->both, a[dn->left2].word);
    two(f, d->both, a[dn->right].both);
    four(f, h->tag, d->tag, d_left, way);
    four(f, h->tag, d->tag, d_right, way);
    four(f, h->pos, d->pos, d_left, d_right);
    three(f, d->both, d_left, way);
    four(f, h->tag, d->tag, h_left, way);
    four(f, h->tag, d->tag, h_right, way);
    three(f, h->both, h_left, way);
    three(f, h->both, h_right, way);
    four(f, h->both, d->pos, h_left, h_right);
    four(f, h->pos, d->pos, h_left, d_left);
    four(f, h->pos, d->pos, h_right, d_left);
    four(f, h->tag, d->tag, a[sibling].tag, label_of(state, sibling));
    three(f, d->both, a[sibling].both, way);
}

size_t cn_parser_label_features(const cn_parser_sentence *sentence, const cn_parser_state *state,
                                cn_move move, uint64_t *hashes)
{
    const uint32_t dep = cn_parser_state_stack(state, 0);
    const uint32_t head = cn_parser_state_head_of(state, move);
    const uint64_t way = small((uint64_t)move);
    features f = {.hashes = hashes};
    view v;

    set_view(&v, sentence, state);
    add_arc(&f, &sentence->atoms[head], &sentence->atoms[dep], way,
            dep < head ? distance(dep, head) : distance(head, dep));
    add_surroundings(&f, sentence->atoms, &v, head, dep, sentence->n + 1, way);
    add_subtrees(&f, sentence->atoms, state, head, dep, way);
    return f.n;
}
