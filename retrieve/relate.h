/* What words say as a relation: the caller's table of relations (api/ has it, with the relations as
 * fusion writes them), seen by those who look for facts. Without a table, words mean only
 * themselves: facts are then found by the stems of their relation. */
#ifndef CN_RETRIEVE_RELATE_H
#define CN_RETRIEVE_RELATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cairn.h"

enum { CN_RELATE_MAX = 120 }; /* bytes of a relation, with the NUL; longer ones are not known */

/* Words between two things, as in "Ada wrote The Lamp". A canonical relation is its own form. */
typedef struct cn_relate_asked {
    const char *words;
    size_t len;
    int subject_type, object_type; /* cn_mention_type; CN_TYPE_OTHER: any name */
    bool is_lemma;                 /* "direct", of "did she direct" */
} cn_relate_asked;

typedef struct cn_relate_meant {
    char relation[CN_RELATE_MAX]; /* canonical */
    int64_t id;                   /* of its row in the store, should there be one; 0: of none */
    bool is_known;                /* to the table; else it is the words, folded */
    bool is_swapped;              /* the two things change places */
    bool is_symmetric;
    int64_t implied; /* the relation that holds too: "child of" of "father"; 0: none */
    bool is_implied_swapped;
    bool is_for_ever; /* one value of a kind, for ever: "born on" */
} cn_relate_meant;

typedef int (*cn_relate_fn)(void *user, const cn_relate_asked *asked, cn_relate_meant *meant,
                            cairn_error *err);

#endif
