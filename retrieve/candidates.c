/* Candidates are gathered from all sentences that score near the best one; those with the same
 * words support each other; the first few are checked against the types of the graph. */
#include "retrieve/candidates.h"

#include <math.h>
#include <string.h>

#include "schema/store.h"

enum {
    CANDIDATES_MAX = 400, /* spans; more evidence than ten passages give */
    REACH_WORDS = 24,     /* of nearness: e^(-24/3) counts for nothing */
    DEFINED_WORDS = 30,   /* "X is a ... film" stands in a passage's first words */
    TYPED_MAX = 24        /* best candidates whose entity is looked up: a row each */
};
#define SENTENCE_MIN 0.5 /* of the best sentence's score: below it nothing is gathered */
/* The weights were searched one by one for the sum of F1 over three dev sets (794 questions). */
#define NEAR_WEIGHT 0.35     /* of the question's words close by */
#define NEAR_WORDS 3.0       /* distance at which closeness has dropped to 1/e */
#define BRIDGE_BONUS 0.06    /* a second hop's passage, see passages.c */
#define FOCUS_BONUS 0.6      /* the passage that the chain of relations leads to */
#define SUBJECT_PENALTY 0.15 /* what its own passage is about, when the question leads there */
#define MIDDLE_PENALTY 0.3   /* the name that leads to a second hop */
#define NOUN_BONUS 0.3       /* "which film": its passage says "film", or the name does */
#define SUPPORT_BONUS 0.04   /* each further sentence with it */
#define TYPE_BONUS 0.2       /* the graph knows it as a person, as a place */
#define SURE_BONUS 0.2       /* it surely held at the time asked for */
#define PAST_PENALTY 0.3     /* something newer has taken its place */
#define TITLE_PENALTY 0.05   /* a whole passage fits more words than a sentence does */

struct pool {
    const cn_passages *passages;
    const cn_expect *expect;
    const cn_passage *focus;
    const cn_timing *timing;
    cn_candidate *items;
    size_t n;
};

static bool is_in_question(const struct pool *pool, const cn_text *text, size_t first, size_t n)
{
    const cn_text *question = &pool->passages->question;

    for (size_t i = 0; i < n; i++) {
        const cn_word *word = &text->words[first + i];
        bool is_held = word->flags & CN_WORD_STOP;

        for (size_t k = 0; k < question->n && !is_held; k++)
            is_held = question->words[k].key == word->key;
        if (!is_held)
            return false;
    }
    return true;
}

/* Idf of the question's words around the span, each less the farther off. */
static double nearness(const struct pool *pool, const cn_sentence *sentence, const cn_piece *piece)
{
    const cn_passage *passage = &pool->passages->items[sentence->passage];
    const cn_scores *scores = pool->passages->view->scores;
    double sum = 0;
    uint64_t seen = 0;

    for (size_t d = 1; d <= REACH_WORDS; d++)
        for (int side = 0; side < 2; side++) {
            size_t i = side ? piece->first + piece->n - 1 + d : piece->first - d;

            if (i < sentence->first || i >= sentence->first + sentence->n || i > passage->body.n)
                continue;
            for (unsigned t = 0; t < scores->n_terms; t++)
                if (scores->terms[t].stem == passage->body.words[i].stem && !(seen >> t & 1)) {
                    seen |= (uint64_t)1 << t;
                    sum += pool->passages->weights[t] * exp(-(double)d / NEAR_WORDS);
                }
        }
    return pool->passages->all_weights > 0 ? sum / pool->passages->all_weights : 0;
}

/* Does the text's beginning say the noun that is asked for? */
static bool says_noun(const struct pool *pool, const cn_text *text, size_t first, size_t n)
{
    const cn_text *question = &pool->passages->question;
    const cn_words_range *noun = &pool->expect->noun;

    for (size_t i = first; noun->n > 0 && i < first + n && i < text->n; i++)
        if (text->words[i].stem == question->words[noun->first + noun->n - 1].stem)
            return true;
    return false;
}

static double noun_fit(const struct pool *pool, const cn_text *text, const cn_piece *piece)
{
    const cn_passage *about;
    size_t before = piece->first > 0 ? piece->first - 1 : 0;

    if (pool->expect->noun.n == 0)
        return 0;
    if (says_noun(pool, text, before, piece->n + 3))
        return NOUN_BONUS;
    about = cn_passages_find(pool->passages, text->words + piece->first, piece->n);
    return about && says_noun(pool, &about->body, 0, DEFINED_WORDS) ? NOUN_BONUS : 0;
}

/* Is the piece a name of what the passage is about, in part? */
static bool shares_word(const cn_passage *passage, const cn_piece *piece)
{
    for (size_t i = 0; i < passage->title.n; i++)
        for (size_t k = piece->first; k < piece->first + piece->n; k++)
            if (passage->body.words[k].key == passage->title.words[i].key &&
                !(passage->body.words[k].flags & CN_WORD_STOP))
                return true;
    return false;
}

/* A name in a named passage that leads to a second hop is the way, seldom the end. */
static double middle_penalty(const struct pool *pool, const cn_passage *passage,
                             const cn_piece *piece)
{
    const cn_passage *about;

    if ((passage->is_bridge || passage->is_named) && shares_word(passage, piece))
        return SUBJECT_PENALTY;
    about = cn_passages_find(pool->passages, passage->body.words + piece->first, piece->n);
    return about && about != passage && about->is_bridge ? MIDDLE_PENALTY : 0;
}

/* "the DeCavalcante crime family" to "which crime family": the noun is part of the answer. */
static cn_piece with_noun(const struct pool *pool, const cn_text *text, const cn_piece *piece)
{
    const cn_text *question = &pool->passages->question;
    const cn_words_range *noun = &pool->expect->noun;
    size_t next = piece->first + piece->n, n = 0;

    if (noun->n == 0 || piece->kind != CN_PIECE_NAME)
        return *piece;
    for (size_t skip = 0; skip < noun->n && n == 0; skip++)
        while (noun->n > skip + n && next + n < text->n && cn_gap_is(text, next + n, " ") &&
               text->words[next + n].stem == question->words[noun->first + skip + n].stem)
            n++;
    return cn_piece_of(text, piece->kind, piece->first, piece->n + n);
}

/* A candidate that is itself a date is no matter of time. */
static bool is_timed(const struct pool *pool)
{
    return pool->timing && pool->expect->asked != CN_ASKED_DATE &&
           pool->expect->asked != CN_ASKED_YEAR;
}

static double fit_score(cn_fit fit)
{
    return fit == CN_FIT_SURE ? SURE_BONUS : fit == CN_FIT_PAST ? -PAST_PENALTY : 0;
}

static cn_fit said_fit(const struct pool *pool, const cn_sentence *sentence, const cn_piece *piece)
{
    const cn_timing *timing = pool->timing;
    const char *text = pool->passages->items[sentence->passage].body.text;

    if (!is_timed(pool) || !timing->said)
        return CN_FIT_OPEN;
    return timing->said(timing->user, sentence->passage, text + sentence->at, sentence->len,
                        piece->at - sentence->at, piece->len);
}

static void add_candidate(struct pool *pool, const cn_sentence *sentence, const cn_piece *piece)
{
    const cn_passage *passage = &pool->passages->items[sentence->passage];
    const cn_text *text = &passage->body;
    cn_candidate made = {sentence, with_noun(pool, text, piece), 0, 0};
    cn_fit fit;

    if (pool->n == CANDIDATES_MAX || is_in_question(pool, text, piece->first, piece->n))
        return;
    fit = said_fit(pool, sentence, piece);
    if (fit == CN_FIT_NOT)
        return;
    made.key = cn_words_key(text->words + piece->first, piece->n);
    made.score = sentence->score + NEAR_WEIGHT * nearness(pool, sentence, piece) +
                 noun_fit(pool, text, piece) + (passage->is_bridge ? BRIDGE_BONUS : 0) +
                 (passage == pool->focus ? FOCUS_BONUS : 0) - middle_penalty(pool, passage, piece) +
                 fit_score(fit);
    for (size_t i = 0; i < pool->n; i++) {
        cn_candidate *old = &pool->items[i];

        if (old->key != made.key)
            continue;
        made.score = (made.score > old->score ? made.score : old->score) + SUPPORT_BONUS;
        if (made.score - SUPPORT_BONUS > old->score)
            *old = made;
        else
            old->score = made.score;
        return;
    }
    pool->items[pool->n++] = made;
}

/* The longest piece of the wanted kind at word i. */
static void piece_at(const struct pool *pool, const cn_text *text, size_t i, size_t end,
                     cn_piece *piece)
{
    const cn_asked asked = pool->expect->asked;
    cn_piece date;

    cn_piece_date(text, i, end, &date);
    if (asked == CN_ASKED_DATE || asked == CN_ASKED_YEAR) {
        *piece = date;
        if (asked == CN_ASKED_YEAR && date.n > 1 && date.value > 0)
            *piece = cn_piece_of(text, CN_PIECE_DATE, i + date.n - 1, 1);
        return;
    }
    piece->n = 0;
    if (asked == CN_ASKED_NUMBER) {
        if (date.n == 0)
            cn_piece_number(text, i, end, piece);
        return;
    }
    if (date.n == 0)
        cn_piece_quoted(text, i, end, piece);
    if (date.n == 0 && piece->n == 0)
        cn_piece_name(text, i, end, piece);
}

/* "American" alone answers only what asks for such a word. */
static bool is_adjective(const struct pool *pool, const cn_text *text, const cn_piece *piece)
{
    const cn_text *question = &pool->passages->question;
    bool is_one = false;
    size_t len;

    cn_country_at(text, piece->first, piece->first + piece->n, &len, &is_one);
    return is_one && piece->n == len &&
           cn_phrase_find(question, 0, question->n, "nationality|language|ethnicity|what", &len) ==
               question->n;
}

static void gather(struct pool *pool, const cn_sentence *sentence)
{
    const cn_text *text = &pool->passages->items[sentence->passage].body;
    size_t end = sentence->first + sentence->n;
    cn_piece piece;

    for (size_t i = sentence->first; i<end; i += piece.n> 0 ? piece.n : 1) {
        piece_at(pool, text, i, end, &piece);
        while (piece.n > 0 && i == sentence->first && text->words[i].flags & CN_WORD_STOP) {
            i++; /* a sentence's first word is no name because it is capital */
            piece_at(pool, text, i, end, &piece);
        }
        if (piece.n > 0 && !is_adjective(pool, text, &piece))
            add_candidate(pool, sentence, &piece);
    }
}

/* "Which film ...": the passage that fits the question best is itself the answer. */
static void gather_title(struct pool *pool, size_t number)
{
    const cn_passages *passages = pool->passages;
    const cn_passage *passage = &passages->items[number];
    const cn_text *title = &passage->title;
    cn_candidate made = {.key = 0};

    if (passage->is_named || passage->n_sentences == 0 || title->n == 0 ||
        pool->n == CANDIDATES_MAX || is_in_question(pool, title, 0, title->n))
        return;
    made.sentence = &passages->sentences[passage->first_sentence];
    made.key = cn_words_key(title->words, title->n);
    made.score = (1 - CN_RANK_WEIGHT) * cn_passages_share(passages, passage->mask) +
                 CN_RANK_WEIGHT * passage->evidence->score - TITLE_PENALTY;
    if (says_noun(pool, &passage->body, 0, DEFINED_WORDS))
        made.score += NOUN_BONUS;
    for (size_t i = 0; i < pool->n; i++)
        if (pool->items[i].key == made.key) {
            if (made.score > pool->items[i].score)
                pool->items[i].score = made.score;
            return;
        }
    pool->items[pool->n++] = made;
}

/* The type the graph gives the name; CN_TYPE_OTHER when it knows none. */
static int type_of(const cn_view *view, int64_t key, int *type, cairn_error *err)
{
    uint32_t n = 0;
    const uint32_t *entities = cn_snapshot_key(view->snapshot, key, &n);
    cn_entity_row row;
    int rc;

    *type = CN_TYPE_OTHER;
    if (n == 0 || !view->store)
        return CAIRN_OK;
    rc = cn_entity_get(view->store, view->snapshot->entity_ids[entities[0]], &row, err);
    if (rc == CAIRN_OK)
        *type = row.type;
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int weigh_types(struct pool *pool, cairn_error *err)
{
    const int wanted = pool->expect->asked == CN_ASKED_PERSON  ? CN_TYPE_PERSON
                       : pool->expect->asked == CN_ASKED_PLACE ? CN_TYPE_PLACE
                                                               : CN_TYPE_OTHER;
    int rc = CAIRN_OK, type;

    for (size_t i = 0; wanted != CN_TYPE_OTHER && rc == CAIRN_OK && i < pool->n && i < TYPED_MAX;
         i++) {
        rc = type_of(pool->passages->view, pool->items[i].key, &type, err);
        if (type == wanted)
            pool->items[i].score += TYPE_BONUS;
        else if (type != CN_TYPE_OTHER)
            pool->items[i].score -= TYPE_BONUS;
    }
    return rc;
}

/* What the graph knows of when they held. A candidate that did not is as good as not there. */
static int weigh_times(struct pool *pool, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!is_timed(pool) || !pool->timing->known)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < pool->n && i < TYPED_MAX; i++) {
        cn_fit fit = CN_FIT_OPEN;

        rc = pool->timing->known(pool->timing->user, pool->items[i].key, &fit, err);
        pool->items[i].score += fit_score(fit);
        if (fit == CN_FIT_NOT)
            pool->items[i].score = 0;
    }
    return rc;
}

/* Best first; equal scores keep the order of the evidence. */
static void sort(struct pool *pool)
{
    for (size_t i = 1; i < pool->n; i++) {
        cn_candidate item = pool->items[i];
        size_t k = i;

        for (; k > 0 && pool->items[k - 1].score < item.score; k--)
            pool->items[k] = pool->items[k - 1];
        pool->items[k] = item;
    }
}

int cn_candidate_best(cn_passages *passages, const cn_expect *expect, const cn_passage *focus,
                      cn_candidate *best, cairn_error *err)
{
    struct pool pool = {
        .passages = passages, .expect = expect, .focus = focus, .timing = passages->timing};
    double top = 0;
    int rc;

    *best = (cn_candidate){.score = 0};
    pool.items = cn_arena_alloc(&passages->scratch, CANDIDATES_MAX * sizeof *pool.items);
    if (!pool.items)
        return cn_fail_memory(err, CANDIDATES_MAX * sizeof *pool.items);
    for (size_t i = 0; i < passages->n_sentences; i++)
        if (passages->sentences[i].score > top)
            top = passages->sentences[i].score;
    for (size_t i = 0; i < passages->n_sentences; i++)
        if (passages->sentences[i].score >= SENTENCE_MIN * top ||
            &passages->items[passages->sentences[i].passage] == focus)
            gather(&pool, &passages->sentences[i]);
    for (size_t i = 0; i < passages->n; i++)
        if (expect->asked <= CN_ASKED_PLACE)
            gather_title(&pool, i);
    sort(&pool);
    rc = weigh_types(&pool, err);
    if (rc == CAIRN_OK)
        rc = weigh_times(&pool, err);
    for (size_t i = 0; rc == CAIRN_OK && i < pool.n; i++)
        if (pool.items[i].score > best->score)
            *best = pool.items[i];
    return rc;
}
