/* The reader: two sides compared when the question offers two; else the plan's steps in order, and
 * beside them the question as a whole: whichever is more likely right.
 *
 * Confidence is how likely the answer is right, from how sure the way of answering is and from the
 * idf-weighted share of the question's words that the passages quoted hold. */
#include "retrieve/reader.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "retrieve/compare.h"
#include "retrieve/rounds.h"
#include "retrieve/rounds_conflict.h"
#include "retrieve/rounds_find.h"
#include "retrieve/typed.h"
#include "retrieve/typed_premise.h"

/* Confidence by logistic regression on whether the F1 of an answer is 0.5 or more, over four sets
 * of questions of equal weight, read by models that have not seen them. Fitted on one half of each,
 * the expected calibration error on the other is 0.04. */
#define CONFIDENCE_BASE (-0.3)
#define CONFIDENCE_CERTAIN 0.81 /* per logit of the certainty */
#define CONFIDENCE_SHARE 1.04
#define CONFIDENCE_STEPS 0.68 /* the steps lead there, each with a sentence of its own */
#define CONFIDENCE_TITLE                                                                           \
    0.55 /* taken off: what a passage is about, with no sentence that says it */
/* Words of the question that no passage holds. The four sets do not show that such answers are
 * wrong more often, being written from their documents; people also ask for what is in none, which
 * is to be declined. Costs 1.6 points of F1 on the most affected of the sets. */
#define HELD_ENOUGH 0.75
#define CONFIDENCE_ABSENT 5.0 /* for each part of the question's weight below HELD_ENOUGH */
#define CERTAIN_LEAST 0.002   /* of 1; keeps the logit finite */
#define SUPPORT_MAX 3         /* quotes beyond which no support is added */
#define SUPPORT_WORDS_MIN 3   /* a heading supports nothing */
#define STEP_BYTES_MAX 256
enum { SIDES_MAX = 4 }; /* readings of two sides, each with more evidence */

struct read_state {
    const cn_view *view;
    const cn_question *question;
    cn_pool *pool;
    cn_rounds rounds;
    cn_answered whole;
    cn_posed posed;  /* the whole question over the pool, for quotes and shares */
    cn_arena *arena; /* of the answer */
    cn_reading *reading;
    cairn_error *err;
    uint64_t quoted_mask;
    double certainty;
    cn_value given; /* the answer; len 0: none, or one of two sides */
};

static size_t add_quote(struct read_state *state, size_t place, size_t first, size_t len)
{
    cn_reading *reading = state->reading;

    for (size_t i = 0; i < reading->n_quotes; i++)
        if (reading->quotes[i].evidence == place && reading->quotes[i].first == first)
            return i;
    if (reading->n_quotes == CN_QUOTES_MAX)
        return SIZE_MAX;
    reading->quotes[reading->n_quotes] = (cn_quote){place, first, len};
    return reading->n_quotes++;
}

static void quote_sentence(struct read_state *state, const cn_sentence *sentence)
{
    state->quoted_mask |= sentence->mask | state->posed.passages.items[sentence->passage].head_mask;
    add_quote(state, sentence->passage, sentence->at, sentence->len);
}

static void quote_found(struct read_state *state, const cn_found *found)
{
    if (found->passage && found->passage->n_sentences > 0)
        quote_sentence(state, cn_passages_sentence(&state->posed.passages, found->passage,
                                                   found->piece.n > 0 ? found->piece.first : 0));
}

/* The quote of where a value is said; SIZE_MAX when it is nowhere. */
static size_t quote_sentence_of(struct read_state *state, const cn_value *value)
{
    const cn_passages *passages = &state->posed.passages;
    size_t place = value->chunk ? cn_pool_find_id(state->pool, value->chunk) : SIZE_MAX;

    if (place == SIZE_MAX)
        return SIZE_MAX;
    for (size_t s = 0; place < passages->n && s < passages->items[place].n_sentences; s++) {
        const cn_sentence *sentence =
            &passages->sentences[passages->items[place].first_sentence + s];

        if (sentence->at < value->first + value->n && value->first < sentence->at + sentence->len)
            state->quoted_mask |= sentence->mask | passages->items[place].head_mask;
    }
    return add_quote(state, place, value->first, value->n);
}

/* The quote of where a value is said, and behind it that of the fact between. */
static size_t quote_value(struct read_state *state, const cn_value *value)
{
    const cn_value way = {.chunk = value->via, .first = value->via_first, .n = value->via_n};
    const size_t quote = quote_sentence_of(state, value);

    if (value->via != 0)
        quote_sentence_of(state, &way);
    return quote;
}

/* The best sentences of named passages that are not quoted yet: how the first hop was made. */
static void quote_support(struct read_state *state)
{
    const cn_passages *passages = &state->posed.passages;

    for (size_t p = 0; p < passages->n && state->reading->n_quotes < SUPPORT_MAX; p++) {
        const cn_passage *passage = &passages->items[p];
        const cn_sentence *best = NULL;

        for (size_t s = 0; passage->is_named && s < passage->n_sentences; s++) {
            const cn_sentence *sentence = &passages->sentences[passage->first_sentence + s];

            if (sentence->n >= SUPPORT_WORDS_MIN && (!best || sentence->score > best->score))
                best = sentence;
        }
        if (best)
            quote_sentence(state, best);
    }
}

static int answer_bytes(struct read_state *state, const char *text, size_t len)
{
    char *copy = cn_arena_strndup(state->arena, text, len);

    if (!copy)
        return cn_fail_memory(state->err, len);
    state->reading->text = copy;
    return CAIRN_OK;
}

/* ---- Steps of the reading ---- */

static const char *how_name(cn_value_how how)
{
    static const char *const names[] = {"fact",     "sentence", "title",
                                        "compared", "counted",  "judged"};

    return names[how];
}

static int step_text(struct read_state *state, unsigned step, const char **text)
{
    char buffer[STEP_BYTES_MAX];

    cn_plan_step_text(state->question, step, buffer, sizeof buffer);
    *text = cn_arena_strndup(state->arena, buffer, strlen(buffer));
    return *text ? CAIRN_OK : cn_fail_memory(state->err, sizeof buffer);
}

static int show_step(struct read_state *state, unsigned number, const cn_answer_way *way)
{
    const cn_step *step = &state->question->plan.steps[number];
    cairn_step *shown = &state->reading->steps[number];
    int rc = step_text(state, number, &shown->question);

    for (size_t i = 0; i < step->n_needs; i++)
        shown->needs[i] = step->needs[i] + 1U;
    shown->how = "";
    shown->citation = SIZE_MAX;
    if (rc < 0 || !way)
        return rc;
    shown->answer = cn_arena_strndup(state->arena, way->value.text, way->value.len);
    shown->how = how_name(way->value.how);
    shown->confidence = way->value.score;
    shown->fact = way->value.fact;
    shown->citation = quote_value(state, &way->value);
    return shown->answer ? CAIRN_OK : cn_fail_memory(state->err, way->value.len);
}

/* The steps that the answer's way went, the last one first, so that its sentence is quoted first.
 * ways[i]: NULL for a step that is not on it. */
static void trace(const struct read_state *state, const cn_answer_way *last,
                  const cn_answer_way *ways[CN_STEPS_MAX])
{
    const cn_plan *plan = &state->question->plan;

    ways[plan->n_steps - 1] = last;
    for (unsigned i = plan->n_steps; i-- > 0;)
        for (unsigned k = 0; ways[i] && k < plan->steps[i].n_needs; k++) {
            const unsigned need = plan->steps[i].needs[k];

            ways[need] = &state->rounds.steps[need].ways[ways[i]->from[k]];
        }
}

static int show_steps(struct read_state *state, const cn_answer_way *last)
{
    const cn_plan *plan = &state->question->plan;
    const cn_answer_way *ways[CN_STEPS_MAX] = {NULL};
    int rc = CAIRN_OK;

    if (last)
        trace(state, last, ways);
    else
        for (unsigned i = 0; i < state->rounds.n_done; i++)
            ways[i] = &state->rounds.steps[i].ways[0];
    state->reading->n_steps = plan->n_steps;
    for (unsigned i = plan->n_steps; rc == CAIRN_OK && i-- > 0;)
        rc = show_step(state, i, ways[i]);
    return rc;
}

/* The question as the one step. */
static int show_whole(struct read_state *state, const char *answer, const char *how,
                      double confidence)
{
    cairn_step *shown = &state->reading->steps[0];

    state->reading->n_steps = 1;
    *shown = (cairn_step){.answer = answer, .how = how, .confidence = confidence};
    shown->citation = state->reading->n_quotes > 0 ? 0 : SIZE_MAX;
    shown->question = cn_arena_strndup(state->arena, state->question->text, state->question->len);
    return shown->question ? CAIRN_OK : cn_fail_memory(state->err, state->question->len);
}

/* ---- The ways of answering. Each leaves reading->text NULL when it has nothing to say. ---- */

static int reread(struct read_state *state)
{
    const cn_posing posing = {.question = state->question, .step = -1};

    cn_posed_done(&state->posed);
    return cn_posed_read(&state->posed, state->pool, &posing, state->arena, state->err);
}

/* Compares; while a side leads to something that is not in the pool, fetches that and compares
 * again. */
static int compare(struct read_state *state, cn_compared *compared)
{
    int rc = CAIRN_OK;

    for (unsigned i = 0; rc == CAIRN_OK; i++) {
        const size_t n_before = state->pool->n;

        if (state->posed.expect.asked == CN_ASKED_CHOICE)
            cn_compare_options(&state->posed.passages, &state->posed.expect, compared);
        else
            cn_compare_yes_no(&state->posed.passages, compared);
        for (int side = 0; rc == CAIRN_OK && side < 2 && i < SIDES_MAX; side++)
            if (compared->missing[side])
                rc = cn_rounds_pull(&state->rounds, compared->missing[side], state->err);
        if (rc < 0 || state->pool->n == n_before)
            break;
        rc = reread(state);
    }
    return rc;
}

static int answer_choice(struct read_state *state)
{
    const cn_text *question = &state->posed.passages.question;
    cn_compared compared;
    cn_words_range option;
    const cn_word *last;
    int rc = compare(state, &compared);

    if (rc < 0 || compared.option < 0)
        return rc;
    option = state->posed.expect.options[compared.option];
    last = &question->words[option.first + option.n - 1];
    rc = answer_bytes(state, question->text + question->words[option.first].first,
                      last->first + last->len - question->words[option.first].first);
    quote_found(state, &compared.sides[compared.option]);
    quote_found(state, &compared.sides[1 - compared.option]);
    state->certainty = compared.certainty;
    return rc < 0 ? rc : show_whole(state, state->reading->text, "compared", compared.certainty);
}

static int answer_yes_no(struct read_state *state)
{
    cn_compared compared;
    int rc = compare(state, &compared);

    if (rc < 0 || compared.option < 0)
        return rc;
    quote_found(state, &compared.sides[0]);
    quote_found(state, &compared.sides[1]);
    state->certainty = compared.certainty;
    state->reading->text = compared.option ? "yes" : "no";
    return show_whole(state, state->reading->text, "judged", compared.certainty);
}

/* Was the whole plan answered in steps? */
static bool is_stepwise(const struct read_state *state)
{
    const cn_plan *plan = &state->question->plan;

    return plan->n_steps > 1 && state->rounds.n_done == plan->n_steps;
}

/* The last step's way to the same answer; NULL when the steps do not lead there. */
static const cn_answer_way *way_of_steps(const struct read_state *state, const cn_value *value)
{
    const cn_answered *last = &state->rounds.steps[state->question->plan.n_steps - 1];

    for (size_t i = 0; is_stepwise(state) && i < last->n; i++)
        if (cn_value_same(&last->ways[i].value, value))
            return &last->ways[i];
    return NULL;
}

/* A fact on the other side, when the answer is disputed. */
static int say_conflict(struct read_state *state, const cn_answer_way *best,
                        const cn_answer_way *way)
{
    const cn_step *last = &state->question->plan.steps[state->question->plan.n_steps - 1];
    cn_value bound[CN_STEP_NEEDS_MAX];
    size_t n = 0;

    for (; way && n < last->n_needs; n++)
        bound[n] = state->rounds.steps[last->needs[n]].ways[way->from[n]].value;
    return cn_rounds_conflict(&state->rounds, &best->value, bound, n, &state->reading->conflict,
                              state->err);
}

static int give(struct read_state *state, const cn_answer_way *best)
{
    const cn_answer_way *way = way_of_steps(state, &best->value);
    int rc = reread(state);

    if (rc == CAIRN_OK)
        rc = answer_bytes(state, best->value.text, best->value.len);
    if (rc < 0)
        return rc;
    state->certainty = best->along;
    state->given = best->value;
    if (way)
        rc = show_steps(state, way);
    quote_value(state, &best->value);
    if (rc == CAIRN_OK && !way)
        rc = show_whole(state, state->reading->text, how_name(best->value.how), best->along);
    return rc < 0 ? rc : say_conflict(state, best, way);
}

/* The plan's last answers, then the whole question's: those that both give are surer. */
static int answer_plan(struct read_state *state)
{
    const cn_plan *plan = &state->question->plan;
    const double *set = state->view->settings->values;
    const unsigned n_steps = set[CN_SET_USE_STEPS] < 0.5 ? 1 : plan->n_steps;
    cn_answered all = {.n = 0};
    double trust = 1;
    int rc = CAIRN_OK;

    if (n_steps > 1)
        rc = cn_rounds_run(&state->rounds, state->err);
    if (is_stepwise(state))
        all = state->rounds.steps[plan->n_steps - 1];
    for (unsigned k = 1; k < n_steps; k++)
        trust *= set[CN_SET_READ_WHOLE];
    /* The whole question is read where its answer may still be more likely. */
    if (rc == CAIRN_OK && (all.n == 0 || all.ways[0].along < trust))
        rc = cn_rounds_whole(&state->rounds, &state->whole, state->err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < state->whole.n; i++) {
        cn_answer_way way = state->whole.ways[i];

        way.along *= trust;
        cn_answered_add(&all, &way);
    }
    return all.n > 0 ? give(state, &all.ways[0]) : CAIRN_OK;
}

/* ---- Abstaining ---- */

/* Names the weightiest word that no passage holds. */
static int abstain_for_words(struct read_state *state, uint64_t mask)
{
    static const char begin[] = "no passage holds the word \"";
    const cn_passages *passages = &state->posed.passages;
    const cn_text *question = &passages->question;
    const cn_word *missing = NULL;
    double weight = 0;
    char *reason;

    for (size_t i = 0; i < question->n; i++)
        for (unsigned t = 0; t < passages->view->scores->n_terms; t++)
            if (passages->view->scores->terms[t].stem == question->words[i].stem &&
                !(mask >> t & 1) && passages->weights[t] > weight) {
                missing = &question->words[i];
                weight = passages->weights[t];
            }
    if (!missing)
        return CAIRN_OK;
    reason = cn_arena_alloc(state->arena, sizeof begin + missing->len + 1U);
    if (!reason)
        return cn_fail_memory(state->err, sizeof begin + missing->len);
    memcpy(reason, begin, sizeof begin - 1);
    memcpy(reason + sizeof begin - 1, question->text + missing->first, missing->len);
    memcpy(reason + sizeof begin - 1 + missing->len, "\"", 2);
    state->reading->reason = reason;
    return CAIRN_OK;
}

static int abstain_for(struct read_state *state)
{
    static const char missing[] = "the evidence names no ";
    const char *asked = cn_asked_name(state->posed.expect.asked);
    size_t len = strlen(asked);
    char *reason = cn_arena_alloc(state->arena, sizeof missing + len);

    if (!reason)
        return cn_fail_memory(state->err, sizeof missing);
    memcpy(reason, missing, sizeof missing - 1);
    memcpy(reason + sizeof missing - 1, asked, len + 1);
    state->reading->reason = reason;
    return CAIRN_OK;
}

/* Names the first step without an answer. */
static int abstain_for_step(struct read_state *state)
{
    const unsigned step = state->rounds.n_done;
    const char *text;
    cn_buf reason;
    int rc = step_text(state, step, &text);

    if (rc < 0)
        return rc;
    cn_buf_init(&reason, 2 * STEP_BYTES_MAX);
    cn_buf_printf(&reason, "no passage says %s \"%s\" is",
                  state->question->plan.steps[step].asked == CN_ASKED_PERSON ? "who" : "what",
                  text);
    state->reading->reason = cn_arena_strndup(state->arena, cn_buf_str(&reason), reason.len);
    cn_buf_done(&reason);
    if (!state->reading->reason)
        return cn_fail_memory(state->err, STEP_BYTES_MAX);
    return show_steps(state, NULL);
}

static int abstain(struct read_state *state)
{
    const unsigned n_steps = state->question->plan.n_steps;
    const bool has_found = state->reading->text != NULL;
    int rc;

    state->reading->text = NULL;
    state->reading->conflict = "";
    state->reading->confidence = 0;
    state->reading->n_quotes = 0;
    state->reading->n_steps = 0;
    if (n_steps > 1 && state->rounds.n_done < n_steps && state->rounds.is_run)
        return abstain_for_step(state);
    rc = abstain_for_words(state, state->quoted_mask);
    if (rc == CAIRN_OK && !*state->reading->reason && has_found)
        state->reading->reason = "no answer that the evidence offers is likely enough";
    if (rc == CAIRN_OK && !*state->reading->reason)
        rc = abstain_for(state);
    return rc;
}

static uint64_t held_mask(const struct read_state *state)
{
    const cn_passages *passages = &state->posed.passages;
    uint64_t mask = passages->time_mask;

    for (size_t i = 0; i < passages->n; i++)
        mask |= passages->items[i].mask;
    return mask;
}

static double confidence(const struct read_state *state)
{
    const double certain = fmin(fmax(state->certainty, CERTAIN_LEAST), 1 - CERTAIN_LEAST);
    const double share = cn_passages_share(&state->posed.passages, state->quoted_mask);
    const double held = cn_passages_share(&state->posed.passages, held_mask(state));
    const bool is_title = state->reading->n_steps == 1 &&
                          strcmp(state->reading->steps[0].how, how_name(CN_HOW_TITLE)) == 0;
    const double sum =
        CONFIDENCE_BASE + CONFIDENCE_CERTAIN * log(certain / (1 - certain)) +
        CONFIDENCE_SHARE * share + (state->reading->n_steps > 1 ? CONFIDENCE_STEPS : 0) -
        (is_title ? CONFIDENCE_TITLE : 0) - CONFIDENCE_ABSENT * fmax(0, HELD_ENOUGH - held);

    return 1 / (1 + exp(-sum));
}

static int answer(struct read_state *state)
{
    const cn_asked asked = state->posed.expect.asked;
    const char *missing = NULL;
    uint64_t held;
    int rc;

    if (asked == CN_ASKED_CHOICE)
        rc = answer_choice(state);
    else if (asked == CN_ASKED_YES_NO)
        rc = answer_yes_no(state);
    else
        rc = answer_plan(state);
    if (rc < 0)
        return rc;
    held = held_mask(state);
    if (!state->reading->text) {
        state->quoted_mask = held;
        return abstain(state);
    }
    quote_support(state);
    state->reading->reason = "";
    state->reading->confidence = confidence(state);
    if (state->given.len > 0)
        rc = cn_premise_check(state->view, state->question, state->pool, &state->given,
                              state->reading->confidence, state->arena, &missing, state->err);
    if (rc < 0 || (!missing && state->reading->confidence >=
                                   state->view->settings->values[CN_SET_READ_THRESHOLD]))
        return rc;
    state->quoted_mask = held;
    rc = abstain(state);
    state->reading->reason = missing ? missing : state->reading->reason;
    return rc;
}

int cn_reader_answer(const cn_view *view, const cn_question *question, cn_pool *pool,
                     const cn_retrieve_options *options, cn_arena *arena, cn_reading *reading,
                     cairn_error *err)
{
    const cn_posing posing = {.question = question, .step = -1};
    struct read_state state = {.view = view,
                               .question = question,
                               .pool = pool,
                               .arena = arena,
                               .reading = reading,
                               .err = err};
    int rc;

    state.rounds = (cn_rounds){
        .view = view, .question = question, .options = options, .pool = pool, .arena = arena};
    *reading = (cn_reading){.reason = "nothing in the store matches the question",
                            .conflict = "",
                            .kind = question->plan.kind};
    rc = cn_posed_read(&state.posed, pool, &posing, arena, err);
    if (rc == CAIRN_OK && (held_mask(&state) & ~state.posed.passages.time_mask) != 0) {
        bool is_typed;

        reading->reason = "";
        rc = cn_typed_answer(view, question, pool, arena, reading, &is_typed, err);
        if (rc == CAIRN_OK && !is_typed)
            rc = answer(&state);
    }
    cn_posed_done(&state.posed);
    return rc;
}
