/* The plan: tokens -> clauses -> steps in an order in which they can be answered. */
#include "retrieve/plan.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "retrieve/expect.h"
#include "retrieve/plan_clauses.h"
#include "retrieve/plan_kind.h"
#include "retrieve/plan_sides.h"

static const char *const names[] = {"single", "bridge", "comparison",  "yes/no",
                                    "list",   "count",  "superlative", "summary"};

const char *cn_plan_kind_name(cn_plan_kind kind)
{
    return names[kind];
}

/* ---- One step ---- */

static void plan_one_step(const cn_question *question, const cn_text *text, cn_plan *plan)
{
    cn_step *step = &plan->steps[0];
    cn_expect expect;

    cn_expect_read(text, &expect);
    *plan = (cn_plan){.kind = cn_plan_kind_of(text, &expect), .n_steps = 1};
    step->ranges[0] = (cn_words_range){0, text->n};
    step->n_ranges = text->n > 0;
    step->asked = expect.asked;
    step->noun = expect.noun;
    step->is_named = question->n_links > 0;
}

/* ---- Steps from clauses ---- */

/* No step needs more than two, and there are no more than the plan holds: the rest is read as part
 * of the step around it. */
static void bound_steps(cn_clauses *clauses, size_t n_tokens)
{
    unsigned kept = 1;

    for (size_t s = 1; s < clauses->n; s++) {
        unsigned siblings = 0;

        if (clauses->steps[s].is_gone)
            continue;
        for (size_t other = 1; other < s; other++)
            siblings += !clauses->steps[other].is_gone &&
                        clauses->steps[other].parent == clauses->steps[s].parent;
        if (siblings >= CN_STEP_NEEDS_MAX || kept == CN_STEPS_MAX)
            cn_clauses_merge(clauses, n_tokens, s);
        else
            kept++;
    }
}

static cn_words_range words_of(const cn_plan_tokens *tokens, size_t token)
{
    if (token == CN_NO_TOKEN)
        return (cn_words_range){0, 0};
    return (cn_words_range){tokens->items[token].word, tokens->items[token].n_words};
}

/* The words of the tokens of one step as ranges. Where there are too many, those of function words
 * alone are left out. */
static void set_ranges(const cn_plan_tokens *tokens, const cn_clauses *clauses, size_t from,
                       cn_step *step)
{
    bool is_own[CN_PLAN_WORDS_MAX] = {false};

    for (size_t i = 0; i < tokens->n; i++)
        for (size_t w = 0; clauses->step_of[i] == from && w < tokens->items[i].n_words; w++)
            is_own[tokens->items[i].word + w] = true;
    cn_step_set_words(&tokens->text, is_own, step);
}

/* Emits `from` behind all it needs; returns its place in the plan. Depth is bounded by the steps.
 */
static uint8_t emit_step(const cn_plan_tokens *tokens, const cn_clauses *clauses, size_t from,
                         cn_plan *plan)
{
    const cn_clause_step *clause = &clauses->steps[from];
    cn_step step = {.n_ranges = 0};

    for (size_t s = 1; s < clauses->n; s++)
        if (!clauses->steps[s].is_gone && s != from && clauses->steps[s].parent == from &&
            step.n_needs < CN_STEP_NEEDS_MAX)
            step.needs[step.n_needs++] = emit_step(tokens, clauses, s, plan);
    set_ranges(tokens, clauses, from, &step);
    for (size_t i = 0; i < tokens->n; i++)
        step.is_named |= clauses->step_of[i] == from && tokens->items[i].is_name;
    step.relation = words_of(tokens, clause->relation);
    if (from > 0) {
        step.noun = words_of(tokens, clause->head);
        step.asked = cn_expect_noun(&tokens->text, step.noun);
    }
    plan->steps[plan->n_steps] = step;
    return (uint8_t)plan->n_steps++;
}

/* The last step is what the question asks. */
static void set_asked(const cn_plan_tokens *tokens, const cn_clauses *clauses,
                      const cn_expect *expect, cn_step *last)
{
    const cn_clause_step *question = &clauses->steps[0];

    last->asked = expect->asked;
    last->noun = expect->noun;
    if (question->answer != CN_NO_TOKEN && expect->asked <= CN_ASKED_NUMBER) {
        const cn_asked asked = cn_expect_noun(&tokens->text, words_of(tokens, question->answer));

        last->noun = words_of(tokens, question->answer);
        if (expect->asked == CN_ASKED_NAME)
            last->asked = asked;
    }
    if (last->relation.n == 0 || (question->answer != CN_NO_TOKEN &&
                                  tokens->text.words[last->relation.first].flags & CN_WORD_STOP))
        last->relation = last->noun;
}

static void plan_steps(const cn_plan_tokens *tokens, cn_clauses *clauses, cn_plan *plan)
{
    cn_expect expect;

    cn_expect_read(&tokens->text, &expect);
    if (expect.asked == CN_ASKED_CHOICE && !cn_plan_has_options(tokens))
        expect.asked = cn_expect_by_word(&tokens->text, &expect.noun);
    *plan = (cn_plan){.kind = cn_plan_kind_of(&tokens->text, &expect), .is_from_tree = true};
    bound_steps(clauses, tokens->n);
    emit_step(tokens, clauses, 0, plan);
    set_asked(tokens, clauses, &expect, &plan->steps[plan->n_steps - 1]);
    if (plan->n_steps > 1 && (plan->kind == CN_PLAN_SINGLE || plan->kind == CN_PLAN_SUPERLATIVE))
        plan->kind = CN_PLAN_BRIDGE;
}

int cn_plan_make(cn_question *question, const cn_view *view, cairn_error *err)
{
    cn_plan *plan = &question->plan;
    cn_plan_tokens tokens;
    cn_clauses clauses;
    int rc = cn_plan_tokens_read(question, view, &tokens, err);

    plan_one_step(question, &tokens.text, plan);
    if (rc < 0 || tokens.n == 0 || plan->kind == CN_PLAN_SUMMARY)
        return rc;
    cn_clauses_read(&tokens, &clauses);
    if (!cn_plan_sides(&tokens, &clauses, plan))
        plan_steps(&tokens, &clauses, plan);
    return rc;
}

/* ---- A step as text ---- */

static size_t first_word(const cn_plan *plan, unsigned step)
{
    const cn_step *at = &plan->steps[step];
    size_t first = at->n_ranges > 0 ? at->ranges[0].first : SIZE_MAX;

    for (unsigned i = 0; i < at->n_needs; i++) {
        const size_t inner = at->needs[i] < step ? first_word(plan, at->needs[i]) : SIZE_MAX;

        if (inner < first)
            first = inner;
    }
    return first;
}

struct writing {
    char *out;
    size_t len, size;
};

static void write_bytes(struct writing *writing, const char *text, size_t len)
{
    size_t n = len;

    if (n > writing->size - 1 - writing->len)
        n = cn_utf8_floor(text, writing->size - 1 - writing->len);
    memcpy(writing->out + writing->len, text, n);
    writing->len += n;
}

static void write_space(struct writing *writing)
{
    if (writing->len > 0)
        write_bytes(writing, " ", 1);
}

static void write_answer(struct writing *writing, unsigned needed)
{
    const char mark[] = {'#', (char)('1' + needed)};

    write_space(writing);
    write_bytes(writing, mark, sizeof mark);
}

/* The s of "'s". */
static bool is_owned(const cn_question *question, const cn_word *word)
{
    return word->first > 0 && word->len == 1 && question->text[word->first] == 's' &&
           question->text[word->first - 1] == '\'';
}

static void write_words(struct writing *writing, const cn_question *question, cn_words_range range)
{
    const cn_word *first, *last;
    const char *text;
    size_t len, after;

    if (range.n == 0)
        return;
    first = &question->words.items[range.first];
    last = first + range.n - 1;
    text = question->text + first->first;
    after = last->first + last->len;
    len = after - first->first;
    if (is_owned(question, first)) { /* "#1's" */
        text--;
        len++;
    } else {
        write_space(writing);
    }
    if (after < question->len && question->text[after] == ')' && memchr(text, '(', len))
        len++;
    write_bytes(writing, text, len);
}

/* The words of a step but for those of the side. */
static void write_others(struct writing *writing, const cn_question *question, const cn_step *step,
                         cn_words_range side)
{
    for (unsigned r = 0; r < step->n_ranges; r++) {
        const cn_words_range *range = &step->ranges[r];
        const size_t end = range->first + range->n, side_end = side.first + side.n;

        if (side.n == 0 || side_end <= range->first || side.first >= end) {
            write_words(writing, question, *range);
            continue;
        }
        if (range->first < side.first)
            write_words(writing, question,
                        (cn_words_range){range->first, side.first - range->first});
        if (side_end < end)
            write_words(writing, question, (cn_words_range){side_end, end - side_end});
    }
}

/* "director of A", "A released", "#1 died", "which film earlier: #2, #4" */
static void write_side(struct writing *writing, const cn_question *question, unsigned step)
{
    const cn_plan *plan = &question->plan;
    const cn_step *at = &plan->steps[step];
    cn_words_range side = {0, 0};

    for (unsigned s = 0; s < 2; s++)
        for (unsigned r = 0; r < at->n_ranges; r++)
            if (plan->sides[s].first >= at->ranges[r].first &&
                plan->sides[s].first < at->ranges[r].first + at->ranges[r].n)
                side = plan->sides[s];
    if (step + 1 == plan->n_steps) {
        write_others(writing, question, at, side);
        for (unsigned i = 0; i < at->n_needs; i++)
            write_answer(writing, at->needs[i]);
    } else if (at->n_needs == 0 && step + 2 < plan->n_steps && plan->steps[step + 1].n_needs == 1) {
        write_others(writing, question, at, side);
        write_bytes(writing, " of", 3);
        write_words(writing, question, side);
    } else {
        for (unsigned i = 0; i < at->n_needs; i++)
            write_answer(writing, at->needs[i]);
        write_words(writing, question, side);
        write_others(writing, question, at, side);
    }
}

void cn_plan_step_text(const cn_question *question, unsigned step, char *out, size_t size)
{
    const cn_plan *plan = &question->plan;
    const cn_step *at = &plan->steps[step];
    struct writing writing = {out, 0, size};
    bool is_written[CN_STEP_NEEDS_MAX] = {false};

    for (unsigned r = 0; plan->sides[0].n == 0 && r < at->n_ranges; r++) {
        for (unsigned i = 0; i < at->n_needs; i++)
            if (!is_written[i] && first_word(plan, at->needs[i]) <= at->ranges[r].first) {
                write_answer(&writing, at->needs[i]);
                is_written[i] = true;
            }
        write_words(&writing, question, at->ranges[r]);
    }
    for (unsigned i = 0; plan->sides[0].n == 0 && i < at->n_needs; i++)
        if (!is_written[i])
            write_answer(&writing, at->needs[i]);
    if (plan->sides[0].n > 0)
        write_side(&writing, question, step);
    out[writing.len] = '\0';
}
