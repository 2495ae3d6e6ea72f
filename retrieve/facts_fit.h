/* Which relations of facts a step of a question asks for, and in which direction.
 *
 * Two readings of the step's words, "who founded X" and "X was founded by": the answer before the
 * words or behind them. Where they stand to what the step is about says which one is meant. The
 * words are looked up in the table of relations, the longest run that it knows first, with the type
 * that is asked for on the side of the answer; what is left is compared with the words of a
 * relation, stem by stem, so that relations of no table ("served as captain of") are found too.
 *
 * Made once for a step; what a relation's fit is, is looked up once for each relation. */
#ifndef CN_RETRIEVE_FACTS_FIT_H
#define CN_RETRIEVE_FACTS_FIT_H

#include "base/map.h"
#include "retrieve/facts_names.h"

enum { CN_FIT_WANTS_MAX = 48, CN_FIT_STEMS_MAX = 24 };

/* Of a wider relation: "child of", where the father is asked for. */
#define CN_FIT_IMPLIED 0.75F

typedef struct cn_fact_want {
    int64_t relation;
    bool is_inverse; /* the answer is the subject */
    float fit;       /* 0..1 */
    bool is_wide;    /* not asked for itself: what that implies, or often says too */
} cn_fact_want;

typedef struct cn_fact_fits {
    const cn_view *view;
    cn_fact_want wants[CN_FIT_WANTS_MAX];
    size_t n_wants;
    uint64_t stems[CN_FIT_STEMS_MAX]; /* of words that say what is asked, each once */
    bool is_before[CN_FIT_STEMS_MAX]; /* before what the step is about */
    size_t n_stems;
    /* Of what else the step says, names among it: a sentence that has it speaks of the same. */
    uint64_t rest[CN_FIT_STEMS_MAX];
    uint8_t rest_name[CN_FIT_STEMS_MAX]; /* which of its names; UINT8_MAX: none */
    size_t n_rest;
    bool wants_father, wants_mother; /* of two parents, which */
    bool wants_country;
    bool is_noun_known; /* "which country": what the answer is, is the relation */
    cn_map memo;        /* relation and direction -> fit in thousandths, plus 1 */
    size_t n_looked;    /* relations whose words were looked at */
    cn_words scratch;
} cn_fact_fits;

int cn_fact_fits_init(cn_fact_fits *fits, const cn_view *view, const cn_question *question,
                      unsigned step, const cn_fact_names *names, cairn_error *err);
/* Without words: what is wanted is added by the caller (facts_wants.h). */
void cn_fact_fits_init_bare(cn_fact_fits *fits, const cn_view *view);
void cn_fact_fits_done(cn_fact_fits *fits);
/* 0: a fact of this relation is no answer. Reads the relation's words when it is met first, for up
 * to 512 relations; those met later fit only by the table. */
int cn_fact_fit(cn_fact_fits *fits, int64_t relation, bool is_inverse, double *fit,
                cairn_error *err);
/* Is a thing of that type (cn_mention_type) what was asked for? 0..1 */
double cn_fact_type_fit(cn_asked asked, int type);
#endif
