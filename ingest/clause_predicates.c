/* Who is the subject of each verb, who says so, and how it is meant: one pass from the root down,
 * so that what a verb shares with the one above is known already. */
#include "ingest/clause_scan.h"

#include <string.h>

static bool heads_a_clause(int label)
{
    switch (label) {
    case CN_DEP_ROOT:
    case CN_DEP_CONJ:
    case CN_DEP_CCOMP:
    case CN_DEP_XCOMP:
    case CN_DEP_ADVCL:
    case CN_DEP_ADVCL_RELCL:
    case CN_DEP_ACL:
    case CN_DEP_ACL_RELCL:
    case CN_DEP_PARATAXIS:
    case CN_DEP_CSUBJ:
    case CN_DEP_CSUBJ_PASS:
    case CN_DEP_CSUBJ_OUTER:
    case CN_DEP_DEP:
    case CN_DEP_LIST:
    case CN_DEP_APPOS:
        return true;
    default:
        return false;
    }
}

static unsigned own_subject(const cn_clause_index *index, unsigned token)
{
    unsigned subject = 0;

    /* The nearest before the verb, when there are several. */
    for (unsigned c = index->first_child[token]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if ((label == CN_DEP_NSUBJ || label == CN_DEP_NSUBJ_PASS) && (subject == 0 || c < token))
            subject = c;
    }
    return subject;
}

static bool is_predicate(const cn_clause_index *index, unsigned token)
{
    int upos = cn_clause_upos(index, token);

    if (cn_clause_child(index, token, CN_DEP_COP) != 0)
        return true;
    if (upos != CN_UPOS_VERB && upos != CN_UPOS_AUX)
        return false;
    return heads_a_clause(cn_clause_label(index, token)) || own_subject(index, token) != 0;
}

static bool is_past_participle(const cn_token *token)
{
    return (token->morph & CN_MORPH_PARTICIPLE) != 0 && (token->morph & CN_MORPH_PAST) != 0;
}

static bool is_passive(const cn_clause_scan *scan, unsigned token)
{
    const cn_clause_index *index = &scan->index;
    const cn_predicate *p = &scan->predicates[token];
    int label = cn_clause_label(index, token);

    if (cn_clause_upos(index, token) != CN_UPOS_VERB)
        return false;
    if (cn_clause_child(index, token, CN_DEP_AUX_PASS) != 0 ||
        cn_clause_child(index, token, CN_DEP_NSUBJ_PASS) != 0 ||
        cn_clause_child(index, token, CN_DEP_OBL_AGENT) != 0)
        return true;
    if (p->shares_auxiliary != 0)
        return scan->predicates[p->shares_auxiliary].is_passive;
    return (label == CN_DEP_ACL || label == CN_DEP_ADVCL) &&
           cn_clause_child(index, token, CN_DEP_AUX) == 0 &&
           is_past_participle(&index->tokens[token - 1]);
}

unsigned cn_clause_verb_flags(const cn_clause_index *index, unsigned verb)
{
    unsigned flags = 0;

    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (label == CN_DEP_DET && cn_clause_is(index, c, CN_WORD_IS_NEGATIVE))
            flags |= CN_STATED_NEGATED;
        if ((label == CN_DEP_OBJ || label == CN_DEP_NSUBJ || label == CN_DEP_NSUBJ_PASS)) {
            unsigned det = cn_clause_child(index, c, CN_DEP_DET);

            if (det != 0 && cn_clause_is(index, det, CN_WORD_IS_NEGATIVE))
                flags |= CN_STATED_NEGATED;
        }
        if (label == CN_DEP_MARK && cn_clause_is(index, c, CN_WORD_IS_IF))
            flags |= CN_STATED_CONDITIONAL;
        if (label == CN_DEP_ADVCL || label == CN_DEP_OBL) {
            unsigned mark = cn_clause_child(index, c, CN_DEP_MARK);

            mark = mark != 0 ? mark : cn_clause_child(index, c, CN_DEP_CASE);
            if (mark != 0 && cn_clause_is(index, mark, CN_WORD_IS_IF))
                flags |= CN_STATED_CONDITIONAL;
        }
        if (label != CN_DEP_AUX && label != CN_DEP_ADVMOD)
            continue;
        if (cn_clause_is(index, c, CN_WORD_IS_NEGATIVE))
            flags |= CN_STATED_NEGATED;
        if (cn_clause_is(index, c, CN_WORD_IS_POSSIBLE))
            flags |= CN_STATED_POSSIBLE;
        if (cn_clause_is(index, c, CN_WORD_IS_NECESSARY))
            flags |= CN_STATED_NECESSARY;
        if (cn_clause_is(index, c, CN_WORD_IS_FUTURE))
            flags |= CN_STATED_FUTURE;
    }
    return flags;
}

static bool is_relative_word(const cn_clause_index *index, unsigned token)
{
    return cn_clause_is(index, token, CN_WORD_IS_RELATIVE) &&
           cn_clause_upos(index, token) != CN_UPOS_SCONJ &&
           cn_clause_upos(index, token) != CN_UPOS_NOUN;
}

/* "which" or "where" below a verb but not its subject; 0: none. */
static unsigned gap_word(const cn_clause_index *index, unsigned verb, unsigned subject)
{
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (c != subject && is_relative_word(index, c) &&
            (label == CN_DEP_OBJ || label == CN_DEP_OBL || label == CN_DEP_NMOD))
            return c;
        if (label == CN_DEP_ADVMOD && cn_clause_is(index, c, CN_WORD_IS_WHERE))
            return c;
    }
    return 0;
}

static void read_relative(cn_clause_scan *scan, unsigned verb, unsigned own)
{
    const cn_clause_index *index = &scan->index;
    cn_predicate *p = &scan->predicates[verb];
    unsigned antecedent = cn_clause_head(index, verb);

    if (own != 0 && !is_relative_word(index, own)) {
        p->subject = (uint16_t)own;
        p->subject_kind = CN_SUBJECT_OWN;
        p->gap = (uint16_t)antecedent;
        p->gap_word = (uint16_t)gap_word(index, verb, own);
        return;
    }
    p->subject = (uint16_t)antecedent;
    p->subject_kind = CN_SUBJECT_RELATIVE;
}

/* Whose deed a clause without a subject tells, from the clause above. */
static void inherit_subject(cn_clause_scan *scan, unsigned verb)
{
    const cn_clause_index *index = &scan->index;
    cn_predicate *p = &scan->predicates[verb];
    unsigned head = cn_clause_head(index, verb);
    const cn_predicate *above = &scan->predicates[head];
    unsigned object;

    switch (cn_clause_label(index, verb)) {
    case CN_DEP_CONJ:
        p->subject = above->subject;
        p->gap =
            above->gap_word != 0 || cn_clause_child(index, verb, CN_DEP_OBJ) == 0 ? above->gap : 0;
        p->gap_word = above->gap_word;
        p->subject_kind =
            above->subject_kind == CN_SUBJECT_OWN ? CN_SUBJECT_SHARED : above->subject_kind;
        if ((index->tokens[verb - 1].morph & CN_MORPH_FINITE) == 0 &&
            cn_clause_child(index, verb, CN_DEP_AUX) == 0 &&
            cn_clause_child(index, verb, CN_DEP_AUX_PASS) == 0 &&
            cn_clause_child(index, verb, CN_DEP_COP) == 0)
            p->shares_auxiliary =
                above->shares_auxiliary != 0 ? above->shares_auxiliary : (uint16_t)head;
        break;
    case CN_DEP_XCOMP:
        object = cn_clause_child(index, head, CN_DEP_OBJ);
        p->subject = (uint16_t)(object != 0 ? object : above->subject);
        p->subject_kind = CN_SUBJECT_CONTROL;
        break;
    case CN_DEP_ADVCL:
        p->subject = above->subject;
        p->subject_kind = CN_SUBJECT_ADVERBIAL;
        break;
    case CN_DEP_ACL:
        if (cn_clause_is_noun(index, head)) {
            p->subject = (uint16_t)head;
            p->subject_kind = CN_SUBJECT_PARTICIPLE;
        }
        break;
    default:
        break;
    }
}

/* "X said that ...", "according to X": who says what the verb says. */
static void read_source(cn_clause_scan *scan, unsigned verb)
{
    const cn_clause_index *index = &scan->index;
    cn_predicate *p = &scan->predicates[verb];
    unsigned head = cn_clause_head(index, verb);
    int label = cn_clause_label(index, verb);

    if (head != 0 && (label == CN_DEP_CCOMP || label == CN_DEP_PARATAXIS) &&
        cn_clause_is(index, head, CN_WORD_IS_SAY) && scan->predicates[head].subject != 0) {
        p->source = scan->predicates[head].subject;
        p->said = (uint16_t)head;
    }
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c]) {
        unsigned mark = cn_clause_child(index, c, CN_DEP_CASE);
        unsigned sayer;

        if (cn_clause_label(index, c) == CN_DEP_OBL && mark != 0 &&
            cn_clause_is(index, mark, CN_WORD_IS_ACCORDING)) {
            p->source = (uint16_t)c;
            p->said = (uint16_t)mark;
        }
        if (cn_clause_label(index, c) != CN_DEP_PARATAXIS ||
            !cn_clause_is(index, c, CN_WORD_IS_SAY))
            continue;
        sayer = own_subject(index, c);
        if (sayer != 0 && cn_clause_child(index, c, CN_DEP_CCOMP) == 0 &&
            cn_clause_child(index, c, CN_DEP_OBJ) == 0) {
            p->source = (uint16_t)sayer;
            p->said = (uint16_t)c;
        }
    }
    if (p->source != 0)
        p->flags |= CN_STATED_REPORTED;
}

/* "which" of a clause that hangs elsewhere: it stands for the noun right before it; 0: none. */
static unsigned noun_before(const cn_clause_index *index, unsigned word)
{
    unsigned noun =
        word > 1 && cn_clause_is(index, word - 1, CN_WORD_IS_COMMA) ? word - 2 : word - 1;
    unsigned head;

    if (noun == 0 || !cn_clause_is_noun(index, noun))
        return 0;
    head = cn_clause_head(index, noun);
    while (head != 0 && head < word && cn_clause_is_noun(index, head) &&
           (cn_clause_label(index, noun) == CN_DEP_FLAT ||
            cn_clause_label(index, noun) == CN_DEP_COMPOUND)) {
        noun = head;
        head = cn_clause_head(index, noun);
    }
    return noun;
}

static void read_predicate(cn_clause_scan *scan, unsigned token)
{
    const cn_clause_index *index = &scan->index;
    cn_predicate *p = &scan->predicates[token];
    unsigned own = own_subject(index, token);
    int label = cn_clause_label(index, token);

    p->is_predicate = true;
    p->flags |= cn_clause_verb_flags(index, token);
    if (label == CN_DEP_ACL_RELCL && cn_clause_head(index, token) != 0)
        read_relative(scan, token, own);
    else if (own != 0 && !(label == CN_DEP_ACL && is_relative_word(index, own))) {
        unsigned noun = is_relative_word(index, own) && label != CN_DEP_CCOMP && own < token
                            ? noun_before(index, own)
                            : 0;

        p->subject = (uint16_t)(noun != 0 ? noun : own);
        p->subject_kind = noun != 0 ? CN_SUBJECT_RELATIVE : CN_SUBJECT_OWN;
    } else if (cn_clause_head(index, token) != 0) {
        inherit_subject(scan, token);
    }
    if (p->shares_auxiliary != 0)
        p->flags |= cn_clause_verb_flags(index, p->shares_auxiliary) &
                    (CN_STATED_POSSIBLE | CN_STATED_NECESSARY | CN_STATED_FUTURE);
    p->is_passive = is_passive(scan, token);
    if (p->subject == token)
        p->subject = 0;
    read_source(scan, token);
}

static bool is_question(const cn_clause_index *index)
{
    for (unsigned i = index->n; i >= 1 && cn_clause_upos(index, i) == CN_UPOS_PUNCT; i--)
        if (cn_clause_is(index, i, CN_WORD_IS_QUESTION_MARK))
            return true;
    return false;
}

void cn_clause_predicates(cn_clause_scan *scan)
{
    const cn_clause_index *index = &scan->index;
    unsigned question = is_question(index) ? CN_STATED_QUESTION : 0;
    /* What holds for a clause holds for those that hang on it. */
    unsigned kept = CN_STATED_REPORTED | CN_STATED_QUESTION;

    memset(scan->predicates, 0, (index->n + 1) * sizeof scan->predicates[0]);
    memset(scan->bearer, 0, (index->n + 1) * sizeof scan->bearer[0]);
    for (unsigned i = 0; i < index->n_order; i++) {
        unsigned token = index->order[i], head = cn_clause_head(index, token);
        cn_predicate *p = &scan->predicates[token];

        p->flags = question;
        if (head != 0) {
            const cn_predicate *above = &scan->predicates[head];

            p->flags |= above->flags & kept;
            if (cn_clause_label(index, token) != CN_DEP_PARATAXIS) {
                p->source = above->source;
                p->said = above->said;
            }
        }
        if (is_predicate(index, token))
            read_predicate(scan, token);
    }
}

/* Adverbs that stand among the auxiliaries or right before the verb belong to the relation. */
static bool is_inner_adverb(const cn_clause_index *index, unsigned adverb, unsigned verb,
                            unsigned first)
{
    if (cn_clause_is(index, adverb, CN_WORD_IS_WHERE))
        return false;
    if (cn_clause_is(index, adverb, CN_WORD_IS_NEGATIVE))
        return true;
    if (adverb > verb || index->first_child[adverb] != 0)
        return false;
    return adverb > first || adverb + 1 == first || adverb + 1 == verb;
}

void cn_clause_verb_group(const cn_clause_scan *scan, unsigned verb, cn_token_set *words)
{
    const cn_clause_index *index = &scan->index;
    unsigned shared = scan->predicates[verb].shares_auxiliary, first = verb;

    if (cn_clause_child(index, verb, CN_DEP_COP) == 0)
        cn_token_set_add(words, verb);
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (label != CN_DEP_AUX && label != CN_DEP_AUX_PASS && label != CN_DEP_COP &&
            label != CN_DEP_COMPOUND_PRT)
            continue;
        cn_token_set_add(words, c);
        first = c < first ? c : first;
    }
    for (unsigned c = index->first_child[verb]; c != 0; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_ADVMOD && is_inner_adverb(index, c, verb, first))
            cn_token_set_join(words, &index->below[c]);
    for (unsigned c = shared != 0 ? index->first_child[shared] : 0; c != 0;
         c = index->next_sibling[c]) {
        int label = cn_clause_label(index, c);

        if (label == CN_DEP_AUX || label == CN_DEP_AUX_PASS ||
            (label == CN_DEP_COP && cn_clause_upos(index, verb) == CN_UPOS_VERB))
            cn_token_set_add(words, c);
    }
}
