/* The spans of a sentence that may be an answer: names, dates, numbers, quoted titles, and what the
 * nodes of its trees govern, each with and without what hangs on it. Bounded for each sentence. */
#ifndef CN_RETRIEVE_SPAN_FIND_H
#define CN_RETRIEVE_SPAN_FIND_H

#include "retrieve/span_tree.h"
#include "retrieve/spans.h"

enum { CN_SPANS_OF_SENTENCE = 160 };

/* What found it: bits. */
enum {
    CN_SPAN_NAME = 1 << 0,  /* by its looks */
    CN_SPAN_KNOWN = 1 << 1, /* by the recogniser */
    CN_SPAN_DATE = 1 << 2,
    CN_SPAN_YEAR = 1 << 3, /* alone */
    CN_SPAN_NUMBER = 1 << 4,
    CN_SPAN_QUOTED = 1 << 5,
    CN_SPAN_NOUNS = 1 << 6,
    CN_SPAN_VERBS = 1 << 7,
    CN_SPAN_WORD = 1 << 8,  /* an adjective or a name within a compound */
    CN_SPAN_WHOLE = 1 << 9, /* all that its head governs */
    CN_SPAN_TITLE = 1 << 10 /* of the passage; its words are the title's */
};

typedef struct cn_answer_span {
    uint32_t sentence; /* of the passages */
    uint32_t first, n; /* words of the passage's body, of its title for CN_SPAN_TITLE */
    uint16_t found;    /* CN_SPAN_* */
    uint8_t type;      /* cn_mention_type, CN_TYPE_OTHER: not known */
    double number;
} cn_answer_span;

/* A sentence to look in. */
typedef struct cn_span_sentence {
    const cn_passages *passages;
    uint32_t sentence;
    const cn_text *text;      /* of its passage */
    const cn_span_tree *tree; /* may be empty */
    const cn_parsed *parsed;  /* for its names */
} cn_span_sentence;

/* out[CN_SPANS_OF_SENTENCE], no two of the same words; the number found. */
size_t cn_spans_find(const cn_span_sentence *sentence, cn_answer_span *out);

#endif
