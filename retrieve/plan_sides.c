/* "Which film has the director who died earlier, A or B?" is the director of A, when #1 died, the
 * director of B, when #3 died, and what compares #2 with #4. The two names are found first; what
 * stands outside of them is said of both, but for the words that compare. */
#include "retrieve/plan_sides.h"

#include "retrieve/plan_kind.h"

/* "The director of": someone between the thing that is named and what is asked. */
static const char ROLES[] =
    "director*|composer*|performer*|singer*|author*|writer*|producer*|creator*|founder*|"
    "screenwriter*|developer*|publisher*|owner*|architect*|designer*|mother*|father*|wife|wives|"
    "husband*|spouse*|parent*|artist*|star|stars|editor*|inventor*|label|labels";
static const char COMPARING[] =
    "earlier|later|first|last|younger|older|oldest|youngest|more|most|longer|longest|shorter|"
    "shortest|taller|tallest|higher|highest|larger|largest|bigger|biggest|smaller|smallest|fewer|"
    "less|recently|newer|newest|sooner|before|after|same|greater|greatest|wider|deeper|heavier|"
    "farther|further|recent|latest|earliest";
/* What neither asks nor compares. */
static const char EMPTY[] = "both|and|or|between|than|other|either|the|has|have|had|of|with|whose|"
                            "which|who|that|a|an|do|does|did";
/* "The films A and B": what the two are. */
static const char CLASSES[] = "film|films|movie|movies|song|songs|book|books|album|albums|novel|"
                              "novels|band|bands|magazine|magazines|play|plays|games|shows|series";
static const char SAME[] = "same|share|shares|shared|common";

enum part { PART_SAID, PART_LAST, PART_SIDE, PART_ROLE, PART_NONE };

struct pair {
    size_t names[2]; /* tokens */
    size_t link;     /* token of "or", "and" */
    size_t end;      /* behind the second */
};

static bool is_verb(const cn_plan_tokens *tokens, size_t i)
{
    return tokens->items[i].upos == CN_UPOS_VERB || tokens->items[i].upos == CN_UPOS_AUX;
}

/* The nearest name behind (step 1) or before (step -1) token i, no verb in between. */
static bool find_name(const cn_plan_tokens *tokens, size_t i, int step, size_t *name)
{
    for (unsigned n = 0; n < 6; n++) {
        i = step > 0 ? i + 1 : i - 1;
        if (i >= tokens->n || is_verb(tokens, i))
            return false;
        if (tokens->items[i].is_name) {
            *name = i;
            return true;
        }
    }
    return false;
}

static bool begins_with_verb(const cn_plan_tokens *tokens)
{
    return cn_plan_token_is(tokens, 0, "is|are|was|were|did|does|do|has|have|had|can|could");
}

/* "A or B" at the end or anywhere; "A and B" behind "both", "between", or where yes or no is asked.
 */
static bool find_pair(const cn_plan_tokens *tokens, struct pair *pair)
{
    bool is_both = begins_with_verb(tokens), is_found = false;

    for (size_t i = 0; i < tokens->n; i++) {
        is_both |=
            cn_plan_token_is(tokens, i, "both") ||
            (i < 2 && cn_plan_token_is(tokens, i, "between")) ||
            (i > 0 && cn_plan_token_is(tokens, i, "of") && cn_plan_token_is(tokens, i - 1, "out"));
        if (tokens->items[i].upos != CN_UPOS_CCONJ ||
            !(cn_plan_token_is(tokens, i, "or") || (is_both && cn_plan_token_is(tokens, i, "and"))))
            continue;
        if (is_found && cn_plan_token_is(tokens, i, "and"))
            continue;
        if (find_name(tokens, i, -1, &pair->names[0]) && find_name(tokens, i, 1, &pair->names[1])) {
            pair->link = i;
            is_found = true;
        }
    }
    return is_found;
}

static bool has_verb_behind(const cn_plan_tokens *tokens, size_t i)
{
    for (; i < tokens->n; i++)
        if (is_verb(tokens, i) || tokens->items[i].mark == ',')
            return true;
    return false;
}

/* Where the second thing ends: at its name, or with the question when only a phrase is left. */
static size_t second_end(const cn_plan_tokens *tokens, const struct pair *pair)
{
    size_t end = pair->names[1] + 1;
    bool is_choice = cn_plan_token_is(tokens, pair->link, "or");

    if (is_choice && !begins_with_verb(tokens) && !has_verb_behind(tokens, end))
        while (end < tokens->n && tokens->items[end].mark != '?')
            end++;
    return end;
}

/* The two stand at the start or the end, or yes and no is asked of them: not in the middle of what
 * is said of something else. */
static bool stands_apart(const cn_plan_tokens *tokens, const struct pair *pair)
{
    return begins_with_verb(tokens) || pair->names[0] < 4 ||
           !has_verb_behind(tokens, pair->names[1] + 1);
}

struct parts {
    const cn_plan_tokens *tokens;
    uint8_t of[CN_PLAN_TOKENS_MAX]; /* enum part */
    struct pair pair;
    size_t role;      /* CN_NO_TOKEN: none */
    size_t verb;      /* what is said, CN_NO_TOKEN */
    size_t comparing; /* CN_NO_TOKEN */
    bool is_same;
    bool is_choice; /* else yes or no */
};

static void mark_side(struct parts *parts, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        parts->of[i] = PART_SIDE;
}

/* "The director of", "whose director", "the director who": between the two and what is asked. */
static bool is_role(const struct parts *parts, size_t i)
{
    return cn_plan_token_is(parts->tokens, i, ROLES) &&
           (cn_plan_token_is(parts->tokens, i + 1, "of|who|that|whose") ||
            (i > 0 && cn_plan_token_is(parts->tokens, i - 1, "the|whose")));
}

static bool is_class(const struct parts *parts, size_t i)
{
    const size_t next =
        i + 1 < parts->tokens->n ? i + 1 + (parts->tokens->items[i + 1].mark != 0) : i;

    return cn_plan_token_is(parts->tokens, i, CLASSES) &&
           (parts->of[next] == PART_SIDE || cn_plan_token_is(parts->tokens, next, "both") ||
            (i > 0 &&
             (parts->of[i - 1] == PART_SIDE || cn_plan_token_is(parts->tokens, i - 1, "both"))));
}

/* What compares is for the last step; "both published more than two" is asked of each. */
static bool is_for_last(const struct parts *parts, size_t i)
{
    return cn_plan_token_is(parts->tokens, i, parts->is_choice ? COMPARING : SAME);
}

static void mark_parts(struct parts *parts, const cn_clauses *clauses)
{
    const cn_plan_tokens *tokens = parts->tokens;
    const cn_clause_step *question = &clauses->steps[0];

    mark_side(parts, parts->pair.names[0], parts->pair.names[0] + 1);
    mark_side(parts, parts->pair.names[1], parts->pair.end);
    for (size_t i = 0; i < tokens->n; i++) {
        if (parts->of[i] == PART_SIDE)
            continue;
        if (question->wh != CN_NO_TOKEN && i >= question->wh && i < question->wh_end) {
            parts->of[i] = PART_LAST;
        } else if (is_role(parts, i)) {
            parts->of[i] = PART_ROLE;
            if (parts->role == CN_NO_TOKEN)
                parts->role = i;
        } else if (is_for_last(parts, i)) {
            parts->of[i] = PART_LAST;
            parts->is_same |= cn_plan_token_is(tokens, i, SAME);
            if (parts->comparing == CN_NO_TOKEN)
                parts->comparing = i;
        } else if (cn_plan_token_is(tokens, i, EMPTY) || is_class(parts, i) ||
                   (i == 0 && is_verb(tokens, i))) {
            parts->of[i] = PART_NONE;
        } else {
            parts->is_same |= cn_plan_token_is(tokens, i, SAME);
            if (tokens->items[i].upos == CN_UPOS_VERB && parts->verb == CN_NO_TOKEN)
                parts->verb = i;
        }
    }
}

/* Another name or description that the two are not: "Who directed X, A or B?" has options, but
 * nothing to ask of each. */
static bool is_about_other(const struct parts *parts)
{
    for (size_t i = 0; i < parts->tokens->n; i++)
        if (parts->of[i] == PART_SAID && parts->tokens->items[i].is_name)
            return true;
    return false;
}

static cn_words_range words_of(const cn_plan_tokens *tokens, size_t token)
{
    if (token == CN_NO_TOKEN)
        return (cn_words_range){0, 0};
    return (cn_words_range){tokens->items[token].word, tokens->items[token].n_words};
}

static bool is_content(const struct parts *parts, size_t i)
{
    const cn_plan_token *token = &parts->tokens->items[i];

    return token->n_words > 0 && !(parts->tokens->text.words[token->word].flags & CN_WORD_STOP);
}

/* The words of one part, and of the side's name when side is 0 or 1. */
static void set_words(const struct parts *parts, enum part part, int side, cn_step *step)
{
    const cn_plan_tokens *tokens = parts->tokens;
    bool is_own[CN_PLAN_WORDS_MAX] = {false};

    for (size_t i = 0; i < tokens->n; i++) {
        const bool is_side =
            parts->of[i] == PART_SIDE && side >= 0 && (side == 0) == (i == parts->pair.names[0]);
        const bool is_part =
            parts->of[i] == part && (part != PART_ROLE || i == parts->role) && part != PART_SIDE;

        for (size_t w = 0; (is_side || is_part) && w < tokens->items[i].n_words; w++)
            is_own[tokens->items[i].word + w] = true;
        step->is_named |= (is_side || is_part) && tokens->items[i].is_name;
    }
    cn_step_set_words(&tokens->text, is_own, step);
}

/* What each side has to say: a date, a number, what both may share, or yes and no. */
static cn_asked side_asked(const struct parts *parts, const cn_expect *expect, cn_words_range *noun)
{
    const cn_plan_tokens *tokens = parts->tokens;

    *noun = (cn_words_range){0, 0};
    for (size_t i = 0; i < tokens->n; i++)
        if (parts->of[i] == PART_SAID && tokens->items[i].upos == CN_UPOS_NOUN &&
            is_content(parts, i) && !(expect->is_number && noun->n > 0))
            *noun = words_of(tokens, i); /* the last, of numbers the first: "more albums with" */
    if (parts->is_same) {
        const cn_asked asked = cn_expect_noun(&tokens->text, *noun);

        return cn_phrase_at(&tokens->text, noun->first, tokens->text.n, "nationality")
                   ? CN_ASKED_PLACE
                   : asked;
    }
    if (parts->is_choice && parts->comparing != CN_NO_TOKEN && expect->is_compared)
        return expect->is_number || cn_plan_token_is(tokens, parts->verb, "live|lived|lives")
                   ? CN_ASKED_NUMBER
                   : CN_ASKED_DATE;
    return CN_ASKED_YES_NO;
}

static uint8_t add_step(cn_plan *plan, const cn_step *step)
{
    plan->steps[plan->n_steps] = *step;
    return (uint8_t)plan->n_steps++;
}

/* The steps of one side; returns the last of them. */
static uint8_t add_side(const struct parts *parts, const cn_expect *expect, int side, cn_plan *plan)
{
    cn_step value = {.relation = words_of(parts->tokens, parts->verb)};

    if (value.relation.n == 0)
        value.relation = words_of(parts->tokens, parts->comparing);
    value.asked = side_asked(parts, expect, &value.noun);
    if (parts->role != CN_NO_TOKEN) {
        cn_step role = {.relation = words_of(parts->tokens, parts->role)};

        role.noun = role.relation;
        role.asked = CN_ASKED_PERSON;
        set_words(parts, PART_ROLE, side, &role);
        value.needs[value.n_needs++] = add_step(plan, &role);
        side = -1;
    }
    set_words(parts, PART_SAID, side, &value);
    return add_step(plan, &value);
}

bool cn_plan_has_options(const cn_plan_tokens *tokens)
{
    size_t name;

    for (size_t i = 0; i < tokens->n; i++)
        if (cn_plan_token_is(tokens, i, "or") &&
            (find_name(tokens, i, -1, &name) || find_name(tokens, i, 1, &name)))
            return true;
    return false;
}

bool cn_plan_sides(const cn_plan_tokens *tokens, const cn_clauses *clauses, cn_plan *plan)
{
    struct parts parts = {
        .tokens = tokens, .role = CN_NO_TOKEN, .verb = CN_NO_TOKEN, .comparing = CN_NO_TOKEN};
    cn_step last = {.n_ranges = 0};
    cn_expect expect;

    if (!find_pair(tokens, &parts.pair))
        return false;
    parts.pair.end = second_end(tokens, &parts.pair);
    if (!stands_apart(tokens, &parts.pair))
        return false;
    parts.is_choice = cn_plan_token_is(tokens, parts.pair.link, "or") || !begins_with_verb(tokens);
    cn_expect_read(&tokens->text, &expect);
    mark_parts(&parts, clauses);
    if (parts.is_choice && !parts.is_same && parts.comparing == CN_NO_TOKEN &&
        (is_about_other(&parts) || cn_plan_token_is(tokens, parts.pair.link, "and")))
        return false;
    *plan = (cn_plan){.kind = parts.is_choice ? CN_PLAN_COMPARISON : CN_PLAN_YES_NO,
                      .is_from_tree = true};
    for (int side = 0; side < 2; side++)
        last.needs[last.n_needs++] = add_side(&parts, &expect, side, plan);
    set_words(&parts, PART_LAST, -1, &last);
    last.asked = parts.is_choice ? CN_ASKED_CHOICE : CN_ASKED_YES_NO;
    last.relation = words_of(tokens, parts.comparing);
    if (clauses->steps[0].answer != CN_NO_TOKEN)
        last.noun = words_of(tokens, clauses->steps[0].answer);
    add_step(plan, &last);
    plan->sides[0] = words_of(tokens, parts.pair.names[0]);
    plan->sides[1] = words_of(tokens, parts.pair.names[1]);
    for (size_t i = parts.pair.names[1] + 1; i < parts.pair.end; i++)
        if (tokens->items[i].n_words > 0)
            plan->sides[1].n =
                tokens->items[i].word + tokens->items[i].n_words - plan->sides[1].first;
    return true;
}
