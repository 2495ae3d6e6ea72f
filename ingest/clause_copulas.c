/* What "is" says: "X is a Y", "X is responsible for Y", "X is in Y", "the head of X is Y". */
#include <string.h>

#include "ingest/clause_scan.h"

/* The nearest phrase behind an adjective: "responsible for Y"; 0: none. */
static unsigned adjective_object(const cn_clause_index *index, unsigned adjective)
{
    for (unsigned c = index->first_child[adjective]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (c > adjective && (label == CN_DEP_OBL || label == CN_DEP_NMOD) &&
            cn_clause_child(index, c, CN_DEP_CASE) != 0)
            return c;
    }
    return 0;
}

static void add_adjuncts(const cn_clause_scan *scan, unsigned predicate, unsigned object,
                         cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;

    for (unsigned c = index->first_child[predicate]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);
        cn_clause_span span;
        cn_token_set prep;
        unsigned mark = cn_clause_child(index, c, CN_DEP_CASE);

        if (c == object || c == scan->predicates[predicate].gap_word ||
            (label != CN_DEP_OBL && label != CN_DEP_OBL_UNMARKED && label != CN_DEP_ADVCL &&
             (label != CN_DEP_NMOD || c > cn_clause_child(index, predicate, CN_DEP_COP))) ||
            (mark != 0 && cn_clause_is(index, mark, CN_WORD_IS_ACCORDING)))
            continue;
        cn_clause_preposition(index, c, &prep);
        if (label == CN_DEP_ADVCL) {
            if (cn_token_set_empty(&prep))
                continue;
            cn_clause_verb_span(index, c, 0, &span);
        } else {
            cn_clause_noun_span(index, c, true, &span);
        }
        cn_token_set_minus(&span.full, &prep);
        cn_clause_add_more(saying, cn_clause_role(index, c, &prep), &span, &prep);
    }
}

/* "The head of X is Y" or "X's head is Y": X - has head - Y. */
static void say_role(cn_clause_scan *scan, unsigned subject, const cn_saying *copula)
{
    const cn_clause_index *index = &scan->index;
    cn_saying saying = *copula;

    if (cn_clause_upos(index, subject) != CN_UPOS_NOUN ||
        cn_clause_is(index, subject, CN_WORD_IS_QUANTITY))
        return;
    saying.rule = CN_RULE_ROLE;
    saying.is_derived = true;
    saying.before = "has";
    memset(&saying.words, 0, sizeof saying.words);
    memset(&saying.prep, 0, sizeof saying.prep);
    cn_token_set_add(&saying.words, subject);
    for (unsigned c = index->first_child[subject]; c != 0; c = index->next_sibling[c])
        if (c < subject && (cn_clause_label(index, c) == CN_DEP_COMPOUND ||
                            cn_clause_label(index, c) == CN_DEP_AMOD))
            cn_token_set_join(&saying.words, &index->below[c]);
    for (unsigned c = index->first_child[subject]; c != 0; c = index->next_sibling[c]) {
        unsigned of = cn_clause_child(index, c, CN_DEP_CASE);

        if (cn_clause_label(index, c) == CN_DEP_NMOD_POSS ||
            (cn_clause_label(index, c) == CN_DEP_NMOD && of != 0 &&
             cn_clause_is(index, of, CN_WORD_IS_OF)))
            cn_clause_emit(scan, c, &saying);
    }
}

static void say_phrase(cn_clause_scan *scan, unsigned predicate, cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[predicate];
    unsigned object = 0;

    if (cn_clause_upos(index, predicate) == CN_UPOS_ADJ ||
        cn_clause_upos(index, predicate) == CN_UPOS_ADV) {
        saying->rule = CN_RULE_COPULA_ADJECTIVE;
        object = adjective_object(index, predicate);
    }
    if (object != 0) {
        cn_token_set_add(&saying->words, predicate);
        cn_clause_preposition(index, object, &saying->prep);
        for (unsigned c = index->first_child[predicate]; c != 0 && c < predicate;
             c = index->next_sibling[c])
            if (cn_clause_label(index, c) == CN_DEP_ADVMOD)
                cn_token_set_join(&saying->words, &index->below[c]);
        saying->object = (uint16_t)object;
    } else {
        saying->object = (uint16_t)predicate;
    }
    add_adjuncts(scan, predicate, object, saying);
    cn_clause_add_source(scan, predicate, saying);
    cn_clause_emit(scan, p->subject, saying);
}

/* "The point is that ...". */
static void say_outer(cn_clause_scan *scan, unsigned predicate, unsigned outer)
{
    const cn_clause_index *index = &scan->index;
    cn_saying saying = {.rule = CN_RULE_CONTENT,
                        .verb = (uint16_t)predicate,
                        .flags = scan->predicates[predicate].flags,
                        .before = "",
                        .whole = true};

    for (unsigned c = index->first_child[predicate]; c != 0; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_COP)
            cn_token_set_add(&saying.words, c);
    if (cn_token_set_empty(&saying.words))
        return;
    cn_clause_verb_span(index, predicate, outer, &saying.object_span);
    cn_token_set_minus(&saying.object_span.full, &saying.words);
    saying.object_span.core = saying.object_span.full;
    cn_clause_emit(scan, outer, &saying);
}

void cn_clause_say_copula(cn_clause_scan *scan, unsigned predicate)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[predicate];
    unsigned outer = cn_clause_child(index, predicate, CN_DEP_NSUBJ_OUTER);
    cn_saying saying = {
        .rule = CN_RULE_COPULA_NOUN, .verb = (uint16_t)predicate, .flags = p->flags, .before = ""};

    if (outer != 0) {
        say_outer(scan, predicate, outer);
        return;
    }
    if (p->subject == 0 || p->is_merged)
        return;
    cn_clause_verb_group(scan, predicate, &saying.words);
    if (p->subject_kind == CN_SUBJECT_CONTROL)
        for (unsigned c = index->first_child[predicate]; c != 0; c = index->next_sibling[c])
            if (cn_clause_label(index, c) == CN_DEP_MARK)
                cn_token_set_add(&saying.words, c);
    if (cn_clause_child(index, predicate, CN_DEP_CASE) != 0) {
        saying.rule = CN_RULE_COPULA_PLACE;
        cn_clause_preposition(index, predicate, &saying.prep);
    }
    say_phrase(scan, predicate, &saying);
    if (saying.rule == CN_RULE_COPULA_NOUN && p->subject_kind == CN_SUBJECT_OWN)
        say_role(scan, p->subject, &saying);
}
