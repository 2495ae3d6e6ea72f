/* What a question asks of something, as a chain of relations from what it names: "where was the
 * director of X born" is director, then place of birth. And how a passage about that thing says
 * it: by the phrases that stand before the value. Tables of English, nothing of any one text. */
#ifndef CN_RETRIEVE_RELATIONS_H
#define CN_RETRIEVE_RELATIONS_H

#include "retrieve/spans.h"

typedef enum cn_relation {
    CN_REL_NONE,
    CN_REL_FATHER,
    CN_REL_MOTHER,
    CN_REL_SPOUSE,
    CN_REL_CHILD,
    CN_REL_SIBLING,
    CN_REL_DIRECTOR,
    CN_REL_COMPOSER,
    CN_REL_PERFORMER,
    CN_REL_AUTHOR,
    CN_REL_PRODUCER,
    CN_REL_FOUNDER,
    CN_REL_PUBLISHER,
    CN_REL_DESIGNER,
    CN_REL_ACTOR,   /* of the role the question names */
    CN_REL_STUDIED, /* what ends a chain, from here on */
    CN_REL_EMPLOYER,
    CN_REL_BIRTH_PLACE,
    CN_REL_DEATH_PLACE,
    CN_REL_BURIAL_PLACE,
    CN_REL_COUNTRY,
    CN_REL_BIRTH_DATE,
    CN_REL_DEATH_DATE,
    CN_REL_LIFE, /* how long somebody lived */
    CN_REL_START /* released, founded, opened */
} cn_relation;
#define CN_REL_ENDS(relation) ((relation) >= CN_REL_STUDIED)
#define CN_REL_IS_DATE(relation) ((relation) >= CN_REL_BIRTH_DATE)

typedef struct cn_relation_row {
    cn_relation relation;
    const char *asked;   /* in a question */
    const char *said;    /* before the value, in a passage about the subject */
    const char *inverse; /* before the subject, in a passage about the value */
} cn_relation_row;
const cn_relation_row *cn_relation_row_of(cn_relation relation); /* NULL for none */

#define CN_CHAIN_MAX 5
typedef struct cn_chain {
    cn_relation items[CN_CHAIN_MAX]; /* from the named thing outwards */
    size_t n;
    size_t n_unread; /* words of the question that are neither its name, nor relations, nor stops */
} cn_chain;

typedef struct cn_found {
    const cn_passage *passage; /* that says so; NULL: not found */
    cn_piece piece;            /* in its body; n 0: it is the passage's title */
    const char *country;       /* for CN_REL_COUNTRY */
    double value;              /* for dates */
} cn_found;

/* Relations in the question's words outside [skip_first, skip_end), the span of its name. */
void cn_chain_read(const cn_text *question, size_t skip_first, size_t skip_end, cn_chain *chain);
/* What the passage, or another about its subject, says of the relation. */
cn_found cn_relation_find(const cn_passages *passages, const cn_passage *about,
                          cn_relation relation);
/* The passage a found name leads to; NULL when none is there. */
const cn_passage *cn_relation_follow(const cn_passages *passages, const cn_found *found);

#endif
