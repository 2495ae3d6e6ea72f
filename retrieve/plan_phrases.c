/* Which noun phrases describe something else than what they name: clauses, roles, possessors,
 * superlatives. */
#include "retrieve/plan_nouns.h"
#include "retrieve/plan_scan.h"

/* Verbs from token i on that no relative clause from there on takes. */
static int verbs_left(const cn_scan *r, size_t i)
{
    int left = 0;
    size_t n;

    for (; i < r->tokens->n; i++) {
        left += cn_scan_is_verb(r, i) && !cn_is_to(r, i - 1) && !cn_scan_is_verb(r, i - 1) &&
                !(cn_at(r, i - 1)->upos == CN_UPOS_ADV && cn_scan_is_verb(r, i - 2));
        left += cn_scan_is_noun_for_verb(r, i);
        left -= cn_scan_begins_relative(r, i, &n) && n == 1;
    }
    return left;
}

/* "What is the edge of X called?": the last word is the question's. */
static bool ends_question(const cn_scan *r, size_t i)
{
    return cn_at(r, i + 1)->mark == '?' &&
           (cn_scan_is_open(r, CN_WAITS_MAYBE) || cn_scan_is_open(r, CN_WAITS_PARTICIPLE));
}

bool cn_scan_begins_participle(const cn_scan *r, size_t i)
{
    if (ends_question(r, i) || cn_is_word(r, i, "according|including|regarding|concerning|being"))
        return false;
    if (cn_at(r, i)->upos != CN_UPOS_VERB ||
        !(cn_at(r, i)->morph & (CN_MORPH_PAST | CN_MORPH_GERUND | CN_MORPH_PARTICIPLE)))
        return false;
    if (cn_scan_is_open(r, CN_WAITS_FINITE))
        return verbs_left(r, i + 1) > 0 && (cn_is_gerund(r, i) || cn_is_prep(r, i + 1) ||
                                            cn_at(r, i + 1)->upos == CN_UPOS_SCONJ);
    if (!cn_scan_is_open(r, CN_WAITS_PARTICIPLE))
        return true;
    return verbs_left(r, i + 1) > 0 &&
           (cn_is_gerund(r, i) || cn_is_word(r, i + 1, "by|in|from|for|as"));
}

/* Is something that the phrase behind a preposition at i names or describes? Numbers are not. */
static bool has_name_behind(const cn_scan *r, size_t i)
{
    cn_phrase phrase;

    if (!cn_is_prep(r, i))
        return false;
    if (cn_is_gerund(r, i + 1))
        return false;
    cn_scan_phrase(r, i + 1, &phrase);
    if (phrase.end == phrase.first)
        return false;
    if (phrase.is_named)
        return true;
    for (size_t k = phrase.first; k < phrase.end; k++)
        if (cn_at(r, k)->is_name)
            return true;
    return cn_at(r, phrase.head)->upos == CN_UPOS_NOUN;
}

bool cn_scan_is_description(const cn_scan *r, const cn_phrase *phrase)
{
    const bool is_role = cn_plan_is_role(r->tokens, phrase->head);
    const bool is_owned = phrase->possessed > phrase->first;

    if (phrase->is_indefinite || phrase->is_named || cn_at(r, phrase->head)->upos != CN_UPOS_NOUN)
        return false;
    if (is_owned)
        return phrase->is_most || cn_plan_is_thing(r->tokens, phrase->head);
    if (phrase->has_name && is_role)
        return true;
    if (phrase->is_same && cn_is_word(r, phrase->end, "as"))
        return true;
    if (phrase->is_most && cn_plan_is_thing(r->tokens, phrase->head) &&
        (phrase->has_adjective || has_name_behind(r, phrase->end + cn_is_comma(r, phrase->end))))
        return true;
    if (is_role && cn_is_word(r, phrase->end, "of"))
        return has_name_behind(r, phrase->end);
    if (is_role && phrase->is_definite && cn_is_word(r, phrase->end, "for|in|on|from|behind|at"))
        return has_name_behind(r, phrase->end);
    if (phrase->is_definite && cn_plan_is_thing(r->tokens, phrase->head) &&
        cn_is_word(r, phrase->end, "with"))
        return has_name_behind(r, phrase->end);
    if (cn_plan_is_thing(r->tokens, phrase->head) && cn_is_word(r, phrase->end, "of|in")) {
        cn_phrase inner;
        size_t n;

        cn_scan_phrase(r, phrase->end + 1, &inner);
        return inner.end > inner.first && !inner.is_named &&
               (cn_scan_begins_relative(r, inner.end, &n) || cn_scan_is_description(r, &inner));
    }
    return false;
}

bool cn_scan_is_part_played(const cn_scan *r, size_t i)
{
    if (i == 0)
        return false;
    if (cn_is_word(r, i - 1,
                   "play|plays|played|playing|portray|portrays|portrayed|portraying|voice|"
                   "voices|voiced|voicing"))
        return true;
    return i > 1 && cn_is_word(r, i - 1, "of") &&
           cn_is_word(r, i - 2, "actor|actress|role|voice|part|portrayer");
}
