/* Writes clauses down: each conjunct gets its own, a noun inside an object another, and what a
 * noun's clause says is handed on to whom the noun describes. */
#include <string.h>

#include "ingest/clause_scan.h"

enum {
    CROSS_MAX = 24,  /* clauses of one verb by conjuncts */
    NESTED_DEPTH = 3 /* "in the north of the region of Z" */
};

void cn_clause_add_more(cn_saying *saying, int role, const cn_clause_span *span,
                        const cn_token_set *prep)
{
    cn_clause_argument *argument;

    if (saying->n_more >= CN_CLAUSE_MORE)
        return;
    argument = &saying->more[saying->n_more++];
    argument->role = role;
    argument->span = *span;
    argument->prep = *prep;
}

/* The part of a span that hangs on its head and holds the verb is what the clause itself says. */
static void leave_out_clause(const cn_clause_index *index, cn_clause_span *span, unsigned verb)
{
    unsigned token = verb;

    if (verb == 0 || verb == span->head || !cn_token_set_has(&span->full, verb))
        return;
    while (token != 0 && cn_clause_head(index, token) != span->head)
        token = cn_clause_head(index, token);
    if (token == 0)
        return;
    cn_token_set_minus(&span->full, &index->below[token]);
    cn_token_set_minus(&span->core, &index->below[token]);
    cn_clause_trim(index, &span->full);
    cn_clause_trim(index, &span->core);
}

static void leave_out(const cn_clause_index *index, cn_clause_span *span,
                      const cn_token_set *without)
{
    if (!cn_token_set_overlap(&span->full, without))
        return;
    cn_token_set_minus(&span->full, without);
    cn_token_set_minus(&span->core, without);
    cn_clause_trim(index, &span->full);
    cn_clause_trim(index, &span->core);
}

static bool is_unresolved(const cn_clause_index *index, unsigned token)
{
    int upos = cn_clause_upos(index, token);

    return (upos == CN_UPOS_PRON || upos == CN_UPOS_DET) && index->tokens[token - 1].head != 0 &&
           cn_clause_is(index, token, CN_WORD_IS_RELATIVE) &&
           (index->tokens[token - 1].morph & CN_MORPH_DEMONSTRATIVE) == 0;
}

static bool is_the_same(const cn_clause *a, const cn_clause *b)
{
    return a->subject.head == b->subject.head && a->object.head == b->object.head &&
           a->verb == b->verb && a->before == b->before &&
           memcmp(&a->words, &b->words, sizeof a->words) == 0 &&
           memcmp(&a->prep, &b->prep, sizeof a->prep) == 0;
}

/* NULL: it is there already, or there is no room. */
static cn_clause *add_clause(cn_clause_scan *scan, const cn_clause_span *subject,
                             const cn_clause_span *object, const cn_saying *saying)
{
    cn_clause *clause;
    size_t from = scan->n > 8 ? scan->n - 8 : 0;

    if (scan->n >= scan->max || cn_token_set_empty(&subject->full) ||
        cn_token_set_empty(&object->full) || subject->head == object->head)
        return NULL;
    clause = &scan->out[scan->n];
    memset(clause, 0, sizeof *clause);
    clause->subject = *subject;
    clause->object = *object;
    clause->before = saying->before;
    clause->after = saying->after != NULL ? saying->after : "";
    clause->words = saying->words;
    clause->prep = saying->prep;
    clause->verb = saying->verb;
    clause->n_more = saying->n_more;
    memcpy(clause->more, saying->more, saying->n_more * sizeof saying->more[0]);
    clause->is_derived = saying->is_derived;
    clause->rule = (uint16_t)saying->rule;
    clause->flags = saying->flags;
    cn_token_set_minus(&clause->subject.full, &clause->words);
    cn_token_set_minus(&clause->object.full, &clause->words);
    cn_token_set_minus(&clause->object.full, &clause->prep);
    for (size_t i = from; i < scan->n; i++)
        if (is_the_same(&scan->out[i], clause))
            return NULL;
    scan->n++;
    return clause;
}

/* Is a noun behind a preposition inside an object worth a statement of its own? */
static bool is_worth_naming(const cn_clause_index *index, unsigned noun)
{
    int upos = cn_clause_upos(index, noun);

    return upos == CN_UPOS_PROPN || upos == CN_UPOS_NUM ||
           (index->tokens[noun - 1].flags & CN_TOKEN_DIGIT) != 0;
}

static void add_nested(cn_clause_scan *scan, const cn_clause_span *subject, unsigned noun,
                       const cn_saying *nested, int depth)
{
    uint16_t nouns[CN_CONJUNCTS_MAX];
    size_t n = cn_clause_conjuncts(&scan->index, noun, nouns);

    for (size_t i = 0; i < n; i++) {
        cn_clause_span span;

        if (!is_worth_naming(&scan->index, nouns[i]) && depth > 0)
            continue;
        cn_clause_noun_span(&scan->index, nouns[i], false, &span);
        add_clause(scan, subject, &span, nested);
    }
}

/* "born in Skarn, Ostrane": in Ostrane, too. */
static void emit_wider_place(cn_clause_scan *scan, const cn_clause_span *subject, unsigned place,
                             const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    unsigned mark = cn_token_set_next(&saying->prep, 1);
    cn_saying wider = *saying;

    if (mark == 0 || !cn_clause_is(index, mark, CN_WORD_IS_PLACE_PREP))
        return;
    wider.rule = CN_RULE_NESTED;
    wider.is_derived = true;
    wider.n_more = 0;
    for (unsigned c = index->first_child[place]; c != 0; c = index->next_sibling[c]) {
        cn_clause_span span;

        if (!cn_clause_is_wider_place(index, place, c))
            continue;
        cn_clause_noun_span(index, c, false, &span);
        add_clause(scan, subject, &span, &wider);
    }
}

static void emit_nested(cn_clause_scan *scan, const cn_clause_span *subject, unsigned object,
                        const cn_saying *saying, int depth);

/* The relation goes on through the object: "is airport in". */
static cn_saying go_through(const cn_clause_index *index, const cn_saying *saying, unsigned object)
{
    cn_saying nested = *saying;

    nested.is_derived = true;
    nested.rule = CN_RULE_NESTED;
    nested.n_more = 0;
    cn_token_set_join(&nested.words, &saying->prep);
    cn_token_set_add(&nested.words, object);
    for (unsigned c = index->first_child[object]; c != 0 && c < object; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_COMPOUND)
            cn_token_set_join(&nested.words, &index->below[c]);
    memset(&nested.prep, 0, sizeof nested.prep);
    return nested;
}

/* "X is an airport in the village of Z": X - is airport in - the village of Z, and X - is airport
 * in the village of - Z. */
static void emit_nested_phrase(cn_clause_scan *scan, const cn_clause_span *subject, unsigned object,
                               unsigned phrase, const cn_saying *saying, int depth)
{
    const cn_clause_index *index = &scan->index;
    unsigned mark = cn_clause_child(index, phrase, CN_DEP_CASE);
    cn_saying nested;

    if (!cn_clause_is_noun(index, phrase) || mark == 0)
        return;
    if (cn_clause_is(index, mark, CN_WORD_IS_SUCH)) {
        /* "has parks such as Z": X - has - Z. */
        nested = *saying;
        nested.is_derived = true;
        nested.rule = CN_RULE_NESTED;
        nested.n_more = 0;
        add_nested(scan, subject, phrase, &nested, depth);
        return;
    }
    nested = go_through(index, saying, object);
    cn_clause_preposition(index, phrase, &nested.prep);
    /* "University of Z" is one name. */
    if (cn_clause_upos(index, object) != CN_UPOS_PROPN || !cn_clause_is(index, mark, CN_WORD_IS_OF))
        add_nested(scan, subject, phrase, &nested, depth);
    emit_nested(scan, subject, phrase, &nested, depth + 1);
}

/* "X is a 1977 novel": X - is novel of - 1977. */
static void emit_nested_year(cn_clause_scan *scan, const cn_clause_span *subject, unsigned object,
                             unsigned year, const cn_saying *saying)
{
    cn_saying nested = go_through(&scan->index, saying, object);
    cn_clause_span span;

    if (year > object || scan->bearer[object] == 0 || !cn_clause_is_year(&scan->index, year))
        return;
    nested.after = "of";
    cn_token_set_remove(&nested.words, year);
    cn_clause_noun_span(&scan->index, year, false, &span);
    add_clause(scan, subject, &span, &nested);
}

static void emit_nested(cn_clause_scan *scan, const cn_clause_span *subject, unsigned object,
                        const cn_saying *saying, int depth)
{
    const cn_clause_index *index = &scan->index;

    emit_wider_place(scan, subject, object, saying);
    for (unsigned c = index->first_child[object]; c != 0 && depth < NESTED_DEPTH;
         c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (label == CN_DEP_NMOD)
            emit_nested_phrase(scan, subject, object, c, saying, depth);
        else if (label == CN_DEP_NUMMOD || label == CN_DEP_COMPOUND ||
                 label == CN_DEP_NMOD_UNMARKED)
            emit_nested_year(scan, subject, object, c, saying);
    }
}

static void hand_on(cn_clause_scan *scan, unsigned subject, const cn_clause_span *object,
                    const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    unsigned bearer = scan->bearer[subject];
    cn_saying handed = *saying;
    cn_clause_span span;

    if (bearer == 0 || saying->verb == 0 || is_unresolved(index, bearer) ||
        !cn_token_set_has(&index->below[subject], saying->verb))
        return;
    handed.rule = CN_RULE_HANDED_ON;
    handed.is_derived = true;
    cn_clause_noun_span(index, bearer, false, &span);
    leave_out_clause(index, &span, saying->verb);
    add_clause(scan, &span, object, &handed);
    if (!saying->whole)
        emit_nested(scan, &span, object->head, &handed, 0);
}

/* "Its doctrines are summarised in Z": it - doctrines are summarised in - Z. */
static void say_of_owner(cn_clause_scan *scan, unsigned subject, const cn_clause_span *object,
                         const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    unsigned owner = cn_clause_owner(index, subject);
    cn_saying owned = *saying;
    cn_clause_span span;

    if (owner == 0 || saying->verb == 0 || saying->rule > CN_RULE_PASSIVE ||
        cn_clause_upos(index, subject) != CN_UPOS_NOUN ||
        cn_clause_is(index, subject, CN_WORD_IS_QUANTITY) ||
        (index->tokens[subject - 1].flags & CN_TOKEN_CAPITAL) != 0)
        return;
    owned.rule = CN_RULE_ROLE;
    owned.is_derived = true;
    owned.n_more = 0;
    cn_token_set_add(&owned.words, subject);
    for (unsigned c = index->first_child[subject]; c != 0 && c < subject;
         c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_COMPOUND)
            cn_token_set_join(&owned.words, &index->below[c]);
    cn_clause_noun_span(index, owner, false, &span);
    add_clause(scan, &span, object, &owned);
}

static void emit_one(cn_clause_scan *scan, unsigned subject, unsigned object,
                     const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    cn_clause_span subject_span, object_span;

    cn_clause_noun_span(index, subject, false, &subject_span);
    if (cn_clause_upos(index, subject) == CN_UPOS_VERB)
        cn_clause_verb_span(index, subject, 0, &subject_span);
    leave_out_clause(index, &subject_span, saying->verb);
    leave_out(index, &subject_span, &saying->without);
    if (saying->whole) {
        object_span = saying->object_span;
    } else {
        cn_clause_noun_span(index, object, false, &object_span);
        leave_out_clause(index, &object_span, saying->verb);
        leave_out(index, &object_span, &saying->without);
    }
    if (add_clause(scan, &subject_span, &object_span, saying) == NULL)
        return;
    if (!saying->whole)
        emit_nested(scan, &subject_span, object_span.head, saying, 0);
    hand_on(scan, subject, &object_span, saying);
    say_of_owner(scan, subject, &object_span, saying);
}

/* Several subjects have an "and"; without one it is rather "Skarn, Ostrane". */
static bool has_and(const cn_clause_index *index, const uint16_t *conjuncts, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (cn_clause_child(index, conjuncts[i], CN_DEP_CC) != 0)
            return true;
    return false;
}

void cn_clause_emit(cn_clause_scan *scan, unsigned subject, const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    uint16_t subjects[CN_CONJUNCTS_MAX], objects[CN_CONJUNCTS_MAX] = {saying->object};
    size_t n_subjects, n_objects = 1, n = 0;

    if (subject == 0 || (saying->object == 0 && !saying->whole) || is_unresolved(index, subject) ||
        (!saying->whole && is_unresolved(index, saying->object)))
        return;
    n_subjects = cn_clause_conjuncts(index, subject, subjects);
    if (saying->alone || !has_and(index, subjects, n_subjects))
        n_subjects = 1;
    if (!saying->whole)
        n_objects = cn_clause_conjuncts(index, saying->object, objects);
    for (size_t i = 0; i < n_subjects && scan->n < scan->max; i++)
        for (size_t j = 0; j < n_objects && n < CROSS_MAX; j++, n++)
            emit_one(scan, subjects[i], objects[j], saying);
}
