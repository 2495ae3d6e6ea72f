/* What a posed question may have as answers, from the words of its evidence: by the relations its
 * words ask for, and by spans that look like an answer. */
#ifndef CN_RETRIEVE_ROUNDS_FIND_H
#define CN_RETRIEVE_ROUNDS_FIND_H

#include "retrieve/compare.h"
#include "retrieve/rounds_posed.h"

typedef struct cn_led {
    bool is_asked;           /* its words are a chain of relations from a name */
    const cn_passage *focus; /* where a chain that is not whole leads; may be NULL */
    int64_t missing;         /* key of a name on the way that no passage is about; 0: none */
} cn_led;

/* By relations. *found: score 0 when they find nothing. */
int cn_posed_relation(const cn_posed *posed, cn_arena *arena, cn_value *found, cn_led *led,
                      cairn_error *err);
/* The best span. *found: score 0 when there is none. */
int cn_posed_span(cn_posed *posed, const cn_passage *focus, cn_arena *arena, cn_value *found,
                  cairn_error *err);
/* The sentence of a passage's word as where a value is said. */
void cn_posed_cite(const cn_posed *posed, const cn_sentence *sentence, cn_value *value);

#endif
