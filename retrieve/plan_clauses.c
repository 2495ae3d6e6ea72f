/* See plan_clauses.h. */
#include "retrieve/plan_clauses.h"

#include "retrieve/plan_nouns.h"
#include "retrieve/plan_scan.h"

static cn_scan_clause *top(cn_scan *r)
{
    return &r->stack[r->depth - 1];
}

static void take(cn_scan *r, size_t i)
{
    if (i < r->tokens->n)
        r->out->step_of[i] = top(r)->step;
}

/* Words of time belong to a verb, not to a noun that has none. */
static void pop_to_verb(cn_scan *r)
{
    while (r->depth > 1 && !top(r)->has_verb && top(r)->waits == CN_WAITS_NOT)
        r->depth--;
}

/* ---- Steps ---- */

static void push_clause(cn_scan *r, uint8_t step, cn_waiting waits)
{
    if (r->depth == CN_SCAN_DEPTH_MAX)
        return;
    r->stack[r->depth++] = (cn_scan_clause){.step = step, .waits = waits, .aux = CN_NO_TOKEN};
}

/* A step for the noun at head, needed by the step on top; the step on top when there is no room. */
static uint8_t add_step(cn_scan *r, size_t head)
{
    cn_clauses *out = r->out;

    if (out->n == CN_CLAUSE_STEPS_MAX || r->depth == CN_SCAN_DEPTH_MAX)
        return top(r)->step;
    out->steps[out->n] = (cn_clause_step){.parent = top(r)->step,
                                          .head = (uint16_t)head,
                                          .first = (uint16_t)head,
                                          .relation = CN_NO_TOKEN,
                                          .wh = CN_NO_TOKEN,
                                          .answer = CN_NO_TOKEN};
    return (uint8_t)out->n++;
}

static void take_range(cn_scan *r, size_t first, size_t end, uint8_t step)
{
    for (size_t i = first; i < end && i < r->tokens->n; i++)
        r->out->step_of[i] = step;
}

/* "X's mother's spouse": each possessor that is itself possessed is a step. Returns the first token
 * that belongs to the phrase proper. */
static size_t take_possessors(cn_scan *r, const cn_phrase *phrase)
{
    uint8_t inner = 0;
    size_t first = phrase->first, part = phrase->first, owners = 0;

    for (size_t i = phrase->first; i + 1 < phrase->possessed; i++) {
        uint8_t step;

        if (!cn_is_possessive(r, i + 1))
            continue;
        owners++;
        if (owners == 1) {
            part = i + 2;
            continue;
        }
        /* tokens [first, i] with what they own */
        step = add_step(r, i);
        take_range(r, inner ? part : first, i + 1, step);
        r->out->steps[step].relation = (uint16_t)i;
        if (inner) {
            r->out->steps[inner].parent = step;
            r->out->step_of[part - 1] = step;
        }
        r->out->step_of[i + 1] = top(r)->step;
        inner = step;
        part = i + 2;
    }
    return inner ? part : first;
}

static void open_relative(cn_scan *r, size_t n_words, size_t *i)
{
    for (size_t k = 0; k < n_words; k++)
        take(r, (*i)++);
    top(r)->waits = CN_WAITS_FINITE;
}

/* Takes the noun phrase at *i, opening the clauses and steps that begin with it. */
static bool take_phrase(cn_scan *r, size_t *i)
{
    cn_phrase phrase;
    size_t first, behind, verb, n;
    bool is_merged = r->merges_next, has_clause, is_relative_clause, is_bare, is_participle;
    uint8_t step;

    cn_scan_phrase(r, *i, &phrase);
    if (phrase.end == phrase.first)
        return false;
    r->merges_next = false;
    if (cn_is_noun(r, *i - 1) && r->depth > 1)
        pop_to_verb(r); /* "is the author of X a poet" */
    first = take_possessors(r, &phrase);
    behind = phrase.end + cn_is_comma(r, phrase.end);
    verb = phrase.end;
    is_relative_clause =
        cn_scan_begins_relative(r, behind, &n) && (r->has_wh || behind == phrase.end);
    if (!is_relative_clause || cn_is_word(r, behind, "when"))
        is_relative_clause = cn_scan_begins_relative(r, phrase.end, &n);
    else
        n += behind - phrase.end;
    is_bare = !is_relative_clause && !phrase.is_named && cn_scan_begins_bare_clause(r, phrase.end);
    while (cn_at(r, verb)->upos == CN_UPOS_ADV)
        verb++;
    is_participle =
        !is_relative_clause && !is_bare && !phrase.is_named && cn_scan_begins_participle(r, verb);
    has_clause = is_relative_clause || is_bare || is_participle;
    step = top(r)->step;
    if (is_merged) {
        is_merged = true;
        if (r->out->steps[0].answer == CN_NO_TOKEN && cn_is_noun(r, phrase.head))
            r->out->steps[0].answer = (uint16_t)phrase.head;
        if (cn_plan_is_empty_noun(r->tokens, phrase.head) && cn_is_word(r, phrase.end, "of"))
            r->merges_next = true;
    } else if (!phrase.is_named && cn_at(r, phrase.head)->upos == CN_UPOS_NOUN &&
               !cn_plan_is_no_step(r->tokens, phrase.head) &&
               (has_clause ||
                (cn_scan_is_description(r, &phrase) && !cn_scan_is_part_played(r, phrase.first)))) {
        const uint8_t outer = step;

        step = add_step(r, phrase.head);
        for (size_t s = 1; s < r->out->n; s++) /* possessors are needed by what they own */
            if (r->out->steps[s].parent == outer && s != step && first > phrase.first &&
                r->out->steps[s].head >= phrase.first && r->out->steps[s].head < first)
                r->out->steps[s].parent = step;
        if (!has_clause)
            r->out->steps[step].relation = (uint16_t)phrase.head;
        r->out->steps[step].first = (uint16_t)phrase.first;
        r->out->steps[step].is_clause = has_clause;
        r->out->steps[step].is_definite = phrase.is_definite || phrase.possessed > phrase.first;
        r->out->steps[step].is_weak = is_participle && phrase.is_indefinite;
    }
    take_range(r, first, phrase.end, step);
    if (step == 0 && !is_merged && !phrase.is_named) {
        r->plain_first = (uint16_t)first;
        r->plain_end = (uint16_t)phrase.end;
    }
    r->was_most = phrase.is_most && first == phrase.first;
    r->was_same = phrase.is_same;
    *i = phrase.end;
    if (has_clause || step != top(r)->step)
        push_clause(r, step, CN_WAITS_NOT);
    if (is_relative_clause)
        open_relative(r, n, i);
    else if (is_bare)
        top(r)->waits = CN_WAITS_FINITE;
    else if (is_participle) {
        r->out->steps[step].relation = (uint16_t)verb;
        top(r)->has_verb = true;
        while (*i <= verb)
            take(r, (*i)++);
    }
    return true;
}

/* "Where is the magazine printed that X writes for?": behind a verb, a clause of the subject. *n:
 * its first words. */
static bool is_extraposed(const cn_scan *r, size_t i, size_t *n)
{
    if (i == 0 || r->depth != 1 || r->plain_end == 0 || r->plain_end >= i ||
        !cn_scan_begins_relative(r, i, n) || !cn_is_word(r, i + *n - 1, "that|which|who|whom"))
        return false;
    return (cn_at(r, i - 1)->upos == CN_UPOS_VERB || cn_plan_may_be_verb(r->tokens, i - 1)) &&
           !cn_plan_is_saying(r->tokens, i - 1);
}

/* Makes a step of the last plain noun phrase of the question. */
static void describe_earlier(cn_scan *r)
{
    const uint8_t step = add_step(r, r->plain_end - 1U);

    take_range(r, r->plain_first, r->plain_end, step);
    push_clause(r, step, CN_WAITS_NOT);
}

/* ---- Verbs ---- */

static void set_relation(cn_scan *r, size_t i, bool is_waited_for)
{
    cn_clause_step *step = &r->out->steps[top(r)->step];

    if (step->relation == CN_NO_TOKEN || cn_scan_is_aux(r, step->relation) ||
        (is_waited_for && r->depth == 1))
        step->relation = (uint16_t)i;
}

/* Pops to the innermost clause that waits for one of the two; false: none does. */
static bool pop_to(cn_scan *r, cn_waiting one, cn_waiting other)
{
    for (size_t d = r->depth; d-- > 0;)
        if (r->stack[d].waits == one || r->stack[d].waits == other) {
            r->depth = d + 1;
            return true;
        }
    return false;
}

/* Nothing but adverbs stands between the auxiliary and token i. */
static bool follows_aux(const cn_scan *r, size_t i)
{
    const size_t aux = r->stack[r->depth - 1].aux;

    if (aux == CN_NO_TOKEN)
        return false;
    for (size_t k = aux + 1; k < i; k++)
        if (cn_at(r, k)->upos != CN_UPOS_ADV && !cn_scan_is_aux(r, k) &&
            cn_at(r, k)->upos != CN_UPOS_PART)
            return false;
    return true;
}

static void take_verb(cn_scan *r, size_t i)
{
    const bool is_base = cn_at(r, i)->morph & (CN_MORPH_INFINITIVE | CN_MORPH_PRESENT) ||
                         cn_at(r, i)->upos == CN_UPOS_NOUN;
    const bool is_past =
        cn_at(r, i)->morph & (CN_MORPH_PAST | CN_MORPH_PARTICIPLE | CN_MORPH_GERUND);
    bool is_found = true;

    if (cn_is_to(r, i - 1) || follows_aux(r, i) ||
        (i > 0 && cn_at(r, i - 1)->upos == CN_UPOS_CCONJ && top(r)->has_verb)) {
        top(r)->aux = cn_scan_is_aux(r, i) ? (uint16_t)i : CN_NO_TOKEN;
        if (top(r)->waits != CN_WAITS_PARTICIPLE)
            is_found = false;
    } else if (cn_scan_is_aux(r, i)) {
        is_found =
            pop_to(r, CN_WAITS_FINITE, CN_WAITS_FINITE) || pop_to(r, CN_WAITS_BASE, CN_WAITS_BASE);
        top(r)->aux = (uint16_t)i;
    } else if (top(r)->waits == CN_WAITS_FINITE) {
        ;
    } else if (cn_is_gerund(r, i) || (is_past && cn_scan_is_open(r, CN_WAITS_PARTICIPLE))) {
        is_found = pop_to(r, CN_WAITS_PARTICIPLE,
                          cn_is_gerund(r, i) ? CN_WAITS_PARTICIPLE : CN_WAITS_FINITE);
    } else if (is_base && cn_scan_is_open(r, CN_WAITS_BASE)) {
        is_found = pop_to(r, CN_WAITS_BASE, CN_WAITS_FINITE);
    } else if (!pop_to(r, CN_WAITS_FINITE, CN_WAITS_BASE)) {
        is_found = pop_to(r, CN_WAITS_PARTICIPLE, CN_WAITS_MAYBE);
    }
    is_found = is_found && top(r)->waits != CN_WAITS_NOT;
    if (is_found) {
        top(r)->waits = CN_WAITS_NOT;
        top(r)->has_verb = true;
    }
    set_relation(r, i, is_found);
    take(r, i);
}

/* ---- The question word ---- */

static bool is_wh(const cn_scan *r, size_t i)
{
    if (cn_is_word(r, i, "what|how|why"))
        return true;
    if (!cn_is_word(r, i, "who|whom|which|where|when|whose"))
        return false;
    if (i == 0 || cn_at(r, i)->upos == CN_UPOS_DET)
        return true;
    if (r->has_wh)
        return false;
    if (!r->begins_wh && ((cn_is_word(r, i, "which") && cn_at(r, i + 1)->upos == CN_UPOS_NOUN) ||
                          cn_at(r, i + 1)->mark == '?'))
        return true; /* "are related to which woman", "based where?" */
    return cn_is_comma(r, i - 1) || (i == 1 && cn_is_prep(r, 0));
}

/* The auxiliary behind "what", "which film", "how many people". */
static void take_inversion(cn_scan *r, size_t i, bool is_bare)
{
    const bool is_be = cn_is_word(r, i, "is|are|was|were");
    const bool is_do = cn_is_word(r, i, "do|does|did");
    size_t next = i + 1;

    while (cn_at(r, next)->upos == CN_UPOS_ADV)
        next++;
    r->out->step_of[i] = top(r)->step;
    r->out->steps[0].relation = (uint16_t)i;
    top(r)->has_verb = true;
    top(r)->aux = (uint16_t)i;
    if (is_be && is_bare) {
        r->merges_next = true;
        top(r)->waits = CN_WAITS_MAYBE;
    } else {
        top(r)->waits = is_do || cn_is_word(r, i, "can|could|will|would|should|may|might")
                            ? CN_WAITS_BASE
                            : CN_WAITS_PARTICIPLE;
    }
}

static void take_wh(cn_scan *r, size_t *i)
{
    cn_clause_step *question = &r->out->steps[0];
    const size_t wh = *i;
    const bool is_pronoun = cn_is_word(r, wh, "who|whom|what|which");
    const bool is_at_start = wh < 2 || cn_is_comma(r, wh - 1) || r->depth == 1;
    size_t end = wh + 1;

    if (is_at_start)
        r->depth = 1;
    if (cn_is_word(r, wh, "what|which|how|whose"))
        while ((cn_scan_may_stand_in_phrase(r, end) || cn_is_possessive(r, end)) &&
               !(cn_at(r, end)->is_name && cn_is_possessive(r, end + 1)) &&
               !(cn_at(r, end)->upos == CN_UPOS_ADJ && cn_at(r, end - 1)->upos == CN_UPOS_NOUN) &&
               !cn_scan_is_noun_for_verb(r, end) && cn_at(r, end)->upos != CN_UPOS_DET)
            end++;
    for (size_t k = wh; k < end; k++)
        take(r, k);
    *i = end;
    if (question->wh == CN_NO_TOKEN || !is_at_start || !r->has_wh) {
        question->wh = (uint16_t)wh;
        question->wh_end = (uint16_t)end;
        question->answer =
            end > wh + 1 && cn_is_noun(r, end - 1) ? (uint16_t)(end - 1) : (uint16_t)CN_NO_TOKEN;
    }
    r->has_wh = true;
    if (is_at_start && cn_scan_is_aux(r, end) && top(r)->waits == CN_WAITS_FINITE) {
        take_inversion(r, end, is_pronoun && end == wh + 1);
        (*i)++;
    }
}

/* ---- All of it ---- */

/* A clause of time or reason inside the clause at hand: "when he died". */
static bool begins_inner_clause(const cn_scan *r, size_t i)
{
    if (cn_is_word(r, i, "when|while|because|although|if|whether"))
        return true;
    if (!cn_is_word(r, i, "before|after|until|since|as"))
        return false;
    return cn_scan_is_free_verb(r, cn_scan_verb_behind_phrase(r, i + 1));
}

/* "the director of X and the director of Y": the second stands beside the first. */
static void pop_beside(cn_scan *r, size_t conjunction)
{
    cn_phrase phrase;

    cn_scan_phrase(r, conjunction + 1, &phrase);
    if (r->depth > 1 && !top(r)->has_verb && top(r)->waits == CN_WAITS_NOT &&
        phrase.end > phrase.first && cn_scan_is_description(r, &phrase))
        r->depth--;
}

/* What a word that is no verb, noun or question word ends. */
static void end_clauses(cn_scan *r, size_t i)
{
    const bool is_last = i + 2 >= r->tokens->n && cn_at(r, i + 1)->mark != 0;

    if (cn_at(r, i)->mark == '.' && i + 1 < r->tokens->n) {
        r->depth = 1;
        top(r)->waits = CN_WAITS_FINITE;
    } else if (cn_at(r, i)->upos == CN_UPOS_CCONJ) {
        pop_beside(r, i);
    } else if (cn_is_to(r, i)) { /* "caused the leader of X to fall" */
        if (!r->was_most)
            pop_to_verb(r);
    } else if (cn_is_prep(r, i) && !(r->was_same && cn_is_word(r, i, "as")) &&
               (is_last || cn_is_word(r, i, "during|against|before|after|since|until|as") ||
                (cn_at(r, i + 1)->upos == CN_UPOS_NUM && cn_is_word(r, i, "in|on|at|by")))) {
        pop_to_verb(r);
    }
}

static void take_token(cn_scan *r, size_t *i)
{
    size_t n;

    if (is_wh(r, *i)) {
        take_wh(r, i);
    } else if (*i > 0 && cn_at(r, *i - 1)->upos == CN_UPOS_CCONJ &&
               cn_scan_begins_relative(r, *i, &n)) {
        open_relative(r, n, i); /* "who wrote X and who sang Y" */
    } else if (begins_inner_clause(r, *i)) {
        pop_to_verb(r);
        push_clause(r, top(r)->step, CN_WAITS_FINITE);
        take(r, (*i)++);
        r->merges_next = false;
    } else if (is_extraposed(r, *i, &n)) {
        describe_earlier(r);
        open_relative(r, n, i);
    } else if (cn_is_word(r, *i, "where") && *i > 0) {
        push_clause(r, add_step(r, *i), CN_WAITS_FINITE);
        take(r, (*i)++);
    } else if (cn_scan_begins_relative(r, *i, &n) && cn_scan_is_relative(r, *i + n - 1) &&
               cn_at(r, *i)->mark == 0 && !cn_is_word(r, *i, "that")) {
        push_clause(r, top(r)->step, CN_WAITS_FINITE);
        open_relative(r, n, i);
    } else if (cn_scan_is_verb(r, *i) || cn_scan_is_noun_for_verb(r, *i)) {
        r->merges_next = false;
        take_verb(r, (*i)++);
    } else if (take_phrase(r, i)) {
        ;
    } else {
        end_clauses(r, *i);
        if (cn_at(r, *i)->mark == 0 && !cn_is_prep(r, *i) && cn_at(r, *i)->upos != CN_UPOS_ADV)
            r->merges_next = false;
        take(r, (*i)++);
    }
}

void cn_clauses_read(const cn_plan_tokens *tokens, cn_clauses *clauses)
{
    cn_scan r = {.tokens = tokens, .out = clauses, .depth = 1};

    *clauses = (cn_clauses){.n = 1};
    clauses->steps[0] = (cn_clause_step){
        .head = CN_NO_TOKEN, .relation = CN_NO_TOKEN, .wh = CN_NO_TOKEN, .answer = CN_NO_TOKEN};
    r.stack[0] = (cn_scan_clause){.waits = CN_WAITS_FINITE, .aux = CN_NO_TOKEN};
    for (size_t i = 0; i < tokens->n; i++)
        if (cn_scan_is_verb(&r, i) || cn_plan_may_be_verb(tokens, i))
            r.last_verb = i + 1;
    for (size_t i = 0; i < 3; i++)
        r.begins_wh |= cn_is_word(&r, i, "who|whom|whose|what|which|where|when|why|how");
    for (size_t i = 0; i < tokens->n;)
        take_token(&r, &i);
    cn_scan_settle(&r);
}
