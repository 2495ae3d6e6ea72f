/* A small store with a question whose plan is made by hand, for the tests of rounds. */
#ifndef CN_TESTS_RETRIEVE_ROUNDS_FIXTURE_H
#define CN_TESTS_RETRIEVE_ROUNDS_FIXTURE_H

#include "asked.h"
#include "retrieve/rounds.h"
#include "retrieve/rounds_find.h"

typedef struct round_store {
    asked a;
    cn_arena arena;
    cn_pool pool;
    cn_question question;
    cn_rounds rounds;
    cn_retrieve_options options;
} round_store;

static const char *const ROUND_PAGES[][2] = {
    {"The Grey Lantern", "The Grey Lantern is a 1951 film directed by Otto Velling."},
    {"Otto Velling",
     "Otto Velling (4 May 1902 - 9 June 1970) was a director. He was born in Ribe."},
    {"Ribe", "Ribe is a town on the river Aa. The mayor of Ribe is Karin Holt."},
    {"Otto Krag", "Otto Krag was born in Odense."},
    {"Weather", "It rained."},
};
enum { ROUND_PAGES_N = sizeof ROUND_PAGES / sizeof *ROUND_PAGES };

/* Opens with a pool of the first n pages only. */
static inline void rounds_open(round_store *s, const char *question, size_t n)
{
    cairn_id chunks[ROUND_PAGES_N];

    memset(s, 0, sizeof *s);
    asked_open(&s->a);
    for (size_t i = 0; i < ROUND_PAGES_N; i++)
        chunks[i] = asked_page(&s->a, ROUND_PAGES[i][0], ROUND_PAGES[i][1]);
    asked_build(&s->a);
    cn_arena_init(&s->arena, (size_t)4 << 20);
    read_question(&s->a, question, &s->question);
    cn_scores_run(s->a.scores, s->a.snapshot, s->question.words.items, s->question.words.n,
                  UINT64_MAX);
    cn_pool_init(&s->pool, &s->a.view, NULL, &s->arena);
    for (size_t i = 0; i < n; i++) {
        const cn_evidence made = {(uint32_t)ordinal_of(&s->a, chunks[i]),
                                  1.0 - 0.1 * (double)i,
                                  ROUND_PAGES[i][0],
                                  "",
                                  ROUND_PAGES[i][1],
                                  strlen(ROUND_PAGES[i][1])};

        cn_pool_add(&s->pool, &made);
    }
    s->options = (cn_retrieve_options){5, true, true, false};
    s->rounds = (cn_rounds){.view = &s->a.view,
                            .question = &s->question,
                            .options = &s->options,
                            .pool = &s->pool,
                            .arena = &s->arena};
}

/* A step of words [first, first + n), which needs the step before it when it is not the first. */
static inline void rounds_step(round_store *s, size_t first, size_t n, cn_asked wanted)
{
    cn_plan *plan = &s->question.plan;
    cn_step *step = &plan->steps[plan->n_steps];

    *step = (cn_step){.ranges = {{first, n}}, .n_ranges = 1, .asked = wanted};
    if (plan->n_steps > 0) {
        step->needs[0] = (uint8_t)(plan->n_steps - 1);
        step->n_needs = 1;
    }
    plan->n_steps++;
}

static inline void rounds_close(round_store *s)
{
    cn_question_done(&s->question);
    cn_arena_done(&s->arena);
    asked_close(&s->a);
}

static inline cn_value value_of(round_store *s, const char *text)
{
    cn_words words = {0};
    cn_value value = {.text = text, .len = strlen(text), .entity = UINT32_MAX, .score = 0.5};

    assert_int_equal(cn_tokenizer_scan(s->a.f.tokenizer, text, value.len, &words, NULL), CAIRN_OK);
    value.key = cn_words_key(words.items, words.n);
    cn_words_done(&words);
    return value;
}

static inline void assert_value(const cn_value *value, const char *text)
{
    assert_int_equal(value->len, strlen(text));
    assert_memory_equal(value->text, text, value->len);
}

#endif
