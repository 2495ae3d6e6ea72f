/* The form of a sentence: what statement patterns match against.
 *
 * Items become one code byte each, ASCII is lower case, white space and stray marks are evened out,
 * what stands in round brackets is taken out (and kept as notes), quotes are dropped: "Jean- Paul
 * Marat( 24 May 1743 – 13 July 1793) was a French theorist." "N was a french theorist."   with note
 * 0 = "D - D", N = CN_FORM_NAME ... so that a pattern is short and one spelling of it serves all.
 */
#ifndef CN_INGEST_FORM_H
#define CN_INGEST_FORM_H

#include "ingest/passage.h"

#define CN_FORM_NAME "\x01"
#define CN_FORM_DATE "\x02"
#define CN_FORM_QUANTITY "\x03"
#define CN_FORM_REFERENCE "\x04" /* "he", "it", "the film": what the document is about */
#define CN_FORM_SUBJECT "[\x01\x04]"
enum {
    CN_CODE_NAME = 1,
    CN_CODE_DATE,
    CN_CODE_QUANTITY,
    CN_CODE_REFERENCE,
    CN_FORM_TRIGGERS = 64, /* trigger words heeded in a sentence */
    CN_FORM_NOTES = 8,     /* brackets kept of a sentence */
    CN_SENTENCE_MAX = 2000 /* bytes; a longer one is searched for names only */
};

/* What a reference can stand for; the place array holds it for a reference, with its place. */
enum {
    CN_REFERS_HE = 1,
    CN_REFERS_IT = 2,
    CN_REFERS_PERSON = 4,
    CN_REFERS_PLACE = 8,
    CN_REFERS_ORGANISATION = 16,
    CN_REFERS_WORK = 32,
    CN_REFERS_EVENT = 64,
    CN_REFERS_ALL = 127,
    CN_REFERS_BITS = 8 /* above them: first byte of the reference, from the form's base */
};

typedef struct cn_form_trigger {
    uint32_t at;
    uint32_t rules; /* place of the list in cn_rules.lists */
} cn_form_trigger;

typedef struct cn_form_note {
    uint32_t at; /* place in the form of the code it follows; UINT32_MAX after a common word */
    uint32_t first, end; /* bytes of the text between the brackets */
    uint32_t word, end_word;
} cn_form_note;

typedef struct cn_form {
    char *text;      /* NUL-terminated */
    uint32_t *place; /* per byte: of the chunk's text; for a code: its item or what it refers to */
    uint32_t *ends;  /* tagged forms only: per byte, where in the text it ends */
    size_t cap_ends;
    uint32_t base; /* first byte of the sentence */
    size_t len, cap, cap_place;
    cn_form_trigger triggers[CN_FORM_TRIGGERS];
    size_t n_triggers;
    cn_form_note notes[CN_FORM_NOTES];
    size_t n_notes;
    size_t
        subject; /* place of the sentence's first name outside a prepositional phrase; SIZE_MAX */
    bool is_copular; /* the subject's verb is "is", "was", "are", "were" */
} cn_form;

/* What grammar the words at a pattern's trigger have: decides where its subject stands. */
typedef enum cn_form_kind {
    CN_FORM_VERB,       /* "founded X": right after its subject, or after "and" */
    CN_FORM_PARTICIPLE, /* "directed by X" */
    CN_FORM_NOUN        /* "son of X" */
} cn_form_kind;

void cn_form_init(cn_form *form);
void cn_form_done(cn_form *form);
/* The code of an item: a date, another literal, or a name. */
char cn_form_code(const cn_item *item);
/* Empties form for a sentence; room for `need` bytes, false when there is no memory. */
void cn_form_clear(cn_form *form, const cn_sentence *range);
bool cn_form_reserve(cn_form *form, size_t need);
/* The form of a sentence, or of a note of one. is_note: brackets inside are dropped. */
int cn_form_build(cn_form *form, const cn_passage *passage, const cn_sentence *range, bool is_note,
                  cairn_error *err);
/* The first word of the passage that begins at the byte of its text or behind it. */
size_t cn_form_word_at(const cn_passage *passage, uint32_t byte);
/* Where the reference at `place` is written. */
cn_found_place cn_form_reference(const cn_form *form, const cn_passage *passage, size_t place);
/* In subject.c. Place of the code that is subject to the words at `at`; SIZE_MAX when none is, or
 * when they are negated. *certainty: what of the pattern's prior the way it was found leaves, in
 * (0, 1]. */
size_t cn_form_subject(const cn_form *form, size_t at, cn_form_kind kind, double *certainty);
/* Is the word that ends before `at` one of the words of the list " a b c "? */
bool cn_form_follows(const cn_form *form, size_t at, const char *list);
/* Does the text begin with "is ", "was ", "are " or "were "? */
bool cn_form_starts_copula(const char *text);
/* The copula in "N of N is", "N in N, N is", N the sentence's subject; NULL when there is none. */
const char *cn_form_phrase_copula(const cn_form *form);
/* Is all between the sentence's subject and the name at `place` of one long name: "N, 8th Earl of
 * N", "N of N, GCIH"? */
bool cn_form_is_of_subject(const cn_form *form, size_t place);
/* Is the form's first word one of the list? */
bool cn_form_opens(const cn_form *form, const char *list);

#endif
