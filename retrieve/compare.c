/* Two things side by side. Each side is walked to along the question's chain of relations; what
 * stands there (a date, a number, a country) is compared. */
#include "retrieve/compare.h"

#include <string.h>

/* How sure each way of comparing is, by judgement: not calibrated. */
#define CERTAIN_VALUES 0.9 /* two dates or numbers */
#define CERTAIN_COUNTRIES 0.8
#define CERTAIN_CLASS 0.6
#define CERTAIN_SENTENCE 0.5
#define CERTAIN_LITTLE 0.4
#define AGREE_SHARE 0.3    /* of the asked words, by weight, in each passage, for "both are" */
#define SENTENCE_SHARE 0.5 /* of all words, in the sentence that says yes */

cn_reached cn_chain_walk(const cn_passages *passages, const cn_passage *from, const cn_chain *chain)
{
    cn_reached reached = {.focus = from};

    for (size_t i = 0; reached.focus && i < chain->n; i++) {
        const cn_passage *here = reached.focus, *next;

        reached.found = cn_relation_find(passages, here, chain->items[i]);
        if (i + 1 == chain->n)
            break;
        next = reached.found.passage ? cn_relation_follow(passages, &reached.found) : NULL;
        if (reached.found.passage && !next && reached.missing == 0)
            reached.missing =
                cn_words_key(reached.found.passage->body.words + reached.found.piece.first,
                             reached.found.piece.n);
        reached.found.passage = NULL;
        reached.focus = next != here ? next : NULL;
        if (!reached.focus) {
            reached.is_guess = true;
            reached.focus = cn_passages_next(passages, here);
        }
    }
    return reached;
}

/* An option's words without a part in brackets at its end. */
static size_t plain_words(const cn_text *question, cn_words_range option)
{
    size_t n = option.n;

    for (size_t i = 1; i < option.n; i++) {
        size_t end =
            question->words[option.first + i - 1].first + question->words[option.first + i - 1].len;
        size_t gap = question->words[option.first + i].first - end;

        if (memchr(question->text + end, '(', gap))
            n = i;
    }
    return n;
}

static const cn_passage *option_passage(const cn_passages *passages, cn_words_range option)
{
    const cn_text *question = &passages->question;
    const cn_passage *best =
        cn_passages_find(passages, question->words + option.first, plain_words(question, option));

    for (size_t i = 0; !best && i < passages->n; i++) {
        const cn_passage *passage = &passages->items[i];

        if (passage->is_named && passage->named_at < option.first + option.n &&
            passage->named_end > option.first)
            best = passage;
    }
    return best;
}

/* A number in the passage near the words asked for. */
static cn_found find_number(const cn_passages *passages, const cn_passage *about)
{
    cn_found found = {.passage = NULL};
    double best = -1;

    for (size_t s = 0; s < about->n_sentences; s++) {
        const cn_sentence *sentence = &passages->sentences[about->first_sentence + s];
        cn_piece piece;

        for (size_t i = sentence->first; i < sentence->first + sentence->n; i++) {
            cn_piece_date(&about->body, i, sentence->first + sentence->n, &piece);
            if (piece.n > 0) {
                i += piece.n - 1;
                continue;
            }
            cn_piece_number(&about->body, i, sentence->first + sentence->n, &piece);
            if (piece.n == 0)
                continue;
            if (sentence->score > best) {
                best = sentence->score;
                found = (cn_found){about, piece, NULL, piece.value};
            }
            i += piece.n - 1;
        }
    }
    return found;
}

static void add_default(cn_chain *chain, cn_relation relation)
{
    if (chain->n == 0 || !CN_REL_ENDS(chain->items[chain->n - 1]))
        chain->items[chain->n < CN_CHAIN_MAX ? chain->n++ : chain->n - 1] = relation;
}

static cn_found side_of(const cn_passages *passages, const cn_expect *expect,
                        const cn_passage *passage, const cn_chain *chain, int64_t *missing)
{
    cn_found found = {.passage = NULL};
    cn_reached reached;

    if (!passage)
        return found;
    if (chain->n > 0 && !(expect->is_number && chain->items[chain->n - 1] != CN_REL_LIFE)) {
        reached = cn_chain_walk(passages, passage, chain);
        *missing = reached.missing;
        return reached.found;
    }
    return find_number(passages, passage);
}

/* Terms of the question's words outside ranges[2]. */
static uint64_t asked_mask(const cn_passages *passages, const cn_words_range *ranges)
{
    const cn_text *question = &passages->question;
    const cn_scores *scores = passages->view->scores;
    uint64_t mask = 0;

    for (size_t i = 0; i < question->n; i++) {
        if ((i >= ranges[0].first && i < ranges[0].first + ranges[0].n) ||
            (i >= ranges[1].first && i < ranges[1].first + ranges[1].n))
            continue;
        for (unsigned t = 0; t < scores->n_terms; t++)
            if (scores->terms[t].stem == question->words[i].stem)
                mask |= (uint64_t)1 << t;
    }
    return mask;
}

/* What is left when nothing can be compared: whose passage says more of what is asked, or, when
 * that cannot tell (both are films), comes first. */
static int fuller_side(const cn_passages *passages, const cn_expect *expect,
                       const cn_passage *const sides[2])
{
    const uint64_t asked = asked_mask(passages, expect->options);

    if (!sides[0] || !sides[1])
        return sides[1] ? 1 : 0;
    if (expect->is_compared)
        return sides[1]->evidence->score > sides[0]->evidence->score;
    return cn_passages_share(passages, asked & sides[1]->mask) >
           cn_passages_share(passages, asked & sides[0]->mask);
}

void cn_compare_options(const cn_passages *passages, const cn_expect *expect, cn_compared *out)
{
    const cn_passage *sides[2];
    cn_chain chain;
    double values[2];

    *out = (cn_compared){.option = -1};
    cn_chain_read(&passages->question, expect->options[0].first,
                  expect->options[1].first + expect->options[1].n, &chain);
    add_default(&chain, CN_REL_START);
    for (int i = 0; i < 2; i++) {
        sides[i] = option_passage(passages, expect->options[i]);
        out->sides[i] = side_of(passages, expect, sides[i], &chain, &out->missing[i]);
        values[i] = out->sides[i].value;
    }
    if (!sides[0] && !sides[1])
        return;
    if (expect->is_compared && out->sides[0].passage && out->sides[1].passage &&
        values[0] != values[1]) {
        out->option = (values[1] > values[0]) == expect->wants_most;
        out->certainty = CERTAIN_VALUES;
        return;
    }
    out->option = fuller_side(passages, expect, sides);
    out->certainty = CERTAIN_LITTLE;
    for (int i = 0; i < 2; i++)
        if (sides[i] && !out->sides[i].passage)
            out->sides[i].passage = sides[i];
}

/* ---- Yes or no ---- */

/* The two named passages that stand at different places of the question, best evidence first. */
static size_t named_pair(const cn_passages *passages, const cn_passage *pair[2])
{
    size_t n = 0;

    for (size_t i = 0; n < 2 && i < passages->n; i++) {
        const cn_passage *passage = &passages->items[i];

        if (!passage->is_named || (n == 1 && passage->named_at < pair[0]->named_end &&
                                   passage->named_end > pair[0]->named_at))
            continue;
        pair[n++] = passage;
    }
    return n;
}

static bool has_words(const cn_text *text, const char *phrases)
{
    size_t len;

    return cn_phrase_find(text, 0, text->n, phrases, &len) < text->n;
}

static void compare_countries(const cn_passages *passages, const cn_passage *const pair[2],
                              cn_compared *out)
{
    size_t first = pair[0]->named_at < pair[1]->named_at ? 0 : 1;
    cn_chain chain;

    cn_chain_read(&passages->question, pair[first]->named_at, pair[1 - first]->named_end, &chain);
    add_default(&chain, CN_REL_COUNTRY);
    chain.items[chain.n - 1] = CN_REL_COUNTRY;
    for (size_t i = 0; i < 2; i++) {
        const cn_reached reached = cn_chain_walk(passages, pair[i], &chain);

        out->sides[i] = reached.found;
        out->missing[i] = reached.missing;
    }
    out->certainty = CERTAIN_LITTLE;
    out->option = 1; /* who asks whether things are alike has seen them together */
    if (!out->sides[0].passage || !out->sides[1].passage)
        return;
    out->option = strcmp(out->sides[0].country, out->sides[1].country) == 0;
    out->certainty = CERTAIN_COUNTRIES;
}

static double class_share(const cn_passages *passages, const cn_passage *passage, uint64_t asked)
{
    const double all = cn_passages_share(passages, asked);

    return all > 0 ? cn_passages_share(passages, asked & passage->mask) / all : 1;
}

/* The best sentence says it, and does not deny it. */
static void judge_sentence(const cn_passages *passages, cn_compared *out)
{
    const cn_sentence *best = NULL;
    const cn_passage *passage;
    cn_text text;

    for (size_t i = 0; i < passages->n_sentences; i++)
        if (!best || passages->sentences[i].score > best->score)
            best = &passages->sentences[i];
    if (!best)
        return;
    passage = &passages->items[best->passage];
    text = (cn_text){passage->body.text, passage->body.len, passage->body.words + best->first,
                     best->n};
    out->option = cn_passages_share(passages, best->mask | passage->head_mask) >= SENTENCE_SHARE &&
                  !has_words(&text, "never|not|no|neither|nor|without");
    out->sides[0] =
        (cn_found){passage, cn_piece_of(&passage->body, CN_PIECE_PHRASE, best->first, 1), NULL, 0};
    out->certainty = CERTAIN_SENTENCE;
}

void cn_compare_yes_no(const cn_passages *passages, cn_compared *out)
{
    const cn_passage *pair[2] = {NULL, NULL};
    cn_words_range names[2];
    size_t n = named_pair(passages, pair);
    uint64_t asked;

    *out = (cn_compared){.option = -1};
    if (n < 2 || !has_words(&passages->question, "both|same|and")) {
        judge_sentence(passages, out);
        return;
    }
    if (has_words(&passages->question, "country|nationality|nation|countries|nationalities")) {
        compare_countries(passages, pair, out);
        return;
    }
    for (size_t i = 0; i < 2; i++)
        names[i] = (cn_words_range){pair[i]->named_at, pair[i]->named_end - pair[i]->named_at};
    asked = asked_mask(passages, names);
    for (size_t i = 0; i < 2; i++)
        out->sides[i].passage = pair[i];
    out->option = class_share(passages, pair[0], asked) >= AGREE_SHARE &&
                  class_share(passages, pair[1], asked) >= AGREE_SHARE;
    out->certainty = CERTAIN_CLASS;
}
