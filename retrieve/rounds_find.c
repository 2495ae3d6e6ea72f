/* Scores are those that did best on the dev sets together with the other finders. */
#include "retrieve/rounds_find.h"

#include <string.h>

#include "retrieve/candidates.h"

#define GUESSED_SHARE 0.55 /* of the score, where one step was made by the graph's links */
#define SPAN_SCORE 0.3     /* of a span with the score SPAN_FULL or more */
#define SPAN_FULL 1.5
#define UNREAD_FREE 1    /* words of the question that a chain may leave unread */
#define UNREAD_SHARE 0.5 /* of the score left for each further one */
#define UNREAD_MAX 4     /* words of a question of relations that are none, at most */

/* The named passage that spells the longest name, of the answer written in if there is one; equal
 * ones by evidence. */
static const cn_passage *anchor(const cn_posed *posed)
{
    const cn_passages *passages = &posed->passages;
    const cn_passage *best = NULL;
    uint32_t best_len = 0;

    for (size_t i = 0; i < passages->n; i++) {
        const cn_passage *passage = &passages->items[i];
        uint32_t len = passage->named_end - passage->named_at;

        if (posed->bound.n > 0 && (passage->named_at >= posed->bound.first + posed->bound.n ||
                                   passage->named_end <= posed->bound.first))
            continue;
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
static bool is_untimely(const cn_posed *posed, const cn_found *found)
{
    const cn_timing *timing = posed->passages.timing;
    const cn_sentence *sentence;

    if (!timing || !timing->said || found->piece.n == 0 || found->piece.kind == CN_PIECE_DATE ||
        found->passage->n_sentences == 0)
        return false;
    sentence = cn_passages_sentence(&posed->passages, found->passage, found->piece.first);
    if (found->piece.at < sentence->at)
        return false;
    return timing->said(timing->user, sentence->passage, found->passage->body.text + sentence->at,
                        sentence->len, found->piece.at - sentence->at,
                        found->piece.len) == CN_FIT_NOT;
}

void cn_posed_cite(const cn_posed *posed, const cn_sentence *sentence, cn_value *value)
{
    const cn_passages *passages = &posed->passages;

    value->chunk = passages->view->snapshot->chunks[posed->evidence[sentence->passage].chunk].id;
    value->first = sentence->at;
    value->n = sentence->len;
}

static uint32_t entity_of(const cn_view *view, int64_t key)
{
    uint32_t n = 0;
    const uint32_t *entities = cn_snapshot_key(view->snapshot, key, &n);

    return n > 0 ? entities[0] : UINT32_MAX;
}

/* A piece of a passage, or its title when the piece is empty, as a value. */
static int set_value(const cn_posed *posed, const cn_passage *passage, const cn_piece *piece,
                     cn_arena *arena, cn_value *value, cairn_error *err)
{
    const cn_text *body = &passage->body, *title = &passage->title;
    const char *text = piece->n > 0 ? body->text + piece->at : title->text;
    cn_piece year;
    char *copy;

    value->len = piece->n > 0 ? piece->len : 0;
    value->entity = UINT32_MAX;
    if (piece->n > 1 && piece->kind == CN_PIECE_DATE && posed->expect.asked == CN_ASKED_YEAR) {
        year = cn_piece_of(body, CN_PIECE_DATE, piece->first + piece->n - 1, 1);
        text = body->text + year.at;
        value->len = year.len;
    }
    if (piece->n == 0 && title->n > 0)
        value->len = title->words[title->n - 1].first + title->words[title->n - 1].len;
    if (piece->n > 0 && (piece->kind == CN_PIECE_DATE || piece->kind == CN_PIECE_NUMBER))
        value->number = piece->value;
    else
        value->key = piece->n > 0 ? cn_words_key(body->words + piece->first, piece->n)
                                  : cn_words_key(title->words, title->n);
    if (value->key != 0)
        value->entity = entity_of(posed->passages.view, value->key);
    copy = cn_arena_strndup(arena, text, value->len);
    if (!copy)
        return cn_fail_memory(err, value->len);
    for (size_t i = 0; i < value->len; i++) /* a name broken over two lines */
        if (copy[i] == '\n' || copy[i] == '\r')
            copy[i] = ' ';
    value->text = copy;
    value->how = piece->n > 0 ? CN_HOW_SENTENCE : CN_HOW_TITLE;
    return CAIRN_OK;
}

static int value_of_found(const cn_posed *posed, const cn_found *found, cn_arena *arena,
                          cn_value *value, cairn_error *err)
{
    int rc;

    if (found->country) {
        value->text = found->country;
        value->len = strlen(found->country);
        value->entity = UINT32_MAX;
        value->key = cn_words_key(found->passage->body.words + found->piece.first, found->piece.n);
        value->entity = entity_of(posed->passages.view, value->key);
        value->how = CN_HOW_SENTENCE;
    } else {
        rc = set_value(posed, found->passage, &found->piece, arena, value, err);
        if (rc < 0)
            return rc;
    }
    if (found->passage->n_sentences > 0)
        cn_posed_cite(posed,
                      cn_passages_sentence(&posed->passages, found->passage,
                                           found->piece.n > 0 ? found->piece.first : 0),
                      value);
    return CAIRN_OK;
}

/* A chain whose last relation is not what is asked for leads to the passage to look in. */
int cn_posed_relation(const cn_posed *posed, cn_arena *arena, cn_value *found, cn_led *led,
                      cairn_error *err)
{
    const cn_passages *passages = &posed->passages;
    const cn_passage *from = anchor(posed);
    cn_reached reached;
    cn_chain chain;
    int rc;

    *found = (cn_value){.entity = UINT32_MAX};
    *led = (cn_led){.is_asked = false};
    if (!from)
        return CAIRN_OK;
    cn_chain_read(&passages->question, from->named_at, from->named_end, &chain);
    if (chain.n == 0 || chain.n_unread > UNREAD_MAX)
        return CAIRN_OK;
    led->is_asked = true;
    reached = cn_chain_walk(passages, from, &chain);
    led->missing = reached.missing;
    if (!fits(posed->expect.asked, chain.items[chain.n - 1])) {
        if (!CN_REL_ENDS(chain.items[chain.n - 1]))
            led->focus = cn_relation_follow(passages, &reached.found);
        return CAIRN_OK;
    }
    if (!reached.found.passage) {
        led->focus = chain.n > 1 ? reached.focus : NULL;
        return CAIRN_OK;
    }
    if (is_untimely(posed, &reached.found))
        return CAIRN_OK;
    rc = value_of_found(posed, &reached.found, arena, found, err);
    found->score = passages->view->settings->values[CN_SET_READ_RELATION] *
                   (reached.is_guess ? GUESSED_SHARE : 1);
    for (size_t i = UNREAD_FREE; i < chain.n_unread; i++)
        found->score *= UNREAD_SHARE;
    return rc;
}

int cn_posed_span(cn_posed *posed, const cn_passage *focus, cn_arena *arena, cn_value *found,
                  cairn_error *err)
{
    cn_candidate best;
    int rc = cn_candidate_best(&posed->passages, &posed->expect, focus, &best, err);

    *found = (cn_value){.entity = UINT32_MAX};
    if (rc < 0 || best.score <= 0)
        return rc;
    rc = set_value(posed, &posed->passages.items[best.sentence->passage], &best.piece, arena, found,
                   err);
    if (rc < 0)
        return rc;
    cn_posed_cite(posed, best.sentence, found);
    found->score = SPAN_SCORE * (best.score < SPAN_FULL ? best.score / SPAN_FULL : 1);
    return CAIRN_OK;
}
