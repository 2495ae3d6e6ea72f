/* A question as a graph of sub-questions ("steps"). "Who is the chairman of the company that bought
 * X?" is two: 1. "the company that bought X", 2. "the chairman of #1". Each step has words of its
 * own, names of its own, and needs the answers of none, one or two earlier steps. The last step is
 * the question itself.
 *
 * Models: KAG's logical forms (Liang et al., 2024), LAG's order of sub-questions and its stop when
 * one cannot be answered, PIKE-RAG's atomic questions. Read off the question's tree and its linked
 * names; without a tree the plan is one step with all words. Bounded by CN_STEPS_MAX. */
#ifndef CN_RETRIEVE_PLAN_H
#define CN_RETRIEVE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum cn_asked {
    CN_ASKED_NAME, /* or anything else that can be named */
    CN_ASKED_PERSON,
    CN_ASKED_PLACE,
    CN_ASKED_DATE,
    CN_ASKED_YEAR,
    CN_ASKED_NUMBER,
    CN_ASKED_YES_NO,
    CN_ASKED_CHOICE /* one of two options */
} cn_asked;

typedef struct cn_words_range {
    size_t first, n; /* words of the question */
} cn_words_range;

typedef enum cn_plan_kind {
    CN_PLAN_SINGLE, /* one fact */
    CN_PLAN_BRIDGE, /* a chain of steps */
    CN_PLAN_COMPARISON,
    CN_PLAN_YES_NO,
    CN_PLAN_LIST,
    CN_PLAN_COUNT,
    CN_PLAN_SUPERLATIVE,
    CN_PLAN_SUMMARY /* broad: about a whole, not a fact */
} cn_plan_kind;

enum { CN_STEPS_MAX = 8, CN_STEP_RANGES_MAX = 6, CN_STEP_NEEDS_MAX = 2 };

typedef struct cn_step {
    cn_words_range ranges[CN_STEP_RANGES_MAX]; /* its own words, ascending, not overlapping */
    unsigned n_ranges;
    uint8_t needs[CN_STEP_NEEDS_MAX]; /* steps before this one whose answers it is about */
    unsigned n_needs;
    cn_asked asked;          /* what kind of answer */
    cn_words_range noun;     /* what the answer is: "company", "film"; n 0: not said */
    cn_words_range relation; /* the words that tie it to what it is about: "chairman", "bought" */
    bool is_named;           /* a name of the question stands among its own words */
} cn_step;

typedef struct cn_plan {
    cn_plan_kind kind;
    cn_step steps[CN_STEPS_MAX]; /* a step comes after those it needs; the last one is the answer */
    unsigned n_steps;            /* at least 1 */
    cn_words_range
        sides[2];      /* the two things that are compared, n 0: none. The last step then
                        * needs     two: what is found for the first side, and for the second. */
    bool is_from_tree; /* false: no tree could be read, one step with all words */
} cn_plan;

struct cn_question;
struct cn_view;
/* Makes question->plan from its words and links; parses by view->parse where that is set. Never
 * fails for what the question says; CAIRN_ENOMEM or the parser's error. */
struct cairn_error;
int cn_plan_make(struct cn_question *question, const struct cn_view *view, struct cairn_error *err);
const char *cn_plan_kind_name(cn_plan_kind kind); /* "bridge" */
/* Writes the step as a sub-question into out[size], NUL-terminated, cut at a character when too
 * long: the words of its ranges, "#2" where the answer of the second step stands. */
void cn_plan_step_text(const struct cn_question *question, unsigned step, char *out, size_t size);

#endif
