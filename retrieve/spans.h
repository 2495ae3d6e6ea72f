/* Candidate answers in a text: names, dates, numbers, quoted titles, as runs of words. */
#ifndef CN_RETRIEVE_SPANS_H
#define CN_RETRIEVE_SPANS_H

#include "retrieve/passages.h"

typedef enum cn_piece_kind {
    CN_PIECE_NAME,
    CN_PIECE_DATE,
    CN_PIECE_NUMBER,
    CN_PIECE_QUOTED,
    CN_PIECE_PHRASE
} cn_piece_kind;

typedef struct cn_piece {
    cn_piece_kind kind;
    size_t first, n; /* words; n 0: none */
    size_t at, len;  /* bytes of the text */
    double value;    /* of a date year * 10000 + month * 100 + day, of a number itself */
} cn_piece;

/* Words of the phrase list "a b|c d*" at word i, the longest that fits; 0 when none. A word with
 * '*' is a beginning. ASCII, in any case. Phrases are matched within the first n words. */
size_t cn_phrase_at(const cn_text *text, size_t i, size_t n, const char *phrases);
/* First word of the first of the phrases in words [first, n), *len its words; n when none. */
size_t cn_phrase_find(const cn_text *text, size_t first, size_t n, const char *phrases,
                      size_t *len);
/* What begins at word i and ends before word n; piece->n is 0 when nothing of that kind does. */
void cn_piece_name(const cn_text *text, size_t i, size_t n, cn_piece *piece);
void cn_piece_date(const cn_text *text, size_t i, size_t n, cn_piece *piece);
void cn_piece_number(const cn_text *text, size_t i, size_t n, cn_piece *piece);
void cn_piece_quoted(const cn_text *text, size_t i, size_t n, cn_piece *piece);
/* "Columbiana, Alabama" is one place: adds a short name behind a comma. */
void cn_piece_extend(const cn_text *text, size_t n, cn_piece *piece);
/* Words [first, first + n) as a piece of some kind. */
cn_piece cn_piece_of(const cn_text *text, cn_piece_kind kind, size_t first, size_t n);
/* The bytes between word i - 1 and word i are exactly `gap`. */
bool cn_gap_is(const cn_text *text, size_t i, const char *gap);
/* The country an adjective or a name means ("Danish", "Denmark" -> "Denmark"); words [i, i + *len).
 * NULL when none. */
const char *cn_country_at(const cn_text *text, size_t i, size_t n, size_t *len, bool *is_adjective);

#endif
