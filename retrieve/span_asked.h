/* What a step asks, as the ranking of spans sees it: weighted terms, the kind of answer, and the
 * place of the question word in the question's tree. */
#ifndef CN_RETRIEVE_SPAN_ASKED_H
#define CN_RETRIEVE_SPAN_ASKED_H

#include "retrieve/span_rank.h"
#include "retrieve/span_tree.h"

enum { CN_SPAN_TERMS_MAX = 64, CN_SPAN_RELATIVES_MAX = 128, CN_SPAN_SAID_MAX = 256 };

typedef struct cn_span_term {
    uint64_t stem;
    double weight;         /* idf */
    uint64_t evidence_bit; /* of cn_passages' masks; 0: it is no term of the whole question */
    bool is_name;          /* capitalised, or a number */
    bool is_bound;         /* of an answer that the step needs */
    bool is_relation;      /* beside the question word, or of step->relation */
} cn_span_term;

typedef struct cn_span_relative { /* a stem that says about what a term does, see meaning.h */
    uint64_t stem;
    unsigned term;
} cn_span_relative;

typedef enum cn_span_wh {
    CN_WH_NONE,
    CN_WH_WHO,
    CN_WH_WHEN,
    CN_WH_WHERE,
    CN_WH_WHY,
    CN_WH_HOW,
    CN_WH_HOW_MANY,
    CN_WH_WHICH,
    CN_WH_WHAT
} cn_span_wh;

typedef struct cn_span_asked {
    const cn_passages *passages;
    const cn_span_query *query;
    cn_asked asked;
    cn_span_wh wh;
    cn_words_range noun; /* of the question's words; n 0: none */
    uint64_t noun_stem;  /* of its last word; 0: none */
    cn_span_term terms[CN_SPAN_TERMS_MAX];
    unsigned n_terms;
    uint64_t names, relations, bound;  /* bits of the terms of a kind */
    double all, all_names, all_others; /* weights */
    cn_span_role role;                 /* of what is asked for */
    uint64_t governor;                 /* stem of the word it depends on; 0: not known */
    uint64_t case_key;                 /* key of its preposition; 0: none */
    uint64_t before[2], after[2]; /* stems beside the question word, the nearest first; 0: none */
    uint64_t said[CN_SPAN_SAID_MAX]; /* keys of the question's words and of the bound answers' */
    size_t n_said;
    bool is_step; /* one step of several, not the whole question */
    bool is_negated;
    bool is_last;  /* the question word stands in the second half */
    int noun_kind; /* cn_noun_kind */
    cn_span_relative relatives[CN_SPAN_RELATIVES_MAX]; /* by stem */
    unsigned n_relatives;
} cn_span_asked;

int cn_span_asked_read(cn_span_asked *asked, cn_passages *passages, const cn_span_query *query,
                       cairn_error *err);
/* Bits of the terms among words. */
uint64_t cn_span_terms_in(const cn_span_asked *asked, const cn_word *words, size_t n);
/* Bits of the terms that the words hold relatives of. */
uint64_t cn_span_related_in(const cn_span_asked *asked, const cn_word *words, size_t n);
/* Of the passage's title and heading, as bits of the step's terms. */
uint64_t cn_span_terms_head(const cn_span_asked *asked, uint64_t evidence_mask,
                            const cn_text *title);
double cn_span_terms_weight(const cn_span_asked *asked, uint64_t terms);
/* 0..1 of `all`; 0 when that is 0. */
double cn_span_terms_share(const cn_span_asked *asked, uint64_t terms);

#endif
