/* The reader: a chain of relations when the question is one, two sides compared when it offers
 * two, else the best span of the wanted kind.
 *
 * Confidence is certainty x share: how sure the way of answering is (CERTAINTY_*, compare.c), times
 * the idf-weighted share of the question's words that the passages quoted hold. */
#include "retrieve/reader.h"

#include <string.h>

#include "retrieve/candidates.h"
#include "retrieve/compare.h"
#include "retrieve/passages.h"

#define CERTAINTY_CHAIN 0.9 /* every step of the chain was found */
#define CERTAINTY_SPAN 0.6
/* Of the question's weight, in all evidence; with less, no span is trusted. Measured: at 0.7 four
 * of five unanswerable questions are declined, for half a point of F1 on the answerable ones. */
#define SHARE_MIN 0.68

struct read_state {
    cn_passages passages;
    cn_expect expect;
    cn_arena *arena; /* of the answer */
    cn_reading *reading;
    cairn_error *err;
    const cn_passage *focus; /* where a chain that is not whole leads; may be NULL */
    uint64_t quoted_mask;
    double certainty;
};

static void quote_sentence(struct read_state *state, const cn_sentence *sentence)
{
    cn_reading *reading = state->reading;
    cn_quote quote = {sentence->passage, sentence->at, sentence->len};

    state->quoted_mask |= sentence->mask | state->passages.items[sentence->passage].head_mask;
    for (size_t i = 0; i < reading->n_quotes; i++)
        if (reading->quotes[i].evidence == quote.evidence &&
            reading->quotes[i].first == quote.first)
            return;
    if (reading->n_quotes < CN_QUOTES_MAX)
        reading->quotes[reading->n_quotes++] = quote;
}

static void quote_found(struct read_state *state, const cn_found *found)
{
    if (found->passage && found->passage->n_sentences > 0)
        quote_sentence(state, cn_passages_sentence(&state->passages, found->passage,
                                                   found->piece.n > 0 ? found->piece.first : 0));
}

/* The best sentences of named passages that are not quoted yet: how the first hop was made. */
static void quote_support(struct read_state *state)
{
    for (size_t p = 0; p < state->passages.n && state->reading->n_quotes < 3; p++) {
        const cn_passage *passage = &state->passages.items[p];
        const cn_sentence *best = NULL;

        for (size_t s = 0; passage->is_named && s < passage->n_sentences; s++) {
            const cn_sentence *sentence = &state->passages.sentences[passage->first_sentence + s];

            if (!best || sentence->score > best->score)
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
    for (size_t i = 0; i < len; i++) /* a name broken over two lines */
        if (copy[i] == '\n' || copy[i] == '\r')
            copy[i] = ' ';
    state->reading->text = copy;
    return CAIRN_OK;
}

static int answer_piece(struct read_state *state, const cn_passage *passage, const cn_piece *piece)
{
    const cn_evidence *evidence = passage->evidence;
    const cn_text *title = &passage->title;
    const cn_word *last;
    cn_piece year;

    if (piece->n > 1 && piece->kind == CN_PIECE_DATE && state->expect.asked == CN_ASKED_YEAR) {
        year = cn_piece_of(&passage->body, CN_PIECE_DATE, piece->first + piece->n - 1, 1);
        piece = &year;
    }
    if (piece->n > 0)
        return answer_bytes(state, passage->body.text + piece->at, piece->len);
    last = &title->words[title->n - 1];
    return answer_bytes(state, evidence->title, last->first + last->len);
}

/* ---- The ways of answering. Each leaves reading->text NULL when it has nothing to say. ---- */

static int answer_choice(struct read_state *state)
{
    const cn_text *question = &state->passages.question;
    cn_compared compared;
    cn_words_range option;
    const cn_word *last;
    int rc;

    cn_compare_options(&state->passages, &state->expect, &compared);
    if (compared.option < 0)
        return CAIRN_OK;
    option = state->expect.options[compared.option];
    last = &question->words[option.first + option.n - 1];
    rc = answer_bytes(state, question->text + question->words[option.first].first,
                      last->first + last->len - question->words[option.first].first);
    quote_found(state, &compared.sides[compared.option]);
    quote_found(state, &compared.sides[1 - compared.option]);
    state->certainty = compared.certainty;
    return rc;
}

static int answer_yes_no(struct read_state *state)
{
    cn_compared compared;

    cn_compare_yes_no(&state->passages, &compared);
    if (compared.option < 0)
        return CAIRN_OK;
    quote_found(state, &compared.sides[0]);
    quote_found(state, &compared.sides[1]);
    state->certainty = compared.certainty;
    state->reading->text = compared.option ? "yes" : "no";
    return CAIRN_OK;
}

/* The named passage that spells the longest name of the question; equal ones by evidence. */
static const cn_passage *anchor(const cn_passages *passages)
{
    const cn_passage *best = NULL;
    uint32_t best_len = 0;

    for (size_t i = 0; i < passages->n; i++) {
        const cn_passage *passage = &passages->items[i];
        uint32_t len = passage->named_end - passage->named_at;

        if (passage->is_named && len > best_len) {
            best = passage;
            best_len = len;
        }
    }
    return best;
}

/* May the relation's value be what is asked for? */
static bool fits(cn_asked asked, cn_relation relation)
{
    if (CN_REL_IS_DATE(relation))
        return asked == CN_ASKED_DATE || asked == CN_ASKED_YEAR;
    if (relation >= CN_REL_STUDIED)
        return asked == CN_ASKED_PLACE || asked == CN_ASKED_NAME;
    return asked == CN_ASKED_PERSON || asked == CN_ASKED_NAME;
}

/* Does its sentence say that what was found did not hold at the time asked for? */
static bool is_untimely(const struct read_state *state, const cn_found *found)
{
    const cn_passages *passages = &state->passages;
    const cn_timing *timing = passages->timing;
    const cn_sentence *sentence;

    if (!timing || !timing->said || found->piece.n == 0 || found->piece.kind == CN_PIECE_DATE ||
        found->passage->n_sentences == 0)
        return false;
    sentence = cn_passages_sentence(passages, found->passage, found->piece.first);
    if (found->piece.at < sentence->at)
        return false;
    return timing->said(timing->user, sentence->passage, found->passage->body.text + sentence->at,
                        sentence->len, found->piece.at - sentence->at,
                        found->piece.len) == CN_FIT_NOT;
}

/* A chain whose last relation is not what is asked for leads to the passage to look in. */
static int answer_chain(struct read_state *state)
{
    const cn_passages *passages = &state->passages;
    const cn_passage *from = anchor(passages);
    cn_reached reached;
    cn_chain chain;
    int rc;

    if (!from)
        return CAIRN_OK;
    cn_chain_read(&passages->question, from->named_at, from->named_end, &chain);
    if (chain.n == 0 || chain.n_unread > 4)
        return CAIRN_OK;
    reached = cn_chain_walk(passages, from, &chain);
    if (!fits(state->expect.asked, chain.items[chain.n - 1])) {
        if (!CN_REL_ENDS(chain.items[chain.n - 1]))
            state->focus = cn_relation_follow(passages, &reached.found);
        return CAIRN_OK;
    }
    if (!reached.found.passage) {
        state->focus = chain.n > 1 ? reached.focus : NULL;
        return CAIRN_OK;
    }
    if (is_untimely(state, &reached.found))
        return CAIRN_OK;
    if (reached.found.country)
        rc = answer_bytes(state, reached.found.country, strlen(reached.found.country));
    else
        rc = answer_piece(state, reached.found.passage, &reached.found.piece);
    quote_found(state, &reached.found);
    state->certainty = reached.is_guess ? CERTAINTY_SPAN : CERTAINTY_CHAIN;
    return rc;
}

static int answer_span(struct read_state *state)
{
    cn_candidate best;
    int rc = cn_candidate_best(&state->passages, &state->expect, state->focus, &best, state->err);

    if (rc < 0 || best.score <= 0)
        return rc;
    quote_sentence(state, best.sentence);
    state->certainty = CERTAINTY_SPAN;
    return answer_piece(state, &state->passages.items[best.sentence->passage], &best.piece);
}

/* ---- Abstaining ---- */

/* Names the weightiest word that no passage holds. */
static int abstain_for_words(struct read_state *state, uint64_t mask)
{
    static const char begin[] = "no passage holds the word \"";
    const cn_passages *passages = &state->passages;
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
    const char *asked = cn_asked_name(state->expect.asked);
    size_t len = strlen(asked);
    char *reason = cn_arena_alloc(state->arena, sizeof missing + len);

    if (!reason)
        return cn_fail_memory(state->err, sizeof missing);
    memcpy(reason, missing, sizeof missing - 1);
    memcpy(reason + sizeof missing - 1, asked, len + 1);
    state->reading->reason = reason;
    return CAIRN_OK;
}

static int answer(struct read_state *state, uint64_t mask)
{
    int rc = CAIRN_OK;

    if (state->expect.asked == CN_ASKED_CHOICE)
        rc = answer_choice(state);
    else if (state->expect.asked == CN_ASKED_YES_NO)
        rc = answer_yes_no(state);
    else
        rc = answer_chain(state);
    mask |= state->passages.time_mask;
    if (rc == CAIRN_OK && !state->reading->text &&
        cn_passages_share(&state->passages, mask) < SHARE_MIN)
        return abstain_for_words(state, mask);
    if (rc == CAIRN_OK && !state->reading->text)
        rc = answer_span(state);
    if (rc < 0)
        return rc;
    if (!state->reading->text)
        return abstain_for(state);
    quote_support(state);
    state->reading->reason = "";
    state->reading->confidence =
        state->certainty * cn_passages_share(&state->passages, state->quoted_mask);
    return CAIRN_OK;
}

int cn_reader_answer(const cn_view *view, const cn_question *question, const cn_evidence *evidence,
                     size_t n_evidence, cn_arena *arena, cn_reading *reading, cairn_error *err)
{
    struct read_state state = {.arena = arena, .reading = reading, .err = err};
    uint64_t mask = 0;
    int rc = cn_passages_read(&state.passages, view, question, evidence, n_evidence, err);

    *reading = (cn_reading){.reason = "nothing in the store matches the question"};
    for (size_t i = 0; rc == CAIRN_OK && i < state.passages.n; i++)
        mask |= state.passages.items[i].mask;
    if (rc == CAIRN_OK && mask != 0) {
        cn_expect_read(&state.passages.question, &state.expect);
        rc = answer(&state, mask);
    }
    cn_passages_done(&state.passages);
    return rc;
}
