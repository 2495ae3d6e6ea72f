/* Cuts the phrases of arguments out of the tree. */
#include "ingest/clause_span.h"

#include <string.h>

/* Deeper "the X of the Y of the Z" is left out of the core. */
enum { CORE_DEPTH = 6, CORE_MODIFIER_MAX = 8 };

/* A conjunct of the same kind of thing: a clause in a list of nouns is not one. */
static bool is_conjunct(const cn_clause_index *index, unsigned token)
{
    return cn_clause_label(index, token) == CN_DEP_CONJ &&
           cn_clause_child(index, token, CN_DEP_NSUBJ) == 0 &&
           cn_clause_child(index, token, CN_DEP_NSUBJ_PASS) == 0 &&
           cn_clause_child(index, token, CN_DEP_COP) == 0;
}

size_t cn_clause_conjuncts(const cn_clause_index *index, unsigned head,
                           uint16_t conjuncts[CN_CONJUNCTS_MAX])
{
    size_t n = 0;

    conjuncts[n++] = (uint16_t)head;
    for (size_t i = 0; i < n; i++)
        for (unsigned c = index->first_child[conjuncts[i]]; c != 0; c = index->next_sibling[c])
            if (n < CN_CONJUNCTS_MAX && is_conjunct(index, c) &&
                cn_clause_upos(index, c) != CN_UPOS_VERB)
                conjuncts[n++] = (uint16_t)c;
    return n;
}

bool cn_clause_is_set_off(const cn_clause_index *index, unsigned token)
{
    unsigned first = cn_token_set_next(&index->below[token], 1);
    uint32_t marks = CN_WORD_IS_COMMA | CN_WORD_IS_OPEN;

    if (cn_clause_is(index, first, marks) || (cn_clause_upos(index, first) == CN_UPOS_PUNCT &&
                                              !cn_clause_is(index, first, CN_WORD_IS_QUOTE)))
        return true;
    return first > 1 && cn_clause_upos(index, first - 1) == CN_UPOS_PUNCT &&
           !cn_clause_is(index, first - 1, CN_WORD_IS_QUOTE);
}

/* Is a noun one of "A, B and C"? */
static bool is_list(const cn_clause_index *index, unsigned noun)
{
    uint16_t conjuncts[CN_CONJUNCTS_MAX];
    unsigned first = noun;
    size_t n;

    for (int i = 0; i < CN_CONJUNCTS_MAX && cn_clause_label(index, first) == CN_DEP_CONJ; i++) {
        if (cn_clause_head(index, first) == 0)
            break;
        first = cn_clause_head(index, first);
    }
    n = cn_clause_conjuncts(index, first, conjuncts);
    if (n > 3)
        return true;
    for (size_t i = 0; i < n; i++)
        if (cn_clause_child(index, conjuncts[i], CN_DEP_CC) != 0)
            return true;
    return false;
}

bool cn_clause_is_wider_place(const cn_clause_index *index, unsigned place, unsigned child)
{
    int label = cn_clause_label(index, child);
    unsigned first = cn_token_set_next(&index->below[child], 1);

    if (label == CN_DEP_CONJ) {
        if (is_list(index, place))
            return false;
    } else if (label != CN_DEP_APPOS && label != CN_DEP_NMOD_UNMARKED) {
        return false;
    }
    return child > place && cn_clause_upos(index, place) == CN_UPOS_PROPN &&
           cn_clause_upos(index, child) == CN_UPOS_PROPN && first > 1 &&
           (cn_clause_is(index, first, CN_WORD_IS_COMMA) ||
            cn_clause_is(index, first - 1, CN_WORD_IS_COMMA)) &&
           !cn_clause_is(index, child, CN_WORD_IS_TIME) &&
           cn_clause_child(index, child, CN_DEP_DET) == 0;
}

/* Whose a noun is: the owner, or "of Z". 0: nobody. */
unsigned cn_clause_owner(const cn_clause_index *index, unsigned noun)
{
    unsigned owner = cn_clause_child(index, noun, CN_DEP_NMOD_POSS);

    if (owner != 0)
        return owner;
    for (unsigned c = index->first_child[noun]; c != 0; c = index->next_sibling[c]) {
        unsigned of = cn_clause_child(index, c, CN_DEP_CASE);

        if (cn_clause_label(index, c) == CN_DEP_NMOD && of != 0 &&
            cn_clause_is(index, of, CN_WORD_IS_OF))
            return c;
    }
    return 0;
}

bool cn_clause_is_year(const cn_clause_index *index, unsigned token)
{
    const cn_token *t = &index->tokens[token - 1];

    return t->len == 4 && (t->flags & CN_TOKEN_DIGIT) != 0 && t->upos == CN_UPOS_NUM &&
           (index->tree->text[t->first] == '1' || index->tree->text[t->first] == '2');
}

static bool is_edge_mark(const cn_clause_index *index, unsigned token)
{
    return cn_clause_upos(index, token) == CN_UPOS_PUNCT &&
           !cn_clause_is(index, token, CN_WORD_IS_QUOTE | CN_WORD_IS_OPEN | CN_WORD_IS_CLOSE);
}

static unsigned count_class(const cn_clause_index *index, const cn_token_set *set, uint32_t classes)
{
    unsigned n = 0;

    for (unsigned i = cn_token_set_next(set, 1); i != 0; i = cn_token_set_next(set, i + 1))
        n += cn_clause_is(index, i, classes) && cn_clause_upos(index, i) == CN_UPOS_PUNCT;
    return n;
}

/* A quote or bracket at an edge whose partner is not in the set. */
static bool is_lone(const cn_clause_index *index, const cn_token_set *set, unsigned token)
{
    if (cn_clause_upos(index, token) != CN_UPOS_PUNCT)
        return false;
    if (cn_clause_is(index, token, CN_WORD_IS_QUOTE))
        return count_class(index, set, CN_WORD_IS_QUOTE) % 2 != 0;
    if (cn_clause_is(index, token, CN_WORD_IS_OPEN | CN_WORD_IS_CLOSE))
        return count_class(index, set, CN_WORD_IS_OPEN) !=
               count_class(index, set, CN_WORD_IS_CLOSE);
    return false;
}

void cn_clause_trim(const cn_clause_index *index, cn_token_set *set)
{
    for (;;) {
        unsigned first = cn_token_set_next(set, 1), last = cn_token_set_last(set);

        if (first == 0)
            return;
        if (first != last && cn_clause_is(index, first, CN_WORD_IS_OPEN) &&
            cn_clause_is(index, last, CN_WORD_IS_CLOSE)) {
            cn_token_set_remove(set, first);
            cn_token_set_remove(set, last);
        } else if (is_edge_mark(index, first) || is_lone(index, set, first) ||
                   cn_clause_upos(index, first) == CN_UPOS_CCONJ)
            cn_token_set_remove(set, first);
        else if (is_edge_mark(index, last) || is_lone(index, set, last))
            cn_token_set_remove(set, last);
        else
            return;
    }
}

void cn_clause_preposition(const cn_clause_index *index, unsigned head, cn_token_set *prep)
{
    bool is_place = cn_clause_child(index, head, CN_DEP_CASE) != 0;

    memset(prep, 0, sizeof *prep);
    for (unsigned c = index->first_child[head]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (label == CN_DEP_CASE || (label == CN_DEP_MARK && !is_place))
            cn_token_set_join(prep, &index->below[c]);
        else if (label == CN_DEP_ADVMOD && c < head &&
                 (is_place ? cn_clause_child(index, head, CN_DEP_CASE) > c
                           : cn_clause_is(index, c, CN_WORD_IS_WHERE)))
            cn_token_set_join(prep, &index->below[c]);
    }
}

/* Is the child no part of the noun phrase, but something said beside it? */
static bool is_beside(const cn_clause_index *index, unsigned child, unsigned head,
                      bool is_predicate)
{
    switch (cn_clause_label(index, child)) {
    case CN_DEP_CASE:
    case CN_DEP_MARK:
    case CN_DEP_CC:
    case CN_DEP_CC_PRECONJ:
    case CN_DEP_COP:
    case CN_DEP_AUX:
    case CN_DEP_AUX_PASS:
    case CN_DEP_NSUBJ:
    case CN_DEP_NSUBJ_PASS:
    case CN_DEP_NSUBJ_OUTER:
    case CN_DEP_CSUBJ:
    case CN_DEP_EXPL:
    case CN_DEP_PARATAXIS:
    case CN_DEP_DISLOCATED:
    case CN_DEP_VOCATIVE:
    case CN_DEP_DISCOURSE:
    case CN_DEP_LIST:
    case CN_DEP_REPARANDUM:
        return true;
    case CN_DEP_ADVMOD:
        return is_predicate
                   ? child < head
                   : cn_clause_is(index, child, CN_WORD_IS_WHERE) ||
                         (child < head && cn_clause_is(index, child + 1, CN_WORD_IS_COMMA));
    case CN_DEP_OBL:
    case CN_DEP_OBL_UNMARKED:
    case CN_DEP_ADVCL:
        return is_predicate || cn_clause_is_set_off(index, child);
    case CN_DEP_APPOS:
    case CN_DEP_ACL:
    case CN_DEP_ACL_RELCL:
    case CN_DEP_ADVCL_RELCL:
        return cn_clause_is_set_off(index, child);
    case CN_DEP_NMOD:
        /* "cities, including Berlin", "X (in Z)" */
        return cn_clause_is_set_off(index, child);
    case CN_DEP_CONJ:
        return true;
    case CN_DEP_PUNCT:
        return false;
    default:
        return false;
    }
}

static bool has_article_label(const cn_clause_index *index, unsigned token)
{
    return cn_clause_label(index, token) == CN_DEP_DET &&
           cn_clause_is(index, token, CN_WORD_IS_ARTICLE);
}

static bool belongs_to_core(const cn_clause_index *index, unsigned child, unsigned head)
{
    switch (cn_clause_label(index, child)) {
    case CN_DEP_COMPOUND:
    case CN_DEP_COMPOUND_PRT:
    case CN_DEP_AMOD:
    case CN_DEP_NUMMOD:
    case CN_DEP_FLAT:
    case CN_DEP_FIXED:
    case CN_DEP_GOESWITH:
    case CN_DEP_NMOD_POSS:
    case CN_DEP_NMOD_DESC:
    case CN_DEP_NMOD_UNMARKED:
        return child < head || !cn_clause_is_set_off(index, child);
    case CN_DEP_DET:
    case CN_DEP_DET_PREDET:
        return !has_article_label(index, child);
    case CN_DEP_ADVMOD:
        return child < head && cn_clause_upos(index, head) != CN_UPOS_VERB &&
               cn_clause_child(index, head, CN_DEP_COP) == 0;
    default:
        return false;
    }
}

/* "of Z" in "the X of Z", with what belongs to Z. */
static bool is_of_phrase(const cn_clause_index *index, unsigned child)
{
    unsigned of = cn_clause_child(index, child, CN_DEP_CASE);

    return cn_clause_label(index, child) == CN_DEP_NMOD && of != 0 &&
           cn_clause_is(index, of, CN_WORD_IS_OF) && !cn_clause_is_set_off(index, child);
}

static void add_core(const cn_clause_index *index, unsigned head, int depth, cn_token_set *core)
{
    cn_token_set_add(core, head);
    for (unsigned c = index->first_child[head]; c != 0; c = index->next_sibling[c]) {
        if (belongs_to_core(index, c, head)) {
            if (cn_token_set_count(&index->below[c]) <= CORE_MODIFIER_MAX)
                cn_token_set_join(core, &index->below[c]);
            else
                cn_token_set_add(core, c);
        } else if (depth < CORE_DEPTH && is_of_phrase(index, c)) {
            unsigned det = cn_clause_child(index, c, CN_DEP_DET);

            cn_token_set_add(core, cn_clause_child(index, c, CN_DEP_CASE));
            if (det != 0)
                cn_token_set_add(core, det);
            add_core(index, c, depth + 1, core);
        } else if (cn_clause_label(index, c) == CN_DEP_PUNCT &&
                   cn_clause_is(index, c, CN_WORD_IS_HYPHEN) && c < head) {
            cn_token_set_add(core, c);
        }
    }
}

/* What hangs on the first of several and stands behind the last belongs to all: "the owner and
 * editor of the paper". */
static void add_shared(const cn_clause_index *index, unsigned first, unsigned conjunct,
                       cn_clause_span *span)
{
    uint16_t conjuncts[CN_CONJUNCTS_MAX];
    size_t n = cn_clause_conjuncts(index, first, conjuncts);
    unsigned last = 0;

    for (size_t i = 0; i < n; i++)
        last = conjuncts[i] > last ? conjuncts[i] : last;
    for (unsigned c = index->first_child[first]; c != 0; c = index->next_sibling[c]) {
        if (c <= last || cn_clause_label(index, c) != CN_DEP_NMOD || conjunct == first ||
            cn_clause_is_set_off(index, c))
            continue;
        cn_token_set_join(&span->full, &index->below[c]);
        if (is_of_phrase(index, c))
            cn_token_set_join(&span->core, &index->below[c]);
    }
}

void cn_clause_noun_span(const cn_clause_index *index, unsigned head, bool with_conjuncts,
                         cn_clause_span *span)
{
    bool is_predicate = cn_clause_child(index, head, CN_DEP_COP) != 0;

    memset(span, 0, sizeof *span);
    span->head = (uint16_t)head;
    span->full = index->below[head];
    for (unsigned c = index->first_child[head]; c != 0; c = index->next_sibling[c]) {
        if (!is_beside(index, c, head, is_predicate))
            continue;
        if (with_conjuncts &&
            (cn_clause_label(index, c) == CN_DEP_CC_PRECONJ || is_conjunct(index, c)))
            continue;
        cn_token_set_minus(&span->full, &index->below[c]);
    }
    add_core(index, head, 0, &span->core);
    if (!with_conjuncts && cn_clause_label(index, head) == CN_DEP_CONJ) {
        unsigned first = cn_clause_head(index, head);

        for (int i = 0; i < CN_CONJUNCTS_MAX && first != 0; i++) {
            if (cn_clause_label(index, first) != CN_DEP_CONJ)
                break;
            first = cn_clause_head(index, first);
        }
        if (first != 0)
            add_shared(index, first, head, span);
    }
    cn_clause_trim(index, &span->full);
    cn_clause_trim(index, &span->core);
    if (cn_token_set_empty(&span->full))
        cn_token_set_add(&span->full, head);
    if (cn_token_set_empty(&span->core))
        cn_token_set_add(&span->core, head);
}

void cn_clause_verb_span(const cn_clause_index *index, unsigned verb, unsigned without,
                         cn_clause_span *span)
{
    memset(span, 0, sizeof *span);
    span->head = (uint16_t)verb;
    span->full = index->below[verb];
    if (without != 0)
        cn_token_set_minus(&span->full, &index->below[without]);
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_CC)
            cn_token_set_minus(&span->full, &index->below[c]);
    cn_clause_trim(index, &span->full);
    span->core = span->full;
}
