/* What a passage says of a relation. A value is the first name, place or date behind a phrase in
 * the same sentence; sentences are taken in their order, since the first ones say what a passage is
 * about. "(24 October 1872 – 8 January 1923)" behind the title is a life. */
#include "retrieve/relations.h"

#include <string.h>

#define REACH_WORDS 9  /* from a phrase to its value: "directed by the acclaimed American ..." */
#define PLACE_WORDS 14 /* from "born" to the place, over the date */
#define LIFE_WORDS 40  /* from the title to the end of the brackets with the dates of a life */

/* Does the piece hold a word of the passage's title? "daughter of Ann Lee" under "Ann Lee". */
static bool is_title(const cn_passage *passage, const cn_piece *piece)
{
    for (size_t i = 0; i < piece->n; i++) {
        bool is_in = false;

        for (size_t k = 0; k < passage->title.n; k++)
            is_in |= passage->body.words[piece->first + i].key == passage->title.words[k].key;
        if (!is_in)
            return false;
    }
    return true;
}

/* The first name from word i on that is no country's adjective, nor the title. */
static cn_piece name_after(const cn_passage *passage, size_t i, size_t end)
{
    const cn_text *body = &passage->body;
    cn_piece piece = {.n = 0}, date;
    bool is_adjective;
    size_t stop = i + REACH_WORDS < end ? i + REACH_WORDS : end, len;

    for (; i<stop; i += piece.n> 0 ? piece.n : 1) {
        piece.n = 0;
        cn_piece_date(body, i, end, &date);
        if (date.n > 0) {
            i += date.n - 1;
            stop = i + REACH_WORDS < end ? i + REACH_WORDS : end;
            continue;
        }
        if (cn_country_at(body, i, end, &len, &is_adjective) && is_adjective) {
            i += len - 1;
            continue;
        }
        cn_piece_name(body, i, end, &piece);
        if (piece.n > 0 && !is_title(passage, &piece) &&
            !(piece.n == 1 && body->words[i].flags & CN_WORD_STOP))
            return piece;
    }
    piece.n = 0;
    return piece;
}

/* "daughter of A and B": B. */
static cn_piece second_parent(const cn_passage *passage, size_t first, size_t end)
{
    const cn_text *body = &passage->body;
    cn_piece parent = {.n = 0};
    size_t len,
        at = cn_phrase_find(body, first, end, cn_relation_row_of(CN_REL_FATHER)->said, &len);

    if (at == end)
        return parent;
    parent = name_after(passage, at + len, end);
    if (parent.n == 0)
        return parent;
    at = cn_phrase_find(body, parent.first + parent.n, end, "and|by his|by her", &len);
    parent.n = 0;
    return at < end ? name_after(passage, at + len, end) : parent;
}

/* "born 4 May 1950 in Cork", "(4 May 1950, Cork": a name behind a small word of place or a date. */
static cn_piece place_after(const cn_passage *passage, size_t i, size_t end)
{
    const cn_text *body = &passage->body;
    size_t stop = i + PLACE_WORDS < end ? i + PLACE_WORDS : end, next;
    cn_piece piece = {.n = 0}, date;

    for (; i < stop && piece.n == 0; i = next) {
        size_t at;

        cn_piece_date(body, i, end, &date);
        next = i + (date.n > 0 ? date.n : 1);
        if (next >= stop || (date.n > 0 ? !cn_gap_is(body, next, ", ")
                                        : !cn_phrase_at(body, i, end, "in|at|near|outside|on")))
            continue;
        at = next + cn_phrase_at(body, next, end,
                                 "the|a|the city of|the town of|the village of|the village");
        cn_piece_date(body, at, end, &date);
        if (date.n == 0)
            cn_piece_name(body, at, end, &piece);
    }
    if (piece.n > 0)
        cn_piece_extend(body, end, &piece);
    return piece;
}

static cn_piece date_after(const cn_text *body, size_t i, size_t end)
{
    cn_piece date = {.n = 0};
    size_t stop = i + REACH_WORDS < end ? i + REACH_WORDS : end;

    for (; i < stop && (date.n == 0 || date.value <= 0); i++)
        cn_piece_date(body, i, end, &date);
    return date;
}

static cn_piece value_after(const cn_passage *passage, cn_relation relation, size_t i, size_t end)
{
    if (CN_REL_IS_DATE(relation))
        return date_after(&passage->body, i, end);
    if (relation >= CN_REL_BIRTH_PLACE && relation <= CN_REL_BURIAL_PLACE)
        return place_after(passage, i, end);
    return name_after(passage, i, end);
}

static cn_found find_said(const cn_passages *passages, const cn_passage *about,
                          cn_relation relation)
{
    const cn_relation_row *row = cn_relation_row_of(relation);
    cn_found found = {.passage = NULL};

    for (size_t s = 0; row->said && s < about->n_sentences; s++) {
        const cn_sentence *sentence = &passages->sentences[about->first_sentence + s];
        size_t end = sentence->first + sentence->n, len = 1;

        if (relation == CN_REL_MOTHER) {
            found.piece = second_parent(about, sentence->first, end);
            if (found.piece.n > 0)
                goto found;
        }
        for (size_t i = sentence->first; i < end; i += len) {
            i = cn_phrase_find(&about->body, i, end, row->said, &len);
            found.piece = value_after(about, relation, i + len, end);
            if (i < end && found.piece.n > 0)
                goto found;
        }
    }
    return found;
found:
    found.passage = about;
    found.value = found.piece.value;
    return found;
}

/* Dates in brackets behind the title: of birth and death. */
static cn_found find_life(const cn_passage *about, cn_relation relation)
{
    const cn_text *body = &about->body;
    const char *open = memchr(body->text, '(', body->len < 400 ? body->len : 400);
    const char *close = open ? memchr(open, ')', (size_t)(body->text + body->len - open)) : NULL;
    cn_found found = {.passage = NULL};
    cn_piece date, dates[2] = {{.n = 0}, {.n = 0}};
    size_t n = 0, len, end = 0, first = 0;
    bool has_died;

    if (!close)
        return found;
    while (first < body->n && body->text + body->words[first].first < open)
        first++;
    for (end = first; end < body->n && body->text + body->words[end].first < close;)
        end++;
    if (end > first + LIFE_WORDS)
        end = first + LIFE_WORDS;
    for (size_t i = first; i < end && n < 2; i++) {
        cn_piece_date(body, i, end, &date);
        if (date.n == 0)
            continue;
        dates[n++] = date;
        i += date.n - 1;
    }
    has_died = cn_phrase_find(body, first, end, "died|d|death", &len) < end;
    if (n == 1 && has_died && cn_phrase_find(body, first, end, "born|b", &len) == end) {
        dates[1] = dates[0];
        dates[0].n = 0;
    }
    found.piece = dates[relation == CN_REL_DEATH_DATE];
    if (relation == CN_REL_BIRTH_PLACE || relation == CN_REL_DEATH_PLACE) {
        date = dates[relation == CN_REL_DEATH_PLACE];
        if (relation == CN_REL_BIRTH_PLACE && n == 2)
            end = dates[1].first;
        found.piece.n = 0;
        if (date.n > 0)
            found.piece = place_after(about, date.first, end);
        if (found.piece.n > 0)
            found.passage = about;
        return found;
    }
    if (relation == CN_REL_LIFE && n == 2)
        found.value = dates[1].value - dates[0].value;
    else
        found.value = found.piece.value;
    if (found.piece.n > 0 && found.value > 0)
        found.passage = about;
    return found;
}

static cn_found find_country(const cn_passages *passages, const cn_passage *about)
{
    const cn_text *body = &about->body;
    cn_found found = {.passage = NULL};
    size_t len;
    bool is_adjective;

    for (size_t s = 0; s < about->n_sentences; s++) {
        const cn_sentence *sentence = &passages->sentences[about->first_sentence + s];
        size_t end = sentence->first + sentence->n;
        size_t from = cn_phrase_find(body, sentence->first, end, "is|was|are|were", &len);

        for (size_t i = from < end ? from : sentence->first; i < end; i++) {
            found.country = cn_country_at(body, i, end, &len, &is_adjective);
            if (!found.country)
                continue;
            found.piece = cn_piece_of(body, CN_PIECE_NAME, i, len);
            found.passage = about;
            return found;
        }
    }
    return found;
}

static cn_found find_start(const cn_passage *about)
{
    cn_found found = {.passage = NULL};

    for (size_t i = 0; i < about->body.n; i++) {
        cn_piece_date(&about->body, i, about->body.n, &found.piece);
        if (found.piece.n > 0 && found.piece.value > 0) {
            found.passage = about;
            found.value = found.piece.value;
            return found;
        }
    }
    return found;
}

/* A passage about another thing that names our subject behind an inverse phrase. */
static cn_found find_inverse(const cn_passages *passages, const cn_passage *about,
                             cn_relation relation)
{
    const char *inverse = cn_relation_row_of(relation)->inverse;
    cn_found found = {.passage = NULL};

    for (size_t p = 0; inverse && p < passages->n; p++) {
        const cn_passage *other = &passages->items[p];
        size_t len = 1;

        for (size_t i = 0; other != about && other->title.n > 0 && i < other->body.n; i += len) {
            cn_piece name;

            i = cn_phrase_find(&other->body, i, other->body.n, inverse, &len);
            name = name_after(other, i + len, other->body.n);
            if (name.n > 0 &&
                cn_passages_find(passages, other->body.words + name.first, name.n) == about) {
                found.passage = other;
                return found;
            }
        }
    }
    return found;
}

/* Is a word of the piece in the question, and not only as a word of the passage's title? */
static bool holds_word(const cn_text *question, const cn_passage *about, const cn_text *text,
                       const cn_piece *piece)
{
    for (size_t i = piece->first; i < piece->first + piece->n; i++)
        for (size_t k = 0; k < question->n; k++)
            if (text->words[i].key == question->words[k].key &&
                !(text->words[i].flags & CN_WORD_STOP) &&
                !(k >= about->named_at && k < about->named_end))
                return true;
    return false;
}

/* "Y as X", "X played by Y": the name beside a role of which the question holds a word. */
static cn_found find_actor(const cn_passages *passages, const cn_passage *about)
{
    const cn_text *body = &about->body, *question = &passages->question;
    cn_found found = {.passage = NULL};
    cn_piece name = {.n = 0}, role;
    size_t len, next;

    for (size_t i = 0; i < body->n; i = next) {
        next = i + 1;
        cn_piece_name(body, i, body->n, &name);
        if (name.n == 0)
            continue;
        next = i + name.n;
        len = cn_phrase_at(body, next, body->n, "as|played by|portrayed by|voiced by|plays|voices");
        if (len == 0)
            continue;
        role = name_after(about, next + len, body->n);
        if (role.n == 0)
            continue;
        if (cn_phrase_at(body, next, body->n, "played by|portrayed by|voiced by")) {
            found.piece = role;
            role = name;
        } else {
            found.piece = name;
        }
        if (holds_word(question, about, body, &role)) {
            found.passage = about;
            return found;
        }
    }
    return found;
}

cn_found cn_relation_find(const cn_passages *passages, const cn_passage *about,
                          cn_relation relation)
{
    cn_found found = {.passage = NULL};

    if (relation == CN_REL_COUNTRY)
        return find_country(passages, about);
    if (relation == CN_REL_ACTOR)
        return find_actor(passages, about);
    if (relation == CN_REL_BIRTH_DATE || relation == CN_REL_DEATH_DATE ||
        relation == CN_REL_BIRTH_PLACE || relation == CN_REL_DEATH_PLACE || relation == CN_REL_LIFE)
        found = find_life(about, relation);
    if (!found.passage && cn_relation_row_of(relation)->said)
        found = find_said(passages, about, relation);
    if (!found.passage && relation == CN_REL_START)
        found = find_start(about);
    if (!found.passage)
        found = find_inverse(passages, about, relation);
    return found;
}

const cn_passage *cn_relation_follow(const cn_passages *passages, const cn_found *found)
{
    if (!found->passage || found->piece.n == 0)
        return found->passage;
    return cn_passages_find(passages, found->passage->body.words + found->piece.first,
                            found->piece.n);
}
