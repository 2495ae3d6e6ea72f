/* Does the sentence of a fact speak of what else the step says? "Which city in Knox County was Ada
 * born in" has facts of Knox County too. */
#ifndef CN_RETRIEVE_FACTS_SUPPORT_H
#define CN_RETRIEVE_FACTS_SUPPORT_H

#include "retrieve/facts_fit.h"

/* Lessens *score by the share of the step's other words and names that the sentence lacks. name: by
 * which the fact was met; SIZE_MAX: by none. */
int cn_fact_support(cn_fact_fits *fits, size_t name, const char *sentence, size_t len,
                    double *score, cairn_error *err);

#endif
