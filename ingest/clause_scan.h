/* The state of one search for clauses, shared by the files that each find some constructions:
 * clause_predicates.c tells who is the subject of each verb, clause_verbs.c and clause_copulas.c
 * read what it says, clause_nouns.c reads what noun phrases say, clause_emit.c writes all down. */
#ifndef CN_INGEST_CLAUSE_SCAN_H
#define CN_INGEST_CLAUSE_SCAN_H

#include "ingest/clause_span.h"

/* How a predicate came by its subject. */
typedef enum cn_subject_kind {
    CN_SUBJECT_NONE = 0,
    CN_SUBJECT_OWN,
    CN_SUBJECT_SHARED,     /* of the verb it is coordinated with */
    CN_SUBJECT_RELATIVE,   /* the noun a relative clause hangs on */
    CN_SUBJECT_PARTICIPLE, /* the noun a participle hangs on */
    CN_SUBJECT_ADVERBIAL,  /* of the verb it hangs on: "making it" */
    CN_SUBJECT_CONTROL     /* of the verb above or its object: "asked X to go" */
} cn_subject_kind;

typedef struct cn_predicate {
    bool is_predicate, is_passive;
    bool is_merged; /* "plans to build": told with the verb above */
    uint8_t subject_kind;
    uint16_t subject;      /* token; 0: none */
    uint16_t gap;          /* relative clauses: the noun that is object or behind a preposition */
    uint16_t gap_word;     /* "which" or "where" that stands for it; 0: none */
    uint16_t source, said; /* who says so; the verb or "according" */
    uint16_t shares_auxiliary; /* the verb whose auxiliaries it has, too */
    unsigned flags;            /* CN_STATED_* */
} cn_predicate;

/* What a verb says of its subject, before coordinated arguments are told apart. */
typedef struct cn_saying {
    int rule;
    unsigned flags;
    uint16_t verb; /* token */
    const char *before, *after;
    cn_token_set words, prep;
    cn_token_set without; /* no part of the subject, nor of the object */
    uint16_t object;      /* token; its conjuncts are told apart */
    bool whole;           /* they are not: the object is object_span */
    bool alone;           /* the subject is one of several, and nothing is told of the others */
    cn_clause_span object_span;
    cn_clause_argument more[CN_CLAUSE_MORE];
    uint8_t n_more;
    bool is_derived;
} cn_saying;

typedef struct cn_clause_scan {
    cn_clause_index index;
    cn_predicate predicates[CN_TREE_MAX + 1];
    uint16_t bearer[CN_TREE_MAX + 1]; /* whom a noun says something of: "X is a NOUN"; 0: none */
    cn_clause *out;
    size_t n, max;
} cn_clause_scan;

struct cn_clauses {
    cn_clause_words words;
    cn_clause_scan scan;
};

void cn_clause_predicates(cn_clause_scan *scan);
/* Adds the words of a verb and its auxiliaries, adverbs and particle. */
void cn_clause_verb_group(const cn_clause_scan *scan, unsigned verb, cn_token_set *words);
/* CN_STATED_* of a verb by its own auxiliaries, adverbs and mark. */
unsigned cn_clause_verb_flags(const cn_clause_index *index, unsigned verb);

void cn_clause_say_verb(cn_clause_scan *scan, unsigned verb);
void cn_clause_say_copula(cn_clause_scan *scan, unsigned predicate);
void cn_clause_say_noun(cn_clause_scan *scan, unsigned noun);

/* cn_argument_role of a phrase by its head and preposition. */
int cn_clause_role(const cn_clause_index *index, unsigned head, const cn_token_set *prep);
void cn_clause_add_more(cn_saying *saying, int role, const cn_clause_span *span,
                        const cn_token_set *prep);
void cn_clause_add_source(const cn_clause_scan *scan, unsigned predicate, cn_saying *saying);
/* One clause per conjunct of the subject and the object, then what follows from it. */
void cn_clause_emit(cn_clause_scan *scan, unsigned subject, const cn_saying *saying);

#endif
