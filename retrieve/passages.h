/* The evidence as the reader sees it: passages cut into words and sentences, each sentence
 * with the share of the question that it, its title and its heading hold. In one scratch arena. */
#ifndef CN_RETRIEVE_PASSAGES_H
#define CN_RETRIEVE_PASSAGES_H

#include "retrieve/reader.h"

typedef struct cn_text { /* a text and its words */
    const char *text;
    size_t len;
    const cn_word *words;
    size_t n;
} cn_text;

typedef struct cn_sentence {
    uint32_t passage;
    uint32_t first, n; /* words of the passage */
    size_t at, len;    /* bytes of its text, without white space around */
    uint64_t mask;     /* terms of the question in it */
    double score;      /* 0..1: see score_sentences() */
} cn_sentence;

typedef struct cn_passage {
    const cn_evidence *evidence;
    cn_text body, title;          /* title without the part in brackets: "Git (song)" -> "Git" */
    uint64_t head_mask;           /* terms of the question in title and heading */
    uint64_t mask;                /* and in all of it */
    uint64_t path_mask;           /* in the sentence of another passage that leads here */
    uint32_t named_at, named_end; /* words of the question that spell the title; none: equal */
    bool is_named;                /* the question names what it is about */
    bool is_bridge;               /* not named, but a named passage mentions what it is about */
    size_t first_sentence, n_sentences;
} cn_passage;

typedef struct cn_passages {
    const cn_view *view;
    const cn_timing *timing; /* of the question; may be NULL */
    cn_text question;
    double weights[CN_QUERY_TERMS_MAX]; /* of the question's terms: see weigh_terms() */
    double all_weights;
    uint64_t time_mask; /* terms that say the time: "from 2001 to 2009" holds 2005 unsaid */
    cn_arena scratch;
    cn_words words; /* of the text read last */
    cn_passage *items;
    size_t n;
    cn_sentence *sentences;
    size_t n_sentences, cap_sentences;
} cn_passages;

#define CN_RANK_WEIGHT 0.25 /* of the evidence's rank in a score; the rest is overlap */
/* Reads at most CN_PASSAGE_BYTES_MAX of each text. done in any case. */
#define CN_PASSAGE_BYTES_MAX ((size_t)256 << 10)
int cn_passages_read(cn_passages *passages, const cn_view *view, const cn_question *question,
                     const cn_evidence *evidence, size_t n, cairn_error *err);
void cn_passages_done(cn_passages *passages);
/* Weight of the terms in mask over that of all; 0 for a question without words. */
double cn_passages_share(const cn_passages *passages, uint64_t mask);
/* The passage that is about the name words[0..n), by graph or by spelling; NULL when none. */
const cn_passage *cn_passages_find(const cn_passages *passages, const cn_word *words, size_t n);
/* The passage that `from` leads to by the graph's links: the best that is not named in the
 * question; NULL when none. */
const cn_passage *cn_passages_next(const cn_passages *passages, const cn_passage *from);
/* The sentence that holds word number `word`. */
const cn_sentence *cn_passages_sentence(const cn_passages *passages, const cn_passage *passage,
                                        size_t word);

#endif
