/* Drawing plans, see plan_view.h. Texts come from documents and questions: each is cleaned. A plan
 * has at most a few steps, and a step needs only steps before it: that ends the recursion, and
 * what says otherwise is not followed. */
#include "apps/cli/plan_view.h"

#include <stdint.h>
#include <string.h>

#include "apps/cli/output.h"

enum { STEPS_MAX = 32, NEEDS_MAX = 2 };

typedef struct drawing {
    cn_buf *out;
    const cairn_step *steps;
    size_t n;
    bool is_ascii;
    bool is_drawn[STEPS_MAX];
} drawing;

/* What stands left of a line: for each level a bar where more will come below it, or a gap. */
static void add_margin(drawing *d, const bool *has_more, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        cn_buf_add_str(d->out, !has_more[i] ? "   " : d->is_ascii ? "|  " : "│  ");
}

static void add_branch(drawing *d, const bool *has_more, size_t depth)
{
    add_margin(d, has_more, depth);
    if (d->is_ascii)
        cn_buf_add_str(d->out, has_more[depth] ? "|- " : "`- ");
    else
        cn_buf_add_str(d->out, has_more[depth] ? "├─ " : "└─ ");
}

/* Whether the step builds on one without an answer: it was never asked. */
static uint32_t missing_need(const drawing *d, const cairn_step *step)
{
    for (size_t i = 0; i < NEEDS_MAX; i++)
        if (step->needs[i] > 0 && step->needs[i] <= d->n && !d->steps[step->needs[i] - 1].answer)
            return step->needs[i];
    return 0;
}

static void add_answer(drawing *d, const cairn_step *step)
{
    const uint32_t missing = missing_need(d, step);

    if (step->answer) {
        cn_buf_add_str(d->out, "= ");
        cli_clean(d->out, step->answer, strlen(step->answer));
        cn_buf_printf(d->out, "  (%s%s%.2f)", step->how, *step->how ? ", " : "", step->confidence);
        if (step->citation != SIZE_MAX)
            cn_buf_printf(d->out, " [%zu]", step->citation + 1);
    } else if (missing > 0) {
        cn_buf_printf(d->out, "not asked: #%u has no answer", (unsigned)missing);
    } else {
        cn_buf_add_str(d->out, "nothing found: the chain stops here");
    }
    cn_buf_add_char(d->out, '\n');
}

static void draw_step(drawing *d, size_t at, bool *has_more, size_t depth)
{
    const cairn_step *step = &d->steps[at];
    const bool is_again = d->is_drawn[at];
    size_t needs[NEEDS_MAX], n = 0;

    add_branch(d, has_more, depth);
    cn_buf_printf(d->out, "#%zu ", at + 1);
    if (is_again) {
        cn_buf_add_str(d->out, "as above\n");
        return;
    }
    d->is_drawn[at] = true;
    cli_clean(d->out, step->question, strlen(step->question));
    cn_buf_add_char(d->out, '\n');
    for (size_t i = 0; i < NEEDS_MAX; i++)
        if (step->needs[i] > 0 && step->needs[i] <= at)
            needs[n++] = step->needs[i] - 1;
    add_margin(d, has_more, depth + 1);
    add_answer(d, step);
    for (size_t i = 0; i < n; i++) {
        has_more[depth + 1] = i + 1 < n;
        draw_step(d, needs[i], has_more, depth + 1);
    }
}

void cli_plan_draw(cn_buf *out, const char *kind, const cairn_step *steps, size_t n, bool is_ascii)
{
    drawing d = {
        .out = out, .steps = steps, .n = n < STEPS_MAX ? n : STEPS_MAX, .is_ascii = is_ascii};
    bool has_more[STEPS_MAX + 1] = {false};

    cn_buf_printf(out, "%s\n", kind);
    /* From the question on; then those that nothing built on, the last first. */
    for (size_t i = d.n; i-- > 0;)
        if (!d.is_drawn[i])
            draw_step(&d, i, has_more, 0);
}
