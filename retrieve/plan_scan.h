/* Reading a question's tokens from the left: the stack of clauses, and what may begin at a token.
 * Internal to plan_clauses.c; see there. */
#ifndef CN_RETRIEVE_PLAN_SCAN_H
#define CN_RETRIEVE_PLAN_SCAN_H

#include "base/tree.h"
#include "retrieve/plan_clauses.h"

enum { CN_SCAN_DEPTH_MAX = 24 };

/* What verb a clause still takes. */
typedef enum cn_waiting {
    CN_WAITS_NOT,
    CN_WAITS_FINITE,     /* any finite verb */
    CN_WAITS_BASE,       /* behind "did": a base form */
    CN_WAITS_PARTICIPLE, /* behind "is", "has": a participle */
    CN_WAITS_MAYBE       /* a participle, if it is the last verb: "who is X married to" */
} cn_waiting;

typedef struct cn_scan_clause {
    uint8_t step;
    cn_waiting waits;
    bool has_verb;
    uint16_t aux; /* token of the auxiliary a participle must follow closely; CN_NO_TOKEN: none */
} cn_scan_clause;

typedef struct cn_scan {
    const cn_plan_tokens *tokens;
    cn_clauses *out;
    cn_scan_clause stack[CN_SCAN_DEPTH_MAX];
    size_t depth;     /* at least 1 */
    bool merges_next; /* the next noun phrase is the answer itself: "what is the ..." */
    size_t last_verb; /* behind the last token that may be a verb */
    bool begins_wh;   /* the question begins with its question word, or with a verb */
    bool has_wh;      /* the question word has been seen */
    bool was_most;    /* the last noun phrase was a superlative: "the first to" */
    bool was_same;    /* "the same as" */
    uint16_t plain_first, plain_end; /* the last noun phrase that was taken by step 0 as it is */
} cn_scan;

/* A noun phrase: tokens [first, end). */
typedef struct cn_phrase {
    size_t first, end, head;
    size_t possessed;   /* token behind the last possessor; first: none */
    bool is_named;      /* ends in a name: "the film Anna" */
    bool is_indefinite; /* a, an, some, or none at all */
    bool is_most;       /* longest, second largest, first, only */
    bool is_same, is_definite;
    bool has_adjective; /* behind the first word: "longest reigning British" */
    bool has_name;      /* before the head: "the Anna performer" */
} cn_phrase;

static inline const cn_plan_token *cn_at(const cn_scan *r, size_t i)
{
    static const cn_plan_token none = {.upos = CN_UPOS_PUNCT};

    return i < r->tokens->n ? &r->tokens->items[i] : &none;
}

static inline bool cn_is_word(const cn_scan *r, size_t i, const char *words)
{
    return cn_plan_token_is(r->tokens, i, words);
}

static inline bool cn_is_comma(const cn_scan *r, size_t i)
{
    return i < r->tokens->n && r->tokens->items[i].mark == ',';
}

static inline bool cn_is_noun(const cn_scan *r, size_t i)
{
    return cn_at(r, i)->upos == CN_UPOS_NOUN || cn_at(r, i)->upos == CN_UPOS_PROPN;
}

static inline bool cn_is_possessive(const cn_scan *r, size_t i)
{
    return i > 0 && cn_is_word(r, i, "s") && cn_at(r, i)->upos == CN_UPOS_PART;
}

static inline bool cn_is_prep(const cn_scan *r, size_t i)
{
    return cn_at(r, i)->upos == CN_UPOS_ADP;
}

static inline bool cn_is_to(const cn_scan *r, size_t i)
{
    return cn_is_word(r, i, "to") && cn_at(r, i)->upos == CN_UPOS_PART;
}

static inline bool cn_is_gerund(const cn_scan *r, size_t i)
{
    return cn_at(r, i)->upos == CN_UPOS_VERB && cn_at(r, i)->morph & CN_MORPH_GERUND;
}

bool cn_scan_is_aux(const cn_scan *r, size_t i);
/* A verb, or what looks like one where a clause behind "did" waits for it. */
bool cn_scan_is_verb(const cn_scan *r, size_t i);
bool cn_scan_is_relative(const cn_scan *r, size_t i);
/* "where", "in which", "for whom": a relative clause begins here. *n: its tokens */
bool cn_scan_begins_relative(const cn_scan *r, size_t i, size_t *n);
bool cn_scan_may_stand_in_phrase(const cn_scan *r, size_t i);
bool cn_scan_is_open(const cn_scan *r, cn_waiting waits);
/* A noun that is the verb some clause waits for: "did the actor of X play". */
bool cn_scan_is_noun_for_verb(const cn_scan *r, size_t i);
/* The noun phrase that begins at token i; end == first: none does. */
void cn_scan_phrase(const cn_scan *r, size_t i, cn_phrase *phrase);
/* The verb right behind the noun phrase at i; r->tokens->n when something else is. */
size_t cn_scan_verb_behind_phrase(const cn_scan *r, size_t i);
/* No clause outside waits for the verb at i, so that it may belong to one that begins here. */
bool cn_scan_is_free_verb(const cn_scan *r, size_t i);
/* "the country Anna is from": a clause without a relative word begins at i. Only where no clause
 * outside waits for that verb. */
bool cn_scan_begins_bare_clause(const cn_scan *r, size_t i);
/* The participle or gerund at i describes the noun before it, and is not the verb that a clause
 * outside waits for: "the actor known for X won". */
bool cn_scan_begins_participle(const cn_scan *r, size_t i);
/* Does the phrase describe something else than what it names: a step? Clauses aside. */
bool cn_scan_is_description(const cn_scan *r, const cn_phrase *phrase);
/* "who played the girlfriend of": a part in a work, whom no text but that about the work knows. */
bool cn_scan_is_part_played(const cn_scan *r, size_t i);
/* Drops the steps that are none; the one with the question word becomes the first. */
void cn_scan_settle(cn_scan *r);

#endif
