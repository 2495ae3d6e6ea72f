/* What a phrase of a step says as a relation: asked of the view's table with the types that the
 * answer and what the step is about may have. What it says, what that implies and what often says
 * the same go into fits->wants. */
#ifndef CN_RETRIEVE_FACTS_WANTS_H
#define CN_RETRIEVE_FACTS_WANTS_H

#include "retrieve/facts_fit.h"

enum { CN_FACT_PHRASE_BYTES = 160 };

typedef struct cn_fact_phrase {
    char text[CN_FACT_PHRASE_BYTES];
    size_t len;
    float behind, before; /* fit of each reading: the answer behind the words, or before them */
    bool is_lemma;        /* "direct", of "did she direct" */
} cn_fact_phrase;

/* The view has a table. The likelier reading is tried first, the other one when the table does not
 * know it, or when both are as likely. */
int cn_fact_wants_ask(cn_fact_fits *fits, cn_asked asked, const cn_fact_phrase *p, bool *is_known,
                      cairn_error *err);

#endif
