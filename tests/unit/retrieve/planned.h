/* Questions with the real parser, for the tests of plans. The store holds one page. */
#ifndef CN_TESTS_RETRIEVE_PLANNED_H
#define CN_TESTS_RETRIEVE_PLANNED_H

#include "asked.h"

#include "api/kb.h"
#include "retrieve/plan_clauses.h"

typedef struct planned {
    asked a;
    cairn *kb; /* an empty store: for its parser */
} planned;

/* asked is the first member, so that its view's user is the planned too. */
static inline int planned_parse(void *user, const char *text, size_t len, cn_parsed *parsed,
                                cairn_error *err)
{
    return cn_kb_parse(((planned *)user)->kb, text, len, parsed, err);
}

static inline void planned_open(planned *p)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    char path[128];

    asked_open(&p->a);
    options.data_path = CAIRN_SOURCE_DIR "/data";
    snprintf(path, sizeof path, "%s/parser.db", p->a.f.folder);
    assert_int_equal(cairn_open(path, &options, &p->kb, NULL), CAIRN_OK);
    asked_page(&p->a, "The Grey Lantern", "A film.");
    asked_build(&p->a);
    p->a.view.parse = planned_parse;
}

static inline void planned_close(planned *p)
{
    cairn_close(p->kb);
    asked_close(&p->a);
}

/* The plan's steps as texts are `steps`, up to a NULL. */
static inline void assert_steps(planned *p, const char *text, const char *const *steps)
{
    cn_question question;
    unsigned n = 0;

    read_question(&p->a, text, &question);
    for (; steps[n]; n++) {
        char out[256];

        if (n >= question.plan.n_steps)
            fail_msg("%s: %u steps only", text, question.plan.n_steps);
        cn_plan_step_text(&question, n, out, sizeof out);
        if (strcmp(out, steps[n]) != 0)
            fail_msg("%s: step %u is \"%s\", not \"%s\"", text, n + 1, out, steps[n]);
    }
    if (question.plan.n_steps != n)
        fail_msg("%s: %u steps, not %u", text, question.plan.n_steps, n);
    cn_question_done(&question);
}

#define ASSERT_STEPS(p, text, ...) assert_steps(p, text, (const char *const[]){__VA_ARGS__, NULL})

#endif
