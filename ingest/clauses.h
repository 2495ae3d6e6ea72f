/* A parsed sentence -> statements as sets of its tokens: who did what to whom, when and where.
 *
 * A clause is a subject, a relation, an object and further arguments, all of them tokens of the
 * tree, so that what is said can be shown in the text. What stands there only in meaning ("Ada, a
 * mathematician": is) is a fixed word before the relation. Who is meant by "he" or "the film" is
 * not asked here: each argument gives the token at its head, and the caller joins names to it.
 *
 * A primary clause takes its verb with all its arguments. A derived one says a part of it again
 * with one argument as its object ("X won Y" + "in Z" -> X - won Y in - Z), or hands a noun's
 * clause on to what the noun says of its subject ("X is a song written by Y" -> X - written by -
 * Y): what a graph wants, and a reader who has the primary one need not be told.
 *
 * Pure functions of the tree; time is linear in its tokens but for CN_CLAUSES_MAX clauses. */
#ifndef CN_INGEST_CLAUSES_H
#define CN_INGEST_CLAUSES_H

#include "base/status.h"
#include "base/tree.h"
#include "ingest/extract.h"
#include "ingest/tagger.h"

enum {
    CN_CLAUSES_MAX = 64, /* of one tree */
    CN_CLAUSE_MORE = 6,  /* further arguments of one clause */
    CN_CLAUSE_TEXT = 1024
};

/* The construction a clause was read from: values of cn_rule from 10 on. Never renumber. */
typedef enum cn_clause_rule {
    CN_RULE_ACTIVE = 10,           /* "X founded Y in 1903" */
    CN_RULE_PASSIVE = 11,          /* "Y was founded by X" */
    CN_RULE_COPULA_NOUN = 12,      /* "X is a Y" */
    CN_RULE_COPULA_ADJECTIVE = 13, /* "X is responsible for Y" */
    CN_RULE_COPULA_PLACE = 14,     /* "X is in Y" */
    CN_RULE_INFINITIVE = 15,       /* "X plans to build Y", "Z asked X to build Y" */
    CN_RULE_CONTENT = 16,          /* "X said that ..." */
    CN_RULE_RELATIVE = 17,         /* "X, who built Y", "Y, which X built" */
    CN_RULE_PARTICIPLE = 18,       /* "Y built by X" */
    CN_RULE_ADVERBIAL = 19,        /* "X left, taking Y with him" */
    CN_RULE_APPOSITION = 20,       /* "X, a Y" */
    CN_RULE_OWNER = 21,            /* "X's Y" */
    CN_RULE_OFFICE = 22,           /* "President X", "Y's president X" */
    CN_RULE_SORT = 23,             /* "Ys such as X", "X and other Ys" */
    CN_RULE_EXISTENCE = 24,        /* "There is an X in Y" */
    CN_RULE_ARGUMENT = 25,         /* derived: one more argument as object */
    CN_RULE_NESTED = 26,           /* derived: "X is a Y in Z": X - is Y in - Z */
    CN_RULE_HANDED_ON = 27,        /* derived: "X is a Y written by Z": X - written by - Z */
    CN_RULE_ROLE = 28,             /* derived: "The head of X is Y": X - has head - Y */
    CN_RULE_PLACE = 29             /* "X in Y", two names: X - is in - Y */
} cn_clause_rule;

/* Places of a tree, 1-based: bit i of word i / 64. */
typedef struct cn_token_set {
    uint64_t bits[CN_TREE_MAX / 64 + 1];
} cn_token_set;

typedef struct cn_clause_span {
    uint16_t head;     /* 0: there is none */
    cn_token_set full; /* without its preposition */
    cn_token_set core; /* the head with its names, adjectives and "of": no clauses */
} cn_clause_span;

typedef struct cn_clause_argument {
    int role; /* cn_argument_role */
    cn_clause_span span;
    cn_token_set prep; /* "in", "because of", "when"; for a source, the verb that says so */
} cn_clause_argument;

typedef struct cn_clause {
    cn_clause_span subject, object;
    /* Read as: before, words, prep, after. */
    const char *before, *after; /* "is", "has" or ""; "of" or "": not in the text; static */
    cn_token_set words;         /* the verb with its auxiliaries, adverbs, particle */
    cn_token_set prep;          /* the preposition of the object */
    uint16_t verb;              /* the token the relation is about; 0 when there is none */
    cn_clause_argument more[CN_CLAUSE_MORE];
    uint8_t n_more;
    bool is_derived;
    uint16_t rule;  /* cn_rule */
    unsigned flags; /* CN_STATED_* */
    double confidence;
} cn_clause;

typedef struct cn_clauses cn_clauses; /* scratch and words' classes; one per thread */

int cn_clauses_new(cn_clauses **clauses, cairn_error *err);
void cn_clauses_free(cn_clauses *clauses);
/* Fills out (max of them) from a tagged and parsed tree; returns how many. Those of one verb follow
 * each other, the primary one first. */
size_t cn_clauses_find(cn_clauses *clauses, const cn_tree *tree, cn_clause *out, size_t max);

/* The text of tokens, as spaced in the tree's; at most size - 1 bytes and a NUL, cut at a token.
 * Returns its length. */
size_t cn_clause_text(const cn_tree *tree, const cn_token_set *set, char *out, size_t size);
/* "was first published in", "is", "is head of". */
size_t cn_clause_relation(const cn_tree *tree, const cn_clause *clause, char *out, size_t size);
/* An argument with its preposition: "in 1998"; for a source "Mr. Meek said". */
size_t cn_clause_argument_text(const cn_tree *tree, const cn_clause_argument *argument, char *out,
                               size_t size);
/* The relation's normal form: lemmas in lower case, without auxiliaries (but "be" of the passive
 * and the copula), adverbs, articles and "not", the preposition last: "was first published in" ->
 * "be publish in", "had plans to build" -> "have plan to build". tagger may be NULL: forms for
 * lemmas. */
size_t cn_clause_normal(const cn_tagger *tagger, const cn_tree *tree, const cn_clause *clause,
                        char *out, size_t size);
/* First byte and length of all of a set, from its first token to its last; 0, 0 when empty. */
cn_found_place cn_clause_place(const cn_tree *tree, const cn_token_set *set);

static inline void cn_token_set_add(cn_token_set *set, unsigned place)
{
    set->bits[place / 64] |= (uint64_t)1 << place % 64;
}
static inline void cn_token_set_remove(cn_token_set *set, unsigned place)
{
    set->bits[place / 64] &= ~((uint64_t)1 << place % 64);
}
static inline bool cn_token_set_has(const cn_token_set *set, unsigned place)
{
    return (set->bits[place / 64] >> place % 64 & 1) != 0;
}
/* The first place at or after `from`; 0: none. */
unsigned cn_token_set_next(const cn_token_set *set, unsigned from);
unsigned cn_token_set_last(const cn_token_set *set);
unsigned cn_token_set_count(const cn_token_set *set);
bool cn_token_set_empty(const cn_token_set *set);
void cn_token_set_join(cn_token_set *set, const cn_token_set *other);
void cn_token_set_minus(cn_token_set *set, const cn_token_set *other);
bool cn_token_set_overlap(const cn_token_set *set, const cn_token_set *other);

#endif
