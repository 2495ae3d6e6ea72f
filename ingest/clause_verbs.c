/* What verbs say: the object, or what else is nearest to one, and all other arguments beside it. */
#include <string.h>

#include "ingest/clause_scan.h"

enum { ARGUMENTS_MAX = 16, CHAIN_MAX = 4 };

/* In the order in which they are taken for the object when there is none. */
typedef enum argument_kind {
    ARGUMENT_OBJECT,
    ARGUMENT_COMPLEMENT, /* "made him king", "looks good" */
    ARGUMENT_CONTENT,    /* "said that ..." */
    ARGUMENT_AGENT,
    ARGUMENT_OBLIQUE,
    ARGUMENT_MEASURE, /* "grew 5 %" */
    ARGUMENT_INDIRECT,
    ARGUMENT_TIME,
    ARGUMENT_ADVERB,
    ARGUMENT_FRONTED, /* "In Z, ..." */
    ARGUMENT_PURPOSE, /* "to raise money" */
    ARGUMENT_CLAUSE   /* "when it rains" */
} argument_kind;

typedef struct argument {
    argument_kind kind;
    uint16_t token;
    bool is_verbal;
    cn_token_set prep;
} argument;

typedef struct arguments {
    argument items[ARGUMENTS_MAX];
    size_t n;
    uint16_t chain[CHAIN_MAX]; /* "plans to try to build": the verbs */
    size_t n_chain;
} arguments;

static bool is_time(const cn_clause_index *index, unsigned head)
{
    if (cn_clause_is_year(index, head))
        return true;
    /* "19 October 2010" has any of the three at its head. */
    if (cn_clause_upos(index, head) == CN_UPOS_NUM)
        for (unsigned c = index->first_child[head]; c != 0; c = index->next_sibling[c])
            if (cn_clause_label(index, c) != CN_DEP_NMOD && cn_clause_is_noun(index, c) &&
                cn_clause_is(index, c, CN_WORD_IS_TIME))
                return true;
    return cn_clause_is(index, head, CN_WORD_IS_TIME) && cn_clause_upos(index, head) != CN_UPOS_AUX;
}

int cn_clause_role(const cn_clause_index *index, unsigned head, const cn_token_set *prep)
{
    unsigned first = cn_token_set_next(prep, 1);

    if (is_time(index, head))
        return CN_ARGUMENT_TIME;
    if (first != 0 && cn_clause_is(index, first, CN_WORD_IS_PLACE_PREP) &&
        cn_clause_upos(index, head) == CN_UPOS_PROPN && !cn_clause_is(index, first, CN_WORD_IS_BY))
        return CN_ARGUMENT_PLACE;
    return CN_ARGUMENT_OTHER;
}

static void add_argument(const cn_clause_index *index, arguments *all, argument_kind kind,
                         unsigned token, bool is_verbal)
{
    argument *a;

    if (all->n >= ARGUMENTS_MAX)
        return;
    a = &all->items[all->n++];
    a->kind = kind;
    a->token = (uint16_t)token;
    a->is_verbal = is_verbal;
    memset(&a->prep, 0, sizeof a->prep);
    if (kind == ARGUMENT_AGENT || kind == ARGUMENT_OBLIQUE || kind == ARGUMENT_TIME ||
        kind == ARGUMENT_FRONTED || kind == ARGUMENT_MEASURE || kind == ARGUMENT_CLAUSE ||
        kind == ARGUMENT_PURPOSE)
        cn_clause_preposition(index, token, &a->prep);
}

static bool is_relative_word(const cn_clause_scan *scan, unsigned verb, unsigned token)
{
    return scan->predicates[verb].gap_word == token ||
           (cn_clause_is(&scan->index, token, CN_WORD_IS_RELATIVE) &&
            cn_clause_label(&scan->index, verb) == CN_DEP_ACL_RELCL &&
            cn_clause_upos(&scan->index, token) == CN_UPOS_PRON);
}

/* "when he left", "to raise money", not "making it", which is told by itself. */
static void add_clause(const cn_clause_index *index, arguments *all, unsigned verb)
{
    unsigned mark = cn_clause_child(index, verb, CN_DEP_MARK);

    if (mark == 0) {
        mark = cn_clause_child(index, verb, CN_DEP_ADVMOD);
        if (mark != 0 && !cn_clause_is(index, mark, CN_WORD_IS_WHERE))
            mark = 0;
    }
    if (mark == 0)
        return;
    add_argument(index, all,
                 cn_clause_is(index, mark, CN_WORD_IS_TO) ? ARGUMENT_PURPOSE : ARGUMENT_CLAUSE,
                 verb, true);
}

static void read_argument(const cn_clause_scan *scan, arguments *all, unsigned verb, unsigned c)
{
    const cn_clause_index *index = &scan->index;
    unsigned mark = cn_clause_child(index, c, CN_DEP_CASE);

    switch (cn_clause_label(index, c)) {
    case CN_DEP_OBJ:
        add_argument(index, all, ARGUMENT_OBJECT, c, false);
        break;
    case CN_DEP_IOBJ:
        add_argument(index, all, ARGUMENT_INDIRECT, c, false);
        break;
    case CN_DEP_OBL_AGENT:
        add_argument(index, all, ARGUMENT_AGENT, c, false);
        break;
    case CN_DEP_OBL:
    case CN_DEP_NMOD:
        if (mark != 0 && cn_clause_is(index, mark, CN_WORD_IS_ACCORDING))
            break;
        if (mark != 0 && scan->predicates[verb].is_passive &&
            cn_clause_is(index, mark, CN_WORD_IS_BY) && !is_time(index, c))
            add_argument(index, all, ARGUMENT_AGENT, c, false);
        else
            add_argument(index, all,
                         c < verb && cn_clause_upos(index, c) != CN_UPOS_PRON ? ARGUMENT_FRONTED
                         : is_time(index, c)                                  ? ARGUMENT_TIME
                                                                              : ARGUMENT_OBLIQUE,
                         c, false);
        break;
    case CN_DEP_OBL_UNMARKED:
        add_argument(index, all, is_time(index, c) ? ARGUMENT_TIME : ARGUMENT_MEASURE, c, false);
        break;
    case CN_DEP_CCOMP:
        add_argument(index, all, ARGUMENT_CONTENT, c, true);
        break;
    case CN_DEP_ADVCL:
        add_clause(index, all, c);
        break;
    case CN_DEP_ADVMOD:
        if (c > verb || cn_clause_is(index, c, CN_WORD_IS_TIME))
            if (!cn_clause_is(index, c, CN_WORD_IS_NEGATIVE | CN_WORD_IS_WHERE))
                add_argument(index, all, ARGUMENT_ADVERB, c, false);
        break;
    default:
        break;
    }
}

/* "plans to build": the verb below belongs to the relation when nothing stands between. */
static unsigned next_in_chain(const cn_clause_scan *scan, unsigned verb)
{
    const cn_clause_index *index = &scan->index;
    unsigned next = cn_clause_child(index, verb, CN_DEP_XCOMP);

    if (next == 0 || cn_clause_upos(index, next) != CN_UPOS_VERB ||
        cn_clause_child(index, next, CN_DEP_COP) != 0 ||
        cn_clause_child(index, verb, CN_DEP_OBJ) != 0 || next < verb)
        return 0;
    return next;
}

/* Adds the words of the chain and its arguments. */
static void read_chain(cn_clause_scan *scan, unsigned verb, arguments *all, cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;

    for (unsigned v = verb; v != 0 && all->n_chain < CHAIN_MAX; v = next_in_chain(scan, v)) {
        unsigned complement = cn_clause_child(index, v, CN_DEP_XCOMP);

        all->chain[all->n_chain++] = (uint16_t)v;
        cn_clause_verb_group(scan, v, &saying->words);
        if (v != verb) {
            scan->predicates[v].is_merged = true;
            saying->flags |= cn_clause_verb_flags(index, v);
            for (unsigned c = index->first_child[v]; c != 0; c = index->next_sibling[c])
                if (cn_clause_label(index, c) == CN_DEP_MARK)
                    cn_token_set_add(&saying->words, c);
        }
        if (complement != 0 && cn_clause_is(index, v, CN_WORD_IS_PLAN))
            saying->flags |= CN_STATED_FUTURE;
        for (unsigned c = index->first_child[v]; c != 0; c = index->next_sibling[c])
            if (!is_relative_word(scan, v, c))
                read_argument(scan, all, v, c);
        if (complement != 0 && next_in_chain(scan, v) == 0) {
            bool is_verbal = cn_clause_upos(index, complement) == CN_UPOS_VERB;

            add_argument(index, all, ARGUMENT_COMPLEMENT, complement, is_verbal);
        }
    }
}

/* The noun a relative clause hangs on is its object, or stands behind its preposition. */
static void read_gap(const cn_clause_scan *scan, unsigned verb, arguments *all)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[verb];
    bool has_object = false;
    argument_kind kind;

    if (p->gap == 0)
        return;
    for (size_t i = 0; i < all->n; i++)
        has_object |=
            all->items[i].kind == ARGUMENT_OBJECT || all->items[i].kind == ARGUMENT_CONTENT;
    kind = p->gap_word == 0 || cn_clause_label(index, p->gap_word) == CN_DEP_OBJ ? ARGUMENT_OBJECT
                                                                                 : ARGUMENT_OBLIQUE;
    if (kind == ARGUMENT_OBJECT && (has_object || p->is_passive))
        return;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].kind == ARGUMENT_ADVERB &&
            cn_clause_upos(index, all->items[i].token) == CN_UPOS_ADP) {
            /* "the house he lived in" */
            all->items[i].kind = ARGUMENT_OBLIQUE;
            cn_token_set_add(&all->items[i].prep, all->items[i].token);
            all->items[i].token = p->gap;
            return;
        }
    add_argument(index, all, kind, p->gap, false);
    if (kind == ARGUMENT_OBLIQUE && all->n > 0)
        cn_clause_preposition(index, p->gap_word, &all->items[all->n - 1].prep);
}

static int choose_object(const arguments *all)
{
    int best = -1;

    for (size_t i = 0; i < all->n; i++)
        if (best < 0 || all->items[i].kind < all->items[best].kind)
            best = (int)i;
    return best;
}

static void argument_span(const cn_clause_index *index, const argument *a, cn_clause_span *span)
{
    if (a->is_verbal)
        cn_clause_verb_span(index, a->token, 0, span);
    else
        cn_clause_noun_span(index, a->token, true, span);
    cn_token_set_minus(&span->full, &a->prep);
    cn_token_set_minus(&span->core, &a->prep);
}

static void add_others(const cn_clause_scan *scan, const arguments *all, int object,
                       cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;

    for (size_t i = 0; i < all->n; i++) {
        const argument *a = &all->items[i];
        cn_clause_span span;
        int role = CN_ARGUMENT_OTHER;

        if ((int)i == object)
            continue;
        if (a->kind == ARGUMENT_TIME ||
            (a->kind == ARGUMENT_ADVERB && cn_clause_is(index, a->token, CN_WORD_IS_TIME)))
            role = CN_ARGUMENT_TIME;
        else if (a->kind == ARGUMENT_OBLIQUE || a->kind == ARGUMENT_FRONTED)
            role = cn_clause_role(index, a->token, &a->prep);
        argument_span(index, a, &span);
        cn_clause_add_more(saying, role, &span, &a->prep);
    }
}

/* "X won Y" + "in Z": X - won Y in - Z. */
static void derive_arguments(cn_clause_scan *scan, unsigned subject, const arguments *all,
                             int object, const cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    const argument *taken = &all->items[object];

    for (size_t i = 0; i < all->n; i++) {
        const argument *a = &all->items[i];
        cn_saying derived = *saying;

        if ((int)i == object || a->is_verbal ||
            cn_clause_is(index, cn_token_set_next(&a->prep, 1), CN_WORD_IS_IF) ||
            (a->kind != ARGUMENT_OBLIQUE && a->kind != ARGUMENT_FRONTED &&
             a->kind != ARGUMENT_TIME && a->kind != ARGUMENT_AGENT &&
             a->kind != ARGUMENT_INDIRECT && a->kind != ARGUMENT_OBJECT))
            continue;
        derived.is_derived = true;
        derived.rule = CN_RULE_ARGUMENT;
        derived.whole = false;
        derived.n_more = 0;
        if (taken->kind == ARGUMENT_OBJECT || taken->kind == ARGUMENT_COMPLEMENT) {
            cn_clause_span span;

            if (taken->is_verbal)
                continue;
            cn_clause_noun_span(index, taken->token, false, &span);
            cn_token_set_join(&derived.words, &span.core);
        }
        derived.object = a->token;
        derived.prep = a->prep;
        cn_clause_emit(scan, subject, &derived);
    }
}

void cn_clause_add_source(const cn_clause_scan *scan, unsigned predicate, cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[predicate];
    cn_clause_span span;
    cn_token_set said = {{0}};

    if (p->source == 0 || p->said == 0)
        return;
    cn_clause_noun_span(index, p->source, true, &span);
    if (cn_clause_is(index, p->said, CN_WORD_IS_ACCORDING))
        cn_clause_preposition(index, p->source, &said);
    else
        cn_clause_verb_group(scan, p->said, &said);
    if (p->said != p->source && cn_token_set_has(&span.full, p->said))
        cn_token_set_minus(&span.full, &index->below[p->said]);
    cn_token_set_minus(&span.full, &said);
    cn_clause_add_more(saying, CN_ARGUMENT_SOURCE, &span, &said);
}

static int rule_of(const cn_predicate *p, const arguments *all, argument_kind object)
{
    if (p->subject_kind == CN_SUBJECT_RELATIVE || p->gap != 0)
        return CN_RULE_RELATIVE;
    if (p->subject_kind == CN_SUBJECT_PARTICIPLE)
        return CN_RULE_PARTICIPLE;
    if (p->subject_kind == CN_SUBJECT_ADVERBIAL)
        return CN_RULE_ADVERBIAL;
    if (p->subject_kind == CN_SUBJECT_CONTROL)
        return CN_RULE_INFINITIVE;
    if (object == ARGUMENT_CONTENT)
        return CN_RULE_CONTENT;
    if (all->n_chain > 1)
        return CN_RULE_INFINITIVE;
    return p->is_passive ? CN_RULE_PASSIVE : CN_RULE_ACTIVE;
}

/* "There is an X in Y": X - is in - Y. */
static bool is_existence(const cn_clause_index *index, unsigned verb)
{
    return cn_clause_child(index, verb, CN_DEP_EXPL) != 0 &&
           cn_clause_is(index, verb, CN_WORD_IS_BE);
}

/* Where the thing is: an oblique, or what hangs on its noun. "There is also a bridge" says nothing.
 */
static void read_existence(const cn_clause_index *index, unsigned thing, arguments *all)
{
    size_t kept = 0;

    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].kind == ARGUMENT_OBLIQUE || all->items[i].kind == ARGUMENT_FRONTED ||
            all->items[i].kind == ARGUMENT_TIME)
            all->items[kept++] = all->items[i];
    all->n = kept;
    if (kept > 0)
        return;
    for (unsigned c = index->first_child[thing]; c != 0; c = index->next_sibling[c]) {
        unsigned mark = cn_clause_child(index, c, CN_DEP_CASE);

        if (cn_clause_label(index, c) == CN_DEP_NMOD && mark != 0 &&
            cn_clause_is(index, mark, CN_WORD_IS_PLACE_PREP))
            add_argument(index, all, ARGUMENT_OBLIQUE, c, false);
    }
}

/* "measured and sold the land": the object stands behind the last. */
static void share_object(const cn_clause_index *index, unsigned verb, arguments *all)
{
    unsigned head = cn_clause_head(index, verb);
    unsigned object = head != 0 ? cn_clause_child(index, head, CN_DEP_OBJ) : 0;

    if (cn_clause_label(index, verb) == CN_DEP_CONJ && all->n == 0 && object > verb)
        add_argument(index, all, ARGUMENT_OBJECT, object, false);
}

/* "is" of a passive participle and "to" of an infinitive that stand without the verb above. */
static void complete_relation(const cn_clause_scan *scan, unsigned verb, cn_saying *saying)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[verb];

    if (p->subject_kind == CN_SUBJECT_PARTICIPLE && p->is_passive)
        saying->before = "is";
    if (p->subject_kind != CN_SUBJECT_CONTROL && p->subject_kind != CN_SUBJECT_PARTICIPLE &&
        p->subject_kind != CN_SUBJECT_ADVERBIAL)
        return;
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_MARK && cn_clause_is(index, c, CN_WORD_IS_TO))
            cn_token_set_add(&saying->words, c);
}

/* The object with its preposition. The bridge of "there is a bridge in Z" is told without "in Z".
 */
static void take_object(const cn_clause_index *index, unsigned subject, const argument *object,
                        cn_saying *saying)
{
    saying->prep = object->prep;
    saying->object = object->token;
    saying->whole = object->is_verbal;
    if (saying->rule == CN_RULE_EXISTENCE &&
        cn_token_set_has(&index->below[subject], object->token)) {
        saying->without = index->below[object->token];
        saying->whole = true;
    }
    if (saying->whole)
        argument_span(index, object, &saying->object_span);
}

void cn_clause_say_verb(cn_clause_scan *scan, unsigned verb)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[verb];
    arguments all = {.n = 0};
    cn_saying saying = {.verb = (uint16_t)verb, .flags = p->flags, .before = ""};
    const argument *object;
    int chosen;

    if (p->subject == 0 || p->is_merged)
        return;
    read_chain(scan, verb, &all, &saying);
    share_object(index, verb, &all);
    read_gap(scan, verb, &all);
    if (is_existence(index, verb))
        read_existence(index, p->subject, &all);
    chosen = choose_object(&all);
    if (chosen < 0)
        return;
    object = &all.items[chosen];
    saying.rule = is_existence(index, verb) ? CN_RULE_EXISTENCE : rule_of(p, &all, object->kind);
    complete_relation(scan, verb, &saying);
    take_object(index, p->subject, object, &saying);
    add_others(scan, &all, chosen, &saying);
    cn_clause_add_source(scan, verb, &saying);
    cn_clause_emit(scan, p->subject, &saying);
    if (!object->is_verbal)
        derive_arguments(scan, p->subject, &all, chosen, &saying);
}
