/* What kind of answer a question wants. By its own words only: no passage is looked at. */
#ifndef CN_RETRIEVE_EXPECT_H
#define CN_RETRIEVE_EXPECT_H

#include "retrieve/spans.h"

typedef struct cn_expect {
    cn_asked asked;
    cn_words_range options[2]; /* of a choice: words of the question */
    cn_words_range noun;       /* "film" of "which film"; n 0: none */
    bool wants_most;           /* later, younger, taller; else earlier, older, fewer */
    bool is_number;            /* a choice by number, not by date */
    bool is_compared;          /* a choice says by what: earlier, taller, first */
} cn_expect;

/* The question word's number, *len its words ("how many": 2); question->n when there is none. */
size_t cn_expect_at(const cn_text *question, size_t *len);
void cn_expect_read(const cn_text *question, cn_expect *expect);
/* What kind of answer a noun is: "city", "actor", "population"; CN_ASKED_NAME for any other. */
cn_asked cn_expect_noun(const cn_text *question, cn_words_range noun);
/* What the question word asks for, whatever options are offered. */
cn_asked cn_expect_by_word(const cn_text *question, cn_words_range *noun);
const char *cn_asked_name(cn_asked asked); /* "person", "date", ... for a reason */

#endif
