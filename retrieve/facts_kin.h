/* Kin that texts say in two sentences: a paternal grandfather is the father of the father. */
#ifndef CN_RETRIEVE_FACTS_KIN_H
#define CN_RETRIEVE_FACTS_KIN_H

#include "retrieve/retrieve.h"

typedef struct cn_kin {
    const char *words;          /* "paternal grandfather" */
    const char *first, *second; /* "father", "father": each as a relation is asked for */
} cn_kin;

/* What the step's words ask for; NULL: no such kin. */
const cn_kin *cn_kin_find(const cn_question *question, unsigned step);

#endif
