/* Where mentions stand in their trees: roles, clauses and the subjects of clauses. All of a tree is
 * set in one pass, so that a look from a pronoun to a candidate costs a few steps. Invariant:
 * nothing here trusts a tree to be free of cycles; every climb has a bound. */
#include "ingest/reference_parts.h"

#include "base/mem.h"
#include "base/status.h"

#define DEPTH_MAX 15
#define LOOK_MAX 16 /* tokens looked at beside a head for brackets and conjuncts */

static bool is_subject_label(int label)
{
    return label == CN_DEP_NSUBJ || label == CN_DEP_NSUBJ_PASS || label == CN_DEP_NSUBJ_OUTER;
}

/* xcomp is no clause of its own: "Ford wanted to hire him" has one. */
static bool heads_clause(const cn_token *token, bool has_subject)
{
    switch (token->label) {
    case CN_DEP_ROOT:
    case CN_DEP_CCOMP:
    case CN_DEP_ADVCL:
    case CN_DEP_ADVCL_RELCL:
    case CN_DEP_ACL:
    case CN_DEP_ACL_RELCL:
    case CN_DEP_CSUBJ:
    case CN_DEP_CSUBJ_PASS:
    case CN_DEP_CSUBJ_OUTER:
    case CN_DEP_PARATAXIS:
        return true;
    case CN_DEP_CONJ:
        return has_subject || token->upos == CN_UPOS_VERB || token->upos == CN_UPOS_AUX;
    default:
        return token->head == 0;
    }
}

static void set_tree(cn_reference_scratch *scratch, const cn_tree *tree, size_t offset)
{
    uint16_t *clauses = scratch->clauses + offset;
    uint16_t *subjects = scratch->subjects + offset;
    uint8_t *depths = scratch->depths + offset;
    uint16_t path[CN_TREE_MAX];

    for (uint32_t i = 0; i < tree->n; i++)
        clauses[i] = subjects[i] = depths[i] = 0;
    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];

        if (is_subject_label(token->label) && token->head > 0 && token->head <= tree->n &&
            subjects[token->head - 1] == 0)
            subjects[token->head - 1] = (uint16_t)(i + 1);
    }
    for (uint32_t i = 0; i < tree->n; i++) {
        size_t n = 0;
        uint16_t at = (uint16_t)(i + 1);

        while (at > 0 && at <= tree->n && clauses[at - 1] == 0 && n < tree->n) {
            path[n++] = at;
            at = tree->tokens[at - 1].head;
        }
        while (n > 0) {
            uint16_t token = path[--n];
            uint16_t head = tree->tokens[token - 1].head;
            bool has_head = head > 0 && head <= tree->n && clauses[head - 1] > 0;
            int depth = has_head ? depths[head - 1] + 1 : 0;

            depths[token - 1] = (uint8_t)(depth > DEPTH_MAX ? DEPTH_MAX : depth);
            if (!has_head || heads_clause(&tree->tokens[token - 1], subjects[token - 1] > 0))
                clauses[token - 1] = token;
            else
                clauses[token - 1] = clauses[head - 1];
        }
    }
}

int cn_reference_clauses_set(cn_reference_scratch *scratch, cairn_error *err)
{
    const cn_trees *trees = scratch->input->trees;
    size_t n = trees->n_tokens;
    uint32_t sentence = 0;

    if (!cn_grow((void **)&scratch->clauses, &scratch->cap_clauses, n, SIZE_MAX,
                 sizeof(*scratch->clauses)) ||
        !cn_grow((void **)&scratch->subjects, &scratch->cap_subjects, n, SIZE_MAX,
                 sizeof(*scratch->subjects)) ||
        !cn_grow((void **)&scratch->depths, &scratch->cap_depths, n, SIZE_MAX,
                 sizeof(*scratch->depths)) ||
        !cn_grow((void **)&scratch->sentences, &scratch->cap_sentences, trees->n_trees, SIZE_MAX,
                 sizeof(*scratch->sentences)))
        return cn_fail_memory(err, n);
    for (size_t i = 0; i < trees->n_trees; i++) {
        if (i > 0 && trees->trees[i].sentence != trees->trees[i - 1].sentence)
            sentence++;
        scratch->sentences[i] = sentence;
        set_tree(scratch, &trees->trees[i], cn_reference_offset(scratch, (uint32_t)i));
    }
    return CAIRN_OK;
}

uint16_t cn_reference_subject(const cn_reference_scratch *scratch, uint32_t tree, uint16_t clause)
{
    const cn_tree *of = &scratch->input->trees->trees[tree];
    size_t offset = cn_reference_offset(scratch, tree);

    for (int step = 0; step < 5 && clause > 0 && clause <= of->n; step++) {
        const cn_token *token = &of->tokens[clause - 1];

        if (scratch->subjects[offset + clause - 1] > 0)
            return scratch->subjects[offset + clause - 1];
        if (token->label == CN_DEP_ACL)
            return token->head;
        if ((token->label != CN_DEP_CONJ && token->label != CN_DEP_ADVCL &&
             token->label != CN_DEP_XCOMP) ||
            token->head == 0 || token->head > of->n)
            return 0;
        clause = scratch->clauses[offset + token->head - 1];
    }
    return 0;
}

bool cn_reference_dominates(const cn_tree *tree, uint16_t above, uint16_t token)
{
    for (int step = 0; step < CN_TREE_MAX && token > 0 && token <= tree->n; step++) {
        if (token == above)
            return true;
        token = tree->tokens[token - 1].head;
    }
    return false;
}

static uint8_t role_of_label(int label)
{
    switch (label) {
    case CN_DEP_NSUBJ:
    case CN_DEP_NSUBJ_OUTER:
        return CN_PLACE_SUBJECT;
    case CN_DEP_NSUBJ_PASS:
        return CN_PLACE_SUBJECT_PASSIVE;
    case CN_DEP_OBJ:
        return CN_PLACE_OBJECT;
    case CN_DEP_IOBJ:
        return CN_PLACE_INDIRECT;
    case CN_DEP_OBL:
    case CN_DEP_OBL_UNMARKED:
        return CN_PLACE_OBLIQUE;
    case CN_DEP_OBL_AGENT:
        return CN_PLACE_AGENT;
    case CN_DEP_NMOD_POSS:
        return CN_PLACE_POSSESSOR;
    case CN_DEP_NMOD:
    case CN_DEP_NMOD_DESC:
    case CN_DEP_NMOD_UNMARKED:
        return CN_PLACE_NOUN_MODIFIER;
    case CN_DEP_APPOS:
        return CN_PLACE_APPOSITION;
    case CN_DEP_COMPOUND:
    case CN_DEP_FLAT:
    case CN_DEP_AMOD:
        return CN_PLACE_COMPOUND;
    case CN_DEP_ROOT:
    case CN_DEP_CCOMP:
    case CN_DEP_XCOMP:
    case CN_DEP_ADVCL:
    case CN_DEP_ACL:
    case CN_DEP_ACL_RELCL:
        return CN_PLACE_PREDICATE;
    case CN_DEP_LIST:
    case CN_DEP_PARATAXIS:
        return CN_PLACE_LIST;
    default:
        return CN_PLACE_OTHER;
    }
}

/* Of a conjunct the role of the first; *joined tells. *at becomes the token that has the role. */
static uint8_t role_at(const cn_tree *tree, uint16_t *at, bool *joined)
{
    for (int step = 0; step < LOOK_MAX; step++) {
        const cn_token *token = &tree->tokens[*at - 1];

        if (token->label != CN_DEP_CONJ || token->head == 0 || token->head > tree->n)
            break;
        *joined = true;
        *at = token->head;
    }
    return role_of_label(tree->tokens[*at - 1].label);
}

static bool opens_bracket(const cn_tree *tree, const char *text, uint32_t token)
{
    for (uint32_t i = token, step = 0; i > 0 && step < LOOK_MAX; i--, step++) {
        const cn_token *before = &tree->tokens[i - 1];

        if (!(before->flags & CN_TOKEN_MARK) || before->len != 1)
            continue;
        if (text[before->first] == ')' || text[before->first] == ']')
            return false;
        if (text[before->first] == '(' || text[before->first] == '[')
            return true;
    }
    return false;
}

static bool has_conjunct(const cn_tree *tree, uint16_t head)
{
    for (uint32_t i = head; i < tree->n && i < (uint32_t)head + LOOK_MAX; i++) {
        if (tree->tokens[i].label == CN_DEP_CONJ && tree->tokens[i].head == head)
            return true;
    }
    return false;
}

void cn_reference_place_set(cn_reference_scratch *scratch, size_t mention)
{
    const cn_mention *of = &scratch->out->mentions[mention];
    const cn_tree *tree = &scratch->input->trees->trees[of->tree];
    size_t offset = cn_reference_offset(scratch, of->tree);
    cn_reference_place *place = &scratch->places[mention];
    uint16_t at = (uint16_t)(of->head + 1), host;
    bool is_host_joined = false;

    place->entity = place->link = place->next = CN_REFERENCE_NONE;
    place->word = (uint32_t)(offset + of->head);
    place->sentence = scratch->sentences[of->tree];
    place->clause = scratch->clauses[offset + of->head];
    place->depth = scratch->depths[offset + of->head];
    place->role = role_at(tree, &at, &place->is_joined);
    place->host_role = CN_PLACE_OTHER;
    host = tree->tokens[at - 1].head;
    if (host > 0 && host <= tree->n)
        place->host_role = role_at(tree, &host, &is_host_joined);
    place->is_joint = place->is_joined || has_conjunct(tree, (uint16_t)(of->head + 1));
    place->is_bracketed = opens_bracket(tree, scratch->input->text, of->token);
    place->is_main = tree->tokens[place->clause - 1].label == CN_DEP_ROOT;
}
