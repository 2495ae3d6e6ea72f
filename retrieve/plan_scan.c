/* Tokens and noun phrases. A tag decides where it can; where taggers err, what a clause outside
 * still waits for does: behind "did", "play" is the verb. */
#include "retrieve/plan_scan.h"

#include "retrieve/plan_nouns.h"

static bool is_name_before_clause(const cn_scan *r, size_t i, size_t first);

bool cn_scan_is_aux(const cn_scan *r, size_t i)
{
    return cn_is_word(
        r, i,
        "is|are|was|were|be|been|being|am|do|does|did|has|have|had|can|could|will|would|"
        "shall|should|may|might|must");
}

bool cn_scan_is_verb(const cn_scan *r, size_t i)
{
    return cn_at(r, i)->upos == CN_UPOS_VERB || cn_scan_is_aux(r, i);
}

bool cn_scan_is_relative(const cn_scan *r, size_t i)
{
    if (i >= r->last_verb) /* "in which play": no clause begins there */
        return false;
    if (!cn_is_word(r, i, "who|whom|that|which|whose|where|when"))
        return false;
    if (i == 0 || cn_at(r, i)->upos == CN_UPOS_DET)
        return cn_is_word(r, i, "whose") && i > 0;
    return true;
}

bool cn_scan_begins_relative(const cn_scan *r, size_t i, size_t *n)
{
    *n = 1;
    if (!r->begins_wh && !r->has_wh && cn_is_prep(r, i) && cn_is_word(r, i + 1, "which") &&
        cn_at(r, i + 2)->upos == CN_UPOS_NOUN)
        return false; /* "the mother of which emperor" */
    if (cn_is_prep(r, i) && cn_is_word(r, i + 1, "which|whom|whose") && i < r->last_verb) {
        *n = 2;
        return true;
    }
    return cn_scan_is_relative(r, i);
}

bool cn_scan_may_stand_in_phrase(const cn_scan *r, size_t i)
{
    switch (cn_at(r, i)->upos) {
    case CN_UPOS_NOUN:
    case CN_UPOS_PROPN:
    case CN_UPOS_ADJ:
    case CN_UPOS_NUM:
        return true;
    case CN_UPOS_DET:
        return !cn_is_word(r, i, "which|what|whose|that");
    case CN_UPOS_PRON:
        return cn_is_word(r, i, "his|her|its|their");
    case CN_UPOS_ADV: /* "most populous" */
        return cn_at(r, i + 1)->upos == CN_UPOS_ADJ && !cn_is_word(r, i, "when|where|why|how");
    case CN_UPOS_VERB: /* "longest reigning monarch" */
        return i > 0 && cn_at(r, i)->morph & (CN_MORPH_GERUND | CN_MORPH_PARTICIPLE) &&
               (cn_at(r, i - 1)->upos == CN_UPOS_ADJ || cn_at(r, i - 1)->upos == CN_UPOS_ADV ||
                cn_at(r, i - 1)->upos == CN_UPOS_DET || cn_is_word(r, i - 1, "its|his|her|their") ||
                cn_at(r, i - 1)->mark == '-') &&
               (cn_is_noun(r, i + 1) || cn_at(r, i + 1)->upos == CN_UPOS_ADJ);
    default:
        return cn_at(r, i)->mark == '-' &&
               (cn_is_noun(r, i + 1) || cn_at(r, i + 1)->upos == CN_UPOS_ADJ);
    }
}

bool cn_scan_is_open(const cn_scan *r, cn_waiting waits)
{
    for (size_t d = r->depth; d-- > 0;)
        if (r->stack[d].waits == waits)
            return true;
    return false;
}

bool cn_scan_is_noun_for_verb(const cn_scan *r, size_t i)
{
    return i > 0 && cn_scan_is_open(r, CN_WAITS_BASE) &&
           r->stack[r->depth - 1].waits != CN_WAITS_FINITE && cn_plan_may_be_verb(r->tokens, i) &&
           !(cn_at(r, i)->morph & CN_MORPH_PLURAL) && cn_at(r, i - 1)->upos != CN_UPOS_DET &&
           cn_at(r, i - 1)->upos != CN_UPOS_ADJ && cn_at(r, i - 1)->upos != CN_UPOS_NUM &&
           !cn_is_possessive(r, i - 1) &&
           (!cn_is_prep(r, i - 1) || r->stack[r->depth - 1].has_verb);
}

static bool is_name_before_clause(const cn_scan *r, size_t i, size_t first)
{
    return cn_at(r, i - 1)->upos == CN_UPOS_NOUN && i - 1 >= first &&
           cn_scan_begins_bare_clause(r, i);
}

void cn_scan_phrase(const cn_scan *r, size_t i, cn_phrase *phrase)
{
    *phrase = (cn_phrase){.first = i, .end = i, .head = i, .possessed = i};
    for (; cn_scan_may_stand_in_phrase(r, phrase->end) && !cn_scan_is_noun_for_verb(r, phrase->end);
         phrase->end++) {
        const size_t k = phrase->end;

        if (cn_at(r, k)->upos == CN_UPOS_DET && k > i && !cn_is_possessive(r, k - 1) &&
            !cn_is_word(r, k - 1, "all|both|only"))
            break; /* "the country the river crosses" */
        if (cn_at(r, k)->is_name && k > i && is_name_before_clause(r, k, i))
            break;
        if (cn_is_noun(r, k))
            phrase->head = k;
        phrase->is_most |= cn_at(r, k)->morph & CN_MORPH_SUPERLATIVE ||
                           cn_is_word(r, k, "first|last|second|third|only|most|least|2nd|3rd|1st");
        phrase->is_same |= cn_is_word(r, k, "same");
        phrase->has_adjective |= k > i + 1 && cn_at(r, k)->upos == CN_UPOS_ADJ;
        if (cn_is_possessive(r, k + 1) && cn_is_noun(r, k)) {
            phrase->possessed = k + 2;
            phrase->end++; /* the mark is taken too */
        }
    }
    phrase->is_indefinite =
        cn_is_word(r, i, "a|an|some|any") ||
        (cn_at(r, i)->upos != CN_UPOS_DET && cn_at(r, phrase->head)->morph & CN_MORPH_PLURAL);
    phrase->is_definite = cn_is_word(r, i, "the");
    phrase->is_named = phrase->end > i && cn_at(r, phrase->end - 1)->is_name;
    for (size_t k = phrase->possessed; k < phrase->head; k++)
        phrase->has_name |= cn_at(r, k)->is_name;
}

size_t cn_scan_verb_behind_phrase(const cn_scan *r, size_t i)
{
    const size_t first = i;

    if (cn_at(r, i)->upos == CN_UPOS_PRON && !cn_scan_may_stand_in_phrase(r, i))
        i++;
    while (cn_scan_may_stand_in_phrase(r, i) || cn_is_possessive(r, i))
        i++;
    if (i == first)
        return r->tokens->n;
    while (cn_at(r, i)->upos == CN_UPOS_ADV)
        i++;
    return cn_scan_is_verb(r, i) ? i : r->tokens->n;
}

bool cn_scan_is_free_verb(const cn_scan *r, size_t i)
{
    if (i >= r->tokens->n || cn_is_gerund(r, i) || cn_scan_is_open(r, CN_WAITS_FINITE))
        return false;
    if (cn_scan_is_aux(r, i))
        return true;
    if (cn_scan_is_open(r, CN_WAITS_BASE) && cn_at(r, i)->morph & CN_MORPH_INFINITIVE)
        return false;
    return !(cn_scan_is_open(r, CN_WAITS_PARTICIPLE) && cn_at(r, i)->morph & CN_MORPH_PAST);
}

bool cn_scan_begins_bare_clause(const cn_scan *r, size_t i)
{
    const cn_plan_token *token = cn_at(r, i);

    if (token->upos != CN_UPOS_DET && token->upos != CN_UPOS_PROPN && token->upos != CN_UPOS_PRON)
        return false;
    if (cn_is_word(r, i, "what|which|who|whom|that|where|when|whose"))
        return false;
    return cn_scan_is_free_verb(r, cn_scan_verb_behind_phrase(r, i));
}
