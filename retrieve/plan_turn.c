/* What is no step after all, and which of them is the question. */
#include "retrieve/plan_nouns.h"
#include "retrieve/plan_scan.h"

static bool is_grounded(const cn_scan *r, uint8_t step)
{
    size_t words = 0;

    for (size_t s = 1; s < r->out->n; s++)
        if (r->out->steps[s].parent == step && !r->out->steps[s].is_gone)
            return true;
    for (size_t i = 0; i < r->tokens->n; i++) {
        const cn_plan_token *token = cn_at(r, i);

        if (r->out->step_of[i] != step || token->n_words == 0)
            continue;
        if (token->is_name)
            return true;
        words += i != r->out->steps[step].head &&
                 !(r->tokens->text.words[token->word].flags & CN_WORD_STOP);
    }
    return words >= 2 &&
           (r->out->steps[step].is_definite || cn_is_word(r, r->out->steps[step].head, "where"));
}

void cn_clauses_merge(cn_clauses *clauses, size_t n_tokens, size_t step)
{
    const uint8_t parent = clauses->steps[step].parent;

    clauses->steps[step].is_gone = true;
    for (size_t s = 1; s < clauses->n; s++)
        if (clauses->steps[s].parent == step)
            clauses->steps[s].parent = parent;
    for (size_t i = 0; i < n_tokens; i++)
        if (clauses->step_of[i] == step)
            clauses->step_of[i] = parent;
}

/* Names, or steps below, that tell what the steps around `step` are about. */
static bool is_told_outside(const cn_scan *r, uint8_t step)
{
    for (uint8_t outer = r->out->steps[step].parent;; outer = r->out->steps[outer].parent) {
        for (size_t i = 0; i < r->tokens->n; i++)
            if (r->out->step_of[i] == outer && cn_at(r, i)->is_name)
                return true;
        if (outer == 0)
            return false;
    }
}

static void swap_with_question(cn_clauses *out, size_t n_tokens, uint8_t step)
{
    cn_clause_step kept = out->steps[0];

    out->steps[0].wh = out->steps[0].wh_end = out->steps[0].answer = CN_NO_TOKEN;
    out->steps[step].wh = kept.wh;
    out->steps[step].wh_end = kept.wh_end;
    out->steps[step].answer = kept.answer;
    kept = out->steps[0];
    out->steps[0] = out->steps[step];
    out->steps[step] = kept;
    for (size_t s = 0; s < out->n; s++)
        out->steps[s].parent = out->steps[s].parent == 0      ? step
                               : out->steps[s].parent == step ? 0
                                                              : out->steps[s].parent;
    out->steps[0].parent = 0;
    for (size_t i = 0; i < n_tokens; i++)
        out->step_of[i] = out->step_of[i] == 0      ? step
                          : out->step_of[i] == step ? 0
                                                    : out->step_of[i];
}

/* "X was bought by a company based in what city?": what is outside tells the company, and the
 * clause of the company is the question. Turns the needs between `step` and the question round. */
static void turn_round(cn_scan *r, uint8_t step)
{
    cn_clauses *out = r->out;
    uint8_t inner = step, outer = out->steps[step].parent;

    for (;;) {
        const uint8_t next = out->steps[outer].parent;
        const bool is_last = outer == 0;

        if (out->steps[inner].is_clause)
            for (size_t i = out->steps[inner].first; i <= out->steps[inner].head; i++)
                if (out->step_of[i] == inner)
                    out->step_of[i] = outer;
        out->steps[outer].parent = inner;
        inner = outer;
        outer = next;
        if (is_last)
            break;
    }
    for (inner = 0; inner != step; inner = out->steps[inner].parent) /* each tells the next */
        out->steps[inner].head = out->steps[out->steps[inner].parent].head;
    swap_with_question(out, r->tokens->n, step);
}

/* "X is a footballer who", "X is a type of plane that": X itself is described. */
static bool is_said_of_subject(const cn_scan *r, uint8_t step)
{
    size_t first = r->out->steps[step].first;

    while (first > 2 && cn_is_word(r, first - 1, "of") &&
           cn_plan_is_empty_noun(r->tokens, first - 2))
        first -= cn_at(r, first - 3)->upos == CN_UPOS_DET ? 3U : 2U;
    if (first > 1 && cn_is_word(r, first - 2, "there"))
        return false;
    return first > 0 && cn_is_word(r, first - 1, "is|are|was|were|be|been|become|became|remains");
}

void cn_scan_settle(cn_scan *r)
{
    cn_clauses *out = r->out;
    const uint16_t wh = out->steps[0].wh;

    for (size_t s = out->n; s-- > 1;) { /* the inner ones first */
        const bool has_wh = wh != CN_NO_TOKEN && out->step_of[wh] == s;

        if (out->steps[s].is_gone)
            continue;
        if (has_wh && out->steps[s].is_clause && !is_said_of_subject(r, (uint8_t)s) &&
            is_told_outside(r, (uint8_t)s))
            continue;
        if (has_wh || out->steps[s].is_weak ||
            (!r->begins_wh && is_said_of_subject(r, (uint8_t)s)) || !is_grounded(r, (uint8_t)s))
            cn_clauses_merge(out, r->tokens->n, (uint8_t)s);
    }
    if (wh != CN_NO_TOKEN && out->step_of[wh] != 0)
        turn_round(r, out->step_of[wh]);
}
