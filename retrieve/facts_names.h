/* The names in a step's own words, and the entities they may mean. Links of the question are taken
 * from its start, so that "father of Ada Lisk" may be one, where a text says so; facts are those of
 * Ada Lisk. So runs that begin with a capital are looked up anew, and links fill the gaps. */
#ifndef CN_RETRIEVE_FACTS_NAMES_H
#define CN_RETRIEVE_FACTS_NAMES_H

#include "retrieve/retrieve.h"

enum { CN_FACT_NAMES_MAX = 8, CN_FACT_MEANT_MAX = 4 };

typedef struct cn_fact_name {
    size_t first, n; /* words of the question */
    uint32_t entities[CN_FACT_MEANT_MAX];
    float weights[CN_FACT_MEANT_MAX]; /* how likely each is meant, 0..1 */
    uint32_t n_entities;
} cn_fact_name;

typedef struct cn_fact_names {
    cn_fact_name items[CN_FACT_NAMES_MAX];
    size_t n;
} cn_fact_names;

void cn_fact_names_find(cn_fact_names *names, const cn_view *view, const cn_question *question,
                        unsigned step);
bool cn_fact_names_cover(const cn_fact_names *names, size_t word);
/* What a key may mean, the most mentioned first: at most CN_FACT_MEANT_MAX. */
void cn_fact_name_mean(cn_fact_name *name, const cn_snapshot *snapshot, int64_t key);
/* Is something about one of its meanings? */
bool cn_fact_name_is_title(const cn_fact_name *name, const cn_snapshot *snapshot);
bool cn_step_has_word(const cn_step *step, size_t word);

#endif
